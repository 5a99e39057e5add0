/** Do five people who wrote for eight hours without the server lose anything when they come back at once, and how long does it take? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cutUpdate } from '../../client/live/text-chunks.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { bodyText, draftLayout, openTextDoc } from '../../shared/draft/clause-text.ts';
import { deleteWords, insertWords, markWords, seedDraft } from '../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import { measured } from '../measured.ts';
import { longClauses, longWriters } from './long-log.ts';
import { openMember, openRoom } from './room-world.ts';
import { forumId, personIds, randomFrom, textId, type Name } from './text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? 20261122);
const edits = Number(process.env['ORTAQ_OFFLINE_EDITS'] ?? 20_000);
/** Closed while they were away. */
const closed: readonly ClauseId[] = longClauses.slice(0, 3);

interface Away {
  readonly name: Name;
  readonly clientId: number;
  readonly chunks: readonly Uint8Array[];
  /** The words that stand in their page, by clause. */
  readonly words: ReadonlyMap<ClauseId, readonly string[]>;
}

/** One of them writes: words at many places, some of them taken away again, some made bold. Each word is like no other. */
function writeAway(state: Uint8Array, name: Name, random: ReturnType<typeof randomFrom>): Away {
  const writer = longWriters.indexOf(name);
  const doc = openTextDoc();
  Y.applyUpdate(doc, state);
  const clientId = (doc.clientID = 5_000 + writer);
  const before = Y.encodeStateVector(doc);
  const words = new Map<ClauseId, string[]>(longClauses.map((id) => [id, []]));
  let place = { id: longClauses[0]!, at: 0 };
  for (let number = 0; number < edits; number++) {
    if (number % 40 === 0) {
      const id = random.pick(longClauses);
      // Behind a word, so that none is cut in two.
      const gaps = [
        ...plainText([
          {
            text: bodyText(doc, id, 'ru')!
              .toString()
              .replace(/<[^>]*>/g, ''),
          },
        ]).matchAll(/ /g),
      ];
      place = { id, at: gaps.length === 0 ? 0 : random.pick(gaps).index + 1 };
    }
    const { id } = place;
    const own = words.get(id)!;
    const roll = random.below(10);
    if (roll < 6) {
      const word = `${'абвгд'[writer]}${number.toString(36)}`;
      insertWords(doc, id, 'ru', place.at, `${word} `);
      place.at += word.length + 1;
      own.push(word);
    } else if (roll < 8) {
      const last = own.at(-1);
      if (last === undefined || number % 40 < 3) continue;
      const text = bodyText(doc, id, 'ru')!
        .toString()
        .replace(/<[^>]*>/g, '');
      if (text.slice(place.at - last.length - 1, place.at) !== `${last} `) continue;
      deleteWords(doc, id, 'ru', place.at - last.length - 1, last.length + 1);
      place.at -= last.length + 1;
      own.pop();
    } else if (roll === 8) markWords(doc, id, 'ru', Math.max(0, place.at - 6), 5, 'strong', random.below(2) === 0);
    else {
      insertWords(doc, id, 'ru', place.at, 'и ');
      place.at += 2;
    }
  }
  const update = Y.encodeStateAsUpdate(doc, before);
  doc.destroy();
  return { name, clientId, chunks: cutUpdate(update), words };
}

test(
  `[TEXT-23] five people, eight hours offline, ${edits} edits each: merged, no word lost, late ones given back (ORTAQ_SEED=${seed})`,
  {
    timeout: 300_000,
  },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'ortaq-offline-'));
    const store = await openSqliteStore({ directory });
    try {
      const clauses = longClauses.map((id) => ({ id, kind: 'operative' as const, body: { ru: 'Начало. ' } }));
      const { update, clocks } = seedDraft({ langs: ['kk', 'ru'], clauses });
      const stream = forumStream(forumId);
      const text = { textId, kind: 'draft', layout: draftLayout, stream, seed: update, seedClocks: clocks };
      expect(await store.commit({ newTexts: [text] })).toMatchObject({ ok: true });
      const random = randomFrom(seed);
      const away = longWriters.map((name) => writeAway(update, name, random));

      const locks = closed.map((clauseId) => ({ textId, clauseId, locked: true, expectedTextSeq: 'any' }) as const);
      expect(await store.commit({ textLocks: locks })).toMatchObject({ ok: true });
      const room = await openRoom(store);
      const given = new Map<Name, Map<ClauseId, string>>();
      const refused: string[] = [];
      const members = await Promise.all(
        away.map(async ({ name, clientId, chunks }) => {
          expect(await room.bind(personIds[name], [clientId])).toMatchObject({ bound: [clientId] });
          const back = new Map<ClauseId, string>();
          given.set(name, back);
          const member = openMember(personIds[name], [clientId], (message) => {
            if (message.type === 'nack') refused.push(`${name}: ${message.code} ${message.detail}`);
            if (message.type !== 'neutralised') return;
            for (const { clauseId, words } of message.words) back.set(clauseId, (back.get(clauseId) ?? '') + words);
          });
          room.join(member);
          return { member, chunks };
        }),
      );

      const began = performance.now();
      const cpu = process.cpuUsage();
      let longestMs = 0;
      const most = Math.max(...members.map(({ chunks }) => chunks.length));
      for (let frame = 0; frame < most; frame++) {
        for (const { member, chunks } of members) {
          const chunk = chunks[frame];
          if (chunk === undefined) continue;
          const start = performance.now();
          room.take(member, chunk, frame + 1);
          longestMs = Math.max(longestMs, performance.now() - start);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      await room.drain();
      const ms = performance.now() - began;
      const { user, system } = process.cpuUsage(cpu);
      const sizes = away.flatMap(({ chunks }) => chunks.map(({ length }) => length));
      measured(
        `five people back from eight hours with ${edits} edits each: ${(ms / 1_000).toFixed(2)} s on the server ` +
          `(${((user + system) / 1e6).toFixed(2)} s of CPU with the store's threads), ${sizes.length} chunks, ` +
          `${Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024)} kB, the longest ${longestMs.toFixed(0)} ms`,
      );

      expect(refused).toEqual([]);
      for (const { member, chunks } of members) expect(member.settledFrames.size).toBe(chunks.length);
      const whole = room.whole().clauses;
      const standing = new Map(whole.map(({ id, body }) => [id, new Set(plainText(body.ru ?? []).split(/\s+/))]));
      let late = 0;
      let kept = 0;
      for (const { name, words } of away) {
        for (const [id, own] of words) {
          const isClosed = closed.includes(id);
          const back = new Set((given.get(name)!.get(id) ?? '').split(/\s+/));
          const missing = own.filter((word) => !(isClosed ? back : standing.get(id)!).has(word));
          expect(missing).toEqual([]);
          if (isClosed) late += own.length;
          else kept += own.length;
        }
      }
      expect(late).toBeGreaterThan(0);
      expect(kept).toBeGreaterThan(edits);
      // In a closed clause stands what stood there, to the letter.
      for (const id of closed) expect(plainText(whole.find((clause) => clause.id === id)!.body.ru!)).toBe('Начало. ');
      for (const { member } of members) room.leave(member);
      room.discard(4501);
    } finally {
      await store.close();
      await rm(directory, { recursive: true });
    }
  },
);
