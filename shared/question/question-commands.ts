/** What may be asked of questions? */
import * as z from 'zod';
import { draftIdSchema, langSchema, lineSchema, questionIdSchema } from '../lib/schemas.ts';
import { questionMost } from './question.ts';

export const questionCommandSchema = z.discriminatedUnion('type', [
  /** Each left out stays as it is. */
  z.strictObject({
    type: z.literal('question.arrange'),
    isOpen: z.boolean().optional(),
    isModerated: z.boolean().optional(),
    isNamelessAllowed: z.boolean().optional(),
  }),
  /**
   * `questionId` is made by the page: a question that is sent twice is asked once, also one without a name, of which no request is
   * kept. `nameless`: nobody will know who asked, nobody can take it back, and no request id is remembered.
   */
  z.strictObject({
    type: z.literal('question.ask'),
    questionId: questionIdSchema,
    words: lineSchema(questionMost),
    lang: langSchema,
    nameless: z.boolean(),
  }),
  /** By who asked it under their name. */
  z.strictObject({ type: z.literal('question.withdraw'), questionId: questionIdSchema }),
  /** Lets it through to all. */
  z.strictObject({ type: z.literal('question.show'), questionId: questionIdSchema }),
  /** Does not let it through, or takes it from view. */
  z.strictObject({ type: z.literal('question.decline'), questionId: questionIdSchema }),
  /** The same as another one, which stands for both. */
  z.strictObject({ type: z.literal('question.merge'), questionId: questionIdSchema, into: questionIdSchema }),
  z.strictObject({ type: z.literal('question.pin'), questionId: questionIdSchema.nullable() }),
  /** On the hall's screen, or nothing there. */
  z.strictObject({ type: z.literal('question.stage'), questionId: questionIdSchema.nullable() }),
  z.strictObject({ type: z.literal('question.answer'), questionId: questionIdSchema }),
  /** Shows its words to all as a proposed clause of the draft, in the same step. */
  z.strictObject({ type: z.literal('question.propose'), questionId: questionIdSchema, draftId: draftIdSchema }),
]);

export type QuestionCommand = z.infer<typeof questionCommandSchema>;
