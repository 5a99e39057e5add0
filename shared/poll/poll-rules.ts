/** What may be done with a poll, by whom, and what follows? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PollId } from '../lib/ids.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { mayRule, type Permission } from '../people/permission.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import type { ProposalsState } from '../proposal/proposal.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';
import type { ForumState } from '../forum/forum.ts';
import { countHall, isCountedInHall } from './hall-count.ts';
import type { Poll, PollState } from './poll.ts';
import type { PollArithmetic } from './poll-arithmetic.ts';
import type { SealedBox } from './poll-box.ts';
import { annul, close, contest, decideContest, settle } from './poll-close.ts';
import type { PollCommand } from './poll-commands.ts';
import { electorOf, mayAnswer } from './poll-electors.ts';
import type { PollEvent } from './poll-events.ts';
import { recordMinority } from './poll-minority.ts';
import { openPollBy, putForward } from './poll-open.ts';
import { waitingList } from './put-forward.ts';
import { takeOut, type ForwardRefusalCode } from './put-forward-rules.ts';
import { recuseFrom } from './recusal.ts';

/** Beside those of methods, answers and settlements. */
export type PollRefusalCode =
  | 'not-permitted'
  | 'sitting-not-open'
  | 'sitting-closed'
  | 'poll-is-open'
  | 'poll-unknown'
  | 'poll-not-open'
  | 'poll-annulled'
  | 'clause-not-frozen'
  | 'draft-not-closed'
  | 'asked-otherwise'
  | 'nobody-may-vote'
  | 'no-quorum'
  | 'not-entitled'
  | 'asked-already'
  | 'unnamed-by-hand'
  | 'already-voted'
  | 'contested-already'
  | 'contest-unknown'
  | 'nothing-decided'
  | 'minority-already'
  | 'not-in-minority'
  | 'already-counted-in-hall'
  | 'recused-already'
  | 'groups-missing'
  | 'group-too-small'
  | 'weights-tell-voters'
  | 'cards-tell-voters'
  | 'cards-of-one-group'
  | 'hall-counts-for-and-against'
  | 'person-unknown'
  | 'more-cards-than-people'
  | 'not-in-the-hall'
  | 'not-a-teller'
  | 'cards-are-deciding'
  | 'cards-weigh-differently'
  | 'nothing-to-publish'
  | 'not-published'
  | 'silence-not-over'
  | ForwardRefusalCode;

/** The sealed ballots of the poll that the command is about. `ask-server`: not known here. */
export type SealedBallots =
  | { readonly sealedAt: number; readonly sealHash: string; readonly box: SealedBox }
  | 'ask-server';

export interface PollContext extends DecideContext {
  readonly forum: Pick<ForumState, 'members'>;
  readonly sitting: SittingState;
  readonly draft: DraftState;
  readonly proposal: ProposalsState;
  readonly sealed: SealedBallots;
  /** What lies in the box of a named vote for the seat of who asks; `null`: nothing; left out: not known here. */
  readonly ownChoice?: string | null;
  /** In the poll that the command is about somebody has objected where silence consents, as the server sees. */
  readonly isObjected?: boolean;
  /** `ask-server`: on a page. */
  readonly arithmetic: PollArithmetic | 'ask-server';
}

export type PollDecided = Result<readonly (PollEvent | DraftEvent | ProposalEvent | SittingEvent)[]>;

const permissionFor: Readonly<Record<PollCommand['type'], Permission>> = {
  'poll.open': 'poll.conduct',
  'poll.extend': 'poll.conduct',
  'poll.close': 'poll.conduct',
  'poll.settle': 'poll.conduct',
  'poll.annul': 'poll.conduct',
  'poll.publish': 'poll.conduct',
  'poll.put-forward': 'poll.conduct',
  'poll.withdraw-list': 'poll.conduct',
  'poll.take-out': 'ballot.cast',
  'poll.enter-by-hand': 'ballot.by-hand',
  'poll.count-hall': 'ballot.count-hall',
  'poll.recuse': 'ballot.recuse',
  'poll.ask-more-time': 'ballot.cast',
  'poll.contest': 'ballot.cast',
  'poll.decide-contest': 'poll.decide-contest',
  'poll.record-minority': 'ballot.cast',
};

function mayAsk({ type }: PollCommand, context: PollContext): boolean {
  const { actor, sitting } = context;
  if (type === 'poll.decide-contest' && actor !== 'server') return mayRule(actor.capacities, sitting.roles);
  return actorMay(context, permissionFor[type]);
}

/** Pure: permission before existence, then the poll's states (RULES, POLL-1 …). */
export function decidePoll(state: PollState, command: PollCommand, context: PollContext): PollDecided {
  if (!mayAsk(command, context)) return refuse('not-permitted');
  switch (command.type) {
    case 'poll.open':
      return openPollBy(state, command, context);
    case 'poll.put-forward':
      return putForward(state, command.opening, context);
    case 'poll.take-out':
      return takeOut(waitingList(state), command, context);
    case 'poll.withdraw-list':
      if (waitingList(state) === null) return refuse('nothing-forward');
      return ok([{ type: 'poll.list-ended', how: 'withdrawn' }]);
    default:
      return decideOfPoll(state, command, context);
  }
}

type CommandOfPoll = Extract<PollCommand, { readonly pollId: PollId }>;

function decideOfPoll(state: PollState, command: CommandOfPoll, context: PollContext): PollDecided {
  const poll = state.polls[command.pollId];
  if (poll === undefined) return refuse('poll-unknown');
  switch (command.type) {
    case 'poll.extend': {
      if (poll.closedAt !== null) return refuse('poll-not-open');
      const closesAt = Math.max(poll.closesAt, context.now) + command.seconds * 1000;
      return ok([{ type: 'poll.extended', pollId: poll.pollId, closesAt }]);
    }
    case 'poll.close':
      if (poll.closedAt !== null) return refuse('poll-not-open');
      // A deadline that was under way while the vote was given more time must not end it (POLL-6).
      if (context.now < poll.closesAt && context.isObjected !== true) {
        if (context.actor === 'server') return refuse('poll-is-open');
        // Silence consents when its time is over, and not when somebody ends it (OBJ-3).
        if (poll.ask.kind === 'no-objection') return refuse('silence-not-over');
      }
      return ok(close(state, poll, context));
    case 'poll.ask-more-time':
      return askMoreTime(poll, context);
    case 'poll.enter-by-hand':
      return enterByHand(poll, command, context);
    case 'poll.recuse':
      return recuseFrom(poll, command, context);
    case 'poll.count-hall':
      return countHall(poll, command, context);
    case 'poll.settle':
      return settle(state, poll, command, context);
    case 'poll.annul':
      return annul(poll, command.reason, context);
    case 'poll.contest':
      return contest(poll, command.reason, context);
    case 'poll.record-minority':
      return recordMinority(poll, command.words, context);
    case 'poll.decide-contest':
      return decideContest(poll, command, context);
    case 'poll.publish':
      if (poll.closedAt === null || poll.published || poll.annulled !== null) return refuse('nothing-to-publish');
      return ok([{ type: 'poll.published', pollId: poll.pollId, result: null }]);
    default:
      return assertNever(command);
  }
}

/** An elector, once; where the electorate is hidden the server knows whether it is one (POLL-14). */
function askMoreTime(poll: Poll, { actor }: PollContext): PollDecided {
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (actor === 'server') return refuse('not-entitled');
  if (poll.electors === 'hidden') return ok([]);
  const elector = electorOf(poll, actor.personId);
  if (elector === null) return refuse('not-entitled');
  if (poll.moreTime.includes(elector.seatId)) return refuse('asked-already');
  return ok([{ type: 'poll.more-time-asked', pollId: poll.pollId, seatId: elector.seatId }]);
}

/** The ballot itself goes into the box, in the same unit, and is refused there when the seat has voted (POLL-15). */
function enterByHand(
  poll: Poll,
  { seatId, answer }: Extract<PollCommand, { type: 'poll.enter-by-hand' }>,
  { arithmetic }: PollContext,
): PollDecided {
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (poll.form === 'unnamed') return refuse('unnamed-by-hand');
  if (poll.electors === 'hidden' || arithmetic === 'ask-server') return ok([]);
  const elector = poll.electors.find((one) => one.seatId === seatId);
  if (elector === undefined || !mayAnswer(poll.ask, elector)) return refuse('not-entitled');
  if (poll.byHand.includes(seatId)) return refuse('already-voted');
  if (isCountedInHall(poll, seatId)) return refuse('already-counted-in-hall');
  return (
    arithmetic.answerProblem(poll.ask, answer) ?? ok([{ type: 'poll.entered-by-hand', pollId: poll.pollId, seatId }])
  );
}
