/** Where in a text do words stand? In the language shown, whatever their case; ё is found by е, and references by how they are read. */

export interface FoundPlace {
  /** In UTF-16 units of the text looked through. */
  readonly from: number;
  readonly to: number;
}

/** All places, in order, not overlapping; none for empty words. */
export function findWords(text: string, wanted: string): FoundPlace[] {
  const needle = folded(wanted.normalize('NFC')).trim();
  const hay = folded(text);
  const places: FoundPlace[] = [];
  if (needle === '') return places;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + needle.length)) {
    places.push({ from: at, to: at + needle.length });
  }
  return places;
}

/** Letter by letter, so that places stay places: a letter that grows longer in small stays as it is. */
function folded(text: string): string {
  let small = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const same = lower.length === letter.length ? lower : letter;
    small += same === 'ё' ? 'е' : same === '\u00a0' ? ' ' : same;
  }
  return small;
}
