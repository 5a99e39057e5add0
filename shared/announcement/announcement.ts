/** What is announced: which deed is done in a moment, unless somebody who runs the sitting takes it back? */
import type { AnnouncementId, PersonId } from '../lib/ids.ts';
import type { AnnouncedClause } from './announced-clause.ts';
import type { AnnouncedDeed } from './announcement-commands.ts';

/** How long before it happens a deed is announced, ms. */
export const announcedMs = 5_000;

/** A deed that was to happen longer ago than this does not happen any more: the server was away, and the hall has moved on. ms. */
export const lateMostMs = 60_000;

export interface Announcement {
  readonly announcementId: AnnouncementId;
  readonly deed: AnnouncedDeed;
  readonly clause: AnnouncedClause | null;
  /** When it happens, ms UTC by the server's clock. */
  readonly at: number;
  /** In whose name. */
  readonly by: PersonId;
}

export interface FailedAnnouncement {
  readonly announcementId: AnnouncementId;
  readonly deed: AnnouncedDeed;
  /** The refusal that its deed met at zero. */
  readonly code: string;
  readonly at: number;
}

export interface AnnouncementState {
  /** One thing is announced at a time. */
  readonly pending: Announcement | null;
  /** The last one that came to nothing, until something else is announced or happens as it was announced. */
  readonly failed: FailedAnnouncement | null;
}

export const initialAnnouncements: AnnouncementState = { pending: null, failed: null };
