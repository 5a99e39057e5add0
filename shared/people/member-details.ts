/** What is known of somebody in a forum besides their name? For who registers people alone; in no event, and erased with the person. */
import type { OrganisationKind } from './organisation-kind.ts';

export interface MemberDetails {
  /** Of the organisation. */
  readonly kind: OrganisationKind | null;
  /** The organisation's business number, twelve digits as they were written. */
  readonly bin: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export const noDetails: MemberDetails = { kind: null, bin: null, email: null, phone: null };
