/** What has a unit changed so far, over what the store says? */
export class Overlay<Value> {
  readonly #read = new Map<string, Value | undefined>();
  readonly #set = new Map<string, Value>();

  /** The changed value, else what `read` says; each fact is read once. */
  get(key: string, read: () => Value | undefined): Value | undefined {
    const changed = this.#set.get(key);
    if (changed !== undefined) return changed;
    if (!this.#read.has(key)) this.#read.set(key, read());
    return this.#read.get(key);
  }

  set(key: string, value: Value): void {
    this.#set.set(key, value);
  }

  changed(): Iterable<[string, Value]> {
    return this.#set.entries();
  }
}
