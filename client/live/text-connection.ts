/**
 * How does a page hold a text that several people write, and what may it say about it: saved, saving, offline?
 *
 * Public face first; see below for how edits are kept until the server has committed them.
 */
import * as Y from 'yjs';
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';
import type { Caret, GivenBack, NackCode, Present } from '../../shared/protocol/text-wire.ts';

/** What the line under the text says. */
export type Writing =
  /** Everything written here would survive the server's power failure. */
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  /** Not connected; so many changes are kept in this page and go out on return. */
  | { readonly is: 'offline'; readonly changes: number };

export type Link =
  | { readonly is: 'connecting' }
  | { readonly is: 'online' }
  /** Comes back by itself. */
  | { readonly is: 'offline' }
  /** The server said no for good (`textClose`): login ended, forbidden, unknown, wrong version. */
  | { readonly is: 'ended'; readonly code: number };

export interface TextState {
  readonly link: Link;
  /** The text has been received at least once. */
  readonly synced: boolean;
  /** By right and by layout version; until the server has said so, `false`. */
  readonly mayWrite: boolean;
  readonly writing: Writing;
  readonly freezing: ReadonlySet<ClauseId>;
  readonly locked: ReadonlySet<ClauseId>;
  /** Words that could not be taken: the clause was closed meanwhile, or the page had to start again. Oldest first. */
  readonly unsent: readonly Unsent[];
  /** The other writers, by client id. */
  readonly present: ReadonlyMap<number, Present>;
}

export interface Unsent extends GivenBack {
  readonly why: NackCode;
}

export interface TextConnectionOptions {
  /** `ws://host` or `wss://host`; the path `/text/<textId>` is added. */
  readonly origin: string;
  readonly textId: TextId;
  /** The version of the protocol this page speaks. */
  readonly version: number;
  /** The newest layout this page can write (`draftLayout`). */
  readonly layout: number;
  /** For tests in Node: the `ws` package's WebSocket, with cookies. In browsers left out. */
  readonly WebSocket?: typeof WebSocket;
}

export interface TextConnection {
  /** The text. After a rebuild it is another Y.Doc: bind views again on `onDoc`. */
  doc(): Y.Doc;
  /** Calls back after the doc was replaced. Returns the way to stop. */
  onDoc(listener: (doc: Y.Doc) => void): () => void;
  state(): TextState;
  /** Calls back after each change of state. Returns the way to stop. */
  onState(listener: (state: TextState) => void): () => void;
  /** Where this page's caret is; `null`: nowhere. Sent at most five times a second. */
  setCaret(caret: Caret | null): void;
  /** The reader has done something with an unsent change; takes it off the list. */
  dismissUnsent(unsent: Unsent): void;
  /** Goes offline and comes back by hand (tests, a page that is hidden). */
  disconnect(): void;
  connect(): void;
  close(): void;
}
