/** Are a thousand told the same, in order, and what they may see, while people vote? What it costs is the benchmark's: `npm run load hall`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foundHall } from '../load/hall/hall-founding.ts';
import { RawSocket, Seen, type Address } from '../load/hall/raw-socket.ts';
import { measured } from '../measured.ts';
import { newRequestId, openRawPage, openVote } from './world.ts';

// Two thousand would be half a minute of computing on a busy machine; the benchmark has them, and more.
const [followers, voters] = [1_000, 60];

test('[WIRE-5, SEE-2] a thousand followers hear a vote opened, its turnout and its result, each once and in order', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-hall-'));
  const { hall, world } = await foundHall(directory, followers, voters);
  const began = process.cpuUsage();
  const { forumId, sittingId } = hall;
  const address: Address = { origin: world.origin, io: true, follow: { forumId, sittingId } };
  const seen = new Seen();
  const sockets: RawSocket[] = [];
  try {
    const cookies = [...hall.followers, ...hall.voters];
    const queue = cookies.entries();
    await Promise.all(
      Array.from({ length: 100 }, async () => {
        for (const [place, cookie] of queue) {
          const socket = new RawSocket(address, cookie, seen, () => expect.fail('a line was cut'));
          sockets[place] = socket;
          await socket.open(`127.0.0.${String(1 + (place % 4))}`);
        }
      }),
    );
    const amina = await world.open('amina');
    // One of the library's own pages holds the raw ones to the truth.
    const page = await openRawPage(world.origin, hall.followers[0]!);
    await page.follow(forumId, sittingId);
    seen.reset();
    const { pollId, paperHash } = await openVote(world, amina);
    const answers = await Promise.all(
      sockets.slice(followers).map((socket, place) => {
        const choice = place % 3 === 0 ? 'no' : 'yes';
        const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
        return socket.ask<{ ok: boolean }>('ballot', { sittingId, ballot });
      }),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(voters);
    await expect.poll(() => sockets.filter(({ turnout }) => turnout === voters).length).toBe(cookies.length);
    expect([...seen.arrivals.keys()]).not.toContain('counts');
    const closed = await amina.command(sittingId, { type: 'poll.close', pollId });
    if (!closed.ok) expect.fail(closed.code);
    await expect
      .poll(() => sockets.filter(({ held }) => held.sitting === closed.value.seq).length)
      .toBe(cookies.length);
    await expect.poll(() => sockets.filter((socket) => socket.pollId === pollId).length).toBe(cookies.length);

    expect(seen.wrong).toEqual([]);
    for (const type of ['poll.opened', 'poll.closed']) expect(seen.arrivals.get(type)?.count).toBe(cookies.length);
    const result = await page.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
    const found = result.events.map(({ event }) => event).find((event) => event.type === 'poll.closed')?.result;
    expect(found).toMatchObject({ kind: 'decision', cast: voters, sheet: { whole: { yes: 40, no: 20 } } });
    // One by one, the ballots alone would be sixty for each.
    expect(seen.byName.get('crowd')).toBeLessThan(cookies.length * 30);
    expect(world.faults).toEqual([]);
    const { user, system } = process.cpuUsage(began);
    measured(
      `a hall of ${String(followers)} in one process with its followers: ${((user + system) / 1e6).toFixed(1)} s of CPU for coming, one vote and ` +
        `${String(seen.messages)} messages`,
    );
    page.close();
  } finally {
    for (const socket of sockets) socket?.close();
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
