/**
 * How does much that was written away from the server go out? In updates that it takes: small ones laid together, large ones cut.
 *
 * A cut never parts a new clause from what belongs to it: it falls before a clause or before words alone, and words are the only
 * thing that is itself cut in two.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/** What one update to the server may hold at most; under what the gate takes (64 kB, 5,000 structs, 2,000 deletions). */
export interface ChunkLimits {
  readonly bytes: number;
  readonly structs: number;
  readonly ranges: number;
}
export const chunkLimits: ChunkLimits = { bytes: 56 * 1024, structs: 4_500, ranges: 1_800 };

/** Words of one struct are cut at this many UTF-16 units; in UTF-8 they are three times that at most. */
const wordsMax = 12 * 1024;

interface DeletedRange {
  readonly client: number;
  readonly clock: number;
  readonly len: number;
}

/**
 * The update in pieces that each are within the limits, in the order in which they must be applied; the very same where it already
 * is. What is deleted comes with the last of what is inserted. An update of several pages at once is left whole: its parts may
 * lean on each other both ways.
 */
export function cutUpdate(update: Uint8Array, limits: ChunkLimits = chunkLimits): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const ranges = [...ds.clients].flatMap(([client, items]) => items.map(({ clock, len }) => ({ client, clock, len })));
  const isSmall = update.length <= limits.bytes && structs.length <= limits.structs && ranges.length <= limits.ranges;
  const clients = new Set(structs.map(({ id }) => id.client));
  if (isSmall || clients.size > 1) return [update];
  const pieces = cutStructs(structs.flatMap(cutWords), limits);
  const deletions = cutRanges(ranges, limits.ranges);
  const last = pieces.at(-1);
  const rest = deletions[0];
  // Words that move are deleted in one place and put into another: together, where there is room, so that it is seen.
  if (last !== undefined && rest !== undefined) {
    const together = encodeUpdate(last, rest);
    if (together.length <= limits.bytes)
      return [
        ...pieces.slice(0, -1).map((piece) => encodeUpdate(piece, [])),
        together,
        ...deletionsOf(deletions.slice(1)),
      ];
  }
  return [...pieces.map((piece) => encodeUpdate(piece, [])), ...deletionsOf(deletions)];
}

function deletionsOf(deletions: readonly (readonly DeletedRange[])[]): Uint8Array[] {
  return deletions.map((ranges) => encodeUpdate([], ranges));
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

function cutStructs(structs: readonly Struct[], limits: ChunkLimits): Struct[][] {
  const pieces: Struct[][] = [];
  let piece: Struct[] = [];
  let bytes = 0;
  // What must stay together, as one: a clause with its parts, or words.
  for (const group of groupsOf(structs)) {
    const size = encodeUpdate(group, []).length;
    if (piece.length > 0 && (bytes + size > limits.bytes || piece.length + group.length > limits.structs)) {
      pieces.push(piece);
      piece = [];
      bytes = 0;
    }
    piece.push(...group);
    bytes += size;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

function groupsOf(structs: readonly Struct[]): Struct[][] {
  const groups: Struct[][] = [];
  for (const struct of structs) {
    const last = groups.at(-1);
    if (last === undefined || mayBeginPiece(struct)) groups.push([struct]);
    else last.push(struct);
  }
  return groups;
}

function mayBeginPiece(struct: Struct): boolean {
  if (!(struct instanceof Y.Item)) return false;
  // In bytes a root's child names its parent; before integration Yjs keeps that name as a string.
  const parent: unknown = struct.parent;
  const { content } = struct;
  return content instanceof Y.ContentString || content instanceof Y.ContentFormat || parent === 'clauses';
}

function cutWords(struct: Struct): Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct];
  const text = struct.content.str;
  if (text.length <= wordsMax) return [struct];
  const parts: Struct[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + wordsMax, text.length);
    // A pair of surrogates is one letter.
    const code = text.charCodeAt(to);
    if (to < text.length && code >= 0xdc00 && code <= 0xdfff) to -= 1;
    const { client, clock } = struct.id;
    const origin = from === 0 ? struct.origin : Y.createID(client, clock + from - 1);
    const parent = from === 0 ? struct.parent : null;
    const id = Y.createID(client, clock + from);
    // Yjs gives the two classes a common ancestor by hand, which lint cannot see.
    const content = new Y.ContentString(text.slice(from, to)) as unknown as Y.Item['content'];
    parts.push(new Y.Item(id, null, origin, null, struct.rightOrigin, parent, struct.parentSub, content));
    from = to;
  }
  return parts;
}

function cutRanges(ranges: readonly DeletedRange[], most: number): DeletedRange[][] {
  const pieces: DeletedRange[][] = [];
  for (let from = 0; from < ranges.length; from += most) pieces.push(ranges.slice(from, from + most));
  return pieces;
}

/** An update (version 1) of these structs of one client, in the order of their clocks, and these deletions. */
function encodeUpdate(structs: readonly Struct[], ranges: readonly DeletedRange[]): Uint8Array {
  const out = new Y.UpdateEncoderV1();
  const first = structs[0];
  encoding.writeVarUint(out.restEncoder, first === undefined ? 0 : 1);
  if (first !== undefined) {
    encoding.writeVarUint(out.restEncoder, structs.length);
    encoding.writeVarUint(out.restEncoder, first.id.client);
    encoding.writeVarUint(out.restEncoder, first.id.clock);
    for (const struct of structs) struct.write(out, 0);
  }
  const byClient = new Map<number, DeletedRange[]>();
  for (const range of ranges) byClient.set(range.client, [...(byClient.get(range.client) ?? []), range]);
  encoding.writeVarUint(out.restEncoder, byClient.size);
  for (const [client, own] of byClient) {
    encoding.writeVarUint(out.restEncoder, client);
    encoding.writeVarUint(out.restEncoder, own.length);
    for (const { clock, len } of own) {
      encoding.writeVarUint(out.restEncoder, clock);
      encoding.writeVarUint(out.restEncoder, len);
    }
  }
  return out.toUint8Array();
}
