/** What do the browser stories stand on? The server as people start it, with the sample forum, and browsers for its people. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { pageAfter } from '../../client/live/page-after.ts';
import { pathTo } from '../../client/live/routes.ts';
import type { EnterAnswer } from '../../shared/protocol/http.ts';

export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The lists under an address bar are pages too: drawn anew for every person, they cost more than the page of that person.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
];

/** How long a page is waited for, in ms: only what hangs takes so long, on however busy a machine. */
export const waitMs = 60_000;

/** Chromium without windows where it is installed: a person in it costs half the computing, and sees the same. */
export const chromiumPath =
  process.env['ORTAQ_CHROMIUM'] ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  'chromium';

const main = join(import.meta.dirname, '..', '..', 'build', 'server', 'main.js');

export interface SampleServer {
  /** Name → address, as `--links` writes them. */
  readonly links: Readonly<Record<string, string>>;
  readonly port: number;
  readonly directory: string;
  readonly process: ChildProcess;
  /** Ends it as the machine would on losing power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built server; `again` takes up the data and the port of one that ended. */
export async function startSample(again?: Pick<SampleServer, 'port' | 'directory'>): Promise<SampleServer> {
  if (!existsSync(main)) throw new Error('the server is not built: npm run build');
  const directory = again?.directory ?? mkdtempSync(join(tmpdir(), 'ortaq-story-'));
  const linksFile = join(directory, 'links.json');
  const data = join(directory, 'data');
  const args = [main, '--sample', '--port', String(again?.port ?? 0), '--data', data, '--links', linksFile];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const started = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes('Ortaq is open')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      reject(new Error(`the server ended with ${String(code)}:\n${output}`));
    });
  });
  await started;
  const links = JSON.parse(readFileSync(linksFile, 'utf8')) as Record<string, string>;
  const port = Number(new URL(links['organiser'] ?? '').port);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { links, port, directory, process: child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

export interface Guest {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page's console and of its scripts; a story ends with none. */
  readonly errors: string[];
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
}

export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'ru' };
export const laptop: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'ru' };
export const hall: BrowserContextOptions = { viewport: { width: 1920, height: 1080 }, locale: 'ru' };

/**
 * A browser of one's own, at an address. It is without the service worker, which would fetch the whole app for each of them, unless `options`
 * allow it.
 */
export async function openAt(browser: Browser, url: string, options: BrowserContextOptions): Promise<Guest> {
  return openIn(await openContext(browser, options), url);
}

async function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ serviceWorkers: 'block', ...options });
  context.setDefaultTimeout(waitMs);
  return context;
}

async function openIn(context: BrowserContext, url: string): Promise<Guest> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A cut line is what the story does on purpose; the browser says so by itself.
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|WebSocket/.test(message.text())) {
      errors.push(message.text());
    }
  });
  await page.goto(url);
  return { page, context, errors };
}

/** In by a personal link without its page, by the request that *It is me* makes: gives the address that the door leads to. */
export async function enterBy(context: BrowserContext, link: string): Promise<string> {
  const { origin, pathname } = new URL(link);
  const token = pathname.split('/').at(-1) ?? '';
  const answer = await context.request.post(`${origin}/api/links/${token}/enter`, { headers: { origin } });
  if (!answer.ok()) throw new Error(`${link} leads nowhere: ${String(answer.status())}`);
  return origin + pathTo(pageAfter((await answer.json()) as EnterAnswer));
}

/**
 * The person of a personal link, in already, at an address or where the door leads. For all but those stories whose matter is coming in: a
 * page that is left at once costs as much as the one behind it.
 */
export async function openAs(
  browser: Browser,
  link: string,
  options: BrowserContextOptions,
  address?: string,
): Promise<Guest> {
  const context = await openContext(browser, options);
  const behind = await enterBy(context, link);
  return openIn(context, address ?? behind);
}

/** Where the door of a personal link leads, for whoever goes further than that at once. */
export async function behind(browser: Browser, link: string): Promise<string> {
  const context = await browser.newContext();
  const address = await enterBy(context, link);
  await context.close();
  return address;
}

/** Opens a personal link and says *It is me*. */
export async function signIn(browser: Browser, url: string, options: BrowserContextOptions): Promise<Guest> {
  const guest = await openAt(browser, url, options);
  await guest.page.getByRole('button', { name: /Это я/ }).click();
  await guest.page.waitForURL(/\/(?:s|f)\//);
  return guest;
}
