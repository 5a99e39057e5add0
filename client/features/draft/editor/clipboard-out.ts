/**
 * What goes onto the clipboard? Clean words and HTML for everybody else, and a form of our own, so that a copy within Ortaq loses
 * nothing. A few words of one clause are words and nothing more; whole clauses carry their numbers, and that they are a draft, of when.
 */
import { drawnRuns, type LabelOf } from '../../../../shared/draft/clause-reference.ts';
import { plainText, withoutComments, type ClauseText, type Run } from '../../../../shared/draft/clause-runs.ts';
import { inLang, type Lang } from '../../../../shared/lib/lang.ts';
import { writeOwn } from './clipboard-own.ts';

/** Our own form on the clipboard. */
export const ownType = 'application/x-ortaq-clauses+json';

/** One clause of a copy. */
export interface CopiedPart {
  readonly clause: ClauseText;
  /** The words copied, in the language shown. */
  readonly runs: readonly Run[];
  readonly isWhole: boolean;
  readonly level: 0 | 1;
}

export interface CopyWords {
  readonly lang: Lang;
  /** The number of a clause, `null` for none. */
  readonly labelOf: LabelOf;
  /** «ПРОЕКТ · не принят · 22 ноября 2026 года, 14:05», in the reader's language and the forum's time. */
  readonly mark: string;
  /** How a date is said: «до 1 декабря 2026 года». */
  due(day: string): string;
}

export interface Copy {
  readonly text: string;
  readonly html: string;
  readonly own: string;
}

/** `isCut`: the words go from here, so the marks of comments go with them. */
export function copyOf(parts: readonly CopiedPart[], words: CopyWords, isCut: boolean): Copy {
  const own = writeOwn(parts, words.lang, isCut);
  const only = parts[0];
  if (parts.length === 1 && only !== undefined && !only.isWhole) {
    const runs = drawn(only, words);
    return { text: plainText(runs), html: `<p lang="${words.lang}">${htmlOf(runs)}</p>`, own };
  }
  const lines = parts.map((part) => lineOf(part, words)).filter(({ words, under }) => words !== '' || under !== '');
  const html = lines.map(({ level, head, html, under }) => {
    const style = level === 1 ? ' style="margin-left:2em"' : '';
    const below = under === '' ? '' : `<p${style} data-ortaq="under"><em>${escape(under)}</em></p>`;
    return `<p${style}>${escape(head)}${html}</p>${below}`;
  });
  return {
    text: [
      words.mark,
      '',
      ...lines.flatMap(({ level, head, words, under }) => {
        const margin = level === 1 ? '    ' : '';
        return [`${margin}${head}${words}`, ...(under === '' ? [] : [`${margin}${under}`])];
      }),
    ].join('\n'),
    html: `<div lang="${words.lang}"><p data-ortaq="mark"><strong>${escape(words.mark)}</strong></p>${html.join('')}</div>`,
    own,
  };
}

interface Line {
  readonly level: 0 | 1;
  readonly head: string;
  readonly words: string;
  readonly html: string;
  readonly under: string;
}

function lineOf(part: CopiedPart, words: CopyWords): Line {
  const { clause, isWhole, level } = part;
  const runs = drawn(part, words);
  const label = isWhole ? words.labelOf(clause.id) : null;
  const addressee = isWhole && clause.addressee !== null ? inLang(clause.addressee, words.lang) : '';
  const due = isWhole && clause.due !== null ? words.due(clause.due) : '';
  return {
    level,
    head: label == null ? '' : `${label}. `,
    words: plainText(runs),
    html: htmlOf(runs),
    under: [addressee, due].filter((word) => word !== '').join(' · '),
  };
}

function drawn({ runs }: CopiedPart, { lang, labelOf }: CopyWords): Run[] {
  return drawnRuns(withoutComments(runs), lang, labelOf);
}

function htmlOf(runs: readonly Run[]): string {
  return runs
    .map(({ text, strong, em, link }) => {
      let html = escape(text);
      if (em === true) html = `<em>${html}</em>`;
      if (strong === true) html = `<strong>${html}</strong>`;
      return link === undefined ? html : `<a href="${escape(link)}">${html}</a>`;
    })
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
