/** What does a store keep of what updates touched, and what does its history of a text say? Part of the store's contract. */
import { expect, test } from 'vitest';
import type { Store, TextTouch, TextUpdate } from '../../server/engine/ports.ts';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { Actor } from '../../shared/lib/streams.ts';
import { bytesOf, chen, commit, dara, newId, newText, outcome, type standingClock } from './store-world.ts';

const spanMs = 300_000;

export function textTouchContract(storeNow: () => Store, clock: ReturnType<typeof standingClock>): void {
  const nextClocks = new Map<string, number>();
  const clientOf = (by: Actor): number => (by === 'server' ? 1 : by === chen ? 71 : 72);

  function update(textId: TextId, by: PersonId, touches: readonly TextTouch[]): TextUpdate {
    const place = `${textId} ${by}`;
    const from = nextClocks.get(place) ?? 0;
    nextClocks.set(place, from + 1);
    return { textId, by, update: bytesOf(1), touches, clocks: [{ clientId: clientOf(by), from, to: from + 1 }] };
  }

  const touch = (clauseId: ClauseId, lang: TextTouch['lang'], inserted: number, deleted = 0): TextTouch => ({
    clauseId,
    lang,
    inserted,
    deleted,
  });

  /** A moment that begins a span. */
  const beginSpan = (): number => {
    clock.move(spanMs - (clock.now() % spanMs));
    return clock.now();
  };

  test('know the last touch of each clause in each language, and of the clause itself', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const [first, second] = [newId('clause'), newId('clause')];
    expect(await store.readLastTouches(textId, 0)).toEqual([]);
    await commit(store, {
      textUpdates: [update(textId, chen, [touch(first, 'ru', 3), touch(first, null, 0), touch(second, 'ru', 1)])],
    });
    clock.move(10);
    await commit(store, { textUpdates: [update(textId, dara, [touch(first, 'ru', 0, 2)])] });
    const before = { seq: 2, at: clock.now() - 10, by: chen };
    const touches = await store.readLastTouches(textId, 0);
    expect(touches).toHaveLength(3);
    expect(touches).toEqual(
      expect.arrayContaining([
        { clauseId: first, lang: 'ru', seq: 3, at: clock.now(), by: dara },
        { clauseId: first, lang: null, ...before },
        { clauseId: second, lang: 'ru', ...before },
      ]),
    );
    expect((await store.readLastTouches(textId, 2)).map(({ seq }) => seq)).toEqual([3]);
    expect(await store.readLastTouches(newId('text'), 0)).toEqual([]);
  });

  test('with a refused unit nothing is touched', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const clauseId = newId('clause');
    const good = update(textId, chen, [touch(clauseId, 'kk', 5)]);
    expect(await outcome(store, { textUpdates: [good, { ...good, textId: newId('text') }] })).toBe('text-unknown');
    expect(await store.readLastTouches(textId, 0)).toEqual([]);
    expect(await store.readTextHistory(textId, null, 10, spanMs)).toMatchObject([{ by: 'server', touches: [] }]);
  });

  test('refuse a lock `text-moved` when its clause was touched since, and only then', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const [clauseId, other] = [newId('clause'), newId('clause')];
    const lock = (clauseUnchangedSince: number) => ({
      textLocks: [{ textId, clauseId, locked: true, expectedTextSeq: { clauseUnchangedSince } }],
    });
    await commit(store, {
      textUpdates: [update(textId, chen, [touch(clauseId, 'kk', 1)]), update(textId, chen, [touch(other, 'kk', 1)])],
    });
    expect(await outcome(store, lock(1))).toBe('text-moved');
    expect((await store.readText(textId))?.lockedClauses).toEqual([]);
    // The head is at 3 by then: the other clause moved on.
    expect(await outcome(store, lock(2))).toBe('ok');
    const within = { textUpdates: [update(textId, chen, [touch(other, null, 0)])] };
    const freezing = { textLocks: [{ ...lock(3).textLocks[0]!, clauseId: other }] };
    expect(await outcome(store, { ...within, ...freezing })).toBe('text-moved');
  });

  test('let either the freeze or the edit of its clause win a race, never both, and edits elsewhere pass', async () => {
    for (let round = 0; round < 20; round++) {
      const store = storeNow();
      const { textId } = await newText(store);
      const [clauseId, other] = [newId('clause'), newId('clause')];
      const freeze = { textLocks: [{ textId, clauseId, locked: true, expectedTextSeq: { clauseUnchangedSince: 1 } }] };
      const editor = round % 4 < 2 ? clauseId : other;
      const edit = { textUpdates: [update(textId, chen, [touch(editor, 'ru', 1)])] };
      const isFreezeFirst = round % 2 === 0;
      const outcomes = await Promise.all(
        (isFreezeFirst ? [freeze, edit] : [edit, freeze]).map((unit) => outcome(store, unit)),
      );
      const loser = isFreezeFirst ? 'text-locked' : 'text-moved';
      expect(outcomes).toEqual(['ok', editor === clauseId ? loser : 'ok']);
    }
  });

  test('make one entry of what one person did in a few minutes, though others wrote in between', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const [first, second] = [newId('clause'), newId('clause')];
    const at = beginSpan();
    await commit(store, { textUpdates: [update(textId, chen, [touch(first, 'ru', 3)])] });
    clock.move(1_000);
    await commit(store, { textUpdates: [update(textId, dara, [touch(first, 'ru', 0, 1), touch(second, null, 0)])] });
    clock.move(1_000);
    await commit(store, { textUpdates: [update(textId, chen, [touch(second, 'kk', 2), touch(first, 'ru', 4, 2)])] });
    beginSpan();
    await commit(store, { textUpdates: [update(textId, chen, [touch(first, 'ru', 1)])] });
    const entries = await store.readTextHistory(textId, null, 10, spanMs);
    const later = { fromSeq: 5, toSeq: 5, fromAt: clock.now(), toAt: clock.now(), by: chen };
    expect(entries).toEqual([
      { ...later, touches: [touch(first, 'ru', 1)] },
      {
        ...{ fromSeq: 2, toSeq: 4, fromAt: at, toAt: at + 2_000, by: chen },
        touches: expect.arrayContaining([touch(first, 'ru', 7, 2), touch(second, 'kk', 2)]) as TextTouch[],
      },
      {
        ...{ fromSeq: 3, toSeq: 3, fromAt: at + 1_000, toAt: at + 1_000, by: dara },
        touches: expect.arrayContaining([touch(first, 'ru', 0, 1), touch(second, null, 0)]) as TextTouch[],
      },
      { ...{ fromSeq: 1, toSeq: 1 }, fromAt: entries[3]!.fromAt, toAt: entries[3]!.toAt, by: 'server', touches: [] },
    ]);
    expect(entries[1]!.touches).toHaveLength(2);
  });

  test('give the history in pages that leave nothing out and say nothing twice', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const clauseId = newId('clause');
    for (let number = 0; number < 30; number++) {
      if (number % 4 === 0) beginSpan();
      const by = number % 3 === 0 ? chen : dara;
      await commit(store, { textUpdates: [update(textId, by, [touch(clauseId, 'ru', 1)])] });
    }
    const whole = await store.readTextHistory(textId, null, Number.MAX_SAFE_INTEGER, spanMs);
    expect(whole.flatMap(({ touches }) => touches).reduce((sum, { inserted }) => sum + inserted, 0)).toBe(30);
    const paged: unknown[] = [];
    for (let before: number | null = null; ;) {
      const page = await store.readTextHistory(textId, before, 2, spanMs);
      if (page.length === 0) break;
      paged.push(...page);
      before = Math.min(...page.map(({ fromSeq }) => fromSeq));
    }
    expect(paged).toEqual(whole);
    expect(await store.readTextHistory(newId('text'), null, 10, spanMs)).toEqual([]);
  });

  test('know in whose name the server wrote under its own client id', async () => {
    const store = storeNow();
    const { textId } = await newText(store);
    const made = (by: Actor, from: number, to: number): TextUpdate => ({
      textId,
      by,
      update: bytesOf(1),
      touches: [],
      clocks: [{ clientId: 1, from, to }],
    });
    await commit(store, { textUpdates: [made(chen, 3, 5)] });
    await commit(store, { textUpdates: [made('server', 5, 6), made(dara, 6, 9)] });
    expect(await outcome(store, { textUpdates: [made(dara, 6, 7)] })).toBe('client-clock');
    const at = clock.now();
    expect(await store.readServerMade(textId)).toEqual([
      { from: 3, to: 5, at, by: chen },
      { from: 6, to: 9, at, by: dara },
    ]);
    // What a person wrote under an id of their own is not the server's.
    await commit(store, { textUpdates: [update(textId, chen, [])] });
    expect(await store.readServerMade(textId)).toHaveLength(2);
    expect((await store.readText(textId))?.clients[0]).toEqual({ clientId: 1, personId: 'server', nextClock: 9 });
  });
}
