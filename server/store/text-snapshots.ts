/** Which compacted states of a text are kept? The newest, and enough older ones that any state of the text is near one. */

/** Of the older ones the first in each run of so many updates stays. */
const keptEvery = 5_000;

/** Which of a text's snapshots can go; `seqs` in ascending order. */
export function superfluousSnapshots(seqs: readonly number[]): number[] {
  const blocks = new Set<number>();
  return seqs.slice(0, -1).filter((seq) => {
    const block = Math.floor(seq / keptEvery);
    if (blocks.has(block)) return true;
    blocks.add(block);
    return false;
  });
}
