/** How does a page reach the server, and come back after a cut? The socket behind a small face, so that tests need no network. */
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { ForumId } from '../../shared/lib/ids.ts';
import { refuse, type Refusal } from '../../shared/lib/result.ts';
import type { Answers, Down, DownName, Up, UpName } from '../../shared/protocol/messages.ts';

/** What a page hears. Frames of one connection come in the order in which they were sent. */
export interface ConnectionListener {
  opened(): void;
  /** The line is gone or could not be had; the connection tries again by itself. */
  lost(): void;
  /** The server will not have this page; the connection has given up. */
  refused(refusal: Refusal): void;
  received<Name extends DownName>(name: Name, frame: Down[Name]): void;
}

export interface Connection {
  /** Begins. Called once, before anything else. */
  open(listener: ConnectionListener): void;
  /** Sends and waits for the answer; rejects when the line is lost or `withinMs` have passed: then nobody knows whether it arrived. */
  ask<Name extends UpName>(name: Name, message: Up[Name], withinMs: number): Promise<Answers[Name]>;
  /** Drops a line that seems dead, and tries at once instead of after the pause. */
  retryNow(): void;
  close(): void;
}

/**
 * The pause before the nth try (from 0), ms: doubling from 0.5 s to 15 s, of which a random half is taken off (`random`: 0 to 1),
 * so that a hall that lost its Wi-Fi does not come back in one instant.
 */
export function pauseBefore(tries: number, random: number): number {
  const longest = Math.min(15_000, 500 * 2 ** Math.min(tries, 10));
  return Math.round(longest * (1 - random / 2));
}

/** The frames that are listened to; the type makes a missing one an error. */
const downNames: Record<DownName, true> = {
  events: true,
  snapshot: true,
  mine: true,
  crowd: true,
  counts: true,
  survey: true,
  text: true,
  notice: true,
};

/** Makes the socket; the browser's goes to where the page came from. */
export type Dial = (options: Partial<ManagerOptions & SocketOptions>) => Socket;

/** Beside the cookie: a stage's token, or the forum for which the cookies are looked at (one browser may be in several). */
export interface ShownAtTheDoor {
  readonly forumId?: ForumId;
  readonly stageToken?: string;
}

/** socket.io: websocket first, then polling where a proxy lets nothing else through. */
export function openSocket(shown: ShownAtTheDoor = {}, dial: Dial = io): Connection {
  const socket = dial({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // We come back by ourselves: the library's own pause cannot be cut short when the phone wakes.
    reconnection: false,
    autoConnect: false,
    timeout: 10_000,
    auth: shown.stageToken === undefined ? { forum: shown.forumId } : { stage: shown.stageToken },
  });
  let tries = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let given = false;

  function tryLater(told: number | null = null): void {
    clearTimeout(pause);
    if (!given) pause = setTimeout(() => socket.connect(), told ?? pauseBefore(tries++, Math.random()));
  }

  return {
    open(listener) {
      socket.on('connect', () => {
        tries = 0;
        listener.opened();
      });
      socket.on('disconnect', () => {
        if (given) return;
        listener.lost();
        tryLater();
      });
      socket.on('connect_error', (error) => {
        if (given) return;
        // Inactive: the server has answered, and its word is the code. Otherwise no server was reached.
        if (!socket.active && !isPassing(error.message)) {
          given = true;
          listener.refused(refuse(error.message));
        } else {
          listener.lost();
          tryLater(toldPause(error));
        }
      });
      for (const name of Object.keys(downNames) as DownName[]) {
        socket.on(name, (frame: Down[typeof name]) => {
          if (!given) listener.received(name, frame);
        });
      }
      socket.connect();
    },
    async ask<Name extends UpName>(name: Name, message: Up[Name], withinMs: number) {
      // Without a line the library would keep the message and send it on return, past any close of a vote.
      if (!socket.connected) throw new Error('no line');
      return (await socket.timeout(withinMs).emitWithAck(name, message)) as Answers[Name];
    },
    retryNow() {
      if (given) return;
      clearTimeout(pause);
      tries = 0;
      if (socket.connected) socket.disconnect();
      clearTimeout(pause);
      socket.connect();
    },
    close() {
      given = true;
      clearTimeout(pause);
      socket.disconnect();
    },
  };
}

/** A full server says when to come again, ms; `null`: nothing sensible was said. */
export function toldPause(error: Error): number | null {
  const { data } = error as { readonly data?: { readonly retryAfterMs?: unknown } };
  const told = data?.retryAfterMs;
  return typeof told === 'number' && told >= 0 && told <= 60_000 ? told : null;
}

/** May the same be asked again later? Any other refusal at the door is final for this page. */
export function isPassing(code: string): boolean {
  return ['busy', 'too-fast', 'too-many', 'fault', 'server-restarting', 'server-not-ready'].includes(code);
}
