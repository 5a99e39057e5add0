/** Which clauses changed since those who only follow were told last? They open no Y.Doc, and are sent those clauses whole. */
import type * as Y from 'yjs';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import { allClausesOf, clauseText } from '../../shared/draft/clause-text.ts';
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';

/** The committed text, whole: every clause in order, removed ones too. */
export interface WholeText {
  readonly textId: TextId;
  readonly textSeq: number;
  readonly clauses: readonly ClauseText[];
}

/** What happened from `fromSeq` (exclusive) to `textSeq`. Who holds less than `fromSeq` asks for the whole; to hold more does no harm. */
export interface TextChange {
  readonly textId: TextId;
  readonly fromSeq: number;
  readonly textSeq: number;
  /** Each whole, removed ones too. */
  readonly changed: readonly ClauseText[];
}

/** May be asked at any pace, and misses nothing. */
export class TextFeed {
  private readonly changed = new Set<ClauseId>();
  private isAnyChanged = false;

  constructor(
    private readonly textId: TextId,
    private saidSeq: number,
  ) {}

  /** These clauses may have changed; `all` when it is not known which. */
  note(clauses: readonly ClauseId[] | 'all'): void {
    if (clauses === 'all') this.isAnyChanged = true;
    else for (const id of clauses) this.changed.add(id);
  }

  /** What changed in the document since it was last asked; `null` when the sequence did not move. */
  take(doc: Y.Doc, textSeq: number): TextChange | null {
    if (textSeq === this.saidSeq) return null;
    const changed = this.isAnyChanged
      ? allClausesOf(doc)
      : [...this.changed].flatMap((id) => clauseText(doc, id) ?? []);
    const change = { textId: this.textId, fromSeq: this.saidSeq, textSeq, changed };
    this.changed.clear();
    this.isAnyChanged = false;
    this.saidSeq = textSeq;
    return change;
  }
}
