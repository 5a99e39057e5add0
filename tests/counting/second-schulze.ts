/** Schulze, counted a second time and straight from its definition: every path without a circle is walked. */
import type { Draw, Ended } from './elections.ts';

export function secondSchulze(
  papers: readonly (readonly (readonly string[])[])[],
  options: readonly string[],
  draw: Draw,
): Ended {
  if (papers.every((paper) => paper.flat().length === 0)) return { elected: 'none', ties: [] };
  const before = (paper: readonly (readonly string[])[], a: string, b: string): boolean => {
    for (const rank of paper) {
      if (rank.includes(a)) return !rank.includes(b);
      if (rank.includes(b)) return false;
    }
    return false;
  };
  const duel = (a: string, b: string): number => papers.filter((paper) => before(paper, a, b)).length;
  const link = new Map<string, number>();
  for (const a of options) {
    for (const b of options) {
      const [won, lost] = [duel(a, b), duel(b, a)];
      if (won > lost) link.set(a + b, won);
    }
  }
  const walk = (from: string, to: string, been: string): number => {
    let best = link.get(from + to) ?? 0;
    for (const via of options) {
      if (via === to || been.includes(via)) continue;
      const step = link.get(from + via) ?? 0;
      if (step > best) best = Math.max(best, Math.min(step, walk(via, to, been + via)));
    }
    return best;
  };
  const winners = options.filter((a) => options.every((b) => a === b || walk(a, b, a) >= walk(b, a, b)));
  return winners.length === 1
    ? { elected: [...winners], ties: [] }
    : { elected: draw(winners, 1), ties: [{ among: [...winners].sort(), take: 1 }] };
}
