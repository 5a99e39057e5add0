/** Which units do the writers of the killed process commit? Known by writer and number alone, so that both processes agree. */
import { createHash } from 'node:crypto';
import type { Store, Unit } from '../../server/engine/ports.ts';
import { idFromBytes } from '../../shared/lib/ids.ts';
import type { ClauseId, IdKind, IdOf, RequestId } from '../../shared/lib/ids.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import type { StreamId } from '../../shared/lib/streams.ts';

const writers = ['amina', 'bo', 'chen', 'dara', 'eli', 'fay'] as const;
type Writer = (typeof writers)[number];

function idOf<K extends IdKind>(kind: K, ...names: (string | number)[]): IdOf[K] {
  return idFromBytes(kind, createHash('sha256').update(names.join(' ')).digest());
}

const streamOf = (writer: Writer): StreamId => sittingStream(idOf('sitting', writer));
const textOf = (writer: Writer) => idOf('text', writer);
const pollOf = (writer: Writer) => idOf('poll', writer);
const seatOf = (writer: Writer, number: number) => idOf('seat', writer, number);
const updateOf = (number: number) => new Uint8Array(new Uint32Array([number, ~number]).buffer);
const requestOf = (writer: Writer, number: number) => `kill-${writer}-${number}` as RequestId;

/** The unit `number` (from 1) of the writer; the first also makes text and poll. */
function unitOf(writer: Writer, number: number): Unit {
  const [stream, textId, pollId, personId] = [streamOf(writer), textOf(writer), pollOf(writer), idOf('person', writer)];
  const seed = { textId, kind: 'draft', layout: 1, stream, seed: updateOf(0), seedClocks: [] };
  return {
    command: { personId, commandId: requestOf(writer, number), answer: { number } },
    streams: [
      {
        stream,
        expectedSeq: number - 1,
        events: [{ type: 'test.numbered', version: 1, actor: personId, body: { number } }],
      },
    ],
    ...(number === 1
      ? { newTexts: [seed], polls: [{ change: 'open', pollId, stream, closesAt: Number.MAX_SAFE_INTEGER }] }
      : {}),
    textUpdates: [
      {
        textId,
        by: personId,
        update: updateOf(number),
        touches: [{ clauseId: 'cla_any' as ClauseId, lang: null, inserted: 0, deleted: 0 }],
        clocks: [{ clientId: 7, from: number - 1, to: number }],
      },
    ],
    ballots: [
      {
        pollId,
        seatId: seatOf(writer, number),
        personId,
        requestId: `${requestOf(writer, number)}-ballot` as RequestId,
        choice: 'for',
        expectedRevision: 0,
      },
    ],
  };
}

/** How many units of the writer are there, each once and whole? Throws when one is there in part, twice or out of place. */
async function countWhole(store: Store, writer: Writer): Promise<number> {
  const events = await store.readEvents(streamOf(writer), 0, 1_000_000);
  const updates = await store.readTextUpdates(textOf(writer), 0, 1_000_000);
  const ballots = new Map((await store.readBallots(pollOf(writer))).map((ballot) => [ballot.seatId, ballot.revision]));
  const wanted = events.length;
  if (wanted === 0 ? updates.length > 0 : updates.length !== wanted + 1)
    throw new Error(`${writer}: ${wanted} events, ${updates.length} updates`);
  if (ballots.size !== wanted) throw new Error(`${writer}: ${wanted} events, ${ballots.size} ballots`);
  for (let number = 1; number <= wanted; number++) {
    const update = updates[number]?.update;
    const isWhole =
      events[number - 1]?.body?.['number'] === number &&
      update !== undefined &&
      Buffer.compare(update, updateOf(number)) === 0 &&
      ballots.get(seatOf(writer, number)) === 1;
    if (!isWhole) throw new Error(`${writer}: unit ${number} is not whole`);
  }
  return wanted;
}

export const killWorld = { writers, streamOf, unitOf, countWhole };
export type { Writer };
