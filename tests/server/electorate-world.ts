/** What do tests of who counts in a vote stand on? People marked in the hall, pages that ask and cast, and a stranger who counts again. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect } from 'vitest';
import type { PollId, SeatId } from '../../shared/lib/ids.ts';
import { openPoll, type Choice, type Poll } from '../../shared/poll/poll.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { newRequestId, openWorld, type PersonName, type RawPage, type WorldOptions } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export const question: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв?' } },
  ask: { kind: 'decision' },
  seconds: 3600,
};

/** Chen, Dara, Eli and Fay, but those who are away, are marked in the hall by the desk and so are `more` voters; their devices are open all the same. */
export async function gathered(
  names: readonly PersonName[],
  options: WorldOptions = {},
  away: readonly PersonName[] = [],
) {
  const world = await openWorld(options);
  const { sittingId, people, moreVoters } = world;
  closers.push(async () => {
    expect(world.faults).toEqual([]);
    await world.close();
  });
  const pages: Partial<Record<PersonName, RawPage>> = {};
  for (const name of new Set<PersonName>(['amina', 'bo', 'chen', 'dara', ...names])) {
    pages[name] = await world.open(name);
  }
  const page = (name: PersonName): RawPage => pages[name]!;
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  const command = async (name: PersonName, deed: SittingStreamCommand): Promise<string> => {
    const answer = await page(name).command(sittingId, deed);
    return answer.ok ? 'ok' : answer.code;
  };
  for (const personId of [
    ...(['chen', 'dara', 'eli', 'fay'] as const).filter((name) => !away.includes(name)).map((name) => people[name]),
    ...moreVoters,
  ]) {
    expect(await command('bo', { type: 'sitting.mark-presence', personId, where: 'hall' })).toBe('ok');
  }
  const seatOfPerson = (personId: string) => {
    return Object.values(sitting.state.sitting.seats).find(({ holder }) => holder === personId)!.seatId;
  };
  return {
    ...world,
    page,
    command,
    another: (name: PersonName) => world.open(name),
    state: () => sitting.state,
    poll: (pollId: PollId): Poll => sitting.state.poll.polls[pollId]!,
    seatOf: (name: PersonName) => seatOfPerson(people[name]),
    moreSeats: moreVoters.map(seatOfPerson),
    open: async (opening: PollOpening): Promise<Poll> => {
      expect(await command('amina', opening)).toBe('ok');
      return openPoll(sitting.state.poll)!;
    },
    /** `seatId`: for somebody else. */
    cast: async (name: PersonName, { pollId, paperHash }: Poll, choice: Choice, seatId?: SeatId): Promise<string> => {
      const answered = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
      const ballot = seatId === undefined ? answered : { ...answered, seatId };
      const answer = await page(name).ask('ballot', { sittingId, ballot });
      return answer.ok ? 'ok' : answer.code;
    },
    ask: async (name: PersonName, path: string): Promise<string> => {
      const response = await fetch(`${world.origin}/api/sittings/${sittingId}/${path}`, {
        headers: { origin: world.origin, cookie: await world.cookieOf(name) },
      });
      return response.text();
    },
  };
}

/** What a stranger reads out of the JSON; `damage` changes it first. */
export async function recounted(json: string, damage: (json: string) => string = (same) => same): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ortaq-recount-'));
  try {
    const file = join(folder, 'votes.json');
    await writeFile(file, damage(json));
    const script = join(import.meta.dirname, '../../docs/recount.mjs');
    return (await promisify(execFile)(process.execPath, [script, file])).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
