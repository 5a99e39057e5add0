/** What comes of a seed? People act, lines break, the server dies; then it gets quiet, and everything must fit. */
import { LiveStream } from '../../server/live/live-stream.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import { check } from './sim-checks.ts';
import { closing, happen, operationsOf, send, type Operation, type Told } from './sim-operations.ts';
import { Chance } from './sim-time.ts';
import { SimWorld, type Name, type Plant } from './sim-world.ts';

export interface Outcome {
  readonly wrong: string | null;
  readonly commands: number;
  readonly ballots: number;
  readonly frames: number;
  /** Events of the sitting, by type. */
  readonly happened: Readonly<Record<string, number>>;
}

export const operationsOfSeed = 75;
const writers: readonly Name[] = ['amina', 'chen', 'dara'];

/** Planted by `tests/simulation/simulation.test.ts` into the fold of the pages. */
export const planted: { gapUnnoticed: boolean } = { gapUnnoticed: false };

export async function simulate(
  seed: number,
  plant: Plant | null = null,
  operations: readonly Operation[] = operationsOf(seed, operationsOfSeed),
): Promise<Outcome> {
  const world = new SimWorld(seed, plant);
  const chance = new Chance(seed ^ 0x68bc21eb);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back where it was
  const move = LiveStream.prototype.move;
  if (plant === 'role-without-snapshot') LiveStream.prototype.move = () => Promise.resolve();
  planted.gapUnnoticed = plant === 'gap-unnoticed';
  const told: Told = { commands: [], ballots: [], guests: [], words: [] };
  let wrong: string | null = null;
  try {
    await world.time.rule(
      () => chance.next(),
      async () => {
        await world.found();
        await everybodyComes(world);
        // Of lost frames nothing but the next one tells, so that not every seed has them.
        world.net.lossShare = seed % 2 === 0 ? 0.05 : 0;
        for (const operation of operations) {
          await world.time.runUntil(world.time.now + operation.afterMs);
          // Who comes in while the server closes is refused by its store, and stays outside.
          happen(world, told, operation).catch((fault: unknown) => world.noteFault(fault));
        }
        await quiet(world, told);
        if (seed % 5 === 1) await closed(world, told, chance);
        await check(world, told);
      },
    );
  } catch (fault) {
    wrong = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  } finally {
    await world.time.rule(
      () => chance.next(),
      () => Promise.resolve(world.end()),
    );
    LiveStream.prototype.move = move;
    planted.gapUnnoticed = false;
  }
  const happened: Record<string, number> = {};
  for (const { type } of world.disk.events.get(sittingStream(world.sittingId)) ?? []) {
    happened[type] = (happened[type] ?? 0) + 1;
  }
  return {
    wrong,
    commands: told.commands.length,
    ballots: told.ballots.length,
    frames: world.net.sent.length,
    happened,
  };
}

async function everybodyComes(world: SimWorld): Promise<void> {
  world.net.isRough = false;
  for (const [name, personId] of Object.entries(world.people)) {
    const cookie = await world.until(world.enter(personId));
    world.open(personId, name, cookie ?? '', writers.includes(name as Name));
  }
  world.open('stage', 'stage', await world.until(world.stageToken()), false);
  await world.time.runUntil(world.time.now + 500);
  for (const { page, label } of world.pages) {
    if (['chen', 'dara', 'eli'].includes(label)) void page.send({ type: 'sitting.declare-presence', where: 'hall' });
  }
  await world.time.runUntil(world.time.now + 500);
  world.flush();
  world.net.isRough = true;
}

/** The network is well, everybody is back, one vote is open; what is under way arrives. */
async function quiet(world: SimWorld, told: Told): Promise<void> {
  const { time, net } = world;
  await time.runUntil(time.now + 4_000);
  net.isRough = false;
  net.lossShare = 0;
  if (world.services === null) world.start();
  for (const page of world.pages) page.setNetwork(true);
  await time.runUntil(time.now + 40_000);
  // A frame that was lost shows by the next one, on both streams.
  const guest = await world.until(world.enterAsGuest('последний гость'));
  if (guest !== null) world.open(guest.personId, 'the last guest', guest.cookie, false);
  for (const [a, b] of [
    [1, 0],
    [5, 1],
    [6, 2],
    [6, 2],
  ] as const) {
    void happen(world, told, { afterMs: 0, does: 'conduct', who: 0, a: a, b });
    await time.runUntil(time.now + 700);
  }
  // Fay may be signed out by now, and say nothing: then another's presence is the next frame.
  for (const label of ['fay', 'bo', 'eli']) {
    for (const where of ['remote', 'hall'] as const) {
      void world.pages.find((page) => page.label === label)?.page.send({ type: 'sitting.declare-presence', where });
      await time.runUntil(time.now + 300);
    }
  }
  net.isRough = true;
  for (const [place, page] of world.pages.entries()) {
    if (page.who !== 'stage') void happen(world, told, { afterMs: 0, does: 'ballot', who: place, a: place, b: 0 });
  }
  await time.runUntil(time.now + 1_500);
  net.isRough = false;
  await time.runUntil(time.now + 3_000);
}

/** The sitting is closed, its minutes signed and its papers issued, while lines break and the server dies once in between. */
async function closed(world: SimWorld, told: Told, chance: Chance): Promise<void> {
  const { time, net } = world;
  net.isRough = true;
  const diesAt = chance.below(12);
  for (let step = 0; step < 14; step += 1) {
    for (const page of world.pages.filter(({ label }) => ['amina', 'gani', 'bo'].includes(label))) {
      time.after(chance.below(200), () => send(told, page, closing(page, step)));
    }
    if (step === diesAt) {
      time.after(chance.below(300), () => world.crash());
      time.after(400, () => void world.start());
    }
    await time.runUntil(time.now + 500);
  }
  net.isRough = false;
  await time.runUntil(time.now + 8_000);
}
