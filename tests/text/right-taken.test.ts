/** What becomes of words that were typed while away, when the right to write was taken meanwhile? */
import { afterEach, expect, test } from 'vitest';
import { allClausesOf } from '../../shared/draft/clause-text.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import { clauseNumbered, isSaved, openTextWorld, textId, untilState, type TextWorld } from './text-world.ts';

let world: TextWorld;
afterEach(() => world.close());

test('they are given back, and the page shows what everybody has', async () => {
  world = await openTextWorld();
  const dara = world.join('dara', 1);
  await untilState(dara, () => dara.state().mayWrite && isSaved(dara));
  dara.disconnect();
  insertWords(dara.doc(), clauseNumbered(2), 'ru', 0, 'слово из дороги ');
  world.readers.add('dara');
  dara.connect();
  await untilState(dara, () => dara.state().unsent.length > 0 && isSaved(dara));
  expect(dara.state().unsent).toEqual([
    { clauseId: clauseNumbered(2), lang: 'ru', words: 'слово из дороги ', why: 'right' },
  ]);
  expect(allClausesOf(dara.doc())).toEqual((await world.server.readClauses(textId))?.clauses);
  expect(world.faults).toEqual([]);
});
