/** Are ids, tokens and codes what the contract says? */
import { expect, test } from 'vitest';
import { randomIds } from '../server/ids.ts';
import { idPrefixes, isId } from '../shared/lib/ids.ts';
import type { IdKind } from '../shared/lib/ids.ts';

const ids = randomIds();

test('ids tell their kind and never come twice', () => {
  for (const kind of Object.keys(idPrefixes) as IdKind[]) expect(isId(kind, ids.id(kind))).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => ids.id('clause'))).size).toBe(1000);
});

test('a token is 43 characters of base64url, a code six digits', () => {
  expect(ids.token()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(ids.token()).not.toBe(ids.token());
  for (let time = 0; time < 100; time++) expect(ids.code()).toMatch(/^[0-9]{6}$/);
});
