/** Whom do three letters find? Names as they are typed in a hurry: ё as е, Kazakh letters on a Russian keyboard, any order of words. */

/** Kazakh letters and what is typed for them where they are missing. */
const typedFor: Readonly<Record<string, string>> = {
  ё: 'е',
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  й: 'и',
};

/** As it is compared: small letters, no accents, Kazakh letters as on a Russian keyboard, single spaces. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replace(/./gu, (letter) => typedFor[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Does every typed word begin a word of one of the names? Nothing typed finds everybody. */
export function isFound(typed: string, names: readonly string[]): boolean {
  const words = foldName(names.join(' ')).split(' ');
  return foldName(typed)
    .split(' ')
    .every((part) => words.some((word) => word.startsWith(part)));
}

/** Two people whose names are the same words, in whatever order. */
export function isNamesake(a: string, b: string): boolean {
  const sorted = (name: string): string => foldName(name).split(' ').sort().join(' ');
  return sorted(a) !== '' && sorted(a) === sorted(b);
}
