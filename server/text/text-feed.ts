/**
 * What do those who only follow get of a text? The whole once, then splices: they open no Y.Doc.
 *
 * A feed compares what it last said with what is committed now, so it may be asked at any pace and misses nothing.
 */
import type * as Y from 'yjs';
import { spliceBetween, type ClauseText, type Splice } from '../../shared/draft/clause-runs.ts';
import { allClausesOf, clauseText, outlineOf } from '../../shared/draft/clause-text.ts';
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';

/** The committed text, whole: every clause in order, removed ones too. */
export interface WholeText {
  readonly textId: TextId;
  readonly textSeq: number;
  readonly clauses: readonly ClauseText[];
}

export type ClauseChange =
  /** New, or something besides its words changed. */
  | { readonly change: 'whole'; readonly clause: ClauseText }
  | { readonly change: 'words'; readonly clauseId: ClauseId; readonly lang: Lang; readonly splice: Splice };

/** What happened from `fromSeq` (exclusive) to `textSeq`. Who is not at `fromSeq` asks for the whole. */
export interface TextChange {
  readonly textId: TextId;
  readonly fromSeq: number;
  readonly textSeq: number;
  readonly clauses: readonly ClauseChange[];
  /** The same clauses, whole. */
  readonly changed: readonly ClauseText[];
}

export class TextFeed {
  private readonly said = new Map<ClauseId, ClauseText>();
  private readonly changed = new Set<ClauseId>();
  private isAnyChanged = false;

  constructor(
    private readonly textId: TextId,
    doc: Y.Doc,
    private saidSeq: number,
  ) {
    for (const clause of allClausesOf(doc)) this.said.set(clause.id, clause);
  }

  /** These clauses may have changed; `all` when it is not known which. */
  note(clauses: readonly ClauseId[] | 'all'): void {
    if (clauses === 'all') this.isAnyChanged = true;
    else for (const id of clauses) this.changed.add(id);
  }

  /** What changed in the document since it was last asked; `null` when the sequence did not move. */
  take(doc: Y.Doc, textSeq: number): TextChange | null {
    if (textSeq === this.saidSeq) return null;
    if (this.isAnyChanged) for (const { id } of outlineOf(doc)) this.changed.add(id);
    const clauses = [...this.changed].flatMap((id) => this.changesOf(doc, id));
    this.changed.clear();
    this.isAnyChanged = false;
    const ids = new Set(clauses.map((change) => (change.change === 'whole' ? change.clause.id : change.clauseId)));
    const changed = [...ids].flatMap((id) => this.said.get(id) ?? []);
    const change = { textId: this.textId, fromSeq: this.saidSeq, textSeq, clauses, changed };
    this.saidSeq = textSeq;
    return change;
  }

  private changesOf(doc: Y.Doc, id: ClauseId): ClauseChange[] {
    const now = clauseText(doc, id);
    if (now === null) return [];
    const before = this.said.get(id);
    this.said.set(id, now);
    if (before === undefined || !isSameButWords(before, now)) return [{ change: 'whole', clause: now }];
    return langs.flatMap((lang): ClauseChange[] => {
      const splice = spliceBetween(before.body[lang] ?? [], now.body[lang] ?? []);
      return splice === null ? [] : [{ change: 'words', clauseId: id, lang, splice }];
    });
  }
}

function isSameButWords(a: ClauseText, b: ClauseText): boolean {
  const { body: _a, ...fieldsA } = a;
  const { body: _b, ...fieldsB } = b;
  return JSON.stringify(fieldsA) === JSON.stringify(fieldsB);
}
