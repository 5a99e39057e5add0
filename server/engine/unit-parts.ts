/** What else must be written with an event, in the same unit? Locks, polls and deadlines stand beside the log, not behind it. */
import type { AnnouncementId, PollId, SurveyId, TurnId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';
import { everyClause } from '../../shared/protocol/text-wire.ts';
import {
  eventVersions,
  textEditsFor,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import { boxOfSurvey } from './survey-box.ts';
import type { DeadlineChange, NewEvent, PollChange, TextLock, Texts, TextUpdate, Unit } from './ports.ts';

/** An event as the log takes it. */
export function toNewEvent(event: SittingStreamEvent | ForumStreamEvent, actor: Actor): NewEvent {
  const { type, ...body } = event;
  return { type, version: eventVersions[type] ?? 1, actor, body };
}

/** The key of the deadline at which a poll closes by itself. */
export function pollDeadlineKey(pollId: PollId): string {
  return `close:${pollId}`;
}

/** The key of the deadline at which what is announced happens. */
export function announcementDeadlineKey(announcementId: AnnouncementId): string {
  return `announced:${announcementId}`;
}

/** The key of the deadline by which who was called has come. */
function comingDeadlineKey(turnId: TurnId): string {
  return `coming:${turnId}`;
}

/** The key of the deadline at which a live poll closes by itself. */
function surveyDeadlineKey(surveyId: SurveyId): string {
  return `survey:${surveyId}`;
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
      case 'draft.closed': {
        const draft = state.draft.drafts[event.draftId];
        if (draft === undefined) throw new Error(`${event.type} of an unknown draft`);
        const { textId, phase } = draft;
        const expectedTextSeq = { clauseUnchangedSince: event.textSeq };
        for (const clauseId of event.blank) textLocks.push({ textId, clauseId, locked: true, expectedTextSeq });
        // What another process has added since would be in it and not closed: then it is decided again.
        if (phase === 'co-editing') {
          textLocks.push({ textId, clauseId: everyClause, locked: true, expectedTextSeq: event.textSeq });
        }
        break;
      }
      case 'draft.thawed': {
        const textId = state.draft.drafts[event.draftId]?.textId;
        if (textId === undefined) throw new Error(`${event.type} of an unknown draft`);
        for (const clauseId of [...event.clauses, everyClause] as const) {
          textLocks.push({ textId, clauseId, locked: false, expectedTextSeq: 'any' });
        }
        break;
      }
      case 'draft.clause-frozen':
      case 'draft.clause-reopened':
      case 'draft.clause-thawed': {
        const textId = state.draft.drafts[event.draftId]?.textId;
        if (textId === undefined) throw new Error(`${event.type} of an unknown draft`);
        const locked = event.type === 'draft.clause-frozen';
        if (event.type === 'draft.clause-frozen' && event.written !== undefined) {
          // It is closed and stays so; open within the unit, while what was chosen is written.
          for (const shut of [false, true]) {
            textLocks.push({ textId, clauseId: event.clauseId, locked: shut, expectedTextSeq: 'any' });
          }
          break;
        }
        // This process takes nothing in the clause while it is held; another one may. The other clauses may move on, and do.
        const expectedTextSeq = event.type === 'draft.clause-frozen' ? { clauseUnchangedSince: event.textSeq } : 'any';
        textLocks.push({ textId, clauseId: event.clauseId, locked, expectedTextSeq });
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
      case 'poll.annulled':
        deadlines.push({ change: 'clear', key: pollDeadlineKey(event.pollId) });
        break;
      case 'announcement.made': {
        const { announcementId, at } = event;
        const key = announcementDeadlineKey(announcementId);
        deadlines.push({ change: 'set', key, stream, at, command: { type: 'announcement.now', announcementId } });
        break;
      }
      case 'announcement.cancelled':
      case 'announcement.done':
      case 'announcement.failed':
        deadlines.push({ change: 'clear', key: announcementDeadlineKey(event.announcementId) });
        break;
      case 'floor.called': {
        const { turnId, clock } = event;
        const command = { type: 'floor.skip', turnId };
        deadlines.push({ change: 'set', key: comingDeadlineKey(turnId), stream, at: clock.until, command });
        break;
      }
      case 'floor.started':
      case 'floor.readied':
      case 'floor.stated':
      case 'floor.skipped':
        deadlines.push({ change: 'clear', key: comingDeadlineKey(event.turnId) });
        break;
      case 'survey.opened': {
        const { surveyId, standing } = event.survey;
        const closesAt = standing.is === 'open' ? standing.closesAt : null;
        polls.push({
          change: 'open',
          pollId: boxOfSurvey(surveyId),
          stream,
          closesAt: closesAt ?? Number.MAX_SAFE_INTEGER,
        });
        if (closesAt !== null) {
          const command = { type: 'survey.close', surveyId };
          deadlines.push({ change: 'set', key: surveyDeadlineKey(surveyId), stream, at: closesAt, command });
        }
        break;
      }
      case 'survey.closed':
        deadlines.push({ change: 'clear', key: surveyDeadlineKey(event.surveyId) });
        break;
      default:
        break;
    }
  }
  return { textLocks, polls, deadlines };
}

/**
 * What the events write into running texts, as updates for the same unit. `text-moved`: the words are not those that were read (`textSeq`),
 * or the clause was closed meanwhile: read and decide again.
 */
export async function textUpdatesFor(
  texts: Pick<Texts, 'edit'>,
  state: SittingStream,
  events: readonly SittingStreamEvent[],
  actor: Actor,
  textSeq: number | null,
): Promise<Result<readonly TextUpdate[], 'text-moved' | 'clause-unknown' | 'clause-not-open'>> {
  const updates: TextUpdate[] = [];
  for (const event of events) {
    const writing = textEditsFor(event, state, actor);
    if (writing === null) continue;
    const made = await texts.edit(writing.textId, writing.edits, {
      by: writing.by,
      textSeq,
      ...(writing.into === undefined ? {} : { into: writing.into }),
    });
    if (made.ok) updates.push(made.value);
    else if (made.code === 'text-moved' || made.code === 'clause-unknown') return refuse(made.code);
    else if (made.code === 'text-locked') return refuse('clause-not-open');
    else throw new Error(`${event.type} cannot be written into ${writing.textId}: ${made.code}`);
  }
  return ok(updates);
}

function closeAt(stream: StreamId, pollId: PollId, at: number): DeadlineChange {
  return { change: 'set', key: pollDeadlineKey(pollId), stream, at, command: { type: 'poll.close', pollId } };
}
