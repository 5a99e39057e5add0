/**
 * What is ours measured beside? `stock`: socket.io as one would write it first, which tells each change to all and acknowledges from
 * memory. `plain`: nothing but ws, which sends given frames to all.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import { meterDeeds, serveParent, sharedNow } from './child.ts';

/** A frame of the recorded traffic, so many ms after its beginning. */
export interface Recorded {
  readonly atMs: number;
  readonly text: string;
}

let wss: WebSocketServer | null = null;

serveParent({
  ...meterDeeds(),
  stock: () => openStock(),
  plain: () => openPlain(),
  replay: (frames: readonly Recorded[]) => replay(frames),
});

async function openStock(): Promise<number> {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  const cast = new Set<string>();
  let connected = 0;
  io.on('connection', (socket) => {
    connected += 1;
    socket.on('disconnect', () => (connected -= 1));
    socket.on('ballot', (ballot: { pollId: string }, answer: (value: unknown) => void) => {
      cast.add(socket.id);
      answer({ ok: true, value: { pollId: ballot.pollId, revision: 1, at: Date.now() } });
      io.emit('crowd', {
        sittingId: 'sit',
        connected,
        turnout: { pollId: ballot.pollId, cast: cast.size, seats: 153 },
      });
    });
    socket.on('edit', (edit: { after: number }) => io.emit('edit', edit));
    socket.on('result', (result: unknown) => io.emit('result', result));
  });
  return listen(http);
}

async function openPlain(): Promise<number> {
  const http = createServer();
  wss = new WebSocketServer({ server: http, perMessageDeflate: false });
  wss.on('connection', (socket) => socket.on('error', () => socket.terminate()));
  return listen(http);
}

/** Each frame to all, at the pace at which it came. */
async function replay(frames: readonly Recorded[]): Promise<void> {
  const from = sharedNow();
  for (const { atMs, text } of frames) {
    const waitMs = from + atMs - sharedNow();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const bytes = Buffer.from(text);
    for (const socket of wss?.clients ?? []) socket.send(bytes, { binary: false });
  }
}

function listen(http: ReturnType<typeof createServer>): Promise<number> {
  return new Promise((resolve) => {
    http.listen(0, '127.0.0.1', 4096, () => resolve((http.address() as AddressInfo).port));
  });
}
