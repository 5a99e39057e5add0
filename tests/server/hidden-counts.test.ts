/** Does anybody learn how a vote goes before it closes? Every message to everybody is read. */
import { afterEach, expect, test } from 'vitest';
import { newRequestId, openRawPage, openVote, openWorld, signInCookie, type RawPage } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>> | null = null;
const opened: RawPage[] = [];
afterEach(async () => {
  for (const page of opened.splice(0)) page.close();
  await world?.close();
  world = null;
});

const tells = new Set([
  'yes',
  'no',
  'abstain',
  'sheet',
  'counted',
  'histogram',
  'answered',
  'choice',
  'answer',
  'result',
  'advisory',
  'outcome',
  'cast',
]);

/** Places where a word or a count of a vote stands, as paths. */
function tellingPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return tells.has(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(tells.has(key) && inner !== null ? [`${path}.${key}`] : []),
    ...tellingPaths(inner, `${path}.${key}`),
  ]);
}

test('the search finds what it searches for', () => {
  expect(tellingPaths({ a: [{ choice: 'yes' }], result: null })).toEqual(['.a.0.choice', '.a.0.choice']);
  expect(tellingPaths({ polls: { p: { result: { sheet: { yes: 1 } } } } })).toHaveLength(3);
});

test('[SEE-2] before the close no message to anybody tells a count or a choice, but to each voter their own', async () => {
  world = await openWorld({ others: { jana: 'advisory', kamila: 'media', ilyas: 'invited' } });
  const { sittingId, forumId, origin, draftId } = world;
  const pages = new Map<string, RawPage>();
  for (const name of ['amina', 'bo', 'gani', 'hana', 'fay', 'chen', 'dara', 'eli'] as const) {
    pages.set(name, await world.open(name));
  }
  for (const name of ['jana', 'kamila', 'ilyas']) {
    const page = await openRawPage(origin, await signInCookie(world.services, origin, world.others[name]!, forumId));
    opened.push(page);
    pages.set(name, page);
    await page.follow(forumId, sittingId);
  }
  const amina = pages.get('amina')!;
  const moderator = await world.cookieOf('amina');
  const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin, cookie: moderator },
  });
  const { token } = (await link.json()) as { token: string };
  const stage = await openRawPage(origin, null, { stage: token });
  opened.push(stage);
  pages.set('stage', stage);
  await stage.follow(forumId, sittingId);

  for (const name of ['chen', 'dara', 'eli']) {
    await pages.get(name)!.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  const { pollId, paperHash } = await openVote(world, amina);
  const cast = (name: string, choice: string) =>
    pages.get(name)!.ask('ballot', {
      sittingId,
      ballot: { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash },
    });
  const choiceOf = { chen: 'yes', dara: 'no', jana: 'abstain' } as const;
  for (const [name, choice] of Object.entries(choiceOf)) {
    expect(await cast(name, choice)).toMatchObject({ ok: true, value: { answer: { kind: 'decision', choice } } });
  }
  // Late comers get a snapshot in the middle of the vote, and come back with what they had.
  const late = await world.open('fay');
  pages.set('fay again', late);
  const back = await world.open('gani');
  pages.set('gani again', back);
  await back.follow(forumId, sittingId, { forumSeq: 1, sittingSeq: 3 });
  // Everybody has been told that three have voted: what was to be said of it has been said.
  for (const page of pages.values()) await page.wait('crowd', ({ turnout }) => turnout?.cast === 3);

  for (const [name, { got }] of pages) {
    for (const { name: message, frame } of got) {
      const own = choiceOf[name as keyof typeof choiceOf];
      const allowed = new Set(message === 'crowd' ? ['.turnout.cast'] : []);
      if (message === 'mine') {
        // `entitled: 'yes'` says that there is a vote, not what it was.
        allowed.add('.poll.entitled');
        const { poll } = frame as { poll: { ballot: { answer: { choice: string } } | null } | null };
        if (own !== undefined && poll?.ballot?.answer.choice === own) {
          allowed.add('.poll.ballot.answer').add('.poll.ballot.answer.choice');
        }
        if (own === undefined) expect(poll?.ballot ?? null, name).toBeNull();
      }
      // The right of a seat is called advisory, which is no count.
      const told = tellingPaths(frame).filter((path) => !allowed.has(path) && !path.endsWith('.right'));
      expect(told, `${name}: ${message} ${JSON.stringify(frame).slice(0, 200)}`).toEqual([]);
    }
  }

  const cookies = [
    moderator,
    await world.cookieOf('bo'),
    await world.cookieOf('hana'),
    await world.cookieOf('chen'),
    '',
  ];
  for (const cookie of cookies) {
    for (const path of [
      '/me',
      `/sittings/${sittingId}`,
      `/sittings/${sittingId}/polls/${pollId}/roll`,
      `/sittings/${sittingId}/drafts/${draftId}/resolution.docx`,
      `/codes/${world.code}`,
      `/stage/${token}`,
    ]) {
      const answer = await fetch(`${origin}/api${path}`, { headers: { cookie } });
      expect(tellingPaths(await answer.json()), path).toEqual([]);
    }
  }

  expect(await amina.command(sittingId, { type: 'poll.close', pollId })).toMatchObject({ ok: true });
  for (const page of pages.values()) {
    const frame = await page.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
    expect(tellingPaths(frame).length).toBeGreaterThan(3);
  }
  const roll = await fetch(`${origin}/api/sittings/${sittingId}/polls/${pollId}/roll`, {
    headers: { cookie: await world.cookieOf('fay') },
  });
  const { people, others } = world;
  const rows = (
    (await roll.json()) as { roll: { personId: string; answer: { choice: string } | null; right: string }[] }
  ).roll;
  const chosen = Object.fromEntries(rows.map(({ personId, answer }) => [personId, answer?.choice ?? null]));
  expect(chosen).toEqual({
    [people.chen]: 'yes',
    [people.dara]: 'no',
    [people.eli]: null,
    [others['jana']!]: 'abstain',
  });
  expect(rows.map(({ right }) => right).sort()).toEqual(['advisory', 'deciding', 'deciding', 'deciding']);
  expect(world.faults).toEqual([]);
});
