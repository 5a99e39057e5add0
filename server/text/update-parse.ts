/**
 * What stands in an update (Yjs, version 1), byte by byte, before anything of it is believed?
 *
 * Yjs has a decoder of its own; it neither tells where it stopped nor where a struct lies, builds every content, and lets a second
 * section of one client hide the first. This one keeps for each struct the place of its bytes, so that an update can be written anew
 * without some of its parts. It reads with the same functions of lib0, so that both see the same thing in the same bytes.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';

export interface StructId {
  readonly client: number;
  readonly clock: number;
}

export type ParsedContent =
  | { readonly is: 'gc' }
  | { readonly is: 'deleted' }
  | { readonly is: 'string'; readonly text: string }
  | { readonly is: 'format'; readonly key: string; readonly value: unknown }
  /** 0 array, 1 map, 2 text, 3 XML element, 4 XML fragment, 5 XML hook, 6 XML text; the name of 3 and 5. */
  | { readonly is: 'type'; readonly ref: number; readonly name: string }
  | { readonly is: 'any'; readonly values: readonly unknown[] }
  /** JSON, binary, embed, subdocument, skip: nothing that a layout holds. */
  | { readonly is: 'foreign' };

export type ParsedParent = { readonly root: string } | { readonly item: StructId };

export interface ParsedStruct {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
  readonly content: ParsedContent;
  readonly origin: StructId | null;
  readonly rightOrigin: StructId | null;
  /** Only where there is neither origin. */
  readonly parent: ParsedParent | null;
  readonly key: string | null;
  /** Its bytes in the update. */
  readonly start: number;
  readonly end: number;
  /** Where its head (info, origins, parent) ends and its content begins. */
  readonly contentStart: number;
}

export interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

export interface ParsedUpdate {
  readonly bytes: Uint8Array;
  /** By client; the structs of each follow one another without gaps. */
  readonly sections: ReadonlyMap<number, readonly ParsedStruct[]>;
  readonly deletions: readonly DeletedRange[];
}

const hasOrigin = 128;
const hasRightOrigin = 64;
const hasKey = 32;

/** Reads an update; `mostStructs` and `mostRanges` bound the work. Anything odd is `malformed`, too many of anything is `size`. */
export function parseUpdate(
  bytes: Uint8Array,
  mostStructs: number,
  mostRanges: number,
): Result<ParsedUpdate, 'malformed' | 'size'> {
  try {
    const from = decoding.createDecoder(bytes);
    const sections = new Map<number, ParsedStruct[]>();
    let structs = 0;
    const count = decoding.readVarUint(from);
    if (count > mostStructs) return refuse('size');
    for (let index = 0; index < count; index++) {
      const length = decoding.readVarUint(from);
      structs += length;
      if (structs > mostStructs) return refuse('size');
      const client = decoding.readVarUint(from);
      let clock = decoding.readVarUint(from);
      // A second section of a client would hide the first from Yjs; an empty one is nobody's.
      if (sections.has(client) || length === 0) return refuse('malformed');
      const section: ParsedStruct[] = [];
      sections.set(client, section);
      for (let place = 0; place < length; place++) {
        const struct = readStruct(from, client, clock);
        if (struct.length < 1) return refuse('malformed');
        clock += struct.length;
        if (clock > Number.MAX_SAFE_INTEGER) return refuse('malformed');
        section.push(struct);
      }
    }
    const deletions: DeletedRange[] = [];
    const deleters = new Set<number>();
    const clients = decoding.readVarUint(from);
    if (clients > mostRanges) return refuse('size');
    for (let index = 0; index < clients; index++) {
      const client = decoding.readVarUint(from);
      if (deleters.has(client)) return refuse('malformed');
      deleters.add(client);
      const ranges = decoding.readVarUint(from);
      if (deletions.length + ranges > mostRanges) return refuse('size');
      let end = 0;
      for (let place = 0; place < ranges; place++) {
        const clock = decoding.readVarUint(from);
        const length = decoding.readVarUint(from);
        // Yjs writes them in order and apart; what is told twice would be counted twice.
        if (clock < end || length < 1 || clock + length > Number.MAX_SAFE_INTEGER) return refuse('malformed');
        end = clock + length;
        deletions.push({ client, clock, length });
      }
    }
    // Exactly at the end: neither bytes behind it, nor a string that reached over it.
    if (from.pos !== bytes.length) return refuse('malformed');
    return ok({ bytes, sections, deletions });
  } catch {
    return refuse('malformed');
  }
}

function readStruct(from: decoding.Decoder, client: number, clock: number): ParsedStruct {
  const start = from.pos;
  const info = readByte(from);
  const kind = info & 31;
  if (kind === 0 || kind === 10) {
    // Yjs takes a GC by its five low bits in one reader and by the whole byte for Skip in another: only the plain bytes are taken.
    if (info !== kind) throw new RangeError('odd info');
    const contentStart = from.pos;
    const length = decoding.readVarUint(from);
    const content: ParsedContent = kind === 0 ? { is: 'gc' } : { is: 'foreign' };
    return {
      client,
      clock,
      length,
      content,
      origin: null,
      rightOrigin: null,
      parent: null,
      key: null,
      start,
      end: from.pos,
      contentStart,
    };
  }
  const origin = (info & hasOrigin) !== 0 ? readId(from) : null;
  const rightOrigin = (info & hasRightOrigin) !== 0 ? readId(from) : null;
  let parent: ParsedParent | null = null;
  let key: string | null = null;
  if (origin === null && rightOrigin === null) {
    parent = decoding.readVarUint(from) === 1 ? { root: readString(from) } : { item: readId(from) };
    if ((info & hasKey) !== 0) key = readString(from);
  }
  const contentStart = from.pos;
  const { content, length } = readContent(from, kind);
  if (from.pos > from.arr.length) throw new RangeError('over the end');
  return { client, clock, length, content, origin, rightOrigin, parent, key, start, end: from.pos, contentStart };
}

function readContent(from: decoding.Decoder, kind: number): { content: ParsedContent; length: number } {
  switch (kind) {
    case 1:
      return { content: { is: 'deleted' }, length: decoding.readVarUint(from) };
    case 2: {
      const length = decoding.readVarUint(from);
      for (let index = 0; index < length; index++) readString(from);
      return { content: { is: 'foreign' }, length };
    }
    case 3:
      skipBytes(from);
      return { content: { is: 'foreign' }, length: 1 };
    case 4: {
      const text = readString(from);
      return { content: { is: 'string', text }, length: text.length };
    }
    case 5:
      readString(from);
      return { content: { is: 'foreign' }, length: 1 };
    case 6: {
      const key = readString(from);
      const value: unknown = JSON.parse(readString(from));
      return { content: { is: 'format', key, value }, length: 1 };
    }
    case 7: {
      const ref = decoding.readVarUint(from);
      const name = ref === 3 || ref === 5 ? readString(from) : '';
      return { content: { is: 'type', ref, name }, length: 1 };
    }
    case 8: {
      const length = decoding.readVarUint(from);
      const values: unknown[] = [];
      for (let index = 0; index < length; index++) values.push(readAny(from));
      return { content: { is: 'any', values }, length };
    }
    case 9:
      readString(from);
      readAny(from);
      return { content: { is: 'foreign' }, length: 1 };
    default:
      throw new RangeError('unknown content');
  }
}

function readByte(from: decoding.Decoder): number {
  if (from.pos >= from.arr.length) throw new RangeError('over the end');
  return decoding.readUint8(from);
}

function readId(from: decoding.Decoder): StructId {
  const client = decoding.readVarUint(from);
  return { client, clock: decoding.readVarUint(from) };
}

/** lib0 would read a string on into whatever memory lies behind the frame. */
function readString(from: decoding.Decoder): string {
  const text = decoding.readVarString(from);
  if (from.pos > from.arr.length) throw new RangeError('over the end');
  return text;
}

function readAny(from: decoding.Decoder): unknown {
  const value: unknown = decoding.readAny(from);
  if (from.pos > from.arr.length) throw new RangeError('over the end');
  return value;
}

function skipBytes(from: decoding.Decoder): void {
  const length = decoding.readVarUint(from);
  if (length > from.arr.length - from.pos) throw new RangeError('over the end');
  from.pos += length;
}

// -------------------------------------------------------------------------------------------------------- writing anew

/** How a struct is written: as it came, from an offset on, as deleted words in the same place, or as nothing at all (GC). */
export interface WrittenStruct {
  readonly struct: ParsedStruct;
  /** Leave out so many units at its beginning: they are known already. */
  readonly offset: number;
  readonly as: 'itself' | 'deleted' | 'gc';
}

/** An update (version 1) of these structs, per client in clock order, and these deletions. */
export function writeUpdate(
  bytes: Uint8Array,
  sections: ReadonlyMap<number, readonly WrittenStruct[]>,
  deletions: readonly DeletedRange[],
): Uint8Array {
  const out = encoding.createEncoder();
  // Higher client ids first, as Yjs writes them: conflicts are resolved in fewer steps.
  const clients = [...sections].sort((a, b) => b[0] - a[0]);
  encoding.writeVarUint(out, clients.length);
  for (const [client, structs] of clients) {
    const first = structs[0]!;
    encoding.writeVarUint(out, structs.length);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, first.struct.clock + first.offset);
    for (const written of structs) writeStruct(out, bytes, written);
  }
  writeDeletions(out, deletions);
  return encoding.toUint8Array(out);
}

/** An update that only deletes. */
export function writeDeletionsUpdate(deletions: readonly DeletedRange[]): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, 0);
  writeDeletions(out, deletions);
  return encoding.toUint8Array(out);
}

function writeStruct(out: encoding.Encoder, bytes: Uint8Array, { struct, offset, as }: WrittenStruct): void {
  if (as === 'gc' || struct.content.is === 'gc') {
    encoding.writeUint8(out, 0);
    encoding.writeVarUint(out, struct.length - offset);
    return;
  }
  if (as === 'itself' && offset === 0) {
    encoding.writeUint8Array(out, bytes.subarray(struct.start, struct.end));
    return;
  }
  const kind = as === 'deleted' || struct.content.is === 'deleted' ? 1 : bytes[struct.start]! & 31;
  if (offset === 0) {
    encoding.writeUint8(out, (bytes[struct.start]! & ~31) | kind);
    encoding.writeUint8Array(out, bytes.subarray(struct.start + 1, struct.contentStart));
  } else {
    // What follows a known part hangs on the last known unit, whatever the bytes say the first part hung on.
    encoding.writeUint8(out, hasOrigin | (struct.rightOrigin === null ? 0 : hasRightOrigin) | kind);
    writeId(out, { client: struct.client, clock: struct.clock + offset - 1 });
    if (struct.rightOrigin !== null) writeId(out, struct.rightOrigin);
  }
  if (kind === 1) encoding.writeVarUint(out, struct.length - offset);
  else if (struct.content.is === 'string') encoding.writeVarString(out, textFrom(struct.content.text, offset));
  else throw new Error('only words are cut');
}

/** The words from an offset on. A surrogate pair cut in two becomes U+FFFD, as Yjs does it. */
export function textFrom(text: string, offset: number): string {
  const code = text.charCodeAt(offset);
  const cut = offset > 0 && code >= 0xdc00 && code <= 0xdfff;
  return cut ? `\ufffd${text.slice(offset + 1)}` : text.slice(offset);
}

function writeId(out: encoding.Encoder, id: StructId): void {
  encoding.writeVarUint(out, id.client);
  encoding.writeVarUint(out, id.clock);
}

function writeDeletions(out: encoding.Encoder, deletions: readonly DeletedRange[]): void {
  const byClient = new Map<number, DeletedRange[]>();
  for (const range of deletions) {
    const ranges = byClient.get(range.client);
    if (ranges === undefined) byClient.set(range.client, [range]);
    else ranges.push(range);
  }
  encoding.writeVarUint(out, byClient.size);
  for (const [client, ranges] of [...byClient].sort((a, b) => b[0] - a[0])) {
    ranges.sort((a, b) => a.clock - b.clock);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, ranges.length);
    for (const range of ranges) {
      encoding.writeVarUint(out, range.clock);
      encoding.writeVarUint(out, range.length);
    }
  }
}
