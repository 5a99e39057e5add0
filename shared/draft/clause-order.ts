/**
 * Between which two clauses does a clause stand? A fractional key says so, and moving writes one key alone.
 *
 * Keys are digits of base 62, compared by code unit, and never end in `0`. Each carries a part of its clause's id: two people
 * who move two clauses into the same gap at once get two keys, so that a third can still be put between them.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const middle = 'V';

/** Longest key the gate takes; keys grow by one character in about six insertions at the very same place. */
export const orderMaxLength = 200;

export const orderPattern = /^[0-9A-Za-z]{0,199}[1-9A-Za-z]$/;

/**
 * A key strictly between two others. `before` `null`: the beginning; `after` `null`: the end. The clause's id makes it unique.
 * Given two that are not in order (a tie), it lies just behind `before`.
 */
export function orderBetween(before: string | null, after: string | null, clauseId: string): string {
  const low = before ?? '';
  let high = after !== null && after > low ? after : null;
  let key = '';
  for (let place = 0; ; place++) {
    const from = place < low.length ? digits.indexOf(low[place]!) : 0;
    if (high !== null && place >= high.length) high = null;
    const to = high === null ? digits.length : digits.indexOf(high[place]!);
    if (to - from > 1) {
      // Behind the last clause one step is enough and keeps keys short; everywhere else the middle does.
      const digit = after === null && low !== '' ? from + 1 : Math.floor((from + to) / 2);
      return key + digits.charAt(digit) + clauseId.slice(-6) + middle;
    }
    key += digits.charAt(from);
    if (from < to) high = null;
  }
}

/** Orders by key, then by id where two keys are equal. */
export function byOrder(a: { readonly order: string; readonly id: string }, b: typeof a): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
