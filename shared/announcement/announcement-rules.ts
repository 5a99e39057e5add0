/** When may a deed be announced, taken back, or done without waiting? */
import { toCanonicalJson } from '../draft/canonical-text.ts';
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { announcedMs, lateMostMs, type AnnouncementState } from './announcement.ts';
import type { AnnouncedClause } from './announced-clause.ts';
import type { AnnouncedDeed, AnnouncementCommand } from './announcement-commands.ts';
import type { AnnouncementEvent } from './announcement-events.ts';

/** Beside those of the deed itself. */
export type AnnouncementRefusalCode =
  | 'not-permitted'
  | 'already-announced'
  | 'announcement-over'
  | 'announcement-not-due';

export interface AnnouncementContext extends DecideContext {
  /** What the deed would be told if it were done now, by the same actor; `null`: nothing is against it, as far as is known here. */
  readonly whyNot: (deed: AnnouncedDeed) => Refusal | null;
  readonly clauseOf: (deed: AnnouncedDeed) => AnnouncedClause | null;
}

/**
 * Pure: permission before all else, then what the deed itself would be told (RULES, ANN-1 …). `announcement.now` decides here only that
 * the deed's turn has come: the server then does the deed and records `announcement.done` or `announcement.failed` with it.
 */
export function decideAnnouncement(
  state: AnnouncementState,
  command: AnnouncementCommand,
  context: AnnouncementContext,
): Result<readonly AnnouncementEvent[]> {
  if (!actorMay(context, 'announcement.conduct')) return refuse('not-permitted');
  const { pending } = state;
  switch (command.type) {
    case 'announcement.announce': {
      if (context.actor === 'server') return refuse('not-permitted');
      if (pending !== null) return refuse('already-announced');
      const { deed } = command;
      const refusal = context.whyNot(deed);
      if (refusal !== null) return refusal;
      const announcementId = context.newId('announcement');
      const { now, actor } = context;
      const clause = context.clauseOf(deed);
      return ok([
        { type: 'announcement.made', announcementId, deed, clause, at: now + announcedMs, by: actor.personId },
      ]);
    }
    case 'announcement.cancel':
      if (pending?.announcementId !== command.announcementId) return refuse('announcement-over');
      return ok([{ type: 'announcement.cancelled', announcementId: command.announcementId }]);
    case 'announcement.now':
      if (pending?.announcementId !== command.announcementId) return refuse('announcement-over');
      if (context.actor === 'server' && context.now < pending.at) return refuse('announcement-not-due');
      return ok([]);
    default:
      return assertNever(command);
  }
}

/** Does the command do what is announced, or make it pointless by doing the same? Then it is announced no more. */
export function doesWhatIsAnnounced(
  { pending }: AnnouncementState,
  command: { readonly type: string },
): AnnouncementEvent | null {
  if (pending === null || !isSameDeed(pending.deed, command)) return null;
  return { type: 'announcement.done', announcementId: pending.announcementId };
}

function isSameDeed(deed: AnnouncedDeed, command: { readonly type: string }): boolean {
  if (deed.type !== command.type) return false;
  const other = command as AnnouncedDeed;
  // How long, and under which rule, may be said otherwise: what is put is the same.
  if (deed.type === 'poll.open') return sameValue(deed.subject, (other as typeof deed).subject);
  return sameValue(deed, other);
}

function sameValue(a: unknown, b: unknown): boolean {
  return toCanonicalJson(a) === toCanonicalJson(b);
}

/** Was the announced moment missed by so much that nobody expects the deed any more? */
export function isTooLate(at: number, now: number): boolean {
  return now > at + lateMostMs;
}
