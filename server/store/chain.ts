/**
 * How does a row prove that nothing before it was changed?
 *
 * row hash = SHA-256(previous ‖ header ‖ SHA-256(salt ‖ body)). The header is a JSON array that begins with the chain's name
 * and the row's sequence, so that rows cannot change places or chains. Body and salt may be erased: the inner hash stays,
 * and without the salt nobody can try out which body it was.
 */
import { createHash } from 'node:crypto';
import type { PollId, TextId } from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { BallotRow, ChainedColumns, EventRow, TextUpdateRow } from './schema.ts';

/** What the first row of every chain follows: 32 zero bytes. */
export const chainStart: Uint8Array = new Uint8Array(32);
/** Bytes of a salt. */
export const saltLength = 16;

/** Gives fresh random salts, each with bytes of its own; the randomness is fetched for many at once, which is what it costs. */
export function openSalts(randomBytes: (length: number) => Uint8Array): () => Uint8Array {
  let pool = new Uint8Array(0);
  let at = 0;
  return () => {
    if (at === pool.length) {
      pool = new Uint8Array(randomBytes(saltLength * 256));
      at = 0;
    }
    at += saltLength;
    return pool.slice(at - saltLength, at);
  };
}

export const streamChain = (stream: StreamId): string => `stream:${stream}`;
export const textChain = (textId: TextId): string => `text:${textId}`;
export const pollChain = (pollId: PollId): string => `poll:${pollId}`;

export function eventHeader(row: Pick<EventRow, 'stream' | 'seq' | 'at' | 'type' | 'version' | 'actor'>): string {
  return JSON.stringify([streamChain(row.stream), row.seq, row.at, row.type, row.version, row.actor]);
}

export function textUpdateHeader(row: Pick<TextUpdateRow, 'textId' | 'seq' | 'at' | 'actor'>): string {
  return JSON.stringify([textChain(row.textId), row.seq, row.at, row.actor]);
}

export function ballotHeader(row: Pick<BallotRow, 'pollId' | 'seq' | 'at' | 'revision'>): string {
  return JSON.stringify([pollChain(row.pollId), row.seq, row.at, row.revision]);
}

/** 32 bytes: SHA-256(salt ‖ body). */
export function hashBody(salt: Uint8Array, body: string | Uint8Array): Uint8Array {
  return createHash('sha256').update(salt).update(body).digest();
}

/** 32 bytes: SHA-256(previous ‖ header ‖ bodyHash). */
export function hashRow(previous: Uint8Array, header: string, bodyHash: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(header).update(bodyHash).digest();
}

/** One row as verifying reads it, whatever its table. */
export interface ChainedRow extends ChainedColumns {
  readonly header: string;
  readonly body: string | Uint8Array | null;
  /** Columns that repeat what the body says do say the same. */
  readonly consistent: boolean;
}

export const chainedEvent = (row: EventRow): ChainedRow => ({
  ...row,
  header: eventHeader(row),
  body: row.bodyJson,
  consistent: true,
});

export const chainedTextUpdate = (row: TextUpdateRow): ChainedRow => ({
  ...row,
  header: textUpdateHeader(row),
  consistent: true,
});

export const chainedBallot = (row: BallotRow): ChainedRow => ({
  ...row,
  header: ballotHeader(row),
  body: row.bodyJson,
  consistent: row.bodyJson === null || row.bodyJson.startsWith(`[${JSON.stringify(row.seatId)},`),
});

/** Does the row follow `previous` at `seq`, and is its body (unless erased) what was hashed? */
export function isRowIntact(row: ChainedRow, seq: number, previous: Uint8Array): boolean {
  if (row.seq !== seq || !row.consistent) return false;
  const erased = row.body === null && row.salt === null;
  if (!erased) {
    if (row.body === null || row.salt === null) return false;
    if (!sameBytes(hashBody(row.salt, row.body), row.bodyHash)) return false;
  }
  return sameBytes(hashRow(previous, row.header, row.bodyHash), row.hash);
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

const receiptAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten characters of Crockford base 32 (50 bits of the row hash) in two groups, e.g. `4K7QX-9M2TD`: short enough to compare aloud. */
export function receiptOf(rowHash: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of rowHash.subarray(0, 7)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < 10) {
      bits -= 5;
      text += receiptAlphabet.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}
