/** How is an answer to a live poll sent? Apart from what is wrong with one, which pages ask too: they read no message with it. */
import * as z from 'zod';
import { optionIdSchema } from '../poll/poll-schemas.ts';
import { lineSchema, requestIdSchema, surveyIdSchema } from '../lib/schemas.ts';
import { numberMost, type SurveyAnswer } from './survey-answer.ts';
import { surveyOptionsMost, typedMost, wordMost, wordsMost } from './survey.ts';

export const surveyAnswerSchema: z.ZodType<SurveyAnswer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('options'), options: z.array(optionIdSchema).max(surveyOptionsMost) }),
  z.strictObject({ kind: z.literal('level'), level: z.int().min(1).max(10) }),
  z.strictObject({ kind: z.literal('ranking'), options: z.array(optionIdSchema).max(surveyOptionsMost) }),
  z.strictObject({ kind: z.literal('text'), words: lineSchema(typedMost) }),
  z.strictObject({ kind: z.literal('words'), words: z.array(lineSchema(wordMost)).min(1).max(wordsMost) }),
  z.strictObject({
    kind: z.literal('number'),
    number: z
      .number()
      .min(-numberMost)
      .max(numberMost)
      .transform((number) => Math.round(number * 1000) / 1000),
  }),
]);

/** One answer of one person. The same request id again gives the same answer; a later one takes the place of an earlier one. */
export const answerMessageSchema = z.strictObject({
  surveyId: surveyIdSchema,
  requestId: requestIdSchema,
  answer: surveyAnswerSchema,
});
export type AnswerMessage = z.infer<typeof answerMessageSchema>;
