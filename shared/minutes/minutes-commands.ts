/** What may be asked of the minutes? */
import * as z from 'zod';
import { langSchema, lineSchema, paragraphsSchema } from '../lib/schemas.ts';
import { additionKinds, minutesLimits, paragraphKeyPattern, signers } from './minutes.ts';

const keySchema = z.string().max(60).regex(paragraphKeyPattern);
const wordsSchema = paragraphsSchema(minutesLimits.words);

export const minutesCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('minutes.set-number'), number: lineSchema(minutesLimits.number) }),
  /** Other words for one paragraph in one language; `null`: as it was recorded. */
  z.strictObject({
    type: z.literal('minutes.correct'),
    lang: langSchema,
    paragraph: keySchema,
    words: wordsSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('minutes.leave-out'), lang: langSchema, paragraph: keySchema }),
  /** A paragraph of one's own behind another. */
  z.strictObject({
    type: z.literal('minutes.add'),
    lang: langSchema,
    after: keySchema,
    as: z.enum(additionKinds),
    words: wordsSchema,
  }),
  /** Issued minutes may be worded again: what is issued then takes their place, with this reason. */
  z.strictObject({ type: z.literal('minutes.reopen'), reason: lineSchema(minutesLimits.reason) }),
  /** With the name under which the person is known here. */
  z.strictObject({ type: z.literal('minutes.sign'), as: z.enum(signers) }),
]);

export type MinutesCommand = z.infer<typeof minutesCommandSchema>;
