/**
 * What do a text's writers and the server say to each other on `/text/<textId>`?
 *
 * Binary frames of the y-websocket protocol (0 sync, 1 awareness, 3 query awareness), and beside them our own, from 100 on. Each
 * frame is one message. Everything that comes in is parsed here, once: malformed bytes give a refusal, never a throw.
 *
 * A connection: the client opens `/text/<textId>?client=<protocol version>&layout=<n>`; sends `bind` with the client ids it writes
 * under; gets `bound`; both sides sync as y-websocket does. Each sync frame of the client that holds an update (step 2 or update) is
 * counted, from 1; `ack n` says that all up to the n-th are committed or answered otherwise; `nack n` that the n-th was refused.
 * Any client may count: a state vector cannot acknowledge a deletion.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
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
/** The largest client id: what a JavaScript number holds exactly. */
export const clientIdMax = Number.MAX_SAFE_INTEGER;

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

export type ClauseState = 'open' | 'freezing' | 'locked';

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
  | { readonly type: 'flushed'; readonly clauseId: ClauseId };

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
  | { readonly type: 'announce'; readonly clauseId: ClauseId; readonly state: ClauseState }
  /** `gone`: client ids that are no longer here. */
  | { readonly type: 'presence'; readonly here: readonly Present[]; readonly gone: readonly number[] };

// -------------------------------------------------------------------------------------------------------------- writing

/** One frame from the client to the server. */
export function encodeUp(message: TextMessageUp): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
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
      encoding.writeVarUint(out, textMessage.queryAwareness);
      break;
    case 'bind':
      encoding.writeVarUint(out, textMessage.bind);
      writeNumbers(out, message.clientIds);
      break;
    case 'caret':
      encoding.writeVarUint(out, textMessage.caret);
      encoding.writeVarUint(out, message.clientId);
      writeCaret(out, message.caret);
      break;
    case 'flushed':
      encoding.writeVarUint(out, textMessage.flushed);
      encoding.writeVarString(out, message.clauseId);
      break;
  }
  return encoding.toUint8Array(out);
}

/** One frame from the server to clients; encoded once for all of them. */
export function encodeDown(message: TextMessageDown): Uint8Array<ArrayBuffer> {
  const out = encoding.createEncoder();
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
      encoding.writeVarUint(out, textMessage.bound);
      writeNumbers(out, message.clientIds);
      writeNumbers(out, message.taken);
      encoding.writeVarUint(out, message.mayWrite ? 1 : 0);
      encoding.writeVarUint(out, message.textSeq);
      break;
    case 'ack':
      encoding.writeVarUint(out, textMessage.ack);
      encoding.writeVarUint(out, message.frames);
      break;
    case 'nack':
      encoding.writeVarUint(out, textMessage.nack);
      encoding.writeVarUint(out, message.frame);
      encoding.writeVarString(out, message.code);
      encoding.writeVarString(out, message.detail);
      break;
    case 'neutralised':
      encoding.writeVarUint(out, textMessage.neutralised);
      encoding.writeVarUint(out, message.frame);
      encoding.writeVarUint(out, message.words.length);
      for (const given of message.words) {
        encoding.writeVarString(out, given.clauseId);
        encoding.writeVarString(out, given.lang);
        encoding.writeVarString(out, given.words);
      }
      encoding.writeVarUint(out, message.repair.by === 'reload' ? 1 : 0);
      if (message.repair.by === 'update') encoding.writeVarUint8Array(out, message.repair.update);
      break;
    case 'announce':
      encoding.writeVarUint(out, textMessage.announce);
      encoding.writeVarString(out, message.clauseId);
      encoding.writeVarString(out, message.state);
      break;
    case 'presence':
      encoding.writeVarUint(out, textMessage.presence);
      encoding.writeVarUint(out, message.here.length);
      for (const present of message.here) {
        encoding.writeVarUint(out, present.clientId);
        encoding.writeVarString(out, present.personId);
        encoding.writeVarString(out, present.name);
        writeCaret(out, present.caret);
      }
      writeNumbers(out, message.gone);
      break;
  }
  return encoding.toUint8Array(out);
}

type SyncMessage = Extract<TextMessageUp, { type: 'sync-step-1' | 'sync-step-2' | 'update' }>;

const syncTypes = ['sync-step-1', 'sync-step-2', 'update'] as const;

function writeSync(out: encoding.Encoder, message: SyncMessage): void {
  encoding.writeVarUint(out, textMessage.sync);
  encoding.writeVarUint(out, syncTypes.indexOf(message.type));
  encoding.writeVarUint8Array(out, message.type === 'sync-step-1' ? message.stateVector : message.update);
}

function writeHeartbeat(out: encoding.Encoder): void {
  encoding.writeVarUint(out, textMessage.awareness);
  // An awareness update of no clients: one byte, the number of them.
  encoding.writeVarUint8Array(out, new Uint8Array([0]));
}

function writeNumbers(out: encoding.Encoder, numbers: readonly number[]): void {
  encoding.writeVarUint(out, numbers.length);
  for (const number of numbers) encoding.writeVarUint(out, number);
}

function writeCaret(out: encoding.Encoder, caret: Caret | null): void {
  encoding.writeVarUint(out, caret === null ? 0 : 1);
  if (caret === null) return;
  encoding.writeVarString(out, caret.clauseId);
  encoding.writeVarString(out, caret.lang);
  encoding.writeVarUint8Array(out, caret.anchor);
  encoding.writeVarUint8Array(out, caret.head);
}

// -------------------------------------------------------------------------------------------------------------- reading

/** What a client sent. Bytes behind the message, unknown types and numbers out of bounds are `malformed`. */
export function parseUp(frame: Uint8Array): Result<TextMessageUp, 'malformed'> {
  return parse(frame, (from): TextMessageUp | null => {
    switch (decoding.readVarUint(from)) {
      case textMessage.sync:
        return readSync(from);
      case textMessage.awareness:
        decoding.readVarUint8Array(from);
        return { type: 'heartbeat' };
      case textMessage.queryAwareness:
        return { type: 'query-awareness' };
      case textMessage.bind:
        return { type: 'bind', clientIds: readNumbers(from, bindMaxIds) };
      case textMessage.caret:
        return { type: 'caret', clientId: decoding.readVarUint(from), caret: readCaret(from) };
      case textMessage.flushed:
        return { type: 'flushed', clauseId: readId(from, 'clause') };
      default:
        return null;
    }
  });
}

/** What the server sent. */
export function parseDown(frame: Uint8Array): Result<TextMessageDown, 'malformed'> {
  return parse(frame, (from): TextMessageDown | null => {
    switch (decoding.readVarUint(from)) {
      case textMessage.sync:
        return readSync(from);
      case textMessage.awareness:
        decoding.readVarUint8Array(from);
        return { type: 'heartbeat' };
      case textMessage.bound:
        return {
          type: 'bound',
          clientIds: readNumbers(from, 4096),
          taken: readNumbers(from, 4096),
          mayWrite: decoding.readVarUint(from) === 1,
          textSeq: decoding.readVarUint(from),
        };
      case textMessage.ack:
        return { type: 'ack', frames: decoding.readVarUint(from) };
      case textMessage.nack:
        return {
          type: 'nack',
          frame: decoding.readVarUint(from),
          code: oneOf(nackCodes, decoding.readVarString(from)),
          detail: decoding.readVarString(from),
        };
      case textMessage.neutralised:
        return {
          type: 'neutralised',
          frame: decoding.readVarUint(from),
          words: readWords(from),
          repair: readRepair(from),
        };
      case textMessage.announce:
        return {
          type: 'announce',
          clauseId: readId(from, 'clause'),
          state: oneOf(['open', 'freezing', 'locked'] as const, decoding.readVarString(from)),
        };
      case textMessage.presence:
        return { type: 'presence', here: readHere(from), gone: readNumbers(from, 65536) };
      default:
        return null;
    }
  });
}

/** The decoders of lib0 throw at the end of the bytes; here that becomes a refusal. */
function parse<T>(frame: Uint8Array, read: (from: decoding.Decoder) => T | null): Result<T, 'malformed'> {
  try {
    const from = decoding.createDecoder(frame);
    const message = read(from);
    if (message === null || decoding.hasContent(from)) return refuse('malformed');
    return ok(message);
  } catch {
    return refuse('malformed');
  }
}

function readSync(from: decoding.Decoder): SyncMessage | null {
  const type = syncTypes[decoding.readVarUint(from)];
  if (type === undefined) return null;
  const bytes = readBytes(from, Infinity);
  return type === 'sync-step-1' ? { type, stateVector: bytes } : { type, update: bytes };
}

/** A view would be shorter than promised where bytes are missing: lib0 does not notice, so it is checked here. */
function readBytes(from: decoding.Decoder, most: number): Uint8Array {
  const length = decoding.readVarUint(from);
  if (length > most || length > from.arr.length - from.pos) throw new RangeError('bytes out of bounds');
  return decoding.readUint8Array(from, length);
}

function readNumbers(from: decoding.Decoder, most: number): number[] {
  const length = decoding.readVarUint(from);
  if (length > most) throw new RangeError('too many numbers');
  const numbers: number[] = [];
  for (let index = 0; index < length; index++) numbers.push(decoding.readVarUint(from));
  return numbers;
}

function readCaret(from: decoding.Decoder): Caret | null {
  const there = decoding.readVarUint(from);
  if (there === 0) return null;
  return {
    clauseId: readId(from, 'clause'),
    lang: oneOf(langs, decoding.readVarString(from)),
    anchor: readBytes(from, 128),
    head: readBytes(from, 128),
  };
}

function readHere(from: decoding.Decoder): Present[] {
  const length = decoding.readVarUint(from);
  const here: Present[] = [];
  for (let index = 0; index < length; index++) {
    here.push({
      clientId: decoding.readVarUint(from),
      personId: readId(from, 'person'),
      name: decoding.readVarString(from),
      caret: readCaret(from),
    });
  }
  return here;
}

function readWords(from: decoding.Decoder): GivenBack[] {
  const length = decoding.readVarUint(from);
  const words: GivenBack[] = [];
  for (let index = 0; index < length; index++) {
    words.push({
      clauseId: readId(from, 'clause'),
      lang: oneOf(langs, decoding.readVarString(from)),
      words: decoding.readVarString(from),
    });
  }
  return words;
}

function readRepair(from: decoding.Decoder): Repair {
  if (decoding.readVarUint(from) === 1) return { by: 'reload' };
  return { by: 'update', update: readBytes(from, Infinity) };
}

function readId(from: decoding.Decoder, kind: 'clause'): ClauseId;
function readId(from: decoding.Decoder, kind: 'person'): PersonId;
function readId(from: decoding.Decoder, kind: 'clause' | 'person'): ClauseId | PersonId {
  const id = decoding.readVarString(from);
  if (!isId(kind, id)) throw new RangeError('not an id');
  return id;
}

function oneOf<T extends string>(values: readonly T[], text: string): T {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new RangeError('not one of the values');
  return found;
}
