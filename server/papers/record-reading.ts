/** From where does a paper get what it tells? The events of the log, the names of the accounts, the ballots of named votes. */
import type { PersonId, PollId } from '../../shared/lib/ids.ts';
import { countedRows } from '../../shared/poll/box-mark.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Recorded } from '../../shared/lib/streams.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import type { PaperPerson, RollBallot, SittingRecord } from '../../shared/papers/sitting-record.ts';
import { upcast } from '../../shared/protocol/upcast.ts';
import { castByProxy } from '../engine/sealed-box.ts';
import type { Assembly } from '../engine/assemblies.ts';
import type { Store } from '../engine/ports.ts';

export type RecordSource = Pick<Store, 'readEvents' | 'readMembers' | 'readBallots'>;

const readLimit = 1000;
type PaperEvents = SittingRecord['events'];

/** As the assembly is when this is called: a paper and the state that it is decided on are of one moment, whatever happens while it is read. */
export async function readRecord(
  source: RecordSource,
  { forum, sitting }: Assembly,
  lang: Lang,
): Promise<SittingRecord> {
  const { state, stream, seq } = sitting;
  const forumThen = forum.state.forum;
  const { forumId } = forumThen;
  const events = await readEvents(source, stream, seq);
  const members = forumId === null ? [] : await source.readMembers(forumId);
  const people: Record<PersonId, PaperPerson> = {};
  for (const { person, membership } of members) {
    people[person.personId] = {
      name: person.name,
      organisation: membership.organisation,
      title: membership.title,
    };
  }
  const rolls: Record<PollId, readonly RollBallot[]> = {};
  const polls: Record<PollId, Poll> = {};
  for (const poll of Object.values(state.poll.polls)) {
    const { pollId, form, result } = poll;
    // What is not published yet stands in no paper.
    polls[pollId] = poll.published ? poll : { ...poll, result: null };
    if (form !== 'named' || result === null || !poll.published) continue;
    rolls[pollId] = countedRows(await source.readBallots(pollId)).map((ballot) => {
      const { seatId, choice, revision, receipt } = ballot;
      const proxy = castByProxy(poll, ballot);
      return { seatId, choice, revision, receipt, ...(proxy !== null && { proxy }) };
    });
  }
  return {
    forum: forumThen,
    sitting: state.sitting,
    draft: state.draft,
    poll: { polls },
    minutes: state.minutes,
    events,
    people,
    rolls,
    lang,
  };
}

/** Those of which papers tell; an erased one tells nothing. */
async function readEvents(
  source: RecordSource,
  stream: Assembly['sitting']['stream'],
  upTo: number,
): Promise<PaperEvents> {
  const events: Recorded<{ type: string }>[] = [];
  for (let after = 0; after < upTo;) {
    const stored = await source.readEvents(stream, after, Math.min(readLimit, upTo - after));
    if (stored.length === 0) break;
    for (const { seq, at, actor, type, version, body } of stored) {
      after = seq;
      if (body === null || !/^(?:sitting|draft|poll|floor)\./.test(type)) continue;
      events.push({ seq, at, actor, event: { ...upcast(type, version, body), type } });
    }
  }
  return events as unknown as PaperEvents;
}
