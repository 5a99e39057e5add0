/** What may happen to a draft, and what becomes of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { ForumState } from '../forum/forum.ts';
import type { ClauseId, DraftId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { numbersToFix } from './clause-number.ts';
import type { OutlineClause } from './clause-tree.ts';
import { newDraft, type ClosedClause, type Draft, type DraftState, type FixingReason } from './draft.ts';
import type { DraftCommand } from './draft-commands.ts';
import type { DraftEvent } from './draft-events.ts';

export type DraftRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'draft-unknown'
  | 'clause-unknown'
  | 'clause-empty'
  | 'clause-not-open'
  | 'clause-not-frozen'
  | 'person-unknown';

/** What the committed text says of the clause a command names. `ask-server`: not known here, the server will look. */
export type ClauseFactsFor = ClauseTextFacts | null | 'ask-server';

/** One clause as it stands in the committed text, in the bytes that ballot and paper show. */
export interface ClauseTextFacts {
  readonly textSeq: number;
  /** Canonical JSON; see `canonical-text.ts`. */
  readonly bytes: string;
  /** SHA-256 (hex) of the words alone, without the number: decides "changed since its vote". */
  readonly clauseHash: string;
  /** SHA-256 (hex) of `bytes`. */
  readonly paperHash: string;
  /** No language has a word: there is nothing to vote on. */
  readonly empty: boolean;
  /** Every clause of the text at that moment. */
  readonly outline: readonly OutlineClause[];
}

/** Every clause of the committed text, removed ones too, without its words. */
export interface TextOutline {
  readonly textSeq: number;
  readonly clauses: readonly OutlineClause[];
}

/** What the committed text says as a whole. `ask-server`: not known here, the server will look. */
export type OutlineFor = TextOutline | 'ask-server';

export interface DraftContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  /** `null`: there is no such clause in the text, or it was removed. */
  readonly clauseFacts: ClauseFactsFor;
  readonly outline: OutlineFor;
  readonly forum: Pick<ForumState, 'members'>;
}

/** Pure: permission before existence, then the clause's states (RULES, DRAFT-1 …). */
export function decideDraft(
  state: DraftState,
  command: DraftCommand,
  context: DraftContext,
): Result<readonly DraftEvent[], DraftRefusalCode> {
  const { draftId } = command;
  switch (command.type) {
    case 'draft.freeze-clause': {
      if (!actorMay(context, 'draft.freeze')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const draft = state.drafts[draftId];
      if (draft === undefined) return refuse('draft-unknown');
      const { clauseId } = command;
      if (draft.clauses[clauseId] !== undefined) return refuse('clause-not-open');
      const facts = context.clauseFacts;
      if (facts === 'ask-server') return ok([]);
      if (facts === null) return refuse('clause-unknown');
      if (facts.empty) return refuse('clause-empty');
      const { bytes, clauseHash, paperHash, textSeq, outline } = facts;
      return ok([
        ...fixNumbers(draft, 'freeze', { textSeq, clauses: outline }),
        { type: 'draft.clause-frozen', draftId, clauseId, bytes, clauseHash, paperHash, textSeq },
      ]);
    }
    case 'draft.thaw-clause': {
      if (!actorMay(context, 'draft.thaw')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const { clauseId } = command;
      const clause = closedClause(state, draftId, clauseId);
      if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
      return ok([{ type: 'draft.clause-thawed', draftId, clauseId, reason: command.reason }]);
    }
    case 'draft.hand-out': {
      if (!actorMay(context, 'draft.hand-out')) return refuse('not-permitted');
      const draft = state.drafts[draftId];
      if (draft === undefined) return refuse('draft-unknown');
      return ok(context.outline === 'ask-server' ? [] : fixNumbers(draft, command.why, context.outline));
    }
    case 'draft.set-writers': {
      if (!actorMay(context, 'draft.writers')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      if (state.drafts[draftId] === undefined) return refuse('draft-unknown');
      const { writers } = command;
      const people = writers.who === 'named' ? [...new Set(writers.people)].sort() : [];
      if (people.some((personId) => context.forum.members[personId] === undefined)) return refuse('person-unknown');
      return ok([
        { type: 'draft.writers-set', draftId, writers: writers.who === 'named' ? { who: 'named', people } : writers },
      ]);
    }
    case 'draft.check-translation': {
      if (!actorMay(context, 'draft.check-translation')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      if (state.drafts[draftId] === undefined) return refuse('draft-unknown');
      if (context.outline === 'ask-server') return ok([]);
      const { clauseId, lang } = command;
      const { textSeq, clauses } = context.outline;
      const clause = clauses.find(({ id, removed }) => id === clauseId && !removed);
      if (clause === undefined) return refuse('clause-unknown');
      if (!clause.langs.includes(lang)) return refuse('clause-empty');
      return ok([{ type: 'draft.translation-checked', draftId, clauseId, lang, textSeq }]);
    }
    default:
      return assertNever(command);
  }
}

/** The event that fixes what is not fixed yet; none where there is nothing new. */
function fixNumbers(draft: Draft, why: FixingReason, { textSeq, clauses }: TextOutline): readonly DraftEvent[] {
  const numbers = numbersToFix(clauses, draft.numbers);
  if (Object.keys(numbers).length === 0) return [];
  return [{ type: 'draft.numbers-fixed', draftId: draft.draftId, numbers, why, textSeq }];
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
      return { drafts: { ...state.drafts, [draftId]: newDraft({ draftId, textId, title }) } };
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
    case 'draft.numbers-fixed':
      // What was fixed first stands, whatever comes later.
      return withDraft(state, event.draftId, ({ numbers }) => ({ numbers: { ...event.numbers, ...numbers } }));
    case 'draft.writers-set':
      return withDraft(state, event.draftId, () => ({ writers: event.writers }));
    case 'draft.translation-checked': {
      const { clauseId, lang, textSeq } = event;
      return withDraft(state, event.draftId, ({ checks }) => ({
        checks: { ...checks, [clauseId]: { ...checks[clauseId], [lang]: { by: recorded.actor, at, textSeq } } },
      }));
    }
    default:
      return assertNever(event);
  }
}

function withDraft(state: DraftState, draftId: DraftId, change: (draft: Draft) => Partial<Draft>): DraftState {
  const draft: Draft | undefined = state.drafts[draftId];
  return draft === undefined ? state : { drafts: { ...state.drafts, [draftId]: { ...draft, ...change(draft) } } };
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
