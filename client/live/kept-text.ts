/**
 * What does this browser keep of one text for one person, so that words survive a closed page and a crash?
 *
 * The text as the server has confirmed it, what was written here and is not, and words given back. The three are written in one
 * queue, a transaction for all that gathered: what is kept is at each moment a state that the page was in. Two pages of one person
 * write side by side; each sends what it wrote itself, and what a page left that is gone.
 */
import { mergeUpdates } from 'yjs';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { Unsent } from './text-connection.ts';
import { answerOf, clearedChannel, committed, deleteAt, openKept, type KeptStore } from './kept-database.ts';

/** Something written that is not known to be saved. */
export interface KeptChange {
  /** Unique in this browser: the page that wrote it, a slash, a number. */
  readonly id: string;
  readonly update: Uint8Array;
  /** How many changes, as a person would count them. */
  readonly changes: number;
}

export interface KeptRights {
  readonly mayWrite: boolean;
  readonly locked: readonly ClauseId[];
}

export interface KeptLoad {
  /** What the server had confirmed. */
  readonly base: readonly Uint8Array[];
  /** What pages that are gone have left to be sent, in the order of writing. */
  readonly left: readonly KeptChange[];
  readonly unsent: readonly Unsent[];
  readonly rights: KeptRights | null;
}

interface Row {
  readonly place: string;
  readonly person: PersonId;
}
type BaseRow = Row & { readonly row: number; readonly update: Uint8Array };
type OutboxRow = Row & KeptChange & { readonly row: number };
type WordsRow = Row & Unsent & { readonly row: number; readonly id: string };

const stores: readonly KeptStore[] = ['base', 'outbox', 'words', 'rights'];
/** So many updates are laid together when a text is opened. */
const baseRowsMax = 100;
/** What the server sends is gathered for so long before it is kept, ms. */
const confirmMs = 2_000;

/** Pages of this window that were left, until what they wrote is in the database and nobody takes them for living any more. */
let leaving: Promise<unknown> = Promise.resolve();
/** So long they are waited for, ms: what they have left comes with the line, too. */
const leavingMs = 1_000;

/** Opens what is kept of the text for this person; `null` where the browser keeps nothing. */
export async function openKeptText(personId: PersonId, textId: TextId): Promise<KeptText | null> {
  const database = await openKept();
  return database === null ? null : new KeptText(database, personId, textId);
}

export class KeptText {
  /** Names this page in what it keeps. */
  readonly page: string = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  /** There is no line: what is kept now has no second copy, and is written through to the disk. */
  isPrecious = true;
  /** Called when nothing more can be kept: the storage is full, or was cleared because the person signed out. */
  onBroken: () => void = () => undefined;
  readonly #place: string;
  readonly #taken = new Set<string>();
  readonly #cleared: BroadcastChannel;
  #queue: ((transaction: IDBTransaction) => void)[] = [];
  #writing: Promise<void> = Promise.resolve();
  #isBroken = false;
  #isClosed = false;
  #letGo: () => void = () => undefined;
  readonly #isLeft = new Promise<void>((resolve) => (this.#letGo = resolve));
  #lock: Promise<unknown> = Promise.resolve();
  #lastBase: number | null = null;
  #baseRows = 0;
  #confirmed: Uint8Array[] = [];
  #confirmTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly database: IDBDatabase,
    private readonly personId: PersonId,
    textId: TextId,
  ) {
    this.#place = `${personId}/${textId}`;
    this.#holdLock();
    this.#cleared = new BroadcastChannel(clearedChannel);
    this.#cleared.onmessage = ({ data }) => {
      if (data === this.personId) this.#break();
    };
  }

  /** Everything kept of this text. Rejects when the browser cannot read it. */
  async load(): Promise<KeptLoad> {
    await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, leavingMs))]);
    const live = await livePages();
    const transaction = this.database.transaction([...stores], 'readonly');
    const [base, outbox, words, rights] = await Promise.all([
      answerOf(transaction.objectStore('base').index('place').getAll(this.#place) as IDBRequest<BaseRow[]>),
      answerOf(transaction.objectStore('outbox').index('place').getAll(this.#place) as IDBRequest<OutboxRow[]>),
      answerOf(transaction.objectStore('words').index('place').getAll(this.#place) as IDBRequest<WordsRow[]>),
      answerOf(transaction.objectStore('rights').get(this.#place) as IDBRequest<(Row & KeptRights) | undefined>),
    ]);
    this.#lastBase = base.at(-1)?.row ?? null;
    this.#baseRows = base.length;
    return {
      base: base.map(({ update }) => update),
      left: this.#takeOver(outbox, live),
      unsent: words.map(({ clauseId, lang, words: text, why, would }) => {
        const one = { clauseId, lang, words: text, why };
        return would === undefined ? one : { ...one, would };
      }),
      rights: rights === undefined ? null : { mayWrite: rights.mayWrite, locked: rights.locked },
    };
  }

  /** What pages have left that are gone since. */
  async left(): Promise<readonly KeptChange[]> {
    if (this.#isBroken) return [];
    const live = await livePages();
    const transaction = this.database.transaction('outbox', 'readonly');
    const rows = transaction.objectStore('outbox').index('place').getAll(this.#place) as IDBRequest<OutboxRow[]>;
    return this.#takeOver(await answerOf(rows), live);
  }

  #takeOver(rows: readonly OutboxRow[], live: ReadonlySet<string> | null): KeptChange[] {
    const left = rows.filter(({ id }) => {
      const page = id.slice(0, id.indexOf('/'));
      // Where the browser cannot tell which pages live, what they wrote is sent twice: the server knows it the second time.
      return page !== this.page && !this.#taken.has(id) && live?.has(page) !== true;
    });
    for (const { id } of left) this.#taken.add(id);
    return left.map(({ id, update, changes }) => ({ id, update, changes }));
  }

  /** Many small updates were loaded: this is the same, in one. */
  layTogether(state: () => Uint8Array): void {
    const last = this.#lastBase;
    if (last === null || this.#baseRows <= baseRowsMax) return;
    const update = state();
    this.#baseRows = 1;
    this.#write((transaction) => {
      const base = transaction.objectStore('base');
      const request = base.index('place').openCursor(IDBKeyRange.only(this.#place));
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null) return;
        if (typeof cursor.primaryKey === 'number' && cursor.primaryKey <= last) cursor.delete();
        cursor.continue();
      };
      base.add({ ...this.#row(), update });
    });
  }

  /** The server has sent this. It is gathered for a while, but never kept behind what was written after it. */
  confirm(update: Uint8Array): void {
    if (this.#isBroken) return;
    this.#confirmed.push(update);
    this.#confirmTimer ??= setTimeout(() => this.#writeConfirmed(), confirmMs);
  }

  #writeConfirmed(): void {
    clearTimeout(this.#confirmTimer);
    this.#confirmTimer = undefined;
    if (this.#confirmed.length === 0) return;
    const update = this.#confirmed.length === 1 ? this.#confirmed[0] : mergeUpdates(this.#confirmed);
    this.#confirmed = [];
    this.#baseRows += 1;
    this.#write((transaction) => transaction.objectStore('base').add({ ...this.#row(), update }));
  }

  /** It was confirmed in so many pieces that the whole text, when all of it is confirmed, should take their place. */
  get isLong(): boolean {
    return this.#baseRows > 4 * baseRowsMax;
  }

  /** This was written. */
  keep(change: KeptChange): void {
    this.#writeConfirmed();
    this.#write((transaction) => transaction.objectStore('outbox').add({ ...this.#row(), ...change }));
  }

  /** The server has it: what was written becomes part of the text. */
  acknowledge(ids: readonly string[], update: Uint8Array): void {
    this.#confirmed.push(update);
    this.#writeConfirmed();
    this.forget(ids);
  }

  forget(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#write((transaction) => ids.forEach((id) => deleteAt(transaction.objectStore('outbox'), 'id', id)));
  }

  /** The text was fetched anew: this is all of it, and what was kept of it before is no more. */
  replace(state: Uint8Array): void {
    this.#confirmed = [];
    this.#baseRows = 1;
    this.#lastBase = null;
    this.#write((transaction) => {
      const base = transaction.objectStore('base');
      deleteAt(base, 'place', this.#place);
      base.add({ ...this.#row(), update: state });
    });
  }

  /** Words that could not be taken stay until somebody has done something with them. */
  keepWords(unsent: Unsent): void {
    this.#write((transaction) =>
      transaction.objectStore('words').add({ ...this.#row(), ...unsent, id: this.#wordsId(unsent) }),
    );
  }

  dismissWords(unsent: Unsent): void {
    this.#write((transaction) => deleteAt(transaction.objectStore('words'), 'id', this.#wordsId(unsent)));
  }

  noteRights(rights: KeptRights): void {
    this.#write((transaction) => transaction.objectStore('rights').put({ ...this.#row(), ...rights }));
  }

  close(): void {
    this.#writeConfirmed();
    this.#writeQueue();
    this.#isClosed = true;
    this.#cleared.close();
    void this.#writing.then(() => this.#letGo());
    leaving = Promise.all([leaving, this.#writing, this.#lock]);
  }

  #row(): Row {
    return { place: this.#place, person: this.personId };
  }

  #wordsId({ clauseId, lang, words, why }: Unsent): string {
    return JSON.stringify([this.#place, clauseId, lang, why, words]);
  }

  #write(change: (transaction: IDBTransaction) => void): void {
    if (this.#isBroken || this.#isClosed) return;
    this.#queue.push(change);
    // All that one event of the page says goes into one transaction.
    if (this.#queue.length === 1) queueMicrotask(() => this.#writeQueue());
  }

  /** At once, not behind the transaction before: the database keeps their order, and a page that goes away has no later. */
  #writeQueue(): void {
    if (this.#queue.length === 0 || this.#isBroken) return;
    const changes = this.#queue;
    this.#queue = [];
    this.#writing = this.#writeAll(changes).catch(() => {
      // Full, forbidden, or another page wants a newer database: the page goes on, and says that it keeps nothing.
      this.#break();
    });
  }

  async #writeAll(changes: readonly ((transaction: IDBTransaction) => void)[]): Promise<void> {
    const durability = this.isPrecious ? 'strict' : 'relaxed';
    const transaction = this.database.transaction([...stores], 'readwrite', { durability });
    const done = committed(transaction);
    try {
      for (const change of changes) change(transaction);
    } catch (fault) {
      transaction.abort();
      await done.catch(() => undefined);
      throw fault;
    }
    await done;
  }

  #break(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#queue = [];
    this.#confirmed = [];
    if (!this.#isClosed) this.onBroken();
  }

  /** As long as this page lives it holds a lock by its name; the browser lets go of it however the page ends. */
  #holdLock(): void {
    const held = locks()?.request(lockOf(this.page), () => this.#isLeft);
    if (held !== undefined) this.#lock = held.catch(() => undefined);
  }
}

function lockOf(page: string): string {
  return `ortaq.page.${page}`;
}

/** There are none over plain http. */
function locks(): LockManager | undefined {
  return (globalThis.navigator as { readonly locks?: LockManager } | undefined)?.locks;
}

/** Which pages live? `null` where the browser does not say. */
async function livePages(): Promise<ReadonlySet<string> | null> {
  const all = await locks()?.query();
  if (all === undefined) return null;
  const { held = [], pending = [] } = all;
  const prefix = lockOf('');
  return new Set(
    [...held, ...pending].map(({ name = '' }) => (name.startsWith(prefix) ? name.slice(prefix.length) : '')),
  );
}
