/** How are votes by raised card counted, whose are they, and may they be entered so? Everybody counted is known, and what each raised is not. */
import type { Actor } from '../lib/streams.ts';
import type { PersonId, SeatId } from '../lib/ids.ts';
import { ok, refuse } from '../lib/result.ts';
import type { Elector, Poll } from './poll.ts';
import { asksGroups } from './poll-electors.ts';
import type { PollCommand } from './poll-commands.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';

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

/**
 * Entered while the vote is open, and again as often as it has to be mended; the last one counts. That none of the seats has voted
 * otherwise the box says when it takes them (HALL-1 … HALL-4).
 */
export function countHall(
  poll: Poll,
  { seats, numbers, tellers }: Extract<PollCommand, { type: 'poll.count-hall' }>,
  { forum, sitting }: PollContext,
): PollDecided {
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (poll.ask.kind !== 'decision') return refuse('hall-counts-for-and-against');
  if (tellers.some((personId) => forum.members[personId] === undefined)) return refuse('person-unknown');
  const covered = [...new Set(seats)].sort();
  if (cardsOf(numbers) > covered.length) {
    return refuse('more-cards-than-people', { cards: cardsOf(numbers), people: covered.length });
  }
  const inHall = ({ personId }: Elector): boolean => sitting.present[personId]?.where === 'hall';
  if (poll.electors === 'hidden') return ok([]);
  const electors = poll.electors.filter(({ seatId }) => covered.includes(seatId));
  if (electors.length < covered.length) return refuse('not-entitled');
  if (!electors.every(inHall)) return refuse('not-in-the-hall');
  if (electors.some(({ right }) => right === 'advisory')) return refuse('cards-are-deciding');
  // A card tells no weight, so every card must have the same one.
  if (new Set(electors.map(({ weight }) => weight)).size > 1) return refuse('cards-weigh-differently');
  if (asksGroups(poll.ask) && new Set(electors.map(({ group }) => group)).size > 1) return refuse('cards-of-one-group');
  const event = {
    type: 'poll.hall-counted',
    pollId: poll.pollId,
    seats: covered,
    numbers,
    tellers: [...new Set(tellers)],
  } as const;
  return ok([event]);
}
