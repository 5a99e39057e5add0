/** Does a store do what the simplest model says, whatever units come in whatever order and grouping? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store, Unit } from '../../server/engine/ports.ts';
import type { ClauseId, PersonId, PollId, RequestId, SeatId, TextId } from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { emptyModel, modelCommit } from './store-model.ts';
import type { Model } from './store-model.ts';
import { said } from './store-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const rounds = Number(process.env['ORTAQ_ROUNDS'] ?? 12);

// Few names, so that units meet; a prefix per run, so that one store serves all runs.
const names = <Id>(...all: string[]) => fc.constantFrom(...(all as Id[]));
const stream = names<StreamId>('forum:f1', 'forum:f2');
const textId = names<TextId>('txt_1', 'txt_2');
const clauseId = names<ClauseId>('cla_1', 'cla_2', 'cla_3');
const pollId = names<PollId>('pol_1', 'pol_2');
const seatId = names<SeatId>('sea_1', 'sea_2', 'sea_3');
const personId = names<PersonId>('per_chen', 'per_dara');
const small = fc.nat(4);

/** What stands in the unit; the sequences that the model knows are filled in when it is sent, mostly the right ones. */
const part = fc.oneof(
  fc.record({
    part: fc.constant('append' as const),
    stream,
    off: off(),
    words: fc.array(fc.string(), { maxLength: 2 }),
  }),
  fc.record({ part: fc.constant('new-text' as const), textId, stream }),
  fc.record({ part: fc.constant('bind' as const), textId, clientId: small, personId }),
  fc.record({
    part: fc.constant('update' as const),
    textId,
    by: personId,
    clientId: small,
    off: off(),
    clauses: fc.uniqueArray(clauseId, { maxLength: 2 }),
    update: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  }),
  fc.record({
    part: fc.constant('lock' as const),
    textId,
    clauseId,
    locked: fc.boolean(),
    off: off(),
    expects: fc.constantFrom('any', 'head', 'clause'),
  }),
  fc.record({ part: fc.constant('open' as const), pollId, stream, lastsMs: fc.nat(30) }),
  fc.record({ part: fc.constant('extend' as const), pollId, lastsMs: fc.nat(30) }),
  fc.record({ part: fc.constant('seal' as const), pollId }),
  fc.record({
    part: fc.constant('cast' as const),
    pollId,
    seatId,
    personId,
    off: off(),
    choice: fc.string(),
    request: fc.nat(30),
  }),
  fc.record({ part: fc.constant('erase' as const), stream, seq: small }),
);
type Part = typeof part extends fc.Arbitrary<infer P> ? P : never;

/** Most guesses are right. */
function off() {
  return fc.constantFrom(0, 0, 0, 0, 0, 1, -1);
}

const drafted = fc.record({
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  command: fc.option(fc.record({ personId, request: fc.nat(30) }), { nil: null }),
  /** Sent together with the next ones, as one group. */
  waits: fc.boolean(),
  afterMs: fc.nat(5),
});
type Drafted = typeof drafted extends fc.Arbitrary<infer D> ? D : never;

export function storeAgainstModel(
  open: () => Promise<{ readonly store: Store; discard(): Promise<void> }>,
  clock: { now: () => number; move: (ms: number) => void },
): void {
  test(`random units are answered and kept as the model says (ORTAQ_SEED=${seed})`, { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(drafted, { minLength: 10, maxLength: 60 }), async (units) => {
        const opened = await open();
        try {
          await play(opened.store, units, clock);
        } finally {
          await opened.discard();
        }
      }),
      { seed, numRuns: rounds, endOnFailure: true },
    );
  });
}

async function play(
  store: Store,
  units: readonly Drafted[],
  clock: { now: () => number; move: (ms: number) => void },
): Promise<void> {
  let model = emptyModel();
  let group: { unit: Unit; wanted: string; answered: Promise<string> }[] = [];
  for (const one of units) {
    clock.move(one.afterMs);
    const unit = unitOf(one, model, clock.now());
    const { outcome, after } = modelCommit(model, unit, clock.now());
    model = after;
    const answered = store
      .commit(unit)
      .then((result) => (result.ok ? (result.value.repeated ? 'repeated' : 'ok') : result.code));
    group.push({ unit, wanted: outcome, answered });
    if (one.waits) continue;
    for (const { unit, wanted, answered } of group) expect([await answered, unit]).toEqual([wanted, unit]);
    group = [];
  }
  for (const { unit, wanted, answered } of group) expect([await answered, unit]).toEqual([wanted, unit]);
  expect(await readModel(store, model)).toEqual(model);
  expect((await store.verify('start')).firstBad).toBeNull();
}

function unitOf({ parts, command }: Drafted, model: Model, now: number): Unit {
  const all = <Name extends Part['part']>(name: Name) =>
    parts.filter((one): one is Extract<Part, { part: Name }> => one.part === name);
  const polls = all('open').map(({ pollId, stream, lastsMs }) => ({
    change: 'open' as const,
    pollId,
    stream,
    closesAt: now + lastsMs,
  }));
  return {
    ...(command
      ? {
          command: {
            personId: command.personId,
            commandId: `command-${command.request}` as RequestId,
            answer: command.request,
          },
        }
      : {}),
    streams: all('append').map(({ stream, off, words }) => ({
      stream,
      expectedSeq: (model.streams[stream]?.length ?? 0) + off,
      events: words.map((word) => said(word)),
    })),
    newTexts: all('new-text').map(({ textId, stream }) => ({
      textId,
      kind: 'draft',
      layout: 1,
      stream,
      seed: Uint8Array.of(1),
      seedClocks: [{ clientId: 9, from: 0, to: 2 }],
    })),
    clientBindings: all('bind').map(({ textId, clientId, personId }) => ({ textId, clientId, personId })),
    textUpdates: all('update').map(({ textId, by, clientId, off, clauses, update }) => {
      const from = Math.max(0, (model.texts[textId]?.clients[clientId]?.nextClock ?? 0) + off);
      const touches = clauses.map((clauseId) => ({ clauseId, lang: null, inserted: 0, deleted: 0 }));
      return { textId, by, update, touches, clocks: [{ clientId, from, to: from + 2 }] };
    }),
    textLocks: all('lock').map(({ textId, clauseId, locked, off, expects }) => {
      const text = model.texts[textId];
      const expectedTextSeq =
        expects === 'any'
          ? 'any'
          : expects === 'head'
            ? (text?.updates.length ?? 0) + off
            : { clauseUnchangedSince: (text?.touched[clauseId] ?? 0) + off };
      return { textId, clauseId, locked, expectedTextSeq } as const;
    }),
    polls: [
      ...polls,
      ...all('extend').map(({ pollId, lastsMs }) => ({ change: 'extend' as const, pollId, closesAt: now + lastsMs })),
      ...all('seal').map(({ pollId }) => ({ change: 'seal' as const, pollId })),
    ],
    ballots: all('cast').map(({ pollId, seatId, personId, off, choice, request }) => ({
      pollId,
      seatId,
      personId,
      requestId: `ballot-${request}` as RequestId,
      choice,
      expectedRevision: Math.max(0, (model.polls[pollId]?.ballots[seatId]?.length ?? 0) + off),
    })),
    erasures: all('erase').flatMap(({ stream, seq }) =>
      seq >= 1 && seq <= (model.streams[stream]?.length ?? 0) ? [{ stream, seq }] : [],
    ),
  };
}

/** What the store holds, told in the model's words; only the counted revision of a ballot can be read. */
async function readModel(store: Store, like: Model): Promise<Model> {
  const read = emptyModel();
  for (const stream of await store.streams()) {
    const events = await store.readEvents(stream, 0, 1000);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));
    read.streams[stream] = events.map((event) => (event.body === null ? null : String(event.body['words'])));
  }
  for (const textId of Object.keys(like.texts) as TextId[]) {
    const head = await store.readText(textId);
    const updates = await store.readTextUpdates(textId, 0, 1000);
    expect(updates.at(-1)?.seq).toBe(head?.seq);
    const clients = Object.fromEntries(
      (head?.clients ?? []).map(({ clientId, personId, nextClock }) => [clientId, { personId, nextClock }]),
    );
    const locked = like.texts[textId]?.locked ?? [];
    expect([...(head?.lockedClauses ?? [])].sort()).toEqual([...locked].sort());
    const touched: Record<string, number> = {};
    for (const { clauseId, lang, seq } of await store.readLastTouches(textId, 0)) {
      expect(lang).toBeNull();
      touched[clauseId] = seq;
    }
    read.texts[textId] = { updates: updates.map(({ update }) => [...update]), locked, clients, touched };
  }
  for (const pollId of Object.keys(like.polls) as PollId[]) {
    const poll = await store.readPoll(pollId);
    const wanted = like.polls[pollId]?.ballots ?? {};
    const ballots = await store.readBallots(pollId);
    for (const { seatId, choice, revision } of ballots)
      expect([choice, revision]).toEqual([wanted[seatId]?.at(-1), wanted[seatId]?.length]);
    expect(ballots.map((ballot) => ballot.seatId)).toEqual(Object.keys(wanted).sort());
    read.polls[pollId] = { closesAt: poll?.closesAt ?? 0, sealedAt: poll?.sealedAt ?? null, ballots: wanted };
  }
  for (const key of Object.keys(like.answers)) {
    const [personId, requestId] = key.split(' ') as [PersonId, RequestId];
    if (await store.readAnswer(personId, requestId)) read.answers[key] = true;
  }
  return read;
}
