/** When may somebody propose, and who answers? */
import { assertNever } from '../lib/assert-never.ts';
import type { ProposalId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { closedClause, isWholeClosed, type DraftState } from '../draft/draft.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { shownAtMost, shownProposals, type Proposal, type ProposalsState } from './proposal.ts';
import type { ProposalCommand } from './proposal-commands.ts';
import type { ProposalEvent } from './proposal-events.ts';

export type ProposalRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'draft-unknown'
  | 'clause-empty'
  | 'clause-not-open'
  | 'draft-closed'
  | 'proposal-known'
  | 'proposal-unknown'
  | 'proposal-answered'
  | 'proposal-in-vote'
  | 'proposals-too-many';

export interface ProposalContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  /** The languages of the sitting's texts. */
  readonly languages: readonly Lang[];
  readonly draft: DraftState;
  /** It is among the wordings of a vote that is open, or even (RULES, WORD-4). */
  readonly isInVote: (proposalId: ProposalId) => boolean;
}

/** Pure: permission before existence, then whether it still waits (RULES, PROP-1 …). */
export function decideProposal(
  state: ProposalsState,
  command: ProposalCommand,
  context: ProposalContext,
): Result<readonly ProposalEvent[], ProposalRefusalCode> {
  switch (command.type) {
    case 'proposal.show':
      return show(state, command, context);
    case 'proposal.admit': {
      if (!actorMay(context, 'proposal.admit')) return refuse('not-permitted');
      const waiting = waitingProposal(state, command, context);
      return waiting.ok ? admit(waiting.value, context) : waiting;
    }
    case 'proposal.decline': {
      if (!actorMay(context, 'proposal.admit')) return refuse('not-permitted');
      const waiting = waitingProposal(state, command, context);
      if (!waiting.ok) return waiting;
      return ok([{ type: 'proposal.declined', proposalId: command.proposalId, reason: command.reason }]);
    }
    case 'proposal.withdraw': {
      // Its author, whatever they have become since; for the others it is as it were not.
      const author = state.proposals[command.proposalId]?.author;
      const isAuthor = context.actor !== 'server' && context.actor.personId === author;
      if (!isAuthor) return refuse('not-permitted');
      const waiting = waitingProposal(state, command, context);
      if (!waiting.ok) return waiting;
      return ok([{ type: 'proposal.withdrawn', proposalId: command.proposalId }]);
    }
    default:
      return assertNever(command);
  }
}

function show(
  state: ProposalsState,
  command: Extract<ProposalCommand, { type: 'proposal.show' }>,
  context: ProposalContext,
): Result<readonly ProposalEvent[], ProposalRefusalCode> {
  if (!actorMay(context, 'proposal.show')) return refuse('not-permitted');
  if (context.actor === 'server') return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse('sitting-closed');
  const { draftId, about } = command;
  if (context.draft.drafts[draftId] === undefined) return refuse('draft-unknown');
  if (command.proposalId !== undefined && state.proposals[command.proposalId] !== undefined) {
    return refuse('proposal-known');
  }
  const body = wordsOf(command, context.languages);
  if (body === null) return refuse('clause-empty');
  const { personId } = context.actor;
  const mine = shownProposals(state, draftId).filter(({ author }) => author === personId);
  if (mine.length >= shownAtMost) return refuse('proposals-too-many');
  const isNew = about.is === 'new';
  return ok([
    {
      type: 'proposal.shown',
      proposalId: command.proposalId ?? context.newId('proposal'),
      draftId,
      about: about.is === 'take-out' ? { ...about, clauseIds: [...new Set(about.clauseIds)] } : about,
      body,
      // Whom and when are the clause's; other words for it in one language do not touch them.
      addressee: isNew && command.addressee !== null ? inLangs(command.addressee, context.languages) : null,
      due: isNew ? command.due : null,
    },
  ]);
}

/** The words that are proposed; `null`: there should be some. */
function wordsOf(
  { about, body }: Extract<ProposalCommand, { type: 'proposal.show' }>,
  languages: readonly Lang[],
): Localized | null {
  switch (about.is) {
    case 'new':
      return inLangs(body, languages);
    case 'words-for':
      return inLangs(
        body,
        languages.filter((lang) => lang === about.lang),
      );
    case 'take-out':
      return {};
  }
}

/** What is written in these languages; `null`: nothing. */
function inLangs(text: Readonly<Partial<Record<Lang, string | undefined>>>, langs: readonly Lang[]): Localized | null {
  const kept: Partial<Record<Lang, string>> = {};
  for (const lang of langs) {
    const words = text[lang];
    if (words !== undefined) kept[lang] = words;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}

function waitingProposal(
  state: ProposalsState,
  { proposalId }: Pick<Proposal, 'proposalId'>,
  context: ProposalContext,
): Result<Proposal, ProposalRefusalCode> {
  if (context.sittingIsClosed) return refuse('sitting-closed');
  const proposal = state.proposals[proposalId];
  if (proposal === undefined) return refuse('proposal-unknown');
  if (proposal.state.is !== 'shown') return refuse('proposal-answered');
  return context.isInVote(proposalId) ? refuse('proposal-in-vote') : ok(proposal);
}

/** Whether the clause still stands in the text is seen when the edit is made; a closed one is known here. */
function admit(
  { proposalId, about, draftId }: Proposal,
  context: ProposalContext,
): Result<readonly ProposalEvent[], ProposalRefusalCode> {
  if (about.is === 'new') {
    const draft = context.draft.drafts[draftId];
    if (draft !== undefined && isWholeClosed(draft)) return refuse('draft-closed');
    return ok([{ type: 'proposal.admitted', proposalId, clauseId: context.newId('clause') }]);
  }
  const clauseIds = about.is === 'take-out' ? about.clauseIds : [about.clauseId];
  if (clauseIds.some((clauseId) => closedClause(context.draft, draftId, clauseId) !== null)) {
    return refuse('clause-not-open');
  }
  return ok([{ type: 'proposal.admitted', proposalId, clauseId: clauseIds[0]! }]);
}
