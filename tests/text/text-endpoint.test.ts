/** Do pages write one text together through a running endpoint, and are they told what is saved? */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { clausesOf, clauseRuns } from '../../shared/draft/clause-text.ts';
import { insertWords, setAddressee } from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import {
  clauseNumbered,
  isSaved,
  openTextWorld,
  textId,
  untilDoc,
  untilState,
  updateOf,
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

const second = clauseNumbered(2);
const wordsOf = (doc: Y.Doc): string => plainText(clauseRuns(doc, second, 'ru'));

describe('writing together', () => {
  test('[TEXT-1] what one writes is saved, and the others read it', async () => {
    const chen = world.join('chen');
    const dara = world.join('dara');
    await untilState(chen, () => chen.state().link.is === 'online');
    await untilState(dara, () => dara.state().link.is === 'online');
    insertWords(chen.doc(), second, 'ru', 0, 'Просить и ');
    expect(chen.state().writing.is).toBe('saving');
    await untilState(chen, () => isSaved(chen));
    await untilDoc(dara, () => wordsOf(dara.doc()).startsWith('Просить и '));
    const stored = await world.store.readTextUpdates(textId, 1, 10);
    expect(stored.length).toBe(1);
    expect(stored[0]?.by).toMatch(/^per_/);
  });

  test('[TEXT-2] what is written offline is kept in the page and merged on return', async () => {
    const chen = world.join('chen');
    const dara = world.join('dara');
    await untilState(chen, () => chen.state().link.is === 'online');
    await untilState(dara, () => dara.state().link.is === 'online');
    chen.disconnect();
    for (let index = 0; index < 30; index++) insertWords(chen.doc(), second, 'kk', 0, 'а');
    insertWords(dara.doc(), second, 'ru', 0, 'Вместе ');
    await untilState(dara, () => isSaved(dara));
    expect(chen.state().writing).toEqual({ is: 'offline', changes: 30 });
    chen.connect();
    await untilState(chen, () => isSaved(chen));
    const whole = await world.server.readClauses(textId);
    expect(whole?.clauses).toEqual(clausesOf(chen.doc()));
    expect(wordsOf(chen.doc())).toMatch(/^Вместе /);
  });

  test('[TEXT-3] carets carry the name that the server knows', async () => {
    const chen = world.join('chen');
    const dara = world.join('dara');
    await untilState(dara, () => [...dara.state().present.values()].some(({ name }) => name === 'chen'));
    const fragment = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(chen.doc().getMap('clauses'), 0));
    chen.setCaret({ clauseId: second, lang: 'ru', anchor: fragment, head: fragment });
    await untilState(dara, () => [...dara.state().present.values()].some(({ caret }) => caret?.clauseId === second));
    chen.close();
    await untilState(dara, () => dara.state().present.size === 0);
  });

  test('[TEXT-4] who may only read is not punished for a sync, and refused an edit', async () => {
    const fay = await world.raw('fay');
    await fay.begin();
    fay.send({ type: 'sync-step-2', update: new Uint8Array([0, 0]) });
    expect(await fay.until('ack')).toEqual({ type: 'ack', frames: 1 });
    fay.heard.length = 0;
    fay.send({ type: 'update', update: updateOf(fay.doc, () => insertWords(fay.doc, second, 'ru', 0, 'нет')) });
    expect(await fay.until('nack')).toMatchObject({ frame: 2 });
  });

  test('[TEXT-5] an ended login loses its sockets at once and for good', async () => {
    const chen = world.join('chen');
    await untilState(chen, () => chen.state().link.is === 'online');
    world.server.endLogins([`log_0000000000000000`.replace(/0$/, '3') as never]);
    await untilState(chen, () => chen.state().link.is === 'ended');
    expect(chen.state().link).toEqual({ is: 'ended', code: 4401 });
  });

  test('[TEXT-6] a foreign page gets 403, an unknown login 4401, an unknown text 4404, an old client 4426', async () => {
    const code = (address: string, headers: Record<string, string>): Promise<number | string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(address, { headers });
        socket.on('error', (error) => resolve(error.message));
        socket.on('close', (closeCode) => resolve(closeCode));
      });
    const text = `${world.origin}/text/${textId}`;
    expect(await code(`${text}?client=1&layout=1`, { cookie: 'name=bo', origin: 'http://elsewhere' })).toContain('403');
    expect(await code(`${text}?client=1&layout=1`, { cookie: 'name=nobody' })).toBe(4401);
    expect(await code(`${world.origin}/text/txt_zzzzzzzzzzzzzzzz?client=1&layout=1`, { cookie: 'name=bo' })).toBe(4404);
    expect(await code(`${text}?client=0&layout=1`, { cookie: 'name=bo' })).toBe(4426);
    expect(await code(`${world.origin}/text/nothing`, { cookie: 'name=bo' })).toContain('400');
  });

  test('[TEXT-7] a client of an older layout reads and does not write', async () => {
    const dara = await world.raw('dara', 0);
    await dara.begin();
    expect(await dara.until('bound')).toMatchObject({ mayWrite: false });
    expect(await dara.edit(updateOf(dara.doc, () => insertWords(dara.doc, second, 'ru', 0, 'старое ')))).toMatchObject({
      type: 'nack',
    });
    const chen = world.join('chen');
    await untilState(chen, () => chen.state().mayWrite);
    setAddressee(chen.doc(), second, 'ru', 'Акимат области');
    await untilState(chen, () => isSaved(chen));
    expect((await world.server.readClauses(textId))?.clauses[1]?.addressee).toEqual({ ru: 'Акимат области' });
  });
});
