/** Who is who? The composition root: the only file that knows every part. */
import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:http';
import { mayDo } from '../shared/people/permission.ts';
import { ok, refuse } from '../shared/lib/result.ts';
import type { SittingId } from '../shared/lib/ids.ts';
import type { ClauseText } from '../shared/draft/clause-runs.ts';
import { mayWriteReopened, mayWriteText } from '../shared/draft/text-writers.ts';
import { lastClosedPoll } from '../shared/poll/poll.ts';
import { createApp } from './app.ts';
import { openMemoryBus } from './bus/memory.ts';
import { systemClock } from './clock.ts';
import { Assemblies, capacitiesOf, type Assembly } from './engine/assemblies.ts';
import { Directory } from './engine/directory.ts';
import { Dispatch } from './engine/dispatch.ts';
import { People } from './engine/people.ts';
import type { Bus, Clock, Ids, Store, TextRights } from './engine/ports.ts';
import { Register } from './engine/register.ts';
import { Scheduler } from './engine/scheduler.ts';
import { Door } from './engine/visitor.ts';
import type { ResolutionPaper } from './http/sitting-routes.ts';
import { randomIds } from './ids.ts';
import { Gateway } from './live/gateway.ts';
import { buildResolution } from '../shared/papers/resolution.ts';
import { renderBadges } from './papers/badges.ts';
import { openPaperBureau, plainCode } from './papers/paper-bureau.ts';
import { openSqliteStore } from './store/sqlite.ts';
import { createTextServer, type TextServer, type TextServerDeps } from './text/text-endpoint.ts';

export interface ServiceParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly publicUrl: URL | null;
  /** The built client; `null`: none is served (tests, or the dev server does it). */
  readonly clientDirectory: string | null;
  readonly onFault: (fault: unknown) => void;
}

export interface Services {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly people: People;
  readonly assemblies: Assemblies;
  readonly http: HttpServer;
  /** Forgets rooms and folds that nobody looked at for `idleMs`. Returns how many. */
  unloadIdle(idleMs: number): number;
  /** Takes up the deadlines that were left; call once the server listens. */
  resume(): Promise<void>;
  /** Says goodbye to everybody, commits what passed the gate, closes the store. */
  close(): Promise<void>;
}

/** The store that needs nothing installed: one directory, one process. Rejects with a sentence when it cannot be opened. */
export function openEmbeddedStore(directory: string, onFailure: (fault: unknown) => void): Promise<Store> {
  return openSqliteStore({ directory, onFailure });
}

/** What a single process takes from the world: a bus within itself, the machine's clock, random ids. */
export function worldParts(): Pick<ServiceParts, 'bus' | 'clock' | 'ids'> {
  return { bus: openMemoryBus(), clock: systemClock(), ids: randomIds() };
}

/** Rooms and folds nobody looked at for so long are unloaded. */
const idleMs = 10 * 60_000;

export function openServices(parts: ServiceParts): Services {
  const { store, bus, clock, ids, publicUrl, onFault } = parts;
  const assemblies = new Assemblies(store, bus, clock);
  const door = new Door(store, { publicUrl });
  const people = new People({ store, bus, clock, ids, assemblies });
  const rights = textRights(store, assemblies);
  const text = openText(parts, door, assemblies, rights);
  const directory = new Directory(store);
  const scheduler: Scheduler = new Scheduler(
    clock,
    (sittingId, command) => dispatch.deadline(sittingId, command),
    onFault,
  );
  const papers = openPaperBureau(store, publicUrl?.origin ?? null);
  const dispatch = new Dispatch({ store, bus, clock, ids, assemblies, texts: text.texts, scheduler, papers });
  const app = createApp({
    store,
    clock,
    ids,
    door,
    people,
    assemblies,
    directory,
    textPast: text.past,
    textRights: rights,
    resolutionPaper,
    papers: { ...papers, plainCode },
    register: new Register({ store, bus, clock, ids, assemblies, people, texts: text.texts, directory }),
    badgePaper: renderBadges,
    publicUrl,
    clientDirectory: parts.clientDirectory,
    onFault,
  });
  const http = createServer(app);
  const gateway = new Gateway(http, {
    store,
    bus,
    clock,
    door,
    assemblies,
    directory,
    dispatch,
    people,
    followed: {
      readClauses: async (textId) => {
        const whole = await text.readClauses(textId);
        return whole === null ? null : { ...whole, clauses: whole.clauses.map(asFollowed) };
      },
      onChanged: (listener) =>
        text.onChanges((change) => {
          listener({ ...change, changed: change.changed.map(asFollowed) });
        }),
    },
    onFault,
  });
  http.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/text/') === true) text.handleUpgrade(request, socket, head);
    else if (request.url?.startsWith('/socket.io/') !== true) socket.destroy();
  });
  /** Who follows holds the rooms: so the followers' side lets go first. */
  const unloadIdle = (idle: number): number => gateway.unloadIdle(idle) + assemblies.unloadIdle(idle);
  const unloading = setInterval(() => unloadIdle(idleMs), 60_000);
  unloading.unref();
  return {
    store,
    ids,
    clock,
    people,
    assemblies,
    http,
    unloadIdle,
    resume: () => scheduler.resume(store),
    close: async () => {
      clearInterval(unloading);
      scheduler.stop();
      // Ends with the last connection of the server, the texts' included: so it is not waited for before they are closed.
      const hungUp = gateway.close();
      await text.close();
      http.closeAllConnections();
      await hungUp;
      assemblies.close();
      await bus.close();
      await store.close();
    },
  };
}

/** A removed clause keeps its place, which may have a number on paper; its words go to nobody who only reads. */
function asFollowed(clause: ClauseText): ClauseText {
  return clause.removed ? { ...clause, body: {} } : clause;
}

function assemblyOf(assemblies: Assemblies, stream: string): Promise<Assembly | null> {
  return assemblies.sitting(stream.slice('sitting:'.length) as SittingId);
}

function textRights(store: Store, assemblies: Assemblies): TextRights {
  return {
    rightsOf: async (stream, textId, personId) => {
      const assembly = await assemblyOf(assemblies, stream);
      if (assembly === null) return { read: false, write: false };
      const capacities = capacitiesOf(assembly, personId);
      const open = assembly.sitting.state.sitting.phase !== 'closed';
      const drafts = Object.values(assembly.sitting.state.draft.drafts);
      const draft = drafts.find((one) => one.textId === textId);
      const write = open && draft !== undefined && mayWriteText(draft, personId, capacities);
      // A decided clause that the chair opened is the drafting group's.
      const notIn = new Set(mayWriteReopened(capacities) ? [] : draft?.reopened);
      return { read: mayDo('sitting.see', capacities), write, notIn };
    },
    nameOf: async (_stream, personId) => (await store.readPerson(personId))?.name ?? {},
  };
}

function openText(parts: ServiceParts, door: Door, assemblies: Assemblies, rights: TextRights): TextServer {
  const { store, bus, clock, onFault } = parts;
  /** By the forum that the text belongs to; whoever is signed in elsewhere alone is told what they are told of no text. */
  const authorize: TextServerDeps['authorize'] = async (request, textId) => {
    const origin = door.checkOrigin(request, true);
    if (!origin.ok) return origin;
    const text = await store.readText(textId);
    const assembly = text === null ? null : await assemblyOf(assemblies, text.stream);
    const visitor = await door.visitor(request, assembly?.forum.state.forum.forumId ?? null);
    if (!visitor.ok) return visitor;
    return visitor.value.is === 'person' ? ok(visitor.value) : refuse('not-signed-in');
  };
  return createTextServer({ store, bus, clock, rights, authorize, onFault });
}

/** The same state gives the same bytes: the paper's time is that of the last decision in it. */
const resolutionPaper: ResolutionPaper = async ({ forum, sitting }, draftId, lang) => {
  const { draft, poll, sitting: own } = sitting.state;
  const found = draft.drafts[draftId];
  if (found === undefined) throw new Error(`no draft ${draftId}`);
  const model = buildResolution({
    forum: forum.state.forum,
    sittingTitle: own.title,
    byAddressee: own.template?.allows.byAddressee === true,
    draft: found,
    polls: poll,
    lang: lang === 'kk' ? 'kk' : 'ru',
    printedAt: lastClosedPoll(poll)?.result?.closedAt ?? forum.state.forum.dayStartsAt,
  });
  // As in the bureau: no start waits for what makes papers.
  const { renderDocx } = await import('./papers/docx.ts');
  return renderDocx(model);
};
