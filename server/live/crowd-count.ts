/** How many are connected, and how many have voted? Numbers without names, sent to all at most twice a second. */
import type { PollId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import type { Upvotes } from '../../shared/question/question.ts';
import type { CrowdFrame } from '../../shared/protocol/messages.ts';
import type { Clock } from '../engine/ports.ts';
import type { PageSocket } from './gateway.ts';
import type { Rooms } from './hall.ts';

const intervalMs = 500;
/** How many are here is told to a large hall less often: while thousands come it would be most of what is sent. */
const headsIntervalMs = 3_000;
const largeHall = 250;

export class CrowdCount {
  readonly #io: Rooms;
  readonly #room: string;
  readonly #sittingId: SittingId;
  readonly #clock: Clock;
  #turnout: { readonly pollId: PollId; readonly seats: number } | null = null;
  /**
   * Kept apart from what is shown, and by poll: the first ballots may come before the opening was told to all, and the last ones of a
   * poll after the next was opened. Seats and not a number: what is read from the box may be told by its voter too.
   */
  readonly #voted = new Map<PollId, Set<SeatId>>();
  #inHall: { readonly pollId: PollId; readonly seats: readonly SeatId[] } | null = null;
  #connected = 0;
  #upvotes: Upvotes = {};
  /** They are long where many are asked: told when they have changed, and to who comes. */
  #upvotesChanged = false;
  #cancel: (() => void) | null = null;
  /** A frame is being handed out to the hall; what changes meanwhile is told after it. */
  #isSending = false;
  #changedMeanwhileMs: number | null = null;
  #due = 0;
  #isClosed = false;
  #sentAt = 0;

  constructor(io: Rooms, room: string, sittingId: SittingId, clock: Clock) {
    this.#io = io;
    this.#room = room;
    this.#sittingId = sittingId;
    this.#clock = clock;
  }

  /** A poll of so many seats is open, and these have voted already. */
  open(pollId: PollId, seats: number, voted: Iterable<SeatId>): void {
    const counted = this.#votedIn(pollId);
    for (const seatId of voted) counted.add(seatId);
    for (const other of this.#voted.keys()) if (other !== pollId) this.#voted.delete(other);
    this.#turnout = { pollId, seats };
    this.changed(this.#connected);
  }

  /** These vote by card, and nobody else does: told again, the last one holds. */
  countedInHall(pollId: PollId, seats: readonly SeatId[], connected: number): void {
    this.#inHall = { pollId, seats };
    if (this.#turnout?.pollId === pollId) this.changed(connected);
  }

  shut(): void {
    this.#turnout = null;
    this.changed(this.#connected);
  }

  /** A seat's ballot lies in the box; told twice, or changed, it counts once. */
  cast(pollId: PollId, seatId: SeatId, connected: number): void {
    this.#votedIn(pollId).add(seatId);
    if (this.#turnout?.pollId === pollId) this.changed(connected);
  }

  /** How many want to know each question. */
  upvoted(sums: Upvotes, connected: number): void {
    this.#upvotes = sums;
    this.#upvotesChanged = true;
    this.changed(connected);
  }

  /** Somebody came or went. */
  headsChanged(connected: number): void {
    this.#connected = connected;
    this.#tellAt(connected > largeHall ? headsIntervalMs : intervalMs);
  }

  changed(connected: number): void {
    this.#connected = connected;
    this.#tellAt(intervalMs);
  }

  #tellAt(afterMs: number): void {
    if (this.#isSending) {
      this.#changedMeanwhileMs = Math.min(this.#changedMeanwhileMs ?? afterMs, afterMs);
      return;
    }
    const due = Math.max(this.#clock.now(), this.#sentAt + afterMs);
    if (this.#cancel !== null && this.#due <= due) return;
    this.#cancel?.();
    this.#due = due;
    this.#cancel = this.#clock.at(due, () => {
      this.#cancel = null;
      this.#io.to(this.#room).emit('crowd', this.#frame(this.#upvotesChanged));
      this.#upvotesChanged = false;
      const sent = this.#io.sent?.();
      if (sent === undefined) this.#sentToAll();
      else {
        this.#isSending = true;
        void sent.then(() => {
          this.#sentToAll();
        });
      }
    });
  }

  /** The interval is counted from here: a slow sending must not be followed at once by the next. */
  #sentToAll(): void {
    this.#isSending = false;
    this.#sentAt = this.#clock.now();
    const afterMs = this.#changedMeanwhileMs;
    this.#changedMeanwhileMs = null;
    if (afterMs !== null && !this.#isClosed) this.#tellAt(afterMs);
  }

  /** To one who has just come. */
  send(socket: PageSocket, connected: number): void {
    this.#connected = connected;
    socket.emit('crowd', this.#frame(true));
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    this.#cancel = null;
  }

  #votedIn(pollId: PollId): Set<SeatId> {
    const seats = this.#voted.get(pollId) ?? new Set();
    this.#voted.set(pollId, seats);
    return seats;
  }

  #castIn(pollId: PollId): number {
    const inHall = this.#inHall?.pollId === pollId ? this.#inHall.seats : [];
    return new Set([...this.#votedIn(pollId), ...inHall]).size;
  }

  #frame(withUpvotes: boolean): CrowdFrame {
    const open = this.#turnout;
    const turnout = open === null ? null : { ...open, cast: this.#castIn(open.pollId) };
    const upvotes = withUpvotes && Object.keys(this.#upvotes).length > 0 ? { upvotes: this.#upvotes } : {};
    return { sittingId: this.#sittingId, connected: this.#connected, turnout, ...upvotes };
  }
}
