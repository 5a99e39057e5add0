/** In which votes may be seen before the close how they stand? Apart from the counting: a page asks it too. */
import type { Method } from '../counting/ballot.ts';
import type { CountsShown, PollAsk } from './poll.ts';

/** Are its counts told before the close? */
export function isToldOpen(counts: CountsShown): counts is 'live' | 'after-mine' {
  return counts === 'live' || counts === 'after-mine';
}

/** What is half counted must mean something: places, points and transfers do not before the end (SEE-5). */
export function hasPartialSums(ask: {
  readonly kind: PollAsk['kind'] | 'wordings';
  readonly method?: Pick<Method, 'kind'>;
}): boolean {
  if (ask.kind === 'choice') return ask.method?.kind === 'single-choice' || ask.method?.kind === 'approval';
  return ask.kind === 'decision' || ask.kind === 'consent';
}
