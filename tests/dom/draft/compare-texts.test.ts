/** What is told of two states of a text, and of what changed while somebody was away? */
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import HistorySheet from '../../../client/features/draft/history/HistorySheet.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import { compareTexts } from '../../../client/features/draft/history/compare-texts.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { ClauseId, TextId } from '../../../shared/lib/ids.ts';

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

describe('the sheet of a text’s history', () => {
  const textId = 'txt_0000000000000001' as TextId;
  const was = text('ab');
  const stands = [clause('a', 'другие слова'), ...text('b')];
  const entry = { fromSeq: 4, toSeq: 5, fromAt: 0, toAt: 60_000, by: 'server', touches: [] };
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    history: { entries: [entry], names: {}, more: false, textSeq: 5 },
    'at/3': { textSeq: 3, at: 0, clauses: was },
  };

  beforeEach(() => {
    language.put('ru', ru);
    vi.stubGlobal('fetch', (address: string) => {
      asked.push(address);
      const found = Object.entries(answers).find(([end]) => address.endsWith(end))?.[1];
      return Promise.resolve(new Response(JSON.stringify(found), { status: found === undefined ? 404 : 200 }));
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    cleanup();
  });

  const open = (seenSeq: number | null, whyNot?: string) => {
    const brought: ClauseText[] = [];
    render(HistorySheet, {
      textId,
      langs: ['ru'],
      clauses: stands,
      offset: 300,
      seenSeq,
      nameOf: () => 'пункт 1',
      whyNotBring: () => whyNot,
      onbring: (one: ClauseText) => brought.push(one),
      onclose: () => undefined,
    } as never);
    return brought;
  };
  const hidden = { hidden: true } as const;

  test('tells what changed since one looked last, clause by clause, and brings an earlier wording back', async () => {
    const brought = open(3);
    await screen.findByText(ru.history.whileAway);
    expect(screen.getByText(ru.history.changedClauses(1))).toBeTruthy();
    await fireEvent.click(screen.getAllByRole('button', { name: ru.history.showChange, ...hidden })[0]!);
    await fireEvent.click(await screen.findByRole('button', { name: ru.history.bringBack, ...hidden }));
    expect(brought).toEqual([was[0]]);
    expect(screen.getByText(ru.history.broughtBack)).toBeTruthy();
  });

  test('says nothing of being away to whoever has not been here, or has missed nothing', async () => {
    for (const seen of [null, 5]) {
      open(seen);
      await screen.findByText(ru.history.theServer);
      expect(screen.queryByText(ru.history.whileAway)).toBeNull();
      cleanup();
    }
  });

  test('where the clause may not be changed, the wording is not brought back, and why is said', async () => {
    const brought = open(3, ru.draft.mayNotWrite.closed);
    await screen.findByText(ru.history.whileAway);
    await fireEvent.click(screen.getAllByRole('button', { name: ru.history.showChange, ...hidden })[0]!);
    const button = await screen.findByRole('button', { name: new RegExp(ru.history.bringBack), ...hidden });
    await fireEvent.click(button);
    expect(brought).toEqual([]);
    expect(document.body.textContent).toContain(ru.draft.mayNotWrite.closed);
  });
});
