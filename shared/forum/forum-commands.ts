/** What may be asked of a forum? */
import * as z from 'zod';
import { personIdSchema } from '../lib/schemas.ts';

export const forumCommandSchema = z.discriminatedUnion('type', [
  /** A new personal link for somebody; the old one ends, and with it every browser it signed in. */
  z.strictObject({ type: z.literal('forum.renew-link'), personId: personIdSchema }),
  /** The personal link ends, and no new one is made. */
  z.strictObject({ type: z.literal('forum.revoke-link'), personId: personIdSchema }),
]);

export type ForumCommand = z.infer<typeof forumCommandSchema>;
