/** What can have happened to comments? Who wrote a note is whoever caused its event. */
import type { DraftId, NoteId, PersonId, ThreadId } from '../lib/ids.ts';
import type { CommentAbout } from './comment.ts';

export type CommentEvent =
  | {
      readonly type: 'comment.started';
      readonly threadId: ThreadId;
      readonly draftId: DraftId;
      readonly about: CommentAbout;
      readonly noteId: NoteId;
      readonly text: string;
      readonly mentions: readonly PersonId[];
    }
  | {
      readonly type: 'comment.replied';
      readonly threadId: ThreadId;
      readonly noteId: NoteId;
      readonly text: string;
      readonly mentions: readonly PersonId[];
    }
  | { readonly type: 'comment.resolved'; readonly threadId: ThreadId }
  | { readonly type: 'comment.reopened'; readonly threadId: ThreadId }
  | { readonly type: 'comment.withdrawn'; readonly threadId: ThreadId; readonly noteId: NoteId };
