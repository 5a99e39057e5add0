/** How does a test run the real server as a process, kill it, and hold pages open through it? */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { Assembly } from '../../client/live/assembly.svelte.ts';
import { openSocket } from '../../client/live/connection.ts';
import { openTextConnection, type TextConnection } from '../../client/live/text-connection.ts';
import { draftLayout } from '../../shared/draft/clause-text.ts';
import type { ForumId, SittingId, TextId } from '../../shared/lib/ids.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';

const main = fileURLToPath(new URL('../../build/server/main.js', import.meta.url));

/** A port below those that a system gives out by itself: it is nobody else's either while its server is dead. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

export interface ServerOptions {
  readonly port: number;
  readonly data: string;
  readonly links: string;
}

/** A server process. It is up when its port answers. */
export class ServerProcess {
  readonly startedAt = performance.now();
  /** Lines of its log that tell of a fault. */
  readonly faults: string[] = [];
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly #options: ServerOptions;
  readonly #child: ChildProcess;
  #hasEnded = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    const { port, data, links } = options;
    const child = spawn(
      process.execPath,
      [main, '--sample', '--port', String(port), '--data', data, '--links', links],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    this.ended = new Promise((resolve) =>
      child.once('close', (_code, signal) => {
        this.#hasEnded = true;
        resolve(signal);
      }),
    );
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface(stream).on('line', (line) => {
        if (/"level":[56]0/.test(line) || /^\w*Error\b/.test(line)) this.faults.push(line);
      });
    }
  }

  /** Resolves with how long after its start the port answered, ms. Rejects when the process ended before, killed apart. */
  async listening(): Promise<number> {
    while (!this.#hasEnded) {
      if (await answers(this.#options.port)) return performance.now() - this.startedAt;
      await wait(15);
    }
    const signal = await this.ended;
    if (signal === 'SIGKILL') return performance.now() - this.startedAt;
    throw new Error(`the server ended by itself: ${this.faults.join('\n')}`);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    const signal = await this.ended;
    if (signal !== 'SIGKILL') throw new Error(`the server ended by itself: ${this.faults.join('\n')}`);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The addresses that the server wrote down, and where this one leads to when it is entered: a cookie, as a browser gets it. */
export async function enter(
  options: ServerOptions,
  name: string,
): Promise<{ readonly cookie: string; readonly forumId: ForumId }> {
  const links = JSON.parse(await readFile(options.links, 'utf8')) as Record<string, string>;
  const token = links[name]?.split('/').at(-1) ?? '';
  const origin = originOf(options);
  const response = await fetch(`${origin}/api/links/${token}/enter`, { method: 'POST', headers: { origin } });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  const { forumId } = (await response.json()) as { forumId: ForumId };
  if (!response.ok || cookie === undefined) throw new Error(`${name} could not enter: ${String(response.status)}`);
  return { cookie, forumId };
}

function originOf({ port }: ServerOptions): string {
  return `http://127.0.0.1:${String(port)}`;
}

/** What an open page is made of: the code of the real page, over real sockets that carry a cookie. */
export function openPage(options: ServerOptions, cookie: string, forumId: ForumId, sittingId: SittingId): Assembly {
  const origin = originOf(options);
  const connection = openSocket(undefined, (wanted) =>
    // Node has no cookies of its own; and its sockets do not share one connection as a page's would.
    io(origin, { ...wanted, forceNew: true, transports: ['websocket'], extraHeaders: { origin, cookie } }),
  );
  return new Assembly({ forumId, sittingId, texts: false }, { connection });
}

export function openText(options: ServerOptions, cookie: string, textId: TextId): TextConnection {
  const origin = originOf(options);
  const withCookie = class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols ?? [], { headers: { cookie, origin } });
    }
  };
  return openTextConnection({
    origin: origin.replace('http', 'ws'),
    textId,
    version: protocolVersion,
    layout: draftLayout,
    WebSocket: withCookie as unknown as typeof globalThis.WebSocket,
  });
}
