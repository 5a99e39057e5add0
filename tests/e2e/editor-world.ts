/** Where is the editor tested? A real endpoint for texts, the built page of a draft, and a browser in which people open it. */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type WebSocketRoute,
} from 'playwright-core';
import { build } from 'vite';
import { openTextWorld, personIds, type Name, type TextWorld } from '../text/text-world.ts';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';

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
  /** Opens the draft as a person; `query` e.g. `theme=dark`. Waits until it can be written in, unless `read` stands in the query. */
  open(name: Name, options?: BrowserContextOptions & { readonly query?: string; readonly line?: Line }): Promise<Page>;
  /** Sizes of the scripts, compressed, in bytes: what everybody loads, and what only writers load. */
  readonly sizes: { readonly first: number; readonly editor: number };
  close(): Promise<void>;
}

let browsing: Promise<Browser> | undefined;

/** After the last test of a file. */
export async function closeBrowser(): Promise<void> {
  await (await browsing)?.close();
  browsing = undefined;
}

let built: Promise<{ readonly folder: string; readonly bundle: Bundle }> | undefined;

/** The built page; once for all worlds of a test file. */
async function buildBench(): Promise<{ readonly folder: string; readonly bundle: Bundle }> {
  const folder = await mkdtemp(join(tmpdir(), 'ortaq-editor-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bundle = await build({
    configFile: false,
    root: join(import.meta.dirname, 'editor-bench'),
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    resolve: { dedupe: ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'] },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome100', modulePreload: { polyfill: false } },
  });
  return { folder, bundle: bundle as Bundle };
}

export async function openEditorWorld(clauses?: readonly SeedClause[]): Promise<EditorWorld> {
  built ??= buildBench();
  const { folder, bundle } = await built;
  const texts = await openTextWorld(clauses === undefined ? {} : { clauses });
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
  browsing ??= chromium.launch({
    executablePath: process.env['ORTAQ_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const browser = await browsing;
  const contexts: BrowserContext[] = [];
  return {
    texts,
    browser,
    address,
    sizes: sizesOf(bundle),
    async open(name, { query = '', line, ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
      contexts.push(context);
      const { hostname: domain } = new URL(address);
      await context.addCookies([{ name: 'name', value: name, domain, path: '/' }]);
      const page = await context.newPage();
      page.on('pageerror', (error) => texts.faults.push(error));
      if (line !== undefined) await page.routeWebSocket(/\/text\//, (socket) => line.carry(socket));
      await page.goto(`${address}/?person=${personIds[name]}&${query}`);
      if (!query.includes('read'))
        await page.waitForFunction(() => (window as unknown as Bench).bench?.state?.mayWrite);
      return page;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await texts.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
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

interface Bundle {
  readonly output: readonly {
    readonly type: string;
    readonly fileName: string;
    readonly code?: string;
    readonly isEntry?: boolean;
    readonly imports?: readonly string[];
    readonly name?: string;
  }[];
}

/** The chunk that holds the editor with everything only it imports, and what the page loads without it. */
function sizesOf({ output }: Bundle): { first: number; editor: number } {
  const chunks = new Map(output.filter((file) => file.type === 'chunk').map((file) => [file.fileName, file]));
  const reach = (from: string, into: Set<string>): Set<string> => {
    if (into.has(from)) return into;
    into.add(from);
    for (const next of chunks.get(from)?.imports ?? []) reach(next, into);
    return into;
  };
  const weigh = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0);
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry === true)!;
  const opening = [...chunks.values()].find((chunk) => chunk.name === 'open-editor')!;
  const first = reach(entry.fileName, new Set());
  const editor = [...reach(opening.fileName, new Set())].filter((name) => !first.has(name));
  return { first: weigh(first), editor: weigh(editor) };
}
