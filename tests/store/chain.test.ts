/** Is a chain read as it was written, for ever? */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chainStart, eventHeader, hashBody, hashRow, isRowIntact, receiptOf } from '../../server/store/chain.ts';
import type { ChainedRow } from '../../server/store/chain.ts';
import type { PersonId } from '../../shared/lib/ids.ts';

const header = eventHeader({
  stream: 'forum:for_0123456789abcdef' as never,
  seq: 1,
  at: 1_776_848_400_000,
  type: 'forum.created',
  version: 1,
  actor: 'per_0123456789abcdef' as PersonId,
});
const salt = Uint8Array.from({ length: 16 }, (_, index) => index);
const body = '{"title":{"kk":"Ортақ"}}';
const bodyHash = hashBody(salt, body);
const hash = hashRow(chainStart, header, bodyHash);
const row: ChainedRow = { seq: 1, at: 1_776_848_400_000, salt, body, bodyHash, hash, header, consistent: true };

test('a row is hashed as the words above `chain.ts` say, byte by byte', () => {
  const sha256 = (...parts: (string | Uint8Array)[]) =>
    createHash('sha256')
      .update(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))))
      .digest();
  expect(header).toBe('["stream:forum:for_0123456789abcdef",1,1776848400000,"forum.created",1,"per_0123456789abcdef"]');
  expect(Buffer.from(hash)).toEqual(sha256(new Uint8Array(32), header, sha256(salt, body)));
});

test('an intact row holds, and so does an erased one', () => {
  expect(isRowIntact(row, 1, chainStart)).toBe(true);
  expect(isRowIntact({ ...row, body: null, salt: null }, 1, chainStart)).toBe(true);
});

test.each<[string, ChainedRow, number, Uint8Array]>([
  ['another place', row, 2, chainStart],
  ['another predecessor', row, 1, hash],
  ['another header', { ...row, header: header.replace('created', 'deleted') }, 1, chainStart],
  ['another body', { ...row, body: body.replace('Ортақ', 'Ортак') }, 1, chainStart],
  ['another salt', { ...row, salt: new Uint8Array(16) }, 1, chainStart],
  ['a body without its salt', { ...row, salt: null }, 1, chainStart],
  ['a salt without its body', { ...row, body: null }, 1, chainStart],
  ['another hash of the body', { ...row, body: null, salt: null, bodyHash: hash }, 1, chainStart],
  ['another hash', { ...row, hash: bodyHash }, 1, chainStart],
  ['columns that deny the body', { ...row, consistent: false }, 1, chainStart],
])('%s is found', (_what, wrong, seq, previous) => {
  expect(isRowIntact(wrong, seq, previous)).toBe(false);
});

test('a receipt is the first 50 bits of the row hash', () => {
  expect(receiptOf(new Uint8Array(32))).toBe('00000-00000');
  expect(receiptOf(new Uint8Array(32).fill(255))).toBe('ZZZZZ-ZZZZZ');
  const bytes = new Uint8Array(32);
  bytes.set([0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000, 0b01001_010, 0b10_000000]);
  expect(receiptOf(bytes)).toBe('12345-6789A');
});
