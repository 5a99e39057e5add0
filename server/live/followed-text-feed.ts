/** How do those who do not write read the text? They open no Y.Doc: they are sent the clauses that changed, twice a second. */
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import type { TextFrame } from '../../shared/protocol/messages.ts';
import type { Clock } from '../engine/ports.ts';
import type { FollowedTexts, PageServer, PageSocket } from './gateway.ts';

const intervalMs = 500;

interface Feed {
  textSeq: number;
  clauses: ReadonlyMap<ClauseId, { readonly clause: ClauseText; readonly json: string }>;
  cancel: (() => void) | null;
  turn: Promise<void>;
  /** Work that waits for its turn or has it. */
  waiting: number;
}

interface FeedParts {
  readonly followed: FollowedTexts;
  readonly clock: Clock;
  readonly onFault: (fault: unknown) => void;
}

export class FollowedTextFeed {
  readonly #io: PageServer;
  readonly #parts: FeedParts;
  readonly #feeds = new Map<TextId, Feed>();
  readonly #stop: () => void;

  constructor(io: PageServer, parts: FeedParts) {
    this.#io = io;
    this.#parts = parts;
    this.#stop = parts.followed.onCommitted((textId) => {
      this.#wake(textId);
    });
  }

  close(): void {
    this.#stop();
    for (const feed of this.#feeds.values()) feed.cancel?.();
  }

  /** Sends each text whole, and from then on what changes. */
  async join(socket: PageSocket, textIds: readonly TextId[]): Promise<void> {
    for (const textId of textIds) {
      const feed = this.#feed(textId);
      await this.#inTurn(feed, async () => {
        await this.#readAndSend(textId, feed);
        if (!socket.connected) return;
        const clauses = [...feed.clauses.values()].map(({ clause }) => clause);
        socket.emit('text', { textId, frame: 'whole', textSeq: feed.textSeq, clauses });
        await socket.join(roomOf(textId));
      });
    }
  }

  /** Forgets the texts that nobody reads here. Returns how many. */
  forgetUnfollowed(): number {
    let count = 0;
    for (const [textId, feed] of this.#feeds) {
      if (feed.waiting > 0 || feed.cancel !== null || this.#readers(textId) > 0) continue;
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
      feed = { textSeq: 0, clauses: new Map(), cancel: null, turn: Promise.resolve(), waiting: 0 };
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

  #wake(textId: TextId): void {
    const feed = this.#feeds.get(textId);
    if (feed === undefined || feed.cancel !== null) return;
    if (this.#readers(textId) === 0) return;
    feed.cancel = this.#parts.clock.at(this.#parts.clock.now() + intervalMs, () => {
      feed.cancel = null;
      void this.#inTurn(feed, () => this.#readAndSend(textId, feed));
    });
  }

  /** Reads the committed text and sends those who have the last one what differs. */
  async #readAndSend(textId: TextId, feed: Feed): Promise<void> {
    const read = await this.#parts.followed.readClauses(textId);
    if (read === null || read.textSeq === feed.textSeq) return;
    const clauses = new Map(read.clauses.map((clause) => [clause.id, { clause, json: JSON.stringify(clause) }]));
    const changed = [...clauses.values()].filter(({ clause, json }) => feed.clauses.get(clause.id)?.json !== json);
    const gone = [...feed.clauses.keys()].filter((clauseId) => !clauses.has(clauseId));
    const frame: TextFrame = {
      textId,
      frame: 'changes',
      after: feed.textSeq,
      textSeq: read.textSeq,
      changed: changed.map(({ clause }) => clause),
      gone,
    };
    feed.textSeq = read.textSeq;
    feed.clauses = clauses;
    this.#io.to(roomOf(textId)).emit('text', frame);
  }
}

function roomOf(textId: TextId): string {
  return `text ${textId}`;
}
