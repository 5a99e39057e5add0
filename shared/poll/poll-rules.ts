/** When may something be put to the vote, and what follows from closing? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { quorumOf } from '../sitting/quorum.ts';
import type { SittingState } from '../sitting/sitting.ts';
import { openPoll, type Poll, type PollAsk, type PollResult, type PollState } from './poll.ts';
import type { PollArithmetic } from './poll-arithmetic.ts';
import type { PollBox, Settled } from './poll-box.ts';
import type { PollCommand, PollOpening } from './poll-commands.ts';
import { electorsOf } from './poll-electors.ts';
import type { PollEvent } from './poll-events.ts';
import { consequencesOf, putEvents, subjectOf } from './poll-subject.ts';

/** Beside those of `askProblem`. */
export type PollRefusalCode =
  | 'not-permitted'
  | 'sitting-not-open'
  | 'poll-is-open'
  | 'poll-unknown'
  | 'poll-not-open'
  | 'clause-not-frozen'
  | 'draft-not-closed'
  | 'asked-otherwise'
  | 'nobody-may-vote'
  | 'no-quorum';

/** The sealed ballots of the poll being closed. `ask-server`: not known here. */
export type SealedBallots =
  { readonly sealedAt: number; readonly sealHash: string; readonly box: PollBox } | 'ask-server';

export interface PollContext extends DecideContext {
  readonly sitting: SittingState;
  readonly draft: DraftState;
  readonly sealed: SealedBallots;
  /** `ask-server`: on a page. */
  readonly arithmetic: PollArithmetic | 'ask-server';
}

type Decided = Result<readonly (PollEvent | DraftEvent)[]>;

/** Pure: permission before existence, then the poll's states (RULES, POLL-1 …). Refuses with `PollRefusalCode`. */
export function decidePoll(state: PollState, command: PollCommand, context: PollContext): Decided {
  if (!actorMay(context, 'poll.conduct')) return refuse('not-permitted');
  if (command.type === 'poll.open') return open(state, command, context);
  const poll = state.polls[command.pollId];
  if (poll === undefined) return refuse('poll-unknown');
  if (poll.closedAt !== null) return refuse('poll-not-open');
  switch (command.type) {
    case 'poll.extend': {
      const closesAt = Math.max(poll.closesAt, context.now) + command.seconds * 1000;
      return ok([{ type: 'poll.extended', pollId: poll.pollId, closesAt }]);
    }
    case 'poll.close':
      // A deadline that was under way while the vote was given more time must not end it (POLL-6).
      if (context.actor === 'server' && context.now < poll.closesAt) return refuse('poll-is-open');
      return ok(close(poll, context));
    default:
      return assertNever(command);
  }
}

function open(state: PollState, command: PollOpening, context: PollContext): Decided {
  const { sitting, arithmetic } = context;
  const isRollCall = command.subject.of === 'roll-call';
  if (sitting.phase !== 'open' && !(isRollCall && sitting.phase === 'lobby')) return refuse('sitting-not-open');
  if (openPoll(state) !== null) return refuse('poll-is-open');
  const subject = subjectOf(command, context.draft);
  if (!subject.ok) return subject;
  const quorum = quorumOf(sitting);
  const electors = electorsOf(sitting);
  if (isRollCall ? electors.length === 0 : quorum.entitled === 0) return refuse('nobody-may-vote');
  if (!quorum.reached && !isRollCall) {
    return refuse('no-quorum', { present: quorum.present, needed: quorum.needed });
  }
  if (arithmetic === 'ask-server') return ok([]);
  const ask = askOf(command, sitting);
  const problem = arithmetic.askProblem(ask);
  if (problem !== null) return problem;
  const pollId = context.newId('poll');
  const opened: PollEvent = {
    type: 'poll.opened',
    pollId,
    subject: subject.value,
    ask,
    paperHash: arithmetic.paperHash(subject.value, ask),
    form: command.form ?? 'named',
    isChangeable: command.isChangeable ?? true,
    counts: command.counts ?? 'at-close',
    closesAt: context.now + command.seconds * 1000,
    electors,
    entitled: quorum.entitled,
    presentAtOpening: quorum.present,
    seats: electors.length,
    repeats: null,
  };
  return ok([opened, ...putEvents(pollId, subject.value)]);
}

/** What is asked, with the sitting's rule where none was named. */
function askOf({ ask }: PollOpening, sitting: SittingState): PollAsk {
  return ask.kind === 'decision' ? { kind: 'decision', rule: ask.rule ?? sitting.rule } : ask;
}

/**
 * Closing is one event: seal, count, quorum, majority; and what it means for what was voted on. A vote opened under POLL-1 never ends
 * without a quorum: the seats that were present at its opening are counted again (QUO-4), and they were one. That outcome is of the rule,
 * not of this way to open a vote.
 */
function close(poll: Poll, { sealed, arithmetic }: PollContext): readonly (PollEvent | DraftEvent)[] {
  if (sealed === 'ask-server' || arithmetic === 'ask-server') return [];
  const result = resultOf(poll, sealed, arithmetic, { settlement: null, lots: [] });
  const closed: PollEvent = { type: 'poll.closed', pollId: poll.pollId, closedAt: result.closedAt, result };
  return [closed, ...consequencesOf(poll, result)];
}

function resultOf(
  poll: Poll,
  { sealedAt, sealHash, box }: Exclude<SealedBallots, 'ask-server'>,
  arithmetic: PollArithmetic,
  settled: Settled,
): PollResult {
  const closedAt = poll.closedAt ?? sealedAt;
  return { ...arithmetic.outcomeOf(poll, box, settled), closedAt, cast: box.ballots.length, sealHash };
}
