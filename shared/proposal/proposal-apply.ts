/** What becomes of a proposal and of the text by what happened, and who is told of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { TextId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEdit } from '../draft/draft-edit.ts';
import type { Audience } from '../people/audience.ts';
import { initialProposals, type Proposal, type ProposalsState } from './proposal.ts';
import type { ProposalEvent } from './proposal-events.ts';

/** What an event does to the running text, in the same unit; `null`: nothing. `before` is the state it was decided on. */
export function proposalEdits(
  event: ProposalEvent,
  before: { readonly proposal: ProposalsState; readonly draft: DraftState },
): { readonly textId: TextId; readonly edits: readonly DraftEdit[] } | null {
  if (event.type !== 'proposal.admitted' || event.pollId !== undefined) return null;
  const proposal = before.proposal.proposals[event.proposalId];
  const draft = proposal === undefined ? undefined : before.draft.drafts[proposal.draftId];
  if (proposal === undefined || draft === undefined) throw new Error(`${event.proposalId} was admitted and is unknown`);
  const { textId, numbers } = draft;
  const { about, body, addressee, due } = proposal;
  if (about.is === 'new') {
    const clause = {
      id: event.clauseId,
      kind: about.kind,
      after: about.after ?? ('end' as const),
      addressee,
      due,
      body,
    };
    return { textId, edits: [{ edit: 'create', clause }] };
  }
  if (about.is === 'take-out') {
    return { textId, edits: about.clauseIds.map((clauseId) => ({ edit: 'take-out', clauseId })) };
  }
  const { clauseId, lang } = about;
  return { textId, edits: [{ edit: 'replace-words', clauseId, lang, words: body[lang] ?? '', numbers }] };
}

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyProposal(state: ProposalsState, recorded: Recorded<ProposalEvent>): ProposalsState {
  const { event, at, actor } = recorded;
  switch (event.type) {
    case 'proposal.shown': {
      // The server proposes nothing.
      if (actor === 'server') return state;
      const { type: _type, ...shown } = event;
      const proposal: Proposal = { ...shown, author: actor, shownAt: at, state: { is: 'shown' } };
      return { proposals: { ...state.proposals, [event.proposalId]: proposal } };
    }
    case 'proposal.admitted':
      return withState(state, event.proposalId, { is: 'admitted', by: actor, at, clauseId: event.clauseId });
    case 'proposal.declined':
      return withState(state, event.proposalId, { is: 'declined', by: actor, at, reason: event.reason });
    case 'proposal.shown-again':
      return withState(state, event.proposalId, { is: 'shown' });
    case 'proposal.withdrawn':
      return withState(state, event.proposalId, { is: 'withdrawn', at });
    default:
      return assertNever(event);
  }
}

function withState(
  state: ProposalsState,
  proposalId: Proposal['proposalId'],
  becomes: Proposal['state'],
): ProposalsState {
  const proposal = state.proposals[proposalId];
  if (proposal === undefined) return state;
  return { proposals: { ...state.proposals, [proposalId]: { ...proposal, state: becomes } } };
}

/** Shown to all is shown to all; the hall's screen alone shows no word that a person typed and nobody let through (PROP-5). */
export function viewProposal(
  recorded: Recorded<ProposalEvent>,
  _before: ProposalsState,
  _after: ProposalsState,
  audience: Audience,
): readonly ProposalEvent[] {
  return audience === 'stage' ? [] : [recorded.event];
}

export function viewProposalsState(state: ProposalsState, audience: Audience): ProposalsState {
  return audience === 'stage' ? initialProposals : state;
}
