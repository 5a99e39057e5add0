/**
 * How does a page hold a text that several people write, and what may it say about it: saved, saving, offline?
 *
 * What is written here is kept, transaction by transaction, until the server has acknowledged it, and sent again after a cut: the
 * text itself cannot tell what has arrived, because a state vector counts no deletions. When the server refuses an edit, all later
 * ones of this page would be gaps: so the page starts again with a new doc under a new client id, and hands back the words.
 */
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { openTextDoc } from '../../shared/draft/clause-text.ts';
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';
import {
  encodeUp,
  parseDown,
  textMessage,
  type Caret,
  type GivenBack,
  type NackCode,
  type Present,
  type TextMessageDown,
  type TextMessageUp,
} from '../../shared/protocol/text-wire.ts';
import { keptIds, Outbox } from './text-outbox.ts';
import { wordsIn } from './text-words.ts';

/** What the line under the text says. */
export type Writing =
  /** Everything written here would survive the server's power failure. */
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  /** Not connected; so many changes are kept in this page and go out on return. */
  | { readonly is: 'offline'; readonly changes: number };

export type Link =
  | { readonly is: 'connecting' }
  | { readonly is: 'online' }
  /** Comes back by itself. */
  | { readonly is: 'offline' }
  /** The server said no for good (`textClose`): login ended, forbidden, unknown, wrong version. */
  | { readonly is: 'ended'; readonly code: number };

export interface TextState {
  readonly link: Link;
  /** The text has been received at least once. */
  readonly synced: boolean;
  /** By right and by layout version; until the server has said so, `false`. */
  readonly mayWrite: boolean;
  readonly writing: Writing;
  readonly freezing: ReadonlySet<ClauseId>;
  readonly locked: ReadonlySet<ClauseId>;
  /** Words that could not be taken: the clause was closed meanwhile, or the page had to start again. Oldest first. */
  readonly unsent: readonly Unsent[];
  /** The other writers, by client id. */
  readonly present: ReadonlyMap<number, Present>;
}

export interface Unsent extends GivenBack {
  readonly why: NackCode;
}

export interface TextConnectionOptions {
  /** `ws://host` or `wss://host`; the path `/text/<textId>` is added. */
  readonly origin: string;
  readonly textId: TextId;
  /** The version of the protocol this page speaks. */
  readonly version: number;
  /** The newest layout this page can write (`draftLayout`). */
  readonly layout: number;
  /** An edit of this page was refused: for the log, and for tests; the reader is told by `unsent`. */
  readonly onRefused?: (code: NackCode, detail: string) => void;
  /** How long changes are gathered before they go out, in ms; 50 when left out. */
  readonly gatherMs?: number;
  /** For tests in Node: the `ws` package's WebSocket, with cookies. In browsers left out. */
  readonly WebSocket?: typeof WebSocket;
}

export interface TextConnection {
  /** The text. After a rebuild it is another Y.Doc: bind views again on `onDoc`. */
  doc(): Y.Doc;
  /** Calls back after the doc was replaced. Returns the way to stop. */
  onDoc(listener: (doc: Y.Doc) => void): () => void;
  state(): TextState;
  /** Calls back after each change of state. Returns the way to stop. */
  onState(listener: (state: TextState) => void): () => void;
  /** Where this page's caret is; `null`: nowhere. Sent at most five times a second. */
  setCaret(caret: Caret | null): void;
  /** The reader has done something with an unsent change; takes it off the list. */
  dismissUnsent(unsent: Unsent): void;
  /** Goes offline and comes back by hand (tests, a page that is hidden). */
  disconnect(): void;
  connect(): void;
  close(): void;
}

const gatherMs = 50;
const heartbeatMs = 15_000;
const caretMs = 200;

/** Opens the connection and begins to connect. The caller closes it. */
export function openTextConnection(options: TextConnectionOptions): TextConnection {
  return new Connection(options);
}

/** A doc with its way to the server. After a rebuild the old one is shown until the new one has been filled. */
interface Line {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly unhook: () => void;
}

class Connection implements TextConnection {
  private line: Line;
  /** The doc that is shown; `line.doc` but for the time of a rebuild. */
  private shown: Y.Doc;
  /** The line of the doc that is still shown while a new one is being filled. */
  private retired: Line | null = null;
  private readonly outbox = new Outbox();
  private gathering: Uint8Array[] = [];
  private gatherTimer: ReturnType<typeof setTimeout> | null = null;
  /** A rebuild after a refusal: why, and so what is written in the old doc meanwhile cannot be sent. */
  private doomed: NackCode | null = null;
  private isBound = false;
  private isSynced = false;
  private isClosed = false;
  private caret: Caret | null = null;
  private caretTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private readonly docListeners = new Set<(doc: Y.Doc) => void>();
  private readonly stateListeners = new Set<(state: TextState) => void>();
  private current: TextState = {
    link: { is: 'connecting' },
    synced: false,
    mayWrite: false,
    writing: { is: 'offline', changes: 0 },
    freezing: new Set(),
    locked: new Set(),
    unsent: [],
    present: new Map(),
  };

  constructor(private readonly options: TextConnectionOptions) {
    this.line = this.openLine();
    this.shown = this.line.doc;
    this.heartbeat = setInterval(() => this.send({ type: 'heartbeat' }), heartbeatMs);
  }

  // ------------------------------------------------------------------------------------------------------ the public face

  doc(): Y.Doc {
    return this.shown;
  }

  onDoc(listener: (doc: Y.Doc) => void): () => void {
    this.docListeners.add(listener);
    return () => void this.docListeners.delete(listener);
  }

  state(): TextState {
    return this.current;
  }

  onState(listener: (state: TextState) => void): () => void {
    this.stateListeners.add(listener);
    return () => void this.stateListeners.delete(listener);
  }

  setCaret(caret: Caret | null): void {
    this.caret = caret;
    this.caretTimer ??= setTimeout(() => {
      this.caretTimer = null;
      this.sendCaret();
    }, caretMs);
  }

  dismissUnsent(unsent: Unsent): void {
    this.say({ unsent: this.current.unsent.filter((other) => other !== unsent) });
  }

  disconnect(): void {
    this.line.provider.disconnect();
  }

  connect(): void {
    this.line.provider.connect();
  }

  close(): void {
    if (this.isClosed) return;
    this.gather();
    this.isClosed = true;
    clearInterval(this.heartbeat);
    if (this.caretTimer !== null) clearTimeout(this.caretTimer);
    this.closeLine(this.line);
    this.line.doc.destroy();
    this.shown.destroy();
  }

  // ------------------------------------------------------------------------------------------------------------ the line

  private openLine(): Line {
    const doc = openTextDoc();
    const awareness = new Awareness(doc);
    // Presence goes by our own messages; the library's awareness stays empty and silent.
    awareness.setLocalState(null);
    const { origin, textId, version, layout, WebSocket } = this.options;
    const provider = new WebsocketProvider(`${origin}/text`, textId, doc, {
      connect: false,
      awareness,
      disableBc: true,
      params: { client: String(version), layout: String(layout) },
      ...(WebSocket === undefined ? {} : { WebSocketPolyfill: WebSocket }),
    });
    // The library would send each change by itself; here they are gathered, kept and counted.
    doc.off('update', provider._updateHandler);
    const onUpdate = (update: Uint8Array, origin: unknown): void => {
      if (origin !== provider) this.note(doc, update);
    };
    doc.on('update', onUpdate);
    const line: Line = {
      doc,
      provider,
      unhook: () => {
        doc.off('update', onUpdate);
        awareness.destroy();
      },
    };
    const hear = (_encoder: unknown, decoder: { arr: Uint8Array }): void => {
      const message = parseDown(decoder.arr);
      if (message.ok && this.line === line) this.hear(message.value);
    };
    for (const type of Object.values(textMessage)) provider.messageHandlers[type] = hear;
    provider.on('status', ({ status }: { status: string }) => {
      if (this.line !== line) return;
      if (status === 'connected') this.opened();
      else this.cut(status === 'connecting');
    });
    provider.on('closed', ({ code }: { code: number }) => {
      if (this.line === line) this.say({ link: { is: 'ended', code } });
    });
    queueMicrotask(() => {
      if (!this.isClosed && this.line === line) provider.connect();
    });
    return line;
  }

  private closeLine(line: Line): void {
    line.unhook();
    line.provider.destroy();
  }

  /** The first frame of a connection: whose ids may come. The library sends its sync step 1 right behind. */
  private opened(): void {
    this.isBound = false;
    this.isSynced = false;
    this.outbox.forgetFrames();
    this.send({ type: 'bind', clientIds: [...new Set([...keptIds(this.outbox), this.line.doc.clientID])] });
  }

  private cut(isConnecting: boolean): void {
    this.isBound = false;
    this.isSynced = false;
    if (this.current.link.is === 'ended') return;
    this.say({ link: { is: isConnecting ? 'connecting' : 'offline' }, present: new Map(), freezing: new Set() });
  }

  private send(message: TextMessageUp): boolean {
    const socket = this.line.provider.ws;
    if (socket === null || !this.line.provider.wsconnected || socket.readyState !== 1) return false;
    socket.send(encodeUp(message));
    return true;
  }

  // ------------------------------------------------------------------------------------------------- what is written here

  private note(doc: Y.Doc, update: Uint8Array): void {
    if (doc !== this.shown && doc !== this.line.doc) return;
    this.gathering.push(update);
    this.gatherTimer ??= setTimeout(() => this.gather(), this.options.gatherMs ?? gatherMs);
    this.say({});
  }

  /** What was gathered becomes one kept change, and goes out if the line is there. */
  private gather(): void {
    if (this.gatherTimer !== null) clearTimeout(this.gatherTimer);
    this.gatherTimer = null;
    if (this.gathering.length > 0) {
      this.outbox.keep(this.gathering);
      this.gathering = [];
    }
    this.sendKept();
  }

  private get isReady(): boolean {
    return this.isBound && this.isSynced && this.current.mayWrite && this.doomed === null;
  }

  private sendKept(): void {
    if (this.isReady) this.outbox.sendUnsent((update) => this.send({ type: 'update', update }));
    this.say({});
  }

  private sendCaret(): void {
    if (!this.isReady) return;
    this.send({ type: 'caret', clientId: this.line.doc.clientID, caret: this.caret });
  }

  // ------------------------------------------------------------------------------------------------ what the server says

  private hear(message: TextMessageDown): void {
    switch (message.type) {
      case 'sync-step-1':
        // What the server lacks is what is kept here; it goes out when we are synced ourselves.
        return;
      case 'sync-step-2':
        this.take(message.update);
        this.synced();
        return;
      case 'update':
        this.take(message.update);
        return;
      case 'heartbeat':
        return;
      case 'bound':
        this.bound(message.taken, message.mayWrite);
        return;
      case 'ack':
        this.outbox.acknowledge(message.frames);
        this.say({});
        return;
      case 'nack':
        this.refused(message.frame, message.code, message.detail);
        return;
      case 'neutralised':
        if (this.outbox.answer(message.frame)) this.giveBack(message.words, 'locked');
        if (message.repair.by === 'update') this.take(message.repair.update);
        else this.rebuild();
        return;
      case 'announce':
        this.announced(message.clauseId, message.state);
        return;
      case 'presence': {
        const present = new Map(this.current.present);
        for (const clientId of message.gone) present.delete(clientId);
        for (const other of message.here)
          if (other.clientId !== this.line.doc.clientID) present.set(other.clientId, other);
        this.say({ present });
        return;
      }
    }
  }

  private take(update: Uint8Array): void {
    Y.applyUpdate(this.line.doc, update, this.line.provider);
  }

  private bound(taken: readonly number[], mayWrite: boolean): void {
    const isFirst = !this.isBound;
    this.isBound = true;
    this.say({ mayWrite, ...(isFirst ? { locked: new Set<ClauseId>(), freezing: new Set<ClauseId>() } : {}) });
    if (taken.length > 0) this.refused(0, 'identity', 'taken');
    else if (!mayWrite) this.giveUpUnsent();
    else if (this.isReady) {
      this.sendKept();
      this.sendCaret();
    }
  }

  private synced(): void {
    this.isSynced = true;
    this.line.provider.synced = true;
    if (this.shown !== this.line.doc) this.swap();
    this.say({ link: { is: 'online' }, synced: true });
    if (this.isBound && !this.current.mayWrite) this.giveUpUnsent();
    this.sendKept();
    this.sendCaret();
  }

  private announced(clauseId: ClauseId, state: 'open' | 'freezing' | 'locked'): void {
    const freezing = new Set(this.current.freezing);
    const locked = new Set(this.current.locked);
    freezing.delete(clauseId);
    locked.delete(clauseId);
    if (state === 'freezing') freezing.add(clauseId);
    if (state === 'locked') locked.add(clauseId);
    this.say({ freezing, locked });
    if (state !== 'freezing') return;
    this.gather();
    this.send({ type: 'flushed', clauseId });
  }

  /** An edit was refused. What was sent before it stands; it and all later ones cannot, their words are handed back. */
  private refused(frame: number, code: NackCode, detail: string): void {
    if (this.doomed !== null) return;
    this.options.onRefused?.(code, detail);
    this.gather();
    const lost = this.outbox.dropFrom(frame);
    this.outbox.mark();
    const words = wordsIn(this.shown, lost);
    this.doomed = code;
    this.rebuild();
    // Behind the rebuild: with nothing left to send, the doc that is still shown would be called saved, lost words and all.
    this.giveBack(words, code);
  }

  /** The right to write went while this page had unsent changes: they can never go out. What was sent is answered by the server. */
  private giveUpUnsent(): void {
    if (!this.isSynced) return;
    this.gather();
    if (this.outbox.hasUnsent) this.refused(Infinity, 'right', 'taken while away');
  }

  private giveBack(words: readonly GivenBack[], why: NackCode): void {
    if (words.length > 0) this.say({ unsent: [...this.current.unsent, ...words.map((given) => ({ ...given, why }))] });
  }

  /** A new doc under a new client id, filled by the server. The old one is shown until then, and what is kept goes out as ever. */
  private rebuild(): void {
    const old = this.line;
    if (old.doc === this.shown) {
      // The line goes, but what is typed into the doc that is still shown is kept.
      old.provider.destroy();
      this.retired = old;
    } else this.closeLine(old);
    this.isBound = false;
    this.isSynced = false;
    this.line = this.openLine();
    this.say({ link: { is: 'connecting' }, present: new Map() });
  }

  private swap(): void {
    const old = this.shown;
    if (this.doomed !== null) {
      if (this.gatherTimer !== null) clearTimeout(this.gatherTimer);
      this.gatherTimer = null;
      const late = [...this.outbox.dropAfterMark(), ...this.gathering];
      this.gathering = [];
      this.giveBack(wordsIn(old, late), this.doomed);
      this.doomed = null;
    }
    this.retired?.unhook();
    this.retired = null;
    this.shown = this.line.doc;
    for (const listener of [...this.docListeners]) listener(this.shown);
    old.destroy();
  }

  private say(change: Partial<TextState>): void {
    const next = { ...this.current, ...change };
    const changes = this.outbox.changes + this.gathering.length;
    const writing: Writing =
      next.link.is !== 'online' ? { is: 'offline', changes } : changes > 0 ? { is: 'saving' } : { is: 'saved' };
    this.current = { ...next, writing };
    for (const listener of [...this.stateListeners]) listener(this.current);
  }
}
