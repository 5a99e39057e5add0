/** Who follows what, and what are they sent? One rendering an audience, one frame for all its sockets, in the order of the log. */
import type {
  ForumId,
  PersonId,
  PollId,
  QuestionId,
  SeatId,
  SittingId,
  SurveyId,
  TextId,
} from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { audienceOf, type Audience } from '../../shared/people/audience.ts';
import { isMark } from '../../shared/poll/box-mark.ts';
import { hallCountOf, isCountedInHall } from '../../shared/poll/hall-count.ts';
import { electorOf, entrustedIn } from '../../shared/poll/poll-electors.ts';
import { hasCastAll, standingIn, toldHolder, toldProxy } from '../../shared/poll/poll-mine.ts';
import { isHidden } from '../../shared/question/question.ts';
import { upvotedQuestion } from '../../shared/question/upvote.ts';
import { lastClosedPoll, openPoll, type Elector, type Poll } from '../../shared/poll/poll.ts';
import {
  viewForumStream,
  viewForumStreamState,
  viewSittingStream,
  viewSittingStreamState,
  type ForumStream,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import { openSurveys } from '../../shared/survey/survey.ts';
import type {
  BallotReceipt,
  MineEntrusted,
  MineFrame,
  MinePoll,
  SurveyReceipt,
  Up,
} from '../../shared/protocol/messages.ts';
import { capacitiesOf, type Assembly, type ForumRoom } from '../engine/assemblies.ts';
import { forgottenReceipt, toReceipt } from '../engine/cast-ballot.ts';
import { electorOfSeat } from '../engine/sealed-box.ts';
import { answerOf } from '../engine/survey-box.ts';
import { BoxReader } from './box-reader.ts';
import { CrowdCount } from './crowd-count.ts';
import { OpenCounts } from './open-counts.ts';
import { FollowedTextFeed } from './followed-text-feed.ts';
import type { GatewayParts, PageServer, PageSocket } from './gateway.ts';
import { Hall } from './hall.ts';
import { Kept } from './kept.ts';
import { UpvoteCount } from './upvotes.ts';
import { LiveStream, type SentTo } from './live-stream.ts';
import { SurveyCounts } from './survey-counts.ts';
import { ServedInTurn } from './served-in-turn.ts';

interface Following {
  readonly forum: LiveForum;
  readonly sitting: LiveSitting | null;
}

/** What somebody follows, and what they asked for. */
interface FollowingAs extends Following {
  readonly wanted: Up['follow'];
}

/** So many begin to follow in one turn of the event loop: about 10 ms. */
const followsATurn = 25;
/** Of what an audience sees nothing of it is told the sequence after so long. */
const unseenMs = 500;
/** So many are told what is theirs between two turns of everybody else. */
const mineAtOnce = 100;

interface LiveForum {
  readonly forumId: ForumId;
  readonly stream: LiveStream<ForumStream, ForumStreamEvent>;
}

interface LiveSitting {
  readonly sittingId: SittingId;
  readonly assembly: Assembly;
  readonly stream: LiveStream<SittingStream, SittingStreamEvent>;
  readonly crowd: CrowdCount;
  readonly counts: OpenCounts;
  readonly surveys: SurveyCounts;
  readonly upvotes: UpvoteCount;
  readonly people: Map<PersonId, Set<PageSocket>>;
  /** Which telling of all what is theirs is the last. */
  readonly mineRound: { number: number };
  readonly stop: () => void;
}

type Parts = Omit<GatewayParts, 'door' | 'dispatch' | 'people'>;

export class LiveForums {
  readonly #hall: Hall;
  readonly #box: BoxReader;
  readonly #parts: Parts;
  readonly #forums: Kept<ForumId, LiveForum>;
  readonly #sittings: Kept<SittingId, LiveSitting>;
  readonly #following = new Map<PageSocket, FollowingAs>();
  readonly #admissions = new ServedInTurn(followsATurn);
  /** What a socket asked for is done one after the other: two follows at once, or a cut amid one, would leave it in two places. */
  readonly #turns = new WeakMap<PageSocket, Promise<unknown>>();
  readonly #mineTurns = new WeakMap<PageSocket, Promise<void>>();
  readonly #texts: FollowedTextFeed;
  readonly #upvotes = new Map<SittingId, UpvoteCount>();

  constructor(io: PageServer, parts: Parts) {
    this.#parts = parts;
    this.#box = new BoxReader(parts.store);
    this.#hall = new Hall(io, (socket) => {
      this.#beginAnew(socket);
    });
    this.#texts = new FollowedTextFeed(this.#hall, parts);
    const now = () => parts.clock.now();
    this.#forums = new Kept(
      (forumId) => this.#openForum(forumId),
      (live) => {
        live.stream.close();
      },
      now,
    );
    this.#sittings = new Kept(
      (sittingId) => this.#openSitting(sittingId),
      (live) => {
        live.stop();
      },
      now,
    );
  }

  close(): void {
    this.#texts.close();
    this.#sittings.close();
    this.#forums.close();
  }

  /** Forgets forums, sittings and texts that nobody follows since `idleMs`. Sittings first: each stands on its forum. */
  unloadIdle(idleMs: number): number {
    return this.#texts.forgetUnfollowed() + this.#sittings.forgetIdle(idleMs) + this.#forums.forgetIdle(idleMs);
  }

  /** Missing and forbidden get the same answer. Following again replaces what was followed. */
  follow(socket: PageSocket, wanted: Up['follow']): Promise<Result<null>> {
    return this.#inTurn(socket, async () => {
      await this.#admissions.turn(this.#isAwaited(socket, wanted));
      return this.#follow(socket, wanted);
    });
  }

  /** How many wait to be shown what they follow. */
  get waiting(): number {
    return this.#admissions.waiting;
  }

  /** Whoever runs the sitting or votes in it comes in before those who look on. */
  #isAwaited({ data: { visitor } }: PageSocket, { sittingId }: Up['follow']): boolean {
    if (visitor.is !== 'person' || sittingId === null) return true;
    const sitting = this.#sittings.now(sittingId)?.assembly.sitting.state.sitting;
    if (sitting === undefined) return true;
    const { personId } = visitor;
    return (
      sitting.roles[personId] !== undefined || Object.values(sitting.seats).some(({ holder }) => holder === personId)
    );
  }

  /** Whose line stood still was not sent all that happened: they are shown how it stands now. */
  #beginAnew(socket: PageSocket): void {
    this.#inTurn(socket, async () => {
      const following = this.#following.get(socket);
      if (following === undefined) return;
      const { forumId, sittingId, texts } = following.wanted;
      await this.#follow(socket, { forumId, sittingId, texts, forumSeq: 0, sittingSeq: 0 });
    }).catch(this.#parts.onFault);
  }

  /** The socket is gone. */
  leave(socket: PageSocket): void {
    this.#inTurn(socket, () => Promise.resolve(this.#leave(socket))).catch(this.#parts.onFault);
  }

  #inTurn<T>(socket: PageSocket, work: () => Promise<T>): Promise<T> {
    const done = (this.#turns.get(socket) ?? Promise.resolve()).then(work);
    this.#turns.set(
      socket,
      done.catch(() => undefined),
    );
    return done;
  }

  async #follow(socket: PageSocket, wanted: Up['follow']): Promise<Result<null>> {
    const { visitor } = socket.data;
    if (visitor.is === 'stage' && (visitor.forumId !== wanted.forumId || visitor.sittingId !== wanted.sittingId)) {
      return refuse('not-found');
    }
    const held = await this.#hold(wanted);
    if (held === null) return refuse('not-found');
    const { forum, sitting } = held;
    const isMember = visitor.is !== 'person' || forum.stream.room.state.forum.members[visitor.personId] !== undefined;
    if (!isMember || !socket.connected) {
      this.#release(held);
      return refuse('not-found');
    }
    this.#leave(socket);
    this.#following.set(socket, { ...held, wanted });
    await forum.stream.join(socket, this.#forumAudience(socket, held), {
      seq: wanted.forumSeq,
      audience: wanted.forumAudience,
    });
    if (sitting !== null) {
      if (visitor.is === 'person') joinPerson(sitting, visitor.personId, socket);
      await sitting.stream.join(socket, this.#sittingAudience(socket, sitting), {
        seq: wanted.sittingSeq,
        audience: wanted.sittingAudience,
      });
      await this.#sendMine(socket, sitting);
      if (visitor.is !== 'person') {
        await sitting.counts.admit(socket, false);
        await sitting.surveys.admit(socket, 'stage', new Set());
      }
      sitting.crowd.send(socket, sitting.people.size);
      // The running text is for those who came in; the hall's screen shows what was closed for edits (STAGE-3).
      if (wanted.texts && visitor.is === 'person') await this.#texts.join(socket, textsOf(sitting.assembly));
      sitting.crowd.headsChanged(sitting.people.size);
    }
    return ok(null);
  }

  /** Holds what is wanted; `null`, and nothing held, where there is no such thing. */
  async #hold(wanted: Up['follow']): Promise<Following | null> {
    const forum = await this.#forums.hold(wanted.forumId);
    if (forum === null) return null;
    if (wanted.sittingId === null) return { forum, sitting: null };
    let sitting: LiveSitting | null = null;
    try {
      sitting = await this.#sittings.hold(wanted.sittingId);
    } finally {
      if (sitting === null) this.#forums.release(wanted.forumId);
    }
    if (sitting === null || sitting.assembly.forum.stream === forum.stream.stream) {
      return sitting === null ? null : { forum, sitting };
    }
    this.#release({ forum, sitting });
    return null;
  }

  #release({ forum, sitting }: Following): void {
    if (sitting !== null) this.#sittings.release(sitting.sittingId);
    this.#forums.release(forum.forumId);
  }

  #leave(socket: PageSocket): void {
    const following = this.#following.get(socket);
    if (following === undefined) return;
    this.#following.delete(socket);
    this.#release(following);
    following.forum.stream.leave(socket);
    const { sitting } = following;
    if (sitting !== null) {
      sitting.stream.leave(socket);
      sitting.counts.leave(socket);
      sitting.surveys.leave(socket);
      this.#texts.leave(socket);
      const { visitor } = socket.data;
      if (visitor.is === 'person') leavePerson(sitting, visitor.personId, socket);
      sitting.crowd.headsChanged(sitting.people.size);
    }
  }

  /** A ballot lies in the box: the browsers of whoever answers for the seat learn it at once, the crowd in its time. */
  ballotTaken(sittingId: SittingId, personId: PersonId, pollId: PollId, seatId: SeatId): void {
    void this.#sittings.peek(sittingId)?.then((live) => {
      if (live === null) return;
      this.#counted(live, pollId, seatId);
      this.#mineToVoters(live, pollId, seatId, [personId]);
    }, this.#parts.onFault);
  }

  /** An answer to a live poll lies in the box. */
  answerTaken(sittingId: SittingId, personId: PersonId, surveyId: SurveyId): void {
    void this.#sittings.peek(sittingId)?.then((live) => {
      if (live === null) return;
      live.surveys.changed(surveyId);
      this.#mineTo(live, personId);
    }, this.#parts.onFault);
  }

  /** Of the sitting that this page follows. */
  upvote(socket: PageSocket, { sittingId, questionId, isUp }: Up['upvote']): Result<null> {
    const { visitor } = socket.data;
    const live = this.#following.get(socket)?.sitting ?? null;
    if (live === null || live.sittingId !== sittingId || visitor.is !== 'person') return refuse('not-found');
    const { personId } = visitor;
    const { question } = live.assembly.sitting.state;
    const meant = upvotedQuestion(question, questionId, capacitiesOf(live.assembly, personId));
    if (!meant.ok) return meant;
    live.upvotes.set(meant.value, personId, isUp);
    live.crowd.upvoted(live.upvotes.sums(), live.people.size);
    return ok(null);
  }

  /** Kept when nobody follows for a while: people come back. */
  #upvotesIn(sittingId: SittingId): UpvoteCount {
    const upvotes = this.#upvotes.get(sittingId) ?? new UpvoteCount();
    this.#upvotes.set(sittingId, upvotes);
    return upvotes;
  }

  // ------------------------------------------------------------------------------------------------------ audiences

  /** Whoever runs the sitting that is followed has to do with everybody of the forum. */
  #forumAudience(socket: PageSocket, { forum, sitting }: Following): Audience {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return 'stage';
    if (sitting !== null) return this.#sittingAudience(socket, sitting);
    return forum.stream.room.state.forum.organisers.includes(visitor.personId) ? 'desk' : 'member';
  }

  #sittingAudience(socket: PageSocket, sitting: LiveSitting): Audience {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return 'stage';
    return audienceOf(capacitiesOf(sitting.assembly, visitor.personId));
  }

  // ------------------------------------------------------------------------------------------------------- openings

  readonly #later = (callback: () => void): (() => void) => {
    const { clock } = this.#parts;
    return clock.at(clock.now() + unseenMs, callback);
  };

  async #openForum(forumId: ForumId): Promise<LiveForum | null> {
    const room = await this.#parts.assemblies.forum(forumId);
    return room === null ? null : { forumId, stream: this.#forumStream(forumId, room) };
  }

  #forumStream(forumId: ForumId, room: ForumRoom): LiveStream<ForumStream, ForumStreamEvent> {
    const sentTo: SentTo<ForumStream, ForumStreamEvent> = {
      of: 'forum',
      view: viewForumStream,
      viewState: viewForumStreamState,
      names: (ids) => this.#parts.directory.names(forumId, ids),
      onFault: this.#parts.onFault,
      later: this.#later,
    };
    return new LiveStream(this.#hall, room, sentTo);
  }

  async #openSitting(sittingId: SittingId): Promise<LiveSitting | null> {
    const assembly = await this.#parts.assemblies.sitting(sittingId);
    if (assembly === null) return null;
    const { forumId } = assembly.sitting.state.sitting;
    if (forumId === null) return null;
    const stream = new LiveStream<SittingStream, SittingStreamEvent>(this.#hall, assembly.sitting, {
      of: 'sitting',
      view: viewSittingStream,
      viewState: viewSittingStreamState,
      names: (ids) => this.#parts.directory.names(forumId, ids),
      namedOnStage,
      onFault: this.#parts.onFault,
      later: this.#later,
    });
    const crowd = new CrowdCount(this.#hall, stream.roomOfAll, sittingId, this.#parts.clock);
    const counts = new OpenCounts({
      io: this.#hall,
      roomOfAll: stream.roomOfAll,
      sittingId,
      clock: this.#parts.clock,
      store: this.#parts.store,
      polls: () => assembly.sitting.state.poll,
      onFault: this.#parts.onFault,
    });
    const surveys = new SurveyCounts({
      io: this.#hall,
      roomOf: (audience) => stream.roomOf(audience),
      sittingId,
      clock: this.#parts.clock,
      store: this.#parts.store,
      surveys: () => assembly.sitting.state.survey,
      onFault: this.#parts.onFault,
    });
    const live: LiveSitting = {
      sittingId,
      assembly,
      stream,
      crowd,
      counts,
      surveys,
      upvotes: this.#upvotesIn(sittingId),
      people: new Map(),
      mineRound: { number: 0 },
      stop: () => {
        crowd.close();
        counts.close();
        surveys.close();
        stream.close();
      },
    };
    stream.onSteps(async (steps) => {
      for (const { recorded } of steps) if (recorded !== null) await this.#stepped(live, recorded.event);
    });
    // Only now that steps are listened to: while the box is read the vote may close, and another open.
    const poll = openPoll(assembly.sitting.state.poll);
    const voted =
      poll === null || poll.ask.kind === 'no-objection' ? [] : await this.#parts.store.readBallots(poll.pollId);
    if (poll !== null && openPoll(assembly.sitting.state.poll)?.pollId === poll.pollId) {
      crowd.open(
        poll.pollId,
        poll.seats,
        voted.filter(({ choice }) => !isMark(choice)).map(({ seatId }) => seatId),
      );
      crowd.countedInHall(poll.pollId, hallCountOf(poll)?.seats ?? [], 0);
    }
    return live;
  }

  /** What an event means beside the stream: for the crowd's count, for whom it concerns, for who now sees more or less. */
  async #stepped(live: LiveSitting, event: SittingStreamEvent): Promise<void> {
    switch (event.type) {
      case 'poll.opened':
        live.crowd.open(event.pollId, event.seats, []);
        this.#mineToAll(live);
        break;
      case 'poll.closed':
        live.crowd.shut();
        this.#mineToAll(live);
        break;
      case 'poll.annulled':
        if (openPoll(live.assembly.sitting.state.poll) === null) live.crowd.shut();
        this.#mineToAll(live);
        break;
      case 'poll.entered-by-hand':
        this.#enteredByHand(live, event.pollId, event.seatId);
        break;
      case 'poll.recused':
        live.crowd.open(event.pollId, live.assembly.sitting.state.poll.polls[event.pollId]?.seats ?? 0, []);
        this.#mineToAll(live);
        break;
      case 'poll.hall-counted':
        live.crowd.countedInHall(event.pollId, event.seats, live.people.size);
        this.#mineToAll(live);
        break;
      case 'sitting.role-given':
      case 'sitting.role-taken':
      case 'sitting.seat-given':
        await this.#standingChanged(live, event.personId);
        break;
      case 'sitting.seats-given':
      case 'sitting.seats-weighed':
      case 'sitting.seat-taken':
        this.#mineToAll(live);
        break;
      case 'floor.called':
      case 'floor.done':
        this.#mineTo(live, event.personId);
        break;
      case 'floor.arranged': {
        const { turn } = live.assembly.sitting.state.floor;
        if (turn !== null) this.#mineTo(live, turn.personId);
        break;
      }
      case 'question.asked':
        if (event.asker !== null) this.#mineTo(live, event.asker);
        break;
      case 'question.shown':
      case 'question.declined':
      case 'question.withdrawn':
      case 'question.answered':
      case 'question.merged':
        this.#questionMoved(live, event);
        break;
      case 'survey.opened':
        live.surveys.changed(event.survey.surveyId);
        break;
      case 'survey.shown':
        live.surveys.changed(event.surveyId);
        break;
      default:
        break;
    }
  }

  /** Its author hears what became of it; what stands no more is counted no more, or in another one. */
  #questionMoved(
    live: LiveSitting,
    event: Extract<SittingStreamEvent, { readonly type: `question.${string}` }> & { readonly questionId: QuestionId },
  ): void {
    const { questionId } = event;
    if (event.type === 'question.merged') live.upvotes.merge(questionId, event.into);
    else if (event.type !== 'question.shown') live.upvotes.forget(questionId);
    live.crowd.upvoted(live.upvotes.sums(), live.people.size);
    const asker = live.assembly.sitting.state.question.questions[questionId]?.asker ?? null;
    if (asker !== null) this.#mineTo(live, asker);
  }

  #mineTo(live: LiveSitting, personId: PersonId): void {
    for (const socket of live.people.get(personId) ?? []) void this.#sendMine(socket, live);
  }

  /** An objection is told with the end that it brings, and is no turnout before it (SEE-2). */
  #counted(live: LiveSitting, pollId: PollId, seatId: SeatId): void {
    if (live.assembly.sitting.state.poll.polls[pollId]?.ask.kind === 'no-objection') return;
    live.crowd.cast(pollId, seatId, live.people.size);
    live.counts.cast(pollId);
  }

  /** It counts in the turnout, and the seat's own devices are told that there is a ballot. */
  #enteredByHand(live: LiveSitting, pollId: PollId, seatId: SeatId): void {
    this.#counted(live, pollId, seatId);
    this.#mineToVoters(live, pollId, seatId, []);
  }

  /** Whose seat it is and who answers for it share one place in the box: each is told what lies there. */
  #mineToVoters(live: LiveSitting, pollId: PollId, seatId: SeatId, more: readonly PersonId[]): void {
    const poll = live.assembly.sitting.state.poll.polls[pollId];
    const elector = poll === undefined ? null : electorOfSeat(poll, seatId);
    const voters = elector === null ? [] : [elector.personId, elector.proxy?.personId ?? elector.personId];
    for (const personId of new Set([...more, ...voters])) {
      for (const socket of live.people.get(personId) ?? []) void this.#sendMine(socket, live);
    }
  }

  /** Who votes first, then the hall, some at a time; what happens meanwhile begins it again, for what is told is always what is. */
  #mineToAll(live: LiveSitting): void {
    const round = (live.mineRound.number += 1);
    const { poll: polls, sitting } = live.assembly.sitting.state;
    const poll = openPoll(polls) ?? lastClosedPoll(polls);
    const first = new Set<PersonId>();
    for (const { personId, proxy } of poll === null || poll.electors === 'hidden' ? [] : poll.electors) {
      first.add(personId).add(proxy?.personId ?? personId);
    }
    for (const { holder } of Object.values(sitting.seats)) first.add(holder);
    const [voters, others]: [PageSocket[], PageSocket[]] = [[], []];
    for (const [personId, sockets] of live.people) (first.has(personId) ? voters : others).push(...sockets);
    for (const socket of voters) void this.#sendMine(socket, live);
    const tellOn = (from: number): void => {
      if (live.mineRound.number !== round) return;
      for (const socket of others.slice(from, from + mineAtOnce)) void this.#sendMine(socket, live);
      if (from + mineAtOnce < others.length) setImmediate(tellOn, from + mineAtOnce);
    };
    tellOn(0);
  }

  /** A change of audience is a new snapshot. Waited for: what comes next is not for the audience that somebody has left. */
  async #standingChanged(live: LiveSitting, personId: PersonId): Promise<void> {
    for (const socket of live.people.get(personId) ?? []) {
      const audience = this.#sittingAudience(socket, live);
      await live.stream.move(socket, audience);
      if (this.#following.get(socket)?.sitting === live)
        this.#following.get(socket)?.forum.stream.become(socket, audience);
      void this.#sendMine(socket, live);
    }
  }

  // ----------------------------------------------------------------------------------------------------------- mine

  /** One after the other for each socket: what was read earlier must not be told after what was read later. */
  #sendMine(socket: PageSocket, live: LiveSitting): Promise<void> {
    const told = (this.#mineTurns.get(socket) ?? Promise.resolve()).then(() => this.#tellMine(socket, live));
    this.#mineTurns.set(socket, told);
    return told;
  }

  /** Never rejects. Who follows something else meanwhile is told nothing of this. */
  async #tellMine(socket: PageSocket, live: LiveSitting): Promise<void> {
    const { visitor } = socket.data;
    if (visitor.is !== 'person' || this.#following.get(socket)?.sitting !== live) return;
    try {
      const poll = await this.#minePoll(live, visitor.personId);
      const answered = await this.#answered(live, visitor.personId);
      if (this.#following.get(socket)?.sitting !== live) return;
      const mine = mineFrame(live, visitor.personId, poll);
      socket.emit('mine', answered.length === 0 ? mine : { ...mine, answered });
      await live.counts.admit(socket, poll !== null && hasCastAll(poll));
      const surveyIds = new Set(answered.map(({ surveyId }) => surveyId));
      await live.surveys.admit(socket, this.#sittingAudience(socket, live), surveyIds);
    } catch (fault) {
      this.#parts.onFault(fault);
    }
  }

  /** What they answered to the live polls that are open. */
  async #answered(live: LiveSitting, personId: PersonId): Promise<readonly SurveyReceipt[]> {
    const open = openSurveys(live.assembly.sitting.state.survey);
    const found = await Promise.all(open.map(({ surveyId }) => answerOf(this.#box, surveyId, personId)));
    return found.filter((receipt) => receipt !== null);
  }

  async #minePoll(live: LiveSitting, personId: PersonId): Promise<MinePoll | null> {
    const { poll: polls } = live.assembly.sitting.state;
    const poll = openPoll(polls) ?? lastClosedPoll(polls);
    if (poll === null) return null;
    const entrusted = await Promise.all(entrustedIn(poll, personId).map((elector) => this.#entrusted(poll, elector)));
    const own = await this.#ownPoll(live, poll, personId);
    const proxy = electorOf(poll, personId)?.proxy?.personId;
    return { ...own, ...(proxy !== undefined && { proxy }), ...(entrusted.length > 0 && { entrusted }) };
  }

  async #ownPoll(live: LiveSitting, poll: Poll, personId: PersonId): Promise<MinePoll> {
    const { pollId } = poll;
    const standing = standingIn(poll, live.assembly.sitting.state.sitting, personId);
    const { entitled } = standing;
    if (entitled !== 'yes') return { pollId, entitled, ballot: null };
    const { elector } = standing;
    const stored = await this.#box.readBallot(pollId, elector.seatId);
    const told = toldHolder(poll, stored, personId);
    if (stored === null || told === 'nothing')
      return { pollId, entitled, ballot: await this.#forgotten(poll, elector) };
    const receipt = toReceipt(stored);
    return { pollId, entitled, ballot: told === 'answer' ? receipt : { ...receipt, answer: null } };
  }

  /** A seat whose vote was entrusted to whoever is told. */
  async #entrusted(poll: Poll, elector: Elector): Promise<MineEntrusted> {
    const { seatId, personId, weight } = elector;
    const seat = { seatId, personId, weight };
    if (isCountedInHall(poll, seatId)) return { ...seat, entitled: 'hall', ballot: null };
    const stored = await this.#box.readBallot(poll.pollId, seatId);
    const told = toldProxy(elector, stored);
    if (stored === null || told === 'nothing') {
      return { ...seat, entitled: 'yes', ballot: await this.#forgotten(poll, elector) };
    }
    return told === 'cast'
      ? { ...seat, entitled: 'voted', ballot: null }
      : { ...seat, entitled: 'yes', ballot: toReceipt(stored) };
  }

  /** Of an unnamed vote that is over: that it was counted. */
  async #forgotten({ pollId, form, closedAt, closesAt }: Poll, { seatId }: Elector): Promise<BallotReceipt | null> {
    const loose = form === 'unnamed' ? await this.#box.readLooseBallots(pollId) : null;
    return loose?.voted.includes(seatId) === true ? forgottenReceipt(pollId, closedAt ?? closesAt) : null;
  }
}

function mineFrame(live: LiveSitting, personId: PersonId, poll: MinePoll | null): MineFrame {
  const forum = live.assembly.forum.state.forum;
  const { sitting } = live.assembly.sitting.state;
  if (forum.forumId === null) throw new Error('a sitting without a forum is followed');
  return {
    personId,
    forumId: forum.forumId,
    sittingId: live.sittingId,
    organiser: forum.organisers.includes(personId),
    roles: sitting.roles[personId] ?? [],
    seats: Object.values(sitting.seats)
      .filter(({ holder }) => holder === personId)
      .map(({ seatId, right, weight }) => ({ seatId, right, weight })),
    poll,
    ...mineBeside(live, personId),
  };
}

/** Of the floor and of questions: left out where there is nothing. */
function mineBeside(
  { assembly, upvotes }: LiveSitting,
  personId: PersonId,
): Pick<MineFrame, 'callLink' | 'questions' | 'upvoted'> {
  const { floor, question } = assembly.sitting.state;
  const { turn, held, callLink } = floor;
  const isCalled =
    callLink !== null && [turn, held].some((one) => one?.personId === personId && one.place === 'remote');
  const questions = Object.values(question.questions).filter(({ asker }) => asker === personId);
  const hidden = questions.filter(isHidden);
  const upvoted = upvotes.of(personId);
  return {
    ...(isCalled && { callLink }),
    ...(hidden.length > 0 && { questions: hidden }),
    ...(upvoted.length > 0 && { upvoted }),
  };
}

/** The hall's screen names whoever has the floor and whose question was put on it. */
function namedOnStage({
  events = [],
  state,
}: {
  readonly events?: readonly SittingStreamEvent[];
  readonly state?: SittingStream;
}): unknown {
  const told = events.filter(({ type }) => type === 'floor.called' || type === 'question.staged');
  return [told, state?.floor.turn, state?.floor.held, state?.question.staged];
}

function textsOf(assembly: Assembly): readonly TextId[] {
  return Object.values(assembly.sitting.state.draft.drafts).map(({ textId }) => textId);
}

function joinPerson(live: LiveSitting, personId: PersonId, socket: PageSocket): void {
  const sockets = live.people.get(personId) ?? new Set();
  sockets.add(socket);
  live.people.set(personId, sockets);
}

function leavePerson(live: LiveSitting, personId: PersonId, socket: PageSocket): void {
  const sockets = live.people.get(personId);
  sockets?.delete(socket);
  if (sockets?.size === 0) live.people.delete(personId);
}
