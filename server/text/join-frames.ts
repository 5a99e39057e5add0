/** What is sent to somebody who opens a text anew? One frame that all of them share, and behind it what was committed since it was made. */
import * as Y from 'yjs';
import { encodeDown } from '../../shared/protocol/text-wire.ts';

/** So many updates are merged into one frame: more would cost more than they save. */
const mergedAtOnce = 32;

export class JoinFrames {
  private frames: Uint8Array[];
  private loose: Uint8Array[] = [];

  /** `state` is the whole committed text as one update. */
  constructor(state: Uint8Array) {
    this.frames = [encodeDown({ type: 'sync-step-2', update: state })];
  }

  /** An update is committed. */
  add(update: Uint8Array): void {
    this.loose.push(update);
    if (this.loose.length === mergedAtOnce) this.merge();
  }

  /** The text was compacted: `state` is all of it. */
  renew(state: Uint8Array): void {
    this.frames = [encodeDown({ type: 'sync-step-2', update: state })];
    this.loose = [];
  }

  all(): readonly Uint8Array[] {
    this.merge();
    return this.frames;
  }

  private merge(): void {
    if (this.loose.length === 0) return;
    const update = this.loose.length === 1 ? this.loose[0]! : Y.mergeUpdates(this.loose);
    this.frames.push(encodeDown({ type: 'update', update }));
    this.loose = [];
  }
}
