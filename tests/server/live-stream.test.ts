/** Is a stream sent in order, to each as they may see it, whatever happens while names are looked up? */
import { expect, test } from 'vitest';
import type { PersonId } from '../../shared/lib/ids.ts';
import { forumStream, type Recorded } from '../../shared/lib/streams.ts';
import type { Audience } from '../../shared/people/audience.ts';
import { StreamRoom } from '../../server/engine/stream-room.ts';
import type { EventLog, NewEvent } from '../../server/engine/ports.ts';
import { LiveStream } from '../../server/live/live-stream.ts';
import { idNumber } from '../rule-world.ts';

interface Said {
  readonly type: 'said';
  readonly words: string;
}
type Heard = readonly string[];

/** Only the desk hears who whispers. */
function view(recorded: Recorded<Said>, audience: Audience): readonly Said[] {
  const { event } = recorded;
  return audience === 'desk' || !event.words.startsWith('whispered') ? [event] : [{ ...event, words: '…' }];
}

/** Rooms as the socket library keeps them, and nothing else of it. */
class Hall {
  readonly rooms = new Map<string, Set<Page>>();
  of = () => ({ adapter: { rooms: this.rooms } });
  to = (room: string) => ({
    emit: (_name: string, frame: unknown) => {
      for (const page of this.rooms.get(room) ?? []) page.got.push(frame);
    },
  });
}

class Page {
  readonly got: unknown[] = [];
  connected = true;
  readonly #hall: Hall;
  constructor(hall: Hall) {
    this.#hall = hall;
  }
  emit(_name: string, frame: unknown): void {
    this.got.push(frame);
  }
  join(rooms: string | readonly string[]): void {
    for (const room of [rooms].flat()) {
      const inside = this.#hall.rooms.get(room) ?? new Set();
      this.#hall.rooms.set(room, inside.add(this));
    }
  }
  leave(room: string): void {
    this.#hall.rooms.get(room)?.delete(this);
  }
  words(): string {
    return JSON.stringify(this.got);
  }
}

const said = (words: string): NewEvent => ({ type: 'said', version: 1, actor: 'server', body: { words } });

async function openLive() {
  const log = {
    readFold: () => Promise.resolve(null),
    readEvents: () => Promise.resolve([]),
    saveFold: () => Promise.resolve(),
  } as unknown as EventLog;
  const room = new StreamRoom<Heard, Said>(forumStream(idNumber('forum', 1)), log, {
    initial: [],
    apply: (heard, { event }) => [...heard, event.words],
  });
  await room.load();
  const hall = new Hall();
  const faults: unknown[] = [];
  let slow: Promise<void> = Promise.resolve();
  const live = new LiveStream<Heard, Said>(hall as never, room, {
    of: 'sitting',
    view: (recorded, _before, _after, audience) => view(recorded, audience),
    viewState: (heard, audience) =>
      audience === 'desk' ? heard : heard.map((words) => (words.startsWith('whispered') ? '…' : words)),
    names: async (_ids: ReadonlySet<PersonId>) => {
      await slow;
      return {};
    },
    onFault: (fault) => faults.push(fault),
  });
  return {
    room,
    hall,
    live,
    faults,
    /** Names are not found until the returned function is called. */
    slowNames: (): (() => void) => {
      let go: () => void = () => undefined;
      slow = new Promise((resolve) => (go = resolve));
      return go;
    },
    /** Everything that waited has been sent. */
    sent: async (page: Page) => {
      const last = new Page(hall);
      await live.join(last as never, 'stage', { seq: 0, audience: 'stage' });
      live.leave(last as never);
      return page;
    },
  };
}

test('[SEE-1] who is moved to another audience hears nothing more as the old one, what already waited included', async () => {
  const { room, hall, live, slowNames, sent, faults } = await openLive();
  const page = new Page(hall);
  await live.join(page as never, 'desk', { seq: 0, audience: 'desk' });
  live.onSteps(async (steps) => {
    for (const { recorded } of steps) if (recorded?.event.words === 'taken') await live.move(page as never, 'member');
  });
  const go = slowNames();
  room.appended([said('taken')], 1);
  room.appended([said('whispered after')], 2);
  go();
  await sent(page);
  expect(page.words()).not.toContain('whispered');
  expect(page.got.at(-1)).toMatchObject({ after: 1, seq: 2, events: [{ event: { words: '…' } }] });
  expect(faults).toEqual([]);
});

test('[WIRE-5] who joins while something waits to be sent gets it once, and in order', async () => {
  const { room, hall, live, slowNames, sent } = await openLive();
  const here = new Page(hall);
  await live.join(here as never, 'member', { seq: 0, audience: 'member' });
  const go = slowNames();
  room.appended([said('one')], 1);
  const joined = new Page(hall);
  const joining = live.join(joined as never, 'member', { seq: 0, audience: 'member' });
  room.appended([said('two'), said('three')], 2);
  go();
  await joining;
  await sent(here);
  const summary = joined.got.map((frame) => frame as { seq: number; after?: number; state?: unknown });
  expect(summary[0]).toMatchObject({ seq: 1, state: ['one'] });
  expect(summary[1]).toMatchObject({ after: 1, seq: 3 });
  expect(summary).toHaveLength(2);
  expect(here.words().match(/one/g)).toHaveLength(1);
});

test('[WIRE-5] who leaves while the snapshot is being made is in no room afterwards', async () => {
  const { hall, live, slowNames } = await openLive();
  const page = new Page(hall);
  const go = slowNames();
  const joining = live.join(page as never, 'desk', { seq: 0, audience: 'desk' });
  // The join has had its turn and waits for names.
  await new Promise(setImmediate);
  live.leave(page as never);
  go();
  await joining;
  expect([...hall.rooms.values()].filter((room) => room.has(page))).toEqual([]);
  expect(page.got).toEqual([]);
});
