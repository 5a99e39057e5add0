/** What happens when the same thing is asked twice, or by two at once? */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClauseId, RequestId } from '../../shared/lib/ids.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { newRequestId, openVote, openWorld } from './world.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  expect(world.faults).toEqual([]);
});

function head(): Promise<number> {
  return world.store.streamHead(sittingStream(world.sittingId));
}

async function present(): Promise<void> {
  for (const name of ['chen', 'dara', 'eli'] as const) {
    const page = await world.open(name);
    await page.command(world.sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
}

describe('[WIRE-3] the same request id', () => {
  test.each<[string, () => SittingStreamCommand]>([
    ['a command that could be decided once only', () => ({ type: 'sitting.pause', minutes: null })],
    [
      'a command that could be decided twice',
      () => ({
        type: 'sitting.give-role',
        personId: world.people.chen,
        role: 'drafting',
      }),
    ],
  ])(
    '%s: asked twice at once, from two devices, and later, is done once and answered alike',
    async (_name, command) => {
      const one = await world.open('amina');
      const other = await world.open('amina');
      const requestId = newRequestId();
      const before = await head();
      const answers = await Promise.all(
        [one, other, one, other].map((page) => page.command(world.sittingId, command(), requestId)),
      );
      answers.push(await one.command(world.sittingId, command(), requestId));
      expect(answers).toEqual(answers.map(() => ({ ok: true, value: { seq: before + 1 } })));
      expect(await head()).toBe(before + 1);
    },
  );

  test('of another person is another request', async () => {
    const amina = await world.open('amina');
    const gani = await world.open('gani');
    const requestId = newRequestId();
    expect(await amina.command(world.sittingId, { type: 'sitting.pause', minutes: null }, requestId)).toMatchObject({
      ok: true,
    });
    expect(await gani.command(world.sittingId, { type: 'sitting.resume' }, requestId)).toMatchObject({ ok: true });
  });

  test('a link asked for twice is made once, and told once', async () => {
    const bo = await world.open('bo');
    const { forumId, people } = world;
    const renew = {
      to: 'forum',
      requestId: newRequestId(),
      forumId,
      command: { type: 'forum.renew-link', personId: people.chen },
    };
    const answers = await Promise.all([bo.ask('command', renew), bo.ask('command', renew)]);
    answers.push(await bo.ask('command', renew));
    const tokens = answers.flatMap((answer) => (answer.ok ? [answer.value.linkToken] : ['refused'])).filter(Boolean);
    expect(tokens).toHaveLength(1);
    const good = (await world.store.readLinksOf(people.chen)).filter(({ revokedAt }) => revokedAt === null);
    expect(good).toHaveLength(1);
  });

  test('of a command is no ballot’s, and of a ballot no command’s', async () => {
    await present();
    const { sittingId } = world;
    const amina = await world.open('amina');
    const { pollId, paperHash } = await openVote(world, amina);
    const chen = await world.open('chen');
    const [first, second] = [newRequestId(), newRequestId()];
    const leave = { type: 'sitting.declare-presence', where: 'remote' } as const;
    const cast = (requestId: RequestId) =>
      chen.ask('ballot', {
        sittingId,
        ballot: { requestId, pollId, answer: { kind: 'decision', choice: 'yes' }, paperHash },
      });
    expect(await chen.command(sittingId, leave, first)).toMatchObject({ ok: true });
    expect(await cast(first)).toEqual({ ok: false, code: 'malformed' });
    expect(await cast(second)).toMatchObject({ ok: true, value: { revision: 1 } });
    expect(await chen.command(sittingId, leave, second)).toEqual({ ok: false, code: 'malformed' });
    await amina.command(sittingId, { type: 'poll.close', pollId });
    expect(await cast(first)).toEqual({ ok: false, code: 'malformed' });
    expect(await cast(second)).toMatchObject({ ok: true, value: { revision: 1 } });
  });
});

describe('two at once', () => {
  test('[POLL-2] two who run the sitting put two clauses at once: one vote opens', async () => {
    await present();
    const { sittingId, draftId } = world;
    const amina = await world.open('amina');
    const gani = await world.open('gani');
    const text = await amina.wait('text', (frame) => frame.frame === 'whole');
    const clauseIds = text.frame === 'whole' ? text.clauses.map(({ id }) => id) : [];
    for (const clauseId of clauseIds)
      await amina.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId });
    const put = (clauseId: ClauseId) => clauseVote(draftId, clauseId, 60);
    const answers = await Promise.all([
      amina.command(sittingId, put(clauseIds[0]!)),
      gani.command(sittingId, put(clauseIds[1]!)),
      gani.command(sittingId, put(clauseIds[0]!)),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'opened' : answer.code)).sort()).toEqual([
      'opened',
      'poll-is-open',
      'poll-is-open',
    ]);
    const assembly = await world.services.assemblies.sitting(sittingId);
    expect(Object.keys(assembly?.sitting.state.poll.polls ?? {})).toHaveLength(1);
  });

  test('[POLL-7] two close the vote at once: it closes once', async () => {
    await present();
    const { sittingId } = world;
    const amina = await world.open('amina');
    const gani = await world.open('gani');
    const { pollId } = await openVote(world, amina);
    const answers = await Promise.all([
      amina.command(sittingId, { type: 'poll.close', pollId }),
      gani.command(sittingId, { type: 'poll.close', pollId }),
      gani.command(sittingId, { type: 'poll.extend', pollId, seconds: 30 }),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.code)).sort()).toEqual([
      'done',
      'poll-not-open',
      'poll-not-open',
    ]);
  });

  test('[BALLOT-1] one voter, a hundred different ballots at once from two devices: one counts', async () => {
    await present();
    const { sittingId, people } = world;
    const amina = await world.open('amina');
    const { pollId, paperHash } = await openVote(world, amina);
    const devices = [await world.open('dara'), await world.open('dara')];
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, number) => {
        const choice = (['yes', 'no', 'abstain'] as const)[number % 3];
        const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
        return devices[number % 2]!.ask('ballot', { sittingId, ballot });
      }),
    );
    const stored = await world.store.readBallots(pollId);
    expect(stored.map(({ personId }) => personId)).toEqual([people.dara]);
    const taken = answers.flatMap((answer) => (answer.ok ? [answer.value.revision] : []));
    // Each that was taken is a revision of its own, the last of them counts; the others were told to come again.
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken).size).toBe(taken.length);
    expect(stored[0]?.revision).toBe(Math.max(...taken));
    for (const answer of answers) if (!answer.ok) expect(['busy', 'too-fast']).toContain(answer.code);
  });
});
