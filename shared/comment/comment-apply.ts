/** What becomes of a thread by what happened, what it marks in the text, and who is told of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { TextId } from '../lib/ids.ts';
import type { Recorded } from '../lib/streams.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEdit } from '../draft/draft-edit.ts';
import type { Audience } from '../people/audience.ts';
import { initialComments, type CommentsState, type Note, type Thread } from './comment.ts';
import type { CommentEvent } from './comment-events.ts';

/** What an event does to the running text, in the same unit: words of an open clause are marked. `null`: nothing. */
export function commentEdits(
  event: CommentEvent,
  before: { readonly draft: DraftState },
): { readonly textId: TextId; readonly edits: readonly DraftEdit[] } | null {
  if (event.type !== 'comment.started' || event.about.is !== 'words' || !event.about.marked) return null;
  const textId = before.draft.drafts[event.draftId]?.textId;
  if (textId === undefined) throw new Error(`${event.threadId} began in an unknown draft`);
  const { clauseId, lang, from, to } = event.about;
  return { textId, edits: [{ edit: 'mark-comment', clauseId, lang, from, to, threadId: event.threadId }] };
}

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyComment(state: CommentsState, recorded: Recorded<CommentEvent>): CommentsState {
  const { event, at, actor } = recorded;
  switch (event.type) {
    case 'comment.started': {
      if (actor === 'server') return state;
      const { threadId, draftId, about, noteId, text, mentions } = event;
      const notes: readonly Note[] = [{ noteId, by: actor, at, text, mentions }];
      return { threads: { ...state.threads, [threadId]: { threadId, draftId, about, notes, resolved: null } } };
    }
    case 'comment.replied': {
      if (actor === 'server') return state;
      const { noteId, text, mentions } = event;
      return withThread(state, event.threadId, (thread) => {
        return { ...thread, notes: [...thread.notes, { noteId, by: actor, at, text, mentions }] };
      });
    }
    case 'comment.resolved':
      return withThread(state, event.threadId, (thread) => ({ ...thread, resolved: { by: actor, at } }));
    case 'comment.reopened':
      return withThread(state, event.threadId, (thread) => ({ ...thread, resolved: null }));
    case 'comment.withdrawn':
      return withThread(state, event.threadId, (thread) => {
        const notes = thread.notes.map((note) => {
          return note.noteId === event.noteId ? { ...note, text: null, mentions: [] } : note;
        });
        return { ...thread, notes };
      });
    default:
      return assertNever(event);
  }
}

function withThread(
  state: CommentsState,
  threadId: Thread['threadId'],
  change: (thread: Thread) => Thread,
): CommentsState {
  const thread = state.threads[threadId];
  return thread === undefined ? state : { threads: { ...state.threads, [threadId]: change(thread) } };
}

/** Everybody who sees the text reads what is said of it; the hall's screen shows no word that nobody let through (PROP-5). */
export function viewComment(
  recorded: Recorded<CommentEvent>,
  _before: CommentsState,
  _after: CommentsState,
  audience: Audience,
): readonly CommentEvent[] {
  return audience === 'stage' ? [] : [recorded.event];
}

export function viewCommentsState(state: CommentsState, audience: Audience): CommentsState {
  return audience === 'stage' ? initialComments : state;
}
