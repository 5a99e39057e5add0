/** Who is told how an open vote stands? Where it was opened so: all, or those who have cast; sums, at most twice a second. */
import type { PollId, SittingId } from '../../shared/lib/ids.ts';
import { isToldOpen } from '../../shared/poll/counts-told.ts';
import { liveCounts } from '../../shared/poll/live-counts.ts';
import { openPoll, type Poll, type PollState } from '../../shared/poll/poll.ts';
import type { CountsFrame } from '../../shared/protocol/messages.ts';
import type { BallotBox, Clock, StoredBallot } from '../engine/ports.ts';
import type { PageSocket } from './gateway.ts';
import type { Rooms } from './hall.ts';

const intervalMs = 500;

interface Parts {
  readonly io: Rooms;
  readonly roomOfAll: string;
  readonly sittingId: SittingId;
  readonly clock: Clock;
  readonly store: Pick<BallotBox, 'readBallots'>;
  /** As it stands now. */
  readonly polls: () => PollState;
  readonly onFault: (fault: unknown) => void;
}

export class OpenCounts {
  readonly #parts: Parts;
  #cancel: (() => void) | null = null;
  #sentAt = 0;
  #known: { readonly pollId: PollId; readonly at: number; readonly ballots: Promise<readonly StoredBallot[]> } | null =
    null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A ballot lies in the box: it is told with others, and not by itself. */
  cast(pollId: PollId): void {
    const poll = this.#told();
    if (poll?.pollId !== pollId || this.#cancel !== null) return;
    const { clock } = this.#parts;
    this.#cancel = clock.at(Math.max(clock.now(), this.#sentAt + intervalMs), () => {
      this.#cancel = null;
      void this.#send(this.#roomOf(poll), poll, true);
      this.#sentAt = clock.now();
    });
  }

  /** To a page that has come, or whose person has a ballot in the box now. */
  async admit(socket: PageSocket, hasCast: boolean): Promise<void> {
    const poll = this.#told();
    if (poll === null || (poll.counts === 'after-mine' && !hasCast)) return;
    if (poll.counts === 'after-mine') await socket.join(this.#roomOf(poll));
    await this.#send(socket.id, poll, false);
  }

  leave(socket: PageSocket): void {
    for (const room of socket.rooms) if (room.startsWith(this.#castPrefix)) void socket.leave(room);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** The open poll, where its counts are seen before the close. */
  #told(): Poll | null {
    const poll = openPoll(this.#parts.polls());
    return poll !== null && isToldOpen(poll.counts) ? poll : null;
  }

  get #castPrefix(): string {
    return `cast ${this.#parts.sittingId} `;
  }

  #roomOf({ counts, pollId }: Poll): string {
    return counts === 'live' ? this.#parts.roomOfAll : `${this.#castPrefix}${pollId}`;
  }

  /** Who comes is told what was read a moment ago: a hall that comes at once does not read the box a thousand times. */
  #ballotsOf(pollId: PollId, isFresh: boolean): Promise<readonly StoredBallot[]> {
    const now = this.#parts.clock.now();
    const known = this.#known;
    if (!isFresh && known?.pollId === pollId && now < known.at + intervalMs) return known.ballots;
    const ballots = this.#parts.store.readBallots(pollId);
    this.#known = { pollId, at: now, ballots };
    return ballots;
  }

  async #send(to: string, { pollId }: Poll, isFresh: boolean): Promise<void> {
    const { io, sittingId, onFault } = this.#parts;
    try {
      const ballots = await this.#ballotsOf(pollId, isFresh);
      const poll = this.#told();
      if (poll?.pollId !== pollId) return;
      const counts = liveCounts(poll, ballots);
      if (counts !== null) io.to(to).emit('counts', { sittingId, pollId, counts } satisfies CountsFrame);
    } catch (fault) {
      onFault(fault);
    }
  }
}
