/** What becomes of a poll, and who is told what of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { Poll, PollState } from './poll.ts';
import type { PollEvent } from './poll-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyPoll(state: PollState, recorded: Recorded<PollEvent>): PollState {
  const { event, at } = recorded;
  switch (event.type) {
    case 'poll.opened': {
      const { type: _type, ...opened } = event;
      const poll: Poll = {
        ...opened,
        openedAt: at,
        moreTime: [],
        byHand: [],
        closedAt: null,
        result: null,
        annulled: null,
        contests: [],
        published: false,
      };
      return { polls: { ...state.polls, [event.pollId]: poll } };
    }
    case 'poll.extended':
      return withPoll(state, event.pollId, () => ({ closesAt: event.closesAt }));
    case 'poll.closed': {
      const { closedAt, result } = event;
      return withPoll(state, event.pollId, ({ counts }) => ({
        closedAt,
        result: result === 'hidden' ? null : result,
        published: counts === 'at-close',
      }));
    }
    default:
      return assertNever(event);
  }
}

function withPoll(state: PollState, pollId: Poll['pollId'], change: (poll: Poll) => Partial<Poll>): PollState {
  const poll = state.polls[pollId];
  return poll === undefined ? state : { polls: { ...state.polls, [pollId]: { ...poll, ...change(poll) } } };
}

/**
 * The list of electors is the desk's; the others see how many there are. Counts exist in no event before the close, so there is
 * nothing of them to hide (SEE-2). Who voted how is read after closing, from the ballot box.
 */
export function viewPoll(
  recorded: Recorded<PollEvent>,
  before: PollState,
  _after: PollState,
  audience: Audience,
): readonly PollEvent[] {
  const { event } = recorded;
  if (audience === 'desk') return [event];
  switch (event.type) {
    case 'poll.opened':
      return [{ ...event, electors: 'hidden' }];
    case 'poll.closed':
      return [before.polls[event.pollId]?.counts === 'later' ? { ...event, result: 'hidden' } : event];
    case 'poll.extended':
      return [event];
    default:
      return assertNever(event);
  }
}

export function viewPollState(state: PollState, audience: Audience): PollState {
  if (audience === 'desk') return state;
  const polls: Record<string, Poll> = {};
  for (const poll of Object.values(state.polls)) {
    polls[poll.pollId] = { ...poll, electors: 'hidden', moreTime: [], result: poll.published ? poll.result : null };
  }
  return { polls };
}
