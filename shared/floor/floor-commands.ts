/** What may be asked of the floor? */
import * as z from 'zod';
import { paragraphsSchema, pollIdSchema, turnIdSchema } from '../lib/schemas.ts';
import { floorPolicies, turnKinds } from './floor.ts';
import { statementMost } from './statement-most.ts';

const limitSchema = z.int().min(10).max(3_600).optional();

export const floorCommandSchema = z.discriminatedUnion('type', [
  /** Lets people ask for the floor, or no more. */
  z.strictObject({ type: z.literal('floor.open') }),
  z.strictObject({ type: z.literal('floor.shut') }),
  /** Each left out stays as it is. */
  z.strictObject({
    type: z.literal('floor.arrange'),
    policy: z.enum(floorPolicies).optional(),
    /** Seconds; left out: the template's. */
    limits: z
      .strictObject({
        speech: limitSchema,
        question: limitSchema,
        reply: limitSchema,
        information: limitSchema,
        'point-of-order': limitSchema,
      })
      .optional(),
    /** Where remote people are called: https or tel and nothing else; `null`: none. */
    callLink: z
      .string()
      .max(300)
      .regex(/^(?:https:\/\/[^\s<>"'`\\]+|tel:\+?[0-9()\-. ]{3,30})$/)
      .nullable()
      .optional(),
  }),
  z.strictObject({ type: z.literal('floor.ask'), kind: z.enum(turnKinds) }),
  /** One's own, or anybody's by who conducts. */
  z.strictObject({ type: z.literal('floor.withdraw'), turnId: turnIdSchema }),
  /** *I am ready*: by who waits or was called. */
  z.strictObject({ type: z.literal('floor.ready'), turnId: turnIdSchema }),
  /** Everybody who has a seat and is here, each once; `seconds` for each. */
  z.strictObject({ type: z.literal('floor.begin-round'), seconds: z.int().min(10).max(3_600) }),
  z.strictObject({ type: z.literal('floor.end-round') }),
  z.strictObject({ type: z.literal('floor.call'), turnId: turnIdSchema }),
  z.strictObject({ type: z.literal('floor.start'), turnId: turnIdSchema }),
  z.strictObject({ type: z.literal('floor.pause'), turnId: turnIdSchema }),
  z.strictObject({ type: z.literal('floor.resume'), turnId: turnIdSchema }),
  z.strictObject({
    type: z.literal('floor.extend'),
    turnId: turnIdSchema,
    minutes: z.union([z.literal(1), z.literal(2)]),
  }),
  z.strictObject({ type: z.literal('floor.finish'), turnId: turnIdSchema }),
  /** Called and not there. By the server when the time for coming is over. */
  z.strictObject({ type: z.literal('floor.skip'), turnId: turnIdSchema }),
  /** Written instead of spoken, by who was called from afar. */
  z.strictObject({ type: z.literal('floor.state'), turnId: turnIdSchema, words: paragraphsSchema(statementMost) }),
  /** From here all see it, the hall too. */
  z.strictObject({ type: z.literal('floor.show-statement'), turnId: turnIdSchema }),
  /** On a point of order that was made. */
  z.strictObject({
    type: z.literal('floor.rule'),
    turnId: turnIdSchema,
    isUpheld: z.boolean(),
    words: paragraphsSchema(600),
  }),
  z.strictObject({ type: z.literal('floor.appeal'), turnId: turnIdSchema }),
  /** What the vote on an appeal decided is recorded with it. */
  z.strictObject({ type: z.literal('floor.settle-appeal'), turnId: turnIdSchema, pollId: pollIdSchema }),
]);

export type FloorCommand = z.infer<typeof floorCommandSchema>;
