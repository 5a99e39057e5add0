/** Whom does somebody mean who types @ and some letters, and who is named in what was typed? */
import type { PersonId } from '../../../shared/lib/ids.ts';
import type { Mentionable } from './commenting.svelte.ts';

export interface MentionTyping {
  /** Where the @ stands. */
  readonly at: number;
  /** What is typed behind it up to the caret. */
  readonly letters: string;
}

/** The name being typed at the caret; `null`: none is. A name has two words at most, and an @ inside a word (an address) is none. */
export function mentionAt(text: string, caret: number): MentionTyping | null {
  const found = /(?:^|[\s(«"„])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const letters = found[1] ?? '';
  return { at: caret - letters.length - 1, letters };
}

/** Those whose name, or a part of it, begins with these letters; the first few. */
export function whoIsMeant(people: readonly Mentionable[], letters: string, most = 6): readonly Mentionable[] {
  const wanted = plain(letters);
  return people
    .filter(({ name }) => {
      const whole = plain(name);
      return wanted === '' || whole.startsWith(wanted) || whole.split(/\s+/).some((part) => part.startsWith(wanted));
    })
    .slice(0, most);
}

/** The text with the name in place of the letters, and where the caret goes. */
export function withMention(text: string, typing: MentionTyping, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, typing.at)}@${name} `;
  return { text: before + text.slice(typing.at + 1 + typing.letters.length).trimStart(), caret: before.length };
}

/** Of those who were chosen, who still stands in the text? */
export function stillNamed(text: string, chosen: readonly Mentionable[]): readonly PersonId[] {
  return [...new Set(chosen.filter(({ name }) => text.includes(`@${name}`)).map(({ personId }) => personId))];
}

/** ё is written as е, and capitals do not count. */
function plain(text: string): string {
  return text.toLocaleLowerCase('ru').replaceAll('ё', 'е');
}
