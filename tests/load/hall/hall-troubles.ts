/** What becomes of a hall when the server dies under it, and when many of its lines stand still? */
import { setTimeout as wait } from 'node:timers/promises';
import { pauseBefore } from '../../../client/live/connection.ts';
import { sharedNow, type Reading } from './child.ts';
import {
  ballotOf,
  openModerator,
  openVoteOn,
  ownBurst,
  sumOf,
  voters,
  voteAll,
  type HallWorld,
  type OwnBurst,
} from './hall-run.ts';
import { RawSocket, Seen } from './raw-socket.ts';

export interface Storm {
  /** From the moment at which the restarted server listens to the last follower who has everything. */
  readonly backMs: number;
  readonly ackMs: readonly number[];
  readonly reading: Reading;
  readonly wrong: readonly string[];
  /** Sequences that followers hold in the end: one, when all is well. */
  readonly held: readonly string[];
  readonly cast: number;
}

/** The server is killed amid an open vote; all come back by themselves, and whoever has not voted does. */
export async function storm(world: HallWorld, place: number): Promise<Storm> {
  const { sizes, hall } = world;
  const seen = new Seen();
  const moderator = await openModerator(world);
  const opened = await openVoteOn(world, moderator, place);
  const before = await voters(world, world.address, seen);
  const half = Math.floor(before.length / 2);
  const first = await voteAll(before.slice(0, half), 500, ballotOf(world, opened));
  moderator.close();
  for (const socket of before) socket.close();
  await Promise.all(world.crowds.map((crowd) => crowd.ask('mark')));
  await world.killAndRestart();
  const listenedAt = sharedNow();
  await world.server.ask('mark');
  const nextBallot = ballotOf(world, opened);
  const ackMs = await Promise.all(
    hall.voters.slice(half).map(async (cookie) => {
      const socket = await comeBack(world, cookie, seen);
      const from = sharedNow();
      const { name, body } = nextBallot();
      const answer = await socket.ask<{ ok: boolean; code?: string }>(name, body);
      if (!answer.ok) seen.wrong.push(`ballot: ${answer.code ?? ''}`);
      socket.close();
      return sharedNow() - from;
    }),
  );
  const standings = await world.until(
    (current) =>
      sumOf(current, ({ live }) => live) === sizes.followers &&
      current.every(
        ({ heldBy, turnoutBy }) =>
          Object.keys(heldBy).length === 1 &&
          turnoutBy[String(hall.voters.length)] !== undefined &&
          Object.keys(turnoutBy).length === 1,
      ),
  );
  const reading = await world.server.ask<Reading>('read');
  const again = await openModerator(world);
  const closed = await again.command(hall.sittingId, { type: 'poll.close', pollId: opened.pollId });
  again.close();
  return {
    backMs: Math.max(...standings.map(({ lastBackAt }) => lastBackAt)) - listenedAt,
    ackMs,
    reading,
    wrong: [
      ...standings.flatMap(({ wrong }) => wrong),
      ...seen.wrong,
      ...first.refused,
      ...(closed.ok ? [] : [closed.code]),
    ],
    held: [...new Set(standings.flatMap(({ heldBy }) => Object.keys(heldBy)))],
    cast: first.ackMs.length + ackMs.length,
  };
}

/** Tries as a page does, until it is in. */
function comeBack(world: HallWorld, cookie: string, seen: Seen): Promise<RawSocket> {
  let tries = 0;
  return new Promise((resolve) => {
    const socket = new RawSocket(world.address, cookie, seen, (_lost, retryAfterMs) => {
      setTimeout(open, retryAfterMs ?? pauseBefore(tries++, Math.random()));
    });
    const open = (): void => {
      void socket.open('127.0.0.9').then(() => resolve(socket));
    };
    open();
  });
}

export interface Stalled {
  readonly without: OwnBurst;
  readonly with: OwnBurst;
  readonly moreMb: number;
  readonly isWholeAgain: boolean;
}

/** The same burst twice, the second time with so many who have stopped reading; then they read on. */
export async function stalled(world: HallWorld, count: number, place: number): Promise<Stalled> {
  const without = await ownBurst(world, place, 'present');
  const before = await world.server.ask<Reading>('read');
  const each = Math.floor(count / world.crowds.length);
  await Promise.all(world.crowds.map((crowd) => crowd.ask('stall', { count: each, isStalled: true })));
  const withThem = await ownBurst(world, place + 1, 'present', each * world.crowds.length);
  const after = await world.server.ask<Reading>('read');
  await Promise.all(world.crowds.map((crowd) => crowd.ask('stall', { count: each, isStalled: false })));
  await wait(1_000);
  const standings = await world.until((current) => current.every(({ heldBy }) => Object.keys(heldBy).length === 1));
  return {
    without,
    with: withThem,
    moreMb: after.rssMb - before.rssMb,
    isWholeAgain: sumOf(standings, ({ live }) => live) === world.sizes.followers,
  };
}
