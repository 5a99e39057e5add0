/**
 * Which characters may words be made of? Those that a reader can see, and spaces. What changes the direction of letters, hides between
 * them or controls a printer makes two texts that look the same differ: the editor leaves it out, the gate refuses it, and the
 * canonical text drops what older texts hold.
 *
 * That takes the joiners and variation selectors of emoji too: a resolution is read on paper, in bytes that two people can compare.
 */

// Soft hyphen, zero-width and direction characters, invisible operators, variation selectors of text, byte order mark, tags.
// A class of single code points, no letters with their marks: the combining ones stand in it for themselves.
const invisible =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}';
/** Line ends, tabs and the separators of lines and paragraphs: between words they are a space. */
const breaks = '\\t\\n\\v\\f\\r\\u0085\\u2028\\u2029';
const controls = '\\u0000-\\u001f\\u007f-\\u009f';

// eslint-disable-next-line no-misleading-character-class
const hiddenOnes = new RegExp(`[${invisible}${controls}\\u2028\\u2029]`, 'u');
/** Each hidden character, also for the canonical text: the two must take the same. */
// eslint-disable-next-line no-misleading-character-class
export const everyInvisible = new RegExp(`[${invisible}]`, 'gu');
const everyBreak = new RegExp(`[${breaks}]`, 'gu');
const everyControl = new RegExp(`[${controls}]`, 'gu');

/** Is there anything in it that `cleanWords` would take out? Such words do not pass the gate. */
export function hasHidden(text: string): boolean {
  return hiddenOnes.test(text);
}

/**
 * The text as it may be written into a clause or an addressee: hidden characters gone, each line end or tab a space, the place of a
 * cross-reference (U+FFFC) gone, because it is never typed. What is clean comes back as it is, so it may be asked at every keystroke.
 */
export function cleanWords(text: string): string {
  const plain = text.includes('\ufffc') ? text.replaceAll('\ufffc', '') : text;
  if (!hasHidden(plain)) return plain;
  return plain.replace(everyInvisible, '').replace(everyBreak, ' ').replace(everyControl, '');
}
