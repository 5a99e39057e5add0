/** What does the desk show of a person? */
import type { PersonId } from '../../../shared/lib/ids.ts';
import type { Role } from '../../../shared/people/capacity.ts';
import type { Seat } from '../../../shared/sitting/sitting.ts';

export interface PersonAtDesk {
  readonly personId: PersonId;
  /** In the reader's language; empty while unknown. */
  readonly name: string;
  /** In every language, for finding. */
  readonly allNames: readonly string[];
  readonly organisation: string;
  readonly came: 'guest' | 'invited';
  readonly roles: readonly Role[];
  readonly seat: Seat | null;
  /** `null`: not marked present. */
  readonly where: 'hall' | 'remote' | null;
}
