/** Does a roll call go from the desk to every seat's phone and back into the list of who is here? */
import { afterEach, expect, test } from 'vitest';
import { rollCall } from '../../shared/sitting/next-step.ts';
import { newRequestId, openWorld, type PersonName, type World } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function presentIn(world: World): Promise<readonly string[]> {
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  const present = assembly?.sitting.state.sitting.present ?? {};
  return Object.entries(present)
    .map(([personId, { where, by }]) => `${nameOf(world, personId)} ${where} ${by}`)
    .sort();
}

function nameOf(world: World, personId: string): string {
  return Object.entries(world.people).find(([, known]) => known === personId)?.[0] ?? personId;
}

test('[ROLL-1, ROLL-2] announced, answered by phone, closed: who answered is marked, who did not is left', async () => {
  const world = await openWorld();
  closers.push(() => world.close());
  const { sittingId } = world;
  const pages = new Map<PersonName, Awaited<ReturnType<World['open']>>>();
  for (const name of ['amina', 'chen', 'dara', 'eli', 'fay'] as const) pages.set(name, await world.open(name));
  const page = (name: PersonName) => pages.get(name)!;
  await page('eli').command(sittingId, { type: 'sitting.declare-presence', where: 'remote' });

  expect(await page('amina').command(sittingId, { type: 'announcement.announce', deed: rollCall })).toMatchObject({
    ok: true,
  });
  const assembly = await world.services.assemblies.sitting(sittingId);
  const announcementId = assembly!.sitting.state.announcement.pending!.announcementId;
  await page('amina').command(sittingId, { type: 'announcement.now', announcementId });

  const frame = await page('chen').wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'poll.opened'),
  );
  const opened = frame.events.map(({ event }) => event).find((event) => event.type === 'poll.opened');
  if (opened?.type !== 'poll.opened') throw new Error('poll.opened was waited for');
  expect(opened.ask).toEqual({ kind: 'here' });
  const { pollId, paperHash } = opened;
  const cast = (name: PersonName, answer: object) =>
    page(name).ask('ballot', { sittingId, ballot: { requestId: newRequestId(), pollId, answer, paperHash } });
  expect(await cast('chen', { kind: 'here' })).toMatchObject({ ok: true });
  expect(await cast('eli', { kind: 'here' })).toMatchObject({ ok: true });
  expect(await cast('dara', { kind: 'decision', choice: 'yes' })).toMatchObject({ code: 'answer-of-another-kind' });
  expect(await cast('fay', { kind: 'here' })).toMatchObject({ code: 'not-entitled' });
  expect(await presentIn(world)).toEqual(['eli remote self']);

  expect(await page('amina').command(sittingId, { type: 'poll.close', pollId })).toMatchObject({ ok: true });
  expect(await presentIn(world)).toEqual(['chen hall self', 'eli remote self']);
  const told = await page('dara').wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'sitting.presence-noted' && event.personId === world.people.chen),
  );
  expect(told.events.find(({ event }) => event.type === 'poll.closed')?.event).toMatchObject({
    result: { kind: 'here', answered: 2 },
  });
  expect(world.faults).toEqual([]);
});
