/** How is a ballot box read for a whole hall at once? What is asked of one box in the same moment is one look into the store. */
import type { PollId, SeatId } from '../../shared/lib/ids.ts';
import type { BallotBox, StoredBallot } from '../engine/ports.ts';

type Box = Pick<BallotBox, 'readBallot' | 'readBallots' | 'readLooseBallots'>;
type Loose = ReturnType<Box['readLooseBallots']>;

/** Up to so many seats are looked up one by one. */
const fewSeats = 3;

interface Asked {
  readonly seatId: SeatId;
  readonly resolve: (found: Promise<StoredBallot | null>) => void;
}

/** Answers as the box does, of what lies there after it was asked. */
export class BoxReader {
  readonly #box: Box;
  readonly #asked = new Map<PollId, Asked[]>();
  readonly #loose = new Map<PollId, Loose>();

  constructor(box: Box) {
    this.#box = box;
  }

  readBallot(pollId: PollId, seatId: SeatId): Promise<StoredBallot | null> {
    return new Promise((resolve) => {
      const asked = this.#asked.get(pollId);
      if (asked !== undefined) {
        asked.push({ seatId, resolve });
        return;
      }
      this.#asked.set(pollId, [{ seatId, resolve }]);
      // Whoever is told at the same moment has asked by then.
      queueMicrotask(() => {
        this.#read(pollId);
      });
    });
  }

  readLooseBallots(pollId: PollId): Loose {
    const known = this.#loose.get(pollId);
    if (known !== undefined) return known;
    const loose = Promise.resolve().then(() => {
      this.#loose.delete(pollId);
      return this.#box.readLooseBallots(pollId);
    });
    this.#loose.set(pollId, loose);
    return loose;
  }

  #read(pollId: PollId): void {
    const asked = this.#asked.get(pollId) ?? [];
    this.#asked.delete(pollId);
    if (asked.length <= fewSeats) {
      for (const { seatId, resolve } of asked) resolve(this.#box.readBallot(pollId, seatId));
      return;
    }
    const all = this.#box.readBallots(pollId).then((ballots) => new Map(ballots.map((one) => [one.seatId, one])));
    for (const { seatId, resolve } of asked) resolve(all.then((found) => found.get(seatId) ?? null));
  }
}
