/** Does the hall read all of what somebody wrote, in rows that each fit on a page? */
import { expect, test } from 'vitest';
import { readRows } from '../../../client/features/stage/read-rows.ts';

test('a sentence is a row, and so is each line that was written as one', () => {
  expect(readRows('Когда откроют реестр? Кто отвечает!\n\nСпасибо')).toEqual([
    'Когда откроют реестр?',
    'Кто отвечает!',
    'Спасибо',
  ]);
  expect(readRows(' \n ')).toEqual([]);
});

test('a long sentence stands in several rows, with no word left out and none broken', () => {
  const words = Array.from({ length: 90 }, (_, at) => `слово${String(at)}`).join(' ');
  const rows = readRows(words);
  expect(rows.length).toBeGreaterThan(3);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(170);
  expect(rows.join(' ')).toBe(words);
  expect(readRows('щ'.repeat(400))).toEqual(['щ'.repeat(400)]);
});
