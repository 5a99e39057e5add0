/** Does everybody in a hall of a thousand hear everything once and in order, and does nobody wait for a thousand others? */
import { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import * as ws from 'ws';
import { expect, test } from 'vitest';
import type { PageServer, PageSocket } from '../../server/live/gateway.ts';
import type { StoredBallot } from '../../server/engine/ports.ts';
import { BoxReader } from '../../server/live/box-reader.ts';
import { Hall } from '../../server/live/hall.ts';
import { ServedInTurn } from '../../server/live/served-in-turn.ts';
import { textFrame } from '../../server/live/text-frame.ts';
import type { NoticeFrame } from '../../shared/protocol/messages.ts';
import { newId } from '../contract/store-world.ts';
import { randomFrom } from '../text/text-world.ts';

/** What a page's end makes of bytes; the types of the library leave it out. */
const { Receiver } = ws as unknown as { readonly Receiver: new (options: { isServer: boolean }) => Writable };

/** A connection as the engine keeps it: it says what it is about to send, keeps what its line does not take, and says when it does. */
class Line extends EventEmitter {
  readonly went: string[] = [];
  readonly transport = { writable: true };
  #kept: string[] = [];

  write(text: string, _options?: object): void {
    this.emit('packetCreate', { type: 'message' });
    if (this.transport.writable) this.went.push(text);
    else this.#kept.push(text);
  }
  stall(): void {
    this.transport.writable = false;
  }
  readOn(): void {
    this.transport.writable = true;
    this.went.push(...this.#kept.splice(0));
    this.emit('drain');
  }
}

class Somebody {
  readonly conn = new Line();
  connected = true;
  /** As the socket library says something to one. */
  emit(name: string, frame: object): void {
    this.conn.write(`2${JSON.stringify([name, frame])}`);
  }
  heard(): number[] {
    return this.conn.went.map((text) => Number((JSON.parse(text.slice(1)) as [string, { code: string }])[1].code));
  }
}

function openHall(people: number) {
  const io = new EventEmitter();
  const all = Array.from({ length: people }, () => new Somebody());
  const sockets = new Map(all.map((socket, place) => [String(place), socket]));
  const rooms = new Map([
    ['all', new Set(sockets.keys())],
    ['odd', new Set([...sockets.keys()].filter((id) => Number(id) % 2 === 1))],
  ]);
  const caughtUp: Somebody[] = [];
  const server = Object.assign(io, { of: () => ({ adapter: { rooms }, sockets }) });
  const hall = new Hall(server as unknown as PageServer, (socket) => caughtUp.push(socket as unknown as Somebody));
  for (const socket of all) io.emit('connection', socket);
  let said = 0;
  const next = (): NoticeFrame => ({ code: String((said += 1)) }) as unknown as NoticeFrame;
  return { hall, all, rooms, caughtUp, next };
}

const asSocket = (somebody: Somebody) => somebody as unknown as PageSocket;

test('a frame for a thousand is handed out in slices, and what is said to one meanwhile comes behind it, at once', async () => {
  const { hall, all, next } = openHall(1_000);
  hall.to('all').emit('notice', next());
  hall.to('all').emit('notice', next());
  expect(all.filter(({ conn }) => conn.went.length > 0)).toHaveLength(250);
  const last = all.at(-1)!;
  last.emit('notice', next());
  expect(last.heard()).toEqual([1, 2, 3]);
  hall.sendTo(asSocket(all[998]!), 'notice', next());
  expect(all[998]!.heard()).toEqual([1, 2, 4]);
  await hall.sent();
  expect(all.slice(0, 998).every((one) => one.heard().join() === '1,2')).toBe(true);
  expect(last.heard()).toEqual([1, 2, 3]);
});

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);

test(`each hears all that was said to them, once and in order, whoever else is spoken to between (ORTAQ_SEED=${String(seed)})`, async () => {
  const random = randomFrom(seed);
  const { hall, all, rooms, next } = openHall(600);
  const meant = all.map((): number[] => []);
  for (let deed = 0; deed < 300; deed += 1) {
    const frame = next();
    const place = random.below(all.length);
    switch (random.below(5)) {
      case 0:
      case 1: {
        const room = random.pick(['all', 'odd']);
        hall.to(room).emit('notice', frame);
        for (const id of rooms.get(room)!) meant[Number(id)]!.push(Number(frame.code));
        break;
      }
      case 2:
        all[place]!.emit('notice', frame);
        meant[place]!.push(Number(frame.code));
        break;
      case 3:
        hall.sendTo(asSocket(all[place]!), 'notice', frame);
        meant[place]!.push(Number(frame.code));
        break;
      default:
        if (random.below(2) === 0) rooms.get('odd')!.delete(String(place));
        else await new Promise(setImmediate);
    }
  }
  await hall.sent();
  expect(all.map((one) => one.heard())).toEqual(meant);
});

test('for a line that stands still little is kept; it is told of when it moves again, and nobody else waits', async () => {
  const { hall, all, caughtUp, next } = openHall(3);
  const [slow, ...others] = all;
  slow!.conn.stall();
  const many = 2_000;
  for (let number = 0; number < many; number += 1) hall.to('all').emit('notice', next());
  await hall.sent();
  expect(caughtUp).toEqual([]);
  for (const one of others) expect(one.heard()).toHaveLength(many);
  slow!.conn.readOn();
  expect(caughtUp).toEqual([slow]);
  const before = slow!.heard();
  expect(before.length).toBeLessThan(many / 2);
  // Up to where it stood still nothing is missing; what comes next is said to it anew.
  expect(before).toEqual(before.map((_, place) => place + 1));
  hall.to('all').emit('notice', next());
  expect(slow!.heard().at(-1)).toBe(many + 1);
});

test('what waits for a line is bounded by its bytes too', async () => {
  const { hall, all, caughtUp } = openHall(1);
  all[0]!.conn.stall();
  const frame = (code: number) => ({ code: String(code), words: 'сөз'.repeat(100_000) }) as unknown as NoticeFrame;
  for (let number = 1; number <= 10; number += 1) hall.to('all').emit('notice', frame(number));
  await hall.sent();
  all[0]!.conn.readOn();
  expect(all[0]!.heard()).toEqual([1, 2, 3]);
  expect(caughtUp).toHaveLength(1);
});

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a text of %i bytes is read from its frame as it was',
  (length) => {
    const text = length === 0 ? '' : 'қ'.repeat(Math.floor(length / 2)) + 'a'.repeat(length % 2);
    const receiver = new Receiver({ isServer: false });
    const read: string[] = [];
    receiver.on('message', (data: Buffer) => read.push(data.toString()));
    receiver.write(textFrame(text));
    expect(read).toEqual([text]);
  },
);

test('a few are let in at a time, in the order in which they came, and whoever is awaited before the others', async () => {
  const served = new ServedInTurn(2);
  const came: string[] = [];
  const come = (name: string, isFirst = false) => served.turn(isFirst).then(() => came.push(name));
  const all = ['chen', 'dara', 'eli', 'fay', 'gani'].map((name) => come(name));
  all.push(come('amina', true));
  await Promise.resolve();
  await Promise.resolve();
  expect(came).toEqual(['chen', 'dara']);
  expect(served.waiting).toBe(4);
  await Promise.all(all);
  expect(came).toEqual(['chen', 'dara', 'amina', 'eli', 'fay', 'gani']);
});

test('a box that is asked for many seats at one moment is read once, for a few seats seat by seat, and answers alike', async () => {
  const pollId = newId('poll');
  const seats = Array.from({ length: 150 }, () => newId('seat'));
  const lies = new Map(seats.slice(0, 100).map((seatId) => [seatId, { pollId, seatId } as StoredBallot]));
  const reads: string[] = [];
  const reader = new BoxReader({
    readBallot: (_poll, seatId) => {
      reads.push('one');
      return Promise.resolve(lies.get(seatId) ?? null);
    },
    readBallots: () => {
      reads.push('all');
      return Promise.resolve([...lies.values()]);
    },
    readLooseBallots: () => {
      reads.push('loose');
      return Promise.resolve(null);
    },
  });
  const found = await Promise.all(seats.map((seatId) => reader.readBallot(pollId, seatId)));
  expect(found).toEqual(seats.map((seatId) => lies.get(seatId) ?? null));
  await Promise.all(seats.map(() => reader.readLooseBallots(pollId)));
  expect(reads).toEqual(['all', 'loose']);
  expect(await reader.readBallot(pollId, seats[0]!)).toBe(lies.get(seats[0]!));
  // What was put there meanwhile is seen by whoever asks after it.
  lies.set(seats[149]!, { pollId, seatId: seats[149]! } as StoredBallot);
  expect(await reader.readBallot(pollId, seats[149]!)).toBe(lies.get(seats[149]!));
  expect(reads).toEqual(['all', 'loose', 'one', 'one']);
});
