/** How does a rule, a method or an answer come over the wire? Bounded, so that nothing large is counted or kept. */
import * as z from 'zod';
import { agreementScales } from '../counting/agreement.ts';
import type { Method } from '../counting/ballot.ts';
import { tieRules, type DecisionRule } from '../counting/decision-rule.ts';
import { majorityBases } from '../forum/voting-rule.ts';
import type { Localized } from '../lib/lang.ts';
import { localizedSchema } from '../lib/schemas.ts';
import { choices } from './poll.ts';
import type { PollAnswer } from './poll-answer.ts';

/** More than anybody can read through on a phone; the counting itself bears hundreds. */
export const optionsMost = 60;

const shareMajorities = ['simple', 'two-thirds', 'three-fifths', 'three-fourths'] as const;
const share = { majority: z.enum(shareMajorities), base: z.enum(majorityBases) };
const requirementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), ...share }),
  z.strictObject({ kind: z.literal('unanimous') }),
  z.strictObject({ kind: z.literal('no-objection') }),
]);
const quorumSchema = z
  .strictObject({ numerator: z.int().min(1).max(100), denominator: z.int().min(1).max(100), strict: z.boolean() })
  .refine(({ numerator, denominator }) => numerator <= denominator);

export const decisionRuleSchema: z.ZodType<DecisionRule> = z.strictObject({
  requirements: z.tuple([requirementSchema], requirementSchema).refine((list) => list.length <= 4),
  inEachGroup: z.array(requirementSchema).max(4),
  tie: z.enum(tieRules),
  quorum: quorumSchema.nullable(),
  turnout: quorumSchema.nullable(),
});

/** A question, and an option, in one or more languages. */
export const wordsSchema = localizedSchema as unknown as z.ZodType<Localized>;

export const optionIdSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);
const required = z.strictObject(share).nullable();
const seats = z.int().min(1).max(optionsMost);

export const methodSchema: z.ZodType<Method> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single-choice'), required }),
  z.strictObject({
    kind: z.literal('approval'),
    seats,
    maxMarks: z.int().min(1).max(optionsMost).nullable(),
    required,
  }),
  z.strictObject({
    kind: z.literal('score'),
    lowest: z.int().min(0).max(100),
    highest: z.int().min(1).max(100),
    by: z.enum(['mean', 'sum', 'median']),
    minimumScores: z.int().min(1).max(100_000),
  }),
  z.strictObject({
    kind: z.literal('borda'),
    first: z.enum(['options-less-one', 'options']),
    unranked: z.enum(['average', 'zero']),
  }),
  z.strictObject({ kind: z.literal('instant-runoff') }),
  z.strictObject({ kind: z.literal('schulze'), statusQuo: optionIdSchema.nullable() }),
  z.strictObject({ kind: z.literal('transferable-vote'), seats }),
]);

const levels = [...agreementScales.five, ...agreementScales.eight] as const;

/** One answer for each kind of asking; whether it fits the poll, the rules say by name. */
export const pollAnswerSchema: z.ZodType<PollAnswer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('decision'), choice: z.enum(choices) }),
  z.strictObject({ kind: z.literal('choice'), option: optionIdSchema.nullable() }),
  z.strictObject({ kind: z.literal('marks'), options: z.array(optionIdSchema).max(optionsMost) }),
  z.strictObject({
    kind: z.literal('scores'),
    scores: z.array(z.strictObject({ option: optionIdSchema, score: z.int().nullable() })).max(optionsMost),
  }),
  z.strictObject({
    kind: z.literal('ranking'),
    ranking: z.array(z.array(optionIdSchema).max(optionsMost)).max(optionsMost),
  }),
  z.strictObject({ kind: z.literal('consent'), level: z.enum(levels), reason: z.string().max(500) }),
  z.strictObject({ kind: z.literal('objection'), reason: z.string().max(500) }),
  z.strictObject({ kind: z.literal('here') }),
]);
