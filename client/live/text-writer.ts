/** What does a page do between what is written in it, what this device keeps and what the server says? */
import * as Y from 'yjs';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { clausesMap } from '../../shared/draft/clause-text.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import {
  bindMaxIds,
  everyClause,
  type Caret,
  type ClauseState,
  type EveryClause,
  type GivenBack,
  type NackCode,
  type TextMessageDown,
} from '../../shared/protocol/text-wire.ts';
import { openKeptText, type KeptChange, type KeptLoad, type KeptText } from './kept-text.ts';
import type {
  TextConnection,
  TextConnectionOptions,
  TextState,
  Unsent,
  UnsentDeed,
  Writing,
} from './text-connection.ts';
import { fromDevice, TextLine, type TextLineListener } from './text-line.ts';
import { Outbox, type Kept } from './text-outbox.ts';
import { takenAway, wordsIn, wouldSay } from './text-words.ts';
import { touchedKey } from './touched-key.ts';

/** What comes often, and says nothing of the words. */
const lightMessages: ReadonlySet<TextMessageDown['type']> = new Set([
  'update',
  'ack',
  'presence',
  'touched',
  'heartbeat',
]);

const gatherMs = 50;
const heartbeatMs = 15_000;
const caretMs = 200;
/** What others type is shown so often, in ms: the first of it at once, what follows together, or thirty people would be drawn letter by letter. */
const hearMs = 100;
/** While a letter typed here waits to be shown, what others type waits for so long each time, and so often at most; in ms. */
const behindMs = 12;
const behindMost = 20;
/** Fewer than these go out in a moment: no word is said of them but *saving*. */
const backlogMin = 20;

export class TextWriter implements TextConnection, TextLineListener {
  private line: TextLine;
  /** The doc that is shown; `line.doc` but for the time of a rebuild. */
  private shown: Y.Doc;
  /** The line of the doc that is still shown while a new one is being filled. */
  private retired: TextLine | null = null;
  private kept: KeptText | null = null;
  private outbox = new Outbox();
  private gathering: Uint8Array[] = [];
  /** What others have typed and the doc does not have yet; `null`: what comes next is taken at once. */
  private hearing: Uint8Array[] | null = null;
  private hearTimer: ReturnType<typeof setTimeout> | null = null;
  private gatherTimer: ReturnType<typeof setTimeout> | null = null;
  /** A rebuild after a refusal: why, and so what is written in the old doc meanwhile cannot be sent. */
  private doomed: NackCode | null = null;
  /** What was refused stays on the device until the doc is replaced: a page that ends before asks again. */
  private refusedIds: string[] = [];
  /** A deletion that was refused for its size: what it would have taken away is told when the text is here again, to be proposed. */
  private refusedDeletion: readonly Uint8Array[] = [];
  /** The client ids that were asked for on this connection, and those that the server has bound. */
  private asked = new Set<number>();
  private bound = new Set<number>();
  private isBound = false;
  private isSynced = false;
  private isClosed = false;
  /** What lay here when the line came back, and how much of it has arrived, in changes. */
  private backlog = { done: 0, of: 0 };
  private caret: Caret | null = null;
  private caretTimer: ReturnType<typeof setTimeout> | null = null;
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private readonly docListeners = new Set<(doc: Y.Doc) => void>();
  private readonly stateListeners = new Set<(state: TextState) => void>();
  private current: TextState;

  constructor(private readonly options: TextConnectionOptions) {
    const { personId = null } = options;
    this.current = {
      link: { is: 'connecting' },
      synced: false,
      mayWrite: false,
      writing: { is: 'offline', changes: 0 },
      keptIn: personId === null ? 'page' : 'device',
      freezing: new Set(),
      locked: new Set(),
      takesNew: true,
      unsent: [],
      present: new Map(),
      touched: new Map(),
    };
    this.line = new TextLine(options, this);
    this.shown = this.line.doc;
    this.heartbeat = setInterval(() => this.line.send({ type: 'heartbeat' }), heartbeatMs);
    globalThis.addEventListener?.('pagehide', this.onHidden);
    globalThis.document?.addEventListener('visibilitychange', this.onHidden);
    if (personId === null) queueMicrotask(() => this.isClosed || this.line.connect());
    else void this.openFromDevice(() => openKeptText(personId, options.textId));
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
    this.kept?.dismissWords(unsent);
    this.say({ unsent: this.current.unsent.filter((other) => other !== unsent) });
  }

  disconnect(): void {
    this.line.disconnect();
  }

  connect(): void {
    this.line.connect();
  }

  close(): void {
    if (this.isClosed) return;
    this.gather();
    this.takeHeard();
    this.isClosed = true;
    this.kept?.close();
    clearInterval(this.heartbeat);
    globalThis.removeEventListener?.('pagehide', this.onHidden);
    globalThis.document?.removeEventListener('visibilitychange', this.onHidden);
    if (this.caretTimer !== null) clearTimeout(this.caretTimer);
    if (this.hearTimer !== null) clearTimeout(this.hearTimer);
    this.line.close();
    this.line.doc.destroy();
    this.shown.destroy();
  }

  // ----------------------------------------------------------------------------------------------------- from this device

  /** The text as it was here, with what was written here, at once; then the line. */
  private async openFromDevice(open: () => Promise<KeptText | null>): Promise<void> {
    const kept = await open().catch(() => null);
    const load = (await kept?.load().catch(() => null)) ?? null;
    if (this.isClosed) {
      kept?.close();
      return;
    }
    if (kept === null || load === null) this.say({ keptIn: 'page' });
    else {
      kept.onBroken = () => this.say({ keptIn: 'page' });
      this.kept = kept;
      this.outbox = new Outbox(kept.page);
      this.fill(kept, load);
    }
    this.line.connect();
  }

  private fill(kept: KeptText, { base, left, unsent, rights }: KeptLoad): void {
    const { doc } = this.line;
    try {
      this.line.fill(() =>
        doc.transact(() => base.forEach((update) => Y.applyUpdate(doc, update, fromDevice)), fromDevice),
      );
      kept.layTogether(() => Y.encodeStateAsUpdate(doc));
    } catch {
      // What the device kept is spoilt: the server has it all. What was written here still goes out.
      kept.replace(Y.encodeStateAsUpdate(new Y.Doc()));
    }
    this.takeOver(left);
    const layout = doc.getMap('meta').get('layout');
    const isTooNew = typeof layout === 'number' && layout > this.options.layout;
    this.say({
      synced: clausesMap(doc).size > 0,
      mayWrite: rights?.mayWrite === true && !isTooNew,
      locked: new Set(rights?.locked),
      unsent,
    });
  }

  /** What a page wrote that is gone, under its own client ids. */
  private takeOver(left: readonly KeptChange[]): void {
    if (left.length === 0) return;
    const { doc } = this.line;
    try {
      doc.transact(() => left.forEach(({ update }) => Y.applyUpdate(doc, update, fromDevice)), fromDevice);
    } catch {
      // Spoilt by the device; what can be read of it is in the doc, and none of it could go out.
      this.kept?.forget(left.map(({ id }) => id));
      return;
    }
    this.outbox.takeOver(left);
  }

  private readonly onHidden = (): void => {
    if (globalThis.document?.visibilityState !== 'visible') this.gather();
  };

  private noteRights(): void {
    const { mayWrite, locked } = this.current;
    this.kept?.noteRights({ mayWrite, locked: [...locked] });
  }

  // ------------------------------------------------------------------------------------------------------------ the line

  /** The first frame of a connection: whose ids may come. The library sends its sync step 1 right behind. */
  opened(line: TextLine): void {
    if (line !== this.line) return;
    this.isBound = false;
    this.isSynced = false;
    this.asked = new Set();
    this.bound = new Set();
    this.outbox.forgetFrames();
    this.bind([this.line.doc.clientID, ...this.outbox.clientIds()]);
  }

  /** Asks for ids, as many as one connection may have. `false`: for none, there is no room. */
  private bind(clientIds: readonly number[]): boolean {
    const room = bindMaxIds - this.asked.size;
    const fresh = clientIds.filter((id) => !this.asked.has(id)).slice(0, room);
    for (const id of fresh) this.asked.add(id);
    return fresh.length > 0 && this.line.send({ type: 'bind', clientIds: fresh });
  }

  cut(line: TextLine, isConnecting: boolean): void {
    if (line !== this.line) return;
    this.takeHeard();
    this.isBound = false;
    this.isSynced = false;
    if (this.kept !== null) this.kept.isPrecious = true;
    if (this.current.link.is === 'ended') return;
    this.say({ link: { is: isConnecting ? 'connecting' : 'offline' }, present: new Map(), freezing: new Set() });
  }

  ended(line: TextLine, code: number): void {
    if (line === this.line) this.say({ link: { is: 'ended', code } });
  }

  // ------------------------------------------------------------------------------------------------- what is written here

  wrote(line: TextLine, update: Uint8Array): void {
    if (line.doc !== this.shown && line.doc !== this.line.doc) return;
    this.gathering.push(update);
    // Without a line nothing is saved by sending fewer frames, and a page that crashes should lose no letter.
    const waitMs = this.current.link.is === 'online' ? (this.options.gatherMs ?? gatherMs) : 0;
    this.gatherTimer ??= setTimeout(() => this.gather(), waitMs);
    this.say({});
  }

  /** What was gathered becomes one kept change, and goes out if the line is there. */
  private gather(): void {
    if (this.gatherTimer !== null) clearTimeout(this.gatherTimer);
    this.gatherTimer = null;
    if (this.gathering.length > 0) {
      for (const change of this.outbox.keep(this.gathering)) this.kept?.keep(change);
      this.gathering = [];
    }
    this.sendKept();
  }

  private get isReady(): boolean {
    return this.isBound && this.isSynced && this.current.mayWrite && this.doomed === null;
  }

  private sendKept(): void {
    if (this.isReady) {
      const outcome = this.outbox.sendUnsent(this.bound, (update) => this.line.send({ type: 'update', update }));
      // A connection has room for so many ids; what was written under still others goes by the next one.
      if (
        outcome === 'not-bound' &&
        !this.bind(this.outbox.clientIds()) &&
        !this.outbox.isUnderWay &&
        this.isAllBound
      ) {
        this.line.disconnect();
        this.line.connect();
      }
    }
    this.say({});
  }

  /** Everything asked for on this connection was answered. */
  private get isAllBound(): boolean {
    return [...this.asked].every((id) => this.bound.has(id));
  }

  private sendCaret(): void {
    if (!this.isReady) return;
    this.line.send({ type: 'caret', clientId: this.line.doc.clientID, caret: this.caret });
  }

  // ------------------------------------------------------------------------------------------------ what the server says

  heard(line: TextLine, message: TextMessageDown): void {
    if (line !== this.line) return;
    // Everything else that is said of the text is said of the text as it is by then.
    if (!lightMessages.has(message.type)) this.takeHeard();
    switch (message.type) {
      case 'sync-step-1':
        // What the server lacks is what is kept here; it goes out when we are synced ourselves.
        return;
      case 'sync-step-2':
        if (clausesMap(this.line.doc).size === 0) this.line.fill(() => this.take(message.update));
        else this.take(message.update);
        this.synced();
        return;
      case 'update':
        this.hear(message.update);
        return;
      case 'heartbeat':
        return;
      case 'bound':
        this.heardBound(message.clientIds, message.taken, message.mayWrite);
        return;
      case 'ack':
        this.acknowledged(this.outbox.acknowledge(message.frames));
        return;
      case 'nack':
        this.refused(message.frame, message.code, message.detail);
        return;
      case 'neutralised':
        if (this.outbox.answer(message.frame)) this.giveBackLate(message.words);
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
      case 'touched': {
        const touched = new Map(this.current.touched);
        for (const touch of message.touched) touched.set(touchedKey(touch.clauseId, touch.lang), touch);
        this.say({ touched });
        return;
      }
    }
  }

  private hear(update: Uint8Array): void {
    if (this.hearing !== null) {
      this.hearing.push(update);
      return;
    }
    if (this.options.isShowing?.() === true) {
      this.hearing = [update];
      this.hearAfter(behindMs);
      return;
    }
    this.takeNow(update);
  }

  /** Takes what was heard until then, once the letter that was typed here meanwhile is shown. */
  private hearAfter(waitMs: number, waited = 0): void {
    this.hearTimer = setTimeout(() => {
      if (waited < behindMost && this.options.isShowing?.() === true) {
        this.hearAfter(behindMs, waited + 1);
        return;
      }
      const more = this.hearing ?? [];
      this.hearing = null;
      if (more.length > 0) this.takeNow(Y.mergeUpdates(more));
    }, waitMs);
  }

  /** The first of it at once, what follows together. */
  private takeNow(update: Uint8Array): void {
    this.hearing = [];
    this.hearAfter(hearMs);
    this.take(update);
  }

  /** The doc has everything that was heard. */
  private takeHeard(): void {
    const { hearing } = this;
    if (hearing === null || hearing.length === 0) return;
    this.hearing = [];
    this.take(Y.mergeUpdates(hearing));
  }

  private take(update: Uint8Array): void {
    Y.applyUpdate(this.line.doc, update, this.line.origin);
    // While a new doc is being filled the device keeps the old text; it is replaced as a whole.
    if (this.line.doc === this.shown) this.kept?.confirm(update);
  }

  private heardBound(clientIds: readonly number[], taken: readonly number[], mayWrite: boolean): void {
    const isFirst = !this.isBound;
    this.isBound = true;
    this.bound = new Set(clientIds);
    const asked = { locked: new Set<ClauseId>(), freezing: new Set<ClauseId>(), takesNew: true };
    this.say({ mayWrite, ...(isFirst ? asked : {}) });
    if (!isFirst) this.noteRights();
    if (taken.length > 0) this.refused(0, 'identity', 'taken');
    else if (!mayWrite) this.giveUpUnsent();
    else if (this.isReady) {
      this.sendKept();
      this.sendCaret();
    }
  }

  private synced(): void {
    this.isSynced = true;
    this.line.markSynced();
    if (this.shown !== this.line.doc) this.swap();
    this.backlog = { done: 0, of: this.outbox.changes };
    if (this.kept !== null) this.kept.isPrecious = false;
    this.say({ link: { is: 'online' }, synced: true });
    this.noteRights();
    if (this.isBound && !this.current.mayWrite) this.giveUpUnsent();
    this.sendKept();
    this.sendCaret();
    void this.askWhatIsLeft();
  }

  /** Another page of this person may have ended meanwhile, with words that did not go out. */
  private async askWhatIsLeft(): Promise<void> {
    const line = this.line;
    const left = await this.kept?.left().catch(() => []);
    if (left === undefined || left.length === 0 || this.isClosed || line !== this.line || this.doomed !== null) return;
    this.takeOver(left);
    this.sendKept();
  }

  private acknowledged(saved: readonly Kept[]): void {
    for (const { ids, update, changes } of saved) {
      this.kept?.acknowledge(ids, update);
      this.backlog.done += changes;
    }
    if (this.kept?.isLong === true && this.outbox.changes + this.gathering.length === 0)
      this.kept.replace(Y.encodeStateAsUpdate(this.line.doc));
    this.sendKept();
  }

  private announced(clauseId: ClauseId | EveryClause, state: ClauseState): void {
    const freezing = new Set(this.current.freezing);
    const locked = new Set(this.current.locked);
    const isWhole = clauseId === everyClause;
    const about = isWhole ? ([...this.line.doc.getMap('clauses').keys()] as ClauseId[]) : [clauseId];
    for (const id of about) {
      freezing.delete(id);
      if (!isWhole) locked.delete(id);
      if (state === 'freezing' && !locked.has(id)) freezing.add(id);
      if (state === 'locked') locked.add(id);
    }
    const takesNew = isWhole ? state === 'open' : this.current.takesNew;
    this.say({ freezing, locked, takesNew });
    if (state !== 'freezing') {
      this.noteRights();
      return;
    }
    this.gather();
    this.line.send({ type: 'flushed', clauseId });
  }

  // ------------------------------------------------------------------------------------------- what could not be taken

  /** An edit was refused. What was sent before it stands; it and all later ones cannot, their words are handed back. */
  private refused(frame: number, code: NackCode, detail: string): void {
    if (this.doomed !== null) return;
    this.options.onRefused?.(code, detail);
    this.gather();
    const lost = this.outbox.dropFrom(frame);
    this.refusedIds.push(...lost.flatMap(({ ids }) => ids));
    this.outbox.mark();
    if (code === 'mass-deletion') this.refusedDeletion = lost.map(toUpdate);
    const words = wordsIn(this.shown, lost.map(toUpdate));
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

  private giveBack(words: readonly Omit<Unsent, 'why'>[], why: NackCode): void {
    if (words.length === 0) return;
    const unsent = words.map(({ clauseId, lang, words: text, would }): Unsent => {
      const one = { clauseId, lang, words: text, why };
      return would === undefined ? one : { ...one, would };
    });
    for (const one of unsent) this.kept?.keepWords(one);
    this.say({ unsent: [...this.current.unsent, ...unsent] });
  }

  /**
   * Words that came too late for a closed clause. What was written in hours goes out in many pieces, and is given back as one. How the
   * clause would read is told by the first of them, when all of it stands in the doc still: by the longest.
   */
  private giveBackLate(words: readonly GivenBack[]): void {
    const why = 'locked';
    const all = words.map((late): Omit<Unsent, 'why'> => {
      const before = this.current.unsent.find(
        (one) => one.why === why && one.clauseId === late.clauseId && one.lang === late.lang,
      );
      const would = longestSaying(wouldSay(this.shown, late), before?.would);
      if (before !== undefined) this.dismissUnsent(before);
      return { ...late, words: (before?.words ?? '') + late.words, ...(would === undefined ? {} : { would }) };
    });
    this.giveBack(all, why);
  }

  /** A new doc under a new client id, filled by the server. The old one is shown until then, and what is kept goes out as ever. */
  private rebuild(): void {
    const old = this.line;
    if (old.doc === this.shown) {
      // The line goes, but what is typed into the doc that is still shown is kept.
      old.hangUp();
      this.retired = old;
    } else old.close();
    this.isBound = false;
    this.isSynced = false;
    this.line = new TextLine(this.options, this);
    queueMicrotask(() => this.isClosed || this.line.connect());
    this.say({ link: { is: 'connecting' }, present: new Map() });
  }

  private swap(): void {
    const old = this.shown;
    if (this.doomed !== null) {
      if (this.gatherTimer !== null) clearTimeout(this.gatherTimer);
      this.gatherTimer = null;
      const late = this.outbox.dropAfterMark();
      this.giveBack(wordsIn(old, [...late.map(toUpdate), ...this.gathering]), this.doomed);
      this.gathering = [];
      this.kept?.forget([...this.refusedIds, ...late.flatMap(({ ids }) => ids)]);
      this.giveBack(takenAway(old, this.line.doc, this.refusedDeletion), this.doomed);
      this.refusedIds = [];
      this.refusedDeletion = [];
      this.doomed = null;
    }
    this.retired?.unhook();
    this.retired = null;
    this.shown = this.line.doc;
    this.kept?.replace(Y.encodeStateAsUpdate(this.shown));
    for (const listener of [...this.docListeners]) listener(this.shown);
    old.destroy();
  }

  private say(change: Partial<TextState>): void {
    const next = { ...this.current, ...change };
    const writing = this.writingNow(next);
    // Asked after each letter: mostly nothing is new.
    const isNew = JSON.stringify(writing) !== JSON.stringify(this.current.writing);
    if (!isNew && Object.keys(change).length === 0) return;
    this.current = { ...next, writing: isNew ? writing : this.current.writing };
    for (const listener of [...this.stateListeners]) listener(this.current);
  }

  private writingNow({ link }: TextState): Writing {
    const changes = this.outbox.changes + this.gathering.length;
    if (link.is !== 'online') return { is: 'offline', changes };
    const { done, of } = this.backlog;
    if (of >= backlogMin && done < of && changes > 0) return { is: 'sending', done, of };
    return changes > 0 ? { is: 'saving' } : { is: 'saved' };
  }
}

function longestSaying(...all: readonly (UnsentDeed | undefined)[]): UnsentDeed | undefined {
  const lengthOf = (would: UnsentDeed | undefined): number => (would?.is === 'say' ? plainText(would.runs).length : 0);
  return all.reduce((longest, would) => (lengthOf(would) > lengthOf(longest) ? would : longest), undefined);
}

function toUpdate({ update }: Kept): Uint8Array {
  return update;
}
