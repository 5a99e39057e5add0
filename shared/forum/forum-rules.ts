/** What does a forum decide, and what becomes of it? */
import { usualRule } from '../counting/decision-rule.ts';
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { Recorded } from '../lib/streams.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { Audience } from '../people/audience.ts';
import type { ForumState } from './forum.ts';
import type { ForumCommand } from './forum-commands.ts';
import type { ForumEvent } from './forum-events.ts';

export type ForumRefusalCode = 'not-permitted' | 'person-unknown';

export const initialForum: ForumState = {
  forumId: null,
  title: {},
  theme: {},
  place: {},
  dayStartsAt: 0,
  utcOffsetMinutes: 0,
  languages: [],
  rule: usualRule(null),
  code: '',
  organisers: [],
  members: {},
  sittings: [],
};

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

function isOrganiser({ actor }: DecideContext): boolean {
  return actor === 'server' || actor.capacities.has('organiser');
}

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyForum(forum: ForumState, recorded: Recorded<ForumEvent>): ForumState {
  const { event } = recorded;
  switch (event.type) {
    case 'forum.created': {
      const { type: _type, ...created } = event;
      return { ...forum, ...created };
    }
    case 'forum.sitting-planned':
      return { ...forum, sittings: [...forum.sittings, event.sitting] };
    case 'forum.organiser-named':
      return { ...forum, organisers: [...forum.organisers, event.personId] };
    case 'forum.member-joined':
      if (forum.members[event.personId] !== undefined) return forum;
      return {
        ...forum,
        members: { ...forum.members, [event.personId]: { came: event.came, since: recorded.at } },
      };
    case 'forum.link-renewed':
    case 'forum.link-revoked':
      return forum;
    default:
      return assertNever(event);
  }
}

/** A link's end is the desk's business; the stage does not learn who is a member. */
export function viewForum(
  recorded: Recorded<ForumEvent>,
  _before: ForumState,
  _after: ForumState,
  audience: Audience,
): readonly ForumEvent[] {
  const { event } = recorded;
  switch (event.type) {
    case 'forum.link-renewed':
    case 'forum.link-revoked':
      return audience === 'desk' ? [event] : [];
    case 'forum.member-joined':
    case 'forum.organiser-named':
      return audience === 'stage' ? [] : [event];
    default:
      return [event];
  }
}

export function viewForumState(forum: ForumState, audience: Audience): ForumState {
  return audience === 'stage' ? { ...forum, organisers: [], members: {} } : forum;
}
