/** What becomes of a poll, and who is told what of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { Poll, PollResult, PollState } from './poll.ts';
import type { PollEvent } from './poll-events.ts';
import { newList } from './put-forward.ts';

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
        hall: [],
        recused: event.recused ?? [],
        groups: event.groups ?? [],
        closedAt: null,
        result: null,
        annulled: null,
        contests: [],
        minority: [],
        published: false,
      };
      return { ...state, polls: { ...state.polls, [event.pollId]: poll } };
    }
    case 'poll.extended':
      return withPoll(state, event.pollId, () => ({ closesAt: event.closesAt }));
    case 'poll.closed': {
      const { closedAt, result } = event;
      return withPoll(state, event.pollId, ({ counts }) => ({
        closedAt,
        result: result === 'hidden' ? null : result,
        published: counts !== 'later',
      }));
    }
    case 'poll.more-time-asked':
      return withPoll(state, event.pollId, ({ moreTime }) => ({ moreTime: [...moreTime, event.seatId] }));
    case 'poll.entered-by-hand':
      return withPoll(state, event.pollId, ({ byHand }) => ({ byHand: [...byHand, event.seatId] }));
    case 'poll.hall-counted': {
      const { seats, numbers, tellers } = event;
      const entry = { seats, numbers, tellers, by: recorded.actor, at };
      return withPoll(state, event.pollId, ({ hall }) => ({ hall: [...hall, entry] }));
    }
    case 'poll.recused': {
      const { elector } = event;
      const weight = elector.right === 'deciding' ? elector.weight : 0;
      return withPoll(state, event.pollId, (poll) => ({
        electors:
          poll.electors === 'hidden' ? 'hidden' : poll.electors.filter(({ seatId }) => seatId !== elector.seatId),
        recused: [...poll.recused, elector],
        entitled: poll.entitled - weight,
        presentAtOpening: poll.presentAtOpening - (elector.present ? weight : 0),
        seats: poll.seats - 1,
      }));
    }
    case 'poll.settled':
      return withPoll(state, event.pollId, ({ result }) => ({
        result: event.result === 'hidden' ? result : event.result,
      }));
    case 'poll.annulled':
      return withPoll(state, event.pollId, ({ closedAt }) => ({
        closedAt: closedAt ?? at,
        annulled: { at, reason: event.reason },
      }));
    case 'poll.minority-recorded': {
      const { seatId, words } = event;
      return withPoll(state, event.pollId, ({ minority }) => ({ minority: [...minority, { seatId, words, at }] }));
    }
    case 'poll.contested': {
      const { seatId, reason } = event;
      return withPoll(state, event.pollId, ({ contests }) => ({
        contests: [...contests, { seatId, reason, at, ruling: null }],
      }));
    }
    case 'poll.contest-decided': {
      const { verdict, reason, recount } = event;
      return withPoll(state, event.pollId, ({ contests }) => ({
        contests: contests.map((contest) =>
          contest.seatId === event.seatId ? { ...contest, ruling: { verdict, reason, at, recount } } : contest,
        ),
      }));
    }
    case 'poll.list-put-forward': {
      const { draftId, opening, clauses } = event;
      return { ...state, forward: newList(state.forward, { draftId, opening, clauses }) };
    }
    case 'poll.clause-taken-out': {
      const { clauseId, personId } = event;
      const { forward } = state;
      if (forward === undefined) return state;
      return { ...state, forward: { ...forward, takenOut: [...forward.takenOut, { clauseId, personId, at }] } };
    }
    case 'poll.list-ended':
      return state.forward === undefined ? state : { ...state, forward: { ...state.forward, stands: event.how } };
    case 'poll.published':
      return withPoll(state, event.pollId, ({ result }) => ({ result: event.result ?? result, published: true }));
    default:
      return assertNever(event);
  }
}

function withPoll(state: PollState, pollId: Poll['pollId'], change: (poll: Poll) => Partial<Poll>): PollState {
  const poll = state.polls[pollId];
  return poll === undefined ? state : { ...state, polls: { ...state.polls, [pollId]: { ...poll, ...change(poll) } } };
}

/**
 * The list of electors is the desk's; the others see how many there are. Before the close the only counts in an event are those of
 * cards in the hall, which nobody is told (SEE-2): the result tells them. Who voted how is read after closing, from the ballot box.
 */
export function viewPoll(
  recorded: Recorded<PollEvent>,
  before: PollState,
  _after: PollState,
  audience: Audience,
): readonly PollEvent[] {
  const { event } = recorded;
  if (event.type === 'poll.hall-counted') return [{ ...event, numbers: 'hidden' }];
  if (audience === 'desk') return [event];
  switch (event.type) {
    case 'poll.opened':
      return [{ ...event, electors: 'hidden' }];
    case 'poll.closed':
      if (before.polls[event.pollId]?.counts === 'later') return [{ ...event, result: 'hidden' }];
      return [event.result === 'hidden' ? event : { ...event, result: seenBy(audience, event.result) }];
    case 'poll.settled':
      // Among whom a lot was drawn is what came out.
      return before.polls[event.pollId]?.published === false ? [] : [event];
    case 'poll.published':
      return [{ ...event, result: before.polls[event.pollId]?.result ?? null }];
    case 'poll.more-time-asked':
      return [];
    case 'poll.minority-recorded':
      return audience === 'stage' ? [] : [event];
    case 'poll.list-put-forward':
    case 'poll.clause-taken-out':
    case 'poll.list-ended':
    case 'poll.extended':
    case 'poll.entered-by-hand':
    case 'poll.recused':
    case 'poll.annulled':
    case 'poll.contested':
    case 'poll.contest-decided':
      return [event];
    default:
      return assertNever(event);
  }
}

/** What somebody typed does not reach the hall's screen: an objection does, its reason does not. */
function seenBy(audience: Audience, result: PollResult): PollResult {
  return audience === 'stage' && result.kind === 'no-objection' ? { ...result, reasons: [] } : result;
}

export function viewPollState(state: PollState, audience: Audience): PollState {
  const polls: Record<string, Poll> = {};
  for (const poll of Object.values(state.polls)) {
    const hall = poll.hall.map((entry) => ({ ...entry, numbers: 'hidden' as const }));
    const result = poll.published && poll.result !== null ? seenBy(audience, poll.result) : null;
    const minority = audience === 'stage' ? [] : poll.minority;
    polls[poll.pollId] =
      audience === 'desk' ? { ...poll, hall } : { ...poll, hall, electors: 'hidden', moreTime: [], minority, result };
  }
  return { ...state, polls };
}
