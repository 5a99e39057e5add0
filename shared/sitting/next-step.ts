/** What would a moderator do next? One step, told by the state alone: the way from a planned sitting to a closed one. */
import { inOrder } from '../floor/floor-order.ts';
import type { FloorCommand } from '../floor/floor-commands.ts';
import type { FloorState } from '../floor/floor.ts';
import type { AgendaItemId, ClauseId, DraftId, PersonId, PollId, TurnId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import { numberClauses, type ClauseKind } from '../draft/clause-number.ts';
import { inTextOrder } from '../draft/clause-tree.ts';
import type { DraftCommand } from '../draft/draft-commands.ts';
import { isWholeDecided, type Draft } from '../draft/draft.ts';
import type { PollCommand, PollOpening } from '../poll/poll-commands.ts';
import { leftIn, waitingList } from '../poll/put-forward.ts';
import { openPoll, soleClause, type DraftStage, type PollState } from '../poll/poll.ts';
import { activeItem, type SittingState } from './sitting.ts';
import type { SittingCommand } from './sitting-commands.ts';

/** How long a vote is open when nobody says otherwise. */
export const usualVoteSeconds = 60;

/** How long a roll call waits for everybody's *I am here*. */
export const rollCallSeconds = 30;

/** A clause as a step names it; `number` is `null` for a preamble clause. */
interface StepClause {
  readonly draftId: DraftId;
  readonly clauseId: ClauseId;
  readonly number: string | null;
}

export type NextStep =
  | { readonly deed: 'open-lobby' }
  | { readonly deed: 'open-sitting' }
  | { readonly deed: 'resume' }
  | { readonly deed: 'start-item'; readonly itemId: AgendaItemId; readonly title: Localized }
  | ({ readonly deed: 'freeze' } & StepClause)
  | ({ readonly deed: 'put'; readonly seconds: number } & StepClause)
  /** Clauses put forward together wait for their vote. */
  | { readonly deed: 'open-list'; readonly opening: PollOpening; readonly clauses: number }
  /** The whole draft was closed, and each of its clauses is decided. */
  | { readonly deed: 'put-whole'; readonly draftId: DraftId; readonly seconds: number }
  /** Somebody waits for the floor, was called, speaks, or was interrupted. */
  | {
      readonly deed: 'call' | 'begin-turn' | 'end-turn' | 'resume-turn';
      readonly turnId: TurnId;
      readonly personId: PersonId;
    }
  /** `clause`: what it is about, where it is about one clause. */
  | { readonly deed: 'close-vote'; readonly pollId: PollId; readonly clause: StepClause | null }
  /** Nothing is left to do under the last item: it ends before the sitting does. */
  | { readonly deed: 'finish-item'; readonly itemId: AgendaItemId; readonly title: Localized }
  | { readonly deed: 'close-sitting' }
  /** The sitting is over. */
  | { readonly deed: 'none' };

/** A clause of the running text, as far as the order of work needs it. */
export interface StepText {
  readonly id: ClauseId;
  readonly order: string;
  readonly parent: ClauseId | null;
  readonly kind: ClauseKind;
  readonly removed: boolean;
  /** No language has a word. */
  readonly empty: boolean;
}

export interface StepState {
  readonly sitting: SittingState;
  readonly poll: PollState;
  /** The draft that the sitting decides; `null`: it has none. */
  readonly draft: Draft | null;
  /** Its text, in any order. */
  readonly clauses: readonly StepText[];
  /** Left out: nobody asks for it here. */
  readonly floor?: FloorState;
}

/**
 * The next step (RULES, NEXT-1 … NEXT-8): people in, sitting open, item after item; under an item of decision clause after clause,
 * each closed for edits, put to the vote, decided; the preamble after what is operative. Whether it may be done now, and by whom,
 * `decide` says: a step that waits for a quorum is still the next one.
 */
export function nextStep(state: StepState): NextStep {
  const { sitting } = state;
  switch (sitting.phase) {
    case 'planned':
      return { deed: 'open-lobby' };
    case 'lobby': {
      const called = openPoll(state.poll);
      return called === null ? { deed: 'open-sitting' } : { deed: 'close-vote', pollId: called.pollId, clause: null };
    }
    case 'paused':
      return { deed: 'resume' };
    case 'closed':
      return { deed: 'none' };
    case 'open':
      return nextInOpen(state);
  }
}

function nextInOpen(state: StepState): NextStep {
  const { sitting, draft: whole } = state;
  const numbers = numberClauses(state.clauses, whole?.numbers);
  const poll = openPoll(state.poll);
  if (poll !== null) {
    const sole = soleClause(poll.subject);
    const clause = sole && {
      draftId: sole.draftId,
      clauseId: sole.clauseId,
      number: numbers.get(sole.clauseId) ?? null,
    };
    return { deed: 'close-vote', pollId: poll.pollId, clause };
  }
  // Nothing is put singly beside a list; once all of it is taken out there is no vote to open.
  const list = waitingList(state.poll);
  const left = list === null ? 0 : leftIn(list).length;
  if (list !== null && left > 0) return { deed: 'open-list', opening: list.opening, clauses: left };
  const speaking = state.floor === undefined ? null : nextOnFloor(state.floor);
  if (speaking !== null) return speaking;
  const pending = sitting.agenda.find((item) => item.state === 'pending');
  // Decided as a whole, or in a vote that waits for its settlement: clause by clause there is nothing to do in it.
  const draft = whole === null || isWholeDecided(whole) || whole.inVote !== null ? null : whole;
  const frozen = draft === null ? undefined : inOrderOfWork(state).find(({ id }) => isFrozen(draft, id));
  if (draft !== null && frozen !== undefined) {
    return { deed: 'put', seconds: usualVoteSeconds, ...named(draft, frozen, numbers) };
  }
  const active = activeItem(sitting);
  const isDeciding = active?.kind === 'decision' || pending === undefined;
  if (draft !== null && isDeciding) {
    const open = inOrderOfWork(state).find(({ id, empty }) => !empty && draft.clauses[id] === undefined);
    if (open !== undefined) return { deed: 'freeze', ...named(draft, open, numbers) };
    if (waitsAsWhole(draft)) return { deed: 'put-whole', draftId: draft.draftId, seconds: usualVoteSeconds };
  }
  if (pending !== undefined) return { deed: 'start-item', itemId: pending.itemId, title: pending.title };
  if (active !== null) return { deed: 'finish-item', itemId: active.itemId, title: active.title };
  return { deed: 'close-sitting' };
}

/** Who waits is heard before anything else is begun; a point of order, before who speaks now goes on (NEXT-8). */
function nextOnFloor(floor: FloorState): NextStep | null {
  const { turn } = floor;
  const [next] = inOrder(floor);
  const isOrder = next?.kind === 'point-of-order';
  if (turn === null || (isOrder && turn.kind !== 'point-of-order' && turn.clock.is !== 'called')) {
    return next === undefined ? null : { deed: 'call', turnId: next.turnId, personId: next.personId };
  }
  const { turnId, personId, clock, statement } = turn;
  const isTold = clock.is === 'called' && statement?.isShown === true;
  const deed = ({ called: 'begin-turn', speaking: 'end-turn', paused: 'resume-turn' } as const)[clock.is];
  return { deed: isTold ? 'end-turn' : deed, turnId, personId };
}

/** The command that does the step; `null` where there is none to do. */
export function commandOf(step: NextStep): SittingCommand | DraftCommand | PollCommand | FloorCommand | null {
  switch (step.deed) {
    case 'open-lobby':
      return { type: 'sitting.open-lobby' };
    case 'open-sitting':
      return { type: 'sitting.open' };
    case 'resume':
      return { type: 'sitting.resume' };
    case 'start-item':
      return { type: 'sitting.start-item', itemId: step.itemId };
    case 'freeze':
      return { type: 'draft.freeze-clause', draftId: step.draftId, clauseId: step.clauseId };
    case 'put':
      return clauseVote(step.draftId, step.clauseId, step.seconds);
    case 'open-list':
      return step.opening;
    case 'put-whole':
      return draftVote(step.draftId, 'whole', step.seconds);
    case 'call':
      return { type: 'floor.call', turnId: step.turnId };
    case 'begin-turn':
      return { type: 'floor.start', turnId: step.turnId };
    case 'end-turn':
      return { type: 'floor.finish', turnId: step.turnId };
    case 'resume-turn':
      return { type: 'floor.resume', turnId: step.turnId };
    case 'close-vote':
      return { type: 'poll.close', pollId: step.pollId };
    case 'finish-item':
      return { type: 'sitting.finish-item', itemId: step.itemId };
    case 'close-sitting':
      return { type: 'sitting.close' };
    case 'none':
      return null;
  }
}

/** *I am here*, on every seat's phone. */
export const rollCall: PollOpening = {
  type: 'poll.open',
  subject: { of: 'roll-call' },
  ask: { kind: 'here' },
  seconds: rollCallSeconds,
};

/** The whole draft put to a named vote by the sitting's rule. */
export function draftVote(draftId: DraftId, stage: DraftStage, seconds: number): PollOpening {
  return { type: 'poll.open', subject: { of: 'draft', draftId, stage }, ask: { kind: 'decision' }, seconds };
}

/** One clause put to a named vote by the sitting's rule. */
export function clauseVote(draftId: DraftId, clauseId: ClauseId, seconds: number): PollOpening {
  return {
    type: 'poll.open',
    subject: { of: 'clauses', draftId, clauseIds: [clauseId] },
    ask: { kind: 'decision' },
    seconds,
  };
}

/** Operative clauses in their order, then the preamble's, which says why of what was decided. */
function inOrderOfWork({ clauses }: StepState): readonly StepText[] {
  const standing = inTextOrder(clauses).filter((clause) => !clause.removed);
  return [
    ...standing.filter((clause) => clause.kind === 'operative'),
    ...standing.filter((clause) => clause.kind === 'preamble'),
  ];
}

/** Closed whole, with something in it that was not rejected: who closed it so means to decide it so (RULES, NEXT-6). */
function waitsAsWhole({ phase, reopened, clauses }: Draft): boolean {
  return (
    phase === 'closed' && reopened.length === 0 && Object.values(clauses).some(({ status }) => status === 'adopted')
  );
}

function isFrozen(draft: Draft, clauseId: ClauseId): boolean {
  return draft.clauses[clauseId]?.status === 'frozen';
}

function named(draft: Draft, clause: StepText, numbers: ReadonlyMap<ClauseId, string | null>): StepClause {
  return { draftId: draft.draftId, clauseId: clause.id, number: numbers.get(clause.id) ?? null };
}
