/** Do three letters find a person, however they are typed, and is a namesake noticed? */
import { expect, test } from 'vitest';
import { foldName, isFound, isNamesake } from '../../shared/people/find-people.ts';

test.each([
  ['сағ', 'Амина Сағынова'],
  ['саг', 'Амина Сағынова'],
  ['сагынова ам', 'Амина Сағынова'],
  ['алеш', 'Пётр Алёшин'],
  ['петр', 'Пётр Алёшин'],
  ['умит', 'Үміт Қожа'],
  ['кожа', 'Үміт Қожа'],
  ['Li', 'Bo Li'],
  ['', 'Bo Li'],
])('%s finds %s', (typed, name) => {
  expect(isFound(typed, [name])).toBe(true);
});

test('letters from the middle of a word find nobody, nor does a second word that is not there', () => {
  expect(isFound('ынова', ['Амина Сағынова'])).toBe(false);
  expect(isFound('амина ли', ['Амина Сағынова'])).toBe(false);
});

test('a namesake is the same words in any order and any letters', () => {
  expect(isNamesake('Сагынова Амина', 'Амина  Сағынова')).toBe(true);
  expect(isNamesake('Амина Сағынова', 'Амина Сағын')).toBe(false);
  expect(isNamesake('', '')).toBe(false);
  expect(foldName(' Ёлка-Йод ')).toBe('елка иод');
});
