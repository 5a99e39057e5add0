/** How large is an official paper's page, and how deep do its parts stand? In millimetres, the same in every format. */
import type { Lang } from '../../shared/lib/lang.ts';

export const page = { width: 210, height: 297 } as const;
export const margins = { left: 30, right: 15, top: 20, bottom: 20, head: 10, foot: 10 } as const;
/** The number of a clause hangs in it; what belongs to the clause stands under its words. */
export const clauseIndent = 12.5;
export const qrSide = 28;

/** The width of the words of a page. */
export function textWidth(to: 'portrait' | 'landscape'): number {
  return (to === 'portrait' ? page.width : page.height) - margins.left - margins.right;
}

/** The shares of a table's columns; where they are not said, all the same. */
export function columnShares(head: readonly string[], widths: readonly number[] | undefined): readonly number[] {
  const wished = head.map((_title, place) => widths?.[place] ?? 1);
  const whole = wished.reduce((sum, width) => sum + width, 0);
  return wished.map((width) => width / whole);
}

export const languageTags: Readonly<Record<Lang, string>> = { ru: 'ru-RU', kk: 'kk-KZ', en: 'en-GB' };
