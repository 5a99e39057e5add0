/** Who is told of the thousands that come by the forum's code, and how often? */
import { afterEach, expect, test } from 'vitest';
import { newRequestId, openWorld, type RawPage } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>> | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

const framesOf = (page: RawPage) =>
  page.got.filter(({ name, frame }) => name === 'events' && (frame as { of: string }).of === 'forum');

test('[SEE-6] guests are listed to who runs a sitting, and the others hear their number of the log alone, together', async () => {
  world = await openWorld();
  const { origin, code, forumId, sittingId, people } = world;
  const [amina, chen] = [await world.open('amina'), await world.open('chen')];
  const join = async (name: string): Promise<void> => {
    const answer = await fetch(`${origin}/api/codes/${code}/enter`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ name, lang: 'ru' }),
    });
    expect(answer.ok).toBe(true);
  };
  const guests = Array.from({ length: 20 }, (_, place) => `Гость ${String(place)}`);
  await Promise.all(guests.map(join));
  const head = await world.store.streamHead(`forum:${forumId}` as Parameters<typeof world.store.streamHead>[0]);
  await amina.wait('events', ({ of, seq }) => of === 'forum' && seq === head);
  await chen.wait('events', ({ of, seq }) => of === 'forum' && seq === head);
  for (const name of guests) {
    expect(JSON.stringify(amina.got)).toContain(name);
    expect(JSON.stringify(chen.got)).not.toContain(name);
  }
  expect(framesOf(amina)).toHaveLength(guests.length);
  expect(framesOf(chen).length).toBeLessThan(5);

  // Whoever comes in later is shown the same, and who is put to run the sitting is shown all from then on.
  const late = await world.open('dara');
  expect(JSON.stringify(late.got)).not.toContain('Гость');
  expect(late.got[0]).toMatchObject({ name: 'snapshot', frame: { of: 'forum', audience: 'member' } });
  const given = await amina.command(sittingId, { type: 'sitting.give-role', personId: people.dara, role: 'secretary' });
  expect(given).toMatchObject({ ok: true });
  await late.wait('snapshot', ({ of, audience }) => of === 'forum' && audience === 'desk');
  expect(JSON.stringify(late.got)).toContain(guests[0]);
  await join('Гость последний');
  await late.wait('events', (frame) => frame.of === 'forum' && JSON.stringify(frame).includes('последний'));
  // A snapshot that others were sent a while ago has no gap to what comes next.
  await chen.follow(forumId, sittingId);
  const renewed = await world.open('hana');
  const command = { type: 'forum.renew-link', personId: people.eli };
  await renewed.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
  await chen.wait('events', ({ of, seq }) => of === 'forum' && seq === head + 2);
  let held = 0;
  for (const { name, frame } of chen.got) {
    const { of, after, seq } = frame as { of?: string; after?: number; seq?: number };
    if (of !== 'forum') continue;
    if (name === 'events') expect(after).toBeLessThanOrEqual(held);
    held = seq ?? 0;
  }
  expect(world.faults).toEqual([]);
});
