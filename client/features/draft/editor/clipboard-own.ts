/** What is in our own form of the clipboard? Clauses as they are, in all languages. It may have been forged by any page: it is read as strange input. */
import { toLink } from '../../../../shared/draft/clause-marks.ts';
import { clauseKinds, type ClauseKind } from '../../../../shared/draft/clause-number.ts';
import { mergeRuns, refCharacter, toRun, withoutComments, type Run } from '../../../../shared/draft/clause-runs.ts';
import { isId, type ThreadId } from '../../../../shared/lib/ids.ts';
import { langs as everyLang, type Lang, type Localized } from '../../../../shared/lib/lang.ts';
import type { CopiedPart } from './clipboard-out.ts';
import type { PasteItem } from './paste-clauses.ts';
import { hiddenLetters } from './pasted-words.ts';

const version = 1;

export function writeOwn(parts: readonly CopiedPart[], lang: Lang, isCut: boolean): string {
  const kept = (runs: readonly Run[]): readonly Run[] => (isCut ? runs : withoutComments(runs));
  return JSON.stringify({
    ortaq: version,
    lang,
    clauses: parts.map(({ clause, runs, isWhole, level }) => ({
      runs: kept(runs),
      level,
      ...(isWhole
        ? {
            kind: clause.kind,
            addressee: clause.addressee,
            due: clause.due,
            body: Object.fromEntries(Object.entries(clause.body).map(([of, words]) => [of, kept(words)])),
          }
        : {}),
    })),
  });
}

export interface OwnPaste {
  readonly items: readonly PasteItem[];
  /** The first is a whole clause, copied with others. */
  readonly isOwnFirst: boolean;
}

/**
 * Reads it for pasting in a language; `null`: it is not ours, or not whole. `mayComment` says whether the mark of a thread may be put in:
 * only for words that were cut, and not twice.
 */
export function readOwn(json: string, lang: Lang, mayComment: (id: ThreadId) => boolean): OwnPaste | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isRecord(value) || value['ortaq'] !== version || !Array.isArray(value['clauses'])) return null;
  const from = value['lang'];
  const items: PasteItem[] = [];
  let isWholeFirst = false;
  for (const [index, clause] of (value['clauses'] as unknown[]).entries()) {
    if (!isRecord(clause)) return null;
    const isWhole = clauseKinds.includes(clause['kind'] as ClauseKind);
    const body = isRecord(clause['body']) ? clause['body'] : {};
    const others: Partial<Record<Lang, readonly Run[]>> = {};
    for (const of of everyLang) {
      if (of !== lang && isWhole && body[of] !== undefined) others[of] = readRuns(body[of], mayComment);
    }
    // Copied in one language and pasted in the other: a whole clause brings both.
    const own = isWhole && from !== lang ? body[lang] : clause['runs'];
    items.push({
      runs: readRuns(own ?? clause['runs'], mayComment),
      kind: isWhole ? (clause['kind'] as ClauseKind) : null,
      level: clause['level'] === 1 ? 1 : 0,
      sign: '',
      ...(isWhole ? { others, addressee: readNames(clause['addressee']), due: readDay(clause['due']) } : {}),
    });
    if (index === 0) isWholeFirst = isWhole;
  }
  return items.length === 0 ? null : { items, isOwnFirst: isWholeFirst && items.length > 1 };
}

function readRuns(value: unknown, mayComment: (id: ThreadId) => boolean): Run[] {
  if (!Array.isArray(value)) return [];
  return mergeRuns(
    (value as unknown[]).flatMap((run): Run[] => {
      if (!isRecord(run) || typeof run['text'] !== 'string') return [];
      const { ref, link, comments } = run;
      const looks = {
        ...(run['strong'] === true ? { strong: true as const } : {}),
        ...(run['em'] === true ? { em: true as const } : {}),
        ...(typeof link === 'string' && toLink(link) === link ? { link } : {}),
      };
      const threads = Array.isArray(comments)
        ? comments.filter((id): id is ThreadId => typeof id === 'string' && isId('thread', id) && mayComment(id))
        : [];
      if (typeof ref === 'string' && isId('clause', ref) && run['text'] === refCharacter) {
        return [toRun(refCharacter, { ...looks, ref, comments: threads })];
      }
      const text = run['text'].replace(hiddenLetters, '').replace(/[\r\n\t\u2028\u2029]/g, ' ');
      return text === '' ? [] : [toRun(text, { ...looks, comments: threads })];
    }),
  );
}

function readNames(value: unknown): Localized | null {
  if (!isRecord(value)) return null;
  const names: Partial<Record<Lang, string>> = {};
  for (const lang of everyLang) {
    const name = value[lang];
    if (typeof name === 'string' && name !== '' && name.length <= 200) names[lang] = name;
  }
  return Object.keys(names).length === 0 ? null : names;
}

function readDay(value: unknown): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
