/**
 * What does a full hall cost one server process, beside a plain broadcast of the same frames and beside socket.io as one would write it
 * first? Printed in one run, never asserted. `ORTAQ_HALL=2000,5000` chooses the sizes, `ORTAQ_HALL_PARTS=burst,storm,stalled` what is done.
 */
import { loadavg } from 'node:os';
import { measured } from '../measured.ts';
import { HallWorld, ownBurst, percentile, plainBurst, stockBurst, type Burst, type OwnBurst } from './hall/hall-run.ts';
import { stalled, storm } from './hall/hall-troubles.ts';

const sizes = (process.env['ORTAQ_HALL'] ?? '2000,5000,9000').split(',').map(Number);
const parts = new Set((process.env['ORTAQ_HALL_PARTS'] ?? 'burst,storm,stalled').split(','));
const profile = process.env['ORTAQ_HALL_PROFILE'];
const nodeOptions = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];

for (const followers of sizes) {
  const world = await HallWorld.open({ followers, voters: 150, writers: 10, crowds: 2, votingMs: 3_000 }, nodeOptions);
  try {
    const rehearsal = await ownBurst(world, 0, 'rehearsal');
    const own = await ownBurst(world, 1, 'comes');
    if (parts.has('stalled')) await printStalled(world);
    if (parts.has('storm')) await printStorm(world);
    if (profile !== undefined) await world.server.ask('end').catch(() => undefined);
    await Promise.all(world.crowds.map((crowd) => crowd.ask('leave')));
    if (parts.has('burst')) await printBurst(world, rehearsal, own);
  } finally {
    await world.close();
  }
}
process.exit(0);

function ms(value: number | null): string {
  return value === null ? '' : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

/** How busy the machine is, by whatever is on it. */
function now(): string {
  return loadavg()[0]?.toFixed(1) ?? '';
}

async function printStorm(world: HallWorld): Promise<void> {
  const { followers } = world.sizes;
  const load = now();
  const { backMs, ackMs, reading, wrong, held, cast } = await storm(world, 6);
  measured(
    `hall of ${followers}, its server killed and back (load ${load}): the last follower had everything ${ms(backMs)} after it listened; ` +
      `${ackMs.length} ballots meanwhile, ack p50 ${ms(percentile(ackMs, 0.5))}, p99 ${ms(percentile(ackMs, 0.99))}; ` +
      `event loop delay p99 ${ms(reading.loopP99Ms)}, max ${ms(reading.loopMaxMs)}; CPU ${ms(reading.cpuMs)}; ` +
      `${cast} ballots in all, states in the end: ${held.length}; wrong: ${wrong.length === 0 ? 'nothing' : wrong.join('; ')}`,
  );
}

async function printStalled(world: HallWorld): Promise<void> {
  const { followers } = world.sizes;
  const load = now();
  const count = Math.min(500, Math.floor(followers / 10));
  const { without, with: withThem, moreMb, isWholeAgain } = await stalled(world, count, 3);
  const pair = (of: (burst: OwnBurst) => number): string => `${ms(of(without))} without, ${ms(of(withThem))} with them`;
  measured(
    `hall of ${followers}, ${count} of whom do not read (load ${load}): memory ${moreMb.toFixed(0)} MB more; result at the last other ` +
      `${pair(({ resultMs }) => resultMs)}; ack p99 ${pair(({ ackMs }) => percentile(ackMs, 0.99))}; ` +
      `when they read on ${isWholeAgain ? 'all hold the same' : 'some are behind'}`,
  );
}

async function printBurst(world: HallWorld, rehearsal: OwnBurst, own: OwnBurst): Promise<void> {
  const { followers } = world.sizes;
  const load = now();
  const plain = await plainBurst(world, own.record);
  const stock = await stockBurst(world, own);
  const perMessage = (of: { readonly reading: { readonly cpuMs: number }; readonly delivered: number }): number =>
    (of.reading.cpuMs * 1000) / of.delivered;
  // What voting, writing and deciding cost with nobody there is no broadcast's.
  const ofHall = {
    reading: { cpuMs: own.reading.cpuMs - rehearsal.reading.cpuMs },
    delivered: own.delivered - rehearsal.delivered,
  };
  const row = (name: string, ofOwn: string, ofPlain: string, ofStock: string): string =>
    `  ${name.padEnd(52)}${ofOwn.padStart(16)}${ofPlain.padStart(16)}${ofStock.padStart(16)}`;
  const acks = ({ ackMs }: Burst, share: number): string => ms(percentile(ackMs, share));
  const loops = ({ reading }: { readonly reading: Burst['reading'] }): string =>
    `${reading.loopP99Ms.toFixed(0)}/${reading.loopMaxMs.toFixed(0)} ms`;
  measured(
    [
      `hall of ${followers} (150 vote, 10 write; load ${load} before, ${now()} after)`,
      row('', 'ours', 'plain ws', 'stock socket.io'),
      row('opening to the last follower', ms(own.openingMs), '', ''),
      row('last ballot to the result at the last', ms(own.lastBallotMs), '', ms(stock.lastBallotMs)),
      row('closing to the result at the last', ms(own.resultMs), '', ms(stock.resultMs)),
      row('ack of a ballot, p50', acks(own, 0.5), '', acks(stock, 0.5)),
      row('ack of a ballot, p99', acks(own, 0.99), '', acks(stock, 0.99)),
      row('messages delivered', String(own.delivered), String(plain.delivered), String(stock.delivered)),
      row('CPU, all threads', ms(own.reading.cpuMs), ms(plain.reading.cpuMs), ms(stock.reading.cpuMs)),
      row(
        'CPU a delivered message',
        `${perMessage(own).toFixed(1)} µs`,
        `${perMessage(plain).toFixed(1)} µs`,
        `${perMessage(stock).toFixed(1)} µs`,
      ),
      row('  beside plain ws', `${(perMessage(own) / perMessage(plain)).toFixed(2)} x`, '1', ''),
      row('  without what votes and edits cost in an empty hall', `${perMessage(ofHall).toFixed(1)} µs`, '', ''),
      row('  that beside plain ws', `${(perMessage(ofHall) / perMessage(plain)).toFixed(2)} x`, '1', ''),
      row('  messages of stock for one of ours', `${(stock.delivered / own.delivered).toFixed(1)} x`, '', ''),
      row(
        '  ack p99 beside stock',
        `${(percentile(own.ackMs, 0.99) / percentile(stock.ackMs, 0.99)).toFixed(2)} x`,
        '',
        '',
      ),
      row('event loop delay p99/max', loops(own), loops(plain), loops(stock)),
      row(
        'memory a connection, resident',
        `${own.kbPerConnection.toFixed(0)} kB`,
        '',
        `${stock.kbPerConnection.toFixed(0)} kB`,
      ),
      row(
        'memory a connection, heap and buffers',
        `${own.heapKbPerConnection.toFixed(0)} kB`,
        '',
        `${stock.heapKbPerConnection.toFixed(0)} kB`,
      ),
      `  wrong: ${own.wrong.length === 0 ? 'nothing' : own.wrong.join('; ')}${own.faults.join('; ')}`,
    ].join('\n'),
  );
}
