/** What becomes of a draft by what happened to it, and who is told what of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { ClauseId, DraftId, PollId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { newDraft, type ClosedClause, type Draft, type DraftState, type OpenedAgain } from './draft.ts';
import type { DraftEvent } from './draft-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyDraft(state: DraftState, recorded: Recorded<DraftEvent>): DraftState {
  const { event, at } = recorded;
  switch (event.type) {
    case 'draft.opened': {
      const { draftId, textId, title } = event;
      return { drafts: { ...state.drafts, [draftId]: newDraft({ draftId, textId, title }) } };
    }
    case 'draft.clause-frozen': {
      const { clauseId, bytes, clauseHash, paperHash, textSeq } = event;
      return withDraft(state, event.draftId, (draft) => {
        // Closed already: a vote has given it other words. Those that it chose among are kept, and it was closed when it was.
        const before = wordsOf(draft, clauseId);
        const frozen = { bytes, clauseHash, paperHash, textSeq, frozenAt: before[0]?.frozen.frozenAt ?? at };
        return {
          formerly: [...draft.formerly, ...before],
          clauses: { ...draft.clauses, [clauseId]: { status: 'frozen', frozen, pollId: null } },
          reopened: draft.reopened.filter((id) => id !== clauseId),
          openedAgain: without(draft.openedAgain, [clauseId]),
        };
      });
    }
    case 'draft.clause-thawed':
      return withDraft(state, event.draftId, (draft) => ({
        ...opened(draft, [event.clauseId], { at, reason: event.reason }),
        ...(draft.phase === 'closed' ? { reopened: [...draft.reopened, event.clauseId] } : {}),
      }));
    case 'draft.clause-reopened': {
      const { clauseId, pollId, reason } = event;
      return withDraft(state, event.draftId, (draft) => {
        const decided = draft.clauses[clauseId]?.status === 'rejected' ? ('rejected' as const) : ('adopted' as const);
        return {
          ...opened(draft, [clauseId], { at, reason }),
          reopened: [...draft.reopened, clauseId],
          superseded: [...draft.superseded, { clauseId, pollId, decided, at, reason }],
        };
      });
    }
    case 'draft.closed': {
      const { order, blank } = event;
      const closed = new Set([...order, ...blank]);
      return withDraft(state, event.draftId, ({ clauses, reopened, openedAgain }) => ({
        phase: 'closed',
        order,
        blank,
        reopened: reopened.filter((id) => clauses[id] === undefined && !closed.has(id)),
        openedAgain: without(openedAgain, blank),
      }));
    }
    case 'draft.thawed':
      return withDraft(state, event.draftId, (draft) => ({
        ...opened(draft, event.clauses, { at, reason: event.reason }),
        phase: 'co-editing',
        order: [],
        blank: [],
        basis: null,
        // What was decided once and opened again stays the drafting group's.
        reopened: draft.reopened.filter((id) => draft.superseded.some(({ clauseId }) => clauseId === id)),
      }));
    case 'draft.put':
      return withDraft(state, event.draftId, () => ({ inVote: event.pollId, putAt: at }));
    case 'draft.basis-adopted':
      return withDraft(state, event.draftId, () => ({ inVote: null, basis: { pollId: event.pollId, at } }));
    case 'draft.adopted':
      return withDraft(state, event.draftId, ({ clauses }) => ({
        phase: 'adopted',
        inVote: null,
        decision: { pollId: event.pollId, at },
        clauses: changedClauses(clauses, (clause) =>
          clause.status === 'frozen' ? { ...clause, status: 'adopted', pollId: event.pollId } : clause,
        ),
      }));
    case 'draft.rejected':
      return withDraft(state, event.draftId, () => ({
        phase: 'rejected',
        inVote: null,
        decision: { pollId: event.pollId, at },
      }));
    case 'draft.left':
      return withDraft(state, event.draftId, (draft) => asBefore(draft, event.pollId));
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
  event: Extract<DraftEvent, { clauseId: unknown; pollId: unknown }>,
  status: ClosedClause['status'],
): DraftState {
  const { clauseId, pollId } = event;
  return withDraft(state, event.draftId, ({ clauses }) => {
    const clause = clauses[clauseId];
    return clause === undefined ? {} : { clauses: { ...clauses, [clauseId]: { ...clause, status, pollId } } };
  });
}

/** Without these clauses among the closed, and why; the words that a vote was about are kept, those of the last vote last. */
function opened(
  draft: Draft,
  ids: readonly ClauseId[],
  why: OpenedAgain,
): Pick<Draft, 'clauses' | 'formerly' | 'openedAgain'> {
  const openedAgain = { ...draft.openedAgain, ...Object.fromEntries(ids.map((id) => [id, why])) };
  const clauses: Record<ClauseId, ClosedClause> = { ...draft.clauses };
  const formerly = [...draft.formerly];
  for (const clauseId of ids) {
    const clause = clauses[clauseId];
    if (clause === undefined) continue;
    const { frozen, pollId } = clause;
    const wasPut = pollId !== null || (draft.putAt !== null && frozen.frozenAt <= draft.putAt);
    const kept = formerly.filter((one) => one.clauseId === clauseId).at(-1);
    if (wasPut && kept?.frozen.paperHash !== frozen.paperHash) formerly.push({ clauseId, frozen });
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- A copy, made above.
    delete clauses[clauseId];
  }
  return { clauses, formerly, openedAgain };
}

function wordsOf({ clauses }: Draft, clauseId: ClauseId): Draft['formerly'] {
  const clause = clauses[clauseId];
  return clause === undefined ? [] : [{ clauseId, frozen: clause.frozen }];
}

function without(openedAgain: Draft['openedAgain'], ids: readonly ClauseId[]): Draft['openedAgain'] {
  const kept = Object.entries(openedAgain).filter(([id]) => !ids.includes(id as ClauseId));
  return Object.fromEntries(kept);
}

/** As if the vote had not been: what it decided alone is undone. */
function asBefore(draft: Draft, pollId: PollId): Partial<Draft> {
  const isDecision = draft.decision?.pollId === pollId;
  return {
    ...(draft.inVote === pollId ? { inVote: null } : {}),
    ...(draft.basis?.pollId === pollId ? { basis: null } : {}),
    ...(isDecision
      ? {
          phase: 'closed',
          decision: null,
          clauses: changedClauses(draft.clauses, (clause) =>
            clause.pollId === pollId ? { ...clause, status: 'frozen', pollId: null } : clause,
          ),
        }
      : {}),
  };
}

function changedClauses(
  clauses: Draft['clauses'],
  change: (clause: ClosedClause) => ClosedClause,
): Record<ClauseId, ClosedClause> {
  const changed: Record<ClauseId, ClosedClause> = {};
  for (const [id, clause] of Object.entries(clauses) as [ClauseId, ClosedClause][]) changed[id] = change(clause);
  return changed;
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
