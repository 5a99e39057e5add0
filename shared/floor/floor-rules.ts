/** Who may ask for the floor, and who gives it? */
import { assertNever } from '../lib/assert-never.ts';
import type { PersonId, TurnId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { mayRule, type Permission } from '../people/permission.ts';
import { decisionNumbers } from '../poll/decision-numbers.ts';
import type { PollState } from '../poll/poll.ts';
import type { SittingState } from '../sitting/sitting.ts';
import { spokenMsOf, type FloorRequest, type FloorState, type FloorTurn, type OrderPoint } from './floor.ts';
import type { FloorCommand } from './floor-commands.ts';
import type { FloorEvent } from './floor-events.ts';
import { limitsOf } from './floor-limits.ts';

export type FloorRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'sitting-not-open'
  | 'floor-shut'
  | 'floor-unchanged'
  | 'floor-asked-already'
  | 'floor-taken'
  | 'turn-unknown'
  | 'turn-not-called'
  | 'turn-not-speaking'
  | 'turn-not-paused'
  | 'turn-not-due'
  | 'ready-already'
  | 'round-begun'
  | 'round-missing'
  | 'nobody-here'
  | 'statement-missing'
  | 'statement-shown'
  | 'ruled-already'
  | 'not-ruled'
  | 'appealed-already'
  | 'appeal-missing'
  | 'poll-unknown'
  | 'poll-is-open'
  | 'not-published';

/** Whoever is called and says nothing has so long to come, ms. Source: the procedure's table of turns. */
export const comeWithinMs = 20_000;

export interface FloorContext extends DecideContext {
  readonly sitting: SittingState;
  readonly poll: PollState;
}

type Decided = Result<readonly FloorEvent[], FloorRefusalCode>;

/** What is one's own is looked at by `decide` itself. */
const permissionFor: Readonly<Record<FloorCommand['type'], Permission>> = {
  'floor.open': 'floor.conduct',
  'floor.shut': 'floor.conduct',
  'floor.arrange': 'floor.conduct',
  'floor.ask': 'floor.ask',
  'floor.withdraw': 'floor.ask',
  'floor.ready': 'floor.ask',
  'floor.begin-round': 'floor.conduct',
  'floor.end-round': 'floor.conduct',
  'floor.call': 'floor.conduct',
  'floor.start': 'floor.conduct',
  'floor.pause': 'floor.conduct',
  'floor.resume': 'floor.conduct',
  'floor.extend': 'floor.conduct',
  'floor.finish': 'floor.conduct',
  'floor.skip': 'floor.conduct',
  'floor.state': 'floor.ask',
  'floor.show-statement': 'floor.conduct',
  'floor.rule': 'floor.conduct',
  'floor.appeal': 'floor.appeal',
  'floor.settle-appeal': 'floor.conduct',
};

/** Pure: permission before existence, then the state of the turn (RULES, FLOOR-1 …). */
export function decideFloor(state: FloorState, command: FloorCommand, context: FloorContext): Decided {
  if (!actorMay(context, permissionFor[command.type])) return refuse('not-permitted');
  const { sitting, now } = context;
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  switch (command.type) {
    case 'floor.open':
      return state.isOpen ? refuse('floor-unchanged') : ok([{ type: 'floor.opened' }]);
    case 'floor.shut':
      return state.isOpen ? ok([{ type: 'floor.shut' }]) : refuse('floor-unchanged');
    case 'floor.arrange':
      return arrange(command);
    case 'floor.ask':
      return ask(state, command, context);
    case 'floor.withdraw': {
      const waiting = requestOf(state, command.turnId);
      const isMine = waiting !== undefined && isActor(context, waiting.personId);
      if (!isMine && !actorMay(context, 'floor.conduct')) return refuse('not-permitted');
      return waiting === undefined ? refuse('turn-unknown') : ok([{ type: 'floor.withdrawn', turnId: waiting.turnId }]);
    }
    case 'floor.ready': {
      const own = requestOf(state, command.turnId) ?? (state.turn?.turnId === command.turnId ? state.turn : undefined);
      if (own === undefined || !isActor(context, own.personId)) return refuse('not-permitted');
      return own.isReady ? refuse('ready-already') : ok([{ type: 'floor.readied', turnId: own.turnId }]);
    }
    case 'floor.begin-round':
      return beginRound(state, command.seconds, context);
    case 'floor.end-round':
      return state.requests.some(({ ofRound }) => ofRound)
        ? ok([{ type: 'floor.round-ended' }])
        : refuse('round-missing');
    case 'floor.call':
      return call(state, command.turnId, context);
    case 'floor.start': {
      const turn = turnOf(state, command.turnId);
      if (turn?.clock.is !== 'called') return refuse('turn-not-called');
      const clock = { is: 'speaking', since: now, endsAt: now + turn.limitMs, spokenMs: 0 } as const;
      return ok([{ type: 'floor.started', turnId: turn.turnId, clock }]);
    }
    case 'floor.pause': {
      const turn = turnOf(state, command.turnId);
      return turn?.clock.is === 'speaking' ? ok([paused(turn, now)]) : refuse('turn-not-speaking');
    }
    case 'floor.resume': {
      const turn = turnOf(state, command.turnId);
      if (turn?.clock.is !== 'paused') return refuse('turn-not-paused');
      const { leftMs, spokenMs } = turn.clock;
      const clock = { is: 'speaking', since: now, endsAt: now + leftMs, spokenMs } as const;
      return ok([{ type: 'floor.resumed', turnId: turn.turnId, clock }]);
    }
    case 'floor.extend':
      return extend(state, command, now);
    case 'floor.finish': {
      const turn = turnOf(state, command.turnId);
      if (turn === null) return refuse('turn-unknown');
      const { turnId, personId, kind, clock, statement } = turn;
      // A statement that was let through is a turn, though nobody heard a word of it.
      if (clock.is === 'called' && statement?.isShown !== true) return refuse('turn-not-speaking');
      return ok([{ type: 'floor.done', turnId, personId, kind, spokenMs: spokenMsOf(clock, now) }]);
    }
    case 'floor.skip': {
      const turn = turnOf(state, command.turnId);
      if (turn?.clock.is !== 'called') return refuse('turn-not-called');
      if (context.actor === 'server' && (turn.isReady || turn.statement !== null || now < turn.clock.until)) {
        return refuse('turn-not-due');
      }
      return ok([{ type: 'floor.skipped', turnId: turn.turnId, again: !turn.wasSkipped }]);
    }
    case 'floor.state': {
      const turn = turnOf(state, command.turnId);
      if (turn === null || !isActor(context, turn.personId)) return refuse('not-permitted');
      if (turn.place !== 'remote') return refuse('not-permitted');
      if (turn.statement?.isShown === true) return refuse('statement-shown');
      return ok([{ type: 'floor.stated', turnId: turn.turnId, words: command.words }]);
    }
    case 'floor.show-statement': {
      const turn = turnOf(state, command.turnId);
      if (turn?.statement == null) return refuse('statement-missing');
      const { words, isShown } = turn.statement;
      if (isShown) return refuse('statement-shown');
      return ok([{ type: 'floor.statement-shown', turnId: turn.turnId, words: words ?? '' }]);
    }
    case 'floor.rule': {
      if (!isRuler(context)) return refuse('not-permitted');
      const point = pointOf(state, command.turnId);
      if (point === undefined) return refuse('turn-unknown');
      if (point.ruling !== null) return refuse('ruled-already');
      const { turnId, isUpheld, words } = command;
      return ok([{ type: 'floor.ruled', turnId, isUpheld, words }]);
    }
    case 'floor.appeal': {
      const point = pointOf(state, command.turnId);
      if (point === undefined) return refuse('turn-unknown');
      if (point.ruling === null) return refuse('not-ruled');
      if (point.appeal !== null) return refuse('appealed-already');
      if (context.actor === 'server') return refuse('not-permitted');
      return ok([{ type: 'floor.appealed', turnId: command.turnId, personId: context.actor.personId }]);
    }
    case 'floor.settle-appeal':
      return settleAppeal(state, command, context);
    default:
      return assertNever(command);
  }
}

/** What is left out stays as it is; so that an `undefined` never stands in an event. */
function arrange({ policy, limits, callLink }: Extract<FloorCommand, { type: 'floor.arrange' }>): Decided {
  if (policy === undefined && limits === undefined && callLink === undefined) return refuse('floor-unchanged');
  const set = Object.fromEntries(Object.entries(limits ?? {}).filter(([, seconds]) => seconds !== undefined));
  return ok([
    {
      type: 'floor.arranged',
      ...(policy !== undefined && { policy }),
      ...(limits !== undefined && { limits: set }),
      ...(callLink !== undefined && { callLink }),
    },
  ]);
}

/** One waits once at a time; a point of order is taken also while the queue is shut (FLOOR-2). */
function ask(
  state: FloorState,
  { kind }: Extract<FloorCommand, { type: 'floor.ask' }>,
  context: FloorContext,
): Decided {
  const { actor, sitting } = context;
  if (actor === 'server') return refuse('not-permitted');
  if (sitting.phase !== 'open') return refuse('sitting-not-open');
  const { personId } = actor;
  if (!state.isOpen && kind !== 'point-of-order') return refuse('floor-shut');
  const isAsked = state.requests.some((one) => one.personId === personId && !one.ofRound);
  const isTheirs = [state.turn, state.held].some((turn) => turn?.personId === personId);
  if (isAsked || isTheirs) return refuse('floor-asked-already');
  const place = sitting.present[personId]?.where ?? 'remote';
  return ok([{ type: 'floor.asked', turnId: context.newId('turn'), personId, kind, place }]);
}

function beginRound(state: FloorState, seconds: number, context: FloorContext): Decided {
  const { sitting } = context;
  if (sitting.phase !== 'open') return refuse('sitting-not-open');
  if (state.requests.some(({ ofRound }) => ofRound)) return refuse('round-begun');
  const holders = [...new Set(Object.values(sitting.seats).map(({ holder }) => holder))];
  const turns = holders.flatMap((personId) => {
    const place = sitting.present[personId]?.where;
    return place === undefined ? [] : [{ turnId: context.newId('turn'), personId, place }];
  });
  return turns.length === 0 ? refuse('nobody-here') : ok([{ type: 'floor.round-begun', seconds, turns }]);
}

/** One speaks at a time; only a point of order is called while another has the floor, whose clock stands meanwhile (FLOOR-4). */
function call(state: FloorState, turnId: TurnId, context: FloorContext): Decided {
  const { sitting, now } = context;
  if (sitting.phase !== 'open') return refuse('sitting-not-open');
  const request = requestOf(state, turnId);
  if (request === undefined) return refuse('turn-unknown');
  const { turn } = state;
  if (turn !== null && (request.kind !== 'point-of-order' || turn.kind === 'point-of-order'))
    return refuse('floor-taken');
  if (turn?.clock.is === 'called') return refuse('floor-taken');
  const { personId, kind, place, wasSkipped, ofRound, isReady } = request;
  const limits = limitsOf(sitting, state);
  const seconds = ofRound ? (state.roundSeconds ?? limits.speech) : limits[kind];
  return ok([
    ...(turn?.clock.is === 'speaking' ? [paused(turn, now)] : []),
    {
      type: 'floor.called',
      turnId,
      personId,
      kind,
      place,
      wasSkipped,
      ofRound,
      isReady,
      limitMs: seconds * 1000,
      clock: { is: 'called', until: now + comeWithinMs },
    },
  ]);
}

/** What was left is kept; who was over time has nothing left. */
function paused({ turnId, clock }: FloorTurn, now: number): Extract<FloorEvent, { type: 'floor.paused' }> {
  const leftMs = clock.is === 'speaking' ? Math.max(0, clock.endsAt - now) : 0;
  return { type: 'floor.paused', turnId, clock: { is: 'paused', leftMs, spokenMs: spokenMsOf(clock, now) } };
}

/** Who is over time gets the whole of it from now on. */
function extend(
  state: FloorState,
  { turnId, minutes }: Extract<FloorCommand, { type: 'floor.extend' }>,
  now: number,
): Decided {
  const turn = turnOf(state, turnId);
  if (turn === null || turn.clock.is === 'called') return refuse('turn-not-speaking');
  const moreMs = minutes * 60_000;
  const clock =
    turn.clock.is === 'paused'
      ? { ...turn.clock, leftMs: turn.clock.leftMs + moreMs }
      : { ...turn.clock, endsAt: Math.max(now, turn.clock.endsAt) + moreMs };
  return ok([{ type: 'floor.extended', turnId, minutes, clock }]);
}

/** The vote was on overruling; what is not carried, a tie too, leaves the ruling as it is (FLOOR-8). */
function settleAppeal(
  state: FloorState,
  { turnId, pollId }: Extract<FloorCommand, { type: 'floor.settle-appeal' }>,
  { poll: polls }: FloorContext,
): Decided {
  const appeal = pointOf(state, turnId)?.appeal ?? null;
  if (appeal === null || appeal.settled !== null) return refuse('appeal-missing');
  const poll = polls.polls[pollId];
  if (poll === undefined || poll.annulled !== null || poll.openedAt < appeal.at) return refuse('poll-unknown');
  // All are told whether the ruling stands, which tells the result (POLL-17).
  if (poll.closedAt !== null && !poll.published) return refuse('not-published');
  const numbers = decisionNumbers(poll);
  if (numbers === null) return refuse('poll-is-open');
  return ok([{ type: 'floor.appeal-settled', turnId, pollId, stands: numbers.outcome !== 'carried' }]);
}

/** Is it theirs to rule on a point of order? The chair's; where there is none, the moderator's. */
function isRuler({ actor, sitting }: FloorContext): boolean {
  return actor !== 'server' && mayRule(actor.capacities, sitting.roles);
}

function isActor({ actor }: FloorContext, personId: PersonId): boolean {
  return actor !== 'server' && actor.personId === personId;
}

function requestOf({ requests }: FloorState, id: TurnId): FloorRequest | undefined {
  return requests.find(({ turnId }) => turnId === id);
}

function turnOf({ turn }: FloorState, id: TurnId): FloorTurn | null {
  return turn?.turnId === id ? turn : null;
}

function pointOf({ points }: FloorState, id: TurnId): OrderPoint | undefined {
  return points.find(({ turnId }) => turnId === id);
}
