/** Which form of a word goes with a number? Kazakh one/other, Russian one/few/many, English one/other; tests compare with Intl.PluralRules. */
import type { Lang } from '../lib/lang.ts';

export type PluralForm = 'one' | 'few' | 'many' | 'other';

/**
 * The form for a whole number ≥ 0. Written out and not asked of Intl: browsers of old phones carry no Kazakh and would answer by
 * whatever language the phone has.
 */
export function pluralForm(lang: Lang, count: number): PluralForm {
  if (lang !== 'ru') return count === 1 ? 'one' : 'other';
  const tens = count % 100;
  const ones = count % 10;
  if (ones === 1 && tens !== 11) return 'one';
  if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return 'few';
  return 'many';
}

/** «1 пункт», «2 пункта», «5 пунктов»: the number and its word. */
export function countRu(count: number, one: string, few: string, many: string): string {
  const form = pluralForm('ru', count);
  return `${count} ${form === 'one' ? one : form === 'few' ? few : many}`;
}

/** `1 clause`, `2 clauses`. */
export function countEn(count: number, one: string, other: string): string {
  return `${count} ${count === 1 ? one : other}`;
}

/** «5 тармақ»: a Kazakh noun after a number keeps its singular, whatever the number. */
export function countKk(count: number, noun: string): string {
  return `${count} ${noun}`;
}
