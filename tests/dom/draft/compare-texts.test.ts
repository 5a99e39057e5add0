/** What is told of two states of a text? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts } from '../../../client/features/draft/history/compare-texts.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';

const idOf = (letter: string): ClauseId => `cla_${letter.padStart(16, '0')}` as ClauseId;

function clause(letter: string, words: string, more: Partial<ClauseText> = {}): ClauseText {
  return {
    id: idOf(letter),
    order: letter,
    parent: null,
    kind: 'operative',
    addressee: null,
    due: null,
    removed: false,
    body: { ru: words === '' ? [] : [{ text: words }] },
    ...more,
  };
}

const text = (letters: string): ClauseText[] => Array.from(letters).map((letter) => clause(letter, `слова ${letter}`));
const told = (before: string, after: string) =>
  compareTexts(text(before), text(after), ['ru']).map(({ id, before: was, after: is, isMoved }) => {
    const sign = was === null ? '+' : is === null ? '-' : isMoved ? '~' : '=';
    return sign + id.slice(-1);
  });

describe('[HIST-3] two states are compared by clause and by word', () => {
  test('what is the same is not told', () => {
    expect(told('abcd', 'abcd')).toEqual([]);
  });

  test('new, gone and moved clauses, each once and in the order of reading', () => {
    expect(told('abcd', 'abxcd')).toEqual(['+x']);
    expect(told('abcd', 'acd')).toEqual(['-b']);
    expect(told('abcd', 'dabc')).toEqual(['~d']);
    expect(told('abcd', 'cabx')).toEqual(['~c', '-d', '+x']);
  });

  test('a clause that was removed stands in the map and is gone all the same', () => {
    const gone = compareTexts([clause('a', 'слова')], [clause('a', 'слова', { removed: true })], ['ru']);
    expect(gone).toMatchObject([{ after: null, number: '1', words: [{ before: 'слова', after: '' }] }]);
  });

  test('words, addressee, day and kind are told apart', () => {
    const before = clause('a', 'до марта', { body: { ru: [{ text: 'до марта' }], kk: [{ text: 'наурызға дейін' }] } });
    const after = {
      ...before,
      due: '2026-03-01',
      body: { ...before.body, ru: [{ text: 'до апреля', strong: true as const }] },
    };
    expect(compareTexts([before], [after], ['kk', 'ru'])).toMatchObject([
      { words: [{ lang: 'ru', before: 'до марта', after: 'до апреля' }], addressee: false, due: true, kind: false },
    ]);
  });

  test('the fewest clauses count as moved, and what did not move kept its order', () => {
    const letters = fc.shuffledSubarray(Array.from('abcdefgh'), { minLength: 2 });
    fc.assert(
      fc.property(letters, (after) => {
        const before = [...after].sort();
        const moved = compareTexts(text(before.join('')), text(after.join('')), ['ru']).map(({ id }) => id.slice(-1));
        const stayed = after.filter((letter) => !moved.includes(letter));
        expect(stayed).toEqual([...stayed].sort());
        expect(moved.length === 0).toBe(before.join('') === after.join(''));
      }),
    );
  });
});
