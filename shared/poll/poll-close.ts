/** What follows from closing a poll, and what may be done about its result? */
import { ok, refuse } from '../lib/result.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import type { Lot } from '../counting/outcome.ts';
import type { TieSettlement } from '../counting/vote-decision.ts';
import { presenceByRollCall } from '../sitting/roll-call.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';
import { isRepeated, isTied, type Poll, type PollResult, type PollState } from './poll.ts';
import type { PollArithmetic } from './poll-arithmetic.ts';
import type { HallCount } from './hall-count.ts';
import { castIn, type Settled } from './poll-box.ts';
import type { PollCommand } from './poll-commands.ts';
import { electorOf } from './poll-electors.ts';
import type { PollEvent } from './poll-events.ts';
import type { PollContext, PollDecided, SealedBallots } from './poll-rules.ts';
import { annulledEvents, consequencesOf } from './poll-subject.ts';

/**
 * Closing is one event: seal, count, quorum, majority; and what it means for what was voted on. A vote opened under POLL-1 never ends
 * without a quorum: the seats that were present at its opening are counted again (QUO-4), and they were one. That outcome is of the rule,
 * not of this way to open a vote.
 */
export function close(
  state: PollState,
  poll: Poll,
  { sealed, arithmetic, sitting }: PollContext,
): readonly (PollEvent | DraftEvent | ProposalEvent | SittingEvent)[] {
  if (sealed === 'ask-server' || arithmetic === 'ask-server') return [];
  const first = resultOf(poll, sealed, arithmetic, { settlement: null, lots: [] });
  const result =
    isTied(first) && isSecondVote(state, poll)
      ? resultOf(poll, sealed, arithmetic, { settlement: { by: 'revote' }, lots: [] })
      : first;
  const closed: PollEvent = { type: 'poll.closed', pollId: poll.pollId, closedAt: result.closedAt, result };
  return [closed, ...consequencesOf(poll, result), ...presenceByRollCall(sitting, poll, sealed.box.voted)];
}

function resultOf(
  poll: Poll,
  { sealedAt, sealHash, box }: Exclude<SealedBallots, 'ask-server'>,
  arithmetic: PollArithmetic,
  settled: Settled,
): PollResult {
  const closedAt = poll.closedAt ?? sealedAt;
  const result = { ...arithmetic.outcomeOf(poll, box, settled), closedAt, cast: castIn(box), sealHash };
  const hall = poll.hall.filter((entry): entry is HallCount => entry.numbers !== 'hidden');
  return hall.length === 0 ? result : { ...result, hall };
}

/** Are the ties that were settled there in this box too? In one that was changed since they may not be. */
function fitsBox(
  poll: Poll,
  { box }: Exclude<SealedBallots, 'ask-server'>,
  arithmetic: PollArithmetic,
  { settlement, lots }: Settled,
): boolean {
  if (settlement !== null) {
    const plain = arithmetic.outcomeOf(poll, box, { settlement: null, lots: [] });
    return arithmetic.settlementProblem(plain, settlement) === null;
  }
  return lots.every((lot, place) => {
    const before = arithmetic.outcomeOf(poll, box, { settlement: null, lots: lots.slice(0, place) });
    return arithmetic.settlementProblem(before, lot) === null;
  });
}

/** Is it the second vote that its rule gives to a tie? A tie in it is a rejection. */
function isSecondVote(state: PollState, { ask, repeats }: Poll): boolean {
  if (ask.kind !== 'decision' || ask.rule.tie !== 'revote' || repeats === null) return false;
  const first = state.polls[repeats];
  return first?.result != null && first.annulled === null && isTied(first.result);
}

/** By what its rule names, and by nothing else; the casting vote is the chair's own (POLL-10). A second vote is opened as any other. */
export function settle(
  state: PollState,
  poll: Poll,
  { settlement }: Extract<PollCommand, { type: 'poll.settle' }>,
  context: PollContext,
): PollDecided {
  const { actor, sealed, arithmetic, draft } = context;
  if (settlement.by === 'chair-casting' && actor !== 'server' && !actor.capacities.has('chair')) {
    return refuse('not-permitted');
  }
  if (poll.annulled !== null) return refuse('poll-annulled');
  const { result } = poll;
  if (poll.closedAt === null || isRepeated(state, poll)) return refuse('nothing-tied');
  // Not published, and not the desk's view: the server knows.
  if (result === null) return ok([]);
  if (!isTied(result)) return refuse('nothing-tied');
  if (context.sitting.phase === 'closed') return refuse('sitting-closed');
  if (arithmetic === 'ask-server' || sealed === 'ask-server') return ok([]);
  const what = settlementOf(settlement);
  const problem = arithmetic.settlementProblem(result, what);
  if (problem !== null) return problem;
  const settledBy: Settled = {
    settlement: 'by' in what ? what : null,
    lots: 'by' in what || result.kind !== 'choice' ? [] : [...result.lots, what],
  };
  if (!fitsBox(poll, sealed, arithmetic, settledBy)) return refuse('nothing-tied');
  const settled = resultOf(poll, sealed, arithmetic, settledBy);
  const event: PollEvent = { type: 'poll.settled', pollId: poll.pollId, settlement, result: settled };
  // A clause that another vote has got hold of meanwhile stays with it.
  const stillMine = annulledEvents(poll, draft).length > 0;
  return ok([event, ...(stillMine ? consequencesOf(poll, settled) : [])]);
}

function settlementOf(settlement: Extract<PollCommand, { type: 'poll.settle' }>['settlement']): TieSettlement | Lot {
  if (settlement.by === 'lot-of-options') return { among: settlement.among, drawn: settlement.drawn };
  return settlement;
}

/** Open or closed, until the sitting is closed; it stays in the record (POLL-11). */
export function annul(poll: Poll, reason: string, { sitting, draft }: PollContext): PollDecided {
  if (poll.annulled !== null) return refuse('poll-annulled');
  return voided(poll, reason, { sitting, draft });
}

/**
 * While the whole draft is voted on nothing of it changes: a clause that was rejected, and so was not shown, would stand undecided in it
 * and be adopted with what was (RULES, DRAFT-9).
 */
function voided(poll: Poll, reason: string, { sitting, draft }: Pick<PollContext, 'sitting' | 'draft'>): PollDecided {
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  const { subject } = poll;
  const events = annulledEvents(poll, draft);
  const isInWhole = subject.of === 'clauses' && draft.drafts[subject.draftId]?.inVote != null;
  if (isInWhole && events.length > 0) return refuse('draft-in-vote');
  return ok([{ type: 'poll.annulled', pollId: poll.pollId, reason }, ...events]);
}

/** By an elector, once, until the sitting is closed (POLL-12). */
export function contest(poll: Poll, reason: string, { actor, sitting }: PollContext): PollDecided {
  if (actor === 'server') return refuse('not-entitled');
  if (poll.closedAt === null) return refuse('poll-is-open');
  if (poll.annulled !== null) return refuse('poll-annulled');
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  if (poll.electors === 'hidden') return ok([]);
  const elector = electorOf(poll, actor.personId);
  if (elector === null) return refuse('not-entitled');
  if (poll.contests.some(({ seatId }) => seatId === elector.seatId)) return refuse('contested-already');
  return ok([{ type: 'poll.contested', pollId: poll.pollId, seatId: elector.seatId, reason }]);
}

/** The ballots are counted again, and the seal stands beside what came out; a vote to be repeated is void (POLL-13). */
export function decideContest(
  poll: Poll,
  { seatId, verdict, reason }: Extract<PollCommand, { type: 'poll.decide-contest' }>,
  { sealed, arithmetic, draft, sitting }: PollContext,
): PollDecided {
  const contested = poll.contests.find((one) => one.seatId === seatId);
  if (contested === undefined || contested.ruling !== null) return refuse('contest-unknown');
  const repeated = verdict === 'uphold' || poll.annulled !== null ? ok([]) : voided(poll, reason, { sitting, draft });
  if (!repeated.ok) return repeated;
  if (sealed === 'ask-server' || arithmetic === 'ask-server' || poll.result === null) return ok([]);
  const { pollId, result } = poll;
  const { closedAt: _closedAt, cast, sealHash, hall: _hall, ...told } = result;
  const settled: Settled = {
    settlement: told.kind === 'decision' ? told.settlement : null,
    lots: told.kind === 'choice' ? told.lots : [],
  };
  const isSame =
    cast === castIn(sealed.box) &&
    sealHash === sealed.sealHash &&
    fitsBox(poll, sealed, arithmetic, settled) &&
    arithmetic.isSame(told, arithmetic.outcomeOf(poll, sealed.box, settled));
  const decided: PollEvent = {
    type: 'poll.contest-decided',
    pollId,
    seatId,
    verdict,
    reason,
    recount: { sealHash: sealed.sealHash, isSame },
  };
  return ok([decided, ...repeated.value]);
}
