/** Does somebody who opens a text get all that is committed, in few frames, whenever they come? */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { JoinFrames } from '../../server/text/join-frames.ts';
import { openTextDoc, allClausesOf } from '../../shared/draft/clause-text.ts';
import { deleteWords, insertWords, seedDraft } from '../../shared/draft/clause-text-edit.ts';
import { parseDown } from '../../shared/protocol/text-wire.ts';
import { clauseNumbered, randomFrom, seedClauses } from './text-world.ts';

const second = clauseNumbered(2);

/** What a page holds after these frames. */
function read(frames: readonly Uint8Array[]): unknown {
  const doc = openTextDoc();
  for (const frame of frames) {
    const message = parseDown(frame);
    if (!message.ok || !('update' in message.value)) throw new Error('not of the text');
    Y.applyUpdate(doc, message.value.update);
  }
  expect(doc.store.pendingStructs).toBeNull();
  return allClausesOf(doc);
}

test('[TEXT-24] everybody who comes gets the same text, before and after it was compacted, and what came since in a few frames', () => {
  const random = randomFrom(Number(process.env['ORTAQ_SEED'] ?? 3));
  const doc = openTextDoc();
  Y.applyUpdate(doc, seedDraft({ langs: ['kk', 'ru'], clauses: seedClauses }).update);
  const frames = new JoinFrames(Y.encodeStateAsUpdate(doc), doc);
  let asked = 0;
  const committed = (): Y.Doc => {
    asked += 1;
    return doc;
  };
  doc.on('update', (update: Uint8Array) => frames.add(update));
  for (let number = 0; number < 300; number++) {
    if (random.below(5) === 0) deleteWords(doc, second, 'ru', random.below(20), 2);
    else insertWords(doc, second, 'ru', random.below(20), 'сөз ');
    if (number === 150) frames.renew(Y.encodeStateAsUpdate(doc), doc);
    if (random.below(20) !== 0) continue;
    const told = frames.all(committed);
    expect(read(told)).toEqual(allClausesOf(doc));
    expect(told.length).toBeLessThanOrEqual(34);
    // The next one is served from what the first was.
    const before = asked;
    expect(frames.all(committed)).toEqual(told);
    expect(asked).toBe(before);
  }
  expect(asked).toBeGreaterThan(0);
});

test('[TEXT-24] who comes back has everything again, deletions made while they were away too, and the text is read once for all of them', () => {
  const random = randomFrom(Number(process.env['ORTAQ_SEED'] ?? 5));
  const doc = openTextDoc();
  Y.applyUpdate(doc, seedDraft({ langs: ['kk', 'ru'], clauses: seedClauses }).update);
  const frames = new JoinFrames(Y.encodeStateAsUpdate(doc), doc);
  const committed = (): Y.Doc => doc;
  doc.on('update', (update: Uint8Array) => frames.add(update));
  let away = openTextDoc();
  Y.applyUpdate(away, Y.encodeStateAsUpdate(doc));
  let [returned, older] = [0, 0];
  let [leftAt, renewedAt] = [0, 0];
  for (let number = 0; number < 400; number++) {
    if (random.below(3) === 0) deleteWords(doc, second, 'ru', random.below(20), 2);
    else insertWords(doc, second, 'ru', random.below(20), 'сөз ');
    if (number % 150 === 149) {
      frames.renew(Y.encodeStateAsUpdate(doc), doc);
      renewedAt = number;
    }
    if (random.below(12) !== 0) continue;
    const isOlder = leftAt < renewedAt;
    if (isOlder) older += 1;
    else returned += 1;
    const has = Y.encodeStateVector(away);
    const answer = frames.forReturning(has, committed);
    for (const frame of answer) {
      const message = parseDown(frame);
      if (!message.ok || !('update' in message.value)) throw new Error('not of the text');
      Y.applyUpdate(away, message.value.update);
    }
    expect(allClausesOf(away)).toEqual(allClausesOf(doc));
    expect([away.store.pendingStructs, away.store.pendingDs]).toEqual([null, null]);
    // Of what they have nothing is sent again but deletions.
    const plainly = Y.encodeStateAsUpdate(doc, has).length;
    if (isOlder) expect(answer[0]!.length).toBeLessThanOrEqual(plainly + 8);
    else expect(frames.forReturning(Y.encodeStateVector(away), committed)[0]).toBe(answer[0]);
    leftAt = number;
    // Goes away again, with all there is; the next time what was compacted meanwhile is new to them.
    away = openTextDoc();
    Y.applyUpdate(away, Y.encodeStateAsUpdate(doc));
  }
  expect(returned).toBeGreaterThan(10);
  expect(older).toBeGreaterThan(0);
});
