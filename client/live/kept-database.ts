/**
 * Where does this browser keep what a person has written and seen? In one IndexedDB; each row says whose it is, because a phone may
 * go from hand to hand. It may be forbidden (private windows) or full: then nothing is kept, and the page says so.
 */
import type { PersonId } from '../../shared/lib/ids.ts';

/**
 * `base`: what the server has confirmed of a text, as updates. `outbox`: what was written here and is not known to be saved.
 * `words`: words that could not be taken. `rights`: what the server last said of a text. `seen`: forums and sittings as last seen.
 */
export const keptStores = ['base', 'outbox', 'words', 'rights', 'seen'] as const;
export type KeptStore = (typeof keptStores)[number];

const name = 'ortaq';
const version = 1;
/** A database that does not open by then is taken for forbidden: the page must not wait for it, ms. */
const openWithinMs = 3_000;

let opened: Promise<IDBDatabase | null> | null = null;

/** The database; `null` where the browser gives none. Opened once a page. */
export function openKept(): Promise<IDBDatabase | null> {
  opened ??= open();
  return opened;
}

/** Closes it, so that it can be opened anew (tests). */
export async function closeKept(): Promise<void> {
  const database = await opened;
  opened = null;
  database?.close();
}

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), openWithinMs);
    const done = (database: IDBDatabase | null): void => {
      clearTimeout(timer);
      resolve(database);
    };
    try {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => makeStores(request.result);
      request.onsuccess = () => {
        const database = request.result;
        // A newer page wants another version: this one goes on without.
        database.onversionchange = () => database.close();
        done(database);
      };
      request.onerror = () => done(null);
    } catch {
      // Some browsers throw where others refuse.
      done(null);
    }
  });
}

function makeStores(database: IDBDatabase): void {
  for (const store of keptStores) {
    const isOne = store === 'rights' || store === 'seen';
    const made = database.createObjectStore(
      store,
      isOne ? { keyPath: 'place' } : { keyPath: 'row', autoIncrement: true },
    );
    made.createIndex('person', 'person');
    if (!isOne) made.createIndex('place', 'place');
    if (store === 'outbox' || store === 'words') made.createIndex('id', 'id');
  }
}

/** What a request of a transaction gives. Rejects with its error. */
export function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(faultOf(request.error));
  });
}

/** Resolves when all of it is in the database; rejects when nothing of it is. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(faultOf(transaction.error));
  });
}

function faultOf(error: DOMException | null): Error {
  return error ?? new Error('the database gave up');
}

/** Deletes every row of an index at a key, within a transaction. */
export function deleteAt(store: IDBObjectStore, index: string, key: IDBValidKey): void {
  const request = store.index(index).openKeyCursor(IDBKeyRange.only(key));
  request.onsuccess = () => {
    const cursor = request.result;
    if (cursor === null) return;
    store.delete(cursor.primaryKey);
    cursor.continue();
  };
}

/** Pages that keep something for this person stop, and nothing of the person stays in this browser. */
export async function clearPerson(personId: PersonId): Promise<void> {
  const others = new BroadcastChannel(clearedChannel);
  others.postMessage(personId);
  others.close();
  const database = await openKept();
  if (database === null) return;
  const transaction = database.transaction([...keptStores], 'readwrite');
  for (const store of keptStores) deleteAt(transaction.objectStore(store), 'person', personId);
  await committed(transaction);
}

/** On it the id of a person is said whose rows are cleared. */
export const clearedChannel = 'ortaq.cleared';
