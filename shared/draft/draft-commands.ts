/** What may be asked of a draft, its running text apart? */
import * as z from 'zod';
import { clauseIdSchema, draftIdSchema, langSchema, lineSchema, personIdSchema } from '../lib/schemas.ts';
import { writersMost } from './text-writers.ts';

const writersSchema = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('everyone') }),
  z.strictObject({ who: z.literal('drafting') }),
  z.strictObject({ who: z.literal('named'), people: z.array(personIdSchema).max(writersMost).readonly() }),
]);

/** Closes one clause for edits and fixes its bytes, so that it can be put to the vote. */
export const freezeClauseSchema = z.strictObject({
  type: z.literal('draft.freeze-clause'),
  draftId: draftIdSchema,
  clauseId: clauseIdSchema,
});

/** Closes the whole draft for edits: every clause that is open, and the order of them all. */
export const freezeDraftSchema = z.strictObject({ type: z.literal('draft.freeze'), draftId: draftIdSchema });

export const draftCommandSchema = z.discriminatedUnion('type', [
  freezeClauseSchema,
  freezeDraftSchema,
  /** Opens the whole again, as far as it is not decided; the reason is seen by all. */
  z.strictObject({ type: z.literal('draft.thaw'), draftId: draftIdSchema, reason: lineSchema(300) }),
  /** Opens a frozen, undecided clause again; the reason is seen by all. */
  z.strictObject({
    type: z.literal('draft.thaw-clause'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    reason: lineSchema(300),
  }),
  /** Opens a decided clause again; what its vote had decided holds no more, and stays in the record. The reason is seen by all. */
  z.strictObject({
    type: z.literal('draft.reopen-clause'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    reason: lineSchema(300),
  }),
  /** Paper is handed out: from here its numbers stand still. */
  z.strictObject({ type: z.literal('draft.hand-out'), draftId: draftIdSchema, why: z.enum(['print', 'export']) }),
  /** Says who of those with the right to write may write now. */
  z.strictObject({ type: z.literal('draft.set-writers'), draftId: draftIdSchema, writers: writersSchema }),
  /** This language says the same as the others: somebody has read them side by side. */
  z.strictObject({
    type: z.literal('draft.check-translation'),
    draftId: draftIdSchema,
    clauseId: clauseIdSchema,
    lang: langSchema,
  }),
]);

export type DraftCommand = z.infer<typeof draftCommandSchema>;
