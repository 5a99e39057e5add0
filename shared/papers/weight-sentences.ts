/** What is said of a vote in which seats weigh differently: on the desk before it, with its result, and in papers? */
import { electorateWords } from '../i18n/electorate-words.ts';
import type { Lang } from '../lib/lang.ts';
import type { Elector, Poll } from '../poll/poll.ts';

/** One sentence; empty where each seat that decides has one vote. */
export function seatWeightSentences(
  lang: Lang,
  electors: readonly Pick<Elector, 'right' | 'weight'>[],
): readonly string[] {
  const deciding = electors.filter(({ right }) => right === 'deciding');
  return told(
    lang,
    deciding.reduce((sum, { weight }) => sum + weight, 0),
    deciding.length,
  );
}

/** The same of a vote as it was opened; whoever is not told the electors knows how many seats may answer. */
export function pollWeightSentences(
  lang: Lang,
  { ask, electors, entitled, seats }: Pick<Poll, 'ask' | 'electors' | 'entitled' | 'seats'>,
): readonly string[] {
  if (ask.kind === 'here') return [];
  return electors === 'hidden' ? told(lang, entitled, seats) : seatWeightSentences(lang, electors);
}

function told(lang: Lang, votes: number, seats: number): readonly string[] {
  return votes > seats ? [electorateWords[lang].weightsDiffer(votes, seats)] : [];
}
