/** Where are words found that stand beside a reference, or in it? In the text a reference is one character, read it is several. */
import { describe, expect, test } from 'vitest';
import { findInRuns } from '../../../client/features/draft/editor/find-words.ts';
import { refCharacter, type Run } from '../../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';

const ref = 'cla_0000000000000001' as ClauseId;
const runs: readonly Run[] = [
  { text: 'учесть ' },
  { text: refCharacter, ref },
  { text: ' и ' },
  { text: 'план', strong: true },
  { text: ' года' },
];
const find = (wanted: string) => findInRuns(runs, 'ru', () => '12', wanted);

describe('found words have two places', () => {
  test('behind a reference they stand further on where it is read out', () => {
    expect(find('план')).toEqual([{ from: 11, to: 15, read: { from: 18, to: 22 } }]);
  });
  test('before it they are the same', () => {
    expect(find('учесть')).toEqual([{ from: 0, to: 6, read: { from: 0, to: 6 } }]);
  });
  test('a reference is found as it is read, and counts whole in the text', () => {
    const whole = { from: 7, to: 8 };
    expect(find('пункт 12')).toEqual([{ ...whole, read: { from: 7, to: 15 } }]);
    expect(find('пункт')).toEqual([{ ...whole, read: { from: 7, to: 12 } }]);
    expect(find('12')).toEqual([{ ...whole, read: { from: 13, to: 15 } }]);
  });
  test('what reaches over it takes it with it', () => {
    expect(find('ть пункт 12 и пл')).toEqual([{ from: 4, to: 13, read: { from: 4, to: 20 } }]);
    expect(find('12 и')).toEqual([{ from: 7, to: 10, read: { from: 13, to: 17 } }]);
  });
  test('each language reads it in its own words', () => {
    expect(findInRuns(runs, 'kk', () => '12', '12-тармақ')).toEqual([{ from: 7, to: 8, read: { from: 7, to: 16 } }]);
    expect(findInRuns(runs, 'kk', () => '12', 'пункт')).toEqual([]);
  });
});
