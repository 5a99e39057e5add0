/** In an unnamed vote, is everybody one of enough who are counted alike? A weight, a right or a group that few have tells whose a ballot is. */
import type { SeatId } from '../lib/ids.ts';
import type { HallEntry } from './hall-count.ts';
import type { Elector, Poll } from './poll.ts';

/** Of fewer, numbers would tell how each of them voted. */
export const alikeLeast = 5;

type Marked = Pick<Elector, 'weight' | 'group'>;

/** What the count keeps of a seat that decides. */
function markOf({ weight, group }: Marked, areGroupsTold: boolean): string {
  return areGroupsTold ? `${String(weight)} ${group ?? ''}` : String(weight);
}

/** Where all are counted alike they are hidden in the whole; else each kind of seat has enough of its own. */
export function areDecidingHidden(electors: readonly Elector[], areGroupsTold: boolean): boolean {
  const deciding = electors.filter(({ right }) => right === 'deciding');
  const sizes = sizesOf(deciding.map((elector) => markOf(elector, areGroupsTold)));
  return sizes.length < 2 || sizes.every((size) => size >= alikeLeast);
}

/** Seats that advise are told apart, so there must be enough of them in any case; where there are not, they are not asked (POLL-20). */
export function areAdvisoryHidden(electors: readonly Elector[]): boolean {
  const advisory = electors.filter(({ right }) => right === 'advisory');
  return sizesOf(advisory.map(({ weight }) => String(weight))).every((size) => size >= alikeLeast);
}

function sizesOf(marks: readonly string[]): readonly number[] {
  const sizes = new Map<string, number>();
  for (const mark of marks) sizes.set(mark, (sizes.get(mark) ?? 0) + 1);
  return [...sizes.values()];
}

/**
 * Cards are told apart from what came by devices, and every entry stays: so those counted, those left over, and those by whom two entries
 * differ are none or enough (HALL-6). `covered` are alike and of the electorate.
 */
export function areCardsHidden(
  electors: readonly Elector[],
  covered: readonly SeatId[],
  { hall }: Pick<Poll, 'hall'>,
  areGroupsTold: boolean,
): boolean {
  const counted = new Set(covered);
  const one = electors.find(({ seatId }) => counted.has(seatId));
  if (one === undefined) return true;
  const mark = markOf(one, areGroupsTold);
  const alike = electors.filter((other) => other.right === 'deciding' && markOf(other, areGroupsTold) === mark);
  const sizes = [counted.size, alike.length - counted.size, ...hall.map((entry) => differing(entry, counted))];
  return sizes.every((size) => size === 0 || size >= alikeLeast);
}

/** By how many people does what is counted now differ from an earlier entry? From an empty one by nobody. */
function differing({ seats }: HallEntry, counted: ReadonlySet<SeatId>): number {
  if (seats.length === 0) return 0;
  const both = seats.filter((seatId) => counted.has(seatId)).length;
  return seats.length + counted.size - 2 * both;
}
