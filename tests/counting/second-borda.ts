/** Points for places, counted a second time: an option has a point for everyone behind it and half a point for each of its equals. */
import type { Draw, Ended } from './elections.ts';

/**
 * With unranked as *average* the points are those of duels, plus one each where a first place is worth n. With *zero*, what is left out
 * gets nothing, and each ranked one beats it in full.
 */
export function secondBorda(
  papers: readonly (readonly (readonly string[])[])[],
  options: readonly string[],
  isFirstWorthAll: boolean,
  isUnrankedZero: boolean,
  draw: Draw,
): Ended {
  if (papers.every((paper) => paper.flat().length === 0)) return { elected: 'none', ties: [] };
  const quarters = new Map(options.map((name) => [name, 0]));
  for (const paper of papers) {
    if (paper.flat().length === 0) continue;
    const placeOf = (name: string) => {
      const place = paper.findIndex((rank) => rank.includes(name));
      return place < 0 ? 99 : place;
    };
    for (const mine of options) {
      if (placeOf(mine) === 99 && isUnrankedZero) continue;
      let points = isFirstWorthAll ? 4 : 0;
      for (const other of options) {
        if (other === mine) continue;
        if (placeOf(mine) < placeOf(other)) points += 4;
        if (placeOf(mine) === placeOf(other)) points += 2;
      }
      quarters.set(mine, quarters.get(mine)! + points);
    }
  }
  const best = Math.max(...quarters.values());
  const top = options.filter((name) => quarters.get(name) === best);
  return top.length === 1
    ? { elected: [...top], ties: [] }
    : { elected: draw(top, 1), ties: [{ among: [...top].sort(), take: 1 }] };
}
