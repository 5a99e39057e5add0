/**
 * What may the server itself write into a draft's text? Plain data: nouns say it, the text's room makes the update of it.
 *
 * Offsets are UTF-16 units into the words of one clause in one language, as they stand in the committed text.
 */
import type { ClauseId, ThreadId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { FixedNumbers } from './clause-number.ts';
import type { NewClause } from './clause-text-edit.ts';

export type DraftEdit =
  /** A clause that does not exist yet, whole. `after` `end`, or a clause that is not there: at the end of the text. */
  | {
      readonly edit: 'create';
      readonly clause: Omit<NewClause, 'after'> & { readonly after: ClauseId | null | 'end' };
    }
  /** A clause is taken out; one that is gone by then is left alone. */
  | { readonly edit: 'take-out'; readonly clauseId: ClauseId }
  /** Puts the mark of a thread of comments over `from` (inclusive) to `to` (exclusive). */
  | {
      readonly edit: 'mark-comment';
      readonly clauseId: ClauseId;
      readonly lang: Lang;
      readonly from: number;
      readonly to: number;
      readonly threadId: ThreadId;
    }
  /**
   * Turns the words into these, as they are read: references are drawn in them. What stays keeps its looks, references and comments.
   * `numbers` are the labels that stand still in the draft, see `numberClauses`.
   */
  | {
      readonly edit: 'replace-words';
      readonly clauseId: ClauseId;
      readonly lang: Lang;
      readonly words: string;
      readonly numbers: FixedNumbers<ClauseId>;
    };

/** The clause that an edit writes into. */
export function clauseOfEdit(edit: DraftEdit): ClauseId {
  return edit.edit === 'create' ? edit.clause.id : edit.clauseId;
}
