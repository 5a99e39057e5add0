/** What is a draft, beside its running text? Its phase, and what stands closed for edits. */
import type { ClauseId, DraftId, PollId, TextId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';

/** Who may write now: everybody with the right, or nobody. */
export const draftPhases = ['co-editing', 'closed'] as const;
export type DraftPhase = (typeof draftPhases)[number];

/** A clause as it was frozen: the bytes that ballot and paper show, and what they were computed from. */
export interface FrozenClause {
  /** Canonical JSON, read by `parseClauseBytes`. */
  readonly bytes: string;
  /** SHA-256 (hex) of the words alone, without the number: tells "changed since its vote". */
  readonly clauseHash: string;
  /** SHA-256 (hex) of `bytes`; its first eight digits are the check code on paper. */
  readonly paperHash: string;
  /** The text's sequence at which it was read. */
  readonly textSeq: number;
  readonly frozenAt: number;
}

/** A clause that is not open for edits. Open clauses stand in the text alone. */
export interface ClosedClause {
  readonly status: 'frozen' | 'voting' | 'adopted' | 'rejected';
  readonly frozen: FrozenClause;
  /** The vote that it is in, or that decided it; `null` before its first. */
  readonly pollId: PollId | null;
}

export interface Draft {
  readonly draftId: DraftId;
  readonly textId: TextId;
  readonly title: Localized;
  readonly phase: DraftPhase;
  readonly clauses: Readonly<Record<ClauseId, ClosedClause>>;
}

export interface DraftState {
  readonly drafts: Readonly<Record<DraftId, Draft>>;
}

export const initialDrafts: DraftState = { drafts: {} };
