/** The single transferable vote, counted a second time: one paper for each vote, each with its own value, handed on one by one. */
import type { Draw, Ended } from './elections.ts';

interface Paper {
  names: string[];
  /** In 1/100,000; what is left of this paper for whoever holds it. */
  value: number;
}

export interface SecondTransferable extends Ended {
  readonly quota: number;
  /** In 1/100,000, at the end. */
  readonly held: Readonly<Record<string, number>>;
}

/** Small elections only: sums stay exact in ordinary numbers up to 9·10¹⁵. */
export function secondTransferable(
  written: readonly (readonly string[])[],
  options: readonly string[],
  seats: number,
  draw: Draw,
): SecondTransferable {
  const voting = written.filter((names) => names.length > 0);
  if (voting.length === 0) return { elected: 'none', ties: [], quota: 0, held: {} };
  let quotaVotes = 1;
  while (quotaVotes * (seats + 1) <= voting.length) quotaVotes += 1;
  const quota = quotaVotes * 100_000;

  const status: Record<string, 'in' | 'elected' | 'out'> = Object.fromEntries(options.map((name) => [name, 'in']));
  const hand: Record<string, Paper[]> = Object.fromEntries(options.map((name) => [name, []]));
  /** Whoever's surplus was handed on holds the quota, and no papers. */
  const settled = new Set<string>();
  const ties: { among: string[]; take: number }[] = [];
  const memory: Record<string, number>[] = [];

  const sumOf = (name: string) => (settled.has(name) ? quota : hand[name]!.reduce((sum, { value }) => sum + value, 0));
  const are = (what: 'in' | 'elected' | 'out') => options.filter((name) => status[name] === what);
  const give = (paper: Paper) => {
    const next = paper.names.find((name) => status[name] === 'in');
    if (next === undefined) return;
    hand[next]!.push({ names: paper.names.slice(paper.names.indexOf(next) + 1), value: paper.value });
  };
  const remember = () => {
    memory.unshift(Object.fromEntries(options.map((name) => [name, sumOf(name)])));
    for (const name of are('in')) if (sumOf(name) >= quota) status[name] = 'elected';
  };
  /** Of those even now: `sign` 1 the one with most in the last round that tells them apart, −1 with fewest; else the lot. */
  const single = (even: string[], sign: 1 | -1): string => {
    let left = even;
    for (const then of memory) {
      const edge = Math.max(...left.map((name) => sign * then[name]!));
      left = left.filter((name) => sign * then[name]! === edge);
    }
    if (left.length === 1) return left[0]!;
    ties.push({ among: [...left].sort(), take: 1 });
    return draw(left, 1)[0]!;
  };

  for (const names of voting) give({ names: [...names], value: 100_000 });
  remember();
  for (;;) {
    const free = seats - are('elected').length;
    if (are('in').length <= free) for (const name of are('in')) status[name] = 'elected';
    if (free <= 0 || are('in').length === 0) break;
    const rich = are('elected').filter((name) => sumOf(name) > quota);
    if (rich.length > 0) {
      const most = Math.max(...rich.map(sumOf));
      const giver = single(
        rich.filter((name) => sumOf(name) === most),
        1,
      );
      const papers = hand[giver]!.splice(0);
      settled.add(giver);
      for (const paper of papers)
        give({ ...paper, value: (paper.value * (most - quota) - ((paper.value * (most - quota)) % most)) / most });
    } else {
      const least = Math.min(...are('in').map(sumOf));
      const poor = are('in').filter((name) => sumOf(name) === least);
      // Nothing moves when somebody without a vote goes: who of them goes first is asked only where some of them stay.
      const isAllOne = least === 0 && are('in').length - poor.length >= free;
      const loser = isAllOne ? poor.at(-1)! : single(poor, -1);
      status[loser] = 'out';
      for (const paper of hand[loser]!.splice(0)) give(paper);
    }
    remember();
  }
  const held = Object.fromEntries(options.map((name) => [name, sumOf(name)]));
  return { elected: are('elected').sort(), ties, quota, held };
}
