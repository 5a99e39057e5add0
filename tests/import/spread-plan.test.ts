/** Who is spread into which panels, and when is nobody? */
import { expect, test } from 'vitest';
import { planSpread } from '../../shared/import/spread-plan.ts';
import type { PersonId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import type { Seat } from '../../shared/sitting/sitting.ts';
import { noDetails } from '../../shared/people/member-details.ts';
import { emptyPlace, sittingIds, sittings } from './import-world.ts';

const person = (number: number): PersonId => `per_${String(number).padStart(16, '0')}` as PersonId;
const seat = (number: number, right: Seat['right'] = 'deciding'): Seat =>
  ({ seatId: `sea_${String(number).padStart(16, '0')}` as SeatId, holder: person(number), right, weight: 1 }) as Seat;
const seatsOf = (numbers: readonly number[]) =>
  Object.fromEntries(
    numbers.map((number) => [seat(number).seatId, seat(number, number === 3 ? 'advisory' : 'deciding')]),
  );

/** Seven sit in the plenary; one of them in the first panel already. */
function place() {
  const [plenary, ...panels] = sittings();
  const known = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => ({
    personId: person(number),
    name: { ru: `Делегат ${String(number)}` },
    lang: 'ru' as const,
    organisation: null,
    title: null,
    details: { ...noDetails, kind: null },
  }));
  return emptyPlace({
    known,
    sittings: [
      { ...plenary!, seats: seatsOf([1, 2, 3, 4, 5, 6, 7]) },
      ...panels.map((panel, at) => ({ ...panel, seats: seatsOf(at === 0 ? [1] : []) })),
    ],
  });
}
const panels = sittingIds.slice(1);

test('[PANEL-2] each who sits with all, and in none of these panels, is put where the fewest are, with the right they have', () => {
  const plan = planSpread(place(), panels);
  if (!plan.ok) throw new Error(plan.code);
  const placed = panels.map((id) => plan.value.get(id) ?? []);
  expect(
    placed
      .flat()
      .map(({ personId }) => personId)
      .sort(),
  ).toEqual([2, 3, 4, 5, 6, 7].map(person));
  expect(placed.map((list, at) => list.length + (at === 0 ? 1 : 0)).sort()).toEqual([2, 2, 3]);
  expect(placed.flat().find(({ personId }) => personId === person(3))?.right).toBe('advisory');
});

test('[PANEL-2] nobody is spread into one panel, into what is no panel of that time, into a closed one or an unknown one', () => {
  const refusal = (ids: readonly SittingId[], of = place()) => {
    const plan = planSpread(of, ids);
    return plan.ok ? 'ok' : plan.code;
  };
  expect(refusal([panels[0]!])).toBe('panels-not-beside');
  expect(refusal([sittingIds[0]!, panels[0]!])).toBe('panels-not-beside');
  expect(refusal([...panels, `sit_${'z'.repeat(16)}` as SittingId])).toBe('not-found');
  expect(refusal([])).toBe('not-found');
  const closed = place();
  const sittingsThen = closed.sittings.map((one) =>
    one.sittingId === panels[1] ? { ...one, phase: 'closed' as const } : one,
  );
  expect(refusal(panels, { ...closed, sittings: sittingsThen })).toBe('sitting-closed');
});
