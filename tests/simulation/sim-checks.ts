/** Is everything right in the end? What each page shows against the log, what was told against the store, each frame against who got it. */
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { forgottenReceipt, toReceipt } from '../../server/engine/cast-ballot.ts';
import { toRecorded } from '../../server/engine/stream-room.ts';
import { toBallot, toEvent as toStoredEvent, toTextUpdate } from '../../server/store/reads.ts';
import type { MemoryDisk } from '../../server/store/memory-disk.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { EventRow } from '../../server/store/schema.ts';
import { allClausesOf, clausesOf, openTextDoc } from '../../shared/draft/clause-text.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { ForumId, PersonId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import { forumStream, sittingStream, type Recorded } from '../../shared/lib/streams.ts';
import { audienceOf, type Audience } from '../../shared/people/audience.ts';
import { lastClosedPoll, openPoll, type Elector, type Poll } from '../../shared/poll/poll.ts';
import { countedRows, isMark } from '../../shared/poll/box-mark.ts';
import { isToldOpen } from '../../shared/poll/counts-told.ts';
import { hallCountOf, isCountedInHall } from '../../shared/poll/hall-count.ts';
import { liveCounts } from '../../shared/poll/live-counts.ts';
import { countedElectors, electorOf, entrustedIn } from '../../shared/poll/poll-electors.ts';
import { boxOf, castIn, outcomeOf } from '../../shared/poll/poll-box.ts';
import {
  applyForumStream,
  applySittingStream,
  capacitiesIn,
  initialForumStream,
  initialSittingStream,
  viewForumStreamState,
  viewSittingStream,
  viewSittingStreamState,
  type ForumStream,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import type {
  BallotReceipt,
  CountsFrame,
  CrowdFrame,
  EventsFrame,
  MineEntrusted,
  MineFrame,
  MinePoll,
  SnapshotFrame,
} from '../../shared/protocol/messages.ts';
import type { Told } from './sim-operations.ts';
import type { SentFrame } from './sim-network.ts';
import type { SimPage, SimWorld } from './sim-world.ts';

/** The first thing that is wrong, as a sentence. */
class Wrong extends Error {}

function must(isSo: boolean, sentence: () => string): void {
  if (!isSo) throw new Wrong(sentence());
}

/** As `canonical` would say it of both, without writing them down: nearly always they are the same. */
function areSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((item, place) => areSame(item, other[place]));
  }
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && areSame(left[key], right[key]))
  );
}

function mustEqual(what: string, is: unknown, shouldBe: unknown): void {
  if (areSame(is, shouldBe)) return;
  const [one, other] = [canonical(is), canonical(shouldBe)];
  must(one === other, () => {
    let place = 0;
    while (one[place] === other[place]) place += 1;
    const around = (text: string): string => text.slice(Math.max(0, place - 80), place + 160);
    return `${what}: is …${around(one)}…, should be …${around(other)}…`;
  });
}

/** The same whatever the order of keys. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
        ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
        : item,
    ) ?? 'undefined'
  );
}

/** What the log says, at each of its events. */
interface History {
  readonly forum: readonly ForumStream[];
  readonly sitting: readonly SittingStream[];
  readonly events: readonly Recorded<SittingStreamEvent>[];
  /** What an audience is rightly sent, by `audience from to`: many are sent the same. */
  readonly rendered: Map<string, unknown>;
}

function historyOf(world: Pick<SimWorld, 'disk' | 'forumId' | 'sittingId'>): History {
  const { disk, forumId, sittingId } = world;
  const forum = [initialForumStream];
  for (const row of disk.events.get(forumStream(forumId)) ?? [])
    forum.push(applyForumStream(forum.at(-1)!, toRecorded(toStoredEvent(row))!));
  const sitting = [initialSittingStream];
  const events: Recorded<SittingStreamEvent>[] = [];
  for (const row of disk.events.get(sittingStream(sittingId)) ?? []) {
    const recorded = toRecorded<SittingStreamEvent>(toStoredEvent(row))!;
    events.push(recorded);
    sitting.push(applySittingStream(sitting.at(-1)!, recorded));
  }
  return { forum, sitting, events, rendered: new Map() };
}

function audienceAt(history: History, who: PersonId | 'stage', seq: number): Audience {
  if (who === 'stage') return 'stage';
  const forum = history.forum.at(-1)!.forum;
  return audienceOf(capacitiesIn(forum, history.sitting[seq]!.sitting, who));
}

/** For whom is the sitting rendered to this person, by what the log says now? */
export function audienceNow(disk: MemoryDisk, forumId: ForumId, sittingId: SittingId, personId: PersonId): Audience {
  const history = historyOf({ disk, forumId, sittingId });
  return audienceAt(history, personId, history.sitting.length - 1);
}

export async function check(world: SimWorld, told: Told): Promise<void> {
  must(world.faults.length === 0, () => `the server had a fault: ${String((world.faults[0] as Error).stack)}`);
  const history = historyOf(world);
  for (const page of world.pages) checkPage(world, history, page);
  checkCrowd(world, history);
  checkCommands(world, history, told);
  checkBallots(world, history, told);
  checkPolls(world, history);
  checkPapers(world, history);
  checkTexts(world, told);
  for (const frame of world.net.sent) checkFrame(world, history, frame);
  const store = openMemoryStore({ clock: { now: () => world.time.now }, disk: world.disk });
  mustEqual('the chains', (await store.verify('start')).firstBad, null);
}

// ----------------------------------------------------------------------------------------------------------- the pages

function isSignedOut(world: SimWorld, { cookie }: SimPage): boolean {
  if (cookie === null) return false;
  // Whose login ended is told by the store alone.
  return world.loginEnded(cookie);
}

function checkPage(world: SimWorld, history: History, one: SimPage): void {
  const { page, label, who } = one;
  if (isSignedOut(world, one)) {
    mustEqual(`${label}, whose login ended, is told`, page.stopped?.code, 'login-ended');
    return;
  }
  mustEqual(`${label} is not cut off`, [page.stopped, page.line], [null, 'live']);
  const forum = history.forum.at(-1)!;
  const sitting = history.sitting.at(-1)!;
  const audience = audienceAt(history, who, history.sitting.length - 1);
  mustEqual(`${label}: audience`, page.audience, audience);
  mustEqual(`${label}: the sitting as ${audience}`, page.sitting, viewSittingStreamState(sitting, audience));
  // Whoever runs this sitting is shown all of its forum (SEE-6).
  mustEqual(`${label}: the forum`, page.forum, viewForumStreamState(forum, audience).forum);
  if (who !== 'stage') mustEqual(`${label}: mine`, page.mine, mineOf(world, forum, sitting, who));
  else mustEqual(`${label}: mine`, page.mine, null);
}

function mineOf(world: SimWorld, forum: ForumStream, sitting: SittingStream, personId: PersonId): MineFrame {
  const poll = openPoll(sitting.poll) ?? lastClosedPoll(sitting.poll);
  const seats = Object.values(sitting.sitting.seats).filter(({ holder }) => holder === personId);
  return {
    personId,
    forumId: world.forumId,
    sittingId: world.sittingId,
    organiser: forum.forum.organisers.includes(personId),
    roles: sitting.sitting.roles[personId] ?? [],
    seats: seats.map(({ seatId, right, weight }) => ({ seatId, right, weight })),
    poll:
      poll === null
        ? null
        : minePollOf(
            world,
            poll,
            personId,
            seats.some(({ right }) => poll.form === 'named' || right === 'deciding'),
          ),
  };
}

/** `isSeated`: by a seat that would have been asked; of an unnamed vote who advises may not be (POLL-20). */
function minePollOf(world: SimWorld, poll: Poll, personId: PersonId, isSeated: boolean): MinePoll {
  const { pollId } = poll;
  const elector = electorOf(poll, personId);
  const isRecused = poll.recused.some((one) => one.personId === personId);
  const isInHall = elector !== null && isCountedInHall(poll, elector.seatId);
  const entitled = isRecused ? 'recused' : elector === null ? (isSeated ? 'late' : 'none') : isInHall ? 'hall' : 'yes';
  const entrusted = entrustedIn(poll, personId).map((one): MineEntrusted => {
    const { seatId, personId: holder, weight } = one;
    const seat = { seatId, personId: holder, weight };
    if (isCountedInHall(poll, seatId)) return { ...seat, entitled: 'hall', ballot: null };
    const row = answerOf(world, poll, one);
    const isOther = row !== undefined && row.personId !== personId;
    return { ...seat, entitled: isOther ? 'voted' : 'yes', ballot: isOther ? null : receiptIn(world, poll, one) };
  });
  return {
    ...{ pollId, entitled, ballot: elector === null || isInHall ? null : receiptIn(world, poll, elector) },
    ...(elector?.proxy !== undefined && { proxy: elector.proxy.personId }),
    ...(entrusted.length > 0 && { entrusted }),
  };
}

/** The ballot that lies in the box for a seat; a mark is none. */
function answerOf({ disk }: SimWorld, { pollId }: Poll, { seatId }: Elector) {
  const row = disk.counted.get(`${pollId} ${seatId}`);
  const ballot = row === undefined || row.bodyJson === null ? undefined : toBallot(row);
  return ballot === undefined || isMark(ballot.choice) ? undefined : ballot;
}

function receiptIn(world: SimWorld, poll: Poll, elector: Elector): BallotReceipt | null {
  const row = answerOf(world, poll, elector);
  return row === undefined ? forgottenBallot(world, poll, elector) : toReceipt(row);
}

function checkCrowd(world: SimWorld, history: History): void {
  const here = world.pages.filter((one) => one.who !== 'stage' && !isSignedOut(world, one));
  const poll = openPoll(history.sitting.at(-1)!.poll);
  // That somebody objected is told with the end that it brings.
  const isSilent = poll === null || poll.ask.kind === 'no-objection';
  const rows = isSilent ? [] : [...world.disk.counted.values()].filter((row) => row.pollId === poll.pollId);
  const cast = countedRows(rows.map(toBallot)).length;
  const crowd: CrowdFrame = {
    sittingId: world.sittingId,
    connected: new Set(here.map(({ who }) => who)).size,
    turnout: poll === null ? null : { pollId: poll.pollId, cast, seats: poll.seats },
  };
  for (const one of here) mustEqual(`${one.label}: the crowd`, one.page.crowd, crowd);
}

// ------------------------------------------------------------------------------------------------- what people were told

function checkCommands(world: SimWorld, history: History, told: Told): void {
  const answers = [...world.disk.answers.values()].map((row) => {
    return { ...row, answer: JSON.parse(row.answerJson) as { ok?: boolean; value?: { seq: number } } };
  });
  const sentTo = new Map<string, 'sitting' | 'forum'>();
  for (const { personId, message, name } of world.net.asked) {
    const { requestId, to } = message as { requestId?: string; to?: 'sitting' | 'forum' };
    if (name === 'command' && requestId !== undefined && to !== undefined) sentTo.set(`${personId} ${requestId}`, to);
  }
  for (const to of ['sitting', 'forum'] as const) {
    const rows = answers.filter((row) => sentTo.get(`${row.personId} ${row.requestId}`) === to && row.answer.value);
    const seqs = rows.map(({ answer }) => answer.value!.seq).sort((one, other) => one - other);
    mustEqual(`no two commands of the ${to} have one event`, seqs, [...new Set(seqs)]);
    const stream = to === 'sitting' ? sittingStream(world.sittingId) : forumStream(world.forumId);
    const log = world.disk.events.get(stream) ?? [];
    for (const { personId, answer } of rows) {
      mustEqual(`event ${String(answer.value!.seq)} of the ${to} is by`, log[answer.value!.seq - 1]?.actor, personId);
    }
    const toldOfIt = told.commands.filter(({ command }) => command.type.startsWith('forum.') === (to === 'forum'));
    for (const { personId, command, answer } of toldOfIt) {
      const isKnown = rows.some((row) => row.personId === personId && row.answer.value?.seq === answer.seq);
      must(isKnown, () => `${command.type}, acknowledged with ${String(answer.seq)}, is not in the store`);
    }
    const caused = log.filter(({ actor, type }) => actor !== 'server' && type !== 'forum.member-joined');
    // Of one unit all events have one time and one actor; the last is the one that the answer names.
    const ends = new Set(seqs);
    const announced = doneAsAnnounced(log, ends);
    const orphans = caused.filter(({ seq, actor, at }) => {
      if (announced.has(seq)) return false;
      const end = seqs.find((one) => one >= seq);
      return end === undefined || log[end - 1]?.at !== at || log[end - 1]?.actor !== actor;
    });
    mustEqual(`events of the ${to} that nobody asked for`, orphans, []);
    must(ends.size <= caused.length, () => `more answers than events of the ${to}`);
  }
  const members = history.forum.at(-1)!.forum.members;
  for (const guest of told.guests) must(members[guest] !== undefined, () => `${guest} came in and is no member`);
}

/**
 * Events of what was announced: they stand before the end of their announcement, in one unit with it, in the name of who announced them. At
 * zero nobody asks for them, and whoever skips the wait is answered with the end, or with the refusal where it failed.
 */
function doneAsAnnounced(log: readonly EventRow[], answered: ReadonlySet<number>): ReadonlySet<number> {
  const by = new Map<string, string>();
  const found = new Set<number>();
  for (const [place, { seq, type, bodyJson, at, actor }] of log.entries()) {
    if (!type.startsWith('announcement.') || bodyJson === null) continue;
    const { announcementId } = JSON.parse(bodyJson) as { announcementId: string };
    if (type === 'announcement.failed') found.add(seq);
    if (type === 'announcement.made') by.set(announcementId, actor);
    if (type !== 'announcement.done') continue;
    for (let before = place - 1; before >= 0; before -= 1) {
      const event = log[before]!;
      if (event.at !== at || event.actor !== by.get(announcementId) || answered.has(event.seq)) break;
      found.add(event.seq);
    }
  }
  return found;
}

/** What was put into the box with a command, and answered with it: by hand, by a seat that leaves, by tellers for their own seat. */
function answeredByCommand({ events }: History): number {
  const held = new Map<string, readonly Elector[]>();
  const inHall = new Map<string, readonly SeatId[]>();
  let rows = 0;
  for (const { event, actor } of events) {
    if (event.type === 'poll.opened' && event.electors !== 'hidden') held.set(event.pollId, event.electors);
    if (event.type === 'poll.entered-by-hand' || event.type === 'poll.recused') rows += 1;
    if (event.type !== 'poll.hall-counted') continue;
    const before = inHall.get(event.pollId) ?? [];
    const own = (held.get(event.pollId) ?? []).filter(({ personId }) => personId === actor);
    rows += own.filter(({ seatId }) => before.includes(seatId) !== event.seats.includes(seatId)).length;
    inHall.set(event.pollId, event.seats);
  }
  return rows;
}

function checkBallots(world: SimWorld, history: History, { ballots }: Told): void {
  const all = [...world.disk.ballots.values()].flat();
  const rows = all.filter(({ bodyJson }) => bodyJson !== null).map(toBallot);
  const answers = [...world.disk.answers.values()].filter(({ answerJson }) => answerJson.startsWith('['));
  mustEqual(
    'how many ballots were taken, and how many answered',
    all.length - answeredByCommand(history),
    answers.length,
  );
  const receipts = new Map(rows.map((row) => [row.receipt, row]));
  const cast = new Map<string, number>();
  for (const { personId, receipt } of ballots) {
    // Of an unnamed vote that is over nobody can say any more what it was.
    if (world.disk.looseBallots.has(receipt.pollId)) continue;
    const row = receipts.get(receipt.receipt);
    must(row?.personId === personId, () => `a ballot of ${personId} was acknowledged and is not in the box`);
    mustEqual(`a ballot of ${personId}`, receipt, toReceipt(row!));
    cast.set(receipt.receipt, (cast.get(receipt.receipt) ?? 0) + 1);
  }
  for (const [receipt, count] of cast) mustEqual(`how often the receipt ${receipt} was given`, count, 1);
}

function checkPolls(world: SimWorld, history: History): void {
  for (const poll of Object.values(history.sitting.at(-1)!.poll.polls)) {
    const row = world.disk.polls.get(poll.pollId)!;
    mustEqual(`${poll.pollId}: the deadline in the store`, row.closesAt, poll.closesAt);
    checkForgotten(world, poll);
    if (poll.annulled !== null && poll.result === null) continue;
    if (poll.result === null) {
      must(poll.closesAt > world.time.now, () => `${poll.pollId} should have closed by itself`);
      continue;
    }
    const counted = [...world.disk.counted.values()].filter(({ pollId }) => pollId === poll.pollId);
    if (poll.electors === 'hidden') throw new Error('the log hides nothing');
    const { closedAt: _closedAt, cast, sealHash: _sealHash, hall: _hall, ...told } = poll.result;
    const loose = world.disk.looseBallots.get(poll.pollId);
    const box =
      loose === undefined
        ? boxOf(countedElectors(poll), countedRows(counted.map(toBallot)), hallCountOf(poll))
        : (JSON.parse(loose.boxJson) as ReturnType<typeof boxOf>);
    mustEqual(`${poll.pollId}: how many cast`, cast, castIn(box));
    const again = outcomeOf(poll, box, {
      settlement: told.kind === 'decision' ? told.settlement : null,
      lots: told.kind === 'choice' ? told.lots : [],
    });
    mustEqual(`${poll.pollId}: what came out`, told, again);
    for (const { at } of counted) must(at <= poll.closesAt, () => `${poll.pollId} took a ballot after its close`);
    must(poll.result.closedAt <= poll.closesAt, () => `${poll.pollId} closed after its deadline`);
  }
}

/** Each paper that the log says was issued lies there with the bytes it says, and no other; nobody's signature stands twice. */
function checkPapers({ disk }: SimWorld, { events }: History): void {
  const files: string[] = [];
  const signed = new Set<string>();
  for (const { event } of events) {
    if (event.type === 'paper.issued') files.push(`${event.paperId} ${event.format} ${event.sha256}`);
    if (event.type === 'minutes.signed') {
      must(!signed.has(event.as), () => `the ${event.as} signed twice`);
      signed.add(event.as);
    } else if (event.type.startsWith('minutes.')) signed.clear();
  }
  const kept = [...disk.paperFiles.values()].map(({ paperId, format, bytes }) => {
    return `${paperId} ${format} ${createHash('sha256').update(bytes).digest('hex')}`;
  });
  mustEqual('the files of issued papers', kept.sort(), files.sort());
}

/** Of an unnamed vote that is over no row joins a seat or a person with an answer. */
function checkForgotten({ disk }: SimWorld, { pollId, form, closedAt }: Poll): void {
  const isOver = form === 'unnamed' && closedAt !== null;
  mustEqual(`${pollId}: whether it is forgotten who voted how`, disk.looseBallots.has(pollId), isOver);
  if (!isOver) return;
  const kept = (disk.ballots.get(pollId) ?? []).filter(({ bodyJson, salt }) => bodyJson !== null || salt !== null);
  mustEqual(`${pollId}: ballots that still say something`, kept, []);
  const answers = [...disk.answers.values()].filter(
    ({ answerJson }) => answerJson.startsWith('[') && answerJson.includes(pollId),
  );
  const telling = answers.filter(({ answerJson }) => !answerJson.includes('"choice":null'));
  mustEqual(`${pollId}: answers that still tell the choice`, telling, []);
}

/** What is told of a ballot in an unnamed vote that is over; `null`: there was none. */
function forgottenBallot({ disk }: SimWorld, { pollId, closedAt }: Poll, elector: Elector | null) {
  const loose = disk.looseBallots.get(pollId);
  const voted = loose === undefined ? [] : (JSON.parse(loose.boxJson) as ReturnType<typeof boxOf>).voted;
  return elector !== null && voted.includes(elector.seatId) ? forgottenReceipt(pollId, closedAt ?? 0) : null;
}

function checkTexts(world: SimWorld, told: Told): void {
  const doc = openTextDoc();
  for (const row of world.disk.textUpdates.get(world.textId) ?? []) Y.applyUpdate(doc, toTextUpdate(row).update);
  const whole = allClausesOf(doc);
  const shown = clausesOf(doc);
  for (const one of world.pages) {
    if (isSignedOut(world, one) || one.who === 'stage') continue;
    mustEqual(`${one.label}: the text that is followed`, one.page.texts.get(world.textId)?.clauses, shown);
    if (one.text === null) continue;
    mustEqual(`${one.label}: the text that is written`, allClausesOf(one.text.doc()), whole);
    mustEqual(`${one.label}: the line under the text`, one.text.state().writing, { is: 'saved' });
  }
  const letters = whole.flatMap(({ body }) => Object.values(body).map((runs) => plainText(runs ?? []))).join('\n');
  for (const { page, word } of told.words) {
    if (isSignedOut(world, page)) continue;
    const times = letters.split(`${word}>`).length - 1;
    const givenBack = page.text?.state().unsent.some(({ words }) => words.includes(word)) === true;
    // A colleague may have typed into the middle of it; then it is not found whole.
    if (times === 0 && !givenBack) must(isTypedInto(letters, word), () => `${page.label}: ${word} is missing`);
    must(times <= 1, () => `${page.label}: ${word} is there ${String(times)} times`);
  }
}

/** Are its letters there in order, with others between them? */
function isTypedInto(letters: string, word: string): boolean {
  let place = -1;
  return Array.from(word).every((letter) => (place = letters.indexOf(letter, place + 1)) >= 0);
}

// ---------------------------------------------------------------------------------------------------------- the frames

/** Nobody got what is for another audience, and no count before its close. */
function checkFrame(world: SimWorld, history: History, { to, name, frame, heads, at }: SentFrame): void {
  if (name === 'mine') {
    mustEqual('who got a frame of their own', (frame as MineFrame).personId, to);
    return;
  }
  if (name === 'counts') return checkCounts(world, history, to, frame as CountsFrame, at);
  if (name === 'crowd') return checkTurnout(world, frame as CrowdFrame, at);
  if (name !== 'events' && name !== 'snapshot') return;
  const sent = frame as EventsFrame | SnapshotFrame;
  if (sent.of === 'forum') {
    if (to !== 'stage') return;
    must(!canonical(sent).includes('"per_'), () => 'the stage was told of people of the forum');
    return;
  }
  const isSnapshot = 'state' in sent;
  const from = isSnapshot ? sent.seq : sent.after;
  // While somebody's standing changes they are sent what they were, or are already.
  const possible = new Set<Audience>();
  for (let seq = from; seq <= heads.sitting; seq += 1) possible.add(audienceAt(history, to, seq));
  const content = isSnapshot ? sent.state : sent.events;
  const fits = [...possible].some((audience) =>
    isSent(
      content,
      isSnapshot ? renderedState(history, sent.seq, audience) : renderedEvents(history, sent.after, sent.seq, audience),
    ),
  );
  must(fits, () => `${to} got a frame that is not for ${[...possible].join(' or ')}: ${canonical(sent).slice(0, 400)}`);
  if (!isSnapshot) return;
  const counts = /"(sheet|decision|counted|histogram|outcome)":/.test(
    JSON.stringify(openPoll(sent.state.poll) ?? null),
  );
  must(!counts, () => 'a vote was shown with its counts before its close');
}

/** What is sent is JSON: what has no value is not sent. */
function isSent(content: unknown, rendered: unknown): boolean {
  return areSame(content, rendered) || canonical(content) === canonical(rendered);
}

function renderedState(history: History, seq: number, audience: Audience): unknown {
  return remembered(history, `${audience} ${String(seq)}`, () =>
    viewSittingStreamState(history.sitting[seq]!, audience),
  );
}

function renderedEvents(history: History, after: number, upTo: number, audience: Audience): unknown {
  return remembered(history, `${audience} ${String(after)} ${String(upTo)}`, () =>
    history.events.slice(after, upTo).flatMap((recorded) => {
      const [before, behind] = [history.sitting[recorded.seq - 1]!, history.sitting[recorded.seq]!];
      return viewSittingStream(recorded, before, behind, audience).map((event) => ({ ...recorded, event }));
    }),
  );
}

function remembered({ rendered }: History, key: string, render: () => unknown): unknown {
  if (!rendered.has(key)) rendered.set(key, render());
  return rendered.get(key);
}

function checkTurnout(world: SimWorld, { turnout, ...rest }: CrowdFrame, at: number): void {
  mustEqual('what a crowd frame says', Object.keys(rest).sort(), ['connected', 'sittingId']);
  if (turnout === null) return;
  mustEqual('what a turnout says', Object.keys(turnout).sort(), ['cast', 'pollId', 'seats']);
  const rows = world.disk.ballots.get(turnout.pollId) ?? [];
  const seats = new Set(rows.filter((row) => row.at <= at).map(({ seatId }) => seatId));
  must(
    turnout.cast <= seats.size,
    () => `${String(turnout.cast)} had cast, it was said, and ${String(seats.size)} had`,
  );
}

/** Only where the vote was opened so, only to whom, and as the box stood at some moment before: sums, and whose they are nowhere (SEE-4). */
function checkCounts(
  world: SimWorld,
  history: History,
  to: PersonId | 'stage',
  { pollId, counts, ...rest }: CountsFrame,
  at: number,
): void {
  mustEqual('what a frame of counts says', Object.keys(rest), ['sittingId']);
  const poll = history.sitting.at(-1)!.poll.polls[pollId]!;
  must(isToldOpen(poll.counts), () => `${to} was told how ${pollId} stood, which nobody is`);
  const opened = history.events.find(({ event }) => event.type === 'poll.opened' && event.pollId === pollId)!;
  const electors = opened.event.type === 'poll.opened' ? opened.event.electors : 'hidden';
  const rows = (world.disk.ballots.get(pollId) ?? []).filter((row) => row.at <= at).map(toBallot);
  const stood = Array.from({ length: rows.length + 1 }, (_, length) => {
    const last = new Map(rows.slice(0, length).map((row) => [row.seatId, row]));
    return canonical(liveCounts({ ask: poll.ask, electors }, [...last.values()]));
  });
  must(stood.includes(canonical(counts)), () => `${pollId} never stood as ${to} was told: ${canonical(counts)}`);
  if (poll.counts !== 'after-mine') return;
  const has = rows.some((row) => electorOf({ ...poll, electors }, to as PersonId)?.seatId === row.seatId);
  must(has, () => `${to} was told how ${pollId} stands before they voted`);
}
