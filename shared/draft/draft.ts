/** What is a draft, beside its running text? Its phase, and what stands closed for edits. */
import type { ClauseId, DraftId, PollId, TextId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { Actor } from '../lib/streams.ts';
import type { Writers } from './text-writers.ts';

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
    numbers: {},
    writers: { who: 'everyone' },
    checks: {},
  };
}

export interface DraftState {
  readonly drafts: Readonly<Record<DraftId, Draft>>;
}

export const initialDrafts: DraftState = { drafts: {} };
