/** Instant run-off, counted a second time: papers are crossed through and read anew in every round, one option leaves at a time. */
import type { Draw, Ended } from './elections.ts';

export function secondRunoff(papers: readonly string[][], options: readonly string[], draw: Draw): Ended {
  if (papers.every((paper) => paper.length === 0)) return { elected: 'none', ties: [] };
  return play(papers, [...options], [], draw);
}

const count = (papers: readonly string[][], name: string) => papers.filter((paper) => paper[0] === name).length;

/** `past`: the papers as they lay in each earlier round, the last first. */
function play(papers: readonly string[][], left: string[], past: readonly (readonly string[][])[], draw: Draw): Ended {
  const living = papers.filter((paper) => paper.length > 0);
  for (const name of left)
    if (count(papers, name) > living.length - count(papers, name)) return { elected: [name], ties: [] };
  const worst = (names: readonly string[], lying: readonly string[][]) =>
    names.filter((name) => names.every((other) => count(lying, name) <= count(lying, other)));
  let weakest = worst(left, papers);
  const ties: { among: string[]; take: number }[] = [];
  if (count(papers, weakest[0]!) > 0) {
    for (const lying of past) if (weakest.length > 1) weakest = worst(weakest, lying);
    if (weakest.length > 1) {
      ties.push({ among: [...weakest].sort(), take: 1 });
      weakest = draw(weakest, 1);
    }
  }
  const loser = weakest[0]!;
  const crossed = papers.map((paper) => paper.filter((name) => name !== loser));
  const rest = play(
    crossed,
    left.filter((name) => name !== loser),
    [papers, ...past],
    draw,
  );
  return { elected: rest.elected, ties: [...ties, ...rest.ties] };
}
