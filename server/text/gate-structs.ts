/** On what does each struct of an update hang: on what the document has, or on what comes earlier in the update? */
import * as Y from 'yjs';
import { nowhere, placeOfType, type Place } from './draft-place.ts';
import type { ParsedStruct, StructId, WrittenStruct } from './update-parse.ts';

/** A struct of the update that the document does not have, with what was found out about it. */
export interface NewStruct {
  readonly struct: ParsedStruct;
  readonly offset: number;
  readonly clock: number;
  readonly length: number;
  origin: StructId | null;
  /** The type it hangs in. */
  parent: Place;
  key: string | null;
  /** If it is a type: its own place. */
  place: Place;
  as: WrittenStruct['as'];
  deleted: boolean;
  readonly parentType: { type: object | null };
}

/** The part of a struct that begins at `state`, the first clock that the document does not have. */
export function newStruct(struct: ParsedStruct, state: number): NewStruct {
  const offset = Math.max(0, state - struct.clock);
  return {
    struct,
    offset,
    clock: struct.clock + offset,
    length: struct.length - offset,
    origin: offset > 0 ? { client: struct.client, clock: state - 1 } : struct.origin,
    parent: nowhere,
    key: null,
    place: nowhere,
    as: 'itself',
    deleted: struct.content.is === 'deleted',
    parentType: { type: null },
  };
}

/** A struct that is there, or that comes earlier in the update; `void`: it was, and nothing is left of it. */
export type Found =
  | { readonly in: 'document'; readonly item: Y.Item }
  | { readonly in: 'update'; readonly struct: NewStruct }
  | { readonly in: 'void' };

export type FoundStruct = Exclude<Found, { in: 'void' }>;

export class NewStructs {
  /** By client, in the order of their clocks. */
  readonly byClient = new Map<number, readonly NewStruct[]>();
  /** How far each client's structs have been resolved. */
  private readonly reached = new Map<number, number>();

  constructor(
    private readonly doc: Y.Doc,
    /** Items passed while checking that two origins stand in their order. */
    private stepsLeft: number,
  ) {}

  get isEmpty(): boolean {
    return this.byClient.size === 0;
  }

  /** `state`: the client's next clock in the document. */
  add(client: number, structs: readonly NewStruct[], state: number): void {
    this.byClient.set(client, structs);
    this.reached.set(client, state);
  }

  /** The next clock of a client: in the document, or after what of the update has been resolved. */
  stateOf(client: number): number {
    return this.reached.get(client) ?? Y.getState(this.doc.store, client);
  }

  /**
   * Goes through the structs in an order in which each finds what it hangs on. Where none is left to go, there is a gap: the client is
   * given back. So is what `place` says of the first struct that it refuses.
   */
  resolve<Refused>(place: (struct: NewStruct) => Refused | null): Refused | { readonly gapOf: number } | null {
    const next = new Map<number, number>();
    for (let moved = true; moved;) {
      moved = false;
      for (const [client, structs] of this.byClient) {
        let index = next.get(client) ?? 0;
        for (; index < structs.length; index++) {
          const struct = structs[index]!;
          if (!this.hasAll(struct)) break;
          const refused = place(struct);
          if (refused !== null) return refused;
          this.reached.set(client, struct.clock + struct.length);
          moved = true;
        }
        next.set(client, index);
      }
    }
    for (const [client, structs] of this.byClient) if (next.get(client) !== structs.length) return { gapOf: client };
    return null;
  }

  private hasAll({ origin, struct }: NewStruct): boolean {
    const parent = struct.parent !== null && 'item' in struct.parent ? struct.parent.item : null;
    return (
      (origin === null || this.has(origin)) &&
      (struct.rightOrigin === null || this.has(struct.rightOrigin)) &&
      (parent === null || this.has(parent))
    );
  }

  private has(id: StructId): boolean {
    return id.clock < this.stateOf(id.client);
  }

  find(id: StructId): Found {
    const { store } = this.doc;
    if (id.clock < Y.getState(store, id.client)) {
      const structs = store.clients.get(id.client)!;
      const item = structs[Y.findIndexSS(structs, id.clock)]!;
      return item instanceof Y.Item ? { in: 'document', item } : { in: 'void' };
    }
    const structs = this.byClient.get(id.client)!;
    const struct = structs[indexOfClock(structs, id.clock)]!;
    return struct.as === 'gc' ? { in: 'void' } : { in: 'update', struct };
  }

  /** The type in which a struct hangs: its place, the key there, the type itself. */
  parentOf(found: FoundStruct): { parent: Place; key: string | null; type: object | null } {
    if (found.in === 'update') {
      return { parent: found.struct.parent, key: found.struct.key, type: found.struct.parentType.type };
    }
    const type = found.item.parent;
    if (!(type instanceof Y.AbstractType)) return { parent: nowhere, key: null, type: null };
    return { parent: placeOfType(this.doc, type), key: found.item.parentSub, type };
  }

  /** Do both origins hang in the same type, and does the left one stand left of the right one? */
  orderOf(struct: NewStruct, left: FoundStruct, right: FoundStruct): 'in order' | 'two places' | 'reverse' | 'too far' {
    const other = this.parentOf(right);
    if (other.type === null || other.type !== struct.parentType.type || other.key !== struct.key) return 'two places';
    if (left.in === 'update' || right.in === 'update') return 'in order';
    // Two units of one item stand in the order of their clocks.
    if (left.item === right.item) {
      return struct.origin!.clock < struct.struct.rightOrigin!.clock ? 'in order' : 'reverse';
    }
    for (let item: Y.Item | null = left.item; item !== right.item; item = item.right) {
      if (item === null) return 'reverse';
      if (this.stepsLeft-- === 0) return 'too far';
    }
    return 'in order';
  }
}

/** The place in the list of the struct that holds the clock. */
export function indexOfClock(structs: readonly NewStruct[], clock: number): number {
  let left = 0;
  let right = structs.length - 1;
  while (left < right) {
    const middle = (left + right + 1) >> 1;
    if (structs[middle]!.clock <= clock) left = middle;
    else right = middle - 1;
  }
  return left;
}
