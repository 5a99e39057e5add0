/** What has this desk just seen happen that the stream itself does not tell? A break begun, or a break ended. */
import type { PollId } from '../../../shared/lib/ids.ts';
import type { SittingStream } from '../../../shared/protocol/features.ts';
import { activeItem, type SittingPhase } from '../../../shared/sitting/sitting.ts';
import { newestResult } from './step-words.ts';

/** How long a break is announced, ms; then what will be said at its end stands there. */
const announcedMs = 60_000;

/** Made while a component is made. A desk opened later has seen nothing, and says what comes next. */
export class JustNow {
  #seen = $state.raw<'paused' | 'resumed'>();

  constructor(stream: () => SittingStream) {
    let phase: SittingPhase | undefined;
    let workedOn: string | undefined;
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
      if (workedOn !== undefined && workedOn !== now) this.#seen = undefined;
      workedOn = now;
    });
  }

  get seen(): 'paused' | 'resumed' | undefined {
    return this.#seen;
  }
}

function workOf(stream: SittingStream): string {
  const result: PollId | undefined = newestResult(stream)?.pollId;
  return `${activeItem(stream.sitting)?.itemId ?? ''} ${result ?? ''}`;
}
