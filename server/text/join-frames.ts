/**
 * What is sent to somebody who opens a text? Anew: one frame that all of them share, and behind it what was committed since it was made.
 * Coming back: in its place the words that were written since they left, and all deletions, as a state vector does not say which of them
 * one has.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { encodeDown } from '../../shared/protocol/text-wire.ts';

/** So many updates are sent one by one; more are put together first, once for all who come then. */
const mostLoose = 32;

export class JoinFrames {
  private base: Uint8Array;
  private baseVector: Uint8Array;
  /** Every deletion, as it stands at the end of an update. */
  private deletions: Uint8Array;
  /** The same in a frame of its own, for those who have all else; `null`: nobody has come back since the base was made. */
  private nothingElse: Uint8Array | null = null;
  /** What came since the base was made, in one frame; `null`: nothing, or all of it is still loose. */
  private since: Uint8Array | null = null;
  private loose: Uint8Array[] = [];

  /** `state` is the whole committed text, `doc`, as one update. */
  constructor(state: Uint8Array, doc: Y.Doc) {
    this.base = encodeDown({ type: 'sync-step-2', update: state });
    this.baseVector = Y.encodeStateVector(doc);
    this.deletions = deletionsOf(doc);
  }

  /** An update is committed. Costs nothing until somebody comes. */
  add(update: Uint8Array): void {
    this.loose.push(update);
  }

  /** The text, `doc`, was compacted: `state` is all of it. */
  renew(state: Uint8Array, doc: Y.Doc): void {
    this.base = encodeDown({ type: 'sync-step-2', update: state });
    this.baseVector = Y.encodeStateVector(doc);
    this.deletions = deletionsOf(doc);
    this.nothingElse = null;
    this.since = null;
    this.loose = [];
  }

  /** `committed` gives the committed document: asked only when there is much that came since. */
  all(committed: () => Y.Doc): readonly Uint8Array[] {
    return [this.base, ...this.tail(committed)];
  }

  /**
   * For who has so much already, by their state vector. Reading all deletions of a long text takes as long as reading the text: it is done
   * with the base, in a pause of the writers, and for each who comes back only what was written since is read.
   */
  forReturning(vector: Uint8Array, committed: () => Y.Doc): readonly Uint8Array[] {
    const has = Y.decodeStateVector(vector);
    const hasBase = [...Y.decodeStateVector(this.baseVector)].every(
      ([client, clock]) => (has.get(client) ?? 0) >= clock,
    );
    this.nothingElse ??= frameOf(new Uint8Array([0]), this.deletions);
    const words = hasBase ? this.nothingElse : frameOf(writtenSince(committed(), has), this.deletions);
    return [words, ...this.tail(committed)];
  }

  private tail(committed: () => Y.Doc): Uint8Array[] {
    if (this.loose.length > mostLoose) {
      const update = Y.encodeStateAsUpdate(committed(), this.baseVector);
      this.since = encodeDown({ type: 'update', update });
      this.loose = [];
    }
    const loose = this.loose.map((update) => encodeDown({ type: 'update', update }));
    return [...(this.since === null ? [] : [this.since]), ...loose];
  }
}

/** An update is what was written, and behind it what was deleted. */
function frameOf(written: Uint8Array, deletions: Uint8Array): Uint8Array {
  const update = new Uint8Array(written.length + deletions.length);
  update.set(written);
  update.set(deletions, written.length);
  return encodeDown({ type: 'sync-step-2', update });
}

/** A difference to what is the same: one byte that says that nothing was written, and every deletion. */
function deletionsOf(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).subarray(1);
}

/** What `Y.encodeStateAsUpdate` writes before the deletions. */
function writtenSince(doc: Y.Doc, has: ReadonlyMap<number, number>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  // Higher ids first, as Yjs does: others may hang on them.
  const clients = [...doc.store.clients].sort(([a], [b]) => b - a);
  const behind = clients.filter(([client]) => Y.getState(doc.store, client) > (has.get(client) ?? 0));
  encoding.writeVarUint(restEncoder, behind.length);
  for (const [client, structs] of behind) {
    const clock = has.get(client) ?? 0;
    const first = Y.findIndexSS(structs, clock);
    encoding.writeVarUint(restEncoder, structs.length - first);
    encoder.writeClient(client);
    encoding.writeVarUint(restEncoder, clock);
    for (let place = first; place < structs.length; place++) {
      const struct = structs[place]!;
      struct.write(encoder, place === first ? clock - struct.id.clock : 0);
    }
  }
  return encoding.toUint8Array(restEncoder);
}
