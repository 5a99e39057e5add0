/** Do eight people who try everything at once end with one text, and with every word that was typed? In real browsers, by the real editor. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { allClausesOf, bodyText, openTextDoc } from '../../shared/draft/clause-text.ts';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import { measured } from '../measured.ts';
import { clauseNumbered, textId, type Name } from '../text/text-world.ts';
import type { RobotReport } from './editor-bench/robot.ts';
import { closeBrowser, openEditorWorld } from './editor-world.ts';
import { keptRobotSeeds } from './kept-robot-seeds.ts';

const isSoak = process.env['ORTAQ_SOAK'] === '1';
const given = process.env['ORTAQ_SEED'];
const robots = Number(process.env['ORTAQ_ROBOTS'] ?? 8);
const deeds = Number(process.env['ORTAQ_DEEDS'] ?? (isSoak ? 500 : 30));
const names: readonly Name[] = ['amina', 'bo', 'chen', 'dara', 'eli', 'amina', 'bo', 'chen'];

afterAll(closeBrowser);

interface Seen {
  readonly vector: string;
  readonly clauses: unknown;
  /** What the fields show, and what the text holds, in the language shown. */
  readonly shown: readonly string[];
  readonly held: readonly string[];
}

async function look(page: Page): Promise<Seen> {
  return page.evaluate(() =>
    (window as never as { robotTools: { look(): unknown } }).robotTools.look(),
  ) as Promise<Seen>;
}

const seeds = given === undefined ? [...(isSoak ? keptRobotSeeds : []), Date.now() % 1_000_000] : [Number(given)];

test.each(seeds)(
  `${robots} robots, ${deeds} deeds each: one text on every page, on the server and in the log, no word missing (ORTAQ_SEED=%i)`,
  async (seed) => {
    console.log(`ORTAQ_SEED=${seed}`);
    const world = await openEditorWorld(
      Array.from({ length: 8 }, (_, index) => ({
        id: clauseNumbered(index + 1),
        kind: index === 0 ? ('preamble' as const) : ('operative' as const),
        body: { ru: `пункт ${index + 1} о заказе`, kk: `тармақ ${index + 1}` },
      })),
      peoplesClock(),
    );
    const pages: Page[] = [];
    for (let robot = 0; robot < robots; robot++) pages.push(await world.open(names[robot]!, { query: 'robot' }));
    const reports = await Promise.all(
      pages.map((page, index) =>
        page.evaluate(
          ([name, seed, deeds]) =>
            (
              window as never as { robotTools: { run(name: string, seed: number, deeds: number): unknown } }
            ).robotTools.run(name, seed, deeds),
          [String.fromCharCode(65 + index), seed * 8 + index, deeds] as const,
        ),
      ),
    );
    for (const page of pages) {
      await page.waitForFunction(
        () => (window as never as { bench: { state: { writing: { is: string } } } }).bench.state.writing.is === 'saved',
      );
    }
    expect(world.texts.faults).toEqual([]);
    expect(world.texts.refusals).toEqual([]);
    const stored = openTextDoc();
    for (const { update } of await world.texts.store.readTextUpdates(textId, 0, 1_000_000)) {
      Y.applyUpdate(stored, update);
    }
    const wanted = JSON.parse(JSON.stringify(allClausesOf(stored))) as unknown;
    const vector = Buffer.from(Y.encodeStateVector(stored)).toString('hex');
    for (const [index, page] of pages.entries()) {
      await expect.poll(async () => (await look(page)).vector, { message: `page ${index}` }).toBe(vector);
      const seen = await look(page);
      expect(seen.clauses, `page ${index}`).toEqual(wanted);
      expect(seen.shown, `fields of page ${index}`).toEqual(seen.held);
    }
    expect(JSON.parse(JSON.stringify((await world.texts.server.readClauses(textId))!.clauses))).toEqual(wanted);
    const all = allClausesOf(stored)
      .flatMap(({ id }) =>
        (['kk', 'ru'] as const).map((lang) => Y.Text.prototype.toString.call(bodyText(stored, id, lang))),
      )
      .join('\n');
    const there = new Set(all.match(/[A-Z]\d+\./g));
    const { written, takenAway, counts } = summed(reports as RobotReport[]);
    expect((reports as RobotReport[]).flatMap(({ lost }) => lost)).toEqual([]);
    expect(written.filter((word) => !there.has(word) && !takenAway.has(word))).toEqual([]);
    expect(written.length).toBeGreaterThan((robots * deeds) / 4);
    measured(
      `${robots} robots in browsers, ${robots * deeds} deeds, ${written.length} words, ${takenAway.size} of them taken away on purpose, ${allClausesOf(stored).length} clauses (seed ${seed}); ${counts}`,
    );
    await world.close();
  },
  isSoak || deeds > 100 ? 1_800_000 : 180_000,
);

/** What a person does in ten seconds takes a robot one: what somebody takes away within ten seconds is counted by the time of people. */
function peoplesClock(): Clock {
  const clock = systemClock();
  const began = clock.now();
  const times = 10;
  return {
    now: () => began + (clock.now() - began) * times,
    at: (at, callback) => clock.at(began + (at - began) / times, callback),
  };
}

function summed(reports: readonly RobotReport[]): {
  readonly written: readonly string[];
  readonly takenAway: ReadonlySet<string>;
  readonly counts: string;
} {
  const counts = new Map<string, number>();
  for (const { deeds } of reports) {
    for (const [deed, times] of Object.entries(deeds)) counts.set(deed, (counts.get(deed) ?? 0) + times);
  }
  return {
    written: reports.flatMap((report) => report.written),
    takenAway: new Set(reports.flatMap((report) => report.takenAway)),
    counts: [...counts].map(([deed, times]) => `${deed} ${times}`).join(', '),
  };
}
