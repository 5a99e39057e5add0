/** Who is spread into which of the panels that the desk chose, or why nobody is? (RULES, PANEL-2) */
import type { PersonId, SittingId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { SeatRight } from '../people/capacity.ts';
import { spreadPeople } from '../people/spread-people.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { ImportPlace } from './import-plan.ts';
import { commonSittings, panelsBeside } from './import-sittings.ts';

export interface SpreadSeat {
  readonly personId: PersonId;
  /** As in the sittings of all; left out: it weighs 1. */
  readonly right: SeatRight;
  readonly weight?: number;
}

const holdersOf = ({ seats }: SittingState): readonly PersonId[] => Object.values(seats).map(({ holder }) => holder);

/** The new seats of each chosen panel. Refused: `not-found`, `panels-not-beside` (held at other times, or one alone), `sitting-closed`. */
export function planSpread(
  { known, sittings }: Pick<ImportPlace, 'known' | 'sittings'>,
  chosenIds: readonly SittingId[],
): Result<ReadonlyMap<SittingId, readonly SpreadSeat[]>> {
  const chosen = sittings.flatMap((one) =>
    one.sittingId !== null && chosenIds.includes(one.sittingId) ? [{ sittingId: one.sittingId, sitting: one }] : [],
  );
  const first = chosen[0]?.sitting;
  if (first === undefined || chosen.length !== chosenIds.length) return refuse('not-found');
  const beside = panelsBeside(sittings, first);
  if (chosen.length < 2 || chosen.some(({ sitting }) => sitting !== first && !beside.includes(sitting))) {
    return refuse('panels-not-beside');
  }
  if (chosen.some(({ sitting }) => sitting.phase === 'closed')) return refuse('sitting-closed');
  const seatedBeside = new Set([first, ...beside].flatMap(holdersOf));
  const held = new Map(
    commonSittings(sittings).flatMap(({ seats }) => Object.values(seats).map((seat) => [seat.holder, seat] as const)),
  );
  const people = known.flatMap(({ personId, details }) =>
    held.has(personId) && !seatedBeside.has(personId) ? [{ personId, kind: details?.kind ?? '' }] : [],
  );
  const placed = spreadPeople(
    people,
    new Map(chosen.map(({ sittingId, sitting }) => [sittingId, holdersOf(sitting).length])),
  );
  const seatsIn = (wanted: SittingId): readonly SpreadSeat[] =>
    people.flatMap(({ personId }) => {
      if (placed.get(personId) !== wanted) return [];
      const { right = 'deciding', weight = 1 } = held.get(personId) ?? {};
      return [{ personId, right, ...(weight !== 1 && { weight }) }];
    });
  return ok(new Map(chosen.map(({ sittingId }) => [sittingId, seatsIn(sittingId)])));
}
