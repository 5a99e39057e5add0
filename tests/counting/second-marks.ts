/** Most marks, counted a second time: ballot papers are dealt onto heaps, and the heaps are taken away from the highest down. */
import type { Draw, Ended } from './elections.ts';

/** `papers`: what is marked on each paper, one paper for each vote; `least`: what a heap needs. */
export function secondMarks(papers: readonly (readonly string[])[], seats: number, least: number, draw: Draw): Ended {
  const heaps: Record<string, string[]> = {};
  for (const paper of papers) for (const mark of paper) (heaps[mark] ??= []).push(mark);
  const high = Object.entries(heaps).filter(([, heap]) => heap.length >= least);
  if (high.length === 0) return { elected: 'none', ties: [] };
  const elected: string[] = [];
  const ties: { among: string[]; take: number }[] = [];
  for (let height = papers.length; height > 0 && elected.length < seats; height--) {
    const level = high
      .filter(([, heap]) => heap.length === height)
      .map(([name]) => name)
      .sort();
    const free = seats - elected.length;
    if (level.length <= free) elected.push(...level);
    else {
      ties.push({ among: level, take: free });
      elected.push(...draw(level, free));
    }
  }
  return { elected: elected.sort(), ties };
}
