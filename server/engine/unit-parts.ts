/** What else must be written with an event, in the same unit? Locks, polls and deadlines stand beside the log, not behind it. */
import type { PollId } from '../../shared/lib/ids.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';
import {
  eventVersions,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import type { DeadlineChange, NewEvent, PollChange, TextLock, Unit } from './ports.ts';

/** An event as the log takes it. */
export function toNewEvent(event: SittingStreamEvent | ForumStreamEvent, actor: Actor): NewEvent {
  const { type, ...body } = event;
  return { type, version: eventVersions[type] ?? 1, actor, body };
}

/** The key of the deadline at which a poll closes by itself. */
export function pollDeadlineKey(pollId: PollId): string {
  return `close:${pollId}`;
}

/** Locks, poll rows and deadlines that the events of one sitting bring with them. */
export function partsFor(
  stream: StreamId,
  state: SittingStream,
  events: readonly SittingStreamEvent[],
): Required<Pick<Unit, 'textLocks' | 'polls' | 'deadlines'>> {
  const textLocks: TextLock[] = [];
  const polls: PollChange[] = [];
  const deadlines: DeadlineChange[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'draft.clause-frozen':
      case 'draft.clause-thawed': {
        const textId = state.draft.drafts[event.draftId]?.textId;
        if (textId === undefined) throw new Error(`${event.type} of an unknown draft`);
        const locked = event.type === 'draft.clause-frozen';
        // While the hold lasts nothing is taken in this clause; the others may move on, and do.
        textLocks.push({ textId, clauseId: event.clauseId, locked, expectedTextSeq: 'any' });
        break;
      }
      case 'poll.opened':
        polls.push({ change: 'open', pollId: event.pollId, stream, closesAt: event.closesAt });
        deadlines.push(closeAt(stream, event.pollId, event.closesAt));
        break;
      case 'poll.extended':
        polls.push({ change: 'extend', pollId: event.pollId, closesAt: event.closesAt });
        deadlines.push(closeAt(stream, event.pollId, event.closesAt));
        break;
      case 'poll.closed':
        deadlines.push({ change: 'clear', key: pollDeadlineKey(event.pollId) });
        break;
      default:
        break;
    }
  }
  return { textLocks, polls, deadlines };
}

function closeAt(stream: StreamId, pollId: PollId, at: number): DeadlineChange {
  return { change: 'set', key: pollDeadlineKey(pollId), stream, at, command: { type: 'poll.close', pollId } };
}
