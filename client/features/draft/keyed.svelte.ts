/**
 * What does each clause hang on, of something that is told for all of them at once? Hundreds of clauses look here, each under its own id:
 * only those are told whose value has changed.
 */

class Box<Value> {
  now = $state.raw() as Value;
  constructor(value: Value) {
    this.now = value;
  }
}

export class Keyed<Key, Value> {
  readonly #boxes = new Map<Key, Box<Value | undefined>>();
  readonly #isSame: (a: Value, b: Value) => boolean;
  /** Told to those who asked for a key that was never there. */
  #added = $state(0);

  /** `isSame`: such a value takes no other's place. */
  constructor(isSame: (a: Value, b: Value) => boolean = Object.is) {
    this.#isSame = isSame;
  }

  /** In an effect or a derived value: asked again when the value of this key is another one. */
  get(key: Key): Value | undefined {
    const box = this.#boxes.get(key);
    if (box !== undefined) return box.now;
    void this.#added;
    return undefined;
  }

  #former: readonly Value[] = [];

  /** The same for a list, most of which is the former one: with each letter of anybody one of hundreds is another. Not in a derived value. */
  setList(next: readonly Value[], keyOf: (value: Value) => Key): void {
    const former = this.#former;
    this.#former = next;
    const isAsBefore = (value: Value, place: number): boolean => {
      const was = former[place];
      return value === was || (was !== undefined && keyOf(value) === keyOf(was));
    };
    if (next.length !== former.length || !next.every(isAsBefore)) {
      this.set(new Map(next.map((value) => [keyOf(value), value])));
      return;
    }
    next.forEach((value, place) => {
      if (value === former[place]) return;
      const box = this.#boxes.get(keyOf(value));
      if (box !== undefined && (box.now === undefined || !this.#isSame(box.now, value))) box.now = value;
    });
  }

  /** These are all there are from now on. Not in a derived value. */
  set(next: ReadonlyMap<Key, Value>): void {
    let isAdded = false;
    for (const [key, value] of next) {
      const box = this.#boxes.get(key);
      if (box === undefined) {
        this.#boxes.set(key, new Box<Value | undefined>(value));
        isAdded = true;
      } else if (box.now === undefined || !this.#isSame(box.now, value)) box.now = value;
    }
    for (const [key, box] of this.#boxes) {
      if (box.now !== undefined && !next.has(key)) box.now = undefined;
    }
    if (isAdded) this.#added += 1;
  }
}
