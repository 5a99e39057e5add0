/** What becomes of a forum by what happened, and who is told of it? */
import { usualRule } from '../counting/decision-rule.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { ForumMember, ForumState } from './forum.ts';
import type { ForumEvent } from './forum-events.ts';

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
    case 'forum.people-imported': {
      const members: Record<PersonId, ForumMember> = { ...forum.members };
      for (const { personId, organisation } of event.people) {
        const { came, since } = members[personId] ?? { came: 'invited', since: recorded.at };
        members[personId] = { came, since, ...(organisation !== null && { organisation }) };
      }
      return { ...forum, members };
    }
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
    case 'forum.people-imported':
    case 'forum.organiser-named':
      return audience === 'stage' ? [] : [event];
    default:
      return [event];
  }
}

export function viewForumState(forum: ForumState, audience: Audience): ForumState {
  return audience === 'stage' ? { ...forum, organisers: [], members: {} } : forum;
}
