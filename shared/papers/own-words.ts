/** In which clauses of the adopted resolution do somebody's words stand? By its own numbers, and for each person apart (RULES, PAPER-11). */
import type { Draft } from '../draft/draft.ts';
import type { ClauseId, PersonId } from '../lib/ids.ts';
import { resolutionClauses } from './resolution.ts';

/** The words of one clause in one language, and who put in which of them: offsets in UTF-16 units, `to` exclusive. */
export interface AuthoredWords {
  readonly clauseId: ClauseId;
  readonly words: string;
  readonly runs: readonly { readonly from: number; readonly to: number; readonly by: PersonId | 'server' }[];
}

/** A clause of the resolution; `number` `null`: it stands in the preamble. */
export interface OwnPlace {
  readonly clauseId: ClauseId;
  readonly number: string | null;
}

/** Whoever has words in the resolution, and where, in its order. Of a draft that is not adopted as a whole: nobody. */
export function ownPlaces(
  draft: Draft,
  authored: readonly AuthoredWords[],
): ReadonlyMap<PersonId, readonly OwnPlace[]> {
  const places = new Map<PersonId, OwnPlace[]>();
  if (draft.phase !== 'adopted') return places;
  for (const place of resolutionClauses(draft)) {
    const authors = new Set(authored.filter((one) => one.clauseId === place.clauseId).flatMap(authorsOfWords));
    for (const personId of authors) places.set(personId, [...(places.get(personId) ?? []), place]);
  }
  return places;
}

/** Who put in a whole word of these: a comma, or a letter set right in somebody else's word, is nobody's words. */
function authorsOfWords({ words, runs }: AuthoredWords): readonly PersonId[] {
  const found = Array.from(words.matchAll(/[\p{L}\p{M}\p{N}]+/gu), ({ index, 0: word }) => [
    index,
    index + word.length,
  ]);
  return runs.flatMap(({ from, to, by }) =>
    by !== 'server' && found.some(([start = 0, end = 0]) => from <= start && end <= to) ? [by] : [],
  );
}
