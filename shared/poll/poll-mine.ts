/** How does one person stand in a vote, and what of the box are they told? Decided here; whoever keeps the box reads it and asks. */
import type { PersonId } from '../lib/ids.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { HeldInBox } from './ballot-admission.ts';
import { isMark } from './box-mark.ts';
import { isCountedInHall } from './hall-count.ts';
import type { Elector, Poll } from './poll.ts';
import { electorOf } from './poll-electors.ts';

/**
 * `late`: the seat was given after the opening. `none`: there is no seat that could answer. `hall`: its card is counted, and no device
 * casts for it. `recused`: it takes no part.
 */
export type StandingIn =
  | { readonly entitled: 'yes' | 'hall'; readonly elector: Elector }
  | { readonly entitled: 'late' | 'none' | 'recused' };

/** By one's own seat. Of an unnamed vote who advises may not be asked, whenever they came: to them it is none of theirs (POLL-20). */
export function standingIn(poll: Poll, { seats }: Pick<SittingState, 'seats'>, personId: PersonId): StandingIn {
  const elector = electorOf(poll, personId);
  if (elector !== null) return { entitled: isCountedInHall(poll, elector.seatId) ? 'hall' : 'yes', elector };
  if (poll.recused.some((one) => one.personId === personId)) return { entitled: 'recused' };
  const isSeated = Object.values(seats).some(
    ({ holder, right }) => holder === personId && (poll.form === 'named' || right === 'deciding'),
  );
  return { entitled: isSeated ? 'late' : 'none' };
}

/** Of what lies in the box in a seat's name: that nothing does; that somebody cast it; what was answered too. */
export type ToldOfBox = 'nothing' | 'cast' | 'answer';

/** To whose seat it is. Of an unnamed vote the answer is told to who gave it: whose proxy voted hears that it was done (PROXY-7). */
export function toldHolder({ form }: Pick<Poll, 'form'>, held: HeldInBox | null, personId: PersonId): ToldOfBox {
  if (held === null || isMark(held.choice)) return 'nothing';
  return form === 'named' || held.personId === personId ? 'answer' : 'cast';
}

/** To whom the seat's vote was entrusted: what they cast themselves; what its holder did, or was entered by hand, only that it was done (PROXY-7). */
export function toldProxy({ proxy }: Pick<Elector, 'proxy'>, held: HeldInBox | null): ToldOfBox {
  if (held === null || isMark(held.choice)) return 'nothing';
  return held.personId === proxy?.personId ? 'answer' : 'cast';
}

/** Whoever answers for others too sees how it stands when all of their ballots are in the box (SEE-4). */
export function hasCastAll(mine: {
  readonly ballot: object | null;
  readonly entrusted?: readonly { readonly entitled: string; readonly ballot: object | null }[];
}): boolean {
  const isWaiting = mine.entrusted?.some(({ entitled, ballot }) => entitled === 'yes' && ballot === null) === true;
  return mine.ballot !== null && !isWaiting;
}
