/** Who may answer in a poll? */
import type { PersonId, SeatId } from '../lib/ids.ts';
import { proxyOf } from '../sitting/proxy.ts';
import { activeItem, type SittingState } from '../sitting/sitting.ts';
import type { Elector, Poll, PollAsk } from './poll.ts';
import { areAdvisoryHidden } from './unnamed-marks.ts';

/** The electorate: every seat as it stands now; who comes later votes from the next poll on (POLL-3). */
export function electorsOf(sitting: SittingState): readonly Elector[] {
  return Object.values(sitting.seats)
    .map(({ seatId, holder, weight, right, group }): Elector => {
      const present = sitting.present[holder] !== undefined;
      const by = sitting.seats[proxyOf(sitting, seatId) ?? seatId];
      return {
        ...{ seatId, personId: holder, weight, right, present },
        ...(group !== null && { group }),
        ...(by !== undefined && by.seatId !== seatId && { proxy: { seatId: by.seatId, personId: by.holder } }),
      };
    })
    .sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
}

/** Seats that advise are heard and hold nothing up: an objection is of a seat that decides (OBJ-1). */
export function mayAnswer(ask: PollAsk, { right }: Pick<Elector, 'right'>): boolean {
  return ask.kind !== 'no-objection' || right === 'deciding';
}

/** Does it take no part in the votes under the item that is under way? */
export function isRecusedNow(sitting: Pick<SittingState, 'agenda' | 'recused'>, seatId: SeatId): boolean {
  const item = activeItem(sitting);
  return item !== null && sitting.recused[seatId]?.includes(item.itemId) === true;
}

/** Seats that advise and would not be asked without names now: so few answers would tell whose they are (POLL-20). */
export function adviceLeftOut(sitting: SittingState): readonly Elector[] {
  const taking = electorsOf(sitting).filter(({ seatId }) => !isRecusedNow(sitting, seatId));
  return areAdvisoryHidden(taking) ? [] : taking.filter(({ right }) => right === 'advisory');
}

/** Is each group to carry it by itself? */
export function asksGroups(ask: PollAsk): boolean {
  return ask.kind === 'decision' && ask.rule.inEachGroup.length > 0;
}

/**
 * The electorate as it is counted: with its groups where what they did is told. Of an unnamed vote that is only where each of them has
 * to carry it; and cards that were counted in several groups together tell of none of them.
 */
export function countedElectors({
  electors,
  form,
  ask,
  hall,
}: Pick<Poll, 'electors' | 'form' | 'ask'> & Partial<Pick<Poll, 'hall'>>): readonly Elector[] {
  if (electors === 'hidden') throw new Error('a poll is counted where its electorate is known');
  const inHall = hall?.at(-1)?.seats ?? [];
  const groupsInHall = new Set(electors.filter(({ seatId }) => inHall.includes(seatId)).map(({ group }) => group));
  const isTold = asksGroups(ask) || (form === 'named' && groupsInHall.size < 2);
  return isTold ? electors : electors.map(({ group: _group, ...elector }) => elector);
}

/**
 * Does a vote that was entrusted answer in this? Not where people are counted, who are here or are not, and not where silence is heard:
 * whoever objects does it once, in their own name (PROXY-5).
 */
export function mayAnswerForOthers({ kind }: PollAsk): boolean {
  return kind !== 'here' && kind !== 'no-objection';
}

/** In whose right would this person answer for this seat? `null`: in none. Whoever takes no part answers for nobody (PROXY-6). */
export function answersAs(
  poll: Pick<Poll, 'recused'>,
  elector: Elector,
  personId: PersonId,
): 'holder' | 'proxy' | null {
  if (elector.personId === personId) return 'holder';
  if (elector.proxy?.personId !== personId) return null;
  return poll.recused.some((one) => one.personId === personId) ? null : 'proxy';
}

/** The seats for which this person answers beside their own; none where the list is hidden. */
export function entrustedIn(poll: Poll, personId: PersonId): readonly Elector[] {
  if (poll.electors === 'hidden') return [];
  return poll.electors.filter((elector) => answersAs(poll, elector, personId) === 'proxy');
}

/** The seat a person answers for in this poll, or `null`; also `null` where the list is hidden. */
export function electorOf(poll: Poll, personId: PersonId): Elector | null {
  if (poll.electors === 'hidden') return null;
  return poll.electors.find((elector) => elector.personId === personId) ?? null;
}
