/** Who and what stands in the tests of a store? */
import type { NewEvent, Store, Unit } from '../../server/engine/ports.ts';
import { idFromBytes } from '../../shared/lib/ids.ts';
import type { IdKind, IdOf, RequestId } from '../../shared/lib/ids.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';

let made = 0;

/** A new id at each call, the same ones in each run. */
export function newId<K extends IdKind>(kind: K): IdOf[K] {
  const bytes = new Uint8Array(10);
  new DataView(bytes.buffer).setUint32(4, ++made);
  return idFromBytes(kind, bytes);
}

export function newRequest(): RequestId {
  return `request-${++made}` as RequestId;
}

export function newStream(): StreamId {
  return forumStream(newId('forum'));
}

export const amina = newId('person');
export const bo = newId('person');
export const chen = newId('person');
export const dara = newId('person');

export function said(words: string, actor: Actor = amina): NewEvent {
  return { type: 'test.said', version: 1, actor, body: { words } };
}

export function bytesOf(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes);
}

/** A clock that stands until it is moved. */
export function standingClock(start = Date.UTC(2026, 3, 22, 9)): { now: () => number; move: (ms: number) => void } {
  let now = start;
  return { now: () => now, move: (ms) => void (now += ms) };
}

/** Commits what must succeed in the arrangement of a test. */
export async function commit(store: Store, unit: Unit) {
  const result = await store.commit(unit);
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.params)}`);
  return result.value;
}

/** The code of a refusal, or `ok`. */
export async function outcome(store: Store, unit: Unit): Promise<string> {
  const result = await store.commit(unit);
  return result.ok ? 'ok' : result.code;
}

/** A draft's text with a seed by client 1 that stands at clock 3. */
export async function newText(store: Store, stream: StreamId = newStream()) {
  const textId = newId('text');
  const seed = bytesOf(1, 2, 3);
  const seedClocks = [{ clientId: 1, from: 0, to: 3 }];
  await commit(store, { newTexts: [{ textId, kind: 'draft', layout: 1, stream, seed, seedClocks }] });
  return { textId, stream, seed };
}

/** A poll that closes in a minute of the given clock. */
export async function newPoll(store: Store, now: number) {
  const pollId = newId('poll');
  const stream = newStream();
  await commit(store, { polls: [{ change: 'open', pollId, stream, closesAt: now + 60_000 }] });
  return { pollId, stream, closesAt: now + 60_000 };
}
