/**
 * What does the room look at now? One thing, told by the state of the sitting alone: hall, follower and desk cannot disagree.
 *
 * Nothing that a person typed is in it before the desk let it: a clause is here only in the bytes that were closed for edits.
 */
import { parseCanonicalClause, type CanonicalClause } from '../draft/canonical-clause.ts';
import { frozenWords, type ClosedClause, type Draft, type DraftState } from '../draft/draft.ts';
import type { FloorState, FloorTurn } from '../floor/floor.ts';
import type { ClauseId, DraftId } from '../lib/ids.ts';
import type { QuestionsState, StagedQuestion } from '../question/question.ts';
import { lastSurvey, type Survey, type SurveysState } from '../survey/survey.ts';
import {
  lastClosedPoll,
  openPoll,
  soleClause,
  type Poll,
  type PollResult,
  type PollState,
  type PutClause,
} from '../poll/poll.ts';
import { waitingList, type ListForward } from '../poll/put-forward.ts';
import { activeItem, type AgendaItem, type SittingState } from '../sitting/sitting.ts';

/** A clause as it was closed for edits. */
export interface StageClause {
  readonly draftId: DraftId;
  readonly clauseId: ClauseId;
  readonly paperHash: string;
  readonly words: CanonicalClause;
}

export type StagePicture =
  /** Nobody is counted yet. */
  | { readonly shows: 'planned' }
  /** People come in and say that they are here. */
  | { readonly shows: 'lobby' }
  /** `null`: no item is under way. */
  | { readonly shows: 'item'; readonly item: AgendaItem | null }
  /** Closed for edits, and not yet put to the vote. */
  | { readonly shows: 'clause'; readonly clause: StageClause }
  /** Closed for edits as a whole, nothing of it put to the vote since; `clauses`: how many stand in it. */
  | { readonly shows: 'draft'; readonly draft: Draft; readonly clauses: number }
  /** Clauses that are voted on at once unless somebody takes one out. */
  | { readonly shows: 'list'; readonly list: ListForward }
  /** `clause` `null`: the words are not known here. */
  | { readonly shows: 'vote'; readonly poll: Poll; readonly clause: StageClause | null }
  | {
      readonly shows: 'result';
      readonly poll: Poll;
      readonly result: PollResult;
      readonly clause: StageClause | null;
    }
  /** Whoever was called, with their clock; and what they wrote, once it is let through. */
  | { readonly shows: 'speaker'; readonly turn: FloorTurn }
  /** One question from the audience, put there by the desk. */
  | { readonly shows: 'question'; readonly question: StagedQuestion }
  /** A live poll: it goes on, or what came of it is told. */
  | { readonly shows: 'survey'; readonly survey: Survey }
  /** `until` in ms UTC; `null`: nobody said. */
  | { readonly shows: 'break'; readonly until: number | null }
  | { readonly shows: 'closed' };

export interface StageState {
  readonly sitting: Pick<SittingState, 'phase' | 'pausedUntil' | 'agenda'>;
  readonly draft: DraftState;
  readonly poll: PollState;
  /** Left out: nobody has the floor, nothing was asked. */
  readonly floor?: Pick<FloorState, 'turn'>;
  readonly question?: Pick<QuestionsState, 'staged'>;
  readonly survey?: Pick<SurveysState, 'surveys'>;
}

/** The picture of a state (STAGE-1 … STAGE-3). Pure; a result comes only from a poll that is closed, never by the clock. */
export function stagePicture(state: StageState): StagePicture {
  const { sitting, draft, poll } = state;
  const open = openPoll(poll);
  if (open !== null) return { shows: 'vote', poll: open, clause: clauseOf(draft, open) };
  switch (sitting.phase) {
    case 'planned':
      return { shows: 'planned' };
    case 'lobby':
      return { shows: 'lobby' };
    case 'paused':
      return { shows: 'break', until: sitting.pausedUntil };
    case 'closed':
      return { shows: 'closed' };
    case 'open': {
      const list = waitingList(poll);
      if (list !== null) return { shows: 'list', list };
      return latestOf(state);
    }
  }
}

/** Of the last result, what was closed last, who has the floor, the question put there, the poll and the item under way, whichever came last. */
function latestOf({ sitting, draft, poll, floor, question, survey: surveys }: StageState): StagePicture {
  const item = activeItem(sitting);
  const turn = floor?.turn ?? null;
  const staged = question?.staged ?? null;
  const last = lastClosedPoll(poll);
  const waiting = lastWaiting(draft);
  const whole = lastClosedWhole(draft);
  const others = Math.max(
    item?.startedAt ?? 0,
    last?.result?.closedAt ?? 0,
    waiting?.closed.frozen.frozenAt ?? 0,
    whole?.closedAt ?? 0,
  );
  const survey = surveys === undefined ? null : lastSurvey(surveys);
  if (survey !== null && survey.at >= Math.max(others, staged?.at ?? 0, turn?.at ?? 0)) {
    return { shows: 'survey', survey: survey.survey };
  }
  if (turn !== null && turn.at >= Math.max(others, staged?.at ?? 0)) return { shows: 'speaker', turn };
  if (staged !== null && staged.at >= others) return { shows: 'question', question: staged };
  const itemAt = item?.startedAt ?? 0;
  const resultAt = last?.result?.closedAt ?? 0;
  const waitingAt = waiting?.closed.frozen.frozenAt ?? 0;
  if (waiting !== null && waitingAt > resultAt && waitingAt >= itemAt) {
    return { shows: 'clause', clause: toStageClause(waiting.draftId, waiting.clauseId, waiting.closed) };
  }
  if (whole !== null && whole.closedAt > resultAt && whole.closedAt >= itemAt) {
    return { shows: 'draft', draft: whole.draft, clauses: whole.draft.order.length - whole.draft.blank.length };
  }
  if (last?.result != null && resultAt >= itemAt) {
    return { shows: 'result', poll: last, result: last.result, clause: clauseOf(draft, last) };
  }
  return { shows: 'item', item };
}

interface Waiting {
  readonly draftId: DraftId;
  readonly clauseId: ClauseId;
  readonly closed: ClosedClause;
}

function lastWaiting(state: DraftState): Waiting | null {
  let last: Waiting | null = null;
  for (const draft of Object.values(state.drafts)) {
    // Closed all at once, none of them is the one that is looked at.
    if (draft.phase !== 'co-editing') continue;
    for (const [clauseId, closed] of Object.entries(draft.clauses) as [ClauseId, ClosedClause][]) {
      if (closed.status !== 'frozen') continue;
      if (last === null || closed.frozen.frozenAt >= last.closed.frozen.frozenAt) {
        last = { draftId: draft.draftId, clauseId, closed };
      }
    }
  }
  return last;
}

/** A draft that is closed as a whole and undecided, and when its last clause was closed; `null`: there is none. */
function lastClosedWhole({ drafts }: DraftState): { readonly draft: Draft; readonly closedAt: number } | null {
  const draft = Object.values(drafts).find(({ phase }) => phase === 'closed');
  if (draft === undefined) return null;
  return { draft, closedAt: Math.max(0, ...Object.values(draft.clauses).map(({ frozen }) => frozen.frozenAt)) };
}

/** The words a poll is or was about, also when the clause was opened since; `null`: they are not known. */
export function clauseOf(state: DraftState, poll: Pick<Poll, 'subject'>): StageClause | null {
  const sole = soleClause(poll.subject);
  if (sole === null) return null;
  const frozen = frozenWords(state, sole.draftId, sole);
  return frozen === null ? null : toStageClause(sole.draftId, sole.clauseId, { frozen });
}

/** More numbers than that are not read: how many there are says as much. */
const numbersMost = 8;

/** «1, 3»: the numbers of what is voted on together; `null`: they are many, or one of them is not known or has none. */
export function numbersOf(
  state: DraftState,
  { draftId, clauses }: { readonly draftId: DraftId; readonly clauses: readonly PutClause[] },
): string | null {
  const numbers = clauses.flatMap((put) => {
    const frozen = frozenWords(state, draftId, put);
    const number = frozen === null ? null : parseCanonicalClause(frozen.bytes).number;
    return number === null ? [] : [number];
  });
  return numbers.length === clauses.length && numbers.length <= numbersMost ? numbers.join(', ') : null;
}

function toStageClause(draftId: DraftId, clauseId: ClauseId, { frozen }: Pick<ClosedClause, 'frozen'>): StageClause {
  return { draftId, clauseId, paperHash: frozen.paperHash, words: parseCanonicalClause(frozen.bytes) };
}
