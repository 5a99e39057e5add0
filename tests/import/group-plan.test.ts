/** Which seats come into which group by the kind of organisation, and when do none? */
import { expect, test } from 'vitest';
import { planGroups } from '../../shared/import/group-plan.ts';
import type { PersonId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import { noDetails } from '../../shared/people/member-details.ts';
import type { OrganisationKind } from '../../shared/people/organisation-kind.ts';
import { groupsMost } from '../../shared/sitting/sitting-decide.ts';
import type { Seat, SittingState } from '../../shared/sitting/sitting.ts';
import { emptyPlace, sittingIds, sittings } from './import-world.ts';

const wanted = sittingIds[0]!;
const person = (number: number): PersonId => `per_${String(number).padStart(16, '0')}` as PersonId;
const seatId = (number: number): SeatId => `sea_${String(number).padStart(16, '0')}` as SeatId;

/** Of each seat the kind of its holder's organisation, and the group it is in. */
function place(rows: readonly (readonly [OrganisationKind | null, string | null])[], more: Partial<SittingState> = {}) {
  const [plenary, ...others] = sittings();
  const seats = rows.map(([, group], at): Seat => {
    return { seatId: seatId(at), holder: person(at), right: 'deciding', weight: 1, group };
  });
  const known = rows.map(([kind], at) => ({
    personId: person(at),
    name: { ru: `Делегат ${String(at)}` },
    lang: 'ru' as const,
    organisation: null,
    title: null,
    details: kind === null && at % 2 === 0 ? null : { ...noDetails, kind },
  }));
  const sitting = { ...plenary!, seats: Object.fromEntries(seats.map((seat) => [seat.seatId, seat])), ...more };
  return emptyPlace({ known, sittings: [sitting, ...others] });
}

const refusal = (of: ReturnType<typeof place>, id: SittingId = wanted) => {
  const plan = planGroups(of, id);
  return plan.ok ? 'ok' : plan.code;
};

test('[GROUP-4] each seat comes into the group of its kind; without a kind into none, and put by hand it stays', () => {
  const named = [{ groupId: 'kind-media', name: { ru: 'СМИ' } }];
  const rows = [
    ['youth', null],
    ['media', 'kind-media'],
    ['media', null],
    [null, null],
    [null, null],
    ['youth', 'g1'],
    ['media', 'kind-youth'],
  ] as const;
  const plan = planGroups(place(rows, { groups: named }), wanted);
  expect(plan).toEqual({
    ok: true,
    value: {
      events: [
        {
          type: 'sitting.group-named',
          groupId: 'kind-youth',
          name: { kk: expect.any(String) as string, ru: 'молодёжные', en: expect.any(String) as string },
        },
        {
          type: 'sitting.seats-grouped',
          seats: [
            { seatId: seatId(0), group: 'kind-youth' },
            { seatId: seatId(2), group: 'kind-media' },
            { seatId: seatId(6), group: 'kind-media' },
          ],
        },
      ],
      grouped: { youth: 1, media: 3 },
      unknown: 2,
      byHand: 1,
    },
  });
});

test('[GROUP-4] where nothing is to be moved nothing happens, and where it cannot be done it is said why', () => {
  const named = [{ groupId: 'kind-media', name: { ru: 'СМИ' } }];
  const still = planGroups(place([['media', 'kind-media']], { groups: named }), wanted);
  expect(still.ok && still.value.events).toEqual([]);
  expect(refusal(place([[null, null]]))).toBe('no-kinds');
  expect(refusal(place([['media', null]], { phase: 'closed' }))).toBe('sitting-closed');
  expect(refusal(place([['media', null]]), `sit_${'z'.repeat(16)}` as SittingId)).toBe('not-found');
  const groups = Array.from({ length: groupsMost }, (_, at) => ({ groupId: `g${String(at)}`, name: { ru: 'Группа' } }));
  expect(refusal(place([['media', null]], { groups }))).toBe('groups-too-many');
});
