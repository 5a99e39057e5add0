/** What does a forum decide? */
import { assertNever } from '../lib/assert-never.ts';
import type { PersonId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { ForumState } from './forum.ts';
import type { ForumCommand } from './forum-commands.ts';
import type { ForumEvent } from './forum-events.ts';

export type ForumRefusalCode = 'not-permitted' | 'person-unknown';

/** Pure: what follows from the command, or why not. */
export function decideForum(
  forum: ForumState,
  command: ForumCommand,
  context: DecideContext,
): Result<readonly ForumEvent[], ForumRefusalCode> {
  if (!actorMay(context, 'people.renew-link')) return refuse('not-permitted');
  // Whoever holds a link is its person: the desk must not be able to become an organiser (RULES, LINK-2).
  if (forum.organisers.includes(command.personId) && !isOrganiser(context)) return refuse('not-permitted');
  if (forum.members[command.personId] === undefined) return refuse('person-unknown');
  switch (command.type) {
    case 'forum.renew-link':
      return ok([{ type: 'forum.link-renewed', personId: command.personId }]);
    case 'forum.revoke-link':
      return ok([{ type: 'forum.link-revoked', personId: command.personId }]);
    default:
      return assertNever(command);
  }
}

/**
 * Is somebody among those for whom links are made all at once? Who was invited: who came by a code has a way in. Nobody is shown out of
 * their own desk, and an organiser's is made by an organiser alone (RULES, LINK-9).
 */
export function getsLinkOfAll(
  { organisers, members }: Pick<ForumState, 'organisers' | 'members'>,
  personId: PersonId,
  by: PersonId,
): boolean {
  if (organisers.includes(personId) && !organisers.includes(by)) return false;
  return members[personId]?.came === 'invited' && personId !== by;
}

function isOrganiser({ actor }: DecideContext): boolean {
  return actor === 'server' || actor.capacities.has('organiser');
}
