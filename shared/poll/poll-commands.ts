/** What may be asked of a poll, and what does a ballot say? */
import { z } from 'zod';
import { clauseIdSchema, draftIdSchema, pollIdSchema, requestIdSchema } from '../lib/schemas.ts';
import { countsShown, draftStages } from './poll.ts';
import {
  decisionRuleSchema,
  methodSchema,
  optionIdSchema,
  optionsMost,
  pollAnswerSchema,
  wordsSchema,
} from './poll-schemas.ts';

/** Clauses in one vote at most. */
const clausesMost = 200;

const subjectSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('clauses'),
    draftId: draftIdSchema,
    clauseIds: z.array(clauseIdSchema).min(1).max(clausesMost),
  }),
  z.strictObject({ of: z.literal('draft'), draftId: draftIdSchema, stage: z.enum(draftStages) }),
  z.strictObject({ of: z.literal('question'), question: wordsSchema }),
  z.strictObject({ of: z.literal('roll-call') }),
]);

const askSchema = z.discriminatedUnion('kind', [
  /** Without a rule, the sitting's. */
  z.strictObject({ kind: z.literal('decision'), rule: decisionRuleSchema.optional() }),
  z.strictObject({
    kind: z.literal('choice'),
    method: methodSchema,
    options: z
      .array(z.strictObject({ optionId: optionIdSchema, words: wordsSchema }))
      .min(2)
      .max(optionsMost),
  }),
  z.strictObject({ kind: z.literal('consent'), scale: z.enum(['five', 'eight']) }),
  z.strictObject({ kind: z.literal('here') }),
]);

export const pollCommandSchema = z.discriminatedUnion('type', [
  /** Puts something to the vote, open for `seconds`. Left out: named, changeable, told at the close. */
  z.strictObject({
    type: z.literal('poll.open'),
    subject: subjectSchema,
    ask: askSchema,
    form: z.literal('named').optional(),
    isChangeable: z.boolean().optional(),
    counts: z.enum(countsShown).extract(['at-close']).optional(),
    seconds: z.int().min(10).max(86_400),
  }),
  z.strictObject({ type: z.literal('poll.extend'), pollId: pollIdSchema, seconds: z.int().min(5).max(3_600) }),
  z.strictObject({ type: z.literal('poll.close'), pollId: pollIdSchema }),
]);

export type PollCommand = z.infer<typeof pollCommandSchema>;
export type PollOpening = Extract<PollCommand, { type: 'poll.open' }>;

/** `paperHash` says which words the voter had before them. */
export const ballotSchema = z.strictObject({
  requestId: requestIdSchema,
  pollId: pollIdSchema,
  answer: pollAnswerSchema,
  paperHash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type BallotMessage = z.infer<typeof ballotSchema>;
