/** Where is the editor tested? A real endpoint for texts, the built page of a draft, and a browser in which people open it. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core';
import { inject } from 'vitest';
import type { Clock } from '../../server/engine/ports.ts';
import { openTextWorld, personIds, type Name, type TextWorld } from '../text/text-world.ts';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import type { BuiltBench } from './editor-bench/build-bench.ts';
import { launchBrowser, waitMs } from './sample-server.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The line between one page and the server, to be cut by a test: give it to `open`. */
export class Line {
  #isCut = false;
  readonly #open = new Set<WebSocketRoute>();

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#open) void socket.close({ code: 4503 });
    this.#open.clear();
  }
  mend(): void {
    this.#isCut = false;
  }
  carry(socket: WebSocketRoute): void {
    if (this.#isCut) void socket.close({ code: 4503 });
    else {
      socket.connectToServer();
      this.#open.add(socket);
    }
  }
}

export interface EditorWorld {
  readonly texts: TextWorld;
  readonly browser: Browser;
  readonly address: string;
  /**
   * Opens the draft as a person; `query` e.g. `theme=dark`. Waits until it can be written in and, where clauses become fields before they
   * are pressed, until those in view have theirs; unless `read` stands in the query.
   */
  open(name: Name, options?: Options): Promise<Page>;
  readonly sizes: BuiltBench['sizes'];
  close(): Promise<void>;
}

type Options = BrowserContextOptions & { readonly query?: string; readonly line?: Line };

let browsing: Promise<Browser> | undefined;

/**
 * Pages that no test is using, by who they are and how they look. A browser of one's own costs a second of computing; a new
 * world has a new address, for which a page has kept nothing.
 */
const idle = new Map<string, Page[]>();

/** After the last test of a file. */
export async function closeBrowser(): Promise<void> {
  idle.clear();
  await (await browsing)?.close();
  browsing = undefined;
}

async function openPage(browser: Browser, name: Name, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  context.setDefaultTimeout(waitMs);
  await context.addCookies([{ name: 'name', value: name, domain: '127.0.0.1', path: '/' }]);
  return context.newPage();
}

/** `clock`: the server's; by default the machine's. */
export async function openEditorWorld(clauses?: readonly SeedClause[], clock?: Clock): Promise<EditorWorld> {
  const { folder, sizes } = inject('bench');
  const texts = await openTextWorld({
    ...(clauses === undefined ? {} : { clauses }),
    ...(clock === undefined ? {} : { clock }),
  });
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    readFile(join(folder, path === '/' ? 'index.html' : path)).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/html' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  http.on('upgrade', (request, socket, head) => texts.server.handleUpgrade(request, socket, head));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  browsing ??= launchBrowser();
  const browser = await browsing;
  const pages: { readonly page: Page; readonly kind: string | null }[] = [];
  const noteFault = (error: Error): void => void texts.faults.push(error);
  return {
    texts,
    browser,
    address,
    sizes,
    async open(name, { query = '', line, ...options } = {}) {
      // A line stays laid on its page: such a page is not used again.
      const kind = line === undefined ? `${name} ${JSON.stringify(options)}` : null;
      const page = (kind === null ? undefined : idle.get(kind)?.pop()) ?? (await openPage(browser, name, options));
      pages.push({ page, kind });
      page.on('pageerror', noteFault);
      if (line !== undefined) await page.routeWebSocket(/\/text\//, (socket) => line.carry(socket));
      await page.goto(`${address}/?person=${personIds[name]}&${query}`);
      if (!query.includes('read')) await page.waitForFunction(isReadyToWrite);
      return page;
    },
    async close() {
      for (const { page, kind } of pages) {
        if (page.isClosed()) continue;
        if (kind === null) {
          await page.context().close();
          continue;
        }
        await page.goto('about:blank');
        page.off('pageerror', noteFault);
        idle.set(kind, [...(idle.get(kind) ?? []), page]);
      }
      await texts.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Runs in the page. On a phone a clause becomes a field when one says *Write here*, and not before. */
function isReadyToWrite(): boolean {
  if ((window as unknown as Bench).bench?.state?.mayWrite !== true) return false;
  if (matchMedia('(pointer: coarse), (max-width: 699.9px)').matches) return true;
  const inView = [...document.querySelectorAll('[data-clause]')].filter((clause) => {
    const { top, bottom } = clause.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return inView.length > 0 && inView.every((clause) => clause.querySelector('.field') !== null);
}

/** What the bench hangs on the window. */
export interface Bench {
  readonly bench?: {
    readonly state: {
      readonly mayWrite: boolean;
      readonly writing: { readonly is: string };
      readonly synced: boolean;
    } | null;
    setClosed(closed: object): void;
    setClauses(clauses: readonly object[]): void;
    setCanWrite(may: boolean): void;
  };
}
