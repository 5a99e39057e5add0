/** What does the engine rely on in every store? One suite, run on each implementation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyClause } from '../../shared/protocol/text-wire.ts';
import type { BallotAnswer, Clock, Person, Store, TextUpdate, Unit } from '../../server/engine/ports.ts';
import type { ClauseId, PersonId, PollId, SeatId, TextId } from '../../shared/lib/ids.ts';
import {
  amina,
  bo,
  bytesOf,
  chen,
  commit,
  dara,
  newId,
  newPoll,
  newRequest,
  newStream,
  newText,
  outcome,
  said,
  standingClock,
} from './store-world.ts';
import { issuedPaperContract } from './issued-paper-contract.ts';
import { textTouchContract } from './text-touch-contract.ts';
import { storeAgainstModel } from './store-model-test.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Closes, and opens what was left. */
  reopen(): Promise<Store>;
  /** Changes one byte of the body of a chained row, behind the store's back; the store is closed before and opened after. */
  tamper(chain: string, seq: number): Promise<Store>;
  /** Every row of every table as it lies there, and whatever else the store's files still hold, as text. */
  dump(): Promise<{ readonly rows: readonly string[]; readonly bytes: string }>;
  /** Closes and removes. */
  discard(): Promise<void>;
}

export type OpenStore = (options: {
  readonly clock: Pick<Clock, 'now'>;
  readonly queueLimit?: number;
}) => Promise<OpenedStore>;

export function storeContract(name: string, open: OpenStore): void {
  describe(name, () => {
    const clock = standingClock();
    let opened: OpenedStore;
    let store: Store;
    beforeAll(async () => {
      opened = await open({ clock });
      store = opened.store;
    });
    afterAll(() => opened.discard());

    /** A store of its own, for what changes or closes the whole of it. */
    async function withOwnStore(
      work: (own: OpenedStore) => Promise<void>,
      options: { readonly queueLimit?: number } = {},
    ): Promise<void> {
      const own = await open({ clock, ...options });
      try {
        await work(own);
      } finally {
        await own.discard();
      }
    }

    describe('events', () => {
      test('are read back in order with their place, time, author and body', async () => {
        const stream = newStream();
        const committed = await commit(store, {
          streams: [{ stream, expectedSeq: 0, events: [said('one'), said('two', 'server')] }],
        });
        expect(committed).toEqual({
          repeated: false,
          answer: null,
          at: clock.now(),
          textSeqs: {},
          streamSeqs: { [stream]: 2 },
        });
        const at = clock.now();
        expect(await store.readEvents(stream, 0, 10)).toEqual([
          { stream, seq: 1, at, type: 'test.said', version: 1, actor: amina, body: { words: 'one' } },
          { stream, seq: 2, at, type: 'test.said', version: 1, actor: 'server', body: { words: 'two' } },
        ]);
        expect(await store.streamHead(stream)).toBe(2);
        expect(await store.streams()).toContain(stream);
      });

      test('are read after a sequence and up to a limit', async () => {
        const stream = newStream();
        const events = Array.from({ length: 7 }, (_, index) => said(String(index + 1)));
        await commit(store, { streams: [{ stream, expectedSeq: 0, events }] });
        expect((await store.readEvents(stream, 2, 3)).map((event) => event.seq)).toEqual([3, 4, 5]);
        expect(await store.readEvents(stream, 7, 3)).toEqual([]);
        expect(await store.readEvents(stream, 2, 0)).toEqual([]);
        for (const all of [Infinity, Number.MAX_SAFE_INTEGER])
          expect(await store.readEvents(stream, 5, all)).toHaveLength(2);
      });

      test('of an unknown stream are none, its head is 0', async () => {
        const stream = newStream();
        expect(await store.readEvents(stream, 0, 10)).toEqual([]);
        expect(await store.streamHead(stream)).toBe(0);
        expect(await store.streams()).not.toContain(stream);
      });

      test('survive any character in their words', async () => {
        const stream = newStream();
        const words = 'Қазақ тілі \u0000 \u2028 😀 \ud83d "\'\\';
        await commit(store, { streams: [{ stream, expectedSeq: 0, events: [said(words)] }] });
        expect((await store.readEvents(stream, 0, 1))[0]?.body).toEqual({ words });
        expect((await store.verify('start')).firstBad).toBeNull();
      });

      test('are written as they were when handed over, whatever the caller does to them later', async () => {
        const stream = newStream();
        const body = { words: 'before' };
        const committing = commit(store, {
          streams: [{ stream, expectedSeq: 0, events: [{ ...said(''), body }] }],
        });
        body.words = 'after';
        await committing;
        expect((await store.readEvents(stream, 0, 1))[0]?.body).toEqual({ words: 'before' });
      });

      test('are refused `conflict` when the stream is not where it was read, and nothing is written', async () => {
        const stream = newStream();
        await commit(store, { streams: [{ stream, expectedSeq: 0, events: [said('one')] }] });
        for (const expectedSeq of [0, 2])
          expect(await outcome(store, { streams: [{ stream, expectedSeq, events: [said('late')] }] })).toBe('conflict');
        expect(await store.streamHead(stream)).toBe(1);
      });

      test('of one stream are refused when another stream that was only read has moved on', async () => {
        const [forum, sitting] = [newStream(), newStream()];
        await commit(store, { streams: [{ stream: forum, expectedSeq: 0, events: [said('one')] }] });
        const unit = (read: number) => ({
          streams: [
            { stream: forum, expectedSeq: read, events: [] },
            { stream: sitting, expectedSeq: 0, events: [said('opened')] },
          ],
        });
        expect(await outcome(store, unit(0))).toBe('conflict');
        expect(await store.streamHead(sitting)).toBe(0);
        expect(await commit(store, unit(1))).toMatchObject({ streamSeqs: { [sitting]: 1 } });
        expect(await store.streamHead(forum)).toBe(1);
      });

      test('of two who append at once: one is written, the other is refused', async () => {
        const stream = newStream();
        const outcomes = await Promise.all(
          ['Chen', 'Dara'].map((who) => outcome(store, { streams: [{ stream, expectedSeq: 0, events: [said(who)] }] })),
        );
        expect(outcomes.sort()).toEqual(['conflict', 'ok']);
        expect(await store.readEvents(stream, 0, 10)).toHaveLength(1);
      });
    });

    describe('a unit', () => {
      test('is written whole or not at all: a refusal of its last part takes back the first', async () => {
        const stream = newStream();
        const pollId = newId('poll');
        const textId = newId('text');
        expect(
          await outcome(store, {
            streams: [{ stream, expectedSeq: 0, events: [said('closed')] }],
            newTexts: [{ textId, kind: 'draft', layout: 1, stream, seed: bytesOf(1), seedClocks: [] }],
            polls: [{ change: 'open', pollId, stream, closesAt: clock.now() + 1 }],
            deadlines: [{ change: 'set', key: `d ${pollId}`, stream, at: 1, command: {} }],
            accounts: [
              { change: 'add-person', person: { personId: bo, name: { ru: 'Бо' }, lang: 'ru', organiser: false } },
              { change: 'add-person', person: { personId: bo, name: { ru: 'Бо' }, lang: 'ru', organiser: false } },
            ],
          }),
        ).toBe('account-exists');
        expect(await store.streamHead(stream)).toBe(0);
        expect(await store.readText(textId)).toBeNull();
        expect(await store.readPoll(pollId)).toBeNull();
        expect(await store.readPerson(bo)).toBeNull();
        expect((await store.readDeadlines()).map((deadline) => deadline.key)).not.toContain(`d ${pollId}`);
      });

      test('that is refused never fails its neighbours in the same group, nor does one that is our own fault', async () => {
        const streams = Array.from({ length: 30 }, newStream);
        const results = await Promise.allSettled(
          streams.map((stream, index) => {
            const append = { stream, expectedSeq: index % 3 === 1 ? 9 : 0, events: [said('x')] };
            if (index % 3 === 2) return store.commit({ streams: [append], erasures: [{ stream, seq: 99 }] });
            return store.commit({ streams: [append] });
          }),
        );
        const heads = await Promise.all(streams.map((stream) => store.streamHead(stream)));
        results.forEach((result, index) => {
          const wanted = ['ok', 'conflict', 'rejected'][index % 3];
          const got =
            result.status === 'rejected' ? 'rejected' : result.value.ok ? 'ok' : (result.value.code as string);
          expect([index, got, heads[index]]).toEqual([index, wanted, wanted === 'ok' ? 1 : 0]);
        });
      });

      test('that holds no JSON is rejected alone', async () => {
        const stream = newStream();
        const cycle: Record<string, unknown> = {};
        cycle['self'] = cycle;
        const bad = store.commit({ streams: [{ stream, expectedSeq: 0, events: [{ ...said(''), body: cycle }] }] });
        const good = outcome(store, { streams: [{ stream, expectedSeq: 0, events: [said('x')] }] });
        await expect(bad).rejects.toThrow();
        expect(await good).toBe('ok');
      });

      test('with nothing in it is committed', async () => {
        expect(await outcome(store, {})).toBe('ok');
      });

      test('is stamped with the store’s clock, every row the same', async () => {
        const stream = newStream();
        clock.move(5);
        const { at } = await commit(store, { streams: [{ stream, expectedSeq: 0, events: [said('a'), said('b')] }] });
        expect(at).toBe(clock.now());
        expect((await store.readEvents(stream, 0, 2)).map((event) => event.at)).toEqual([at, at]);
      });
    });

    describe('a command id', () => {
      test('that comes again writes nothing and gives the stored answer', async () => {
        const stream = newStream();
        const commandId = newRequest();
        const unit = (answer: unknown, expectedSeq: number) => ({
          command: { personId: amina, commandId, answer },
          streams: [{ stream, expectedSeq, events: [said('once')] }],
        });
        const first = await commit(store, unit({ told: 1 }, 0));
        expect(first).toMatchObject({ repeated: false, answer: { told: 1 }, streamSeqs: { [stream]: 1 } });
        clock.move(1000);
        for (const expectedSeq of [0, 1])
          expect(await commit(store, unit({ told: 2 }, expectedSeq))).toEqual({
            repeated: true,
            answer: { told: 1 },
            at: first.at,
            textSeqs: {},
            streamSeqs: {},
          });
        expect(await store.streamHead(stream)).toBe(1);
        expect(await store.readAnswer(amina, commandId)).toEqual({ answer: { told: 1 } });
      });

      test('is one per person: another’s same id is another command', async () => {
        const commandId = newRequest();
        for (const personId of [amina, bo])
          expect(await commit(store, { command: { personId, commandId, answer: personId } })).toMatchObject({
            repeated: false,
          });
        expect(await store.readAnswer(bo, commandId)).toEqual({ answer: bo });
        expect(await store.readAnswer(chen, commandId)).toBeNull();
      });

      test('that comes twice at once is written once, and both get the one answer', async () => {
        const stream = newStream();
        const commandId = newRequest();
        const both = await Promise.all(
          ['first', 'second'].map((answer) =>
            commit(store, {
              command: { personId: amina, commandId, answer },
              streams: [{ stream, expectedSeq: 0, events: [said(answer)] }],
            }),
          ),
        );
        expect(both.map((one) => one.repeated).sort()).toEqual([false, true]);
        expect(both[0]?.answer).toEqual(both[1]?.answer);
        expect(await store.readEvents(stream, 0, 10)).toHaveLength(1);
      });

      test('of a refused unit is not used up', async () => {
        const stream = newStream();
        const command = { personId: amina, commandId: newRequest(), answer: 'done' };
        expect(await outcome(store, { command, streams: [{ stream, expectedSeq: 4, events: [] }] })).toBe('conflict');
        expect(await store.readAnswer(amina, command.commandId)).toBeNull();
        expect(await commit(store, { command })).toMatchObject({ repeated: false, answer: 'done' });
      });
    });

    describe('a text', () => {
      const edit = (textId: TextId, from: number, to: number, clauses: readonly ClauseId[] = []): TextUpdate => ({
        textId,
        by: chen,
        update: bytesOf(from, to),
        touches: clauses.map((clauseId) => ({ clauseId, lang: 'ru', inserted: to - from, deleted: 0 })),
        clocks: [{ clientId: 7, from, to }],
      });

      test('begins with its seed as update 1 by the server', async () => {
        const { textId, stream, seed } = await newText(store);
        expect(await store.readText(textId)).toEqual({
          textId,
          kind: 'draft',
          layout: 1,
          stream,
          seq: 1,
          lockedClauses: [],
          isLocked: false,
          clients: [{ clientId: 1, personId: 'server', nextClock: 3 }],
        });
        expect(await store.readTextUpdates(textId, 0, 10)).toEqual([
          { seq: 1, at: clock.now(), by: 'server', update: seed },
        ]);
        expect(await store.textsOf(stream)).toEqual([textId]);
      });

      test('that exists is refused `text-exists`', async () => {
        const { textId, stream } = await newText(store);
        const again = { textId, kind: 'draft', layout: 1, stream, seed: bytesOf(9), seedClocks: [] };
        expect(await outcome(store, { newTexts: [again] })).toBe('text-exists');
        const twice = { ...again, textId: newId('text') };
        expect(await outcome(store, { newTexts: [twice, twice] })).toBe('text-exists');
        expect(await store.readText(twice.textId)).toBeNull();
      });

      test('that is unknown reads as null and takes no update, binding or lock', async () => {
        const textId = newId('text');
        const clauseId = newId('clause');
        expect(await store.readText(textId)).toBeNull();
        expect(await store.readTextUpdates(textId, 0, 10)).toEqual([]);
        expect(await store.readTextSnapshot(textId)).toBeNull();
        expect(await outcome(store, { textUpdates: [edit(textId, 0, 1)] })).toBe('text-unknown');
        expect(await outcome(store, { clientBindings: [{ textId, clientId: 7, personId: chen }] })).toBe(
          'text-unknown',
        );
        expect(await outcome(store, { textLocks: [{ textId, clauseId, locked: true, expectedTextSeq: 'any' }] })).toBe(
          'text-unknown',
        );
      });

      test('takes updates in order and gives them back byte by byte', async () => {
        const { textId, seed } = await newText(store);
        const large = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
        const committed = await commit(store, {
          textUpdates: [edit(textId, 0, 2), { ...edit(textId, 2, 3), update: large }],
        });
        expect(committed.textSeqs).toEqual({ [textId]: 3 });
        const updates = await store.readTextUpdates(textId, 0, 10);
        expect(updates.map(({ seq, by }) => [seq, by])).toEqual([
          [1, 'server'],
          [2, chen],
          [3, chen],
        ]);
        expect(updates.map(({ update }) => update)).toEqual([seed, bytesOf(0, 2), large]);
        expect((await store.readTextUpdates(textId, 1, 1)).map(({ seq }) => seq)).toEqual([2]);
      });

      test('takes a view of a larger buffer and leaves the caller’s bytes usable', async () => {
        const { textId } = await newText(store);
        const slab = Buffer.from([9, 9, 4, 5, 6, 9, 9]);
        const view = slab.subarray(2, 5);
        const committing = commit(store, { textUpdates: [{ ...edit(textId, 0, 1), update: view }] });
        expect([...slab]).toEqual([9, 9, 4, 5, 6, 9, 9]);
        view.fill(0);
        await committing;
        expect((await store.readTextUpdates(textId, 1, 1))[0]?.update).toEqual(bytesOf(4, 5, 6));
      });

      test('refuses `client-clock` unless an update goes on where its client id stands, and keeps every id of it apart', async () => {
        const { textId } = await newText(store);
        await commit(store, { textUpdates: [edit(textId, 0, 2)] });
        for (const [from, to] of [
          [0, 3],
          [1, 3],
          [3, 4],
        ] as const)
          expect(await outcome(store, { textUpdates: [edit(textId, from, to)] })).toBe('client-clock');
        expect(await outcome(store, { textUpdates: [edit(textId, 2, 3), edit(textId, 2, 3)] })).toBe('client-clock');
        expect(await outcome(store, { textUpdates: [edit(textId, 2, 3), edit(textId, 3, 3)] })).toBe('ok');
        expect((await store.readText(textId))?.clients).toContainEqual({ clientId: 7, personId: chen, nextClock: 3 });
      });

      test('never lets one client id fork: of two updates from the same clock at once one is refused', async () => {
        const { textId } = await newText(store);
        for (let clockOfClient = 0; clockOfClient < 20; clockOfClient++) {
          const outcomes = await Promise.all(
            [1, 2].map(() => outcome(store, { textUpdates: [edit(textId, clockOfClient, clockOfClient + 1)] })),
          );
          expect(outcomes.sort()).toEqual(['client-clock', 'ok']);
        }
        expect(await store.readText(textId)).toMatchObject({ seq: 21 });
      });

      test('binds a client id to one person for ever', async () => {
        const { textId } = await newText(store);
        const other = await newText(store);
        const bind = (personId: PersonId, clientId = 7, id = textId) => ({
          clientBindings: [{ textId: id, clientId, personId }],
        });
        expect(await outcome(store, bind(chen))).toBe('ok');
        expect(await outcome(store, bind(chen))).toBe('ok');
        expect(await outcome(store, bind(dara))).toBe('client-id-taken');
        expect(await outcome(store, bind(dara, 1))).toBe('client-id-taken');
        expect(await outcome(store, bind(dara, 7, other.textId))).toBe('ok');
        await commit(store, { textUpdates: [edit(textId, 0, 4)] });
        expect(await outcome(store, bind(chen))).toBe('ok');
        expect((await store.readText(textId))?.clients).toEqual([
          { clientId: 1, personId: 'server', nextClock: 3 },
          { clientId: 7, personId: chen, nextClock: 4 },
        ]);
      });

      test('gives a client id met without a binding to the author of the update', async () => {
        const { textId } = await newText(store);
        await commit(store, { textUpdates: [edit(textId, 0, 1)] });
        expect(await outcome(store, { clientBindings: [{ textId, clientId: 7, personId: dara }] })).toBe(
          'client-id-taken',
        );
      });

      test('leaves a client id with its person whoever sends the update: what an offline page wrote, the server may store', async () => {
        const { textId } = await newText(store);
        await commit(store, { clientBindings: [{ textId, clientId: 7, personId: chen }] });
        await commit(store, { textUpdates: [{ ...edit(textId, 0, 2), by: 'server' }] });
        expect((await store.readText(textId))?.clients).toContainEqual({ clientId: 7, personId: chen, nextClock: 2 });
      });

      test('may be born locked: its head is then its seed', async () => {
        const textId = newId('text');
        const clauseId = newId('clause');
        const born = (expectedTextSeq: number) => ({
          newTexts: [{ textId, kind: 'draft', layout: 1, stream: newStream(), seed: bytesOf(1), seedClocks: [] }],
          textLocks: [{ textId, clauseId, locked: true, expectedTextSeq }],
        });
        expect(await outcome(store, born(0))).toBe('text-moved');
        expect(await outcome(store, born(1))).toBe('ok');
        expect(await store.readText(textId)).toMatchObject({ seq: 1, lockedClauses: [clauseId] });
      });

      test('holds client ids of 53 bits', async () => {
        const { textId } = await newText(store);
        const clientId = Number.MAX_SAFE_INTEGER;
        await commit(store, { clientBindings: [{ textId, clientId, personId: chen }] });
        expect((await store.readText(textId))?.clients.at(-1)?.clientId).toBe(clientId);
      });

      test('refuses `text-locked` what touches a locked clause, and takes the rest', async () => {
        const { textId } = await newText(store);
        const [frozen, free] = [newId('clause'), newId('clause')];
        const lock = (locked: boolean) => ({
          textLocks: [{ textId, clauseId: frozen, locked, expectedTextSeq: 'any' as const }],
        });
        await commit(store, lock(true));
        expect(await outcome(store, lock(true))).toBe('ok');
        expect((await store.readText(textId))?.lockedClauses).toEqual([frozen]);
        expect(await outcome(store, { textUpdates: [edit(textId, 0, 1, [free, frozen])] })).toBe('text-locked');
        expect(await outcome(store, { textUpdates: [edit(textId, 0, 1, [free])] })).toBe('ok');
        await commit(store, lock(false));
        expect((await store.readText(textId))?.lockedClauses).toEqual([]);
        expect(await outcome(store, { textUpdates: [edit(textId, 1, 2, [frozen])] })).toBe('ok');
      });

      test('locked as a whole takes no new clause, and what touches its open clauses as before', async () => {
        const { textId } = await newText(store);
        const free = newId('clause');
        const lock = (locked: boolean, expectedTextSeq: number | 'any' = 'any'): Unit => ({
          textLocks: [{ textId, clauseId: everyClause, locked, expectedTextSeq }],
        });
        const creating = (from: number) => ({
          textUpdates: [{ ...edit(textId, from, from + 1, [newId('clause')]), creates: true as const }],
        });
        expect(await outcome(store, creating(0))).toBe('ok');
        expect(await outcome(store, lock(true, 1))).toBe('text-moved');
        expect(await outcome(store, lock(true, 2))).toBe('ok');
        expect(await store.readText(textId)).toMatchObject({ lockedClauses: [], isLocked: true });
        expect(await outcome(store, creating(1))).toBe('text-locked');
        expect(await outcome(store, { textUpdates: [edit(textId, 1, 2, [free])] })).toBe('ok');
        await commit(store, lock(false));
        expect(await store.readText(textId)).toMatchObject({ isLocked: false });
        expect(await outcome(store, creating(2))).toBe('ok');
      });

      test('refuses a lock `text-moved` unless its head is the expected one', async () => {
        const { textId } = await newText(store);
        const clauseId = newId('clause');
        const lock = (expectedTextSeq: number | 'any') => ({
          textLocks: [{ textId, clauseId, locked: true, expectedTextSeq }],
        });
        await commit(store, { textUpdates: [edit(textId, 0, 1)] });
        expect(await outcome(store, lock(1))).toBe('text-moved');
        expect(await outcome(store, lock(3))).toBe('text-moved');
        expect((await store.readText(textId))?.lockedClauses).toEqual([]);
        expect(await outcome(store, lock(2))).toBe('ok');
      });

      test('opens before and locks after the updates of one unit: a server’s edit of a frozen clause leaves it frozen', async () => {
        const { textId } = await newText(store);
        const clauseId = newId('clause');
        const lock = { textId, clauseId, locked: true, expectedTextSeq: 1 };
        await commit(store, { textLocks: [lock] });
        await commit(store, {
          textLocks: [lock, { ...lock, locked: false }],
          textUpdates: [edit(textId, 0, 1, [clauseId])],
        });
        expect(await store.readText(textId)).toMatchObject({ seq: 2, lockedClauses: [clauseId] });
      });

      test('lets either the freeze or the edit win a race, never both', async () => {
        for (let round = 0; round < 20; round++) {
          const { textId } = await newText(store);
          const clauseId = newId('clause');
          const freeze = { textLocks: [{ textId, clauseId, locked: true, expectedTextSeq: 1 }] };
          const units = [freeze, { textUpdates: [edit(textId, 0, 1, [clauseId])] }];
          if (round % 2 === 1) units.reverse();
          const outcomes = await Promise.all(units.map((unit) => outcome(store, unit)));
          const wanted = round % 2 === 0 ? ['ok', 'text-locked'] : ['ok', 'text-moved'];
          expect(outcomes).toEqual(wanted);
          const head = await store.readText(textId);
          expect([head?.seq, head?.lockedClauses.length]).toEqual(round % 2 === 0 ? [1, 1] : [2, 0]);
        }
      });

      textTouchContract(() => store, clock);

      test('keeps its newest snapshot beside the whole log', async () => {
        const { textId } = await newText(store);
        expect(await store.readTextSnapshot(textId)).toBeNull();
        await commit(store, { textUpdates: [edit(textId, 0, 1), edit(textId, 1, 2)] });
        await store.saveTextSnapshot(textId, 3, bytesOf(3, 3));
        await store.saveTextSnapshot(textId, 2, bytesOf(2, 2));
        expect(await store.readTextSnapshot(textId)).toEqual({ seq: 3, state: bytesOf(3, 3) });
        expect(await store.readTextSnapshot(textId, 2)).toEqual({ seq: 2, state: bytesOf(2, 2) });
        expect(await store.readTextSnapshot(textId, 1)).toBeNull();
        expect(await store.readTextUpdates(textId, 0, 10)).toHaveLength(3);
        expect(await store.textHead(textId)).toBe(3);
        expect(await store.textHead(newId('text'))).toBe(0);
      });

      test('keeps of its older snapshots one in every 5,000 updates', async () => {
        const { textId } = await newText(store);
        for (const seq of [500, 1_000, 1_500, 5_200, 5_700, 6_000])
          await store.saveTextSnapshot(textId, seq, bytesOf(seq & 255));
        const found = async (upTo: number) => (await store.readTextSnapshot(textId, upTo))?.seq ?? null;
        expect(await Promise.all([499, 500, 5_000, 5_300, 5_999, 6_000].map(found))).toEqual([
          null,
          500,
          500,
          5_200,
          5_200,
          6_000,
        ]);
      });

      test('of a stream are listed, those of other streams are not', async () => {
        const stream = newStream();
        const texts = [await newText(store, stream), await newText(store, stream)];
        await newText(store);
        expect(await store.textsOf(stream)).toEqual(texts.map((text) => text.textId).sort());
        expect(await store.textsOf(newStream())).toEqual([]);
      });
    });

    describe('a poll', () => {
      const cast = (
        pollId: PollId,
        seatId: SeatId,
        choice: string,
        expectedRevision = 0,
        requestId = newRequest(),
      ) => ({
        ballots: [{ pollId, seatId, personId: chen, requestId, choice, expectedRevision }],
      });

      test('is read as it was opened, extended and sealed', async () => {
        const { pollId, stream, closesAt } = await newPoll(store, clock.now());
        expect(await store.readPoll(pollId)).toEqual({ pollId, stream, closesAt, sealedAt: null });
        await commit(store, { polls: [{ change: 'extend', pollId, closesAt: closesAt + 5 }] });
        expect(await store.readPoll(pollId)).toMatchObject({ closesAt: closesAt + 5, sealedAt: null });
        const { at } = await commit(store, { polls: [{ change: 'seal', pollId }] });
        clock.move(10);
        await commit(store, { polls: [{ change: 'seal', pollId }] });
        expect(await store.readPoll(pollId)).toMatchObject({ sealedAt: at });
      });

      test('is refused `poll-exists` when there, `poll-not-open` when changed unknown or extended sealed', async () => {
        const { pollId, stream, closesAt } = await newPoll(store, clock.now());
        const unknown = newId('poll');
        expect(await store.readPoll(unknown)).toBeNull();
        expect(await outcome(store, { polls: [{ change: 'open', pollId, stream, closesAt }] })).toBe('poll-exists');
        expect(await outcome(store, { polls: [{ change: 'extend', pollId: unknown, closesAt }] })).toBe(
          'poll-not-open',
        );
        expect(await outcome(store, { polls: [{ change: 'seal', pollId: unknown }] })).toBe('poll-not-open');
        await commit(store, { polls: [{ change: 'seal', pollId }] });
        expect(await outcome(store, { polls: [{ change: 'extend', pollId, closesAt }] })).toBe('poll-not-open');
      });

      test('counts the last revision of each seat, ordered by seat', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const [first, second] = [newId('seat'), newId('seat')].sort() as [SeatId, SeatId];
        await commit(store, cast(pollId, second, 'for'));
        await commit(store, cast(pollId, first, 'against'));
        clock.move(3);
        await commit(store, cast(pollId, second, 'abstained', 1));
        const ballots = await store.readBallots(pollId);
        expect(ballots.map(({ seatId, choice, revision, personId }) => [seatId, choice, revision, personId])).toEqual([
          [first, 'against', 1, chen],
          [second, 'abstained', 2, chen],
        ]);
        expect(ballots[1]?.at).toBe(clock.now());
        expect(await store.readBallot(pollId, second)).toEqual(ballots[1]);
        expect(await store.readBallot(pollId, newId('seat'))).toBeNull();
        expect(await store.readBallots(newId('poll'))).toEqual([]);
      });

      test('refuses `ballot-revised` unless the seat’s ballot is at the expected revision', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const seatId = newId('seat');
        expect(await outcome(store, cast(pollId, seatId, 'for', 1))).toBe('ballot-revised');
        await commit(store, cast(pollId, seatId, 'for'));
        for (const wrong of [0, 2])
          expect(await outcome(store, cast(pollId, seatId, 'against', wrong))).toBe('ballot-revised');
        expect(await store.readBallot(pollId, seatId)).toMatchObject({ choice: 'for', revision: 1 });
      });

      test('gives the same request the same answer and receipt, once counted and even after the closing', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const seatId = newId('seat');
        const unit = cast(pollId, seatId, 'for');
        const requestId = unit.ballots[0]?.requestId ?? newRequest();
        const first = await commit(store, unit);
        const [answer] = first.answer as [BallotAnswer];
        expect(answer).toEqual({
          pollId,
          seatId,
          choice: 'for',
          revision: 1,
          at: first.at,
          receipt: expect.any(String) as string,
        });
        expect(await commit(store, unit)).toMatchObject({ repeated: true, answer: [answer] });
        await commit(store, cast(pollId, seatId, 'against', 1));
        await commit(store, { polls: [{ change: 'seal', pollId }] });
        expect(await commit(store, unit)).toMatchObject({ repeated: true, answer: [answer] });
        expect(await store.readAnswer(chen, requestId)).toEqual({ answer: [answer] });
        expect(await store.readBallot(pollId, seatId)).toMatchObject({ choice: 'against', revision: 2 });
      });

      test('[POLL-16] of an unnamed vote is unlinked: no row joins seat or person with a choice, and what is left counts the same', async () => {
        await withOwnStore(async (own) => {
          const { pollId } = await newPoll(own.store, clock.now());
          const other = await newPoll(own.store, clock.now());
          const people = Array.from({ length: 6 }, () => ({ personId: newId('person'), seatId: newId('seat') }));
          const ballotOf = (place: number, of: PollId, choice: string, expectedRevision = 0) => {
            const { personId, seatId } = people[place]!;
            return { pollId: of, seatId, personId, requestId: newRequest(), choice, expectedRevision };
          };
          const first = ballotOf(0, pollId, 'thought-better-of');
          await commit(own.store, { ballots: [first] });
          clock.move(1_000);
          await commit(own.store, { ballots: [ballotOf(0, pollId, 'chosen-0', 1)] });
          for (let place = 1; place < people.length; place += 1) {
            clock.move(1_000);
            await commit(own.store, { ballots: [ballotOf(place, pollId, `chosen-${place}`)] });
          }
          await commit(own.store, { ballots: [ballotOf(0, other.pollId, 'chosen-elsewhere')] });
          const choices = people.map((_, place) => `chosen-${place}`);
          const ids = people.flatMap(({ personId, seatId }) => [personId, seatId]);
          const joins = ({ rows }: { readonly rows: readonly string[] }) =>
            rows.filter((row) => choices.some((choice) => row.includes(choice)) && ids.some((id) => row.includes(id)));
          expect(joins(await own.dump()).length).toBeGreaterThanOrEqual(2 * people.length);

          const box = {
            voted: people.map(({ seatId }) => seatId).sort(),
            ballots: choices.map((choice) => ({ choice, weight: 1, right: 'deciding' as const })),
          };
          const unlinking = { change: 'unlink', pollId, box, voters: people } as const;
          expect(await outcome(own.store, { polls: [unlinking] })).toBe('poll-not-open');
          await commit(own.store, { polls: [{ change: 'seal', pollId }] });
          expect(await own.store.readLooseBallots(pollId)).toBeNull();
          const { at } = await commit(own.store, { polls: [unlinking] });

          // Answered after the log of the writer was emptied of what was erased.
          await commit(own.store, { polls: [{ change: 'seal', pollId: other.pollId }] });
          // All seats and all choices stand in one row, each sorted: nothing in it says which belongs to which.
          const left = await own.dump();
          const [kept, ...others] = joins(left);
          expect(others).toEqual([]);
          for (const word of [...choices, ...box.voted]) expect(kept).toContain(word);
          expect(left.rows.filter((row) => row.includes('thought-better-of'))).toEqual([]);
          expect(left.bytes).not.toContain('thought-better-of');
          for (const choice of choices) expect(left.bytes.split(choice).length - 1, choice).toBe(1);
          expect(await own.store.readLooseBallots(pollId)).toEqual(box);
          expect(await own.store.readBallots(pollId)).toEqual([]);
          expect(await own.store.readBallot(pollId, people[0]!.seatId)).toBeNull();

          // The same request is still answered: that there was a ballot, and nothing else of it.
          const told = await commit(own.store, { ballots: [first] });
          const { seatId } = first;
          expect(told).toMatchObject({
            repeated: true,
            answer: [{ pollId, seatId, choice: null, revision: 0, receipt: '', at }],
          });
          expect(await own.store.readBallots(other.pollId)).toMatchObject([{ choice: 'chosen-elsewhere' }]);
          expect((await own.store.verify('start')).firstBad).toBeNull();
          await commit(own.store, { polls: [unlinking] });
          expect(await (await own.reopen()).readLooseBallots(pollId)).toEqual(box);
        });
      });

      test('gives a readable receipt, one per ballot', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const seats = Array.from({ length: 20 }, () => newId('seat'));
        await Promise.all(seats.map((seatId) => commit(store, cast(pollId, seatId, 'for'))));
        const receipts = (await store.readBallots(pollId)).map((ballot) => ballot.receipt);
        for (const receipt of receipts) expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
        expect(new Set(receipts).size).toBe(20);
      });

      test('counts one of twenty copies of a ballot that come at once, and answers all alike', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const unit = cast(pollId, newId('seat'), 'for');
        const answers = await Promise.all(Array.from({ length: 20 }, () => commit(store, unit)));
        expect(answers.filter((one) => !one.repeated)).toHaveLength(1);
        expect(new Set(answers.map((one) => JSON.stringify(one.answer))).size).toBe(1);
        expect(await store.readBallots(pollId)).toHaveLength(1);
      });

      test('takes a ballot until `closesAt` by the store’s clock, not after, and never when unknown or sealed', async () => {
        const { pollId } = await newPoll(store, clock.now());
        clock.move(60_000);
        expect(await outcome(store, cast(pollId, newId('seat'), 'for'))).toBe('ok');
        clock.move(1);
        expect(await outcome(store, cast(pollId, newId('seat'), 'for'))).toBe('poll-not-open');
        await commit(store, { polls: [{ change: 'extend', pollId, closesAt: clock.now() + 1 }] });
        expect(await outcome(store, cast(pollId, newId('seat'), 'for'))).toBe('ok');
        await commit(store, { polls: [{ change: 'seal', pollId }] });
        expect(await outcome(store, cast(pollId, newId('seat'), 'for'))).toBe('poll-not-open');
        expect(await outcome(store, cast(newId('poll'), newId('seat'), 'for'))).toBe('poll-not-open');
      });

      test('that is being closed counts exactly the ballots that were acknowledged', async () => {
        const { pollId } = await newPoll(store, clock.now());
        const seats = Array.from({ length: 40 }, () => newId('seat'));
        const casting = seats.map((seatId) => outcome(store, cast(pollId, seatId, 'for')));
        const sealing = commit(store, { polls: [{ change: 'seal', pollId }] });
        const late = seats.map(() => outcome(store, cast(pollId, newId('seat'), 'for')));
        await sealing;
        const counted = await store.readBallots(pollId);
        const outcomes = await Promise.all([...casting, ...late]);
        expect(outcomes.filter((one) => one === 'ok')).toHaveLength(counted.length);
        expect(await Promise.all(late)).toEqual(late.map(() => 'poll-not-open'));
        expect(await store.readBallots(pollId)).toEqual(counted);
      });
    });

    issuedPaperContract(
      () => store,
      (before, after) =>
        withOwnStore(async (own) => {
          await before(own.store);
          clock.move(1);
          await after(await own.reopen());
        }),
    );

    describe('a deadline', () => {
      test('is set, set anew and cleared under its key; all are read, the nearest first', async () => {
        const stream = newStream();
        const [one, other] = [`close ${newId('poll')}`, `close ${newId('poll')}`];
        const ours = async () => (await store.readDeadlines()).filter((deadline) => deadline.stream === stream);
        await commit(store, {
          deadlines: [
            { change: 'set', key: one, stream, at: 900, command: { type: 'poll.close' } },
            { change: 'set', key: other, stream, at: 500, command: {} },
          ],
        });
        expect((await ours()).map((deadline) => deadline.key)).toEqual([other, one]);
        await commit(store, { deadlines: [{ change: 'set', key: one, stream, at: 100, command: { n: 2 } }] });
        await commit(store, {
          deadlines: [
            { change: 'clear', key: other },
            { change: 'clear', key: 'never set' },
          ],
        });
        expect(await ours()).toEqual([{ key: one, stream, at: 100, command: { n: 2 } }]);
      });
    });

    describe('a fold', () => {
      test('is kept per stream and version, the newest', async () => {
        const stream = newStream();
        expect(await store.readFold(stream, 'a1')).toBeNull();
        await store.saveFold(stream, 'a1', 5, { open: true });
        await store.saveFold(stream, 'a1', 3, { open: false });
        await store.saveFold(stream, 'b1', 2, [1]);
        expect(await store.readFold(stream, 'a1')).toEqual({ seq: 5, state: { open: true } });
        expect(await store.readFold(stream, 'b1')).toEqual({ seq: 2, state: [1] });
        expect(await store.readFold(newStream(), 'a1')).toBeNull();
      });
    });

    describe('accounts', () => {
      const person = (personId: PersonId, ru: string): Person => ({
        personId,
        name: { ru },
        lang: 'ru',
        organiser: false,
      });
      const token = () => `hash-of-${newRequest()}`;

      test('another name takes the place of the first, and never names who was erased', async () => {
        const founder = { ...person(newId('person'), 'Организатор'), organiser: true };
        await commit(store, { accounts: [{ change: 'add-person', person: founder }] });
        const rename = (name: string) =>
          ({ change: 'set-name', personId: founder.personId, name: { ru: name } }) as const;
        await commit(store, { accounts: [rename('Амина')] });
        expect(await store.readPerson(founder.personId)).toEqual({ ...founder, name: { ru: 'Амина' } });
        await commit(store, { accounts: [{ change: 'erase-person', personId: founder.personId }] });
        await commit(store, { accounts: [rename('Амина')] });
        expect((await store.readPerson(founder.personId))?.name ?? {}).toEqual({});
      });

      test('hold persons; an id is given once, a language may change', async () => {
        const eli = { ...person(newId('person'), 'Эли'), name: { ru: 'Эли', kk: 'Ели' }, organiser: true };
        await commit(store, { accounts: [{ change: 'add-person', person: eli }] });
        expect(await store.readPerson(eli.personId)).toEqual(eli);
        expect(await outcome(store, { accounts: [{ change: 'add-person', person: eli }] })).toBe('account-exists');
        await commit(store, { accounts: [{ change: 'set-language', personId: eli.personId, lang: 'kk' }] });
        expect(await store.readPerson(eli.personId)).toEqual({ ...eli, lang: 'kk' });
        expect(await store.readPerson(newId('person'))).toBeNull();
        expect(await store.readOrganisers()).toEqual([{ ...eli, lang: 'kk' }]);
        await commit(store, { accounts: [{ change: 'erase-person', personId: eli.personId }] });
        expect(await store.readOrganisers()).toEqual([]);
      });

      test('hold memberships: set anew in place, forums oldest first', async () => {
        const [fay, gul] = [person(newId('person'), 'Фай'), person(newId('person'), 'Гүл')];
        const [older, newer] = [newId('forum'), newId('forum')];
        const member = (forumId: typeof older, { personId }: Person, title: string | null) =>
          ({
            change: 'set-membership',
            membership: { forumId, personId, organisation: null, title: title === null ? null : { ru: title } },
          }) as const;
        await commit(store, {
          accounts: [
            { change: 'add-person', person: fay },
            { change: 'add-person', person: gul },
            member(newer, fay, null),
            member(older, gul, null),
            member(older, fay, null),
            member(newer, gul, null),
            member(newer, fay, 'Наблюдатель'),
          ],
        });
        expect(await store.readMembers(newer)).toEqual([
          {
            person: fay,
            membership: { forumId: newer, personId: fay.personId, organisation: null, title: { ru: 'Наблюдатель' } },
          },
          { person: gul, membership: { forumId: newer, personId: gul.personId, organisation: null, title: null } },
        ]);
        expect(await store.readForumsOf(fay.personId)).toEqual([newer, older]);
        expect(await store.readForumsOf(gul.personId)).toEqual([older, newer]);
        expect(await store.readMembers(newId('forum'))).toEqual([]);
      });

      test('hold links and logins by the hashes of their tokens, each given once', async () => {
        const { personId } = person(newId('person'), 'Чен');
        const [linkId, loginId] = [newId('link'), newId('login')];
        const [linkToken, loginToken] = [token(), token()];
        const forumId = newId('forum');
        const purpose = { for: 'person', personId, forumId } as const;
        await commit(store, { accounts: [{ change: 'add-link', linkId, tokenHash: linkToken, purpose }] });
        const { at } = await commit(store, {
          accounts: [{ change: 'add-login', loginId, tokenHash: loginToken, personId, forumId, linkId }],
        });
        const link = { linkId, tokenHash: linkToken, purpose, revokedAt: null };
        const login = { loginId, personId, forumId, linkId, createdAt: at, endedAt: null };
        expect(await store.readLink(linkToken)).toEqual(link);
        expect(await store.readLinksOf(personId)).toEqual([link]);
        expect(await store.readLogin(loginToken)).toEqual(login);
        expect(await store.readLoginsOf(personId)).toEqual([login]);
        expect(await store.readLink(token())).toBeNull();
        expect(await store.readLogin(token())).toBeNull();
        const everywhere = { change: 'add-login', loginId: newId('login'), tokenHash: token(), personId } as const;
        await commit(store, { accounts: [{ ...everywhere, forumId: null, linkId: null }] });
        expect((await store.readLoginsOf(personId)).map((one) => one.forumId)).toEqual([forumId, null]);
        for (const change of [
          { change: 'add-link', linkId, tokenHash: token(), purpose },
          { change: 'add-link', linkId: newId('link'), tokenHash: linkToken, purpose },
          { change: 'add-login', loginId, tokenHash: token(), personId, forumId, linkId },
          { change: 'add-login', loginId: newId('login'), tokenHash: loginToken, personId, forumId, linkId },
        ] as const)
          expect(await outcome(store, { accounts: [change] })).toBe('account-exists');
      });

      test('revoke a link with all its logins, once; a login ends once', async () => {
        const personId = newId('person');
        const linkId = newId('link');
        const stage = newId('link');
        const [linkToken, stageToken, byLink, byCode] = [token(), token(), token(), token()];
        const [loginByLink, loginByCode] = [newId('login'), newId('login')];
        const forumId = newId('forum');
        await commit(store, {
          accounts: [
            { change: 'add-link', linkId, tokenHash: linkToken, purpose: { for: 'person', personId, forumId } },
            {
              change: 'add-link',
              linkId: stage,
              tokenHash: stageToken,
              purpose: { for: 'stage', forumId, sittingId: newId('sitting') },
            },
            { change: 'add-login', loginId: loginByLink, tokenHash: byLink, personId, forumId, linkId },
            { change: 'add-login', loginId: loginByCode, tokenHash: byCode, personId, forumId, linkId: null },
          ],
        });
        const { at } = await commit(store, { accounts: [{ change: 'revoke-link', linkId }] });
        clock.move(50);
        await commit(store, { accounts: [{ change: 'revoke-link', linkId }] });
        expect((await store.readLink(linkToken))?.revokedAt).toBe(at);
        expect((await store.readLogin(byLink))?.endedAt).toBe(at);
        expect((await store.readLogin(byCode))?.endedAt).toBeNull();
        expect((await store.readLink(stageToken))?.revokedAt).toBeNull();
        expect(await store.readLinksOf(personId)).toHaveLength(1);
        const ended = await commit(store, { accounts: [{ change: 'end-login', loginId: loginByCode }] });
        clock.move(50);
        await commit(store, { accounts: [{ change: 'end-login', loginId: loginByCode }] });
        expect((await store.readLogin(byCode))?.endedAt).toBe(ended.at);
        const person = { personId, name: { ru: 'Эли' }, lang: 'ru', organiser: false } as const;
        await commit(store, { accounts: [{ change: 'add-person', person }] });
        await commit(store, { accounts: [{ change: 'erase-person', personId }] });
        expect((await store.readLink(linkToken))?.revokedAt).toBe(at);
        expect((await store.readLogin(byLink))?.endedAt).toBe(at);
      });

      test('know the links of a sitting’s hall screens, in order, ended ones included, and no others', async () => {
        const [forumId, sittingId, other] = [newId('forum'), newId('sitting'), newId('sitting')];
        const links = [sittingId, other, sittingId].map((of) => ({
          linkId: newId('link'),
          tokenHash: token(),
          purpose: { for: 'stage', forumId, sittingId: of } as const,
        }));
        const personal = { for: 'person', personId: newId('person'), forumId } as const;
        await commit(store, {
          accounts: [
            { change: 'add-link', linkId: newId('link'), tokenHash: token(), purpose: personal },
            ...links.map((link) => ({ change: 'add-link', ...link }) as const),
          ],
        });
        const { at } = await commit(store, { accounts: [{ change: 'revoke-link', linkId: links[0]!.linkId }] });
        expect(await store.readStageLinks(sittingId)).toEqual([
          { ...links[0], revokedAt: at },
          { ...links[2], revokedAt: null },
        ]);
        expect(await store.readStageLinks(newId('sitting'))).toEqual([]);
      });

      test('never let a login live by a link that was revoked a moment before', async () => {
        const personId = newId('person');
        const linkId = newId('link');
        const purpose = { for: 'person', personId, forumId: null } as const;
        const login = token();
        await commit(store, { accounts: [{ change: 'add-link', linkId, tokenHash: token(), purpose }] });
        await Promise.all([
          commit(store, { accounts: [{ change: 'revoke-link', linkId }] }),
          commit(store, {
            accounts: [
              { change: 'add-login', loginId: newId('login'), tokenHash: login, personId, forumId: null, linkId },
            ],
          }),
        ]);
        expect((await store.readLogin(login))?.endedAt).toBe(clock.now());
      });

      test('hold codes: unique while set; a target has one, its former is free', async () => {
        const [forumId, other, sittingId] = [newId('forum'), newId('forum'), newId('sitting')];
        const set = (code: string, forum: typeof forumId, sitting: typeof sittingId | null = null) =>
          outcome(store, { accounts: [{ change: 'set-code', code, forumId: forum, sittingId: sitting }] });
        expect(await set('111111', forumId)).toBe('ok');
        expect(await set('111111', forumId)).toBe('ok');
        expect(await set('111111', other)).toBe('account-exists');
        expect(await set('111111', forumId, sittingId)).toBe('account-exists');
        expect(await set('222222', forumId, sittingId)).toBe('ok');
        expect(await store.readCode('111111')).toEqual({ forumId, sittingId: null });
        expect(await store.readCode('222222')).toEqual({ forumId, sittingId });
        expect(await set('333333', forumId)).toBe('ok');
        expect(await store.readCode('111111')).toBeNull();
        expect(await set('111111', other)).toBe('ok');
      });

      test('erase a person: the name and memberships are gone, links and logins end, the id is never given again', async () => {
        const gone = person(newId('person'), 'Динара');
        const forumId = newId('forum');
        const [linkToken, loginToken] = [token(), token()];
        const linkId = newId('link');
        const { personId } = gone;
        await commit(store, {
          accounts: [
            { change: 'add-person', person: gone },
            { change: 'set-membership', membership: { forumId, personId, organisation: null, title: null } },
            { change: 'add-link', linkId, tokenHash: linkToken, purpose: { for: 'person', personId, forumId } },
            { change: 'add-login', loginId: newId('login'), tokenHash: loginToken, personId, forumId, linkId },
          ],
        });
        const { at } = await commit(store, { accounts: [{ change: 'erase-person', personId }] });
        clock.move(1);
        await commit(store, { accounts: [{ change: 'erase-person', personId }] });
        expect(await store.readPerson(personId)).toBeNull();
        expect(await store.readMembers(forumId)).toEqual([]);
        expect(await store.readForumsOf(personId)).toEqual([]);
        expect((await store.readLink(linkToken))?.revokedAt).toBe(at);
        expect((await store.readLogin(loginToken))?.endedAt).toBe(at);
        expect(await outcome(store, { accounts: [{ change: 'add-person', person: gone }] })).toBe('account-exists');
      });
    });

    describe('the chain', () => {
      async function filled(own: OpenedStore) {
        const stream = newStream();
        await commit(own.store, { streams: [{ stream, expectedSeq: 0, events: ['a', 'b', 'c'].map((w) => said(w)) }] });
        const { textId } = await newText(own.store, stream);
        await commit(own.store, {
          textUpdates: [{ textId, by: chen, update: bytesOf(5, 5), touches: [], clocks: [] }],
        });
        const { pollId } = await newPoll(own.store, clock.now());
        const seatId = newId('seat');
        for (const expectedRevision of [0, 1])
          await commit(own.store, {
            ballots: [{ pollId, seatId, personId: chen, requestId: newRequest(), choice: 'for', expectedRevision }],
          });
        return { stream, textId, pollId };
      }

      test('of every event, update and ballot is verified from the start', () =>
        withOwnStore(async (own) => {
          expect(await own.store.verify('start')).toEqual({ rows: 0, firstBad: null });
          await filled(own);
          expect(await own.store.verify('start')).toEqual({ rows: 7, firstBad: null });
        }));

      test('is read from the last checkpoint, and only what came since', () =>
        withOwnStore(async (own) => {
          const { stream } = await filled(own);
          expect(await own.store.verify('checkpoint')).toEqual({ rows: 7, firstBad: null });
          await own.store.checkpoint();
          expect(await own.store.verify('checkpoint')).toEqual({ rows: 0, firstBad: null });
          await commit(own.store, { streams: [{ stream, expectedSeq: 3, events: [said('d'), said('e')] }] });
          expect(await own.store.verify('checkpoint')).toEqual({ rows: 2, firstBad: null });
          expect(await own.store.verify('start')).toEqual({ rows: 9, firstBad: null });
        }));

      test('names the first row in which one byte was changed, in each kind of chain', () =>
        withOwnStore(async (own) => {
          const { stream, textId, pollId } = await filled(own);
          // In the order of checking backwards, so that each new fault becomes the first.
          for (const [chain, seq] of [
            [`text:${textId}`, 2],
            [`stream:${stream}`, 3],
            [`stream:${stream}`, 2],
            [`poll:${pollId}`, 2],
            [`poll:${pollId}`, 1],
          ] as const) {
            const store = await own.tamper(chain, seq);
            expect((await store.verify('start')).firstBad).toEqual({ chain, seq });
          }
        }));

      test('from a checkpoint finds what was changed after it, and leaves what was before to the whole check', () =>
        withOwnStore(async (own) => {
          const { stream } = await filled(own);
          await own.store.checkpoint();
          await commit(own.store, { streams: [{ stream, expectedSeq: 3, events: [said('d')] }] });
          let store = await own.tamper(`stream:${stream}`, 2);
          expect((await store.verify('checkpoint')).firstBad).toBeNull();
          expect((await store.verify('start')).firstBad).toEqual({ chain: `stream:${stream}`, seq: 2 });
          store = await own.tamper(`stream:${stream}`, 4);
          expect((await store.verify('checkpoint')).firstBad).toEqual({ chain: `stream:${stream}`, seq: 4 });
        }));

      test('holds when a body is erased: the row keeps its place and header, and folds saved of it are dropped', () =>
        withOwnStore(async (own) => {
          const { stream } = await filled(own);
          await own.store.saveFold(stream, 'a1', 3, { words: 'b' });
          for (let time = 0; time < 2; time++) await commit(own.store, { erasures: [{ stream, seq: 2 }] });
          const bodies = (await own.store.readEvents(stream, 0, 10)).map((event) => event.body);
          expect(bodies).toEqual([{ words: 'a' }, null, { words: 'c' }]);
          expect((await own.store.readEvents(stream, 1, 1))[0]).toMatchObject({
            seq: 2,
            type: 'test.said',
            actor: amina,
          });
          expect(await own.store.readFold(stream, 'a1')).toBeNull();
          expect(await own.store.verify('start')).toEqual({ rows: 7, firstBad: null });
          await commit(own.store, { streams: [{ stream, expectedSeq: 3, events: [said('d')] }] });
          expect((await own.store.verify('start')).firstBad).toBeNull();
        }));

      test('refuses by a throw, and writes nothing, when a row to be erased never was', async () => {
        const stream = newStream();
        await expect(store.commit({ erasures: [{ stream, seq: 1 }] })).rejects.toThrow('no event 1');
      });
    });

    describe('the queue', () => {
      test('answers `busy` at once beyond its limit, loses nothing it took, and takes again when it is shorter', () =>
        withOwnStore(
          async (own) => {
            const streams = Array.from({ length: 50 }, newStream);
            const outcomes = await Promise.all(
              streams.map((stream) =>
                outcome(own.store, { streams: [{ stream, expectedSeq: 0, events: [said('x')] }] }),
              ),
            );
            expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('ok'));
            expect(outcomes.slice(10)).toEqual(Array(40).fill('busy'));
            expect([...(await own.store.streams())].sort()).toEqual(streams.slice(0, 10).sort());
            const stream = newStream();
            expect(await outcome(own.store, { streams: [{ stream, expectedSeq: 0, events: [said('x')] }] })).toBe('ok');
          },
          { queueLimit: 10 },
        ));
    });

    describe('closing', () => {
      test('waits for what was taken, then refuses `store-closed`; reopened, everything is there', () =>
        withOwnStore(async (own) => {
          const { store } = own;
          const stream = newStream();
          const text = await newText(store, stream);
          const { pollId } = await newPoll(store, clock.now());
          const seatId = newId('seat');
          const requestId = newRequest();
          const ballot = { pollId, seatId, personId: chen, requestId, choice: 'for', expectedRevision: 0 };
          const clauseId = newId('clause');
          const commandId = newRequest();
          await store.saveFold(stream, 'a1', 1, { kept: true });
          await store.saveTextSnapshot(text.textId, 1, bytesOf(8));
          const last = store.commit({
            command: { personId: amina, commandId, answer: { told: true } },
            streams: [{ stream, expectedSeq: 0, events: [said('last')] }],
            textLocks: [{ textId: text.textId, clauseId, locked: true, expectedTextSeq: 1 }],
            ballots: [ballot],
            deadlines: [{ change: 'set', key: 'close', stream, at: 7, command: { type: 'poll.close' } }],
            accounts: [
              { change: 'add-person', person: { personId: dara, name: { kk: 'Дара' }, lang: 'kk', organiser: false } },
            ],
          });
          const reopened = await own.reopen();
          expect(await last).toMatchObject({ ok: true });
          expect(await outcome(store, {})).toBe('store-closed');
          await expect(store.streams()).rejects.toThrow('closed');
          await store.close();

          expect(await reopened.readEvents(stream, 0, 10)).toMatchObject([{ seq: 1, body: { words: 'last' } }]);
          expect(await reopened.readText(text.textId)).toMatchObject({ seq: 1, lockedClauses: [clauseId] });
          expect(await reopened.readTextUpdates(text.textId, 0, 9)).toMatchObject([{ update: text.seed }]);
          expect(await reopened.readTextSnapshot(text.textId)).toEqual({ seq: 1, state: bytesOf(8) });
          expect(await reopened.readFold(stream, 'a1')).toEqual({ seq: 1, state: { kept: true } });
          expect(await reopened.readBallots(pollId)).toMatchObject([{ seatId, choice: 'for' }]);
          expect(await reopened.readDeadlines()).toMatchObject([{ key: 'close', at: 7 }]);
          expect(await reopened.readPerson(dara)).toMatchObject({ name: { kk: 'Дара' } });
          expect(await reopened.readAnswer(amina, commandId)).toEqual({ answer: { told: true } });
          expect((await reopened.readAnswer(chen, requestId))?.answer).toMatchObject([{ pollId, seatId }]);
          expect((await reopened.verify('start')).firstBad).toBeNull();
          expect(
            await commit(reopened, { streams: [{ stream, expectedSeq: 1, events: [said('first again')] }] }),
          ).toMatchObject({ streamSeqs: { [stream]: 2 } });
        }));
    });

    storeAgainstModel(() => open({ clock }), clock);
  });
}
