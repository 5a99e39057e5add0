/** How many questions without a name may one person ask in a while? Counted in memory alone, so that nothing stored says who asked. */
import type { PersonId } from '../../shared/lib/ids.ts';

const most = 3;
const withinMs = 10 * 60_000;

export class NamelessRate {
  readonly #asked = new Map<PersonId, readonly number[]>();

  /** `now` in ms UTC. */
  may(personId: PersonId, now: number): boolean {
    return this.#lately(personId, now).length < most;
  }

  asked(personId: PersonId, now: number): void {
    // What is long past is forgotten, of everybody: that somebody asked at all is nobody's to find here later.
    for (const other of this.#asked.keys()) if (this.#lately(other, now).length === 0) this.#asked.delete(other);
    this.#asked.set(personId, [...this.#lately(personId, now), now]);
  }

  #lately(personId: PersonId, now: number): readonly number[] {
    return (this.#asked.get(personId) ?? []).filter((at) => at > now - withinMs);
  }
}
