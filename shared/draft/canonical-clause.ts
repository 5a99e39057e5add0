/** What do the bytes of a closed clause say? Whoever only reads them does without what makes them. */
import type { ClauseId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { ClauseKind } from './clause-number.ts';
import type { Run } from './clause-runs.ts';

/** What a ballot shows of a clause. */
export interface CanonicalClause {
  /** As it was when it was frozen; `null` for a preamble clause. */
  readonly number: string | null;
  /** The clause under which it stood; `null`: at the top. */
  readonly parent: ClauseId | null;
  readonly kind: ClauseKind;
  readonly addressee: Localized | null;
  readonly due: string | null;
  readonly body: Readonly<Partial<Record<Lang, readonly Run[]>>>;
  /** Of each clause that its words refer to, the number it had then; `null`: it had none. So the words are whole without the text. */
  readonly refs: Readonly<Record<ClauseId, string | null>>;
}

/** What the bytes say; the inverse of `canonicalClause` of `canonical-text.ts`. Only for bytes that it made. */
export function parseCanonicalClause(bytes: string): CanonicalClause {
  const { number, parent, refs, ...said } = JSON.parse(bytes) as Omit<CanonicalClause, 'number' | 'parent' | 'refs'> & {
    // Bytes frozen before numbers were labels hold a whole number.
    readonly number?: string | number | null;
    readonly parent?: ClauseId;
    readonly refs?: CanonicalClause['refs'];
  };
  return { ...said, number: number == null ? null : String(number), parent: parent ?? null, refs: refs ?? {} };
}
