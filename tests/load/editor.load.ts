/**
 * How fluent is writing when it matters? A browser with a quarter of its speed, 300 clauses, 30 people of whom 29 type elsewhere, 40
 * comments on the clause of the caret: from key to paint, how the page scrolls, how long it takes to open. Printed, never asserted, and
 * beside it what a key costs in a page with nothing else on it. What passed is printed beside what the page computed: on a machine that
 * others use, only the latter says what the page costs. Server and writers are on this machine too, and wait for the page
 * (`page-first.ts`); how many letters they wrote all the same is printed as well.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { extname, join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../e2e/sample-server.ts';
import { placeAt } from '../../client/features/draft/editor/peer-carets.ts';
import { allClausesOf, bodyText } from '../../shared/draft/clause-text.ts';
import type { Run } from '../../shared/draft/clause-runs.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import buildBench, { type BuiltBench } from '../e2e/editor-bench/build-bench.ts';
import { threadNumbered } from '../e2e/editor-bench/thread-numbered.ts';
import { measured } from '../measured.ts';
import { buildBarePages, type Bare } from './bare-page.ts';
import { putFirst } from './page-first.ts';
import { tracePage, type Task } from './page-trace.ts';
import { clauseNumbered, openTextWorld, personIds, randomFrom, type Name } from '../text/text-world.ts';

const clauses = Number(process.env['ORTAQ_CLAUSES'] ?? 300);
const others = Number(process.env['ORTAQ_PEOPLE'] ?? 30) - 1;
const slower = Number(process.env['ORTAQ_SLOWER'] ?? 4);
const keys = Number(process.env['ORTAQ_KEYS'] ?? 120);
const rounds = Number(process.env['ORTAQ_ROUNDS'] ?? 3);
const comments = Number(process.env['ORTAQ_COMMENTS'] ?? 40);
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const words = 'предусмотреть договоры на срок до трёх лет для социальных проектов сёл и малых городов области ';

const typedHere = 'contracts of three years for social projects of villages ';

const commented = `${words.repeat(4)}0`;
/** Each on a word of its own, in the order of the text. */
const quotes = (commented.match(/\S+ /g) ?? []).slice(0, comments);

/** The words of the first clause, with the marks of its comments. */
function commentedRuns(): Run[] {
  const said = quotes.map((text, index): Run => ({ text, comments: [threadNumbered(index)] }));
  return [...said, { text: commented.slice(quotes.join('').length) }];
}

let bench: BuiltBench | undefined;
const cleanUp = await buildBench({ provide: (_name: 'bench', value: BuiltBench) => void (bench = value) } as never);
const folder = bench!.folder;
const barePage = await buildBarePages(folder);
const world = await openTextWorld({
  clauses: Array.from({ length: clauses }, (_, index) => ({
    id: clauseNumbered(index + 1),
    kind: 'operative' as const,
    body: { ru: index === 0 ? commentedRuns() : `${words.repeat(4)}${index}`, kk: 'әкімдікке ұсынылсын' },
  })),
});
const http = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (path === '/followed') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(followed());
    return;
  }
  readFile(join(folder, path === '/' ? 'index.html' : path)).then(
    (bytes) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html' }).end(bytes),
    () => response.writeHead(404).end('Nothing.'),
  );
});
http.on('upgrade', (request, socket, head) => world.server.handleUpgrade(request, socket, head));
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

// ------------------------------------------------------------------------------------------------------------ the others

const names: readonly Name[] = ['bo', 'chen', 'dara', 'eli'];
const random = randomFrom(7);
const connections = Array.from({ length: others }, (_, index) => world.join(names[index % names.length]!));
/** How many letters they have written. */
let written = 0;
/** In which clause each of them writes. */
const homes: number[] = [];
/** The text as the feed of a sitting brings it. */
const followed = (): string => JSON.stringify(connections[0] === undefined ? [] : allClausesOf(connections[0].doc()));
let isOver = false;
const typing = setInterval(
  () => {
    if (isOver) return;
    // Each of them about two keys a second, for a while in one clause; every other one in the first clauses, where one reads.
    const who = random.below(connections.length);
    const connection = connections[who];
    const doc = connection?.doc();
    if (random.below(40) === 0 || homes[who] === undefined)
      homes[who] = 2 + random.below(who % 2 === 0 ? 8 : clauses - 2);
    const id = clauseNumbered(homes[who]);
    const text = doc === undefined ? null : bodyText(doc, id, 'ru');
    if (doc !== undefined && text !== null && connection?.state().mayWrite === true) {
      const at = random.below(text.length);
      insertWords(doc, id, 'ru', at, 'а');
      written += 1;
      const caret = placeAt(text, at + 1);
      connection.setCaret({ clauseId: id, lang: 'ru', anchor: caret, head: caret });
    }
  },
  1000 / Math.max(1, others * 2),
);

// --------------------------------------------------------------------------------------------------------------- the page

const browser = await launchBrowser();
const processes = await browser.newBrowserCDPSession();

let whoWaits = '';

/** A page of somebody who was never here: nothing of it is in the browser's caches. */
async function newPage(): Promise<{ page: Page; cdp: CDPSession; slow: (rate: number) => Promise<unknown> }> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  await context.addCookies([{ name: 'name', value: 'amina', domain: '127.0.0.1', path: '/' }]);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const slow = (rate: number): Promise<unknown> => cdp.send('Emulation.setCPUThrottlingRate', { rate });
  await page.addInitScript(watchPage);
  // The page has its own renderer once it shows something of this server.
  await page.goto(`${address}/nothing`);
  whoWaits = await putFirst(processes);
  return { page, cdp, slow };
}

/** In the page: notes from key to paint, and long tasks. */
function watchPage(): void {
  const seen = { keys: [] as number[], long: [] as number[], readable: 0 };
  Object.assign(window, { seen });
  const firstWords = new MutationObserver(() => {
    if (document.querySelector('[data-clause] .words') === null) return;
    firstWords.disconnect();
    requestAnimationFrame(() => setTimeout(() => (seen.readable = performance.now()), 0));
  });
  firstWords.observe(document, { childList: true, subtree: true });
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => seen.keys.push(performance.now() - timeStamp);
        after.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map(({ duration }) => duration))).observe({
    entryTypes: ['longtask'],
  });
}

interface Seen {
  readonly keys: number[];
  readonly long: number[];
  /** When the first words were drawn. */
  readonly readable: number;
}
const seen = (of: Page): Promise<Seen> => of.evaluate(() => (window as never as { seen: Seen }).seen);
const forget = (of: Page): Promise<void> =>
  of.evaluate(() => {
    const { seen } = window as never as { seen: Seen };
    seen.keys.length = 0;
    seen.long.length = 0;
  });
const at = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
const up = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

const load = (): string => `load ${loadavg()[0]?.toFixed(1)}`;
const cpuOf = (tasks: readonly Task[]): number => tasks.reduce((sum, { cpu }) => sum + cpu, 0);
const median = (numbers: readonly number[]): number => at(up(numbers), 0.5);
const spread = (times: readonly number[]): string => {
  const sorted = up(times);
  return `p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, worst ${at(sorted, 1)} ms`;
};
const longOf = (times: readonly number[]): string =>
  `${times.filter((time) => time > 50).length} tasks over 50 ms, the longest ${at(up(times), 1)} ms`;
// Throttling waits by the clock, and so for others too on a machine that they use: what is computed is asked for at full speed.
const timesSlower = (times: readonly number[]): number[] => times.map((time) => time * slower);

const said = quotes.map((quote) => `&said=${encodeURIComponent(quote)}`).join('');

/** When somebody who opens the page can read its beginning, write, and find and scroll to all of it; in ms from the request on. */
interface Opened {
  readonly readable: number;
  readonly writable: number;
  readonly whole: number;
}

async function open(page: Page): Promise<Opened> {
  await page.goto(`${address}/?person=${personIds.amina}${said}&followed=/followed`);
  await page.waitForFunction(() => document.querySelector('.field[contenteditable=true]') !== null);
  const writable = await page.evaluate(() => performance.now());
  await page.waitForFunction(
    (count) =>
      document.querySelectorAll('[data-clause] .words').length === count && document.querySelector('.to-come') === null,
    clauses,
  );
  const [whole, { readable }] = [await page.evaluate(() => performance.now()), await seen(page)];
  return { readable, writable, whole };
}

// Letters of this keyboard: of others a browser that is driven gives the letter without the key.
const typeInto = (page: Page, count: number): Promise<void> =>
  page.keyboard.type(typedHere.repeat(9).slice(0, count), { delay: 90 });

/** The least that a key can cost here: in an empty page, among the same people, with the same words. */
async function typeBare(bare: Bare): Promise<void> {
  const { page, cdp, slow } = await newPage();
  await page.goto(`${address}${barePage(bare, commented)}`);
  await page.locator('.field').focus();
  const pressed: number[][] = [];
  for (const rate of [slower, 1]) {
    await slow(rate);
    await forget(page);
    const trace = await tracePage(cdp);
    await typeInto(page, keys / 2);
    pressed.push([...(await seen(page)).keys], [...(await trace()).keys]);
  }
  await page.context().close();
  const [clock = [], slow4 = [], , free = []] = pressed;
  const what = bare === 'element' ? 'an element that the browser edits' : 'ProseMirror as it comes';
  measured(
    `editor: the floor, ${what} alone in a page: key to paint ${spread(clock)}; of CPU ${spread(slow4)}; ` +
      `at full speed ${spread(free)}; times ${slower}: ${spread(timesSlower(free))} (${load()})`,
  );
}

for (const bare of ['element', 'prosemirror'] as const) await typeBare(bare);

const openings: Opened[] = [];
const openingCpu: number[] = [];
for (let round = 0; round < rounds; round++) {
  const slowPage = await newPage();
  await slowPage.slow(slower);
  openings.push(await open(slowPage.page));
  await slowPage.page.context().close();
  const freePage = await newPage();
  const trace = await tracePage(freePage.cdp);
  await open(freePage.page);
  openingCpu.push(cpuOf((await trace()).tasks));
  await freePage.page.context().close();
}
const opened = (when: keyof Opened): string => `${median(openings.map((one) => one[when]))} ms`;
measured(`editor: ${whoWaits}`);
measured(
  `editor: ${clauses} clauses, ${slower}× slower: to be read after ${opened('readable')}, writable after ${opened('writable')}, whole after ${opened('whole')} ` +
    `(of ${rounds}, writable: ${openings.map(({ writable }) => Math.round(writable)).join(', ')}); ` +
    `until whole at full speed ${median(openingCpu)} ms of CPU, times ${slower}: ${median(timesSlower(openingCpu))} ms (${load()})`,
);

const { page, cdp, slow } = await newPage();
await slow(slower);
await open(page);
await page.waitForTimeout(1500);
// Threads in the margin, as one reads them while one writes. Not by a press: a page that is still busy would be waited for until it rests.
await page.evaluate(() => {
  const { commenting } = (window as never as { bench: { commenting?: { isBeside: boolean } } }).bench;
  if (commenting !== undefined) commenting.isBeside = true;
  document.querySelector<HTMLElement>('.field')?.focus();
});
await page.waitForTimeout(1000);

const type = (): Promise<void> => typeInto(page, keys);

async function scroll(by: number): Promise<void> {
  await page.mouse.move(600, 400);
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, by);
    await page.waitForTimeout(30);
  }
}

await forget(page);
const ofTyping = await tracePage(cdp);
const [writtenBefore, typingBegan] = [written, performance.now()];
await type();
const perSecond = ((written - writtenBefore) * 1_000) / (performance.now() - typingBegan);
const pressed = await ofTyping();
const typed = await seen(page);
measured(
  `editor: key to paint beside ${others} people, who write ${perSecond.toFixed(0)} letters a second, and ${quotes.length} comments: ${spread(typed.keys)} of ${typed.keys.length} keys; ` +
    `of CPU ${spread(pressed.keys)}; ${longOf(pressed.tasks.map(({ cpu }) => cpu))} of CPU (${load()})`,
);
await slow(1);
const ofFree = await tracePage(cdp);
await type();
const free = await ofFree();
measured(
  `editor: the same at full speed: of CPU ${spread(free.keys)} from key to frame; times ${slower}: ${spread(timesSlower(free.keys))} (${load()})`,
);
await slow(slower);
await forget(page);
const ofScrolling = await tracePage(cdp);
await scroll(500);
const scrolling = await ofScrolling();
const scrolled = await seen(page);
measured(
  `editor: scrolling 30,000 px: ${longOf(scrolled.long)}; of CPU ${longOf(scrolling.tasks.map(({ cpu }) => cpu))}; ` +
    `fields on the page ${await page.locator('.field').count()} (${load()})`,
);
await slow(1);
await page.waitForTimeout(1000);
const ofFreeScrolling = await tracePage(cdp);
await scroll(-500);
const freeScrolling = timesSlower((await ofFreeScrolling()).tasks.map(({ cpu }) => cpu));
measured(`editor: scrolling back at full speed: of CPU, times ${slower}: ${longOf(freeScrolling)} (${load()})`);

isOver = true;
clearInterval(typing);
await browser.close();
await world.close();
http.closeAllConnections();
http.close();
await cleanUp();
process.exit(0);
