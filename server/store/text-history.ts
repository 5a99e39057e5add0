/** How do single updates of a text become the entries of its history? The same for every store: it reads rows, here they are grouped. */
import type { TextHistoryEntry, TextTouch } from '../engine/ports.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Actor } from '../../shared/lib/streams.ts';

/** An update with one of its touches; one that touched nothing comes once, without. */
export interface HistoryRow {
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly clauseId: ClauseId | null;
  readonly lang: Lang | '' | null;
  readonly inserted: number | null;
  readonly deleted: number | null;
}

/** Rows read at once. */
const pageSeqs = 4_000;

/**
 * The entries of whole spans, newest first, until there are `limit` of them. `rowsBetween` gives the rows with `from <= seq < before`,
 * newest first; `head` is the text's last sequence.
 */
export function readHistory(
  rowsBetween: (from: number, before: number) => readonly HistoryRow[],
  head: number,
  before: number | null,
  limit: number,
  spanMs: number,
): TextHistoryEntry[] {
  const entries: TextHistoryEntry[] = [];
  let span = new Span();
  for (let end = Math.min(before ?? Infinity, head + 1); end > 1; end -= pageSeqs) {
    for (const row of rowsBetween(Math.max(1, end - pageSeqs), end)) {
      const number = Math.floor(row.at / spanMs);
      if (number !== span.number) {
        entries.push(...span.entries());
        if (entries.length >= limit) return entries;
        span = new Span(number);
      }
      span.add(row);
    }
  }
  return [...entries, ...span.entries()];
}

interface Work {
  fromSeq: number;
  readonly toSeq: number;
  fromAt: number;
  toAt: number;
  readonly by: Actor;
  /** By clause and language, in the order of their last touch, latest first. */
  readonly touches: Map<string, { clauseId: ClauseId; lang: Lang | null; inserted: number; deleted: number }>;
}

class Span {
  /** By actor, in the order of their last update, latest first. */
  private readonly works = new Map<Actor, Work>();

  constructor(readonly number: number | null = null) {}

  add({ seq, at, actor, clauseId, lang, inserted, deleted }: HistoryRow): void {
    let work = this.works.get(actor);
    if (work === undefined) {
      work = { fromSeq: seq, toSeq: seq, fromAt: at, toAt: at, by: actor, touches: new Map() };
      this.works.set(actor, work);
    }
    work.fromSeq = seq;
    work.fromAt = Math.min(work.fromAt, at);
    work.toAt = Math.max(work.toAt, at);
    if (clauseId === null) return;
    const place = `${clauseId} ${lang ?? ''}`;
    const touch = work.touches.get(place);
    if (touch === undefined) {
      const more = { inserted: inserted ?? 0, deleted: deleted ?? 0 };
      work.touches.set(place, { clauseId, lang: toLang(lang), ...more });
    } else {
      touch.inserted += inserted ?? 0;
      touch.deleted += deleted ?? 0;
    }
  }

  entries(): TextHistoryEntry[] {
    return [...this.works.values()].map((work) => ({ ...work, touches: [...work.touches.values()] }));
  }
}

/** In the tables the clause itself is the empty language: a key has no null. */
export function toLang(lang: Lang | '' | null): Lang | null {
  return lang === '' ? null : lang;
}

/** Inverse of `toLang`. */
export function fromLang(lang: TextTouch['lang']): Lang | '' {
  return lang ?? '';
}
