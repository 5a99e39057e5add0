/** What may be asked of proposals? */
import * as z from 'zod';
import { clauseKinds } from '../draft/clause-number.ts';
import {
  clauseIdSchema,
  daySchema,
  draftIdSchema,
  langSchema,
  lineSchema,
  localizedSchema,
  proposalIdSchema,
} from '../lib/schemas.ts';
import { proposalWordsMost, takenOutMost } from './proposal.ts';

const wordsSchema = lineSchema(proposalWordsMost).optional();

export const proposalCommandSchema = z.discriminatedUnion('type', [
  /**
   * Shows it to all. `proposalId` is made by the page with the sheet, so that a sheet sent twice (the page was closed before the answer came)
   * is shown once; left out, the server makes one.
   */
  z.strictObject({
    type: z.literal('proposal.show'),
    proposalId: proposalIdSchema.optional(),
    draftId: draftIdSchema,
    about: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('new'), kind: z.enum(clauseKinds), after: clauseIdSchema.nullable() }),
      z.strictObject({ is: z.literal('words-for'), clauseId: clauseIdSchema, lang: langSchema }),
      z.strictObject({ is: z.literal('take-out'), clauseIds: z.array(clauseIdSchema).min(1).max(takenOutMost) }),
    ]),
    body: z.strictObject({ kk: wordsSchema, ru: wordsSchema, en: wordsSchema }),
    addressee: localizedSchema.nullable(),
    due: daySchema.nullable(),
  }),
  /** Takes it into the text: the clause is made, its words replaced, or the clauses taken out, in the same unit. */
  z.strictObject({ type: z.literal('proposal.admit'), proposalId: proposalIdSchema }),
  /** The reason is seen by all. */
  z.strictObject({ type: z.literal('proposal.decline'), proposalId: proposalIdSchema, reason: lineSchema(300) }),
  /** Its author takes it back. */
  z.strictObject({ type: z.literal('proposal.withdraw'), proposalId: proposalIdSchema }),
]);

export type ProposalCommand = z.infer<typeof proposalCommandSchema>;
