/** When may a clause be put to the vote, and what follows from closing? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { closedClause } from '../draft/draft-rules.ts';
import { quorumOf } from '../sitting/quorum.ts';
import type { SittingState } from '../sitting/sitting.ts';
import { decideMajority } from './majority.ts';
import { openPoll, type Elector, type Poll, type PollState } from './poll.ts';
import type { BallotMessage, PollCommand } from './poll-commands.ts';
import type { PollEvent } from './poll-events.ts';
import { tallyBallots, type CountedBallot } from './tally.ts';

export type PollRefusalCode =
  | 'not-permitted'
  | 'sitting-not-open'
  | 'poll-is-open'
  | 'poll-unknown'
  | 'poll-not-open'
  | 'clause-not-frozen'
  | 'nobody-may-vote'
  | 'no-quorum';

/** The sealed ballots of the poll being closed. `ask-server`: not known here. */
export type SealedBallots =
  { readonly sealedAt: number; readonly sealHash: string; readonly ballots: readonly CountedBallot[] } | 'ask-server';

export interface PollContext extends DecideContext {
  readonly sitting: SittingState;
  readonly draft: DraftState;
  readonly sealed: SealedBallots;
}

/** Pure: permission before existence, then the poll's states (RULES, POLL-1 …). */
export function decidePoll(
  state: PollState,
  command: PollCommand,
  context: PollContext,
): Result<readonly (PollEvent | DraftEvent)[], PollRefusalCode> {
  if (!actorMay(context, 'poll.conduct')) return refuse('not-permitted');
  switch (command.type) {
    case 'poll.open':
      return open(state, command, context);
    case 'poll.extend': {
      const poll = state.polls[command.pollId];
      if (poll === undefined) return refuse('poll-unknown');
      if (poll.result !== null) return refuse('poll-not-open');
      const closesAt = Math.max(poll.closesAt, context.now) + command.seconds * 1000;
      return ok([{ type: 'poll.extended', pollId: poll.pollId, closesAt }]);
    }
    case 'poll.close': {
      const poll = state.polls[command.pollId];
      if (poll === undefined) return refuse('poll-unknown');
      if (poll.result !== null) return refuse('poll-not-open');
      // A deadline that was under way while the vote was given more time must not end it (POLL-6).
      if (context.actor === 'server' && context.now < poll.closesAt) return refuse('poll-is-open');
      return context.sealed === 'ask-server' ? ok([]) : ok(close(poll, context.sealed));
    }
    default:
      return assertNever(command);
  }
}

function open(
  state: PollState,
  command: Extract<PollCommand, { type: 'poll.open' }>,
  context: PollContext,
): Result<readonly (PollEvent | DraftEvent)[], PollRefusalCode> {
  const { sitting } = context;
  if (sitting.phase !== 'open') return refuse('sitting-not-open');
  if (openPoll(state) !== null) return refuse('poll-is-open');
  const { draftId, clauseId } = command;
  const clause = closedClause(context.draft, draftId, clauseId);
  if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
  const quorum = quorumOf(sitting);
  if (quorum.entitled === 0) return refuse('nobody-may-vote');
  if (!quorum.reached) return refuse('no-quorum', { present: quorum.present, needed: quorum.needed });
  const electors = electorsOf(sitting);
  const pollId = context.newId('poll');
  const opened: PollEvent = {
    type: 'poll.opened',
    pollId,
    subject: { draftId, clauseId, paperHash: clause.frozen.paperHash },
    form: 'named',
    rule: sitting.rule,
    closesAt: context.now + command.seconds * 1000,
    electors,
    entitled: quorum.entitled,
    presentAtOpening: quorum.present,
    seats: electors.length,
  };
  return ok([opened, { type: 'draft.clause-put', draftId, clauseId, pollId }]);
}

/** The electorate: every seat as it stands now; who comes later votes from the next poll on (POLL-3). */
function electorsOf(sitting: SittingState): readonly Elector[] {
  return Object.values(sitting.seats)
    .map(({ seatId, holder, weight, right }) => {
      return { seatId, personId: holder, weight, right, present: sitting.present[holder] !== undefined };
    })
    .sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
}

/**
 * Closing is one event: seal, tally, quorum, majority; and what it means for the clause. A vote opened under POLL-1 never ends without a
 * quorum: the seats that were present at its opening are counted again (QUO-4), and they were one. The third outcome is of the rule, not
 * of this way to open a vote.
 */
function close(poll: Poll, sealed: Exclude<SealedBallots, 'ask-server'>): readonly (PollEvent | DraftEvent)[] {
  if (poll.electors === 'hidden') throw new Error('a poll is closed where its electorate is known');
  const tally = tallyBallots(poll.electors, sealed.ballots);
  const { outcome, needed } = decideMajority(tally, poll.rule);
  const { pollId, subject } = poll;
  const { draftId, clauseId } = subject;
  const result = { closedAt: sealed.sealedAt, tally, outcome, needed, sealHash: sealed.sealHash };
  const type = (
    { carried: 'draft.clause-adopted', rejected: 'draft.clause-rejected', 'no-quorum': 'draft.clause-left' } as const
  )[outcome];
  return [
    { type: 'poll.closed', pollId, result },
    { type, draftId, clauseId, pollId },
  ];
}

export type BallotRefusalCode = 'poll-unknown' | 'poll-not-open' | 'not-entitled' | 'text-differs';

/**
 * May this person's ballot go into the box, and for which seat? Entitled before open, so that who may not vote learns nothing else.
 * The box itself checks the close again, by its own clock, when it commits (RULES, BALLOT-1, BALLOT-2).
 */
export function admitBallot(
  state: PollState,
  ballot: Pick<BallotMessage, 'pollId' | 'paperHash'>,
  personId: PersonId,
): Result<Elector, BallotRefusalCode> {
  const poll = state.polls[ballot.pollId];
  if (poll === undefined) return refuse('poll-unknown');
  const elector = electorOf(poll, personId);
  if (elector === null) return refuse('not-entitled');
  if (poll.result !== null) return refuse('poll-not-open');
  if (poll.subject.paperHash !== ballot.paperHash) return refuse('text-differs');
  return ok(elector);
}

/** The seat a person answers for in this poll, or `null`; also `null` where the list is hidden. */
export function electorOf(poll: Poll, personId: PersonId): Elector | null {
  if (poll.electors === 'hidden') return null;
  return poll.electors.find((elector) => elector.personId === personId) ?? null;
}

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyPoll(state: PollState, recorded: Recorded<PollEvent>): PollState {
  const { event, at } = recorded;
  switch (event.type) {
    case 'poll.opened': {
      const { type: _type, ...opened } = event;
      return { polls: { ...state.polls, [event.pollId]: { ...opened, openedAt: at, result: null } } };
    }
    case 'poll.extended':
      return withPoll(state, event.pollId, { closesAt: event.closesAt });
    case 'poll.closed':
      return withPoll(state, event.pollId, { result: event.result });
    default:
      return assertNever(event);
  }
}

function withPoll(state: PollState, pollId: Poll['pollId'], change: Partial<Poll>): PollState {
  const poll = state.polls[pollId];
  return poll === undefined ? state : { polls: { ...state.polls, [pollId]: { ...poll, ...change } } };
}

/**
 * The list of electors is the desk's; the others see how many there are. Counts exist in no event before the close, so there is
 * nothing of them to hide (SEE-2). Who voted how is read after closing, from the ballot box.
 */
export function viewPoll(
  recorded: Recorded<PollEvent>,
  _before: PollState,
  _after: PollState,
  audience: Audience,
): readonly PollEvent[] {
  const { event } = recorded;
  if (event.type === 'poll.opened' && audience !== 'desk') return [{ ...event, electors: 'hidden' }];
  return [event];
}

export function viewPollState(state: PollState, audience: Audience): PollState {
  if (audience === 'desk') return state;
  const polls: Record<string, Poll> = {};
  for (const poll of Object.values(state.polls)) polls[poll.pollId] = { ...poll, electors: 'hidden' };
  return { polls };
}
