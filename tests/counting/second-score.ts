/** Scores, counted a second time: every single score is written into a list, and fractions are brought to one denominator. */
import type { Draw, Ended } from './elections.ts';

export function secondScores(
  papers: readonly (readonly { option: string; score: number | null }[])[],
  options: readonly string[],
  by: 'mean' | 'sum' | 'median',
  minimum: number,
  draw: Draw,
): Ended {
  const lists = options.map((name) => ({
    name,
    list: papers.flatMap((paper) => paper.filter(({ option }) => option === name).flatMap(({ score }) => score ?? [])),
  }));
  const ranked = lists.filter(({ list }) => list.length >= Math.max(minimum, 1));
  if (ranked.length === 0) return { elected: 'none', ties: [] };
  const common = ranked.reduce((product, { list }) => product * BigInt(list.length), 2n);
  const worth = (list: readonly number[]): bigint => {
    const sum = list.reduce((a, b) => a + b, 0);
    if (by === 'sum') return BigInt(sum);
    if (by === 'mean') return BigInt(sum) * (common / BigInt(list.length));
    // Strike the lowest and the highest until one or two are left.
    let middle = [...list].sort((a, b) => a - b);
    while (middle.length > 2) middle = middle.slice(1, -1);
    return BigInt(middle[0]! + middle.at(-1)!);
  };
  const best = ranked.map(({ list }) => worth(list)).reduce((a, b) => (a > b ? a : b));
  const top = ranked.filter(({ list }) => worth(list) === best).map(({ name }) => name);
  return top.length === 1
    ? { elected: top, ties: [] }
    : { elected: draw(top, 1), ties: [{ among: top.sort(), take: 1 }] };
}
