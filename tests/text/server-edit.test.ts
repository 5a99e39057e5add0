/** Does what the server itself writes come into a text as one edit among others: whole, once, in somebody's name, or not at all? */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { numberClauses } from '../../shared/draft/clause-number.ts';
import { plainText, type Run } from '../../shared/draft/clause-runs.ts';
import { clauseRuns, clauseText, outlineOf } from '../../shared/draft/clause-text.ts';
import { insertReference, insertWords, markWords } from '../../shared/draft/clause-text-edit.ts';
import type { DraftEdit } from '../../shared/draft/draft-edit.ts';
import type { TextUpdate } from '../../server/engine/ports.ts';
import { idFromBytes, type ClauseId, type ThreadId } from '../../shared/lib/ids.ts';
import { ok } from '../../shared/lib/result.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  personIds,
  randomFrom,
  textId,
  untilDoc,
  untilState,
  type TextWorld,
} from './text-world.ts';

let world: TextWorld;
beforeEach(async () => {
  world = await openTextWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.faults).toEqual([]);
});

const [second, third] = [clauseNumbered(2), clauseNumbered(3)];
const thread = (number: number): ThreadId => idFromBytes('thread', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, number]));
const by = personIds.chen;

const replaced = (clauseId: ClauseId, words: string): DraftEdit => ({
  edit: 'replace-words',
  clauseId,
  lang: 'ru',
  words,
  numbers: {},
});

async function made(edits: readonly DraftEdit[], textSeq: number | null = null): Promise<TextUpdate> {
  const update = await world.server.texts.edit(textId, edits, { by, textSeq });
  if (!update.ok) throw new Error(update.code);
  return update.value;
}

/** What a unit does with it. */
async function commit(update: TextUpdate): Promise<string> {
  const committed = await world.store.commit({ textUpdates: [update] });
  if (!committed.ok) return committed.code;
  world.bus.publish({ topic: 'text', textId, seq: committed.value.textSeqs[textId]! });
  return 'ok';
}

/** As dispatch does it: asked again as long as another came first. */
async function write(edits: readonly DraftEdit[]): Promise<void> {
  for (;;) {
    const answer = await commit(await made(edits));
    if (answer === 'ok') return;
    expect(answer).toBe('client-clock');
  }
}

async function wordsOf(clauseId: ClauseId): Promise<string> {
  return plainText((await world.server.texts.clause(textId, clauseId))?.clause.body.ru ?? []);
}

const marked = (runs: readonly Run[], threadId: ThreadId): string =>
  runs.flatMap((run) => (run.comments?.includes(threadId) === true ? [run.text] : [])).join('');

test('[PROP-9] clauses that are taken out go together; what is gone already is left alone, and a closed one keeps all', async () => {
  const takeOut = (clauseId: ClauseId): DraftEdit => ({ edit: 'take-out', clauseId });
  await write([takeOut(second), takeOut(clauseNumbered(77))]);
  const removed = async (): Promise<ClauseId[]> =>
    (await world.server.readClauses(textId))!.clauses.filter((clause) => clause.removed).map(({ id }) => id);
  expect(await removed()).toEqual([second]);
  await write([takeOut(second), takeOut(clauseNumbered(1))]);
  expect(new Set(await removed())).toEqual(new Set([clauseNumbered(1), second]));
  await world.closeClause(third);
  const refused = await world.server.texts.edit(textId, [takeOut(third)], { by, textSeq: null });
  expect(refused).toMatchObject({ ok: false, code: 'text-locked' });
});

test('[TEXT-19] a clause made by the server stands whole in every page, and in the history in the name of a person', async () => {
  const dara = world.join('dara');
  await untilState(dara, () => dara.state().synced);
  const id = clauseNumbered(9);
  const update = await made([
    {
      edit: 'create',
      clause: { id, kind: 'operative', after: second, body: { ru: 'Новый пункт', kk: 'Жаңа тармақ' } },
    },
  ]);
  expect(clauseText(dara.doc(), id)).toBeNull();
  expect(await commit(update)).toBe('ok');
  await untilDoc(dara, () => clauseText(dara.doc(), id)?.removed === false);
  expect(plainText(clauseRuns(dara.doc(), id, 'kk'))).toBe('Жаңа тармақ');
  const [entry] = await world.store.readTextHistory(textId, null, 1, 300_000);
  expect(entry).toMatchObject({
    by,
    touches: expect.arrayContaining([{ clauseId: id, lang: 'ru', inserted: 11, deleted: 0 }]) as unknown,
  });
  expect(await world.store.readServerMade(textId)).toMatchObject([{ by }]);
});

test('[TEXT-19] of two made at once one comes first, the other is asked again, and both are in the text', async () => {
  const [one, other] = await Promise.all([made([replaced(second, 'Первое')]), made([replaced(third, 'Второе')])]);
  expect(await Promise.all([commit(one), commit(other)])).toEqual(['ok', 'client-clock']);
  expect(await wordsOf(third)).toBe('Проводить форум ежегодно осенью');
  await write([replaced(third, 'Второе')]);
  expect([await wordsOf(second), await wordsOf(third)]).toEqual(['Первое', 'Второе']);
});

test('[PROP-8] other words for a clause leave bold, links and references where their words stay, on every page', async () => {
  const dara = world.join('dara');
  const eli = world.join('eli');
  await untilState(dara, () => dara.state().synced);
  // «Проводить форум ежегодно осенью»
  markWords(dara.doc(), third, 'ru', 10, 5, 'strong', true);
  insertReference(dara.doc(), third, 'ru', 31, second);
  await untilState(dara, () => isSaved(dara));
  await untilDoc(eli, () => clauseRuns(eli.doc(), third, 'ru').some(({ ref }) => ref !== undefined));
  const number = numberClauses(outlineOf(dara.doc())).get(second);
  await write([replaced(third, `Созывать форум ежегодно весной, см. пункт ${number}`)]);
  const expected = [
    { text: 'Созывать ' },
    { text: 'форум', strong: true },
    { text: ' ежегодно весной, см. ' },
    { text: '\ufffc', ref: second },
  ];
  for (const page of [dara, eli]) {
    await untilDoc(page, () => plainText(clauseRuns(page.doc(), third, 'ru')).startsWith('Созывать'));
    expect(clauseRuns(page.doc(), third, 'ru')).toEqual(expected);
  }
});

test('[TEXT-19] ten at once, asked again until they are in, are all in', async () => {
  const ids = Array.from({ length: 10 }, (_, number) => clauseNumbered(20 + number));
  await Promise.all(ids.map((id) => write([{ edit: 'create', clause: { id, kind: 'operative', after: 'end' } }])));
  const outline = await world.server.texts.outline(textId);
  expect(outline?.clauses.filter(({ id }) => ids.includes(id))).toHaveLength(10);
});

test('[TEXT-20] comments come onto the words they quote while three people type', async () => {
  const random = randomFrom(Number(process.env['ORTAQ_SEED'] ?? 7));
  const writers = [world.join('bo', 1), world.join('dara', 1), world.join('eli', 1)];
  for (const writer of writers) await untilState(writer, () => writer.state().synced);
  const quote = 'акимату';
  let typed = 0;
  const typing = async (): Promise<void> => {
    for (; typed < 300; typed++) {
      const doc = random.pick(writers).doc();
      const words = plainText(clauseRuns(doc, second, 'ru'));
      // Not right beside the quoted word: what is typed there at that moment may fall on either side of the mark's edge.
      const place = random.pick([0, words.length]);
      insertWords(doc, second, 'ru', place, `т${typed}. `);
      if (typed % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const comment = async (number: number): Promise<void> => {
    for (;;) {
      const read = await world.server.texts.clause(textId, second);
      const from = plainText(read!.clause.body.ru!).indexOf(quote);
      const mark = { edit: 'mark-comment', clauseId: second, lang: 'ru', from, to: from + quote.length } as const;
      const edit = await world.server.texts.edit(textId, [{ ...mark, threadId: thread(number) }], {
        by,
        textSeq: read!.textSeq,
      });
      // The offsets were of words that moved on: read again.
      if (!edit.ok) expect(edit.code).toBe('text-moved');
      else if ((await commit(edit.value)) === 'ok') return;
    }
  };
  const commenting = async (): Promise<void> => {
    for (let number = 1; number <= 10; number++) await comment(number);
  };
  await Promise.all([typing(), commenting()]);
  for (const writer of writers) await untilState(writer, () => isSaved(writer));
  const { clause } = (await world.server.texts.clause(textId, second))!;
  const runs = clause.body.ru!;
  for (let number = 1; number <= 10; number++) expect(marked(runs, thread(number))).toBe(quote);
  expect(plainText(runs).match(/т\d+\./g)).toHaveLength(300);
  for (const writer of writers)
    await untilDoc(writer, () => JSON.stringify(clauseRuns(writer.doc(), second, 'ru')) === JSON.stringify(runs));
  expect(world.refusals).toEqual([]);
});

test('[TEXT-21] nothing is written into a closed clause, whether it was closed before the edit was made or after', async () => {
  const lock = { textLocks: [{ textId, clauseId: second, locked: true, expectedTextSeq: 'any' }] } as const;
  const late = await made([replaced(second, 'Поздно')]);
  const hold = await world.server.texts.holdClause(textId, second, {});
  expect(await world.store.commit(lock)).toMatchObject({ ok: true });
  hold.release('locked');
  expect(await commit(late)).toBe('text-locked');
  const edit = await world.server.texts.edit(textId, [replaced(second, 'Поздно')], { by, textSeq: null });
  expect(edit).toMatchObject({ ok: false, code: 'text-locked' });
  expect(await wordsOf(second)).toBe('Рекомендовать акимату поддержать сёла');
  // In the same text another clause is written as before.
  await write([replaced(third, 'Вовремя')]);
  expect(await wordsOf(third)).toBe('Вовремя');
});

test('[TEXT-22] an edit that was made and never committed leaves no trace', async () => {
  const before = await world.server.readClauses(textId);
  await made([
    replaced(second, 'Ничьё'),
    { edit: 'create', clause: { id: clauseNumbered(9), kind: 'operative', after: null } },
  ]);
  expect(await world.server.readClauses(textId)).toEqual(before);
  expect(await world.store.textHead(textId)).toBe(1);
  await write([replaced(second, 'Чьё-то')]);
  expect(await wordsOf(second)).toBe('Чьё-то');
});

test('[TEXT-22] what cannot be done is refused, and nothing of the same request is done', async () => {
  const edit = (...edits: DraftEdit[]) => world.server.texts.edit(textId, edits, { by, textSeq: null });
  const unknown = clauseNumbered(99);
  const mark = { edit: 'mark-comment', clauseId: second, lang: 'ru', threadId: thread(1) } as const;
  expect(await edit(replaced(unknown, 'x'))).toMatchObject({ code: 'clause-unknown' });
  expect(await edit(replaced(second, 'x'), { ...mark, from: 5, to: 500 })).toMatchObject({ code: 'clause-unknown' });
  expect(await edit({ ...mark, from: 5, to: 5 })).toMatchObject({ code: 'clause-unknown' });
  expect(await edit({ edit: 'create', clause: { id: second, kind: 'operative', after: null } })).toMatchObject({
    code: 'clause-exists',
  });
  expect(await world.server.texts.clause(textId, unknown)).toBeNull();
  expect(await edit(replaced(second, 'Рекомендовать акимату поддержать сёла'))).toEqual(
    ok({ textId, by, update: new Uint8Array([0, 0]), touches: [], clocks: [] }),
  );
});

test('[TEXT-22] a mark cuts no character in two', async () => {
  await write([replaced(second, 'да 🌾 нет')]);
  await write([{ edit: 'mark-comment', clauseId: second, lang: 'ru', from: 4, to: 6, threadId: thread(1) }]);
  const { clause } = (await world.server.texts.clause(textId, second))!;
  expect(plainText(clause.body.ru!)).toBe('да 🌾 нет');
  expect(marked(clause.body.ru!, thread(1))).toBe('🌾 ');
});
