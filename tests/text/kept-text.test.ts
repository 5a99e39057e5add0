/** Do words survive the page they were written in: closed while away, ended by a crash, on a full device, on a shared phone? */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answerOf, clearPerson, closeKept, keptStores, openKept } from '../../client/live/kept-database.ts';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { clauseRuns } from '../../shared/draft/clause-text.ts';
import {
  createClause,
  deleteWords,
  insertWords,
  joinClauses,
  removeClause,
} from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  personIds,
  textId,
  untilState,
  type Name,
  type TextWorld,
} from './text-world.ts';

let world: TextWorld;
beforeEach(async () => {
  world = await openTextWorld();
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await world.close();
  await closeKept();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('ortaq').onsuccess = resolve;
  });
});

const second = clauseNumbered(2);

function wordsOf(page: TextConnection): string {
  return plainText(clauseRuns(page.doc(), second, 'ru'));
}

async function serverWords(): Promise<string> {
  const clauses = (await world.server.readClauses(textId))?.clauses ?? [];
  return plainText(clauses.find(({ id }) => id === second)?.body['ru'] ?? []);
}

async function rowsOf(personId?: PersonId): Promise<Record<string, number>> {
  const database = await openKept();
  if (database === null) throw new Error('no database');
  const counts: Record<string, number> = {};
  for (const store of keptStores) {
    const rows = (await answerOf(database.transaction(store).objectStore(store).getAll())) as { person: string }[];
    counts[store] = rows.filter(({ person }) => personId === undefined || person === personId).length;
  }
  return counts;
}

async function online(name: Name): Promise<TextConnection> {
  const page = world.joinKept(name);
  await untilState(page, () => page.state().link.is === 'online' && page.state().mayWrite);
  return page;
}

/** Until what was written is in the database. */
async function untilKept(count: number): Promise<void> {
  await expect.poll(async () => (await rowsOf())['outbox'], { timeout: 5_000, interval: 10 }).toBe(count);
}

test('[KEEP-1] words written away from the server are there when the page is opened again without a line, and go out once', async () => {
  const first = await online('dara');
  first.disconnect();
  insertWords(first.doc(), second, 'ru', 0, 'в дороге ');
  await untilKept(1);
  // Ended without a word, as by a crash: nothing is closed, nothing more is written.
  first.close();

  world.cutLines();
  const again = world.joinKept('dara');
  await untilState(again, () => again.state().synced);
  expect(wordsOf(again)).toBe('в дороге Рекомендовать акимату поддержать сёла');
  expect(again.state()).toMatchObject({ mayWrite: true, keptIn: 'device', writing: { is: 'offline', changes: 1 } });
  insertWords(again.doc(), second, 'ru', 9, 'и дома ');
  await untilKept(2);
  again.close();

  world.listenAgain();
  const back = world.joinKept('dara');
  await untilState(back, () => back.state().link.is === 'online' && isSaved(back));
  expect(await serverWords()).toBe('в дороге и дома Рекомендовать акимату поддержать сёла');
  expect(wordsOf(back)).toBe(await serverWords());
  await untilKept(0);
  expect([world.refusals, world.faults]).toEqual([[], []]);
});

/** As a browser has them: granted and let go a moment later than asked. */
function fakeLocks(): LockManager {
  const held = new Set<string>();
  const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    async request(name: string, use: () => Promise<void>) {
      await later();
      held.add(name);
      await use();
      await later();
      held.delete(name);
    },
    async query() {
      await later();
      return { held: [...held].map((name) => ({ name })), pending: [] };
    },
  } as unknown as LockManager;
}

test('[KEEP-1] words of a page that was left a moment ago are there on return, also where the browser says which pages live', async () => {
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  const first = await online('dara');
  first.disconnect();
  insertWords(first.doc(), second, 'ru', 0, 'и сразу назад ');
  world.cutLines();
  first.close();
  const again = world.joinKept('dara');
  await untilState(again, () => again.state().synced);
  expect(wordsOf(again)).toBe('и сразу назад Рекомендовать акимату поддержать сёла');
});

test('[KEEP-1] what is acknowledged leaves the outbox, and stays readable without a line', async () => {
  const page = await online('dara');
  insertWords(page.doc(), second, 'ru', 0, 'слово ');
  await untilState(page, () => isSaved(page));
  await untilKept(0);
  page.close();
  world.cutLines();
  const again = world.joinKept('dara');
  await untilState(again, () => again.state().synced);
  expect(wordsOf(again)).toBe('слово Рекомендовать акимату поддержать сёла');
  expect(again.state().writing).toEqual({ is: 'offline', changes: 0 });
});

test('[KEEP-2] another person on the same device sees nothing of it, and it is not sent under their name', async () => {
  const dara = await online('dara');
  dara.disconnect();
  insertWords(dara.doc(), second, 'ru', 0, 'только моё ');
  await untilKept(1);
  const chen = await online('chen');
  expect(wordsOf(chen)).toBe('Рекомендовать акимату поддержать сёла');
  expect(chen.state().unsent).toEqual([]);
  dara.close();

  // Dara's page is still open when Chen has signed in on the device: the server will not take it for Chen's.
  const old = world.joinKept('dara', 'chen');
  await untilState(old, () => old.state().link.is === 'ended');
  expect(old.state().link).toEqual({ is: 'ended', code: 4401 });
  expect(await serverWords()).toBe('Рекомендовать акимату поддержать сёла');
  old.close();

  const back = await online('dara');
  await untilState(back, () => isSaved(back));
  expect(await serverWords()).toContain('только моё ');
});

test('[KEEP-3] signing out leaves nothing of the person, also what an open page would keep, and everything of others', async () => {
  const dara = await online('dara');
  const chen = await online('chen');
  chen.disconnect();
  insertWords(chen.doc(), second, 'ru', 0, 'слово Чена ');
  dara.disconnect();
  insertWords(dara.doc(), second, 'ru', 0, 'слово Дары ');
  await untilKept(2);
  const ofChen = await rowsOf(personIds.chen);
  await clearPerson(personIds.dara);
  await untilState(dara, () => dara.state().keptIn === 'page');
  insertWords(dara.doc(), second, 'ru', 0, 'позже ');
  dara.close();
  await clearPerson(personIds.fay);
  expect(await rowsOf(personIds.dara)).toEqual({ base: 0, outbox: 0, words: 0, rights: 0, seen: 0 });
  expect(await rowsOf(personIds.chen)).toEqual(ofChen);
});

test('[KEEP-4] words of a clause closed meanwhile are given back, and are there until they are dismissed', async () => {
  const page = await online('dara');
  page.disconnect();
  insertWords(page.doc(), second, 'ru', 0, 'опоздавшее ');
  await untilKept(1);
  page.close();
  await world.closeClause(second);
  const back = await online('dara');
  await untilState(back, () => back.state().unsent.length > 0 && isSaved(back));
  const would = { is: 'say', runs: [{ text: 'опоздавшее Рекомендовать акимату поддержать сёла' }] };
  const given = { clauseId: second, lang: 'ru', words: 'опоздавшее ', why: 'locked', would };
  expect(back.state().unsent).toEqual([given]);
  await untilKept(0);
  back.close();
  world.cutLines();
  const again = world.joinKept('dara');
  await untilState(again, () => again.state().synced);
  expect(again.state().unsent).toEqual([given]);
  expect(again.state().locked.has(second)).toBe(true);
  expect(wordsOf(again)).toBe('Рекомендовать акимату поддержать сёла');
  again.dismissUnsent(again.state().unsent[0]!);
  await expect.poll(async () => (await rowsOf())['words']).toBe(0);
});

test('[KEEP-4] words of somebody whose right was taken while the page was closed come back as kept words', async () => {
  const page = await online('dara');
  page.disconnect();
  insertWords(page.doc(), second, 'ru', 0, 'без права ');
  await untilKept(1);
  page.close();
  world.readers.add('dara');
  const back = world.joinKept('dara');
  await untilState(back, () => back.state().unsent.length > 0 && isSaved(back));
  expect(back.state().unsent).toEqual([{ clauseId: second, lang: 'ru', words: 'без права ', why: 'right' }]);
  await untilKept(0);
  expect(wordsOf(back)).toBe('Рекомендовать акимату поддержать сёла');
  back.close();
  const again = world.joinKept('dara');
  await untilState(again, () => again.state().link.is === 'online');
  expect(again.state().unsent).toHaveLength(1);
  expect(wordsOf(again)).toBe('Рекомендовать акимату поддержать сёла');
});

test('[KEEP-5] two pages of one person keep side by side; what one leaves behind the other brings in', async () => {
  const one = await online('dara');
  const other = await online('dara');
  one.disconnect();
  other.disconnect();
  insertWords(one.doc(), second, 'ru', 0, 'первая ');
  insertWords(other.doc(), second, 'ru', 0, 'вторая ');
  await untilKept(2);
  one.close();
  other.connect();
  await untilState(
    other,
    () => other.state().link.is === 'online' && isSaved(other) && wordsOf(other).includes('первая '),
  );
  await untilKept(0);
  const words = await serverWords();
  expect(words.split('первая ')).toHaveLength(2);
  expect(words.split('вторая ')).toHaveLength(2);
  expect(wordsOf(other)).toBe(words);
  expect(world.refusals).toEqual([]);
});

test('[KEEP-6] where nothing can be kept the page works as ever and says so', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('private', 'SecurityError');
  });
  const page = await online('dara');
  expect(page.state().keptIn).toBe('page');
  insertWords(page.doc(), second, 'ru', 0, 'слово ');
  await untilState(page, () => isSaved(page));
  expect(await serverWords()).toContain('слово ');
});

test('[KEEP-6] a device that fills up: nothing that was kept is lost, and the page says that the rest is not', async () => {
  const page = await online('dara');
  page.disconnect();
  insertWords(page.doc(), second, 'ru', 0, 'поместилось ');
  await untilKept(1);
  const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  insertWords(page.doc(), second, 'ru', 0, 'не поместилось ');
  await untilState(page, () => page.state().keptIn === 'page');
  add.mockRestore();
  expect((await rowsOf())['outbox']).toBe(1);
  page.connect();
  await untilState(page, () => page.state().link.is === 'online' && isSaved(page));
  expect(await serverWords()).toContain('не поместилось поместилось ');
});

test('[KEEP-7] a text of a newer layout is read and not written', async () => {
  const page = await online('dara');
  page.close();
  world.cutLines();
  const older = world.joinKept('dara', 'dara', 0);
  await untilState(older, () => older.state().synced);
  expect(older.state().mayWrite).toBe(false);
});

test('[KEEP-8] what the server refuses is given back once, and what is kept of the text is then the server’s', async () => {
  const page = await online('dara');
  page.disconnect();
  // What no server takes: something in the middle is missing, as a full or damaged device would leave it.
  insertWords(page.doc(), second, 'ru', 0, 'пропало ');
  await untilKept(1);
  insertWords(page.doc(), second, 'ru', 8, 'осталось ');
  await untilKept(2);
  page.close();
  const database = (await openKept())!;
  const rows = await answerOf(database.transaction('outbox').objectStore('outbox').getAllKeys());
  database.transaction('outbox', 'readwrite').objectStore('outbox').delete(rows[0]!);
  await untilKept(1);
  const back = world.joinKept('dara');
  await untilState(back, () => back.state().link.is === 'online' && isSaved(back) && world.refusals.length > 0);
  expect(world.refusals).toEqual([expect.stringMatching(/^dara: gap/)]);
  await untilKept(0);
  expect(back.state().unsent).toEqual([{ clauseId: second, lang: 'ru', words: 'осталось ', why: 'gap' }]);
  expect(wordsOf(back)).toBe('Рекомендовать акимату поддержать сёла');
  insertWords(back.doc(), second, 'ru', 0, 'снова ');
  await untilState(back, () => isSaved(back));
  expect(await serverWords()).toBe('снова Рекомендовать акимату поддержать сёла');
});

test('[KEEP-1] more pages than one connection has room for have left words behind: all of them come', async () => {
  const first = await online('dara');
  first.close();
  world.cutLines();
  for (let page = 0; page < 70; page++) {
    const away = world.joinKept('dara');
    await untilState(away, () => away.state().synced);
    if (page % 2 === 0) insertWords(away.doc(), second, 'ru', 0, `w${String(page)}. `);
    else
      createClause(away.doc(), {
        id: clauseNumbered(100 + page),
        kind: 'operative',
        after: second,
        body: { ru: `w${String(page)}. ` },
      });
    await untilKept(page + 1);
    away.close();
  }
  world.listenAgain();
  const back = world.joinKept('dara');
  await untilState(back, () => back.state().link.is === 'online' && isSaved(back));
  const all = JSON.stringify((await world.server.readClauses(textId))?.clauses);
  for (let page = 0; page < 70; page++) expect(all.split(`w${String(page)}. `)).toHaveLength(2);
  expect([world.refusals, world.faults]).toEqual([[], []]);
});

test('[KEEP-13] clauses taken out at once are refused, and come back as what would be gone, after a crash too; joining is no loss', async () => {
  const [dara, chen] = [await online('dara'), await online('chen')];
  const third = clauseNumbered(3);
  createClause(chen.doc(), { id: clauseNumbered(9), kind: 'operative', after: third });
  insertWords(chen.doc(), second, 'ru', 0, 'долгое слово '.repeat(300));
  insertWords(chen.doc(), clauseNumbered(9), 'ru', 0, 'ещё много слов '.repeat(100));
  await untilState(chen, () => isSaved(chen));
  await untilState(dara, () => wordsOf(dara).startsWith('долгое'));
  joinClauses(dara.doc(), { first: second, second: clauseNumbered(9), lang: 'ru' });
  await untilState(dara, () => isSaved(dara));
  expect(dara.state().unsent).toEqual([]);

  const stood = await serverWords();
  dara.doc().transact(() => {
    removeClause(dara.doc(), third);
    // In the language that is shown not a word is left.
    deleteWords(dara.doc(), second, 'ru', 0, stood.length);
    deleteWords(dara.doc(), clauseNumbered(1), 'ru', 0, 9);
  });
  await untilState(dara, () => dara.state().unsent.length === 2 && isSaved(dara));
  expect(world.refusals).toEqual([expect.stringContaining('mass-deletion')]);
  expect([await serverWords(), wordsOf(dara)]).toEqual([stood, stood]);
  const wanted = [
    { clauseId: second, words: '', would: { is: 'take-out', clauseIds: [second, third] } },
    { clauseId: clauseNumbered(1), words: ' форума, собравшись', would: { is: 'say' } },
  ];
  expect(dara.state().unsent).toMatchObject(wanted);
  dara.close();
  const again = await online('dara');
  expect(again.state().unsent).toMatchObject(wanted);
});

test('[KEEP-13] what was written in many pieces into a clause that was closed meanwhile is given back as one, with how the clause would read', async () => {
  const dara = await online('dara');
  const closed = wordsOf(dara);
  dara.disconnect();
  const written = Array.from({ length: 3_000 }, (_, number) => `слово${String(number)} `);
  for (const word of written) insertWords(dara.doc(), second, 'ru', wordsOf(dara).length, word);
  await world.closeClause(second);
  dara.connect();
  await untilState(dara, () => dara.state().link.is === 'online' && isSaved(dara) && dara.state().unsent.length > 0);
  const { unsent } = dara.state();
  expect(unsent).toHaveLength(1);
  expect(unsent[0]?.words).toBe(written.join(''));
  expect(unsent[0]?.would).toEqual({ is: 'say', runs: [{ text: closed + written.join('') }] });
  expect([wordsOf(dara), await serverWords()]).toEqual([closed, closed]);
});
