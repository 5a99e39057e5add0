/** Which marks go into the box when cards are counted in the hall? One for each seat that votes by card, so that no device casts for it too. */
import type { RequestId, SeatId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { inHallMark, releasedMark } from '../../shared/poll/box-mark.ts';
import { hallCountOf } from '../../shared/poll/hall-count.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import type { BallotBox, BallotCast } from './ports.ts';
import { electorOfSeat } from './sealed-box.ts';

/**
 * New seats are marked, seats left out now are let go, the others stand. Refused `seat-has-voted` with the seat, where one has cast
 * itself or by hand. Each expects what it was decided on: a ballot that comes between refuses the unit.
 */
export async function hallMarks(
  box: Pick<BallotBox, 'readBallots'>,
  poll: Poll,
  seats: readonly SeatId[],
  requestId: RequestId,
): Promise<Result<readonly BallotCast[], 'seat-has-voted'>> {
  const before = hallCountOf(poll)?.seats ?? [];
  const held = new Map((await box.readBallots(poll.pollId)).map((ballot) => [ballot.seatId, ballot]));
  const marks: BallotCast[] = [];
  for (const seatId of new Set([...before, ...seats])) {
    const isIn = seats.includes(seatId);
    const lies = held.get(seatId);
    const elector = electorOfSeat(poll, seatId);
    if (elector === null || isIn === (lies?.choice === inHallMark)) continue;
    if (isIn && lies !== undefined && lies.choice !== releasedMark) return refuse('seat-has-voted', { seatId });
    const { pollId } = poll;
    const choice = isIn ? inHallMark : releasedMark;
    const { personId } = elector;
    marks.push({ pollId, seatId, personId, requestId, choice, expectedRevision: lies?.revision ?? 0 });
  }
  return ok(marks);
}
