/** What does a store look like that takes its time and may be killed? The one of memory, behind a writer's and a reader's line. */
import type { Committed, Store, Unit } from '../../server/engine/ports.ts';
import type { MemoryDisk } from '../../server/store/memory-disk.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { PollId } from '../../shared/lib/ids.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { Chance, SimTime } from './sim-time.ts';

/** Faults that a store may be given, to show that a simulation finds them. */
export type StoreFault = 'ballot-taken-twice' | 'tally-before-seal' | null;

export class SimStore {
  readonly store: Store;
  isAlive = true;
  readonly #inner: Store;
  readonly #time: SimTime;
  readonly #chance: Chance;
  readonly #fault: StoreFault;
  readonly #free = { write: 0, read: 0 };
  readonly #sealing = new Map<PollId, number>();
  #commitAt = 0;

  constructor(time: SimTime, chance: Chance, disk: MemoryDisk, fault: StoreFault) {
    this.#time = time;
    this.#chance = chance;
    this.#fault = fault;
    this.#inner = openMemoryStore({ clock: { now: () => this.#commitAt }, disk });
    const wrapped = Object.entries(this.#inner).map(([name, call]) => {
      const direct = call as (...given: unknown[]) => Promise<unknown>;
      if (name === 'commit') return [name, (unit: Unit) => this.#commit(unit)];
      if (name === 'readPoll' && fault === 'tally-before-seal') return [name, (id: PollId) => this.#readPoll(id)];
      if (name === 'readBallots' && fault === 'ballot-taken-twice')
        return [name, (id: PollId) => this.#readBallots(id)];
      const line = name.startsWith('read') || name.startsWith('stream') || name === 'textsOf' ? 'read' : 'write';
      return [name, (...given: unknown[]) => this.#inLine(line, () => direct(...given))];
    });
    this.store = Object.fromEntries(wrapped) as Store;
  }

  /** The process is gone: nothing more is written, nobody is answered. */
  kill(): void {
    this.isAlive = false;
  }

  /** In order: it waits, is done, and the answer comes a little later. */
  #inLine<T>(line: 'write' | 'read', work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        if (!this.isAlive) return;
        work().then(
          (value) => this.#time.after(this.#chance.below(3), () => (this.isAlive ? resolve(value) : undefined)),
          reject,
        );
      };
      const ms = this.#chance.is(0.03) ? this.#chance.below(60) : this.#chance.below(line === 'write' ? 8 : 4);
      this.#free[line] = Math.max(this.#free[line], this.#time.now + ms);
      this.#time.at(this.#free[line], done);
    });
  }

  async #commit(unit: Unit): Promise<Result<Committed, never>> {
    const askedAt = this.#time.now;
    const write = (): ReturnType<Store['commit']> => {
      this.#commitAt = askedAt;
      return this.#inner.commit(unit);
    };
    const seal = unit.polls?.find((change) => change.change === 'seal');
    if (this.#fault === 'tally-before-seal' && seal !== undefined) {
      this.#sealing.set(seal.pollId, askedAt);
      this.#time.after(400, () => (this.isAlive ? void write() : undefined));
      return ok({ repeated: false, answer: null, at: askedAt, textSeqs: {}, streamSeqs: {} });
    }
    const committed = (await this.#inLine('write', write)) as Result<Committed, never>;
    return committed;
  }

  async #readPoll(pollId: PollId): ReturnType<Store['readPoll']> {
    const box = await this.#inLine('read', () => this.#inner.readPoll(pollId));
    return box === null ? null : { ...box, sealedAt: box.sealedAt ?? this.#sealing.get(pollId) ?? null };
  }

  /** A box that gives a seat's ballot twice, as one without its unique key would after a message that came twice. */
  async #readBallots(pollId: PollId): ReturnType<Store['readBallots']> {
    const ballots = await this.#inLine('read', () => this.#inner.readBallots(pollId));
    return [...ballots, ...ballots.slice(-1)];
  }
}
