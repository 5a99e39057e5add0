/** How long does that stay open which many use? As long as somebody holds it, and a while longer. */

interface Entry<Value> {
  readonly opening: Promise<Value | null>;
  /** `null` while it opens. */
  value: Value | null;
  holders: number;
  /** When the last holder let go, ms UTC. */
  idleSince: number;
}

export class Kept<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();
  readonly #open: (key: Key) => Promise<Value | null>;
  readonly #close: (value: Value) => void;
  readonly #now: () => number;

  /** `open` gives `null` for what does not exist: it is not remembered. */
  constructor(open: (key: Key) => Promise<Value | null>, close: (value: Value) => void, now: () => number) {
    this.#open = open;
    this.#close = close;
    this.#now = now;
  }

  /** Opened once, by whoever asks first. What is not `null` must be let go by `release`, once a hold. */
  async hold(key: Key): Promise<Value | null> {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { opening: this.#open(key), value: null, holders: 0, idleSince: 0 };
      this.#entries.set(key, entry);
    }
    // Counted before it is waited for: what is being opened is held by who waits.
    entry.holders += 1;
    try {
      entry.value = await entry.opening;
    } finally {
      if (entry.value === null) {
        entry.holders -= 1;
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      }
    }
    return entry.value;
  }

  release(key: Key): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.holders -= 1;
    entry.idleSince = this.#now();
  }

  /** What is open or opening, without holding it. */
  peek(key: Key): Promise<Value | null> | undefined {
    return this.#entries.get(key)?.opening;
  }

  /** What is open already. */
  now(key: Key): Value | undefined {
    return this.#entries.get(key)?.value ?? undefined;
  }

  /** Closes what nobody has held for `idleMs`. Returns how many. */
  forgetIdle(idleMs: number): number {
    let count = 0;
    for (const [key, { value, holders, idleSince }] of this.#entries) {
      if (value === null || holders > 0 || this.#now() - idleSince < idleMs) continue;
      this.#entries.delete(key);
      this.#close(value);
      count += 1;
    }
    return count;
  }

  close(): void {
    for (const { opening } of this.#entries.values()) {
      opening.then(
        (value) => {
          if (value !== null) this.#close(value);
        },
        // Who opened it was told.
        () => undefined,
      );
    }
    this.#entries.clear();
  }
}
