/** How many are connected, and how many have voted? Numbers without names, sent to all at most twice a second. */
import type { PollId, SittingId } from '../../shared/lib/ids.ts';
import type { CrowdFrame } from '../../shared/protocol/messages.ts';
import type { Clock } from '../engine/ports.ts';
import type { PageServer, PageSocket } from './gateway.ts';

const intervalMs = 500;

export class CrowdCount {
  readonly #io: PageServer;
  readonly #room: string;
  readonly #sittingId: SittingId;
  readonly #clock: Clock;
  #turnout: { readonly pollId: PollId; readonly cast: number; readonly seats: number } | null = null;
  /** Counted apart from what is shown: the first ballots may come before the opening was told to all. */
  #cast: { readonly pollId: PollId; readonly count: number } | null = null;
  #connected = 0;
  #cancel: (() => void) | null = null;
  #sentAt = 0;

  constructor(io: PageServer, room: string, sittingId: SittingId, clock: Clock) {
    this.#io = io;
    this.#room = room;
    this.#sittingId = sittingId;
    this.#clock = clock;
  }

  /** A poll is open: `cast` of its `seats` have voted already. */
  open(pollId: PollId, seats: number, cast: number): void {
    const counted = this.#cast?.pollId === pollId ? this.#cast.count : 0;
    this.#cast = { pollId, count: Math.max(cast, counted) };
    this.#turnout = { pollId, cast: this.#cast.count, seats };
    this.changed(this.#connected);
  }

  shut(): void {
    this.#turnout = null;
    this.changed(this.#connected);
  }

  /** A seat has voted for the first time. */
  cast(pollId: PollId, connected: number): void {
    this.#cast = { pollId, count: (this.#cast?.pollId === pollId ? this.#cast.count : 0) + 1 };
    if (this.#turnout?.pollId !== pollId) return;
    this.#turnout = { ...this.#turnout, cast: this.#cast.count };
    this.changed(connected);
  }

  changed(connected: number): void {
    this.#connected = connected;
    if (this.#cancel !== null) return;
    const due = Math.max(this.#clock.now(), this.#sentAt + intervalMs);
    this.#cancel = this.#clock.at(due, () => {
      this.#cancel = null;
      this.#io.to(this.#room).emit('crowd', this.#frame());
      // From the end of the last sending: a slow one must not be followed at once by the next.
      this.#sentAt = this.#clock.now();
    });
  }

  /** To one who has just come. */
  send(socket: PageSocket, connected: number): void {
    this.#connected = connected;
    socket.emit('crowd', this.#frame());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #frame(): CrowdFrame {
    return { sittingId: this.#sittingId, connected: this.#connected, turnout: this.#turnout };
  }
}
