/**
 * What do a text's writers and the server say to each other on `/text/<textId>`?
 *
 * Binary frames of the y-websocket protocol (0 sync, 1 awareness, 3 query awareness), and beside them our own, from 100 on. Each
 * frame is one message. Everything that comes in is parsed here, once: malformed bytes give a refusal, never a throw.
 *
 * A connection: the client opens `/text/<textId>?client=<protocol version>&layout=<n>`, with `&person=<id>` where it says whose page it
 * is (another's login is closed with `loginEnded`); sends `bind` with the client ids it writes
 * under; gets `bound`; both sides sync as y-websocket does. Each sync frame of the client that holds an update (step 2 or update) is
 * counted, from 1; `ack n` says that all up to the n-th are committed or answered otherwise; `nack n` that the n-th was refused.
 * Any client may count: a state vector cannot acknowledge a deletion.
 */
import { ByteReader, ByteWriter } from '../lib/bytes.ts';
import { isId, type ClauseId, type PersonId } from '../lib/ids.ts';
import { langs, type Lang } from '../lib/lang.ts';
import { ok, refuse, type Result } from '../lib/result.ts';

export const textMessage = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  bind: 100,
  bound: 101,
  ack: 102,
  nack: 103,
  neutralised: 104,
  announce: 105,
  caret: 106,
  presence: 107,
  flushed: 108,
  touched: 109,
} as const;

/** 4400 to 4499 are final for the client, any other code means: come back. */
export const textClose = {
  loginEnded: 4401,
  forbidden: 4403,
  /** Unknown and forbidden get the same answer; this one is for texts that were closed for good. */
  unknown: 4404,
  wrongVersion: 4426,
  malformed: 4500,
  reloaded: 4501,
  tooSlow: 4502,
  goingDown: 4503,
  overloaded: 4504,
} as const;

/** Largest frame in either direction but for the joiner's snapshot, in bytes. */
export const frameMaxBytes = 1024 * 1024;
/** Largest single update of a writer, in bytes. Longer ones come in chunks. */
export const updateMaxBytes = 64 * 1024;
/** Ids in one `bind`: a page and what it was before it came back. */
export const bindMaxIds = 64;

/** Why an edit was refused. `identity`, `gap` and `malformed` rebuild the client's doc under a new client id. */
export const nackCodes = [
  'malformed', // the bytes are no update, or one no honest client makes
  'size',
  'identity', // a client id that is not the writer's
  'gap', // a clock, an origin or a deletion of what does not exist
  'place', // not a place, type, mark or value of the layout
  'right', // may read, may not write
  'locked', // the clause is closed
  'quota', // the text or its state would be too large
  'mass-deletion', // a third of the draft at once: ask the moderator
  'busy', // the server could not store it: it comes again by itself
] as const;
export type NackCode = (typeof nackCodes)[number];

/** Where a person's caret is: encoded Yjs relative positions in the words of a clause. */
export interface Caret {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly anchor: Uint8Array;
  readonly head: Uint8Array;
}

/** One writer. The name is the server's; the client never sends one. */
export interface Present {
  readonly clientId: number;
  readonly personId: PersonId;
  readonly name: string;
  /** `null`: here, with no caret in the words. */
  readonly caret: Caret | null;
}

/** Words that came too late for a place that was closed, given back. */
export interface GivenBack {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly words: string;
}

/** What the client of neutralised structs must do: apply the deletions, or start again because a deletion was dropped. */
export type Repair = { readonly by: 'update'; readonly update: Uint8Array } | { readonly by: 'reload' };

/** The last time that somebody touched a clause in a language. */
export interface Touched {
  readonly clauseId: ClauseId;
  /** `null`: the clause itself, its place, kind, addressee or date. */
  readonly lang: Lang | null;
  /** ms UTC, by the server's clock. */
  readonly at: number;
  readonly textSeq: number;
  readonly personId: PersonId | 'server';
  /** The person's, by the server; empty for the server itself. */
  readonly name: string;
}

/** In the place of a clause: the text as a whole. */
export const everyClause = '*';
export type EveryClause = typeof everyClause;

/** `nothing new`, of the whole alone: its clauses have states of their own, and none is added. */
export const clauseStates = ['open', 'freezing', 'locked', 'nothing new'] as const;
export type ClauseState = (typeof clauseStates)[number];

export type TextMessageUp =
  | { readonly type: 'sync-step-1'; readonly stateVector: Uint8Array }
  | { readonly type: 'sync-step-2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  /** The content of an awareness message is not looked at: it only shows that the page lives. */
  | { readonly type: 'heartbeat' }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'bind'; readonly clientIds: readonly number[] }
  | { readonly type: 'caret'; readonly clientId: number; readonly caret: Caret | null }
  /** The answer to a `freezing` announcement: nothing more is under way from here, the freeze need not wait. */
  | { readonly type: 'flushed'; readonly clauseId: ClauseId | EveryClause };

export type TextMessageDown =
  | { readonly type: 'sync-step-1'; readonly stateVector: Uint8Array }
  | { readonly type: 'sync-step-2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'heartbeat' }
  /** `taken`: ids of the `bind` that are somebody else's; what was written under them must be written again. */
  | {
      readonly type: 'bound';
      readonly clientIds: readonly number[];
      readonly taken: readonly number[];
      readonly mayWrite: boolean;
      readonly textSeq: number;
    }
  | { readonly type: 'ack'; readonly frames: number }
  | { readonly type: 'nack'; readonly frame: number; readonly code: NackCode; readonly detail: string }
  | {
      readonly type: 'neutralised';
      readonly frame: number;
      readonly words: readonly GivenBack[];
      readonly repair: Repair;
    }
  | { readonly type: 'announce'; readonly clauseId: ClauseId | EveryClause; readonly state: ClauseState }
  /** `gone`: client ids that are no longer here. */
  | { readonly type: 'presence'; readonly here: readonly Present[]; readonly gone: readonly number[] }
  /** After joining all of them, then those that are new: each replaces what was said of its clause and language. */
  | { readonly type: 'touched'; readonly touched: readonly Touched[] };

// -------------------------------------------------------------------------------------------------------------- writing

/** One frame from the client to the server. */
export function encodeUp(message: TextMessageUp): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  switch (message.type) {
    case 'sync-step-1':
    case 'sync-step-2':
    case 'update':
      writeSync(out, message);
      break;
    case 'heartbeat':
      writeHeartbeat(out);
      break;
    case 'query-awareness':
      out.number(textMessage.queryAwareness);
      break;
    case 'bind':
      out.number(textMessage.bind);
      writeNumbers(out, message.clientIds);
      break;
    case 'caret':
      out.number(textMessage.caret);
      out.number(message.clientId);
      writeCaret(out, message.caret);
      break;
    case 'flushed':
      out.number(textMessage.flushed);
      out.words(message.clauseId);
      break;
  }
  return out.done();
}

/** One frame from the server to clients; encoded once for all of them. */
export function encodeDown(message: TextMessageDown): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  switch (message.type) {
    case 'sync-step-1':
    case 'sync-step-2':
    case 'update':
      writeSync(out, message);
      break;
    case 'heartbeat':
      writeHeartbeat(out);
      break;
    case 'bound':
      out.number(textMessage.bound);
      writeNumbers(out, message.clientIds);
      writeNumbers(out, message.taken);
      out.number(message.mayWrite ? 1 : 0);
      out.number(message.textSeq);
      break;
    case 'ack':
      out.number(textMessage.ack);
      out.number(message.frames);
      break;
    case 'nack':
      out.number(textMessage.nack);
      out.number(message.frame);
      out.words(message.code);
      out.words(message.detail);
      break;
    case 'neutralised':
      out.number(textMessage.neutralised);
      out.number(message.frame);
      out.number(message.words.length);
      for (const given of message.words) {
        out.words(given.clauseId);
        out.words(given.lang);
        out.words(given.words);
      }
      out.number(message.repair.by === 'reload' ? 1 : 0);
      if (message.repair.by === 'update') out.block(message.repair.update);
      break;
    case 'announce':
      out.number(textMessage.announce);
      out.words(message.clauseId);
      out.words(message.state);
      break;
    case 'presence':
      out.number(textMessage.presence);
      out.number(message.here.length);
      for (const present of message.here) {
        out.number(present.clientId);
        out.words(present.personId);
        out.words(present.name);
        writeCaret(out, present.caret);
      }
      writeNumbers(out, message.gone);
      break;
    case 'touched':
      out.number(textMessage.touched);
      writeTouched(out, message.touched);
      break;
  }
  return out.done();
}

type SyncMessage = Extract<TextMessageUp, { type: 'sync-step-1' | 'sync-step-2' | 'update' }>;

const syncTypes = ['sync-step-1', 'sync-step-2', 'update'] as const;

function writeSync(out: ByteWriter, message: SyncMessage): void {
  out.number(textMessage.sync);
  out.number(syncTypes.indexOf(message.type));
  out.block(message.type === 'sync-step-1' ? message.stateVector : message.update);
}

function writeHeartbeat(out: ByteWriter): void {
  out.number(textMessage.awareness);
  // An awareness update of no clients: one byte, the number of them.
  out.block(new Uint8Array([0]));
}

function writeNumbers(out: ByteWriter, numbers: readonly number[]): void {
  out.number(numbers.length);
  for (const number of numbers) out.number(number);
}

/** Each person comes once, in a list before the touches: a draft has many clauses and few writers. */
function writeTouched(out: ByteWriter, touched: readonly Touched[]): void {
  const names = new Map(touched.map(({ personId, name }) => [personId, name]));
  const people = [...names.keys()];
  out.number(people.length);
  for (const personId of people) {
    out.words(personId);
    out.words(names.get(personId) ?? '');
  }
  const places = new Map(people.map((personId, place) => [personId, place]));
  out.number(touched.length);
  for (const { clauseId, lang, at, textSeq, personId } of touched) {
    out.words(clauseId);
    out.words(lang ?? '');
    out.number(at);
    out.number(textSeq);
    out.number(places.get(personId) ?? 0);
  }
}

function writeCaret(out: ByteWriter, caret: Caret | null): void {
  out.number(caret === null ? 0 : 1);
  if (caret === null) return;
  out.words(caret.clauseId);
  out.words(caret.lang);
  out.block(caret.anchor);
  out.block(caret.head);
}

// -------------------------------------------------------------------------------------------------------------- reading

/** What a client sent. Bytes behind the message, unknown types and numbers out of bounds are `malformed`. */
export function parseUp(frame: Uint8Array): Result<TextMessageUp, 'malformed'> {
  return parse(frame, (from): TextMessageUp | null => {
    switch (from.number()) {
      case textMessage.sync:
        return readSync(from);
      case textMessage.awareness:
        from.block();
        return { type: 'heartbeat' };
      case textMessage.queryAwareness:
        return { type: 'query-awareness' };
      case textMessage.bind:
        return { type: 'bind', clientIds: readNumbers(from, bindMaxIds) };
      case textMessage.caret:
        return { type: 'caret', clientId: from.number(), caret: readCaret(from) };
      case textMessage.flushed:
        return { type: 'flushed', clauseId: readAnnounced(from) };
      default:
        return null;
    }
  });
}

/** What the server sent. */
export function parseDown(frame: Uint8Array): Result<TextMessageDown, 'malformed'> {
  return parse(frame, (from): TextMessageDown | null => {
    switch (from.number()) {
      case textMessage.sync:
        return readSync(from);
      case textMessage.awareness:
        from.block();
        return { type: 'heartbeat' };
      case textMessage.bound:
        return {
          type: 'bound',
          clientIds: readNumbers(from, 4096),
          taken: readNumbers(from, 4096),
          mayWrite: from.number() === 1,
          textSeq: from.number(),
        };
      case textMessage.ack:
        return { type: 'ack', frames: from.number() };
      case textMessage.nack:
        return {
          type: 'nack',
          frame: from.number(),
          code: oneOf(nackCodes, from.words()),
          detail: from.words(),
        };
      case textMessage.neutralised:
        return {
          type: 'neutralised',
          frame: from.number(),
          words: readWords(from),
          repair: readRepair(from),
        };
      case textMessage.announce:
        return {
          type: 'announce',
          clauseId: readAnnounced(from),
          state: oneOf(clauseStates, from.words()),
        };
      case textMessage.presence:
        return { type: 'presence', here: readHere(from), gone: readNumbers(from, 65536) };
      case textMessage.touched:
        return { type: 'touched', touched: readTouched(from) };
      default:
        return null;
    }
  });
}

/** What is out of bounds throws in the reader; here that becomes a refusal. */
function parse<T>(frame: Uint8Array, read: (from: ByteReader) => T | null): Result<T, 'malformed'> {
  try {
    const from = new ByteReader(frame);
    const message = read(from);
    if (message === null || !from.atEnd) return refuse('malformed');
    return ok(message);
  } catch {
    return refuse('malformed');
  }
}

function readSync(from: ByteReader): SyncMessage | null {
  const type = syncTypes[from.number()];
  if (type === undefined) return null;
  const bytes = from.block();
  return type === 'sync-step-1' ? { type, stateVector: bytes } : { type, update: bytes };
}

function readNumbers(from: ByteReader, most: number): number[] {
  const length = from.number();
  if (length > most) throw new RangeError('too many numbers');
  const numbers: number[] = [];
  for (let index = 0; index < length; index++) numbers.push(from.number());
  return numbers;
}

function readCaret(from: ByteReader): Caret | null {
  const there = from.number();
  if (there === 0) return null;
  return {
    clauseId: readId(from, 'clause'),
    lang: oneOf(langs, from.words()),
    anchor: from.block(128),
    head: from.block(128),
  };
}

function readHere(from: ByteReader): Present[] {
  const length = from.number();
  const here: Present[] = [];
  for (let index = 0; index < length; index++) {
    here.push({
      clientId: from.number(),
      personId: readId(from, 'person'),
      name: from.words(),
      caret: readCaret(from),
    });
  }
  return here;
}

function readTouched(from: ByteReader): Touched[] {
  const people: { personId: PersonId | 'server'; name: string }[] = [];
  for (let left = from.number(); left > 0; left--) {
    const id = from.words();
    if (id !== 'server' && !isId('person', id)) throw new RangeError('not a person');
    people.push({ personId: id, name: from.words() });
  }
  const touched: Touched[] = [];
  for (let left = from.number(); left > 0; left--) {
    const clauseId = readId(from, 'clause');
    const lang = from.words();
    const [at, textSeq] = [from.number(), from.number()];
    const by = people[from.number()];
    if (by === undefined) throw new RangeError('nobody');
    touched.push({ clauseId, lang: lang === '' ? null : oneOf(langs, lang), at, textSeq, ...by });
  }
  return touched;
}

function readWords(from: ByteReader): GivenBack[] {
  const length = from.number();
  const words: GivenBack[] = [];
  for (let index = 0; index < length; index++) {
    words.push({
      clauseId: readId(from, 'clause'),
      lang: oneOf(langs, from.words()),
      words: from.words(),
    });
  }
  return words;
}

function readRepair(from: ByteReader): Repair {
  if (from.number() === 1) return { by: 'reload' };
  return { by: 'update', update: from.block() };
}

function readId(from: ByteReader, kind: 'clause'): ClauseId;
function readId(from: ByteReader, kind: 'person'): PersonId;
function readId(from: ByteReader, kind: 'clause' | 'person'): ClauseId | PersonId {
  const id = from.words();
  if (!isId(kind, id)) throw new RangeError('not an id');
  return id;
}

function readAnnounced(from: ByteReader): ClauseId | EveryClause {
  const id = from.words();
  if (id !== everyClause && !isId('clause', id)) throw new RangeError('not a clause');
  return id;
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError('not one of the values');
  return found;
}
