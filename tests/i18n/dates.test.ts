/** Are dates, numbers and references written as official papers write them? */
import { describe, expect, test } from 'vitest';
import { clauseReference, dayAt, longDate, parseDay, shortDate, timeOfDay } from '../../shared/i18n/dates.ts';
import { countEn, countKk, countRu, pluralForm } from '../../shared/i18n/plurals.ts';

const almaty = 5 * 60;

describe('a date', () => {
  test('is long in each language, never an abbreviation', () => {
    const day = { year: 2023, month: 7, day: 16 };
    expect(longDate('ru', day)).toBe('16 июля 2023 года');
    expect(longDate('kk', day)).toBe('2023 жылғы 16 шілде');
    expect(longDate('en', day)).toBe('16 July 2023');
    expect(shortDate('kk', day)).toBe('16 шілде');
  });

  test('has twelve different months in each language', () => {
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const names = new Set(
        Array.from({ length: 12 }, (_, n) => shortDate(lang, { year: 2023, month: n + 1, day: 1 })),
      );
      expect(names.size).toBe(12);
    }
    expect(() => longDate('ru', { year: 2023, month: 13, day: 1 })).toThrow('13');
  });

  test('is the forum’s day: just before and just after its midnight', () => {
    const midnight = Date.UTC(2023, 6, 15, 19, 0);
    expect(dayAt(midnight - 1, almaty)).toEqual({ year: 2023, month: 7, day: 15 });
    expect(dayAt(midnight, almaty)).toEqual({ year: 2023, month: 7, day: 16 });
  });

  test('is read from its digits, and a day in no calendar is refused', () => {
    expect(parseDay('2024-02-29')).toEqual({ year: 2024, month: 2, day: 29 });
    for (const text of ['2023-02-29', '2023-13-01', '16.07.2023', '2023-7-16', '', '2023-07-16T00:00']) {
      expect(parseDay(text), text).toBeUndefined();
    }
  });
});

test('a time is the forum’s, with seconds for receipts', () => {
  const at = Date.UTC(2023, 6, 16, 9, 3, 22);
  expect(timeOfDay(at, almaty)).toBe('14:03');
  expect(timeOfDay(at, almaty, true)).toBe('14:03:22');
  expect(timeOfDay(Date.UTC(2023, 6, 16, 19, 0, 0), almaty)).toBe('00:00');
});

test('a clause is referred to in each language’s own order', () => {
  expect(clauseReference('ru', '3')).toBe('пункт 3');
  expect(clauseReference('kk', '3')).toBe('3-тармақ');
  expect(clauseReference('en', '2.1')).toBe('clause 2.1');
});

describe('a plural', () => {
  test('has the form that the full rules of Unicode give, for every number to 1,200', () => {
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const rules = new Intl.PluralRules(lang);
      for (let n = 0; n <= 1200; n += 1) expect(pluralForm(lang, n), `${lang} ${n}`).toBe(rules.select(n));
    }
  });

  test('stands beside its number', () => {
    const clauses = [1, 2, 5, 11, 21, 112].map((n) => countRu(n, 'пункт', 'пункта', 'пунктов'));
    expect(clauses).toEqual(['1 пункт', '2 пункта', '5 пунктов', '11 пунктов', '21 пункт', '112 пунктов']);
    expect([1, 2].map((n) => countEn(n, 'clause', 'clauses'))).toEqual(['1 clause', '2 clauses']);
    expect(countKk(5, 'тармақ')).toBe('5 тармақ');
  });
});
