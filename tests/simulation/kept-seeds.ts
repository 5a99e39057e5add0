/** Which simulations once found a fault? They are run always; the operations are kept with the seed, which alone may come to mean others. */
import type { Operation } from './sim-operations.ts';

export interface KeptSeed {
  readonly seed: number;
  readonly found: string;
  readonly operations: readonly Operation[];
}

export const keptSeeds: readonly KeptSeed[] = [
  {
    seed: 81,
    found: 'words typed while away stayed in the page for ever when the right to write was taken meanwhile',
    operations: [
      { afterMs: 84, does: 'guest', who: 540, a: 16, b: 923 },
      { afterMs: 14, does: 'guest', who: 476, a: 916, b: 525 },
      { afterMs: 143, does: 'cut', who: 68, a: 221, b: 542 },
      { afterMs: 157, does: 'edit', who: 391, a: 622, b: 766 },
      { afterMs: 73, does: 'command', who: 100, a: 60, b: 591 },
    ],
  },
  {
    seed: 8,
    found: 'who came back for another audience was sent events on top of what they had held as the other',
    operations: [
      { afterMs: 1847, does: 'guest', who: 786, a: 672, b: 971 },
      { afterMs: 37, does: 'second-page', who: 391, a: 903, b: 387 },
      { afterMs: 108, does: 'cut', who: 584, a: 738, b: 830 },
      { afterMs: 18, does: 'command', who: 540, a: 229, b: 297 },
    ],
  },
];
