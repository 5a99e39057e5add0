/** What is due when? Deadlines lie in the store; here are only the timers that wait for them. */
import type { SittingId } from '../../shared/lib/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { Clock, DeadlineChange, Deadlines } from './ports.ts';

type Due = Extract<DeadlineChange, { change: 'set' }>;

/** What is done when a deadline comes: the ordinary command, by the server. */
export type OnDue = (sittingId: SittingId, command: SittingStreamCommand) => Promise<Result<unknown>>;

/** A refusal that will pass: the deadline is tried again after so long. */
const retryMs = 1000;
const passing = new Set(['busy', 'store-full', 'conflict']);

export class Scheduler {
  readonly #clock: Clock;
  readonly #onDue: OnDue;
  readonly #onFault: (fault: unknown) => void;
  readonly #timers = new Map<string, () => void>();
  #stopped = false;

  constructor(clock: Clock, onDue: OnDue, onFault: (fault: unknown) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
    this.#onFault = onFault;
  }

  /** After a start: whatever came due while nobody was here is done now, the rest in time. */
  async resume(deadlines: Deadlines): Promise<void> {
    for (const due of await deadlines.readDeadlines()) this.#wait({ change: 'set', ...due });
  }

  /** Called with what was committed. */
  changed(changes: readonly DeadlineChange[]): void {
    for (const change of changes) {
      this.#timers.get(change.key)?.();
      this.#timers.delete(change.key);
      if (change.change === 'set') this.#wait(change);
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #wait(due: Due, at = due.at): void {
    if (this.#stopped) return;
    this.#timers.set(
      due.key,
      this.#clock.at(at, () => void this.#fire(due)),
    );
  }

  async #fire(due: Due): Promise<void> {
    this.#timers.delete(due.key);
    try {
      const result = await this.#onDue(sittingIdOf(due.stream), due.command as unknown as SittingStreamCommand);
      if (!result.ok && passing.has(result.code)) this.#wait(due, this.#clock.now() + retryMs);
    } catch (fault) {
      this.#onFault(fault);
      this.#wait(due, this.#clock.now() + retryMs);
    }
  }
}

function sittingIdOf(stream: StreamId): SittingId {
  return stream.slice('sitting:'.length) as SittingId;
}
