/** Who may answer in a poll? */
import type { PersonId } from '../lib/ids.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { Elector, Poll, PollAsk } from './poll.ts';

/** The electorate: every seat as it stands now; who comes later votes from the next poll on (POLL-3). */
export function electorsOf(sitting: SittingState): readonly Elector[] {
  return Object.values(sitting.seats)
    .map(({ seatId, holder, weight, right }) => {
      return { seatId, personId: holder, weight, right, present: sitting.present[holder] !== undefined };
    })
    .sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
}

/** Seats that advise are heard and hold nothing up: an objection is of a seat that decides (OBJ-1). */
export function mayAnswer(ask: PollAsk, { right }: Pick<Elector, 'right'>): boolean {
  return ask.kind !== 'no-objection' || right === 'deciding';
}

/** The seat a person answers for in this poll, or `null`; also `null` where the list is hidden. */
export function electorOf(poll: Poll, personId: PersonId): Elector | null {
  if (poll.electors === 'hidden') return null;
  return poll.electors.find((elector) => elector.personId === personId) ?? null;
}
