/** What has this desk just seen happen that the stream itself does not tell? A break begun, a break ended, or a result that was not said yet. */
import type { PollId } from '../../../shared/lib/ids.ts';
import type { SittingStream } from '../../../shared/protocol/features.ts';
import { activeItem, type SittingPhase } from '../../../shared/sitting/sitting.ts';
import { newestResult } from './step-words.ts';

/** How long a break is announced, ms; then what will be said at its end stands there. */
const announcedMs = 60_000;

export type JustSeen = 'paused' | 'resumed' | 'decided';

/** Made while a component is made. A desk opened later has seen nothing, and says what comes next. */
export class JustNow {
  #seen = $state.raw<JustSeen>();

  constructor(stream: () => SittingStream) {
    let phase: SittingPhase | undefined;
    let workedOn: string | undefined;
    let said: PollId | undefined;
    $effect(() => {
      const before = phase;
      phase = stream().sitting.phase;
      if (before === 'open' && phase === 'paused') {
        this.#seen = 'paused';
        const timer = setTimeout(() => (this.#seen = undefined), announcedMs);
        return () => clearTimeout(timer);
      }
      if (before !== phase) this.#seen = before === 'paused' && phase === 'open' ? 'resumed' : undefined;
      return undefined;
    });
    // Work goes on with the next item or result: the break is behind.
    $effect(() => {
      const now = workOf(stream());
      const result = newestResult(stream())?.pollId;
      if (workedOn !== undefined && workedOn !== now)
        this.#seen = result === undefined || result === said ? undefined : 'decided';
      workedOn = now;
      said = result ?? said;
    });
    // Who was given the floor was given it after the result was said.
    $effect(() => {
      if (stream().floor.turn !== null && this.#seen === 'decided') this.#seen = undefined;
    });
  }

  get seen(): JustSeen | undefined {
    return this.#seen;
  }
}

function workOf(stream: SittingStream): string {
  const result: PollId | undefined = newestResult(stream)?.pollId;
  return `${activeItem(stream.sitting)?.itemId ?? ''} ${result ?? ''}`;
}
