/** Who sits in the hall? Thousands of raw sockets in one process, which come, listen, stall and come back. */
import { pauseBefore } from '../../../client/live/connection.ts';
import { serveParent, sharedNow } from './child.ts';
import { RawSocket, Seen, type Address } from './raw-socket.ts';

export interface Coming {
  readonly address: Address;
  readonly cookies: readonly string[];
  /** So many on their way at a time. */
  readonly atOnce: number;
  readonly records: boolean;
}

/** How they stand; `heldBy`: how many hold each sequence of the sitting. */
export interface Standing {
  readonly live: number;
  readonly messages: number;
  readonly bytes: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly arrivals: Readonly<Record<string, { readonly count: number; readonly lastAt: number }>>;
  readonly wrong: readonly string[];
  readonly heldBy: Readonly<Record<string, number>>;
  readonly textBy: Readonly<Record<string, number>>;
  readonly turnoutBy: Readonly<Record<string, number>>;
  readonly pollBy: Readonly<Record<string, number>>;
  /** When the last came back, on the shared clock. */
  readonly lastBackAt: number;
}

let seen = new Seen();
let sockets: RawSocket[] = [];
let lastBackAt = 0;

serveParent({
  come,
  mark: () => seen.reset(),
  stand,
  record: () => seen.record,
  stall: ({ count, isStalled }: { count: number; isStalled: boolean }) => {
    for (const socket of sockets.slice(-count)) socket.stall(isStalled);
  },
  leave: () => {
    for (const socket of sockets) socket.close();
    [sockets, seen] = [[], new Seen()];
    globalThis.gc?.();
  },
});

async function come({ address, cookies, atOnce, records }: Coming): Promise<void> {
  const queue = cookies.entries();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [place, cookie] of queue) {
        const socket = new RawSocket(address, cookie, seen, comeBack, records && place === 0);
        sockets.push(socket);
        await socket.open(from(place));
      }
    }),
  );
}

/** One address has 28,000 ports, some of which still wait after the last hall. */
function from(place: number): string {
  return `127.0.0.${String(1 + (place % 4))}`;
}

const tries = new WeakMap<RawSocket, number>();

/** As a page does: after a pause of its own, and the longer one where it is told one. */
function comeBack(socket: RawSocket, retryAfterMs: number | null): void {
  const tried = tries.get(socket) ?? 0;
  tries.set(socket, tried + 1);
  const pauseMs = retryAfterMs ?? pauseBefore(tried, Math.random());
  setTimeout(() => {
    if (!sockets.includes(socket)) return;
    void socket.open(from(sockets.indexOf(socket))).then(() => {
      tries.delete(socket);
      lastBackAt = sharedNow();
    });
  }, pauseMs);
}

function stand(): Standing {
  const by = (of: (socket: RawSocket) => string | number | null): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const socket of sockets) counts[String(of(socket))] = (counts[String(of(socket))] ?? 0) + 1;
    return counts;
  };
  return {
    live: sockets.filter(({ isLive }) => isLive).length,
    messages: seen.messages,
    bytes: seen.bytes,
    byName: Object.fromEntries(seen.byName),
    arrivals: Object.fromEntries(seen.arrivals),
    wrong: seen.wrong.slice(0, 20),
    heldBy: by(({ held }) => held.sitting),
    textBy: by(({ held }) => held.text),
    turnoutBy: by(({ turnout }) => turnout),
    pollBy: by(({ pollId }) => pollId),
    lastBackAt,
  };
}
