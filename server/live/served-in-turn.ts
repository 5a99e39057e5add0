/** Who is served now, where thousands come at once? A few in each turn of the event loop, people of importance before all others. */

/** So many may wait inside; whoever comes then is told when to come again. */
const waitingMost = 1_000;

/**
 * How long who comes now should stay away, ms; `null`: they may come in. The more wait, the longer, and spread (`random`: 0 to 1), so that
 * those who are sent away together do not come back together.
 */
export function retryAfter(waiting: number, random: number): number | null {
  if (waiting <= waitingMost) return null;
  return Math.round(1_000 + random * Math.min(10_000, waiting * 2));
}

export class ServedInTurn {
  readonly #most: number;
  #left: number;
  #isTurnAsked = false;
  readonly #first: (() => void)[] = [];
  readonly #others: (() => void)[] = [];

  /** `most`: so many in a turn. */
  constructor(most: number) {
    this.#most = most;
    this.#left = most;
  }

  get waiting(): number {
    return this.#first.length + this.#others.length;
  }

  /** Resolves when it is time; at once as long as few come. */
  turn(isFirst: boolean): Promise<void> {
    this.#askTurn();
    if (this.#left > 0 && (isFirst || this.waiting === 0)) {
      this.#left -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => (isFirst ? this.#first : this.#others).push(resolve));
  }

  #askTurn(): void {
    if (this.#isTurnAsked) return;
    this.#isTurnAsked = true;
    setImmediate(() => {
      this.#isTurnAsked = false;
      this.#left = this.#most;
      while (this.#left > 0) {
        const next = this.#first.shift() ?? this.#others.shift();
        if (next === undefined) return;
        this.#left -= 1;
        next();
      }
      this.#askTurn();
    });
  }
}
