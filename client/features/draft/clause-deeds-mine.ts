/** What may I do with a clause now, and why not? */
import type { ClauseKind } from '../../../shared/draft/clause-number.ts';
import type { Lang } from '../../../shared/lib/lang.ts';

/** Reasons are sentences fit to be shown; `undefined`: it may be done. */
export interface ClauseDeedsMine {
  /** Why nothing may be changed in it. */
  readonly whyNot: string | undefined;
  readonly whyNotUp: string | undefined;
  readonly whyNotDown: string | undefined;
  /** `null`: not shown at all to whoever never may. */
  readonly conduct: {
    readonly freeze: () => void;
    readonly whyNotFreeze: string | undefined;
    readonly put: () => void;
    readonly whyNotPut: string | undefined;
  } | null;
  readonly write: () => void;
  readonly move: (by: -1 | 1) => void;
  readonly setKind: (kind: ClauseKind) => void;
  /** The empty string takes the language away. */
  readonly setAddressee: (lang: Lang, name: string) => void;
  /** `YYYY-MM-DD`, or `null` for no date. */
  readonly setDue: (due: string | null) => void;
  readonly remove: () => void;
  /** Whole clauses are selected from this one on; `null`: nobody writes here. */
  readonly selectSeveral: (() => void) | null;
  /** Shows how this clause came to be what it is. */
  readonly history: () => void;
  /** Begins a comment on the whole clause; `null`: there are no comments here. */
  readonly comment: { readonly whyNot: string | undefined; readonly begin: () => void } | null;
  /** Begins a sheet with other words for it; `null`: nothing is proposed here. */
  readonly proposeWords: { readonly whyNot: string | undefined; readonly begin: () => void } | null;
  /** Says that a language says the same as the others. */
  readonly translation: { readonly whyNotCheck: string | undefined; readonly check: (lang: Lang) => void };
}
