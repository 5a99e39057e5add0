/** What may I do with the draft as a whole, beside writing in it? */
import type { FixingReason } from '../../../shared/draft/draft.ts';
import type { Writers } from '../../../shared/draft/text-writers.ts';
import type { ClauseId, PersonId } from '../../../shared/lib/ids.ts';
import type { Lang } from '../../../shared/lib/lang.ts';

/** `null`: not mine to do. Each resolves to whether it was done. */
export interface DraftDeeds {
  /** Fixes the numbers, as paper goes out with them. */
  readonly handOut: ((why: Exclude<FixingReason, 'freeze'>) => Promise<boolean>) | null;
  readonly setWriters: ((writers: Writers) => void) | null;
  /** Those who have the right to write, to choose from. */
  readonly mayBeWriters: readonly { readonly personId: PersonId; readonly name: string }[];
  readonly checkTranslation: ((clauseId: ClauseId, lang: Lang) => void) | null;
}

export const noDraftDeeds: DraftDeeds = { handOut: null, setWriters: null, mayBeWriters: [], checkTranslation: null };
