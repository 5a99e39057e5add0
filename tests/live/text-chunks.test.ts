/** Is much that was written offline cut where it may be cut, and is it the same text in the end? */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { chunkLimits, cutUpdate } from '../../client/live/text-chunks.ts';
import { allClausesOf, openTextDoc } from '../../shared/draft/clause-text.ts';
import { createClause, deleteWords, insertWords, pasteParagraphs } from '../../shared/draft/clause-text-edit.ts';
import { clauseNumbered, openTextWorld, seedClauses, textId } from '../text/text-world.ts';
import { seedDraft } from '../../shared/draft/clause-text-edit.ts';

function seeded(): Y.Doc {
  const doc = openTextDoc();
  Y.applyUpdate(doc, seedDraft({ langs: ['kk', 'ru'], clauses: seedClauses }).update);
  return doc;
}

/** Everything that `edit` writes, as one update. */
function written(doc: Y.Doc, edit: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', note);
  edit();
  doc.off('update', note);
  return Y.mergeUpdates(updates);
}

const second = clauseNumbered(2);
const letters = 'Ұйғарым қабылдансын 😀 ';

test('what is small goes as it is', () => {
  const doc = seeded();
  const update = written(doc, () => insertWords(doc, second, 'ru', 0, 'слово'));
  expect(cutUpdate(update)).toEqual([update]);
});

test('fifty pages pasted at once go in pieces, in order, each a whole text by itself, no letter cut in two', () => {
  const doc = seeded();
  const paragraphs = Array.from({ length: 120 }, (_, index) => letters.repeat(60 + (index % 7)));
  const newIds = paragraphs.slice(1).map((_, index) => clauseNumbered(100 + index));
  const update = written(doc, () => pasteParagraphs(doc, { id: second, lang: 'ru', at: 4, paragraphs, newIds }));
  const pieces = cutUpdate(update);
  expect(pieces.length).toBeGreaterThan(4);
  const other = seeded();
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(chunkLimits.bytes);
    Y.applyUpdate(other, piece);
    expect(other.store.pendingStructs).toBe(null);
    // A clause arrives with a body in each language.
    for (const clause of allClausesOf(other)) expect(Object.keys(clause.body).sort()).toEqual(['kk', 'ru']);
  }
  expect(allClausesOf(other)).toEqual(allClausesOf(doc));
});

test('one word run of 200,000 letters is cut into words, and many deletions into many updates', () => {
  const doc = seeded();
  const update = written(doc, () => insertWords(doc, second, 'ru', 0, letters.repeat(9_000)));
  const pieces = cutUpdate(update);
  const other = seeded();
  for (const piece of pieces) {
    expect(piece.length).toBeLessThanOrEqual(chunkLimits.bytes);
    Y.applyUpdate(other, piece);
  }
  expect(allClausesOf(other)).toEqual(allClausesOf(doc));

  const holes = written(doc, () =>
    doc.transact(() => {
      for (let at = 5_000; at > 0; at -= 2) deleteWords(doc, second, 'ru', at, 1);
    }),
  );
  const deletions = cutUpdate(holes);
  expect(deletions.length).toBe(2);
  for (const piece of deletions) Y.applyUpdate(other, piece);
  expect(allClausesOf(other)).toEqual(allClausesOf(doc));
});

test('[KEEP-9] what one pasted offline is too large for one update, and the server takes all of it', async () => {
  const world = await openTextWorld();
  const page = world.join('dara', 1);
  await expect.poll(() => page.state().link.is).toBe('online');
  page.disconnect();
  const paragraphs = Array.from({ length: 60 }, () => letters.repeat(60));
  const newIds = paragraphs.slice(1).map((_, index) => clauseNumbered(100 + index));
  pasteParagraphs(page.doc(), { id: second, lang: 'ru', at: 4, paragraphs, newIds });
  createClause(page.doc(), { id: clauseNumbered(300), kind: 'operative', after: second });
  page.connect();
  await expect.poll(() => page.state().writing.is, { timeout: 20_000 }).toBe('saved');
  expect((await world.server.readClauses(textId))?.clauses).toHaveLength(63);
  expect([world.refusals, world.faults]).toEqual([[], []]);
  await world.close();
});
