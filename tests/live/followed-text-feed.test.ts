/** Does everybody who follows a text hold it as it is committed, whenever they came and whatever was not told? */
import { expect, test } from 'vitest';
import { foldText, type HeldText } from '../../client/live/fold.ts';
import { FollowedTextFeed } from '../../server/live/followed-text-feed.ts';
import type { FollowedChange, PageSocket } from '../../server/live/gateway.ts';
import type { Rooms } from '../../server/live/hall.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { TextFrame } from '../../shared/protocol/messages.ts';
import { newId } from '../contract/store-world.ts';

const textId = newId('text');
const clauseIds = Array.from({ length: 5 }, () => newId('clause'));

/** A text whose clauses are touched one by one, and the rooms of its followers. */
/** `sent`: resolves when a frame has been handed out to all; left out, it always has. */
function followedWorld(sent?: () => Promise<void>) {
  const clauses = new Map<ClauseId, ClauseText>();
  const rooms = new Map<string, Set<PageSocket>>();
  let textSeq = 0;
  let saidSeq = 0;
  let changed = new Set<ClauseId>();
  let listener: (change: FollowedChange) => void = () => undefined;
  const touch = (id: ClauseId) => {
    textSeq += 1;
    const body = { ru: [{ text: `Слова ${textSeq}` }] };
    const order = `a${clauseIds.indexOf(id)}`;
    clauses.set(id, { id, order, parent: null, kind: 'operative', addressee: null, due: null, removed: false, body });
    changed.add(id);
  };
  for (const id of clauseIds) touch(id);
  const io = {
    ...(sent !== undefined && { sent }),
    of: () => ({ adapter: { rooms } }),
    to: (room: string) => ({
      emit: (_name: string, frame: TextFrame) => {
        for (const socket of rooms.get(room) ?? []) socket.emit('text', frame);
      },
    }),
  };
  const feed = new FollowedTextFeed(io as unknown as Rooms, {
    followed: {
      readClauses: () => Promise.resolve({ textSeq, clauses: [...clauses.values()] }),
      onChanged: (heard) => {
        listener = heard;
        return () => undefined;
      },
    },
    onFault: (fault) => {
      throw fault;
    },
  });
  return {
    feed,
    touch,
    now: (): HeldText => ({ textSeq, clauses: clauseIds.map((id) => clauses.get(id)!) }),
    /** The room of the text says what changed; or it is thrown away, and the next one does not know of it. */
    tell: (isLost: boolean) => {
      const change = {
        textId,
        fromSeq: saidSeq,
        textSeq,
        changed: [...changed].map((id) => clauses.get(id)!),
      };
      [saidSeq, changed] = [textSeq, new Set()];
      if (!isLost && change.fromSeq < change.textSeq) listener(change);
    },
    reader: () => {
      const reader = { held: undefined as HeldText | 'gap' | undefined, frames: [] as TextFrame['frame'][] };
      const socket = {
        connected: true,
        rooms: new Set<string>(),
        emit: (_name: string, frame: TextFrame) => {
          reader.frames.push(frame.frame);
          if (reader.held !== 'gap') reader.held = foldText(reader.held, frame);
        },
        join: (room: string) => {
          rooms.set(room, (rooms.get(room) ?? new Set()).add(socket as unknown as PageSocket));
          return Promise.resolve();
        },
      };
      return { reader, joined: feed.join(socket as unknown as PageSocket, [textId]) };
    },
  };
}

const seed = Number(process.env['FEED_SEED'] ?? 20261122);

test(`[TEXT-14] followers who come at any time hold what is committed, also where a change was never told (seed ${seed})`, async () => {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let round = 0; round < 50; round += 1) {
    const world = followedWorld();
    const followers: ReturnType<typeof world.reader>[] = [];
    for (let step = 0; step < 40; step += 1) {
      const deed = random(10);
      if (deed < 5) world.touch(clauseIds[random(clauseIds.length)]!);
      else if (deed < 8) world.tell(deed === 7);
      else followers.push(world.reader());
      if (random(2) === 0) await Promise.all(followers.map(({ joined }) => joined));
    }
    followers.push(world.reader());
    await Promise.all(followers.map(({ joined }) => joined));
    // The last change is told to all; whatever was lost before comes with it.
    world.touch(clauseIds[0]!);
    world.tell(false);
    await world.reader().joined;
    for (const { reader } of followers) expect(reader.held, `round ${round}`).toEqual(world.now());
  }
});

test('who reads on is sent the clauses that changed, and nobody the whole text again', async () => {
  const world = followedWorld();
  const [chen, dara] = [world.reader(), world.reader()];
  await Promise.all([chen.joined, dara.joined]);
  world.tell(false);
  world.touch(clauseIds[2]!);
  world.tell(false);
  await world.reader().joined;
  for (const { reader } of [chen, dara]) expect(reader.frames).toEqual(['whole', 'changes']);
});

test('what changes while a hall is still being told is told together afterwards, and whole where something was never said', async () => {
  let handedOut: () => void = () => undefined;
  const world = followedWorld(() => new Promise((resolve) => (handedOut = resolve)));
  const { reader, joined } = world.reader();
  await joined;
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const told = async (): Promise<void> => {
    await settled();
    handedOut();
    await settled();
  };
  world.tell(false);
  await told();
  for (const place of [0, 1, 2]) {
    world.touch(clauseIds[place]!);
    world.tell(false);
    await settled();
  }
  // The first of them is on its way; the others wait for it.
  expect(reader.frames).toEqual(['whole', 'changes']);
  await told();
  expect(reader.frames).toEqual(['whole', 'changes', 'changes']);
  expect(reader.held).toEqual(world.now());
  await told();
  for (const [place, isLost] of [false, false, true, false].entries()) {
    world.touch(clauseIds[place]!);
    world.tell(isLost);
    await settled();
  }
  await told();
  await told();
  expect(reader.frames).toEqual(['whole', 'changes', 'changes', 'changes', 'whole']);
  expect(reader.held).toEqual(world.now());
});
