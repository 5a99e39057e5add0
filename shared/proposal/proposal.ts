/** What is a proposal? A clause, other words for one, or clauses to be taken out, that somebody shows to all without writing in the text. */
import type { ClauseId, DraftId, PersonId, ProposalId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { Actor } from '../lib/streams.ts';
import type { ClauseKind } from '../draft/clause-number.ts';

/** What is proposed. `after` `null`: at the end of the text, wherever that is when it is admitted. */
export type ProposalAbout =
  | { readonly is: 'new'; readonly kind: ClauseKind; readonly after: ClauseId | null }
  | { readonly is: 'words-for'; readonly clauseId: ClauseId; readonly lang: Lang }
  /** In the order of the text as it stood then; one at least. */
  | { readonly is: 'take-out'; readonly clauseIds: readonly ClauseId[] };

/** Shown until it is admitted, declined or withdrawn; from there it stays as it is. */
export type ProposalState =
  | { readonly is: 'shown' }
  | { readonly is: 'admitted'; readonly by: Actor; readonly at: number; readonly clauseId: ClauseId }
  | { readonly is: 'declined'; readonly by: Actor; readonly at: number; readonly reason: string }
  | { readonly is: 'withdrawn'; readonly at: number };

export interface Proposal {
  readonly proposalId: ProposalId;
  readonly draftId: DraftId;
  readonly author: PersonId;
  readonly shownAt: number;
  readonly about: ProposalAbout;
  /** Plain words, in one language of the text at least; none where clauses are to be taken out. */
  readonly body: Localized;
  readonly addressee: Localized | null;
  /** `YYYY-MM-DD`, or `null`. */
  readonly due: string | null;
  readonly state: ProposalState;
}

export interface ProposalsState {
  readonly proposals: Readonly<Record<ProposalId, Proposal>>;
}

export const initialProposals: ProposalsState = { proposals: {} };

/** So many of one person's may stand shown in a draft at once: the list is read by everybody. */
export const shownAtMost = 20;

/** So many clauses may be proposed at once to be taken out. */
export const takenOutMost = 1_000;

/** Longest words of a proposal in one language, in UTF-16 units. */
export const proposalWordsMost = 4_000;

/** Those that wait, in the order in which they were shown. */
export function shownProposals(state: ProposalsState, draftId: DraftId): readonly Proposal[] {
  return proposalsOf(state, draftId).filter((proposal) => proposal.state.is === 'shown');
}

/** All of a draft, in the order in which they were shown. */
export function proposalsOf(state: ProposalsState, draftId: DraftId): readonly Proposal[] {
  return Object.values(state.proposals)
    .filter((proposal) => proposal.draftId === draftId)
    .sort((a, b) => a.shownAt - b.shownAt || (a.proposalId < b.proposalId ? -1 : 1));
}

/** What became of somebody's proposals by another's word, newest first: that is told to them. */
export function answeredProposals(state: ProposalsState, personId: PersonId): readonly Proposal[] {
  const answeredAt = ({ state: now }: Proposal): number =>
    now.is === 'admitted' || now.is === 'declined' ? now.at : 0;
  return Object.values(state.proposals)
    .filter(({ author, state: now }) => {
      return author === personId && (now.is === 'admitted' || now.is === 'declined') && now.by !== personId;
    })
    .sort((a, b) => answeredAt(b) - answeredAt(a));
}
