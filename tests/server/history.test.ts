/** Who is told a text's past? Whoever may read the text, and nobody else; by requests to a running server. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TextAtAnswer, TextAuthorsAnswer, TextHistoryAnswer } from '../../shared/protocol/http.ts';
import { openWorld, signInCookie, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

async function ask(path: string, cookie: string | null): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> = { origin: world.origin, ...(cookie === null ? {} : { cookie }) };
  const response = await fetch(`${world.origin}/api/texts/${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

test('[HIST-5] a member is told who did what, how it stood and whose words they are', async () => {
  const cookie = await world.cookieOf('chen');
  const { textId, people } = world;
  const at = await ask(`${textId}/at/1`, cookie);
  const { clauses, textSeq } = at.body as TextAtAnswer;
  expect([at.status, textSeq, clauses.length]).toEqual([200, 1, 2]);
  const made = await world.services.store.readText(textId);
  const client = made!.clients.find(({ clientId }) => clientId === 1)!;
  const touches = [{ clauseId: clauses[0]!.id, lang: 'ru', inserted: 3, deleted: 1 }] as const;
  const clocks = [{ clientId: 77, from: 0, to: 0 }];
  expect(client.personId).toBe('server');
  const update = new Uint8Array([0, 0]);
  await world.store.commit({ textUpdates: [{ textId, by: people.dara, update, touches, clocks }] });
  const history = (await ask(`${textId}/history?limit=10`, cookie)).body as TextHistoryAnswer;
  expect(history).toMatchObject({
    entries: [
      { fromSeq: 2, toSeq: 2, by: people.dara, touches },
      { fromSeq: 1, by: 'server' },
    ],
    more: false,
    textSeq: 2,
    names: { [people.dara]: { name: { ru: 'dara' } } },
  });
  const before = (await ask(`${textId}/history?before=2`, cookie)).body as TextHistoryAnswer;
  expect(before.entries.map(({ fromSeq }) => fromSeq)).toEqual([1]);
  const authors = (await ask(`${textId}/authors?clause=${clauses[0]!.id}&lang=ru`, cookie)).body as TextAuthorsAnswer;
  expect(authors).toMatchObject({ words: 'создать постоянную площадку;', runs: [{ from: 0, by: 'server' }] });
});

test('[HIST-5] who may not read the text, and who asks for none, get the same answer', async () => {
  const { ids, store } = world.services;
  const stranger = ids.id('person');
  await store.commit({
    accounts: [
      { change: 'add-person', person: { personId: stranger, name: { ru: 'Чужой' }, lang: 'ru', organiser: false } },
    ],
  });
  const known = await world.cookieOf('chen');
  const foreign = await signInCookie(world.services, world.origin, stranger, world.forumId).catch(() => null);
  const clause = ((await ask(`${world.textId}/at/1`, known)).body as TextAtAnswer).clauses[0]!.id;
  for (const path of ['history', 'at/1', `authors?clause=${clause}&lang=ru`]) {
    const ours = await ask(`${world.textId}/${path}`, foreign);
    const none = await ask(`${ids.id('text')}/${path}`, known);
    expect(none).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(ours.status).toBeGreaterThanOrEqual(401);
    expect(await ask(`${world.textId}/${path}`, null)).toEqual(await ask(`${ids.id('text')}/${path}`, null));
    if (foreign !== null) expect(ours).toEqual(await ask(`${ids.id('text')}/${path}`, foreign));
  }
});

test.each([
  ['at/0', 404],
  ['at/9', 404],
  ['at/x', 404],
  ['at/-1', 404],
  ['at/1e3', 404],
  [`at/${'9'.repeat(40)}`, 404],
  ['history?before=x', 400],
  ['history?before=-1', 400],
  ['history?limit=1.5', 400],
  ['history?limit=1&limit=2', 400],
  ['authors', 400],
  ['authors?clause=x&lang=ru', 400],
  ['authors?clause=cla_0000000000000000&lang=ru', 404],
  ['authors?clause=cla_0000000000000000&lang=de', 400],
  ['nothing', 404],
])('[HIST-5] %s is answered with %i', async (path, status) => {
  expect((await ask(`${world.textId}/${path}`, await world.cookieOf('chen'))).status).toBe(status);
});
