/** Do clipboards of Word, LibreOffice, Google Docs, pages, plain text and of whoever means harm become the clauses that a reader would see? */
import { describe, expect, test } from 'vitest';
import { toPastedClauses, type PastedClause } from '../../../client/features/draft/editor/pasted-clauses.ts';
import { paragraphsOfHtml, paragraphsOfText } from '../../../client/features/draft/editor/pasted-words.ts';
import { clipboards } from './clipboards.ts';

function lineOf({ runs, kind, level }: PastedClause): string {
  const words = runs.map(({ text, strong, em, link }) => {
    const slanted = em === true ? `_${text}_` : text;
    const heavy = strong === true ? `**${slanted}**` : slanted;
    return link === undefined ? heavy : `[${heavy}](${link})`;
  });
  return `${level === 1 ? '- ' : ''}${kind === 'preamble' ? 'P' : kind === 'operative' ? 'O' : '?'} ${words.join('')}`;
}

describe('[PASTE-1] a clipboard becomes its clauses', () => {
  test('the corpus holds thirty at least', () => {
    expect(clipboards.length).toBeGreaterThanOrEqual(30);
  });
  test.each(clipboards)('$name', ({ type, data, expected }) => {
    const paragraphs = type === 'text/html' ? paragraphsOfHtml(data) : paragraphsOfText(data);
    expect(toPastedClauses(paragraphs).map(lineOf)).toEqual(expected);
    expect((globalThis as { hacked?: unknown }).hacked).toBeUndefined();
  });
});
