/** What is sent to somebody who opens a text anew? One frame that all of them share, and behind it what was committed since it was made. */
import * as Y from 'yjs';
import { encodeDown } from '../../shared/protocol/text-wire.ts';

/** So many updates are sent one by one; more are put together first, once for all who come then. */
const mostLoose = 32;

export class JoinFrames {
  private base: Uint8Array;
  private baseVector: Uint8Array;
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
    this.since = null;
    this.loose = [];
  }

  /** `committed` gives the committed document: asked only when there is much that came since. */
  all(committed: () => Y.Doc): readonly Uint8Array[] {
    if (this.loose.length > mostLoose) {
      const update = Y.encodeStateAsUpdate(committed(), this.baseVector);
      this.since = encodeDown({ type: 'update', update });
      this.loose = [];
    }
    const loose = this.loose.map((update) => encodeDown({ type: 'update', update }));
    return [this.base, ...(this.since === null ? [] : [this.since]), ...loose];
  }
}
