/** What is the floor? Who speaks, who waits, who has spoken and for how long; and what was ruled on points of order. */
import type { PersonId, PollId, TurnId } from '../lib/ids.ts';

/** `reply`: jumps after who speaks now. `point-of-order`: jumps at once. */
export const turnKinds = ['speech', 'question', 'reply', 'information', 'point-of-order'] as const;
export type TurnKind = (typeof turnKinds)[number];

/** In whose turn the waiting are called: as they asked; who has not spoken first; hall and remote in turn. */
export const floorPolicies = ['in-order', 'first-timers', 'alternate'] as const;
export type FloorPolicy = (typeof floorPolicies)[number];

/** So long does each kind last, seconds. */
export type FloorLimits = Readonly<Record<TurnKind, number>>;

export type SpeakingPlace = 'hall' | 'remote';

/** Somebody who waits. */
export interface FloorRequest {
  readonly turnId: TurnId;
  readonly personId: PersonId;
  readonly kind: TurnKind;
  /** Where they were when they asked. */
  readonly place: SpeakingPlace;
  /** When they asked, ms UTC. */
  readonly at: number;
  /** They say that they are ready to speak. */
  readonly isReady: boolean;
  /** Called once before, and not there. */
  readonly wasSkipped: boolean;
  /** Of the round in which everybody speaks once. */
  readonly ofRound: boolean;
}

/** Times are instants of the server's clock, ms UTC: no tick crosses the network. */
export type TurnClock =
  /** Whoever has not come by then is skipped, unless they said that they are ready. */
  | { readonly is: 'called'; readonly until: number }
  /** `spokenMs`: before `since`. */
  | { readonly is: 'speaking'; readonly since: number; readonly endsAt: number; readonly spokenMs: number }
  | { readonly is: 'paused'; readonly leftMs: number; readonly spokenMs: number };

/** Somebody who was called. */
export interface FloorTurn {
  readonly turnId: TurnId;
  readonly personId: PersonId;
  readonly kind: TurnKind;
  readonly place: SpeakingPlace;
  readonly wasSkipped: boolean;
  readonly ofRound: boolean;
  readonly isReady: boolean;
  readonly limitMs: number;
  readonly clock: TurnClock;
  /** When it last became what the room looks at, ms UTC. */
  readonly at: number;
  /** Written instead of spoken; `words` `null`: not let through yet, and this is not the desk. */
  readonly statement: { readonly words: string | null; readonly isShown: boolean } | null;
}

/** How often and how long somebody has had the floor. */
export interface Spoken {
  readonly turns: number;
  readonly ms: number;
}

/** A point of order that was made, and what became of it. */
export interface OrderPoint {
  readonly turnId: TurnId;
  readonly personId: PersonId;
  readonly ruling: { readonly isUpheld: boolean; readonly words: string; readonly at: number } | null;
  /** Against the ruling: the assembly decides. */
  readonly appeal: {
    readonly personId: PersonId;
    readonly at: number;
    readonly settled: { readonly pollId: PollId; readonly stands: boolean } | null;
  } | null;
}

export interface FloorState {
  /** May one ask for the floor? Points of order may always be made while somebody is in charge. */
  readonly isOpen: boolean;
  readonly policy: FloorPolicy;
  /** What the moderator set otherwise than the template. */
  readonly limits: Partial<FloorLimits>;
  /** So long does each speak in the round, seconds; `null`: there was none. */
  readonly roundSeconds: number | null;
  /** Where remote people are heard: https or tel; the desk's, and told to who is called. `null`: none, or not told here. */
  readonly callLink: string | null;
  /** In the order in which they asked; who was skipped is at the end. See `inOrder`. */
  readonly requests: readonly FloorRequest[];
  readonly turn: FloorTurn | null;
  /** Interrupted by a point of order. */
  readonly held: FloorTurn | null;
  readonly spoken: Readonly<Record<PersonId, Spoken>>;
  /** Where the last one spoke from. */
  readonly lastPlace: SpeakingPlace | null;
  readonly points: readonly OrderPoint[];
}

export const initialFloor: FloorState = {
  isOpen: false,
  policy: 'in-order',
  limits: {},
  roundSeconds: null,
  callLink: null,
  requests: [],
  turn: null,
  held: null,
  spoken: {},
  lastPlace: null,
  points: [],
};

/** Has anything of the floor begun in this sitting? A page shows nothing of it before. */
export function isFloorUsed({ isOpen, requests, turn, spoken, points }: FloorState): boolean {
  return isOpen || requests.length > 0 || turn !== null || points.length > 0 || Object.keys(spoken).length > 0;
}

/** Is this the round in which everybody speaks once? */
export function isRound({ requests, turn }: Pick<FloorState, 'requests' | 'turn'>): boolean {
  return turn?.ofRound === true || requests.some(({ ofRound }) => ofRound);
}

/** For how long this turn has been spoken until `now`, ms. */
export function spokenMsOf(clock: TurnClock, now: number): number {
  if (clock.is === 'called') return 0;
  return clock.is === 'paused' ? clock.spokenMs : clock.spokenMs + Math.max(0, now - clock.since);
}
