/** What can have happened to an announcement? */
import type { AnnouncementId, PersonId } from '../lib/ids.ts';
import type { AnnouncedClause } from './announced-clause.ts';
import type { AnnouncedDeed } from './announcement-commands.ts';

export type AnnouncementEvent =
  | {
      readonly type: 'announcement.made';
      readonly announcementId: AnnouncementId;
      readonly deed: AnnouncedDeed;
      readonly clause: AnnouncedClause | null;
      readonly at: number;
      readonly by: PersonId;
    }
  /** Taken back before zero; who did is the event's actor. */
  | { readonly type: 'announcement.cancelled'; readonly announcementId: AnnouncementId }
  /** Its deed is done, in the same unit. The actor is who skipped the wait, else the server. */
  | { readonly type: 'announcement.done'; readonly announcementId: AnnouncementId }
  /** Its deed was refused by then: `code` says why. */
  | { readonly type: 'announcement.failed'; readonly announcementId: AnnouncementId; readonly code: string };
