/** What does a room do when something goes wrong: a clause closed and opened again, a store that fails, an edit refused, a fast talker? */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { touchedKey } from '../../client/live/touched-key.ts';
import { plainText, type ClauseText } from '../../shared/draft/clause-runs.ts';
import { bodyText, clauseRuns } from '../../shared/draft/clause-text.ts';
import {
  insertWords,
  markWords,
  moveClause,
  setDue,
  setText,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import type { Store } from '../../server/engine/ports.ts';
import type { TextChange } from '../../server/text/text-feed.ts';
import { refuse } from '../../shared/lib/result.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  personIds,
  textId,
  untilDoc,
  untilState,
  updateOf,
} from './text-world.ts';

const second = clauseNumbered(2);
const third = clauseNumbered(3);

test('[TEXT-12] late words are given back, edits elsewhere in the same update stand, and a clause opened again takes words beside them', async () => {
  const world = await openTextWorld();
  const dara = await world.raw('dara');
  await dara.begin();
  const hold = await world.server.texts.holdClause(textId, second, {});
  hold.release('locked');
  await dara.until('announce');
  const late = updateOf(dara.doc, () => {
    insertWords(dara.doc, second, 'ru', 40, ' поздно');
    insertWords(dara.doc, third, 'ru', 0, 'Вовремя ');
  });
  expect(await dara.edit(late)).toMatchObject({ type: 'ack' });
  const given = await dara.until('neutralised');
  expect(given.words).toEqual([{ clauseId: second, lang: 'ru', words: ' поздно' }]);
  if (given.repair.by !== 'update') throw new Error('no deletion was dropped');
  Y.applyUpdate(dara.doc, given.repair.update, 'server');
  world.server.texts.clauseOpened(textId, second);
  const end = bodyText(dara.doc, second, 'ru')!.length;
  const again = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', end, ' снова'));
  expect(await dara.edit(again)).toMatchObject({ type: 'ack' });
  const whole = (await world.server.readClauses(textId))!;
  expect(plainText(whole.clauses[1]!.body.ru!)).toBe('Рекомендовать акимату поддержать сёла снова');
  expect(plainText(whole.clauses[2]!.body.ru!)).toMatch(/^Вовремя /);
  expect(plainText(clauseRuns(dara.doc, second, 'ru'))).toBe('Рекомендовать акимату поддержать сёла снова');
  await world.close();
});

test('[TEXT-12] a late deletion or overwriting is dropped, and its writer is told to start again', async () => {
  const world = await openTextWorld();
  const [dara, chen] = [await world.raw('dara'), await world.raw('chen')];
  await dara.begin();
  await chen.begin();
  (await world.server.texts.holdClause(textId, second, {})).release('locked');
  const before = (await world.server.readClauses(textId))!.clauses[1];
  await dara.edit(updateOf(dara.doc, () => setText(dara.doc, second, 'ru', '')));
  expect((await dara.until('neutralised')).repair).toEqual({ by: 'reload' });
  await chen.edit(updateOf(chen.doc, () => moveClause(chen.doc, second, null)));
  expect((await chen.until('neutralised')).repair).toEqual({ by: 'reload' });
  expect((await world.server.readClauses(textId))!.clauses[1]).toEqual(before);
  await world.close();
  expect(world.faults).toEqual([]);
});

test('[TEXT-13] when a commit fails the room is read from the log again, and nothing that a page holds is lost', async () => {
  let failing = 0;
  const flaky = (store: Store): Store =>
    new Proxy(store, {
      get(target, key) {
        if (key !== 'commit') return Reflect.get(target, key) as unknown;
        const commit: Store['commit'] = (unit) =>
          unit.textUpdates !== undefined && failing-- > 0 ? Promise.resolve(refuse('store-full')) : target.commit(unit);
        return commit;
      },
    });
  const world = await openTextWorld({ store: flaky });
  const [chen, dara] = [world.join('chen', 1), world.join('dara', 1)];
  await untilState(chen, () => chen.state().link.is === 'online');
  await untilState(dara, () => dara.state().link.is === 'online');
  failing = 2;
  insertWords(chen.doc(), second, 'ru', 0, 'Один ');
  insertWords(dara.doc(), second, 'ru', 0, 'Два ');
  await untilState(chen, () => chen.state().link.is !== 'online');
  await untilState(chen, () => isSaved(chen));
  await untilState(dara, () => isSaved(dara));
  const words = plainText((await world.server.readClauses(textId))!.clauses[1]!.body.ru!);
  expect(words).toMatch(/Один /);
  expect(words).toMatch(/Два /);
  await untilDoc(chen, () => plainText(clauseRuns(chen.doc(), second, 'ru')) === words);
  await world.close();
});

test('what others type comes behind a letter of one’s own that is not on the screen yet, and all the same when it never is', async () => {
  const world = await openTextWorld();
  let [isShowing, asked] = [true, 0];
  const chen = world.join('chen', 1, () => {
    asked += 1;
    return isShowing;
  });
  const dara = world.join('dara', 1);
  await untilState(chen, () => chen.state().link.is === 'online');
  await untilState(dara, () => dara.state().link.is === 'online');
  const begins = (words: string): boolean => plainText(clauseRuns(chen.doc(), second, 'ru')).startsWith(words);
  insertWords(dara.doc(), second, 'ru', 0, 'Один ');
  await untilDoc(chen, () => begins('Один '));
  expect(asked).toBeGreaterThan(10);
  [isShowing, asked] = [false, 0];
  insertWords(dara.doc(), second, 'ru', 0, 'Два ');
  await untilDoc(chen, () => begins('Два '));
  expect(asked).toBeLessThan(4);
  await world.close();
});

test('[TEXT-14] followers who apply the changes have the text that is committed', async () => {
  const world = await openTextWorld();
  const chen = world.join('chen', 1);
  await untilState(chen, () => chen.state().link.is === 'online');
  const first = (await world.server.readClauses(textId))!;
  const followed = new Map<string, ClauseText>(first.clauses.map((clause) => [clause.id, clause]));
  let seq = first.textSeq;
  const follow = (change: TextChange): void => {
    expect(change.fromSeq).toBe(seq);
    seq = change.textSeq;
    for (const clause of change.changed) followed.set(clause.id, clause);
    // Only what changed travels.
    expect(change.changed.map(({ id }) => id)).not.toContain(clauseNumbered(1));
  };
  const heard = new Promise<void>((resolve) => {
    world.server.onChanges((change) => {
      follow(change);
      if (followed.size === 4) resolve();
    });
  });
  for (let index = 0; index < 40; index++)
    insertWords(chen.doc(), second, 'ru', index, 'я', index % 2 ? { em: true } : {});
  splitClause(chen.doc(), { id: third, newId: clauseNumbered(30), lang: 'ru', at: 9 });
  await heard;
  const last = (await world.server.readClauses(textId))!;
  expect(seq).toBe(last.textSeq);
  expect([...followed.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    [...last.clauses].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  await world.close();
});

test('[TEXT-14] what was committed just before a room is thrown away is told to followers', async () => {
  let failing = false;
  const flaky = (store: Store): Store =>
    new Proxy(store, {
      get(target, key) {
        if (key !== 'commit') return Reflect.get(target, key) as unknown;
        const commit: Store['commit'] = (unit) =>
          unit.textUpdates !== undefined && failing ? Promise.resolve(refuse('store-full')) : target.commit(unit);
        return commit;
      },
    });
  const world = await openTextWorld({ store: flaky });
  const dara = await world.raw('dara');
  await dara.begin();
  const told: TextChange[] = [];
  world.server.onChanges((change) => void told.push(change));
  await dara.edit(updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'Успело ')));
  failing = true;
  dara.send({ type: 'update', update: updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'Поздно ')) });
  await dara.closed;
  expect(told.map(({ changed }) => changed.map(({ body }) => plainText(body.ru!)))).toEqual([
    [expect.stringMatching(/^Успело /)],
  ]);
  await world.close();
});

test('[TEXT-15] a page whose edit was refused starts again under a new id, hands the words back, and writes on', async () => {
  const world = await openTextWorld();
  const chen = world.join('chen', 1);
  await untilState(chen, () => chen.state().link.is === 'online');
  const old = chen.doc();
  const rebuilt = new Promise<Y.Doc>((resolve) => chen.onDoc(resolve));
  old.transact(() => {
    bodyText(old, second, 'ru')!.setAttribute('onclick', 'x');
    insertWords(old, second, 'ru', 0, 'Пропало? ');
  });
  insertWords(old, third, 'ru', 0, 'И это ');
  const doc = await rebuilt;
  expect(doc.clientID).not.toBe(old.clientID);
  expect(chen.state().unsent.map(({ words, clauseId, why }) => [words, clauseId, why])).toEqual([
    ['Пропало? ', second, 'place'],
    ['И это ', third, 'place'],
  ]);
  insertWords(doc, second, 'ru', 0, 'Нет. ');
  await untilState(chen, () => isSaved(chen));
  expect(plainText((await world.server.readClauses(textId))!.clauses[1]!.body.ru!)).toMatch(/^Нет\. Рекомендовать/);
  chen.dismissUnsent(chen.state().unsent[0]!);
  expect(chen.state().unsent.length).toBe(1);
  await world.close();
});

test('[TEXT-16] who speaks faster than the rate is read more slowly, and loses nothing', async () => {
  const world = await openTextWorld({ limits: { messagesPerSecond: 200, messagesBurst: 5, syncsPerMinute: 60_000 } });
  const dara = await world.raw('dara');
  await dara.begin();
  let last: Promise<unknown> = Promise.resolve();
  for (let index = 0; index < 60; index++) {
    last = dara.edit(updateOf(dara.doc, () => insertWords(dara.doc, second, 'kk', 0, 'ә')));
  }
  await last;
  expect(plainText((await world.server.readClauses(textId))!.clauses[1]!.body.kk!)).toMatch(/^ә{60}Ә/);
  await world.close();
});

test('[TEXT-18] writers are told who touched which words last: on joining all of it, then what is new', async () => {
  const world = await openTextWorld();
  const [dara, chen] = [world.join('dara', 1), world.join('chen', 1)];
  for (const page of [dara, chen]) await untilState(page, () => page.state().synced);
  const of = (page: TextConnection, lang: 'kk' | 'ru' | null) => page.state().touched.get(touchedKey(second, lang));
  expect(of(dara, 'ru')).toBeUndefined();
  insertWords(dara.doc(), second, 'ru', 0, 'И ');
  await untilState(chen, () => of(chen, 'ru') !== undefined);
  const textSeq = await world.store.textHead(textId);
  expect(of(chen, 'ru')).toMatchObject({ personId: personIds.dara, name: 'dara', textSeq });
  insertWords(chen.doc(), second, 'kk', 0, 'Және ');
  markWords(chen.doc(), second, 'ru', 0, 5, 'strong', true);
  setDue(chen.doc(), second, '2026-12-01');
  await untilState(
    dara,
    () => of(dara, null)?.personId === personIds.chen && of(dara, 'ru')?.personId === personIds.chen,
  );
  expect(of(dara, 'kk')).toMatchObject({ personId: personIds.chen, name: 'chen' });
  // Who comes later hears the same.
  const late = world.join('bo', 1);
  await untilState(late, () => of(late, null) !== undefined);
  expect(late.state().touched).toEqual(dara.state().touched);
  expect((await world.store.readLastTouches(textId, 0)).length).toBe(3);
  await world.close();
  expect(world.faults).toEqual([]);
});
