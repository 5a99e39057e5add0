/** What travels between a page and the engine over socket.io? It parses, hands on and answers; no rule stands here. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { isId, type LinkId, type LoginId, type PersonId, type SittingId, type TextId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import {
  upSchemas,
  type Answers,
  type CommandAnswer,
  type Down,
  type DownName,
  type Up,
  type UpName,
} from '../../shared/protocol/messages.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import type { Assemblies } from '../engine/assemblies.ts';
import { castBallot } from '../engine/cast-ballot.ts';
import { answerSurvey } from '../engine/survey-box.ts';
import type { Directory } from '../engine/directory.ts';
import type { Dispatch } from '../engine/dispatch.ts';
import type { People } from '../engine/people.ts';
import type { AccountChange, Bus, Clock, Store } from '../engine/ports.ts';
import { isGoodIn, type Door, type Visitor } from '../engine/visitor.ts';
import { LiveForums } from './live-forums.ts';
import { retryAfter } from './served-in-turn.ts';

/** The text side as followers need it: of the committed text, of removed clauses their place alone. */
export interface FollowedTexts {
  /** The whole text; `null` when unknown. */
  readClauses(textId: TextId): Promise<{ readonly textSeq: number; readonly clauses: readonly ClauseText[] } | null>;
  /** Calls back with what changed, twice a second a text at most. Returns the way to stop. */
  onChanged(listener: (change: FollowedChange) => void): () => void;
}

/** The clauses that changed from `fromSeq` (exclusive) to `textSeq`, each whole. */
export interface FollowedChange {
  readonly textId: TextId;
  readonly fromSeq: number;
  readonly textSeq: number;
  readonly changed: readonly ClauseText[];
}

export interface GatewayParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly door: Door;
  readonly assemblies: Assemblies;
  readonly directory: Directory;
  readonly dispatch: Dispatch;
  readonly people: People;
  readonly followed: FollowedTexts;
  readonly onFault: (fault: unknown) => void;
}

/** What a page may send: anything, until it is parsed. */
type PageUp = Record<UpName, (message: unknown, answer?: unknown) => void>;
type PageDown = { [Name in DownName]: (frame: Down[Name]) => void };
interface PageData {
  visitor: Exclude<Visitor, { is: 'nobody' }>;
  /** What the page said first: nothing yet, that it speaks our protocol, or another one. */
  greeting: 'awaited' | 'understood' | 'too-old';
}

export type PageServer = Server<PageUp, PageDown, Record<string, never>, PageData>;
export type PageSocket = Socket<PageUp, PageDown, Record<string, never>, PageData>;

/** Messages a socket may send before it must wait: a burst, and so many a second after it. */
const burst = 60;
const perSecond = 20;

export class Gateway {
  readonly #io: PageServer;
  readonly #parts: GatewayParts;
  readonly #forums: LiveForums;
  /** Logins and stage links that ended while this server ran: one may have been looked up just before, by a socket that is still at the door. */
  readonly #ended = new Set<LoginId | LinkId>();
  readonly #stop: () => void;
  /** They are being looked up. */
  #atTheDoor = 0;

  constructor(http: HttpServer, parts: GatewayParts) {
    this.#parts = parts;
    this.#io = new Server<PageUp, PageDown, Record<string, never>, PageData>(http, {
      path: '/socket.io',
      serveClient: false,
      transports: ['websocket', 'polling'],
      // Other upgrades on this server are the text endpoint's: the engine would cut them after a second.
      destroyUpgrade: false,
      maxHttpBufferSize: 64 * 1024,
      pingInterval: 20_000,
      pingTimeout: 15_000,
      perMessageDeflate: false,
      allowRequest: (request, answer) => {
        answer(null, parts.door.checkOrigin(request, request.headers.upgrade !== undefined).ok);
      },
    });
    this.#forums = new LiveForums(this.#io, parts);
    this.#io.use((socket, next) => {
      const retryAfterMs = retryAfter(this.#atTheDoor + this.#forums.waiting, Math.random());
      if (retryAfterMs !== null) {
        next(Object.assign(new Error('busy'), { data: { retryAfterMs } }));
        return;
      }
      this.#atTheDoor += 1;
      this.#admit(socket)
        .then(
          (code) => {
            next(code === null ? undefined : new Error(code));
          },
          (fault: unknown) => {
            parts.onFault(fault);
            next(new Error('busy'));
          },
        )
        .finally(() => {
          this.#atTheDoor -= 1;
        });
    });
    this.#io.on('connection', (socket) => {
      this.#serve(socket);
    });
    this.#stop = parts.bus.subscribe((message) => {
      if (message.topic === 'logins-ended') this.#end(new Set(message.loginIds));
      else if (message.topic === 'stage-links-ended') this.#end(new Set(message.linkIds));
    });
  }

  /** Tells everybody that the server goes away for a moment, and closes the HTTP server: resolves when its last connection is gone. */
  async close(): Promise<void> {
    this.#stop();
    this.#io.emit('notice', { code: 'server-restarting' });
    this.#forums.close();
    await this.#io.close();
  }

  /** Forgets what nobody followed for `idleMs`. Returns how many. */
  unloadIdle(idleMs: number): number {
    return this.#forums.unloadIdle(idleMs);
  }

  async #admit(socket: PageSocket): Promise<string | null> {
    const { door } = this.#parts;
    const { stage, forum } = socket.handshake.auth as { readonly stage?: unknown; readonly forum?: unknown };
    // A connection is of one login, so of one forum: the one it names, or where the browser signed in last.
    const about = typeof forum === 'string' && isId('forum', forum) ? forum : null;
    const visitor = typeof stage === 'string' ? await door.stage(stage) : await door.visitor(socket.request, about);
    if (!visitor.ok) return visitor.code;
    if (visitor.value.is === 'nobody') return 'not-signed-in';
    socket.data.visitor = visitor.value;
    socket.data.greeting = 'awaited';
    return null;
  }

  #serve(socket: PageSocket): void {
    const { visitor } = socket.data;
    if (this.#ended.has(cameBy(visitor))) {
      hangUp(socket);
      return;
    }
    const budget = new Budget(this.#parts.clock);
    this.#on(socket, 'hello', budget, (message) => this.#hello(socket, message));
    this.#on(socket, 'follow', budget, (message) => this.#follow(socket, message));
    this.#on(socket, 'command', budget, (message) => this.#command(socket, message));
    this.#on(socket, 'ballot', budget, (message) => this.#ballot(socket, message));
    this.#on(socket, 'answer', budget, (message) => this.#answer(socket, message));
    this.#on(socket, 'upvote', budget, (message) => Promise.resolve(this.#forums.upvote(socket, message)));
    socket.on('disconnect', () => {
      this.#forums.leave(socket);
    });
  }

  /** Parsed once, here; unknown input is a refusal, and a fault of ours is reported and answered as `fault`. */
  #on<Name extends UpName>(
    socket: PageSocket,
    name: Name,
    budget: Budget,
    serve: (message: Up[Name]) => Promise<Answers[Name]>,
  ): void {
    const schema = upSchemas[name];
    const listener = (message: unknown, reply?: unknown): void => {
      const answer = (result: Result<unknown>): void => {
        if (typeof reply === 'function') (reply as (result: Result<unknown>) => void)(result);
      };
      if (!budget.take()) {
        answer(refuse('too-fast'));
        return;
      }
      const parsed = schema.safeParse(message);
      if (!parsed.success) {
        answer(refuse('malformed'));
        return;
      }
      const greeting = name === 'hello' ? ok(null) : greetingOf(socket);
      if (!greeting.ok) {
        answer(greeting);
        return;
      }
      serve(parsed.data as Up[Name]).then(answer, (fault: unknown) => {
        this.#parts.onFault(fault);
        answer(refuse('fault'));
      });
    };
    (socket as unknown as { on(event: string, listener: (...given: unknown[]) => void): void }).on(name, listener);
  }

  #hello(socket: PageSocket, message: Up['hello']): Promise<Answers['hello']> {
    if (message.protocol !== protocolVersion) {
      socket.data.greeting = 'too-old';
      // The page may not read what is answered any more; the notice it has always known.
      socket.emit('notice', { code: 'client-too-old' });
      return Promise.resolve(refuse('client-too-old'));
    }
    socket.data.greeting = 'understood';
    const { visitor } = socket.data;
    const personId = visitor.is === 'person' ? visitor.personId : null;
    return Promise.resolve(ok({ personId, now: this.#parts.clock.now(), protocol: protocolVersion }));
  }

  async #command(socket: PageSocket, message: Up['command']): Promise<Result<CommandAnswer>> {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return refuse('not-permitted');
    const { dispatch } = this.#parts;
    if (message.to === 'forum') {
      return isGoodIn(visitor, message.forumId) ? this.#forumCommand(message, visitor.personId) : notFound;
    }
    const { sittingId, command, requestId } = message;
    if (!(await this.#isGoodAt(visitor, sittingId))) return notFound;
    return dispatch.sitting(sittingId, command, visitor.personId, requestId);
  }

  /** What nobody may see and what is not there get the same answer. */
  #follow(socket: PageSocket, message: Up['follow']): Promise<Answers['follow']> {
    return isGoodIn(socket.data.visitor, message.forumId)
      ? this.#forums.follow(socket, message)
      : Promise.resolve(notFound);
  }

  /** Is the login good in the forum of this sitting? */
  async #isGoodAt(visitor: PageData['visitor'], sittingId: SittingId): Promise<boolean> {
    const forumId = (await this.#parts.assemblies.sitting(sittingId))?.forum.state.forum.forumId ?? null;
    return forumId !== null && isGoodIn(visitor, forumId);
  }

  /** A link is renewed or ends in the unit of its event; then every browser it signed in is cut off. */
  async #forumCommand(
    message: Extract<Up['command'], { to: 'forum' }>,
    personId: PersonId,
  ): Promise<Result<CommandAnswer>> {
    const { dispatch, people, bus } = this.#parts;
    const { command, forumId, requestId } = message;
    let ended: readonly LoginId[] = [];
    const answer = await dispatch.forum(forumId, command, personId, requestId, async () => {
      const ending = await people.endLinks(command.personId, forumId);
      ended = ending.loginIds;
      if (command.type === 'forum.revoke-link') return { changes: ending.changes, answer: {} };
      const link = people.newLink({ for: 'person', personId: command.personId, forumId });
      const changes: readonly AccountChange[] = [...ending.changes, link.change];
      return { changes, answer: { linkToken: link.token } };
    });
    if (answer.ok && ended.length > 0) bus.publish({ topic: 'logins-ended', loginIds: ended });
    return answer;
  }

  async #ballot(socket: PageSocket, message: Up['ballot']): Promise<Answers['ballot']> {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return refuse('not-entitled');
    const { store, assemblies, clock, dispatch } = this.#parts;
    const { sittingId, ballot } = message;
    if (!(await this.#isGoodAt(visitor, sittingId))) return notFound;
    const by = visitor.personId;
    const { answer, seatId, deadlines } = await castBallot(store, assemblies, clock, sittingId, ballot, by);
    dispatch.deadlinesChanged(deadlines);
    if (seatId !== null) this.#forums.ballotTaken(sittingId, visitor.personId, ballot.pollId, seatId);
    return answer;
  }

  async #answer(socket: PageSocket, { sittingId, answer }: Up['answer']): Promise<Answers['answer']> {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return refuse('not-permitted');
    const { store, assemblies } = this.#parts;
    if (!(await this.#isGoodAt(visitor, sittingId))) return notFound;
    const given = await answerSurvey(store, assemblies, sittingId, answer, visitor.personId);
    if (given.ok) this.#forums.answerTaken(sittingId, visitor.personId, answer.surveyId);
    return given;
  }

  #end(ended: ReadonlySet<LoginId | LinkId>): void {
    for (const one of ended) this.#ended.add(one);
    for (const socket of this.#io.of('/').sockets.values()) {
      if (ended.has(cameBy(socket.data.visitor))) hangUp(socket);
    }
  }
}

/** By what a visitor is here: when it ends, so does the connection. */
function cameBy(visitor: PageData['visitor']): LoginId | LinkId {
  return visitor.is === 'person' ? visitor.loginId : visitor.linkId;
}

/** Missing and forbidden get the same answer. */
const notFound = refuse('not-found');

/** Nothing is done for a page before it is known to speak our protocol. */
function greetingOf(socket: PageSocket): Result<null> {
  switch (socket.data.greeting) {
    case 'understood':
      return ok(null);
    case 'too-old':
      return refuse('client-too-old');
    case 'awaited':
      return refuse('hello-missing');
  }
}

function hangUp(socket: PageSocket): void {
  socket.emit('notice', { code: 'login-ended' });
  socket.disconnect(true);
}

/** A bucket of messages: refused beyond it, never cut off. */
class Budget {
  readonly #clock: Clock;
  #left = burst;
  #at: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
  }

  take(): boolean {
    const now = this.#clock.now();
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#at) / 1000) * perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
