/** Has an organisation its vote in a sitting already? One organisation, one deciding seat, where the template says nothing else. */
import type { ForumState } from '../forum/forum.ts';
import type { OrganisationId, PersonId } from '../lib/ids.ts';
import type { Seat, SittingState } from './sitting.ts';

/** May several delegates of one organisation decide here? */
export function mayManyDecide({ template }: Pick<SittingState, 'template'>): boolean {
  return template?.allows.manyOfOrganisation === true;
}

/** The deciding seats that organisations have here, each held by its delegate. */
export function organisationSeats(
  sitting: Pick<SittingState, 'seats'>,
  members: ForumState['members'],
): ReadonlyMap<OrganisationId, Seat> {
  const found = new Map<OrganisationId, Seat>();
  for (const seat of Object.values(sitting.seats)) {
    const organisation = members[seat.holder]?.organisation;
    if (organisation !== undefined && seat.right === 'deciding') found.set(organisation, seat);
  }
  return found;
}

/** The deciding seat that another delegate of this person's organisation holds; `null`: there is none, or it is no hindrance (ORG-1). */
export function seatOfOrganisation(
  sitting: Pick<SittingState, 'seats' | 'template'>,
  members: ForumState['members'],
  personId: PersonId,
): Seat | null {
  const organisation = members[personId]?.organisation;
  if (organisation === undefined || mayManyDecide(sitting)) return null;
  const seat = organisationSeats(sitting, members).get(organisation);
  return seat === undefined || seat.holder === personId ? null : seat;
}
