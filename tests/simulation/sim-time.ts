/** What time is it in a simulation, and what happens next? Time stands still but for `runUntil`; everything is done by one thread in one order. */
import type { Clock } from '../../server/engine/ports.ts';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  now: Date.now,
  random: Math.random,
  setImmediate: globalThis.setImmediate,
};

export class SimTime {
  now: number;
  #order = 0;
  readonly #waiting = new Map<number, Entry>();
  #heap: Entry[] = [];

  constructor(startAt: number) {
    this.now = startAt;
  }

  /** Calls back at the instant, behind what was asked for that instant before. Returns the way to cancel. */
  at(at: number, run: () => void): () => void {
    const order = this.#order++;
    const entry = { at: Math.max(at, this.now), order, run };
    this.#waiting.set(order, entry);
    push(this.#heap, entry);
    return () => void this.#waiting.delete(order);
  }

  after(ms: number, run: () => void): () => void {
    return this.at(this.now + ms, run);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async runUntil(until: number): Promise<void> {
    await settle();
    for (;;) {
      const next = this.#heap[0];
      if (next === undefined || next.at > until) break;
      pop(this.#heap);
      if (!this.#waiting.delete(next.order)) continue;
      this.now = next.at;
      next.run();
      await settle();
    }
    this.now = until;
  }

  /** A clock of a server that may die: then it calls nobody back any more. */
  clock(isAlive: () => boolean): Clock {
    return {
      now: () => this.now,
      at: (at, callback) =>
        this.at(at, () => {
          if (isAlive()) callback();
        }),
    };
  }

  /** While `work` runs, timers, the date and chance are the simulation's, for the code of the pages too. */
  async rule<T>(random: () => number, work: () => Promise<T>): Promise<T> {
    const timers = new Map<number, () => void>();
    let numbers = 0;
    const timer = (id: number) => ({ id, unref: () => undefined, ref: () => undefined });
    const setSimTimeout = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): unknown => {
      const id = ++numbers;
      timers.set(
        id,
        this.after(Math.max(1, ms), () => callback(...given)),
      );
      return timer(id);
    };
    const setSimInterval = (callback: () => void, ms = 0): unknown => {
      const id = ++numbers;
      const again = (): void =>
        void timers.set(
          id,
          this.after(Math.max(1, ms), () => (again(), callback())),
        );
      again();
      return timer(id);
    };
    const clear = (handle: { id: number } | undefined): void => {
      if (typeof handle !== 'object') return;
      timers.get(handle.id)?.();
      timers.delete(handle.id);
    };
    Object.assign(globalThis, {
      setTimeout: setSimTimeout,
      clearTimeout: clear,
      setInterval: setSimInterval,
      clearInterval: clear,
    });
    Date.now = () => this.now;
    Math.random = random;
    try {
      return await work();
    } finally {
      const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
      Date.now = real.now;
      Math.random = real.random;
    }
  }
}

/** Until all that follows at once has happened: every promise that could go on has gone on. */
function settle(): Promise<void> {
  return new Promise((resolve) => real.setImmediate(resolve));
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.at !== other.at ? one.at < other.at : one.order < other.order;
}

function push(heap: Entry[], entry: Entry): void {
  let place = heap.length;
  heap.push(entry);
  while (place > 0) {
    const above = (place - 1) >> 1;
    if (!isBefore(entry, heap[above]!)) break;
    heap[place] = heap[above]!;
    place = above;
  }
  heap[place] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
    if (!isBefore(heap[below]!, last)) break;
    heap[place] = heap[below]!;
    place = below;
  }
  heap[place] = last;
}

/** Random numbers that can be had again; each part of a simulation draws from its own. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to 1. mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  is(share: number): boolean {
    return this.next() < share;
  }
}
