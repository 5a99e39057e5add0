/** How do those who do not write read the text? They open no Y.Doc: they are sent the clauses that changed, twice a second at most. */
import type { TextId } from '../../shared/lib/ids.ts';
import type { TextFrame } from '../../shared/protocol/messages.ts';
import type { FollowedChange, FollowedTexts, PageSocket } from './gateway.ts';
import { tell, type Rooms } from './hall.ts';

interface Feed {
  /** Every reader holds this much of the text; who came later holds more, and is sent some clauses twice. */
  textSeq: number;
  turn: Promise<void>;
  /** Work that waits for its turn or has it. */
  waiting: number;
  /** As it was read for who came last: as good for the next one until a change is told. */
  whole: WholeFrame | null;
  /** What is told next: what changed while the last frame was handed out to the hall is told together. */
  pending: FollowedChange | null;
  isSending: boolean;
}

type WholeFrame = Extract<TextFrame, { frame: 'whole' }>;

interface FeedParts {
  readonly followed: FollowedTexts;
  readonly onFault: (fault: unknown) => void;
}

export class FollowedTextFeed {
  readonly #io: Rooms;
  readonly #parts: FeedParts;
  readonly #feeds = new Map<TextId, Feed>();
  readonly #stop: () => void;

  constructor(io: Rooms, parts: FeedParts) {
    this.#io = io;
    this.#parts = parts;
    this.#stop = parts.followed.onChanged((change) => {
      this.#changed(change);
    });
  }

  close(): void {
    this.#stop();
  }

  /** Sends each text whole, and from then on what changes. */
  async join(socket: PageSocket, textIds: readonly TextId[]): Promise<void> {
    for (const textId of textIds) {
      const feed = this.#feed(textId);
      await this.#inTurn(feed, async () => {
        // Without readers no change was told, so what was read earlier may be old.
        const whole = (this.#readers(textId) > 0 ? feed.whole : null) ?? (await this.#whole(textId));
        if (whole === null || !socket.connected) return;
        if (this.#readers(textId) === 0) feed.textSeq = whole.textSeq;
        feed.whole = whole;
        tell(this.#io, socket, 'text', whole);
        await socket.join(roomOf(textId));
      });
    }
  }

  /** Forgets the texts that nobody reads here. Returns how many. */
  forgetUnfollowed(): number {
    let count = 0;
    for (const [textId, feed] of this.#feeds) {
      if (feed.waiting > 0 || this.#readers(textId) > 0) continue;
      this.#feeds.delete(textId);
      count += 1;
    }
    return count;
  }

  leave(socket: PageSocket): void {
    for (const room of socket.rooms) if (room.startsWith('text ')) void socket.leave(room);
  }

  #feed(textId: TextId): Feed {
    let feed = this.#feeds.get(textId);
    if (feed === undefined) {
      feed = { textSeq: 0, turn: Promise.resolve(), waiting: 0, whole: null, pending: null, isSending: false };
      this.#feeds.set(textId, feed);
    }
    return feed;
  }

  #readers(textId: TextId): number {
    return this.#io.of('/').adapter.rooms.get(roomOf(textId))?.size ?? 0;
  }

  #inTurn(feed: Feed, work: () => Promise<void>): Promise<void> {
    feed.waiting += 1;
    const done = feed.turn.then(work).finally(() => {
      feed.waiting -= 1;
    });
    feed.turn = done.catch(this.#parts.onFault);
    return done;
  }

  #changed(change: FollowedChange): void {
    const feed = this.#feeds.get(change.textId);
    // A joiner who waits for its turn may be the only reader.
    if (feed === undefined || (feed.waiting === 0 && this.#readers(change.textId) === 0)) return;
    const { pending, isSending } = feed;
    feed.pending = pending === null ? change : together(pending, change);
    if (pending === null && !isSending) this.#sendPending(feed);
  }

  #sendPending(feed: Feed): void {
    void this.#inTurn(feed, async () => {
      const change = feed.pending;
      feed.pending = null;
      if (change === null) return;
      feed.isSending = true;
      try {
        await this.#send(feed, change);
      } finally {
        // Not in its turn: who comes meanwhile does not wait for a whole hall.
        void (this.#io.sent?.() ?? Promise.resolve()).then(() => {
          feed.isSending = false;
          if (feed.pending !== null) this.#sendPending(feed);
        });
      }
    });
  }

  async #send(feed: Feed, { textId, fromSeq, textSeq, changed }: FollowedChange): Promise<void> {
    if (textSeq <= feed.textSeq || this.#readers(textId) === 0) return;
    // What was said between was not said here: the room of the text was another one meanwhile.
    const isGap = fromSeq > feed.textSeq;
    const frame: TextFrame | null = isGap
      ? await this.#whole(textId)
      : { textId, frame: 'changes', after: feed.textSeq, textSeq, changed, gone: [] };
    if (frame === null) return;
    feed.textSeq = frame.textSeq;
    feed.whole = null;
    this.#io.to(roomOf(textId)).emit('text', frame);
  }

  async #whole(textId: TextId): Promise<WholeFrame | null> {
    const read = await this.#parts.followed.readClauses(textId);
    return read === null ? null : { textId, frame: 'whole', textSeq: read.textSeq, clauses: read.clauses };
  }
}

/** Two changes as one; where something was not said between them, neither says where it begins. */
function together(first: FollowedChange, next: FollowedChange): FollowedChange {
  const fromSeq = next.fromSeq > first.textSeq ? next.fromSeq : Math.min(first.fromSeq, next.fromSeq);
  const changed = new Map([...first.changed, ...next.changed].map((clause) => [clause.id, clause]));
  return {
    textId: next.textId,
    fromSeq,
    textSeq: Math.max(first.textSeq, next.textSeq),
    changed: [...changed.values()],
  };
}

function roomOf(textId: TextId): string {
  return `text ${textId}`;
}
