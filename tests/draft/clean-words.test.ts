/** Do the editor, the gate and the canonical text mean the same characters? */
import { expect, test } from 'vitest';
import { canonicalRuns } from '../../shared/draft/canonical-text.ts';
import { cleanWords, hasHidden } from '../../shared/draft/clean-words.ts';

const character = (code: number): string => String.fromCodePoint(code);
/** Every code point that stands for itself: neither a surrogate nor the place of a reference. */
const codes = Array.from({ length: 0x110000 }, (_, code) => code).filter(
  (code) => (code < 0xd800 || code > 0xdfff) && code !== 0xfffc,
);

test('[PASTE-9] of every character the gate refuses exactly what the editor leaves out', () => {
  const differ = codes.filter(
    (code) => hasHidden(`а${character(code)}б`) !== (cleanWords(`а${character(code)}б`) !== `а${character(code)}б`),
  );
  expect(differ).toEqual([]);
  expect(codes.filter((code) => hasHidden(cleanWords(`а${character(code)}б`)))).toEqual([]);
});

test('[PASTE-9] what is left out is what the canonical text drops, or makes a space of', { timeout: 60_000 }, () => {
  const canonical = (text: string): string => canonicalRuns([{ text }])[0]?.text ?? '';
  // The planes of rare signs by samples; the tags are in the fifteenth.
  const some = codes.filter((code) => code < 0x10000 || (code >= 0xdff00 && code < 0xe1100) || code % 97 === 0);
  const hidden = some.filter((code) => hasHidden(character(code)));
  for (const code of hidden) expect(['аб', 'а б']).toContain(canonical(`а${character(code)}б`));
  // And nothing that the canonical text drops is let in.
  expect(some.filter((code) => canonical(`а${character(code)}б`) === 'аб' && !hasHidden(character(code)))).toEqual([]);
});

test('[PASTE-9] words are left as they are, lines become words with a space between', () => {
  for (const text of ['', 'Ауыл әкімдігі', '«Ёлка» — 5 % …', 'да\u00a0нет', '🌾', 'e\u0301'])
    expect(cleanWords(text)).toBe(text);
  expect(cleanWords('один\nдва\tтри\u2028четыре')).toBe('один два три четыре');
  expect(cleanWords('сло\u00adво\u200b \u202eвопреки\u202c')).toBe('слово вопреки');
  expect(cleanWords('☎\ufe0f 👩\u200d🌾 \ufffc')).toBe('☎ 👩🌾 ');
});
