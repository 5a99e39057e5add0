/** Is no full stop put behind a mark that ends a title? */
import { expect, test } from 'vitest';
import { asSentence } from '../../shared/i18n/as-sentence.ts';

test.each([
  ['пункт 3', 'пункт 3.'],
  ['Что делаем первым?', 'Что делаем первым?'],
  ['Принять «Программу 2030!»', 'Принять «Программу 2030!»'],
  ['Принять «Программу»', 'Принять «Программу».'],
  ['Кто за…', 'Кто за…'],
  ['Алдымен не істейміз?', 'Алдымен не істейміз?'],
])('%s', (title, said) => {
  expect(asSentence(title)).toBe(said);
});
