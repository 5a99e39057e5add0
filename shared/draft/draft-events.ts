/** What can have happened to a draft, its running text apart? */
import type { ClauseId, DraftId, PersonId, PollId, TextId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { FixingReason } from './draft.ts';
import type { Writers } from './text-writers.ts';

export type DraftEvent =
  | { readonly type: 'draft.opened'; readonly draftId: DraftId; readonly textId: TextId; readonly title: Localized }
  | {
      readonly type: 'draft.clause-frozen';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly bytes: string;
      readonly clauseHash: string;
      readonly paperHash: string;
      readonly textSeq: number;
      /** The server has written these words into the closed clause in the same unit, because a vote chose them; in whose name. */
      readonly written?: { readonly body: Localized; readonly by: PersonId | null };
    }
  | {
      readonly type: 'draft.clause-thawed';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly reason: string;
    }
  /** A decided clause is open again: its vote, named here, decides nothing any more. */
  | {
      readonly type: 'draft.clause-reopened';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly pollId: PollId;
      readonly reason: string;
    }
  | {
      readonly type: 'draft.clause-put';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly pollId: PollId;
    }
  | {
      readonly type: 'draft.clause-adopted';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly pollId: PollId;
    }
  | {
      readonly type: 'draft.clause-rejected';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly pollId: PollId;
    }
  /** The vote decided nothing (no quorum; see `close` in `poll-rules.ts`): the clause stands frozen as before it. */
  | {
      readonly type: 'draft.clause-left';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly pollId: PollId;
    }
  /**
   * The whole is closed, or closed again: those of its clauses that were open are frozen in the same unit. `order`: of all that stand, as
   * the text has them. `blank`: closed with it, and without words or taken out.
   */
  | {
      readonly type: 'draft.closed';
      readonly draftId: DraftId;
      readonly order: readonly ClauseId[];
      readonly blank: readonly ClauseId[];
      readonly textSeq: number;
    }
  /** These are open again, and the whole with them; `clauses`: frozen and blank ones. */
  | {
      readonly type: 'draft.thawed';
      readonly draftId: DraftId;
      readonly clauses: readonly ClauseId[];
      readonly reason: string;
    }
  /** The whole is in a vote. */
  | { readonly type: 'draft.put'; readonly draftId: DraftId; readonly pollId: PollId }
  | { readonly type: 'draft.basis-adopted'; readonly draftId: DraftId; readonly pollId: PollId }
  | { readonly type: 'draft.adopted'; readonly draftId: DraftId; readonly pollId: PollId }
  | { readonly type: 'draft.rejected'; readonly draftId: DraftId; readonly pollId: PollId }
  /** The vote decided nothing, or what it decided is void: the draft stands as before it. */
  | { readonly type: 'draft.left'; readonly draftId: DraftId; readonly pollId: PollId }
  /** From here these labels stand still. Adds to those fixed before, and changes none of them. */
  | {
      readonly type: 'draft.numbers-fixed';
      readonly draftId: DraftId;
      readonly numbers: Readonly<Record<ClauseId, string>>;
      readonly why: FixingReason;
      readonly textSeq: number;
    }
  | { readonly type: 'draft.writers-set'; readonly draftId: DraftId; readonly writers: Writers }
  | {
      readonly type: 'draft.translation-checked';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
      readonly lang: Lang;
      readonly textSeq: number;
    };
