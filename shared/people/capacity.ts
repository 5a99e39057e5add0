/** In what capacities does a person stand in a sitting? The columns of the permission matrix. */
import type { PersonId } from '../lib/ids.ts';

/** A role in a sitting: given and taken by the moderator; says nothing of a right to vote. */
export const roles = [
  'chair',
  'moderator',
  'secretary',
  'drafting',
  'counting',
  'invited',
  'observer',
  'media',
] as const;
export type Role = (typeof roles)[number];

/** A seat's right: `deciding` counts in the result, `advisory` is shown apart and never counted. */
export const seatRights = ['deciding', 'advisory'] as const;
export type SeatRight = (typeof seatRights)[number];

/**
 * What the permission matrix knows. `organiser` comes from the forum, the roles from the sitting, `deciding` and `advisory`
 * from a seat, `public` is whoever is not of the forum.
 */
export const capacities = ['organiser', ...roles, ...seatRights, 'public'] as const;
export type Capacity = (typeof capacities)[number];

/** What must be known of forum and sitting to tell somebody's capacities. */
export interface Standing {
  readonly organisers: readonly PersonId[];
  readonly members: Readonly<Record<PersonId, unknown>>;
  readonly roles: Readonly<Record<PersonId, readonly Role[]>>;
  readonly seats: Readonly<Record<string, { readonly holder: PersonId; readonly right: SeatRight }>>;
}

/**
 * All capacities of a person. A member of the forum with neither role nor seat observes; who is not a member is `public`.
 * Source: the permission matrix (RULES, PERM-1).
 */
export function capacitiesOf(standing: Standing, personId: PersonId): ReadonlySet<Capacity> {
  const found = new Set<Capacity>();
  if (standing.organisers.includes(personId)) found.add('organiser');
  if (standing.members[personId] === undefined) {
    if (found.size === 0) found.add('public');
    return found;
  }
  for (const role of standing.roles[personId] ?? []) found.add(role);
  for (const seat of Object.values(standing.seats)) if (seat.holder === personId) found.add(seat.right);
  if (found.size === 0) found.add('observer');
  return found;
}
