/** Who else is where in the text? By clause for the page, which names them, and by field for their carets. */
import type { ClauseId, PersonId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { Present } from '../../../../shared/protocol/text-wire.ts';
import { Keyed } from '../keyed.svelte.ts';
import { writerColour } from '../writer-colour.ts';
import type { PeerCaret } from './peer-carets.ts';

const nobody: readonly never[] = [];

export class PeersHere {
  readonly #myPersonId: PersonId | null;
  readonly #writers = new Keyed<ClauseId, readonly Present[]>(isSamePeople);
  #carets: ReadonlyMap<string, readonly PeerCaret[]> = new Map();
  /** The same caret is the same object: a field sees at a glance that nothing has moved. */
  readonly #caretOf = new WeakMap<Present, PeerCaret>();

  /** This person's own devices are left out. */
  constructor(myPersonId: PersonId | null) {
    this.#myPersonId = myPersonId;
  }

  /** Who has a caret in the clause, each person once. Told anew when it is somebody else, and not when carets move. */
  writersIn(id: ClauseId): readonly Present[] {
    return this.#writers.get(id) ?? nobody;
  }

  caretsIn(id: ClauseId, lang: Lang): readonly PeerCaret[] {
    return this.#carets.get(`${id} ${lang}`) ?? nobody;
  }

  /** `present`: the other writers, as the line tells of them. */
  take(present: ReadonlyMap<number, Present>): void {
    const writers = new Map<ClauseId, Map<PersonId, Present>>();
    const carets = new Map<string, PeerCaret[]>();
    for (const one of present.values()) {
      const { caret, personId } = one;
      if (caret === null || personId === this.#myPersonId) continue;
      const { clauseId, lang } = caret;
      writers.set(clauseId, (writers.get(clauseId) ?? new Map<PersonId, Present>()).set(personId, one));
      const known = this.#caretOf.get(one);
      const drawn = known ?? { clientId: one.clientId, colour: writerColour(personId), ...caret };
      this.#caretOf.set(one, drawn);
      const there = carets.get(`${clauseId} ${lang}`);
      if (there === undefined) carets.set(`${clauseId} ${lang}`, [drawn]);
      else there.push(drawn);
    }
    this.#carets = carets;
    this.#writers.set(new Map([...writers].map(([id, here]) => [id, [...here.values()]])));
  }
}

function isSamePeople(a: readonly Present[], b: readonly Present[]): boolean {
  return (
    a.length === b.length && a.every((one, place) => one.personId === b[place]?.personId && one.name === b[place].name)
  );
}
