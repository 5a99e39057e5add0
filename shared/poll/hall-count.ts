/** How are votes by raised card counted, whose are they, and may they be entered so? Everybody counted is known, and what each raised is not. */
import type { Actor } from '../lib/streams.ts';
import type { PersonId, SeatId } from '../lib/ids.ts';
import { ok, refuse } from '../lib/result.ts';
import type { Role } from '../people/capacity.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { Elector, Poll } from './poll.ts';
import { asksGroups } from './poll-electors.ts';
import type { PollCommand } from './poll-commands.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';
import { alikeLeast, areCardsHidden } from './unnamed-marks.ts';

/** Cards, a person each: not weights. Whoever is covered and raised none has not voted. */
export interface HallNumbers {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
}

export interface HallCount {
  /** Who votes by card: present in the hall, and by no device from here on. */
  readonly seats: readonly SeatId[];
  readonly numbers: HallNumbers;
  readonly tellers: readonly PersonId[];
  /** Who entered it, and when. */
  readonly by: Actor;
  readonly at: number;
}

/** While the vote is open nobody is told the numbers (SEE-2); then they stand in its result. */
export type HallEntry = Omit<HallCount, 'numbers'> & { readonly numbers: HallNumbers | 'hidden' };

/** The count that stands: the last one that was entered; `null`: nobody votes by card. */
export function hallCountOf({ hall }: Pick<Poll, 'hall'>): HallEntry | null {
  const last = hall.at(-1);
  return last === undefined || last.seats.length === 0 ? null : last;
}

/** Is this seat's vote among the cards? */
export function isCountedInHall(poll: Pick<Poll, 'hall'>, seatId: SeatId): boolean {
  return hallCountOf(poll)?.seats.includes(seatId) === true;
}

export function cardsOf({ yes, no, abstain }: HallNumbers): number {
  return yes + no + abstain;
}

export interface MayBeCounted {
  readonly seatId: SeatId;
  readonly personId: PersonId;
  /** They said themselves that they are here, so they hold something to say it with. */
  readonly hasDevice: boolean;
}

/** A card is raised by who is in the hall and decides; what is wrong with this one's, `null`: nothing (HALL-1). */
function cardProblem(
  { personId, right }: Pick<Elector, 'personId' | 'right'>,
  { present }: Pick<SittingState, 'present'>,
): 'not-in-the-hall' | 'cards-are-deciding' | null {
  if (present[personId]?.where !== 'hall') return 'not-in-the-hall';
  return right === 'deciding' ? null : 'cards-are-deciding';
}

/** Whose cards may be counted, of those who were not entered by hand; of the electorate, where it is known here. */
export function mayBeCounted(
  { electors, byHand }: Pick<Poll, 'electors' | 'byHand'>,
  sitting: Pick<SittingState, 'seats' | 'present'>,
): readonly MayBeCounted[] {
  const known =
    electors === 'hidden'
      ? Object.values(sitting.seats).map(({ seatId, holder, right }) => ({ seatId, personId: holder, right }))
      : electors;
  return known
    .filter((elector) => cardProblem(elector, sitting) === null && !byHand.includes(elector.seatId))
    .map(({ seatId, personId }) => ({ seatId, personId, hasDevice: sitting.present[personId]?.by === 'self' }));
}

const countingRoles: readonly Role[] = ['counting', 'secretary', 'moderator', 'chair'];

/**
 * Who may have counted: the counting committee, who runs the sitting, and whoever is in the hall without a deciding vote: else somebody
 * would count their own card (HALL-5). `isTeller`: of the committee, and taken to have counted.
 */
export function mayHaveCounted({ roles, seats, present }: Pick<SittingState, 'roles' | 'seats' | 'present'>): readonly {
  readonly personId: PersonId;
  readonly isTeller: boolean;
}[] {
  const deciding = new Set(Object.values(seats).flatMap(({ holder, right }) => (right === 'deciding' ? [holder] : [])));
  const mayByRole = (personId: PersonId) => roles[personId]?.some((role) => countingRoles.includes(role)) === true;
  const withRole = (Object.keys(roles) as PersonId[]).filter(mayByRole);
  const inHall = (Object.keys(present) as PersonId[]).filter((personId) => present[personId]?.where === 'hall');
  const all = new Set([...withRole, ...inHall.filter((personId) => !deciding.has(personId))]);
  return [...all].map((personId) => ({ personId, isTeller: roles[personId]?.includes('counting') === true }));
}

/**
 * Entered while the vote is open, and again as often as it has to be mended; the last one counts. That none of the seats has voted
 * otherwise the box says when it takes them (HALL-1 … HALL-6).
 */
export function countHall(
  poll: Poll,
  { seats, numbers, tellers }: Extract<PollCommand, { type: 'poll.count-hall' }>,
  { forum, sitting }: PollContext,
): PollDecided {
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (poll.ask.kind !== 'decision') return refuse('hall-counts-for-and-against');
  if (tellers.some((personId) => forum.members[personId] === undefined)) return refuse('person-unknown');
  const counters = new Set(mayHaveCounted(sitting).map(({ personId }) => personId));
  if (!tellers.every((personId) => counters.has(personId))) return refuse('not-a-teller');
  const covered = [...new Set(seats)].sort();
  if (cardsOf(numbers) > covered.length) {
    return refuse('more-cards-than-people', { cards: cardsOf(numbers), people: covered.length });
  }
  if (poll.electors === 'hidden') return ok([]);
  const electors = poll.electors.filter(({ seatId }) => covered.includes(seatId));
  if (electors.length < covered.length) return refuse('not-entitled');
  const problems = electors.map((elector) => cardProblem(elector, sitting));
  if (problems.includes('not-in-the-hall')) return refuse('not-in-the-hall');
  if (problems.includes('cards-are-deciding')) return refuse('cards-are-deciding');
  // A card tells no weight, so every card must have the same one.
  if (new Set(electors.map(({ weight }) => weight)).size > 1) return refuse('cards-weigh-differently');
  if (asksGroups(poll.ask) && new Set(electors.map(({ group }) => group)).size > 1) return refuse('cards-of-one-group');
  if (poll.form === 'unnamed' && !areCardsHidden(poll.electors, covered, poll, asksGroups(poll.ask))) {
    return refuse('cards-tell-voters', { least: alikeLeast });
  }
  const event = {
    type: 'poll.hall-counted',
    pollId: poll.pollId,
    seats: covered,
    numbers,
    tellers: [...new Set(tellers)],
  } as const;
  return ok([event]);
}
