/** Does what was asked arrive? It goes out again, with the same request id, until the server has answered. */
import { refuse, type Result } from '../../shared/lib/result.ts';
import type { RequestId } from '../../shared/lib/ids.ts';
import type { Answers, Up } from '../../shared/protocol/messages.ts';
import type { Connection } from './connection.ts';

/** How long an answer is waited for before the same is sent again, ms. */
const answerWithinMs = 6_000;
/** The server said `busy`: how long until it is asked again, ms. */
const busyPauseMs = 800;

export type Delivery =
  /** It lies here: there is no line. */
  | 'waiting'
  /** It is on its way; whether it arrived nobody knows. */
  | 'sending';

export interface DeliveryWatch {
  /** Called at each change of how things stand, until the answer. */
  readonly on?: (delivery: Delivery) => void;
  /** True from when it must not go out any more, e.g. after the close of a vote. Asked before each try. */
  readonly isLate?: () => boolean;
}

/** Refused here, not by the server: it was too late to send, and no answer had come. `mine` will tell whether it had arrived. */
export type LateCode = 'too-late-to-send';

export interface Sender {
  deliver<Name extends 'command' | 'ballot' | 'answer'>(
    name: Name,
    message: Up[Name],
    watch?: DeliveryWatch,
  ): Promise<Answers[Name]>;
  /** There is a line again, and the server knows us: what waits goes out. */
  lineIsUp(): void;
  lineIsDown(): void;
  /** Nothing more will be answered: what waits is refused with this. */
  stop(code: string): void;
}

export function createSender(connection: Pick<Connection, 'ask'>): Sender {
  let isUp = false;
  let stopped: string | null = null;
  const waiting = new Set<() => void>();

  function changed(): void {
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  }

  /** Until the line changes, or so many ms have passed. */
  function aChange(withinMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(done, withinMs);
      function done(): void {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
  }

  return {
    async deliver<Name extends 'command' | 'ballot' | 'answer'>(
      name: Name,
      message: Up[Name],
      watch: DeliveryWatch = {},
    ) {
      for (;;) {
        if (stopped !== null) return refuse(stopped);
        if (watch.isLate?.() === true) return refuse('too-late-to-send' satisfies LateCode);
        if (!isUp) {
          watch.on?.('waiting');
          // Looked at again even with no line: what is late must say so.
          await aChange(watch.isLate === undefined ? undefined : 250);
          continue;
        }
        watch.on?.('sending');
        const answer = await connection.ask(name, message, answerWithinMs).catch(() => null);
        if (answer === null) {
          // The line went, or is about to: a breath, so that a broken line is not asked in a circle.
          await aChange(250);
        } else if (isBusy(answer)) {
          watch.on?.('waiting');
          await aChange(busyPauseMs);
        } else {
          return answer;
        }
      }
    },
    lineIsUp() {
      isUp = true;
      changed();
    },
    lineIsDown() {
      isUp = false;
      changed();
    },
    stop(code) {
      stopped = code;
      changed();
    },
  };
}

function isBusy(answer: Result<unknown>): boolean {
  return !answer.ok && (answer.code === 'busy' || answer.code === 'too-fast');
}

/** A request id of 96 random bits. Works on plain http, where `randomUUID` does not. */
export function newRequestId(): RequestId {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') as RequestId;
}
