/** What does a page show of a sitting before there is a line, to whom, and what takes its place? */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { forgetHere, noteHere, peopleHere } from '../../../client/live/here.ts';
import { clearPerson, closeKept } from '../../../client/live/kept-database.ts';
import { keepSeen } from '../../../client/live/kept-seen.ts';
import { allSeenHere, seenHere } from '../../../client/live/seen-here.ts';
import { ok } from '../../../shared/lib/result.ts';
import { FakeConnection, settle } from './fake-connection.ts';
import {
  chen,
  clauseTexts,
  dara,
  forumId,
  forumSnapshot,
  mineOf,
  openedEvents,
  plannedEvents,
  sittingId,
  sittingSnapshot,
  startsAt,
  textId,
} from './sitting-world.ts';

let connection: FakeConnection;
let assembly: Assembly | undefined;

beforeEach(() => {
  connection = new FakeConnection();
});
afterEach(async () => {
  assembly?.close();
  assembly = undefined;
  localStorage.clear();
  await closeKept();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('ortaq').onsuccess = resolve;
  });
});

/** A page that has been live, and was closed. */
async function wasHere(personId: typeof chen): Promise<void> {
  const live = new Assembly({ forumId, sittingId, texts: true }, { connection, deviceNow: () => startsAt });
  connection.connect();
  connection.next('hello').answer(ok({ personId, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(plannedEvents));
  connection.send('mine', mineOf(personId));
  connection.send('text', { textId, frame: 'whole', textSeq: 3, clauses: clauseTexts });
  connection.next('follow').answer(ok(null));
  await settle();
  live.close();
  await expect.poll(async () => (await allSeenHere()).length).toBe(1);
  connection = new FakeConnection();
}

test('[KEEP-10] what a person saw last is shown without a line, with its time, until what is has come', async () => {
  await wasHere(chen);
  const seen = await seenHere(sittingId);
  assembly = new Assembly({ forumId, sittingId, texts: true, seen }, { connection });
  expect(assembly.asOf).toBe(startsAt);
  expect(assembly.mine?.personId).toBe(chen);
  expect(assembly.sitting?.sitting.phase).toBe('planned');
  expect(assembly.texts.get(textId)?.clauses).toEqual(clauseTexts);

  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now: startsAt, protocol: 1 }));
  await settle();
  // Never built upon: everything is asked for.
  expect(connection.next('follow').message).toMatchObject({ forumSeq: 0, sittingSeq: 0 });
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(openedEvents));
  expect(assembly.sitting?.sitting.phase).toBe('planned');
  connection.send('mine', mineOf(chen));
  expect(assembly.asOf).toBe(null);
  expect(assembly.sitting?.sitting.phase).toBe('open');
  expect(assembly.texts.get(textId)?.clauses).toEqual(clauseTexts);
});

test('[KEEP-2] nobody but the person sees it: not who signs in next, and not when the server says it is somebody else', async () => {
  await wasHere(chen);
  const seen = await seenHere(sittingId);
  assembly = new Assembly({ forumId, sittingId, texts: true, seen }, { connection });
  connection.connect();
  connection.send('mine', mineOf(dara));
  expect(assembly.asOf).toBe(null);
  expect([assembly.sitting, assembly.forum, assembly.texts.size]).toEqual([null, null, 0]);
  expect(await seenHere(sittingId)).toBe(null);

  noteHere(forumId, chen);
  expect((await seenHere(sittingId))?.mine.personId).toBe(chen);
  forgetHere(forumId);
  expect(await seenHere(sittingId)).toBe(null);
  expect(peopleHere()).toEqual([]);
});

test('[KEEP-3] what was seen goes with the person', async () => {
  await wasHere(chen);
  const seen = await seenHere(sittingId);
  await keepSeen({ ...seen!, mine: mineOf(dara) });
  await clearPerson(chen);
  expect(await seenHere(sittingId)).toBe(null);
  noteHere(forumId, dara);
  expect((await seenHere(sittingId))?.mine.personId).toBe(dara);
});
