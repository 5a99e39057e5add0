/** What becomes of a sitting, and what of it does each audience see? */
import { assertNever } from '../lib/assert-never.ts';
import type { AgendaItemId, SeatId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { AgendaItem, Seat, SittingState } from './sitting.ts';
import type { SittingEvent } from './sitting-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applySitting(sitting: SittingState, recorded: Recorded<SittingEvent>): SittingState {
  const { event, at } = recorded;
  switch (event.type) {
    case 'sitting.planned': {
      const { type: _type, agenda, ...planned } = event;
      return {
        ...sitting,
        ...planned,
        phase: 'planned',
        agenda: agenda.map((item) => ({ ...item, state: 'pending', startedAt: null })),
      };
    }
    case 'sitting.lobby-opened':
      return { ...sitting, phase: 'lobby' };
    case 'sitting.opened': {
      const { type: _type, ...how } = event;
      return { ...sitting, ...how, phase: 'open' };
    }
    case 'sitting.resumed':
      return { ...sitting, phase: 'open', pausedUntil: null };
    case 'sitting.paused':
      return { ...sitting, phase: 'paused', pausedUntil: event.until };
    case 'sitting.closed':
      return { ...sitting, phase: 'closed', pausedUntil: null };
    case 'sitting.item-started':
      return withItem(sitting, event.itemId, { state: 'active', startedAt: at });
    case 'sitting.item-done':
      return withItem(sitting, event.itemId, { state: 'done' });
    case 'sitting.speakers-set':
      return withItem(sitting, event.itemId, { speakers: event.speakers });
    case 'sitting.role-given': {
      const held = sitting.roles[event.personId] ?? [];
      if (held.includes(event.role)) return sitting;
      return { ...sitting, roles: { ...sitting.roles, [event.personId]: [...held, event.role] } };
    }
    case 'sitting.role-taken': {
      const left = (sitting.roles[event.personId] ?? []).filter((role) => role !== event.role);
      const { [event.personId]: _gone, ...others } = sitting.roles;
      return { ...sitting, roles: left.length === 0 ? others : { ...others, [event.personId]: left } };
    }
    case 'sitting.seat-given': {
      const { seatId, personId, weight, right } = event;
      return {
        ...sitting,
        seats: { ...sitting.seats, [seatId]: { seatId, holder: personId, weight, right, group: null } },
      };
    }
    case 'sitting.seats-given': {
      const given = event.seats.map(({ seatId, personId, right, weight = 1 }): [SeatId, Seat] => [
        seatId,
        { seatId, holder: personId, weight, right, group: null },
      ]);
      return { ...sitting, seats: { ...sitting.seats, ...Object.fromEntries(given) } };
    }
    case 'sitting.seats-weighed':
    case 'sitting.seats-grouped':
      return withSeats(sitting, event.seats);
    case 'sitting.seat-taken': {
      const { [event.seatId]: _gone, ...others } = sitting.seats;
      return { ...sitting, seats: others };
    }
    case 'sitting.proxy-given':
      return { ...sitting, proxies: { ...sitting.proxies, [event.seatId]: event.to } };
    case 'sitting.proxy-ended': {
      const { [event.seatId]: _ended, ...others } = sitting.proxies ?? {};
      return { ...sitting, proxies: others };
    }
    case 'sitting.group-named': {
      const { groupId, name } = event;
      const isKnown = sitting.groups.some((group) => group.groupId === groupId);
      const groups = isKnown
        ? sitting.groups.map((group) => (group.groupId === groupId ? { groupId, name } : group))
        : [...sitting.groups, { groupId, name }];
      return { ...sitting, groups };
    }
    case 'sitting.seat-grouped':
      return withSeats(sitting, [{ seatId: event.seatId, group: event.groupId }]);
    case 'sitting.recused': {
      const { seatId, itemId, takesPart } = event;
      const others = (sitting.recused[seatId] ?? []).filter((item) => item !== itemId);
      return { ...sitting, recused: { ...sitting.recused, [seatId]: takesPart ? others : [...others, itemId] } };
    }
    case 'sitting.presence-noted': {
      const { [event.personId]: _before, ...others } = sitting.present;
      if (event.where === 'absent') return { ...sitting, present: others };
      return { ...sitting, present: { ...others, [event.personId]: { where: event.where, since: at, by: event.by } } };
    }
    default:
      return assertNever(event);
  }
}

function withSeats(
  sitting: SittingState,
  changes: readonly (Pick<Seat, 'seatId'> & Partial<Pick<Seat, 'weight' | 'group'>>)[],
): SittingState {
  const seats = { ...sitting.seats };
  for (const { seatId, ...change } of changes) {
    const seat = seats[seatId];
    if (seat !== undefined) seats[seatId] = { ...seat, ...change };
  }
  return { ...sitting, seats };
}

function withItem(
  sitting: SittingState,
  itemId: AgendaItemId,
  change: Partial<Pick<AgendaItem, 'state' | 'startedAt' | 'speakers'>>,
): SittingState {
  return { ...sitting, agenda: sitting.agenda.map((item) => (item.itemId === itemId ? { ...item, ...change } : item)) };
}

/** Roles, seats and presence are open to everybody of the forum and, as numbers without names, to the hall's screen. */
export function viewSitting(
  recorded: Recorded<SittingEvent>,
  _before: SittingState,
  _after: SittingState,
  _audience: Audience,
): readonly SittingEvent[] {
  return [recorded.event];
}

export function viewSittingState(sitting: SittingState, _audience: Audience): SittingState {
  return sitting;
}
