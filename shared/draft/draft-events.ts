/** What can have happened to a draft, its running text apart? */
import type { ClauseId, DraftId, PollId, TextId } from '../lib/ids.ts';
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
    }
  | {
      readonly type: 'draft.clause-thawed';
      readonly draftId: DraftId;
      readonly clauseId: ClauseId;
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
