/** Is a text's past told as it was, quickly, and are its words known by their writers, whatever was compacted since? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Store } from '../../server/engine/ports.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { authorsOf, openTextAt, readTextAt } from '../../server/text/text-past.ts';
import { loadText } from '../../server/text/text-state.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { allClausesOf, bodyText, clauseRuns, openTextDoc } from '../../shared/draft/clause-text.ts';
import { insertWords, joinClauses, splitClause } from '../../shared/draft/clause-text-edit.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import { measured } from '../measured.ts';
import { longClauses, longClient, longWriters, writeLongLog } from './long-log.ts';
import {
  clauseNumbered,
  forumId,
  isSaved,
  openTextWorld,
  personIds,
  randomFrom,
  textId,
  untilDoc,
  untilState,
} from './text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? 20261122);
const long = Number(process.env['ORTAQ_LONG_LOG'] ?? (process.env['ORTAQ_SOAK'] === '1' ? 100_000 : 20_000));
const text = { textId, stream: forumStream(forumId) };
const spanMs = 300_000;

test('many who ask at once how a text stood are answered one after the other, also behind one whose reading fails', async () => {
  const world = await openTextWorld();
  const { store } = world;
  let [reading, most] = [0, 0];
  const counted = new Proxy(store, {
    get(target, key) {
      if (key !== 'readTextUpdates') return Reflect.get(target, key) as unknown;
      const read: Store['readTextUpdates'] = async (...asked) => {
        most = Math.max(most, ++reading);
        const rows = await target.readTextUpdates(...asked);
        reading--;
        if (asked[1] === 41) throw new Error('the disk');
        return rows;
      };
      return read;
    },
  });
  const at = openTextAt(counted);
  const answers = await Promise.allSettled(
    [1, 42, ...Array.from({ length: 10 }, () => 1)].map((seq) => at(textId, seq)),
  );
  expect(answers.map(({ status }) => status)).toEqual(
    answers.map((_answer, place) => (place === 1 ? 'rejected' : 'fulfilled')),
  );
  expect(most).toBe(1);
  await world.close();
});

test(`[HIST-1] any state is what a straight replay gives (ORTAQ_SEED=${seed})`, async () => {
  const store = openMemoryStore({ clock: { now: () => Date.now() } });
  const updates = 9_000;
  await writeLongLog(store, text, { updates, seed, atOnce: 90 });
  const random = randomFrom(seed);
  const wanted = new Set([1, 2, updates + 1, ...Array.from({ length: 40 }, () => 1 + random.below(updates))]);
  const replayed = openTextDoc();
  for (const { seq, at, update } of await store.readTextUpdates(textId, 0, updates + 1)) {
    Y.applyUpdate(replayed, update);
    if (!wanted.has(seq)) continue;
    expect(await readTextAt(store, textId, seq)).toEqual({ textSeq: seq, at, clauses: allClausesOf(replayed) });
  }
  for (const seq of [0, -1, 1.5, updates + 2, Number.NaN]) expect(await readTextAt(store, textId, seq)).toBeNull();
  await store.close();
});

test(
  `[HIST-2] ${long} updates: the list, a state of then and the authors are there in a second`,
  { timeout: 300_000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'ortaq-history-'));
    const clock = { at: Date.UTC(2026, 10, 22, 9), now: () => clock.at };
    let store: Store = await openSqliteStore({ directory, clock });
    try {
      // Eight hours of it.
      const step = Math.ceil((8 * 3_600_000) / (long / 250));
      const doc = await writeLongLog(store, text, { updates: long, seed, moveClock: () => void (clock.at += step) });
      await store.close();
      store = await openSqliteStore({ directory, clock });
      const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
        const start = performance.now();
        const done = await work();
        measured(`${what} of ${long} updates: ${(performance.now() - start).toFixed(0)} ms`);
        return done;
      };
      const page = await timed('the first page of the history', () => store.readTextHistory(textId, null, 50, spanMs));
      expect(page.length).toBeGreaterThanOrEqual(Math.min(50, long / 100));
      expect(new Set(page.map(({ by }) => by))).toEqual(new Set(longWriters.map((name) => personIds[name])));
      const whole = await timed('the whole history', () => store.readTextHistory(textId, null, 1e9, spanMs));
      expect(whole.slice(0, page.length)).toEqual(page);
      const now = await timed('the last state', () => readTextAt(store, textId, long + 1));
      expect(now!.clauses).toEqual(allClausesOf(doc));
      await timed('a state of long ago', () => readTextAt(store, textId, Math.floor(long / 2) + 1_777));
      const loaded = (await timed('the first opening', () => loadText(store, textId)))!;
      const serverMade = await store.readServerMade(textId);
      const authors = await timed('the authors of a clause', () =>
        Promise.resolve(authorsOf(loaded.doc, longClauses[3]!, 'ru', (id) => loaded.owners.get(id)!, serverMade)),
      );
      expect(authors!.at(-1)!.to).toBe(bodyText(doc, longClauses[3]!, 'ru')!.length);
      // Those of a doc that was never compacted.
      const ownerOf = (id: number) => {
        const name = longWriters.find((one) => longClient(one) === id);
        return name === undefined ? 'server' : personIds[name];
      };
      expect(authors).toEqual(authorsOf(doc, longClauses[3]!, 'ru', ownerOf, []));
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  },
);

test('[HIST-4] words are those of who put them in: through other people’s edits, compaction and in the name of another', async () => {
  const world = await openTextWorld();
  const [first, second] = [clauseNumbered(2), clauseNumbered(3)];
  const pages = { dara: world.join('dara', 1), chen: world.join('chen', 1) };
  for (const page of Object.values(pages)) await untilState(page, () => page.state().synced);
  const type = async (name: 'dara' | 'chen', at: number, words: string): Promise<void> => {
    insertWords(pages[name].doc(), first, 'ru', at, words);
    await untilState(pages[name], () => isSaved(pages[name]));
    const now = plainText(clauseRuns(pages[name].doc(), first, 'ru'));
    for (const page of Object.values(pages))
      await untilDoc(page, () => plainText(clauseRuns(page.doc(), first, 'ru')) === now);
  };
  const length = 'Рекомендовать акимату поддержать сёла'.length;
  await type('dara', 0, 'Просить и ');
  await type('chen', 10, 'настоятельно ');
  await type('dara', 10 + 13 + length, ' области');
  const edit = async (words: string, by: PersonId): Promise<void> => {
    const now = plainText((await world.server.texts.clause(textId, first))!.clause.body.ru!);
    const change = { edit: 'replace-words', clauseId: first, lang: 'ru', words: now + words, numbers: {} } as const;
    const made = await world.server.texts.edit(textId, [change], { by, textSeq: null });
    if (!made.ok) throw new Error(made.code);
    const committed = await world.store.commit({ textUpdates: [made.value] });
    if (!committed.ok) throw new Error(committed.code);
    world.bus.publish({ topic: 'text', textId, seq: committed.value.textSeqs[textId]! });
  };
  await edit(' до осени', personIds.bo);
  await edit(' и после', personIds.eli);
  const wanted: [string, string][] = [
    ['Просить и ', personIds.dara],
    ['настоятельно ', personIds.chen],
    ['Рекомендовать акимату поддержать сёла', 'server'],
    [' области', personIds.dara],
    [' до осени', personIds.bo],
    [' и после', personIds.eli],
  ];
  const told = async (clause = first): Promise<[string, string][]> => {
    const { words, runs } = (await world.server.past.authors(textId, clause, 'ru'))!;
    return runs.map(({ from, to, by }) => [words.slice(from, to), by]);
  };
  expect(await told()).toEqual(wanted);
  expect(await told(second)).toEqual([['Проводить форум ежегодно осенью', 'server']]);
  expect(await world.server.past.authors(textId, clauseNumbered(99), 'ru')).toBeNull();
  // Of a text that is read from a snapshot alone.
  const loaded = (await loadText(world.store, textId))!;
  await world.store.saveTextSnapshot(textId, loaded.seq, Y.encodeStateAsUpdate(loaded.doc));
  const again = (await loadText(world.store, textId))!;
  const serverMade = await world.store.readServerMade(textId);
  const runs = authorsOf(again.doc, first, 'ru', (id) => again.owners.get(id) ?? 'server', serverMade)!;
  const words = plainText(clauseRuns(again.doc, first, 'ru'));
  expect(runs.map(({ from, to, by }) => [words.slice(from, to), by])).toEqual(wanted);
  // Whoever splits or joins puts the words in again: from then on they are theirs.
  await untilDoc(pages.chen, () => plainText(clauseRuns(pages.chen.doc(), first, 'ru')) === words);
  splitClause(pages.chen.doc(), { id: first, newId: clauseNumbered(50), lang: 'ru', at: 10 });
  joinClauses(pages.chen.doc(), { first, second: clauseNumbered(50), lang: 'ru' });
  await untilState(pages.chen, () => isSaved(pages.chen));
  expect((await told()).slice(0, 2)).toMatchObject([
    ['Просить и ', personIds.dara],
    [expect.anything(), personIds.chen],
  ]);
  await world.close();
  expect(world.faults).toEqual([]);
});
