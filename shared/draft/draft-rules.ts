/** What may happen to a draft, and what becomes of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { ForumState } from '../forum/forum.ts';
import type { ClauseId } from '../lib/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { numbersToFix } from './clause-number.ts';
import { inTextOrder, type OutlineClause } from './clause-tree.ts';
import {
  closedClause,
  isWholeDecided,
  type ClosedClause,
  type Draft,
  type DraftState,
  type FixingReason,
} from './draft.ts';
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
  | 'clause-not-decided'
  | 'clause-adopted'
  | 'draft-closed'
  | 'draft-open'
  | 'draft-empty'
  | 'draft-in-vote'
  | 'draft-decided'
  | 'person-unknown';

/** What the committed text says of the clause a command names. `ask-server`: not known here, the server will look. */
export type ClauseFactsFor = ClauseTextFacts | null | 'ask-server';

/** The words of a clause as they stand in the committed text, in the bytes that ballot and paper show. */
export interface ClauseBytes {
  /** Canonical JSON; see `canonical-text.ts`. */
  readonly bytes: string;
  /** SHA-256 (hex) of the words alone, without the number: decides "changed since its vote". */
  readonly clauseHash: string;
  /** SHA-256 (hex) of `bytes`. */
  readonly paperHash: string;
  /** No language has a word: there is nothing to vote on. */
  readonly empty: boolean;
}

/** One clause as it stands in the committed text. */
export interface ClauseTextFacts extends ClauseBytes {
  readonly textSeq: number;
  /** Every clause of the text at that moment. */
  readonly outline: readonly OutlineClause[];
}

/** Every clause that stands in the committed text and is not closed yet, by its id. */
export interface DraftTextFacts {
  readonly textSeq: number;
  readonly clauses: ReadonlyMap<ClauseId, ClauseBytes>;
  /** Every clause of the text at that moment. */
  readonly outline: readonly OutlineClause[];
}

/** What the committed text says of all its open clauses. `null`: there is no such text; `ask-server`: not known here. */
export type DraftFactsFor = DraftTextFacts | null | 'ask-server';

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
  readonly draftFacts: DraftFactsFor;
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
      if (isWholeDecided(draft)) return refuse('draft-decided');
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
        // Opened singly it may have been moved: from here the order stands still again.
        ...(draft.phase === 'closed' ? [closedWhole(draft, facts, new Set([clauseId]), 'those open stay open')] : []),
      ]);
    }
    case 'draft.freeze':
      return freezeWhole(state.drafts[draftId], context);
    case 'draft.thaw':
      return thawWhole(state.drafts[draftId], command.reason, context);
    case 'draft.thaw-clause': {
      if (!actorMay(context, 'draft.thaw')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const { clauseId } = command;
      const standing = whyNotOpen(state.drafts[draftId]);
      if (standing !== null) return standing;
      const clause = closedClause(state, draftId, clauseId);
      if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
      return ok([{ type: 'draft.clause-thawed', draftId, clauseId, reason: command.reason }]);
    }
    case 'draft.reopen-clause': {
      if (!actorMay(context, 'draft.thaw')) return refuse('not-permitted');
      if (context.sittingIsClosed) return refuse('sitting-closed');
      const { clauseId, reason } = command;
      const standing = whyNotOpen(state.drafts[draftId]);
      if (standing !== null) return standing;
      const clause = closedClause(state, draftId, clauseId);
      if (clause?.pollId == null || (clause.status !== 'adopted' && clause.status !== 'rejected')) {
        return refuse('clause-not-decided');
      }
      return ok([{ type: 'draft.clause-reopened', draftId, clauseId, pollId: clause.pollId, reason }]);
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

/** Every open clause with words is closed in one step, and the order of all of them (RULES, DRAFT-5). */
function freezeWhole(draft: Draft | undefined, context: DraftContext): Result<readonly DraftEvent[], DraftRefusalCode> {
  if (!actorMay(context, 'draft.freeze')) return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse('sitting-closed');
  if (draft === undefined) return refuse('draft-unknown');
  if (isWholeDecided(draft)) return refuse('draft-decided');
  if (draft.phase === 'closed' && draft.reopened.length === 0) return refuse('draft-closed');
  const facts = context.draftFacts;
  if (facts === 'ask-server') return ok([]);
  if (facts === null) return refuse('draft-unknown');
  const open = inTextOrder(facts.outline).flatMap(({ id }) => {
    const found = facts.clauses.get(id);
    return found === undefined || found.empty || draft.clauses[id] !== undefined ? [] : [{ clauseId: id, ...found }];
  });
  if (open.length === 0 && Object.keys(draft.clauses).length === 0) return refuse('draft-empty');
  const { draftId } = draft;
  const { textSeq } = facts;
  return ok([
    ...fixNumbers(draft, 'freeze', { textSeq, clauses: facts.outline }),
    ...open.map(({ clauseId, bytes, clauseHash, paperHash }): DraftEvent => {
      return { type: 'draft.clause-frozen', draftId, clauseId, bytes, clauseHash, paperHash, textSeq };
    }),
    closedWhole(draft, facts, new Set(open.map(({ clauseId }) => clauseId)), 'all are closed'),
  ]);
}

/** `closing`: those that the same step closes. */
function closedWhole(
  draft: Draft,
  { textSeq, outline }: Pick<DraftTextFacts, 'textSeq' | 'outline'>,
  closing: ReadonlySet<ClauseId>,
  others: 'all are closed' | 'those open stay open',
): DraftEvent {
  const isClosed = (id: ClauseId): boolean => closing.has(id) || draft.clauses[id] !== undefined;
  const staysOpen = (id: ClauseId): boolean => others === 'those open stay open' && draft.reopened.includes(id);
  const all = inTextOrder(outline);
  return {
    type: 'draft.closed',
    draftId: draft.draftId,
    order: all.filter(({ id, removed }) => !removed && (isClosed(id) || staysOpen(id))).map(({ id }) => id),
    blank: all.filter(({ id }) => !isClosed(id) && !staysOpen(id)).map(({ id }) => id),
    textSeq,
  };
}

/** By the chair, as long as nothing in it is adopted and no vote on it is open (RULES, DRAFT-7). */
function thawWhole(
  draft: Draft | undefined,
  reason: string,
  context: DraftContext,
): Result<readonly DraftEvent[], DraftRefusalCode> {
  if (!actorMay(context, 'draft.thaw')) return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse('sitting-closed');
  const standing = whyNotOpen(draft);
  if (standing !== null || draft === undefined) return standing ?? refuse('draft-unknown');
  if (draft.phase !== 'closed') return refuse('draft-open');
  const closed = Object.entries(draft.clauses) as [ClauseId, ClosedClause][];
  if (closed.some(([, { status }]) => status === 'voting')) return refuse('draft-in-vote');
  if (closed.some(([, { status }]) => status === 'adopted')) return refuse('clause-adopted');
  const undecided = closed.filter(([, { status }]) => status === 'frozen').map(([id]) => id);
  return ok([{ type: 'draft.thawed', draftId: draft.draftId, clauses: [...undecided, ...draft.blank], reason }]);
}

/** Nothing opens in a draft that is decided as a whole, or while it is voted on. */
function whyNotOpen(draft: Draft | undefined): Refusal<DraftRefusalCode> | null {
  if (draft === undefined) return refuse('draft-unknown');
  if (isWholeDecided(draft)) return refuse('draft-decided');
  return draft.inVote === null ? null : refuse('draft-in-vote');
}

/** The event that fixes what is not fixed yet; none where there is nothing new. */
function fixNumbers(draft: Draft, why: FixingReason, { textSeq, clauses }: TextOutline): readonly DraftEvent[] {
  const numbers = numbersToFix(clauses, draft.numbers);
  if (Object.keys(numbers).length === 0) return [];
  return [{ type: 'draft.numbers-fixed', draftId: draft.draftId, numbers, why, textSeq }];
}
