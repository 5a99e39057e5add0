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

/** A link's end is the desk's business, and so is who came by code (SEE-6); the stage does not learn who is a member. */
export function viewForum(
  recorded: Recorded<ForumEvent>,
  _before: ForumState,
  after: ForumState,
  audience: Audience,
): readonly ForumEvent[] {
  const { event } = recorded;
  switch (event.type) {
    case 'forum.link-renewed':
    case 'forum.link-revoked':
      return audience === 'desk' ? [event] : [];
    case 'forum.member-joined':
      return isListed(event, audience) ? [event] : [];
    case 'forum.people-imported': {
      if (audience === 'stage') return [];
      const people = event.people.filter(({ personId }) => isListed(after.members[personId], audience));
      return people.length === 0 ? [] : [{ ...event, people }];
    }
    case 'forum.organiser-named':
      return audience === 'stage' ? [] : [event];
    default:
      return [event];
  }
}

export function viewForumState(forum: ForumState, audience: Audience): ForumState {
  if (audience === 'desk') return forum;
  const listed = Object.entries(forum.members).filter(([, member]) => isListed(member, audience));
  return { ...forum, organisers: audience === 'stage' ? [] : forum.organisers, members: Object.fromEntries(listed) };
}

/** Thousands may look on by the code: to list them to each of them would be a book, with names that anybody may have typed. */
function isListed(member: Pick<ForumMember, 'came'> | undefined, audience: Audience): boolean {
  return audience === 'desk' || (audience === 'member' && member?.came === 'invited');
}
