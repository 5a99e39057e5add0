/**
 * What is sent to somebody who opens a text? Anew: one frame that all of them share, and behind it what was committed since it was made.
 * Coming back with all that frame brings: in its place the deletions alone, as a state vector does not say which of them one has.
 */
import * as Y from 'yjs';
import { encodeDown } from '../../shared/protocol/text-wire.ts';

/** So many updates are sent one by one; more are put together first, once for all who come then. */
const mostLoose = 32;

export class JoinFrames {
  private base: Uint8Array;
  private baseVector: Uint8Array;
  /** Every deletion and nothing else, in one frame; `null`: nobody has come back since the base was made. */
  private deletions: Uint8Array | null = null;
  /** What came since the base was made, in one frame; `null`: nothing, or all of it is still loose. */
  private since: Uint8Array | null = null;
  private loose: Uint8Array[] = [];

  /** `state` is the whole committed text as one update, `vector` its state vector. */
  constructor(state: Uint8Array, vector: Uint8Array) {
    this.base = encodeDown({ type: 'sync-step-2', update: state });
    this.baseVector = vector;
  }

  /** An update is committed. Costs nothing until somebody comes. */
  add(update: Uint8Array): void {
    this.loose.push(update);
  }

  /** The text was compacted: `state` is all of it. */
  renew(state: Uint8Array, vector: Uint8Array): void {
    this.base = encodeDown({ type: 'sync-step-2', update: state });
    this.baseVector = vector;
    this.deletions = null;
    this.since = null;
    this.loose = [];
  }

  /** `committed` gives the committed document: asked only when there is much that came since. */
  all(committed: () => Y.Doc): readonly Uint8Array[] {
    return [this.base, ...this.tail(committed)];
  }

  /**
   * For who has so much already, by their state vector; `null`: they lack some of the base. Reading all deletions of a long text takes as
   * long as reading the text: it is done once for all who come back.
   */
  forReturning(vector: Uint8Array, committed: () => Y.Doc): readonly Uint8Array[] | null {
    const has = Y.decodeStateVector(vector);
    for (const [client, clock] of Y.decodeStateVector(this.baseVector)) {
      if ((has.get(client) ?? 0) < clock) return null;
    }
    this.deletions ??= encodeDown({ type: 'sync-step-2', update: deletionsOf(committed()) });
    return [this.deletions, ...this.tail(committed)];
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

/** A difference to what is the same: no words, and every deletion. */
function deletionsOf(doc: Y.Doc): Uint8Array {
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
}
