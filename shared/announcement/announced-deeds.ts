/** Which deeds is the hall told of before they happen? A desk asks for these by announcing them. */
import type { AnnouncedDeed, AnnouncementCommand } from './announcement-commands.ts';

const announced: ReadonlySet<string> = new Set<AnnouncedDeed['type']>([
  'draft.freeze-clause',
  'draft.freeze',
  'poll.open',
  'poll.close',
]);

/** The command that announces it, or itself where it is done at once. */
export function asAnnounced<Command extends { readonly type: string }>(
  command: Command,
): Command | AnnouncementCommand {
  return announced.has(command.type)
    ? { type: 'announcement.announce', deed: command as Command & AnnouncedDeed }
    : command;
}
