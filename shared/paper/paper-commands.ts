/** What may be asked of official papers? */
import { z } from 'zod';
import { agendaItemIdSchema, draftIdSchema, langSchema } from '../lib/schemas.ts';
import { paperKinds } from './paper.ts';

export const paperCommandSchema = z.discriminatedUnion('type', [
  /** Makes it, once and for all: its bytes are stored and have a check code. `of`: the draft of a resolution, the item of an extract. */
  z.strictObject({
    type: z.literal('paper.issue'),
    kind: z.enum(paperKinds),
    lang: langSchema,
    of: z.union([draftIdSchema, agendaItemIdSchema, z.literal('')]),
  }),
]);

export type PaperCommand = z.infer<typeof paperCommandSchema>;
