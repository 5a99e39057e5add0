/**
 * How fluent is writing when it matters? A browser with a quarter of its speed, 300 clauses, 30 people of whom 29 type elsewhere, 40
 * comments on the clause of the caret: from key to paint, how the page scrolls, how long it takes to open. Printed, never asserted. What
 * passed is printed beside what the page computed: on a machine that others use, only the latter says what the page costs.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { placeAt } from '../../client/features/draft/editor/peer-carets.ts';
import { bodyText } from '../../shared/draft/clause-text.ts';
import type { Run } from '../../shared/draft/clause-runs.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import buildBench, { type BuiltBench } from '../e2e/editor-bench/build-bench.ts';
import { threadNumbered } from '../e2e/editor-bench/thread-numbered.ts';
import { measured } from '../measured.ts';
import { tracePage, type Task } from './page-trace.ts';
import { clauseNumbered, openTextWorld, personIds, randomFrom, type Name } from '../text/text-world.ts';

const clauses = Number(process.env['ORTAQ_CLAUSES'] ?? 300);
const others = Number(process.env['ORTAQ_PEOPLE'] ?? 30) - 1;
const slower = Number(process.env['ORTAQ_SLOWER'] ?? 4);
const keys = Number(process.env['ORTAQ_KEYS'] ?? 120);
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
const world = await openTextWorld({
  clauses: Array.from({ length: clauses }, (_, index) => ({
    id: clauseNumbered(index + 1),
    kind: 'operative' as const,
    body: { ru: index === 0 ? commentedRuns() : `${words.repeat(4)}${index}`, kk: 'әкімдікке ұсынылсын' },
  })),
});
const http = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  readFile(join(folder, path === '/' ? 'index.html' : path)).then(
    (bytes) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html' }).end(bytes),
    () => response.writeHead(404).end(),
  );
});
http.on('upgrade', (request, socket, head) => world.server.handleUpgrade(request, socket, head));
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

// ------------------------------------------------------------------------------------------------------------ the others

const names: readonly Name[] = ['bo', 'chen', 'dara', 'eli'];
const random = randomFrom(7);
const connections = Array.from({ length: others }, (_, index) => world.join(names[index % names.length]!));
/** In which clause each of them writes. */
const homes: number[] = [];
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
      const caret = placeAt(text, at + 1);
      connection.setCaret({ clauseId: id, lang: 'ru', anchor: caret, head: caret });
    }
  },
  1000 / Math.max(1, others * 2),
);

// --------------------------------------------------------------------------------------------------------------- the page

const browser = await chromium.launch({
  executablePath: process.env['ORTAQ_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
await context.addCookies([{ name: 'name', value: 'amina', domain: '127.0.0.1', path: '/' }]);
const page = await context.newPage();
const cdp = await context.newCDPSession(page);
await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
await page.addInitScript(() => {
  const seen = { keys: [] as number[], long: [] as number[], opened: 0 };
  Object.assign(window, { seen });
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
});

interface Seen {
  readonly keys: number[];
  readonly long: number[];
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
const cpuOf = (tasks: readonly Task[]): string => `${Math.round(tasks.reduce((sum, { cpu }) => sum + cpu, 0))} ms`;
const spread = (times: readonly number[]): string => {
  const sorted = up(times);
  return `p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, worst ${at(sorted, 1)} ms`;
};
const longOf = (times: readonly number[]): string => {
  const long = up(times.filter((time) => time > 50));
  return `${long.length} tasks over 50 ms, the longest ${at(up(times), 1)} ms`;
};

const ofOpening = await tracePage(cdp);
const said = quotes.map((quote) => `&said=${encodeURIComponent(quote)}`).join('');
await page.goto(`${address}/?person=${personIds.amina}${said}`);
await page.waitForFunction(() => document.querySelector('.field[contenteditable=true]') !== null);
const opened = await page.evaluate(() => performance.now());
const opening = await ofOpening();
measured(
  `editor: ${clauses} clauses, ${slower}× slower: open and writable in ${Math.round(opened)} ms, of it ${cpuOf(opening.tasks)} of CPU (${load()})`,
);
await page.waitForTimeout(1500);
// Threads in the margin, as one reads them while one writes. Not by a press: a page that is still busy would be waited for until it rests.
await page.evaluate(() => {
  const { commenting } = (window as never as { bench: { commenting?: { isBeside: boolean } } }).bench;
  if (commenting !== undefined) commenting.isBeside = true;
  document.querySelector<HTMLElement>('.field')?.focus();
});
await page.waitForTimeout(1000);
await forget(page);
const ofTyping = await tracePage(cdp);
// Letters of this keyboard: of others a browser that is driven gives the letter without the key.
await page.keyboard.type(typedHere.repeat(9).slice(0, keys), { delay: 90 });
const pressed = await ofTyping();
const typed = await seen(page);
measured(
  `editor: key to paint beside ${others} people and ${quotes.length} comments: ${spread(typed.keys)} of ${typed.keys.length} keys; ` +
    `of CPU ${spread(pressed.keys)}; ${longOf(pressed.tasks.map(({ cpu }) => cpu))} of CPU (${load()})`,
);
// Throttling waits by the clock, and so for others too on a machine that they use: what a key computes is asked for without it.
await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
const ofFree = await tracePage(cdp);
await page.keyboard.type(typedHere.repeat(9).slice(0, keys), { delay: 90 });
const free = await ofFree();
measured(
  `editor: the same at full speed: of CPU ${spread(free.keys)} from key to frame; times ${slower}: ${spread(free.keys.map((time) => time * slower))} (${load()})`,
);
await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
await forget(page);
await page.mouse.move(600, 400);
const ofScrolling = await tracePage(cdp);
for (let step = 0; step < 60; step++) {
  await page.mouse.wheel(0, 500);
  await page.waitForTimeout(30);
}
const scrolling = await ofScrolling();
measured(
  `editor: scrolling 30,000 px: ${longOf((await seen(page)).long)}; of CPU ${longOf(scrolling.tasks.map(({ cpu }) => cpu))}; ` +
    `fields on the page ${await page.locator('.field').count()} (${load()})`,
);

isOver = true;
clearInterval(typing);
await browser.close();
await world.close();
http.closeAllConnections();
http.close();
await cleanUp();
process.exit(0);
