/**
 * How does a page hold a text that several people write, and what may it say about it: saved, saving, offline?
 *
 * What is written here is kept, transaction by transaction, until the server has acknowledged it, and sent again after a cut: the
 * text itself cannot tell what has arrived, because a state vector counts no deletions. It is kept on the device too, so that it
 * outlives the page. When the server refuses an edit, all later ones of this page would be gaps: so the page starts again with a new
 * doc under a new client id, and hands back the words.
 */
import type * as Y from 'yjs';
import type { Run } from '../../shared/draft/clause-runs.ts';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { Caret, GivenBack, NackCode, Present, Touched } from '../../shared/protocol/text-wire.ts';
import { TextWriter } from './text-writer.ts';

/** What the line under the text says. */
export type Writing =
  /** Everything written here would survive the server's power failure. */
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  /** Much was written away from the server, and goes out now: so many changes of so many have arrived. */
  | { readonly is: 'sending'; readonly done: number; readonly of: number }
  /** Not connected; so many changes are kept here and go out on return. */
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
  /** The text is here: the server has sent it, or this device had kept it. */
  readonly synced: boolean;
  /** By right and by layout version: what the server says, until then what it had said last; where neither is known, `false`. */
  readonly mayWrite: boolean;
  readonly writing: Writing;
  /** What is not sent yet outlives this page (`device`), or not: storage is full, or forbidden as in private windows. */
  readonly keptIn: 'device' | 'page';
  readonly freezing: ReadonlySet<ClauseId>;
  readonly locked: ReadonlySet<ClauseId>;
  /** Clauses may be added to it. */
  readonly takesNew: boolean;
  /** Words that could not be taken: the clause was closed meanwhile, or the page had to start again. Oldest first. */
  readonly unsent: readonly Unsent[];
  /** The other writers, by client id. */
  readonly present: ReadonlyMap<number, Present>;
  /** When and by whom each clause was last touched in a language (`lang: null`: the clause itself), by `touchedKey`. */
  readonly touched: ReadonlyMap<string, Touched>;
}

export interface Unsent extends GivenBack {
  readonly why: NackCode;
  /** What it would make of the text, fit to be proposed; left out, the words are all that is known. */
  readonly would?: UnsentDeed;
}

export type UnsentDeed =
  /** The clause would say this, in the language of the words. */
  | { readonly is: 'say'; readonly runs: readonly Run[] }
  /** These clauses would be gone, in the order of the text. `words` is empty then. */
  | { readonly is: 'take-out'; readonly clauseIds: readonly ClauseId[] };

export interface TextConnectionOptions {
  /** `ws://host` or `wss://host`; the path `/text/<textId>` is added. */
  readonly origin: string;
  readonly textId: TextId;
  /** Whose page it is: what is written is kept on this device under this person, and sent by no login but theirs. `null`: not kept. */
  readonly personId?: PersonId | null;
  /** The version of the protocol this page speaks. */
  readonly version: number;
  /** The newest layout this page can write (`draftLayout`). */
  readonly layout: number;
  /** An edit of this page was refused: for the log, and for tests; the reader is told by `unsent`. */
  readonly onRefused?: (code: NackCode, detail: string) => void;
  /** Is a letter typed here and not on the screen yet? Then what others type is shown right behind it, and not before it. */
  readonly isShowing?: () => boolean;
  /** How long changes are gathered before they go out, in ms; 50 when left out. */
  readonly gatherMs?: number;
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

/** Opens the connection and begins to connect. The caller closes it. */
export function openTextConnection(options: TextConnectionOptions): TextConnection {
  return new TextWriter(options);
}
