/** What becomes of the floor by what happened, and who is told of it? */
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { initialFloor, type FloorRequest, type FloorState, type FloorTurn, type OrderPoint } from './floor.ts';
import type { FloorEvent } from './floor-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyFloor(state: FloorState, { event, at }: Recorded<FloorEvent>): FloorState {
  const { requests, turn } = state;
  const waiting = { at, isReady: false, wasSkipped: false, ofRound: false };
  switch (event.type) {
    case 'floor.opened':
      return { ...state, isOpen: true };
    case 'floor.shut':
      return { ...state, isOpen: false };
    case 'floor.arranged': {
      const { type: _type, ...arranged } = event;
      return { ...state, ...arranged };
    }
    case 'floor.asked': {
      const { type: _type, ...asked } = event;
      return { ...state, requests: [...requests, { ...waiting, ...asked }] };
    }
    case 'floor.round-begun': {
      const round = event.turns.map((one): FloorRequest => ({ ...waiting, ...one, kind: 'speech', ofRound: true }));
      return { ...state, roundSeconds: event.seconds, requests: [...requests, ...round] };
    }
    case 'floor.round-ended':
      return { ...state, requests: requests.filter(({ ofRound }) => !ofRound) };
    case 'floor.withdrawn':
      return { ...state, requests: without(requests, event.turnId) };
    case 'floor.readied':
      return {
        ...state,
        requests: requests.map((one) => (one.turnId === event.turnId ? { ...one, isReady: true } : one)),
        turn: turn?.turnId === event.turnId ? { ...turn, isReady: true } : turn,
      };
    case 'floor.called': {
      const { type: _type, ...called } = event;
      // Only a point of order is called while somebody has the floor, who waits for its end.
      return {
        ...state,
        requests: without(requests, event.turnId),
        turn: { ...called, at, statement: null },
        held: turn ?? state.held,
      };
    }
    case 'floor.started':
    case 'floor.paused':
    case 'floor.resumed':
    case 'floor.extended':
      return withTurn(state, event.turnId, (now) => ({
        ...now,
        clock: event.clock,
        at: event.type === 'floor.started' || event.type === 'floor.resumed' ? at : now.at,
      }));
    case 'floor.done': {
      const { personId, kind, spokenMs, turnId } = event;
      const before = state.spoken[personId] ?? { turns: 0, ms: 0 };
      const point: OrderPoint = { turnId, personId, ruling: null, appeal: null };
      return {
        ...ended(state, turnId),
        spoken: { ...state.spoken, [personId]: { turns: before.turns + 1, ms: before.ms + spokenMs } },
        lastPlace: turn?.turnId === turnId && kind !== 'point-of-order' ? turn.place : state.lastPlace,
        points: kind === 'point-of-order' ? [...state.points, point] : state.points,
      };
    }
    case 'floor.skipped': {
      if (turn?.turnId !== event.turnId) return state;
      const { turnId, personId, kind, place, ofRound } = turn;
      const again = { turnId, personId, kind, place, ofRound, at, isReady: false, wasSkipped: true };
      return { ...ended(state, turnId), requests: event.again ? [...requests, again] : requests };
    }
    case 'floor.stated':
      return withTurn(state, event.turnId, (now) => ({ ...now, statement: { words: event.words, isShown: false } }));
    case 'floor.statement-shown':
      return withTurn(state, event.turnId, (now) => ({ ...now, at, statement: { words: event.words, isShown: true } }));
    case 'floor.ruled': {
      const { isUpheld, words } = event;
      return withPoint(state, event.turnId, { ruling: { isUpheld, words, at } });
    }
    case 'floor.appealed':
      return withPoint(state, event.turnId, { appeal: { personId: event.personId, at, settled: null } });
    case 'floor.appeal-settled': {
      const { pollId, stands } = event;
      const appeal = state.points.find(({ turnId }) => turnId === event.turnId)?.appeal ?? null;
      return withPoint(state, event.turnId, { appeal: appeal && { ...appeal, settled: { pollId, stands } } });
    }
  }
}

function without(requests: readonly FloorRequest[], id: FloorRequest['turnId']): readonly FloorRequest[] {
  return requests.filter(({ turnId }) => turnId !== id);
}

function withTurn(state: FloorState, turnId: FloorTurn['turnId'], become: (now: FloorTurn) => FloorTurn): FloorState {
  return state.turn?.turnId === turnId ? { ...state, turn: become(state.turn) } : state;
}

function withPoint(state: FloorState, id: OrderPoint['turnId'], more: Partial<OrderPoint>): FloorState {
  return { ...state, points: state.points.map((one) => (one.turnId === id ? { ...one, ...more } : one)) };
}

/** The floor is free, or theirs again whom a point of order interrupted. */
function ended(state: FloorState, turnId: FloorTurn['turnId']): FloorState {
  return state.turn?.turnId === turnId ? { ...state, turn: state.held, held: null } : state;
}

/**
 * All see the queue but the hall's screen, to which somebody comes by being called (FLOOR-9). A statement has its words for the desk
 * alone until it is let through, and the call link is the desk's: who is called is told it by themselves (FLOOR-10).
 */
export function viewFloor(
  { event }: Recorded<FloorEvent>,
  _before: FloorState,
  _after: FloorState,
  audience: Audience,
): readonly FloorEvent[] {
  if (audience === 'desk') return [event];
  switch (event.type) {
    case 'floor.arranged': {
      const { callLink: _callLink, ...arranged } = event;
      return [arranged];
    }
    case 'floor.stated':
      return [{ ...event, words: null }];
    case 'floor.asked':
    case 'floor.withdrawn':
    case 'floor.round-ended':
      return audience === 'stage' ? [] : [event];
    case 'floor.round-begun':
      return [audience === 'stage' ? { ...event, turns: [] } : event];
    case 'floor.skipped':
      return [audience === 'stage' ? { ...event, again: false } : event];
    default:
      return [event];
  }
}

export function viewFloorState(state: FloorState, audience: Audience): FloorState {
  if (audience === 'desk') return state;
  return {
    ...state,
    callLink: initialFloor.callLink,
    requests: audience === 'stage' ? [] : state.requests,
    turn: withoutWords(state.turn),
    held: withoutWords(state.held),
  };
}

function withoutWords(turn: FloorTurn | null): FloorTurn | null {
  if (turn?.statement == null || turn.statement.isShown) return turn;
  return { ...turn, statement: { ...turn.statement, words: null } };
}
