/** Who takes no part in a vote, and how does a seat leave it while it is open? It is in no base of the vote, and still in the quorum. */
import { ok, refuse } from '../lib/result.ts';
import type { Poll } from './poll.ts';
import type { PollCommand } from './poll-commands.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';
import { hallCountOf, isCountedInHall } from './hall-count.ts';
import { asksGroups } from './poll-electors.ts';
import { alikeLeast, areAdvisoryHidden, areCardsHidden, areDecidingHidden } from './unnamed-marks.ts';

/**
 * By its holder, or recorded by who runs the sitting, as long as the seat has not voted: the box says so when it takes the mark
 * (REC-1, REC-2). It cannot be taken back in this vote.
 */
export function recuseFrom(
  poll: Poll,
  { seatId }: Extract<PollCommand, { type: 'poll.recuse' }>,
  { actor }: PollContext,
): PollDecided {
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (poll.ask.kind === 'here') return refuse('asked-otherwise');
  if (poll.recused.some((one) => one.seatId === seatId)) return refuse('recused-already');
  if (isCountedInHall(poll, seatId)) return refuse('already-counted-in-hall');
  if (poll.byHand.includes(seatId)) return refuse('already-voted');
  if (poll.electors === 'hidden') return ok([]);
  const elector = poll.electors.find((one) => one.seatId === seatId);
  if (elector === undefined) return refuse('not-entitled');
  const isOwn = actor !== 'server' && actor.personId === elector.personId;
  const mayRecord = actor === 'server' || actor.capacities.has('chair') || actor.capacities.has('moderator');
  if (!isOwn && !mayRecord) return refuse('not-permitted');
  if (poll.form === 'unnamed') {
    const others = poll.electors.filter((one) => one !== elector);
    const areGroupsTold = asksGroups(poll.ask);
    const isHidden =
      elector.right === 'advisory'
        ? areAdvisoryHidden(others)
        : areDecidingHidden(others, areGroupsTold) &&
          areCardsHidden(others, hallCountOf(poll)?.seats ?? [], { hall: [] }, areGroupsTold);
    // The others of its kind would be too few: whoever has a stake in it does not vote (POLL-20).
    if (!isHidden) return refuse('group-too-small', { least: alikeLeast });
  }
  return ok([{ type: 'poll.recused', pollId: poll.pollId, elector }]);
}
