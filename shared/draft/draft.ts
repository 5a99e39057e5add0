/** What is a draft, beside its running text? Its phase, and what stands closed for edits. */
import type { ClauseId, DraftId, PollId, TextId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { Actor } from '../lib/streams.ts';
import type { Writers } from './text-writers.ts';

/**
 * How far the whole has come. `co-editing`: whoever may, writes in what is open. `closed`: nothing is set in, moved or taken out, and all
 * clauses are closed but those that the chair opened singly. `adopted`, `rejected`: decided as a whole, and nothing opens again.
 */
export const draftPhases = ['co-editing', 'closed', 'adopted', 'rejected'] as const;
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

/** A vote that decided something of the whole draft, and when. */
export interface WholeVote {
  readonly pollId: PollId;
  readonly at: number;
}

/** What a vote had decided of a clause, until the chair opened the clause again. The vote stays in the record. */
export interface SupersededVote {
  readonly clauseId: ClauseId;
  readonly pollId: PollId;
  readonly decided: 'adopted' | 'rejected';
  readonly at: number;
  readonly reason: string;
}

/** Why a clause that was closed takes words again, as the chair said it. */
export interface OpenedAgain {
  readonly at: number;
  readonly reason: string;
}

/** The words of a clause as they stood in a vote, kept when the clause was opened after it. */
export interface FormerWords {
  readonly clauseId: ClauseId;
  readonly frozen: FrozenClause;
}

/** Somebody read a clause in one language beside the others and found that they say the same. */
export interface TranslationCheck {
  readonly by: Actor;
  readonly at: number;
  /** The text as it was then. */
  readonly textSeq: number;
}

/** Why numbers were fixed: paper was handed out, or a clause was closed for a vote. */
export const fixingReasons = ['print', 'export', 'freeze'] as const;
export type FixingReason = (typeof fixingReasons)[number];

export interface Draft {
  readonly draftId: DraftId;
  readonly textId: TextId;
  readonly title: Localized;
  readonly phase: DraftPhase;
  readonly clauses: Readonly<Record<ClauseId, ClosedClause>>;
  /** The order of the text, as it stood still when the whole was closed last; empty: it was not, or is open again. */
  readonly order: readonly ClauseId[];
  /** Closed with the whole though there is nothing in them to vote on: empty ones, and those that were taken out. */
  readonly blank: readonly ClauseId[];
  /** Opened singly by the chair: the drafting group writes in them, and who runs the sitting. */
  readonly reopened: readonly ClauseId[];
  /** Why what was closed is open again, by clause, until it is closed anew. */
  readonly openedAgain: Readonly<Record<ClauseId, OpenedAgain>>;
  /** The vote on the whole that is open, or came out even and waits for its settlement. */
  readonly inVote: PollId | null;
  /** When the whole was put to a vote last. */
  readonly putAt: number | null;
  /** Adopted as a basis. */
  readonly basis: WholeVote | null;
  /** The vote that adopted or rejected the whole. */
  readonly decision: WholeVote | null;
  /** Votes whose decision holds no more, in the order in which their clauses were opened again. */
  readonly superseded: readonly SupersededVote[];
  /** Those of the last vote last. */
  readonly formerly: readonly FormerWords[];
  /** Labels that stand still, since people hold paper; empty: numbers follow the text. See `numberClauses`. */
  readonly numbers: Readonly<Record<ClauseId, string>>;
  /** Who of those with the right to write may write now. */
  readonly writers: Writers;
  /** The last check of each clause and language. */
  readonly checks: Readonly<Record<ClauseId, Readonly<Partial<Record<Lang, TranslationCheck>>>>>;
}

/** A draft as it begins: everything open, everybody with the right writes, nothing handed out. */
export function newDraft(of: Pick<Draft, 'draftId' | 'textId' | 'title'>): Draft {
  const { draftId, textId, title } = of;
  return {
    draftId,
    textId,
    title,
    phase: 'co-editing',
    clauses: {},
    order: [],
    blank: [],
    reopened: [],
    openedAgain: {},
    inVote: null,
    putAt: null,
    basis: null,
    decision: null,
    superseded: [],
    formerly: [],
    numbers: {},
    writers: { who: 'everyone' },
    checks: {},
  };
}

export interface DraftState {
  readonly drafts: Readonly<Record<DraftId, Draft>>;
}

export const initialDrafts: DraftState = { drafts: {} };

/** The closed clause, or `null` when it is open or unknown. */
export function closedClause(state: DraftState, draftId: DraftId, clauseId: ClauseId): ClosedClause | null {
  return state.drafts[draftId]?.clauses[clauseId] ?? null;
}

/** The clause in the bytes of this hash, also when it was opened since; `null`: they are not known. */
export function frozenWords(
  state: DraftState,
  draftId: DraftId,
  { clauseId, paperHash }: { readonly clauseId: ClauseId; readonly paperHash: string },
): FrozenClause | null {
  const draft = state.drafts[draftId];
  const now = draft?.clauses[clauseId]?.frozen;
  if (now?.paperHash === paperHash) return now;
  return draft?.formerly.find((one) => one.clauseId === clauseId && one.frozen.paperHash === paperHash)?.frozen ?? null;
}

/** Is nothing set in, moved or taken out any more? */
export function isWholeClosed({ phase }: Pick<Draft, 'phase'>): boolean {
  return phase !== 'co-editing';
}

/** Adopted or rejected as a whole. */
export function isWholeDecided({ phase }: Pick<Draft, 'phase'>): boolean {
  return phase === 'adopted' || phase === 'rejected';
}
