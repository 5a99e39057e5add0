/** What is written for the lines of a plan that are taken? Names for the accounts, and events in which there are none. */
import type { ForumEvent } from '../forum/forum-events.ts';
import type { OrganisationId, PersonId, SittingId } from '../lib/ids.ts';
import type { DecideContext } from '../people/decide-context.ts';
import { endedWithSeat } from '../sitting/proxy.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { LineDeed, OrganisationKey, PlannedLine } from './import-plan.ts';

export interface ImportWrites {
  readonly people: readonly { readonly personId: PersonId; readonly deed: LineDeed }[];
  readonly forum: readonly ForumEvent[];
  readonly sittings: ReadonlyMap<SittingId, readonly SittingEvent[]>;
}

/** Pure: `newId` brings the randomness. Nothing for lines that are bad or change nothing. */
export function importWrites(
  lines: readonly PlannedLine[],
  sittings: readonly SittingState[],
  { newId }: Pick<DecideContext, 'newId'>,
): ImportWrites {
  const organisations = new Map<OrganisationKey, OrganisationId>();
  const organisationOf = (key: OrganisationKey | null): OrganisationId | null => {
    if (key === null) return null;
    if (!key.startsWith('new ')) return key as OrganisationId;
    const id = organisations.get(key) ?? newId('organisation');
    organisations.set(key, id);
    return id;
  };
  const people = lines.flatMap(({ is, deed }) =>
    deed === null || is === 'same' ? [] : [{ personId: deed.known?.personId ?? newId('person'), deed }],
  );
  const bySitting = new Map<SittingId, SittingEvent[]>();
  for (const sitting of sittings) {
    const { sittingId } = sitting;
    if (sittingId === null) continue;
    const events: SittingEvent[] = [];
    const given: Extract<SittingEvent, { type: 'sitting.seats-given' }>['seats'][number][] = [];
    const weighed: Extract<SittingEvent, { type: 'sitting.seats-weighed' }>['seats'][number][] = [];
    for (const { personId, deed } of people) {
      for (const left of deed.leaves) {
        if (left.sittingId !== sittingId) continue;
        events.push(...endedWithSeat(sitting, left.seatId), { type: 'sitting.seat-taken', seatId: left.seatId });
      }
      for (const seat of deed.seats) {
        if (seat.sittingId !== sittingId) continue;
        const { right, weight } = seat;
        given.push({ seatId: newId('seat'), personId, right, ...(weight !== 1 && { weight }) });
      }
      for (const { seatId, weight, ...its } of deed.weighs) {
        if (its.sittingId === sittingId) weighed.push({ seatId, weight });
      }
      for (const office of deed.offices) {
        if (office.sittingId === sittingId) events.push({ type: 'sitting.role-given', personId, role: office.role });
      }
    }
    if (weighed.length > 0) events.push({ type: 'sitting.seats-weighed', seats: weighed });
    if (given.length > 0) events.push({ type: 'sitting.seats-given', seats: given });
    if (events.length > 0) bySitting.set(sittingId, events);
  }
  const imported = people.map(({ personId, deed }) => ({ personId, organisation: organisationOf(deed.organisation) }));
  return {
    people,
    forum: imported.length === 0 ? [] : [{ type: 'forum.people-imported', people: imported }],
    sittings: bySitting,
  };
}
