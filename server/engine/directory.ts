/** What are people called in a forum? Names live in the accounts; they are read once and again when somebody joins. */
import type { ForumId, PersonId } from '../../shared/lib/ids.ts';
import type { Names, PublicPerson } from '../../shared/protocol/messages.ts';
import type { Accounts } from './ports.ts';

export class Directory {
  readonly #accounts: Accounts;
  readonly #forums = new Map<ForumId, Map<PersonId, PublicPerson>>();

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** The names of those people who belong to the forum; others have none here. */
  async names(forumId: ForumId, personIds: Iterable<PersonId>): Promise<Names> {
    const wanted = [...personIds];
    let known = this.#forums.get(forumId);
    if (known === undefined || wanted.some((personId) => known?.has(personId) === false))
      known = await this.#read(forumId);
    const names: Record<PersonId, PublicPerson> = {};
    for (const personId of wanted) {
      const person = known.get(personId);
      if (person !== undefined) names[personId] = person;
    }
    return names;
  }

  /** A name changed or was erased. */
  forget(forumId: ForumId): void {
    this.#forums.delete(forumId);
  }

  async #read(forumId: ForumId): Promise<Map<PersonId, PublicPerson>> {
    const people = new Map<PersonId, PublicPerson>();
    for (const { person, membership } of await this.#accounts.readMembers(forumId)) {
      const { organisation, title } = membership;
      people.set(person.personId, { name: person.name, organisation, title });
    }
    this.#forums.set(forumId, people);
    return people;
  }
}
