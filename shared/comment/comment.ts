/** What is a comment? Notes in a thread beside the words of a clause, or beside the clause as a whole. */
import type { ClauseId, DraftId, NoteId, PersonId, ThreadId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { Actor } from '../lib/streams.ts';

/**
 * What it is about. Words of an open clause carry the thread in their marks and are found by them, wherever they have gone; `from` and
 * `to` (UTF-16 units) only say where they stood. Words of a clause that was closed carry no mark: there the offsets hold.
 */
export type CommentAbout =
  | { readonly is: 'clause'; readonly clauseId: ClauseId }
  | {
      readonly is: 'words';
      readonly clauseId: ClauseId;
      readonly lang: Lang;
      readonly quote: string;
      readonly from: number;
      readonly to: number;
      readonly marked: boolean;
    };

export interface Note {
  readonly noteId: NoteId;
  readonly by: PersonId;
  readonly at: number;
  /** `null`: its author took it back. */
  readonly text: string | null;
  readonly mentions: readonly PersonId[];
}

export interface Thread {
  readonly threadId: ThreadId;
  readonly draftId: DraftId;
  readonly about: CommentAbout;
  /** In the order in which they were written; the first is its author's. */
  readonly notes: readonly Note[];
  /** `null`: it is open. */
  readonly resolved: { readonly by: Actor; readonly at: number } | null;
}

export interface CommentsState {
  readonly threads: Readonly<Record<ThreadId, Thread>>;
}

export const initialComments: CommentsState = { threads: {} };

/** Longest note, quote, and the most notes in a thread, people mentioned in a note and open threads of one person in a draft. */
export const commentLimits = { note: 2_000, quote: 2_000, notes: 200, mentions: 10, openThreads: 100 } as const;

/** Who began it. */
export function threadAuthor(thread: Thread): PersonId | null {
  return thread.notes[0]?.by ?? null;
}

/** Has it nothing left to read? All its notes were taken back. */
export function isThreadEmpty(thread: Thread): boolean {
  return thread.notes.every(({ text }) => text === null);
}

/** The threads of a draft that have something to read, in the order in which they were begun. */
export function threadsOf(state: CommentsState, draftId: DraftId): readonly Thread[] {
  return Object.values(state.threads)
    .filter((thread) => thread.draftId === draftId && !isThreadEmpty(thread))
    .sort((a, b) => begunAt(a) - begunAt(b) || (a.threadId < b.threadId ? -1 : 1));
}

function begunAt(thread: Thread): number {
  return thread.notes[0]?.at ?? 0;
}

/**
 * Where somebody was named and has not answered: the newest such note of each open thread, newest first. Writing in the thread is an
 * answer, so is resolving it.
 */
export function mentionsWaiting(
  state: CommentsState,
  personId: PersonId,
): readonly { readonly thread: Thread; readonly note: Note }[] {
  const waiting: { thread: Thread; note: Note }[] = [];
  for (const thread of Object.values(state.threads)) {
    if (thread.resolved !== null) continue;
    let note: Note | undefined;
    for (const one of thread.notes) {
      if (one.text === null) continue;
      if (one.by === personId) note = undefined;
      else if (one.mentions.includes(personId)) note = one;
    }
    if (note !== undefined) waiting.push({ thread, note });
  }
  return waiting.sort((a, b) => b.note.at - a.note.at);
}
