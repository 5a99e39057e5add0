/** By which word is a vote called, wherever it is named? */
import type { Poll } from './poll.ts';

/** The key of its word in a catalogue: `words.poll.kinds[kindOf(poll)]`. */
export function kindOf({ ask, form }: Pick<Poll, 'ask' | 'form'>): 'named' | 'unnamed' | 'roll-call' | 'no-objection' {
  if (ask.kind === 'here') return 'roll-call';
  return ask.kind === 'no-objection' ? ask.kind : form;
}
