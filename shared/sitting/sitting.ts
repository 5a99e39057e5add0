/** What is a sitting? Its phase and agenda, who holds which role and seat, and who is here. */
import type { AgendaItemId, ForumId, PersonId, SeatId, SittingId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { SittingKind } from '../forum/forum.ts';
import type { ChosenTemplate } from '../forum/sitting-template.ts';
import { usualRule, type DecisionRule } from '../counting/decision-rule.ts';

export const sittingPhases = ['planned', 'lobby', 'open', 'paused', 'closed'] as const;
export type SittingPhase = (typeof sittingPhases)[number];

export const agendaItemKinds = [
  'greeting',
  'report',
  'discussion',
  'decision',
  'election',
  'info',
  'break',
  'misc',
] as const;
export type AgendaItemKind = (typeof agendaItemKinds)[number];

/** `minutes`: whole ones, 1 … `speakerMinutesMost`. */
export interface ItemSpeaker {
  readonly personId: PersonId;
  readonly minutes: number;
}

export const speakersMost = 10;
export const speakerMinutesMost = 120;

export interface AgendaItem {
  readonly itemId: AgendaItemId;
  readonly kind: AgendaItemKind;
  readonly title: Localized;
  readonly minutes: number;
  /** Who reports on it, first the rapporteur, and for how long at most; left out: nobody was named. */
  readonly speakers?: readonly ItemSpeaker[];
  readonly state: 'pending' | 'active' | 'done';
  /** When it was started, ms UTC; `null` while pending. */
  readonly startedAt: number | null;
}

/** More votes in one hand than any statute gives. */
export const weightMost = 1000;

/** A right to vote in this sitting, held by a person. The electorate is seats, not persons or connections. */
export interface Seat {
  readonly seatId: SeatId;
  readonly holder: PersonId;
  /** A whole number, 1 … `weightMost`: how many votes its ballot counts as. */
  readonly weight: number;
  readonly right: SeatRight;
  /** By which the double majority is taken; `null`: it is in the whole alone. */
  readonly group: string | null;
}

/** A group of seats, e.g. a kind of organisation, by the name that the organisers give it. */
export interface SeatGroup {
  readonly groupId: string;
  readonly name: Localized;
}

export interface Presence {
  readonly where: 'hall' | 'remote';
  readonly since: number;
  /** `self`: by *I am here*; `desk`: marked by who keeps the presence list. */
  readonly by: 'self' | 'desk';
}

export interface SittingState {
  /** `null` until planned: the first event of its stream. */
  readonly sittingId: SittingId | null;
  readonly forumId: ForumId | null;
  readonly kind: SittingKind;
  readonly title: Localized;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly languages: readonly Lang[];
  readonly rule: DecisionRule;
  /** By which template it was made, with what it allows; left out: by none. */
  readonly template?: ChosenTemplate;
  readonly phase: SittingPhase;
  /** It was opened without its quorum (RULES, SIT-10); left out: it was not. */
  readonly asConsultation?: true;
  /** When a paused sitting means to go on, ms UTC; `null` when not said or not paused. */
  readonly pausedUntil: number | null;
  readonly agenda: readonly AgendaItem[];
  readonly roles: Readonly<Record<PersonId, readonly Role[]>>;
  readonly seats: Readonly<Record<SeatId, Seat>>;
  readonly present: Readonly<Record<PersonId, Presence>>;
  /** In the order in which they were named. */
  readonly groups: readonly SeatGroup[];
  /** Seats that take no part in the votes under an item. */
  readonly recused: Readonly<Record<SeatId, readonly AgendaItemId[]>>;
  /** Whose vote is entrusted, and to which seat; left out: nobody's is. */
  readonly proxies?: Readonly<Record<SeatId, SeatId>>;
}

export const initialSitting: SittingState = {
  sittingId: null,
  forumId: null,
  kind: 'round-table',
  title: {},
  startsAt: 0,
  endsAt: 0,
  languages: [],
  rule: usualRule(null),
  phase: 'planned',
  pausedUntil: null,
  agenda: [],
  roles: {},
  seats: {},
  present: {},
  groups: [],
  recused: {},
};

/** The one agenda item under way, or `null`. */
export function activeItem(sitting: Pick<SittingState, 'agenda'>): AgendaItem | null {
  return sitting.agenda.find((item) => item.state === 'active') ?? null;
}
