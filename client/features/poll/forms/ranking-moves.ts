/** How does an order change when one thing in it is moved? Pure, on ranks best first; options in one inner list are equal. */
import type { OptionId } from '../../../../shared/counting/ballot.ts';

export type Ranking = readonly (readonly OptionId[])[];

/** The place of an option, from 1, as it is counted on the ballot; `null`: it is left out. */
export function placeIn(ranking: Ranking, option: OptionId): number | null {
  const place = ranking.findIndex((rank) => rank.includes(option));
  return place < 0 ? null : place + 1;
}

/** Without it; nothing else changes its order. */
export function takenOut(ranking: Ranking, option: OptionId): Ranking {
  return ranking.map((rank) => rank.filter((other) => other !== option)).filter((rank) => rank.length > 0);
}

/** Alone on this place, from 1; those that were there and behind move on. Beyond the end: last. */
export function putAt(ranking: Ranking, option: OptionId, place: number): Ranking {
  const others = takenOut(ranking, option);
  const at = Math.max(0, Math.min(place - 1, others.length));
  return [...others.slice(0, at), [option], ...others.slice(at)];
}

/** One step up: before those it was equal with, else before the place above. */
export function movedUp(ranking: Ranking, option: OptionId): Ranking {
  const place = placeIn(ranking, option);
  if (place === null) return ranking;
  const isShared = (ranking[place - 1]?.length ?? 0) > 1;
  if (isShared) return putAt(ranking, option, place);
  return place === 1 ? ranking : putAt(ranking, option, place - 1);
}

/** One step down: behind those it was equal with, else behind the place below. */
export function movedDown(ranking: Ranking, option: OptionId): Ranking {
  const place = placeIn(ranking, option);
  if (place === null) return ranking;
  const isShared = (ranking[place - 1]?.length ?? 0) > 1;
  if (isShared) return putAt(ranking, option, place + 1);
  return place === ranking.length ? ranking : putAt(ranking, option, place + 1);
}

/** Onto the place of whatever stands directly above it in the list; of the first of all nothing comes. */
export function madeEqual(ranking: Ranking, option: OptionId): Ranking {
  const place = placeIn(ranking, option);
  if (place === null || place === 1 || ranking[place - 1]?.[0] !== option) return ranking;
  const above = ranking[place - 2] ?? [];
  const own = ranking[place - 1] ?? [];
  return [...ranking.slice(0, place - 2), [...above, ...own], ...ranking.slice(place)];
}

/** Behind what it was equal with, with all that stood below it on that place. */
export function madeUnequal(ranking: Ranking, option: OptionId): Ranking {
  return ranking.flatMap((rank) => {
    const at = rank.indexOf(option);
    return at <= 0 ? [rank] : [rank.slice(0, at), rank.slice(at)];
  });
}
