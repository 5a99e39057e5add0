/** What becomes of an announcement by what happened, and who is told of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { AnnouncementState } from './announcement.ts';
import type { AnnouncementEvent } from './announcement-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyAnnouncement(state: AnnouncementState, recorded: Recorded<AnnouncementEvent>): AnnouncementState {
  const { event } = recorded;
  if (event.type === 'announcement.made') {
    const { type: _type, ...announcement } = event;
    return { pending: announcement, failed: null };
  }
  const { pending } = state;
  if (pending?.announcementId !== event.announcementId) return state;
  switch (event.type) {
    case 'announcement.cancelled':
    case 'announcement.done':
      return { pending: null, failed: null };
    case 'announcement.failed': {
      const { announcementId, deed } = pending;
      return { pending: null, failed: { announcementId, deed, code: event.code, at: recorded.at } };
    }
    default:
      return assertNever(event);
  }
}

/** The hall, the phones and the desk are told the same: that is what an announcement is for. */
export function viewAnnouncement(
  recorded: Recorded<AnnouncementEvent>,
  _before: AnnouncementState,
  _after: AnnouncementState,
  _audience: Audience,
): readonly AnnouncementEvent[] {
  return [recorded.event];
}

export function viewAnnouncementState(state: AnnouncementState, _audience: Audience): AnnouncementState {
  return state;
}
