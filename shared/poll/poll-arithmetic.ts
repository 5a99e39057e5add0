/** Which computing do polls need that a page has no use for? Hashes, the check of a method, the count: the server brings it. */
import { methodProblem } from '../counting/ballot.ts';
import { toCanonicalJson } from '../draft/canonical-text.ts';
import type { Refusal } from '../lib/result.ts';
import { soleClause, type PollAsk, type PollSubject } from './poll.ts';
import { outcomeOf } from './poll-box.ts';

/** Comes in through the context, so that the rules stay in a page's first load and the methods do not. */
export interface PollArithmetic {
  /** What a ballot of this poll has to name; see `paperOf`. */
  readonly paperHash: (subject: PollSubject, ask: PollAsk) => string;
  /** What is wrong with asking so; `null`: nothing. */
  readonly askProblem: (ask: PollAsk) => Refusal | null;
  readonly outcomeOf: typeof outcomeOf;
}

/** `sha256`: hex, of the text in UTF-8. */
export function pollArithmetic(sha256: (text: string) => string): PollArithmetic {
  return {
    paperHash: (subject, ask) => soleClause(subject)?.paperHash ?? sha256(paperOf(subject, ask)),
    askProblem,
    outcomeOf,
  };
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
