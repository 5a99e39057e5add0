/** What may be announced, and what may be asked of an announcement? */
import * as z from 'zod';
import { freezeClauseSchema, freezeDraftSchema } from '../draft/draft-commands.ts';
import { announcementIdSchema } from '../lib/schemas.ts';
import { pollCloseSchema, pollOpenSchema } from '../poll/poll-commands.ts';

/** Deeds that the hall is told of before they happen. */
const deedSchema = z.discriminatedUnion('type', [
  freezeClauseSchema,
  freezeDraftSchema,
  pollOpenSchema,
  pollCloseSchema,
]);

export type AnnouncedDeed = z.infer<typeof deedSchema>;

export const announcementCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('announcement.announce'), deed: deedSchema }),
  z.strictObject({ type: z.literal('announcement.cancel'), announcementId: announcementIdSchema }),
  /** Skips the wait. By the server when the wait is over. */
  z.strictObject({ type: z.literal('announcement.now'), announcementId: announcementIdSchema }),
]);

export type AnnouncementCommand = z.infer<typeof announcementCommandSchema>;
