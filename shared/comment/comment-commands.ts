/** What may be asked of comments? */
import * as z from 'zod';
import {
  clauseIdSchema,
  draftIdSchema,
  langSchema,
  noteIdSchema,
  paragraphsSchema,
  personIdSchema,
  threadIdSchema,
} from '../lib/schemas.ts';
import { commentLimits } from './comment.ts';

const textSchema = paragraphsSchema(commentLimits.note);
const mentionsSchema = z.array(personIdSchema).max(commentLimits.mentions);

export const commentCommandSchema = z.discriminatedUnion('type', [
  /**
   * Begins a thread. `quote` is the words as the page has them, `from` where they stand there (UTF-16 units): the text may have moved
   * since, and the nearest such words are meant. The empty quote means the whole clause.
   */
  z.strictObject({
    type: z.literal('comment.start'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    lang: langSchema,
    from: z.int().min(0).max(1_000_000),
    quote: z.string().max(commentLimits.quote),
    text: textSchema,
    mentions: mentionsSchema,
  }),
  z.strictObject({
    type: z.literal('comment.reply'),
    threadId: threadIdSchema,
    text: textSchema,
    mentions: mentionsSchema,
  }),
  z.strictObject({ type: z.literal('comment.resolve'), threadId: threadIdSchema }),
  z.strictObject({ type: z.literal('comment.reopen'), threadId: threadIdSchema }),
  /** Takes a note of one's own back; that there was one stays to be seen. */
  z.strictObject({ type: z.literal('comment.withdraw'), threadId: threadIdSchema, noteId: noteIdSchema }),
]);

export type CommentCommand = z.infer<typeof commentCommandSchema>;
