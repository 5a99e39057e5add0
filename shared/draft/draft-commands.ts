/** What may be asked of a draft, its running text apart? */
import { z } from 'zod';
import { clauseIdSchema, draftIdSchema, lineSchema } from '../lib/schemas.ts';

export const draftCommandSchema = z.discriminatedUnion('type', [
  /** Closes one clause for edits and fixes its bytes, so that it can be put to the vote. */
  z.strictObject({ type: z.literal('draft.freeze-clause'), draftId: draftIdSchema, clauseId: clauseIdSchema }),
  /** Opens a frozen, undecided clause again; the reason is seen by all. */
  z.strictObject({
    type: z.literal('draft.thaw-clause'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    reason: lineSchema(300),
  }),
]);

export type DraftCommand = z.infer<typeof draftCommandSchema>;
