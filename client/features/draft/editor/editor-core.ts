/** What do the parts of the editor know of it? The text, the clauses on the page, their fields, and the one way to change several at once. */
import type * as Y from 'yjs';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { ClauseText } from '../../../../shared/draft/clause-runs.ts';
import type { CaretPlace, ClauseField } from './clause-field.ts';

export interface EditorCore {
  readonly doc: Y.Doc;
  /** The clauses that stand in the text, in order. */
  readonly standing: readonly ClauseText[];
  /** The element around all clauses; `null`: not on the page. */
  readonly root: HTMLElement | null;
  isOpen(id: ClauseId): boolean;
  /** The number that a clause has now; `null` or `undefined`: none. */
  labelOf(id: ClauseId): string | null | undefined;
  focused(): ClauseField | null;
  fieldOf(id: ClauseId, lang: Lang): ClauseField | null;
  /** Puts the caret into a clause; `false` when it is closed. */
  focus(id: ClauseId, lang: Lang, place?: CaretPlace): boolean;
  /** One deed on the text, of as many transactions as it needs: shown at once and undone as one. */
  deed(run: () => void): void;
  /** Something to be told politely. */
  tell(notice: EditorNotice): void;
}

/** What the page says about a deed, besides doing it. */
export type EditorNotice =
  /** So many closed clauses were in the selection and were left as they are. */
  | { readonly is: 'closed-kept'; readonly count: number }
  /** More was pasted than a text takes at once; nothing was put in. */
  | { readonly is: 'paste-too-long'; readonly bytes: number }
  /** So many clauses are on the clipboard. */
  | { readonly is: 'copied'; readonly count: number };
