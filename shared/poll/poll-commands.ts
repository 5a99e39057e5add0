/** What may be asked of a poll, and what does a ballot say? */
import { z } from 'zod';
import { clauseIdSchema, draftIdSchema, pollIdSchema, requestIdSchema } from '../lib/schemas.ts';
import { choices } from './poll.ts';

export const pollCommandSchema = z.discriminatedUnion('type', [
  /** Puts a frozen clause to a named vote, open for `seconds`. */
  z.strictObject({
    type: z.literal('poll.open'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    seconds: z.int().min(10).max(86_400),
  }),
  z.strictObject({ type: z.literal('poll.extend'), pollId: pollIdSchema, seconds: z.int().min(5).max(3_600) }),
  z.strictObject({ type: z.literal('poll.close'), pollId: pollIdSchema }),
]);

export type PollCommand = z.infer<typeof pollCommandSchema>;

/** `paperHash` says which words the voter had before them. */
export const ballotSchema = z.strictObject({
  requestId: requestIdSchema,
  pollId: pollIdSchema,
  choice: z.enum(choices),
  paperHash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type BallotMessage = z.infer<typeof ballotSchema>;
