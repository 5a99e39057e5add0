/** What can have happened to a proposal? Its author is whoever caused `proposal.shown`. */
import type { ClauseId, DraftId, PollId, ProposalId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import type { ProposalAbout } from './proposal.ts';

export type ProposalEvent =
  | {
      readonly type: 'proposal.shown';
      readonly proposalId: ProposalId;
      readonly draftId: DraftId;
      readonly about: ProposalAbout;
      readonly body: Localized;
      readonly addressee: Localized | null;
      readonly due: string | null;
    }
  /** `clauseId`: the clause that was made of it, whose words were replaced, or the first that was taken out. */
  | {
      readonly type: 'proposal.admitted';
      readonly proposalId: ProposalId;
      readonly clauseId: ClauseId;
      /** By a vote among wordings, which writes the words itself. */
      readonly pollId?: PollId;
    }
  /** Without a reason, by a vote that chose other words. */
  | {
      readonly type: 'proposal.declined';
      readonly proposalId: ProposalId;
      readonly reason: string;
      readonly pollId?: PollId;
    }
  /** The vote that answered it is void: it waits again. */
  | { readonly type: 'proposal.shown-again'; readonly proposalId: ProposalId }
  | { readonly type: 'proposal.withdrawn'; readonly proposalId: ProposalId };
