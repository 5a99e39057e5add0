/** Whom may tellers count, who may be a teller, and are the numbers typed in numbers? Pure: the sheet fills them in. */
import type { PersonId, SeatId } from '../../../../shared/lib/ids.ts';
import type { HallNumbers } from '../../../../shared/poll/hall-count.ts';
import { choices, type Choice, type Poll } from '../../../../shared/poll/poll.ts';
import type { SittingState } from '../../../../shared/sitting/sitting.ts';

export interface MayBeCounted {
  readonly seatId: SeatId;
  readonly personId: PersonId;
  /** They said themselves that they are here, so they hold something to say it with. */
  readonly hasDevice: boolean;
}

/** Deciding seats whose holder is present in the hall and whose vote was not entered by hand; of the electorate, where it is known here. */
export function mayBeCounted(
  { electors, byHand }: Pick<Poll, 'electors' | 'byHand'>,
  { seats, present }: Pick<SittingState, 'seats' | 'present'>,
): readonly MayBeCounted[] {
  const known =
    electors === 'hidden'
      ? Object.values(seats).map(({ seatId, holder, right }) => ({ seatId, personId: holder, right }))
      : electors;
  return known.flatMap(({ seatId, personId, right }) => {
    const here = present[personId];
    if (right !== 'deciding' || here?.where !== 'hall' || byHand.includes(seatId)) return [];
    return [{ seatId, personId, hasDevice: here.by === 'self' }];
  });
}

/** Those who run the sitting, and whoever is in the hall without a deciding vote; the counting committee is taken to have counted. */
export function mayHaveCounted({ roles, seats, present }: Pick<SittingState, 'roles' | 'seats' | 'present'>): readonly {
  readonly personId: PersonId;
  readonly isTeller: boolean;
}[] {
  const deciding = new Set(Object.values(seats).flatMap(({ holder, right }) => (right === 'deciding' ? [holder] : [])));
  const withRole = (Object.keys(roles) as PersonId[]).filter((personId) => (roles[personId] ?? []).some(countsCards));
  const inHall = (Object.keys(present) as PersonId[]).filter((personId) => present[personId]?.where === 'hall');
  const all = new Set([...withRole, ...inHall.filter((personId) => !deciding.has(personId))]);
  return [...all].map((personId) => ({ personId, isTeller: roles[personId]?.includes('counting') === true }));
}

function countsCards(role: string): boolean {
  return ['counting', 'secretary', 'moderator', 'chair'].includes(role);
}

/** `null` until all three are whole numbers. */
export function numbersTyped(typed: Readonly<Record<Choice, string>>): HallNumbers | null {
  if (!choices.every((choice) => /^\d{1,4}$/.test(typed[choice].trim()))) return null;
  return { yes: Number(typed.yes), no: Number(typed.no), abstain: Number(typed.abstain) };
}
