/** What may be asked of live polls? Answers are no commands: they have a message of their own. */
import * as z from 'zod';
import { clauseIdSchema, draftIdSchema, lineSchema, surveyIdSchema } from '../lib/schemas.ts';
import { optionIdSchema, wordsSchema } from '../poll/poll-schemas.ts';
import { countsShown } from '../poll/poll.ts';
import { surveyCircles, surveyOptionsMost, typedMost, type SurveyAsk } from './survey.ts';

const options = z
  .array(z.strictObject({ optionId: optionIdSchema, words: wordsSchema }))
  .min(2)
  .max(surveyOptionsMost)
  .refine((list) => new Set(list.map(({ optionId }) => optionId)).size === list.length);

export const surveyAskSchema: z.ZodType<SurveyAsk> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), options }),
  z.strictObject({ kind: z.literal('several'), options, most: z.int().min(2).max(surveyOptionsMost) }),
  z.strictObject({ kind: z.literal('approval'), options }),
  z.strictObject({ kind: z.literal('scale'), to: z.union([z.literal(5), z.literal(10)]) }),
  z.strictObject({ kind: z.literal('ranking'), options }),
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('words') }),
  z.strictObject({ kind: z.literal('number') }),
  z.strictObject({ kind: z.literal('temperature'), draftId: draftIdSchema, clauseId: clauseIdSchema }),
]);

/** So long, and then it closes by itself; `null`: until somebody closes it. */
const seconds = z.int().min(10).max(86_400).nullable();

const toPrepare = {
  question: wordsSchema,
  ask: surveyAskSchema,
  asked: z.union([z.literal('all'), z.array(z.enum(surveyCircles)).min(1).max(surveyCircles.length)]),
  isNameless: z.boolean(),
  counts: z.enum(countsShown),
  /** Opens it in the same step; left out: it is put aside, ready. */
  opens: z.strictObject({ seconds }).optional(),
};

export const surveyCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('survey.prepare'), ...toPrepare }),
  /** Only one that is not open yet. */
  z.strictObject({ type: z.literal('survey.drop'), surveyId: surveyIdSchema }),
  z.strictObject({ type: z.literal('survey.open'), surveyId: surveyIdSchema, seconds }),
  z.strictObject({ type: z.literal('survey.close'), surveyId: surveyIdSchema }),
  /** Shows to all what came of one whose counts are shown later. */
  z.strictObject({ type: z.literal('survey.publish'), surveyId: surveyIdSchema }),
  /** Lets what somebody typed through to all, or takes it from view. */
  z.strictObject({
    type: z.literal('survey.let-through'),
    surveyId: surveyIdSchema,
    words: z.array(lineSchema(typedMost)).min(1).max(200),
    isShown: z.boolean(),
  }),
]);

export type SurveyCommand = z.infer<typeof surveyCommandSchema>;
