/** When may somebody comment, what marks the words, and who calls a thread done? */
import { assertNever } from '../lib/assert-never.ts';
import type { PersonId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { parseCanonicalClause } from '../draft/canonical-clause.ts';
import { plainText } from '../draft/clause-runs.ts';
import type { DraftState } from '../draft/draft.ts';
import { closedClause } from '../draft/draft.ts';
import type { ForumState } from '../forum/forum.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { commentLimits, threadAuthor, threadsOf, type CommentAbout, type CommentsState } from './comment.ts';
import type { CommentCommand } from './comment-commands.ts';
import type { CommentEvent } from './comment-events.ts';
import { findQuote, type QuotePlace } from './quote-place.ts';

export type CommentRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'draft-unknown'
  | 'clause-unknown'
  | 'words-changed'
  | 'person-unknown'
  | 'thread-unknown'
  | 'thread-resolved'
  | 'thread-open'
  | 'thread-full'
  | 'threads-too-many'
  | 'note-unknown';

/**
 * What the committed text says of the words that `comment.start` quotes: `no-clause`, `gone` (the words), or where they stand; of a quote
 * that is empty, whether the clause stands. `ask-server`: not known here, the server will look.
 */
export type QuotedWords = QuotePlace | 'clause' | 'no-clause' | 'gone' | 'ask-server';

export interface CommentContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  readonly forum: Pick<ForumState, 'members'>;
  readonly draft: DraftState;
  readonly quotedWords: QuotedWords;
}

/** Pure: permission before existence, then the thread's state (RULES, COMM-1 …). */
export function decideComment(
  state: CommentsState,
  command: CommentCommand,
  context: CommentContext,
): Result<readonly CommentEvent[], CommentRefusalCode> {
  if (context.actor === 'server') return refuse('not-permitted');
  const { personId } = context.actor;
  // Own words may be taken back by whoever wrote them, whatever they have become since; the rest is for who may write.
  if (command.type === 'comment.withdraw') return withdraw(state, command, context, personId);
  if (!actorMay(context, 'comment.write')) return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse('sitting-closed');
  switch (command.type) {
    case 'comment.start':
      return start(state, command, context, personId);
    case 'comment.reply': {
      const thread = state.threads[command.threadId];
      if (thread === undefined) return refuse('thread-unknown');
      if (thread.resolved !== null) return refuse('thread-resolved');
      if (thread.notes.length >= commentLimits.notes) return refuse('thread-full');
      const { threadId, text } = command;
      const mentions = mentioned(command.mentions, context);
      if (!mentions.ok) return mentions;
      const noteId = context.newId('note');
      return ok([{ type: 'comment.replied', threadId, noteId, text, mentions: mentions.value }]);
    }
    case 'comment.resolve':
    case 'comment.reopen': {
      const thread = state.threads[command.threadId];
      const isMine = thread !== undefined && threadAuthor(thread) === personId;
      if (!isMine && !actorMay(context, 'comment.resolve')) return refuse('not-permitted');
      if (thread === undefined) return refuse('thread-unknown');
      const { threadId } = command;
      if (command.type === 'comment.resolve') {
        return thread.resolved === null ? ok([{ type: 'comment.resolved', threadId }]) : refuse('thread-resolved');
      }
      return thread.resolved === null ? refuse('thread-open') : ok([{ type: 'comment.reopened', threadId }]);
    }
    default:
      return assertNever(command);
  }
}

function start(
  state: CommentsState,
  command: Extract<CommentCommand, { type: 'comment.start' }>,
  context: CommentContext,
  personId: PersonId,
): Result<readonly CommentEvent[], CommentRefusalCode> {
  const { draftId, text } = command;
  if (context.draft.drafts[draftId] === undefined) return refuse('draft-unknown');
  const mine = threadsOf(state, draftId).filter((thread) => {
    return thread.resolved === null && threadAuthor(thread) === personId;
  });
  if (mine.length >= commentLimits.openThreads) return refuse('threads-too-many');
  const mentions = mentioned(command.mentions, context);
  if (!mentions.ok) return mentions;
  const about = aboutOf(command, context);
  if (!about.ok) return about;
  if (about.value === 'ask-server') return ok([]);
  const [threadId, noteId] = [context.newId('thread'), context.newId('note')];
  const started = { threadId, draftId, about: about.value, noteId, text, mentions: mentions.value };
  return ok([{ type: 'comment.started', ...started }]);
}

/** The words of a closed clause are known here; those of an open one are looked for in the committed text. */
function aboutOf(
  command: Extract<CommentCommand, { type: 'comment.start' }>,
  context: CommentContext,
): Result<CommentAbout | 'ask-server', CommentRefusalCode> {
  const { draftId, clauseId, lang, quote, from } = command;
  const closed = closedClause(context.draft, draftId, clauseId);
  if (closed !== null) {
    if (quote === '') return ok({ is: 'clause', clauseId });
    const frozen = parseCanonicalClause(closed.frozen.bytes);
    const place = findQuote(plainText(frozen.body[lang] ?? []), quote, from);
    if (place === null) return refuse('words-changed');
    return ok({ is: 'words', clauseId, lang, quote, ...place, marked: false });
  }
  const found = context.quotedWords;
  if (found === 'ask-server') return ok('ask-server');
  if (found === 'no-clause') return refuse('clause-unknown');
  if (quote === '') return ok({ is: 'clause', clauseId });
  if (found === 'gone' || found === 'clause') return refuse('words-changed');
  return ok({ is: 'words', clauseId, lang, quote, from: found.from, to: found.to, marked: true });
}

/** Only who is of the forum can be named, each once. */
function mentioned(
  mentions: readonly PersonId[],
  context: CommentContext,
): Result<readonly PersonId[], CommentRefusalCode> {
  if (mentions.some((personId) => context.forum.members[personId] === undefined)) return refuse('person-unknown');
  return ok([...new Set(mentions)]);
}

function withdraw(
  state: CommentsState,
  command: Extract<CommentCommand, { type: 'comment.withdraw' }>,
  context: CommentContext,
  personId: PersonId,
): Result<readonly CommentEvent[], CommentRefusalCode> {
  const { threadId, noteId } = command;
  const note = state.threads[threadId]?.notes.find((one) => one.noteId === noteId);
  if (note?.by !== personId) return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse('sitting-closed');
  if (note.text === null) return refuse('note-unknown');
  return ok([{ type: 'comment.withdrawn', threadId, noteId }]);
}
