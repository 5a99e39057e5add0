/** What may be asked of official papers? */
import * as z from 'zod';
import { agendaItemIdSchema, draftIdSchema, langSchema, lineSchema } from '../lib/schemas.ts';
import { paperKinds, replacementReasonMost } from './paper.ts';

export const paperCommandSchema = z.discriminatedUnion('type', [
  /**
   * Makes it, once and for all: its bytes are stored and have a check code. `of`: the draft of a resolution, the item of an extract.
   * `reason`: why it takes the place of the one issued before; of minutes, where it was not said when they were opened again.
   */
  z.strictObject({
    type: z.literal('paper.issue'),
    kind: z.enum(paperKinds),
    lang: langSchema,
    of: z.union([draftIdSchema, agendaItemIdSchema, z.literal('')]),
    reason: lineSchema(replacementReasonMost).optional(),
  }),
]);

export type PaperCommand = z.infer<typeof paperCommandSchema>;
