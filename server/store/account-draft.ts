/** What has a unit changed so far among persons, links, logins and codes? */
import type { LinkId, PersonId } from '../../shared/lib/ids.ts';
import { Overlay } from './overlay.ts';
import type { PersonRow } from './schema.ts';
import type { Facts } from './unit-plan.ts';
import type { Write } from './writes.ts';

export class AccountDraft {
  readonly facts: Facts;
  readonly at: number;
  readonly writes: Write[];
  readonly persons = new Overlay<Pick<PersonRow, 'erasedAt'>>();
  readonly links = new Overlay<{ readonly revokedAt: number | null }>();
  /** Ids and token hashes. */
  readonly takenLinks = new Set<string>();
  readonly takenLogins = new Set<string>();
  /** Code → its target; `''`: given up. */
  readonly codes = new Map<string, string>();

  constructor(facts: Facts, at: number, writes: Write[]) {
    this.facts = facts;
    this.at = at;
    this.writes = writes;
  }

  person(personId: PersonId): Pick<PersonRow, 'erasedAt'> | undefined {
    return this.persons.get(personId, () => this.facts.person(personId));
  }

  /** `undefined`: unknown; `null`: it is good. */
  linkRevokedAt(linkId: LinkId): number | null | undefined {
    return this.links.get(linkId, () => {
      const revokedAt = this.facts.linkRevokedAt(linkId);
      return revokedAt === undefined ? undefined : { revokedAt };
    })?.revokedAt;
  }
}
