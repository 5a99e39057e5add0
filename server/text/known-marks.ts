/**
 * Which marks may be carried along though they may not be made? Comment marks are made by the server alone, and plain http links are
 * of older texts; a split, a join or a move puts the same words with the same marks in again. So those that are known to the text pass.
 */
import * as Y from 'yjs';
import { threadOfKey } from '../../shared/draft/clause-marks.ts';
import { langs } from '../../shared/lib/lang.ts';
import { allClausesOf, bodyText } from '../../shared/draft/clause-text.ts';
import { parseUpdate } from './update-parse.ts';

/** Names of marks as `knownMark` gives them. */
export type KnownMarks = Set<string>;

/** The name of a mark that must be known to be carried; `null`: any other mark. */
export function knownMark(key: string, value: unknown): string | null {
  if (threadOfKey(key) !== null) return key;
  if (key !== 'link' || typeof value !== 'object' || value === null) return null;
  const { href } = value as { href?: unknown };
  return typeof href === 'string' && /^http:/i.test(href) ? `link ${href}` : null;
}

function note(marks: KnownMarks, key: string, value: unknown): void {
  const name = value === null ? null : knownMark(key, value);
  if (name !== null) marks.add(name);
}

/** All of them in a document. */
export function marksIn(doc: Y.Doc): KnownMarks {
  const marks: KnownMarks = new Set();
  for (const { id } of allClausesOf(doc)) {
    for (const lang of langs) {
      for (let item = bodyText(doc, id, lang)?._start ?? null; item !== null; item = item.right) {
        if (item.content instanceof Y.ContentFormat) note(marks, item.content.key, item.content.value);
      }
    }
  }
  return marks;
}

/** Adds those of an update that is in the text from now on. */
export function noteUpdateMarks(marks: KnownMarks, update: Uint8Array): void {
  const parsed = parseUpdate(update, Infinity, Infinity);
  if (!parsed.ok) return;
  for (const structs of parsed.value.sections.values()) {
    for (const { content } of structs) if (content.is === 'format') note(marks, content.key, content.value);
  }
}
