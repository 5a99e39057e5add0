/** Whom does a roll call mark as present? */
import type { SeatId } from '../lib/ids.ts';
import type { Poll } from '../poll/poll.ts';
import { endedByComing } from './proxy.ts';
import type { SittingState } from './sitting.ts';
import type { SittingEvent } from './sitting-events.ts';

/**
 * Everybody who answered and is not marked yet, as said by themselves; who did not answer keeps what they had (RULES, ROLL-1, ROLL-2). An
 * answer tells no place: it counts as the hall, until its person says otherwise by one press. Nothing where the poll is no roll call.
 */
export function presenceByRollCall(
  sitting: SittingState,
  { ask, electors }: Pick<Poll, 'ask' | 'electors'>,
  answered: readonly SeatId[],
): readonly SittingEvent[] {
  if (ask.kind !== 'here' || electors === 'hidden') return [];
  const people = electors.filter(({ seatId }) => answered.includes(seatId)).map(({ personId }) => personId);
  return people
    .filter((personId) => sitting.present[personId] === undefined)
    .flatMap((personId) => [
      { type: 'sitting.presence-noted', personId, where: 'hall', by: 'self' },
      ...endedByComing(sitting, personId),
    ]);
}
