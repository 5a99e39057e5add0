/** What may happen to a draft, and what becomes of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { ClauseId, DraftId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { ClosedClause, Draft, DraftState } from './draft.ts';
import type { DraftCommand } from './draft-commands.ts';
import type { DraftEvent } from './draft-events.ts';

export type DraftRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'draft-unknown'
  | 'clause-unknown'
  | 'clause-empty'
  | 'clause-not-open'
  | 'clause-not-frozen';

/** What the committed text says of the clause a command names. `ask-server`: not known here, the server will look. */
export type ClauseFactsFor = ClauseTextFacts | null | 'ask-server';

export interface ClauseTextFacts {
  readonly textSeq: number;
  readonly bytes: string;
  readonly clauseHash: string;
  readonly paperHash: string;
  /** No language has a word. */
  readonly empty: boolean;
}

export interface DraftContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  /** `null`: there is no such clause in the text, or it was removed. */
  readonly clauseFacts: ClauseFactsFor;
}

/** Pure: permission before existence, then the clause's states (RULES, DRAFT-1 …). */
export function decideDraft(
  state: DraftState,
  command: DraftCommand,
  context: DraftContext,
): Result<readonly DraftEvent[], DraftRefusalCode> {
  const { draftId, clauseId } = command;
  switch (command.type) {
    case 'draft.freeze-clause': {
      if (!actorMay(context, 'draft.freeze')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const draft = state.drafts[draftId];
      if (draft === undefined) return refuse('draft-unknown');
      if (draft.clauses[clauseId] !== undefined) return refuse('clause-not-open');
      const facts = context.clauseFacts;
      if (facts === 'ask-server') return ok([]);
      if (facts === null) return refuse('clause-unknown');
      if (facts.empty) return refuse('clause-empty');
      const { bytes, clauseHash, paperHash, textSeq } = facts;
      return ok([{ type: 'draft.clause-frozen', draftId, clauseId, bytes, clauseHash, paperHash, textSeq }]);
    }
    case 'draft.thaw-clause': {
      if (!actorMay(context, 'draft.thaw')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const clause = closedClause(state, draftId, clauseId);
      if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
      return ok([{ type: 'draft.clause-thawed', draftId, clauseId, reason: command.reason }]);
    }
    default:
      return assertNever(command);
  }
}

/** The closed clause, or `null` when it is open or unknown. */
export function closedClause(state: DraftState, draftId: DraftId, clauseId: ClauseId): ClosedClause | null {
  return state.drafts[draftId]?.clauses[clauseId] ?? null;
}

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyDraft(state: DraftState, recorded: Recorded<DraftEvent>): DraftState {
  const { event, at } = recorded;
  switch (event.type) {
    case 'draft.opened': {
      const { draftId, textId, title } = event;
      return { drafts: { ...state.drafts, [draftId]: { draftId, textId, title, phase: 'co-editing', clauses: {} } } };
    }
    case 'draft.clause-frozen': {
      const { bytes, clauseHash, paperHash, textSeq } = event;
      const frozen = { bytes, clauseHash, paperHash, textSeq, frozenAt: at };
      return withClause(state, event, { status: 'frozen', frozen, pollId: null });
    }
    case 'draft.clause-thawed':
      return withClause(state, event, null);
    case 'draft.clause-put':
      return withStatus(state, event, 'voting');
    case 'draft.clause-adopted':
      return withStatus(state, event, 'adopted');
    case 'draft.clause-rejected':
      return withStatus(state, event, 'rejected');
    case 'draft.clause-left':
      return withStatus(state, event, 'frozen');
    default:
      return assertNever(event);
  }
}

function withStatus(
  state: DraftState,
  event: Extract<DraftEvent, { pollId: unknown }>,
  status: ClosedClause['status'],
): DraftState {
  const clause = closedClause(state, event.draftId, event.clauseId);
  return clause === null ? state : withClause(state, event, { ...clause, status, pollId: event.pollId });
}

function withClause(
  state: DraftState,
  where: { readonly draftId: DraftId; readonly clauseId: ClauseId },
  clause: ClosedClause | null,
): DraftState {
  const draft: Draft | undefined = state.drafts[where.draftId];
  if (draft === undefined) return state;
  const { [where.clauseId]: _before, ...others } = draft.clauses;
  const clauses = clause === null ? others : { ...others, [where.clauseId]: clause };
  return { drafts: { ...state.drafts, [draft.draftId]: { ...draft, clauses } } };
}

/** What stands closed is open to all who see the sitting. */
export function viewDraft(
  recorded: Recorded<DraftEvent>,
  _before: DraftState,
  _after: DraftState,
  _audience: Audience,
): readonly DraftEvent[] {
  return [recorded.event];
}

export function viewDraftState(state: DraftState, _audience: Audience): DraftState {
  return state;
}
