/** Which computing do polls need that a page has no use for? Hashes, the check of a method, the count: the server brings it. */
import { methodProblem } from '../counting/ballot.ts';
import { lotProblem, type Lot } from '../counting/outcome.ts';
import { settlementProblem, type TieSettlement } from '../counting/vote-decision.ts';
import { toCanonicalJson } from '../draft/canonical-text.ts';
import { refuse, type Refusal } from '../lib/result.ts';
import { soleClause, type PollAsk, type PollOutcome, type PollSubject } from './poll.ts';
import { answerProblem, type PollAnswer } from './poll-answer.ts';
import { outcomeOf } from './poll-box.ts';
import { wordingsPut } from './wordings.ts';

/** Comes in through the context, so that the rules stay in a page's first load and the methods do not. */
export interface PollArithmetic {
  /** What a ballot of this poll has to name; see `paperOf`. */
  readonly paperHash: (subject: PollSubject, ask: PollAsk) => string;
  /** What is wrong with asking so; `null`: nothing. */
  readonly askProblem: (ask: PollAsk) => Refusal | null;
  readonly answerProblem: (ask: PollAsk, answer: PollAnswer) => Refusal | null;
  readonly outcomeOf: typeof outcomeOf;
  /** What is wrong with settling it so; `null`: nothing. */
  readonly settlementProblem: (outcome: PollOutcome, settlement: TieSettlement | Lot) => Refusal | null;
  /** Did a recount come to the same? In votes of the first version the steps were not noted: there the numbers are compared. */
  readonly isSame: (told: PollOutcome, again: PollOutcome) => boolean;
}

/** `sha256`: hex, of the text in UTF-8. */
export function pollArithmetic(sha256: (text: string) => string): PollArithmetic {
  return {
    paperHash: (subject, ask) => soleWords(subject)?.paperHash ?? sha256(paperOf(subject, ask)),
    askProblem,
    answerProblem,
    outcomeOf,
    settlementProblem: settlementProblemOf,
    isSame,
  };
}

/** One clause that is voted on as it stands: its own bytes. */
function soleWords(subject: PollSubject): ReturnType<typeof soleClause> {
  return wordingsPut({ subject }) === null ? soleClause(subject) : null;
}

/** The canonical bytes of what is voted on where it is not the bytes of one clause: a stranger can make them again and hash them. */
export function paperOf(subject: PollSubject, ask: PollAsk): string {
  return toCanonicalJson({ subject, ask });
}

function askProblem(ask: PollAsk): Refusal | null {
  if (ask.kind !== 'choice') return null;
  return methodProblem(
    ask.method,
    ask.options.map(({ optionId }) => optionId),
  );
}

function settlementProblemOf(outcome: PollOutcome, settlement: TieSettlement | Lot): Refusal | null {
  if ('by' in settlement) {
    return outcome.kind === 'decision' ? settlementProblem(outcome.decision, settlement) : refuse('nothing-tied');
  }
  return outcome.kind === 'choice' ? lotProblem(outcome.counted.outcome, settlement) : refuse('nothing-tied');
}

function isSame(told: PollOutcome, again: PollOutcome): boolean {
  if (told.kind === 'decision' && again.kind === 'decision' && told.decision.steps.length === 0) {
    const { outcome } = told.decision;
    return outcome === again.decision.outcome && toCanonicalJson(told.sheet) === toCanonicalJson(again.sheet);
  }
  return toCanonicalJson(told) === toCanonicalJson(again);
}
