/** What may a line that somebody typed hold? */
import { describe, expect, test } from 'vitest';
import { cleanLine, lineSchema } from '../../shared/lib/schemas.ts';

describe('[WIRE-1] a line shows what it holds', () => {
  test.each([
    ['turned by direction marks', 'Амина\u202Eанимa\u202C', 'Аминаанимa'],
    ['isolated', '\u2066Бо\u2069', 'Бо'],
    ['with zero-width spaces and joiners', 'Че\u200B\u200C\u200Dн', 'Чен'],
    ['with a soft hyphen and an Arabic mark', 'Да\u00ADра\u061C', 'Дара'],
    ['with a byte order mark and a word joiner', '\uFEFFЭли\u2060', 'Эли'],
    ['with tags and variation selectors', 'Фэй\u{E0041}\uFE0F', 'Фэй'],
    ['with half a character', 'Гани\uD800', 'Гани'],
    ['of letters that are not seen', '\u3164\u115F\uFFA0\u2800\u180E', ''],
    ['over two lines', ' Хана\r\n\tА\u2028Б\u0000 ', 'Хана А Б'],
    ['decomposed', 'И\u0306ван', 'Йван'],
    ['of Kazakh letters', 'Әсел Қуанышқызы', 'Әсел Қуанышқызы'],
  ])('%s', (_name, typed, kept) => {
    expect(cleanLine(typed)).toBe(kept);
    expect(cleanLine(cleanLine(typed))).toBe(kept);
  });

  test('nothing left is no line, too much is none either', () => {
    const schema = lineSchema(5);
    expect(schema.safeParse('\u200B \u3164').success).toBe(false);
    expect(schema.safeParse('123456').success).toBe(false);
    expect(schema.parse(' 12\u200B345 ')).toBe('12345');
  });
});
