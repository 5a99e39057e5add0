/** Is every chain whole, and if not, which row is the first that is wrong? */
import type { ChainReport } from '../engine/ports.ts';
import { chainStart, isRowIntact, sameBytes } from './chain.ts';
import type { ChainedRow } from './chain.ts';
import type { ChainRow } from './schema.ts';

/** What checking reads, from any store. */
export interface ChainSource {
  /** Chains with a name after `after`, in the order of names; `unchecked`: only those with rows since the last checkpoint. */
  chains(after: string, limit: number, unchecked: boolean): readonly ChainRow[];
  /** Rows of the chain with `after < seq <= upTo`, in order, at most `limit`. */
  rows(chain: string, after: number, upTo: number, limit: number): readonly ChainedRow[];
}

const chainsAtOnce = 100;
const rowsAtOnce = 500;

/**
 * Reads in slices of at most 500 rows and yields between them, so that whoever runs it can do other work meanwhile. Rows
 * that are appended while it runs are not read: each chain is checked up to the head it had when it was reached.
 */
export function* checkChains(source: ChainSource, since: 'start' | 'checkpoint'): Generator<void, ChainReport> {
  const unchecked = since === 'checkpoint';
  let rows = 0;
  let after = '';
  for (;;) {
    const chains = source.chains(after, chainsAtOnce, unchecked);
    for (const chain of chains) {
      after = chain.chain;
      let seq = unchecked ? chain.checkedSeq : 0;
      let hash = unchecked ? chain.checkedHash : chainStart;
      while (seq < chain.seq) {
        const slice = source.rows(chain.chain, seq, chain.seq, rowsAtOnce);
        for (const row of slice) {
          rows += 1;
          if (!isRowIntact(row, seq + 1, hash)) return { rows, firstBad: { chain: chain.chain, seq: seq + 1 } };
          seq = row.seq;
          hash = row.hash;
        }
        yield;
        if (slice.length === 0) return { rows, firstBad: { chain: chain.chain, seq: seq + 1 } };
      }
      if (!sameBytes(hash, chain.hash)) return { rows, firstBad: { chain: chain.chain, seq } };
    }
    if (chains.length < chainsAtOnce) return { rows, firstBad: null };
    yield;
  }
}
