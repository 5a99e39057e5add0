/** Does a difference tell both texts, whole words at a time? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDifference } from '../../../client/ui/word-difference.ts';

const told = (before: string, after: string): string =>
  wordDifference(before, after)
    .map(({ is, text }) => (is === 'same' ? text : is === 'out' ? `[-${text}]` : `[+${text}]`))
    .join('');

test('a changed word is changed whole, in Kazakh as in Russian', () => {
  expect(told('до 1 марта', 'до 1 апреля')).toBe('до 1 [-марта][+апреля]');
  expect(told('әкімдіктерге ұсынылсын', 'әкімдіктеріне ұсынылсын')).toBe('[-әкімдіктерге][+әкімдіктеріне] ұсынылсын');
});

test('neighbours that both changed are one change', () => {
  expect(told('принять старый план целиком', 'принять новый порядок целиком')).toBe(
    'принять [-старый план][+новый порядок] целиком',
  );
});

test('the pieces make both texts again', () => {
  const text = fc
    .array(fc.constantFrom('план', 'и', ' ', ',', 'ұсын', 'ә', '\n', '😀', '1'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = wordDifference(before, after);
      expect(
        pieces
          .filter(({ is }) => is !== 'in')
          .map((piece) => piece.text)
          .join(''),
      ).toBe(before);
      expect(
        pieces
          .filter(({ is }) => is !== 'out')
          .map((piece) => piece.text)
          .join(''),
      ).toBe(after);
    }),
  );
});

test('two texts that have nothing in common are shown as replaced, in bounded time', () => {
  const words = (stem: string): string =>
    Array.from({ length: 5_000 }, (_, place) => `${stem}${String(place)}`).join(' ');
  const pieces = wordDifference(words('а'), words('б'));
  expect(
    pieces
      .filter(({ is }) => is === 'out')
      .map(({ text }) => text)
      .join('').length,
  ).toBeGreaterThan(20_000);
});
