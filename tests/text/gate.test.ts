/** Does every row of the gate hold against raw messages to a running endpoint, and does a refusal harm nothing else? */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { bodyText, clauseRuns, clausesMap } from '../../shared/draft/clause-text.ts';
import {
  createClause,
  insertWords,
  joinClauses,
  moveClause,
  removeClause,
  restoreClause,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import type { NackCode } from '../../shared/protocol/text-wire.ts';
import { clauseNumbered, openTextWorld, textId, updateOf, type RawWriter, type TextWorld } from './text-world.ts';

let world: TextWorld;
let dara: RawWriter;
let chen: RawWriter;

beforeEach(async () => {
  world = await openTextWorld();
  dara = await world.raw('dara');
  chen = await world.raw('chen');
  await dara.begin();
  await chen.begin();
});
afterEach(async () => {
  await world.close();
  expect(world.faults).toEqual([]);
});

const second = clauseNumbered(2);
const third = clauseNumbered(3);
const clauseMap = (doc: Y.Doc): Y.Map<unknown> => clausesMap(doc).get(second)!;

/** The edit is refused with this code, the log and the text are as before, and others write on. */
async function refuses(update: Uint8Array, code: NackCode): Promise<void> {
  const before = await world.server.readClauses(textId);
  const answer = await dara.edit(update);
  expect(answer).toMatchObject({ type: 'nack', code });
  expect(await world.server.readClauses(textId)).toEqual(before);
  const theirs = updateOf(chen.doc, () => insertWords(chen.doc, third, 'ru', 0, 'да '));
  expect(await chen.edit(theirs)).toMatchObject({ type: 'ack' });
}

const refusesEdit = (edit: (doc: Y.Doc) => void, code: NackCode): Promise<void> =>
  refuses(
    updateOf(dara.doc, () => dara.doc.transact(() => edit(dara.doc))),
    code,
  );

describe('place', () => {
  const attacks: Record<string, (doc: Y.Doc) => void> = {
    'overwrites a clause': (doc) => clausesMap(doc).set(second, new Y.Map()),
    'deletes a clause': (doc) => clausesMap(doc).delete(second),
    'creates a clause without its parts': (doc) => clausesMap(doc).set(clauseNumbered(9), new Y.Map([['order', 'a']])),
    'creates a clause under a name that is no id': (doc) => clausesMap(doc).set('constructor', new Y.Map()),
    'puts a plain value where a clause should be': (doc) =>
      (clausesMap(doc) as Y.Map<unknown>).set(clauseNumbered(9), 'clause'),
    'overwrites the body': (doc) => clauseMap(doc).set('body', new Y.Map()),
    'deletes the body': (doc) => clauseMap(doc).delete('body'),
    'overwrites a language': (doc) => (clauseMap(doc).get('body') as Y.Map<unknown>).set('ru', new Y.XmlFragment()),
    'adds a language': (doc) => (clauseMap(doc).get('body') as Y.Map<unknown>).set('en', new Y.XmlFragment()),
    'deletes the paragraph': (doc) => fragmentOf(doc).delete(0, 1),
    'adds a paragraph': (doc) => fragmentOf(doc).push([new Y.XmlElement('p')]),
    'puts attributes on the paragraph': (doc) => (fragmentOf(doc).get(0) as Y.XmlElement).setAttribute('class', 'x'),
    'adds words beside the words': (doc) => (fragmentOf(doc).get(0) as Y.XmlElement).push([new Y.XmlText()]),
    'puts attributes on the words': (doc) => bodyText(doc, second, 'ru')!.setAttribute('onclick', 'x'),
    'embeds something in the words': (doc) => bodyText(doc, second, 'ru')!.insertEmbed(0, { image: 'x' }),
    'uses a mark that is none': (doc) => bodyText(doc, second, 'ru')!.format(0, 3, { blink: {} }),
    'hides words in a mark': (doc) => bodyText(doc, second, 'ru')!.format(0, 3, { strong: { note: 'x' } }),
    'links to a script': (doc) => bodyText(doc, second, 'ru')!.format(0, 3, { link: { href: 'javascript:alert(1)' } }),
    'links with a line end': (doc) => bodyText(doc, second, 'ru')!.format(0, 3, { link: { href: 'https://a\n.b' } }),
    'invents a key': (doc) => clauseMap(doc).set('votes', 12),
    'uses a huge key': (doc) => clauseMap(doc).set('x'.repeat(20_000), 1),
    'deletes a key': (doc) => clauseMap(doc).delete('order'),
    'makes the order no key': (doc) => clauseMap(doc).set('order', 'a b'),
    'makes the order end in 0': (doc) => clauseMap(doc).set('order', 'a0'),
    'makes a kind that is none': (doc) => clauseMap(doc).set('kind', 'law'),
    'makes removed a word': (doc) => clauseMap(doc).set('removed', 'no'),
    'names an addressee in no language': (doc) => clauseMap(doc).set('addressee', { xx: 'a' }),
    'names an addressee of 400 letters': (doc) => clauseMap(doc).set('addressee', { ru: 'a'.repeat(400) }),
    'sets a day that is none': (doc) => clauseMap(doc).set('due', '2026-02-30'),
    'puts a type where a value should be': (doc) => clauseMap(doc).set('due', new Y.Text('x')),
    'puts bytes where a value should be': (doc) => clauseMap(doc).set('due', new Uint8Array(3)),
    'puts a document in': (doc) => clauseMap(doc).set('due', new Y.Doc()),
    'writes the layout': (doc) => doc.getMap('meta').set('layout', 2),
    'adds a root': (doc) => doc.getMap('votes').set('yes', 100),
    'adds a root of words': (doc) => doc.getText('notes').insert(0, 'x'),
  };
  for (const [name, attack] of Object.entries(attacks)) {
    test(`[GATE-6] an update that ${name} is refused`, () => refusesEdit(attack, 'place'));
  }

  test('[GATE-6] who types among words that a reference has left its mark on is not refused; new marks over words are', async () => {
    await world.close();
    // One took the place of a reference away while another typed beside it: its mark lies on words, where it is none.
    const body = { ru: [{ text: 'раз два три', ref: third }] };
    world = await openTextWorld({
      clauses: [2, 3].map((number) => ({ id: clauseNumbered(number), kind: 'operative' as const, body })),
    });
    dara = await world.raw('dara');
    chen = await world.raw('chen');
    await dara.begin();
    await chen.begin();
    const text = bodyText(dara.doc, second, 'ru')!;
    for (const at of [4, 0, text.length + 4]) {
      // In one message with more, or the mark that begins again would be the last of it, and might wait for what comes next.
      const typed = updateOf(dara.doc, () => {
        insertWords(dara.doc, second, 'ru', at, 'сто ');
        insertWords(dara.doc, third, 'ru', 0, 'и ');
      });
      expect(await dara.edit(typed)).toMatchObject({ type: 'ack' });
    }
    expect(plainText(clauseRuns(dara.doc, second, 'ru')).match(/сто/g)).toHaveLength(3);
    await refusesEdit((doc) => bodyText(doc, second, 'ru')!.format(5, 2, { ref: { id: second } }), 'place');
  });

  test('[GATE-6] nor who types among them while somebody else takes that mark off', async () => {
    await world.close();
    const body = { ru: [{ text: 'раз два три', ref: third }] };
    world = await openTextWorld({
      clauses: [2, 3].map((number) => ({ id: clauseNumbered(number), kind: 'operative' as const, body })),
    });
    dara = await world.raw('dara');
    chen = await world.raw('chen');
    await dara.begin();
    await chen.begin();
    const typed = updateOf(dara.doc, () => {
      insertWords(dara.doc, second, 'ru', 4, 'сто ');
      insertWords(dara.doc, third, 'ru', 0, 'и ');
    });
    const text = bodyText(chen.doc, second, 'ru')!;
    const takenOff = updateOf(chen.doc, () => text.format(0, text.length, { ref: null }));
    expect(await chen.edit(takenOff)).toMatchObject({ type: 'ack' });
    expect(await dara.edit(typed)).toMatchObject({ type: 'ack' });
  });

  test('[GATE-6] links to https and mailto, bold and italic pass, and are taken off again', async () => {
    const text = bodyText(dara.doc, second, 'ru')!;
    for (const href of ['https://a.kz/б?в=1', 'mailto:a@b.kz']) {
      const update = updateOf(dara.doc, () => text.format(0, 5, { link: { href }, strong: {}, em: {} }));
      expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
    }
    const update = updateOf(dara.doc, () => text.format(0, 9, { link: null, strong: null }));
    expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
  });

  test('[GATE-5] an item whose two origins lie in two clauses is refused', async () => {
    const left = lastItem(dara.doc, second);
    const right = lastItem(dara.doc, third);
    await refuses(itemUpdate(dara.doc.clientID, 0, left, right), 'place');
  });

  test('[GATE-5] an item whose origins stand in reverse is refused', async () => {
    const { client, clock } = lastItem(dara.doc, second);
    await refuses(itemUpdate(dara.doc.clientID, 0, { client, clock }, { client, clock: clock - 3 }), 'place');
  });
});

describe('identity', () => {
  test('[GATE-3] an update under a client id that was not bound is refused', async () => {
    dara.doc.clientID = 4711;
    await refusesEdit((doc) => insertWords(doc, second, 'ru', 0, 'x'), 'identity');
  });

  test('[GATE-3] shadowing: clocks of another person’s client id cannot be forged, and their offline edit arrives', async () => {
    const offline = updateOf(chen.doc, () => insertWords(chen.doc, second, 'ru', 0, 'Слышно '));
    dara.doc.clientID = chen.doc.clientID;
    const before = await dara.edit(updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'Глухо! ')));
    expect(before).toMatchObject({ type: 'nack', code: 'identity' });
    expect(await chen.edit(offline)).toMatchObject({ type: 'ack' });
    const whole = await world.server.readClauses(textId);
    expect(plainText(whole!.clauses[1]!.body.ru!)).toMatch(/^Слышно /);
  });

  test('[GATE-3] a client id that is another person’s cannot be bound, nor the server’s', async () => {
    const eli = await world.raw('eli');
    await eli.begin([chen.doc.clientID, 0, 1, 77]);
    expect(await eli.until('bound')).toMatchObject({ clientIds: [77], taken: [chen.doc.clientID, 0, 1] });
  });

  test('[GATE-3] one person’s two devices may carry each other’s edits', async () => {
    const other = await world.raw('dara');
    await other.begin();
    const update = updateOf(other.doc, () => insertWords(other.doc, second, 'ru', 0, 'Вдвоём '));
    expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
    expect(await other.edit(update)).toMatchObject({ type: 'ack' });
  });
});

describe('no gaps', () => {
  test('[GATE-4] pre-delete: an update that deletes what somebody will write is refused', async () => {
    const update = new Uint8Array(11);
    update.set([0, 1, ...varint(chen.doc.clientID), 1, 0, 100]);
    await refuses(update.subarray(0, 5 + varint(chen.doc.clientID).length), 'gap');
  });

  test('[GATE-4] a clock left out, an origin and a parent that are not there are refused', async () => {
    const first = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'а'));
    const next = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 1, 'б'));
    await refuses(next, 'gap');
    expect(await dara.edit(first)).toMatchObject({ type: 'ack' });
    expect(await dara.edit(next)).toMatchObject({ type: 'ack' });
    const clock = Y.getState(dara.doc.store, dara.doc.clientID);
    await refuses(itemUpdate(dara.doc.clientID, clock, { client: 99, clock: 5 }, null), 'gap');
    // Yjs itself does not look whether an origin of one's own exists: it would throw.
    await refuses(itemUpdate(dara.doc.clientID, clock, { client: dara.doc.clientID, clock: clock + 50 }, null), 'gap');
  });

  test('[GATE-4] two structs that hang on each other are refused', async () => {
    const other = await world.raw('dara');
    await other.begin();
    const [a, b] = [dara.doc.clientID, other.doc.clientID].sort((x, y) => y - x) as [number, number];
    const update = new Uint8Array([
      2,
      ...[1, ...varint(a), 0, 132, ...varint(b), 0, 1, 97],
      ...[1, ...varint(b), 0, 132, ...varint(a), 0, 1, 98],
      0,
    ]);
    await refuses(update, 'gap');
  });

  test('[GATE-4] what is known already is left out: the same update again changes nothing and is acknowledged', async () => {
    const update = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'раз '));
    await dara.edit(update);
    const before = await world.server.readClauses(textId);
    expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
    expect(await world.server.readClauses(textId)).toEqual(before);
  });

  test('[GATE-4] what follows a known part hangs on that part, whatever the bytes say', async () => {
    const { clientID } = dara.doc;
    const left = lastItem(dara.doc, second);
    expect(await dara.edit(itemUpdate(clientID, 0, left, null, 'abc'))).toMatchObject({ type: 'ack' });
    // The same three clocks and two more, now said to hang in another clause.
    expect(await dara.edit(itemUpdate(clientID, 0, lastItem(dara.doc, third), null, 'abcde'))).toMatchObject({
      type: 'ack',
    });
    const whole = await world.server.readClauses(textId);
    expect(plainText(whole!.clauses[1]!.body.ru!)).toMatch(/abcde$/);
    expect(plainText(whole!.clauses[2]!.body.ru!)).not.toMatch(/de/);
  });
});

describe('size and form', () => {
  test('[GATE-2] an update of more than 64 kB is refused', () =>
    refusesEdit((doc) => insertWords(doc, second, 'ru', 0, 'x'.repeat(70_000)), 'size'));

  test('[GATE-2] more than 5,000 structs, and more than 2,000 new deleted ranges, are refused', async () => {
    await refuses(new Uint8Array([1, ...varint(5_001), ...varint(dara.doc.clientID), 0, 0, 1, 0]), 'size');
    expect(
      await chen.edit(updateOf(chen.doc, () => insertWords(chen.doc, second, 'kk', 0, 'ab'.repeat(2_001)))),
    ).toMatchObject({ type: 'ack' });
    await untilHas(dara.doc, 'kk', 'ab');
    await refusesEdit((doc) => {
      for (let index = 0; index < 2_001; index++) bodyText(doc, second, 'kk')!.delete(index, 1);
    }, 'size');
  });

  test('[GATE-1] other bytes are refused: version 2, bytes behind the update, GC and Skip, a client twice, none at all', async () => {
    const update = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'x'));
    await refuses(Y.convertUpdateFormatV1ToV2(update), 'malformed');
    await refuses(new Uint8Array([...update, 0]), 'malformed');
    await refuses(new Uint8Array([1, 1, ...varint(dara.doc.clientID), 0, 0, 5, 0]), 'place');
    await refuses(new Uint8Array([1, 1, ...varint(dara.doc.clientID), 0, 10, 5, 0]), 'place');
    const section = update.subarray(1, update.length - 1);
    await refuses(new Uint8Array([2, ...section, ...section, 0]), 'malformed');
    await refuses(new Uint8Array([]), 'malformed');
    await refuses(new Uint8Array([1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 15, 0, 0, 1, 0]), 'malformed');
    expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
  });

  test('[GATE-1] a frame that is no message, text, or too large closes the socket, which may come back', async () => {
    for (const [bytes, code] of [
      [new Uint8Array([99]), 4500],
      [new Uint8Array([0, 2, 200, 1]), 4500],
      ['hello', 4500],
      [new Uint8Array(1024 * 1024 + 1), 1009],
    ] as const) {
      const eli = await world.raw('eli');
      eli.sendBytes(bytes);
      expect(await eli.closed).toBe(code);
    }
    expect(await dara.edit(updateOf(dara.doc, () => moveClause(dara.doc, third, null)))).toMatchObject({ type: 'ack' });
  });
});

describe('quota', () => {
  test('[GATE-7] more than 400,000 units of text are refused', async () => {
    for (let index = 0; index < 7; index++) {
      const update = updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'я'.repeat(30_000)));
      expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
    }
    for (let index = 0; index < 6; index++) {
      const update = updateOf(chen.doc, () => insertWords(chen.doc, second, 'kk', 0, 'q'.repeat(30_000)));
      expect(await chen.edit(update)).toMatchObject({ type: 'ack' });
    }
    await refusesEdit((doc) => insertWords(doc, second, 'ru', 0, 'z'.repeat(30_000)), 'quota');
  });

  test('[GATE-8] deleting a third of the draft and more than 2,000 units is refused; cutting a clause in two is not', async () => {
    const long = Array.from({ length: 900 }, (_, index) => `слово${index}`).join(' ');
    expect(await chen.edit(updateOf(chen.doc, () => insertWords(chen.doc, second, 'ru', 0, long)))).toMatchObject({
      type: 'ack',
    });
    const bo = await world.raw('bo');
    await bo.begin();
    await untilHas(dara.doc, 'ru', 'слово899');
    await untilHas(bo.doc, 'ru', 'слово899');
    const wipe = updateOf(bo.doc, () => bodyText(bo.doc, second, 'ru')!.delete(10, 3_000));
    expect(await bo.edit(wipe)).toMatchObject({ type: 'nack', code: 'mass-deletion' });
    const split = updateOf(dara.doc, () =>
      splitClause(dara.doc, { id: second, newId: clauseNumbered(20), lang: 'ru', at: 3_000 }),
    );
    expect(await dara.edit(split)).toMatchObject({ type: 'ack' });
    const own = updateOf(chen.doc, () => bodyText(chen.doc, second, 'ru')!.delete(0, 2_900));
    expect(await chen.edit(own)).toMatchObject({ type: 'ack' });
  });

  test('[GATE-8] clauses that are taken out count with their words, in all languages; joined ones, own ones and those put back do not', async () => {
    const long = 'слово '.repeat(400);
    const add = (number: number, body: { ru: string; kk: string }): Uint8Array =>
      updateOf(chen.doc, () =>
        createClause(chen.doc, { id: clauseNumbered(number), kind: 'operative', after: second, body }),
      );
    expect(await chen.edit(add(30, { ru: long, kk: 'сөз '.repeat(50) }))).toMatchObject({ type: 'ack' });
    await untilHas(dara.doc, 'ru', 'слово', clauseNumbered(30));
    // Its author takes it out, joins it and puts it back as often as they like.
    for (const removed of [true, false]) {
      const update = updateOf(chen.doc, () => clausesMap(chen.doc).get(clauseNumbered(30))!.set('removed', removed));
      expect(await chen.edit(update)).toMatchObject({ type: 'ack' });
    }
    const joined = updateOf(dara.doc, () =>
      joinClauses(dara.doc, { first: second, second: clauseNumbered(30), lang: 'ru' }),
    );
    expect(await dara.edit(joined)).toMatchObject({ type: 'ack' });
    const bo = await world.raw('bo');
    await bo.begin();
    const out = (): Uint8Array => updateOf(bo.doc, () => removeClause(bo.doc, second));
    const before = await world.server.readClauses(textId);
    expect(await bo.edit(out())).toMatchObject({ type: 'nack', code: 'mass-deletion' });
    expect(await world.server.readClauses(textId)).toEqual(before);
  });

  test('[GATE-8] taken out and put back in one update, nothing is lost', async () => {
    await chen.edit(updateOf(chen.doc, () => insertWords(chen.doc, second, 'ru', 0, 'слово '.repeat(800))));
    await untilHas(dara.doc, 'ru', 'слово слово');
    const both = updateOf(dara.doc, () => {
      removeClause(dara.doc, second);
      restoreClause(dara.doc, second);
    });
    expect(await dara.edit(both)).toMatchObject({ type: 'ack' });
    const once = updateOf(dara.doc, () => removeClause(dara.doc, second));
    expect(await dara.edit(once)).toMatchObject({ type: 'nack', code: 'mass-deletion' });
  });

  test('[GATE-8] the deletions of ten seconds are counted together', async () => {
    await chen.edit(updateOf(chen.doc, () => insertWords(chen.doc, second, 'ru', 0, 'слово '.repeat(800))));
    await untilHas(dara.doc, 'ru', 'слово слово');
    const bite = (): Uint8Array => updateOf(dara.doc, () => bodyText(dara.doc, second, 'ru')!.delete(0, 900));
    expect(await dara.edit(bite())).toMatchObject({ type: 'ack' });
    expect(await dara.edit(bite())).toMatchObject({ type: 'ack' });
    expect(await dara.edit(bite())).toMatchObject({ type: 'nack', code: 'mass-deletion' });
  });
});

test('a clause created whole passes, and undoing its words leaves it', async () => {
  const update = updateOf(dara.doc, () =>
    createClause(dara.doc, {
      id: clauseNumbered(10),
      kind: 'operative',
      after: second,
      body: { ru: 'Новый', kk: 'Жаңа' },
    }),
  );
  expect(await dara.edit(update)).toMatchObject({ type: 'ack' });
  expect((await world.server.readClauses(textId))!.clauses.map(({ id }) => id)).toContain(clauseNumbered(10));
});

function fragmentOf(doc: Y.Doc): Y.XmlFragment {
  return (clauseMap(doc).get('body') as Y.Map<Y.XmlFragment>).get('ru')!;
}

function lastItem(doc: Y.Doc, clause: typeof second): { client: number; clock: number } {
  let item = bodyText(doc, clause, 'ru')!._start!;
  while (item.right !== null) item = item.right;
  return { client: item.id.client, clock: item.id.clock + item.length - 1 };
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push(128 | (rest % 128));
  }
}

/** An update of one string, by hand. */
function itemUpdate(
  client: number,
  clock: number,
  origin: { client: number; clock: number },
  rightOrigin: { client: number; clock: number } | null,
  text = 'x',
): Uint8Array {
  const id = (of: { client: number; clock: number }): number[] => [...varint(of.client), ...varint(of.clock)];
  const info = 128 | (rightOrigin === null ? 0 : 64) | 4;
  const words = new TextEncoder().encode(text);
  return new Uint8Array([
    ...[1, 1, ...varint(client), ...varint(clock), info],
    ...id(origin),
    ...(rightOrigin === null ? [] : id(rightOrigin)),
    ...[words.length, ...words, 0],
  ]);
}

function untilHas(doc: Y.Doc, lang: 'kk' | 'ru', words: string, id = second): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!plainText(clauseRuns(doc, id, lang)).includes(words)) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}
