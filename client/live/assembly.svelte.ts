/** What does an open page know of its forum and sitting, and how does it ask for something? One `Assembly` per open page. */
import { createSubscriber } from 'svelte/reactivity';
import {
  idFromBytes,
  type ForumId,
  type IdKind,
  type PollId,
  type QuestionId,
  type SeatId,
  type SittingId,
  type SurveyId,
  type TextId,
} from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/lib/result.ts';
import { forumStream, sittingStream } from '../../shared/lib/streams.ts';
import type { Audience } from '../../shared/people/audience.ts';
import type { Capacity } from '../../shared/people/capacity.ts';
import type { DecideContext } from '../../shared/people/decide-context.ts';
import type { ForumState } from '../../shared/forum/forum.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import {
  applyForumStream,
  applySittingStream,
  type ForumStream,
  type SittingStream,
  type SittingStreamCommand,
} from '../../shared/protocol/features.ts';
import type {
  BallotReceipt,
  CommandAnswer,
  CountsFrame,
  CrowdFrame,
  Down,
  DownName,
  EventsFrame,
  MineFrame,
  Names,
  SnapshotFrame,
  SurveyFrame,
  SurveyReceipt,
  TextFrame,
  Up,
} from '../../shared/protocol/messages.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { isPassing, openSocket, type Connection } from './connection.ts';
import { foldEvents, foldText, type Held, type HeldText } from './fold.ts';
import { loadRules, rulesHere, type Rules } from './rules.ts';
import { createSender, newRequestId, type DeliveryWatch, type Sender } from './send.ts';
import { noteHere, personHere } from './here.ts';
import type { SeenSitting } from './kept-seen.ts';
import { SeenKeeper } from './seen-here.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';

export type Line = 'connecting' | 'live' | 'offline';
export type Command = ForumCommand | SittingStreamCommand;

export interface AssemblyOptions {
  readonly forumId: ForumId;
  /** `null`: the forum alone, e.g. its programme. */
  readonly sittingId: SittingId | null;
  /** Follow the texts as readers do. A page that writes a text has it from `/text` and may still follow. */
  readonly texts: boolean;
  /** The hall's screen shows this token instead of a login. */
  readonly stageToken?: string;
  /** What this person saw last: shown until the server has sent what is. */
  readonly seen?: SeenSitting | null;
}

/** What the assembly takes from around it; left out, the browser's. Tests bring their own. */
export interface AssemblySurroundings {
  readonly connection?: Connection;
  readonly deviceNow?: () => number;
}

const helloWithinMs = 8_000;
const followWithinMs = 15_000;
/** A line that is asked for life, on waking, has so long to answer. */
const wakeWithinMs = 4_000;

export class Assembly {
  readonly #options: AssemblyOptions;
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #clock: ServerClock;
  readonly #deviceNow: () => number;
  readonly #ticks = createSubscriber((update) => {
    const timer = setInterval(update, 250);
    return () => clearInterval(timer);
  });

  /** What `can` asks. `unknown`: they could not be fetched. */
  #rules = $state.raw<Rules | 'loading' | 'unknown'>(rulesHere() ?? 'loading');
  #line = $state<Line>('connecting');
  #stopped = $state.raw<Refusal | null>(null);
  #forum = $state.raw<Held<ForumStream> | null>(null);
  #sitting = $state.raw<Held<SittingStream> | null>(null);
  #audience = $state<Audience | null>(null);
  /** For whom the held states were rendered: who comes back as somebody else needs them anew. */
  #heldFor: Pick<Up['follow'], 'forumAudience' | 'sittingAudience'> = {};
  #mine = $state.raw<MineFrame | null>(null);
  #crowd = $state.raw<CrowdFrame | null>(null);
  #counts = $state.raw<CountsFrame | null>(null);
  #surveys = $state.raw<Readonly<Record<SurveyId, SurveyFrame>>>({});
  #names = $state.raw<Names>({});
  #texts = $state.raw<ReadonlyMap<TextId, HeldText>>(new Map());
  /** What was seen last, until all of what is has come; its texts each until theirs has. */
  #seen = $state.raw<SeenSitting | null>(null);
  readonly #shownSeen = $derived.by(() => {
    const isWhole = this.#forum !== null && this.#sitting !== null && this.#mine !== null;
    return isWhole ? null : this.#seen;
  });
  readonly #shownTexts = $derived(this.#seen === null ? this.#texts : new Map([...this.#seen.texts, ...this.#texts]));
  readonly #keeper: SeenKeeper | null;
  #closed = false;
  /** Counts the connections and the asks to follow: an answer to an earlier one changes nothing. */
  #attempt = 0;
  #isFollowing = false;

  constructor(options: AssemblyOptions, surroundings: AssemblySurroundings = {}) {
    this.#options = options;
    this.#seen = options.seen ?? null;
    this.#keeper = options.stageToken === undefined ? new SeenKeeper(() => this.#whatIsSeen()) : null;
    this.#deviceNow = surroundings.deviceNow ?? (() => Date.now());
    this.#clock = createServerClock(this.#deviceNow);
    this.#connection = surroundings.connection ?? openSocket(options);
    this.#sender = createSender(this.#connection);
    // A hall's screen asks for nothing.
    if (this.#rules === 'loading' && options.stageToken === undefined) void this.#fetchRules();
    globalThis.addEventListener?.('online', this.#wake);
    globalThis.addEventListener?.('offline', this.#fallAsleep);
    globalThis.document?.addEventListener('visibilitychange', this.#wake);
    this.#connection.open({
      opened: () => void this.#greet(),
      lost: () => this.#lost(),
      refused: (refusal) => this.#stop(refusal),
      received: (name, frame) => this.#receive(name, frame),
    });
  }

  // ------------------------------------------------------------------------------------------------------- what is known

  get forumId(): ForumId {
    return this.#options.forumId;
  }

  get sittingId(): SittingId | null {
    return this.#options.sittingId;
  }

  get line(): Line {
    return this.#line;
  }

  /** Why this page will hear nothing more: `login-ended`, `client-too-old`, `not-found` … `null` while it hears. */
  get stopped(): Refusal | null {
    return this.#stopped;
  }

  get forum(): ForumState | null {
    return this.#shownSeen?.forum.forum ?? this.#forum?.state.forum ?? null;
  }

  get sitting(): SittingStream | null {
    return this.#shownSeen?.sitting ?? this.#sitting?.state ?? null;
  }

  get audience(): Audience | null {
    return this.#shownSeen?.audience ?? this.#audience;
  }

  get mine(): MineFrame | null {
    return this.#shownSeen?.mine ?? this.#mine;
  }

  /** When what is shown was so, where it was kept on this device and the server has not been reached since: ms UTC. */
  get asOf(): number | null {
    return this.#shownSeen?.at ?? null;
  }

  get crowd(): CrowdFrame | null {
    return this.#crowd;
  }

  /** How the open vote stands, where that is for me to see. */
  get counts(): CountsFrame | null {
    return this.#counts;
  }

  /** How the open live polls stand, as far as that is for me to see. */
  get surveys(): Readonly<Record<SurveyId, SurveyFrame>> {
    return this.#surveys;
  }

  /** Everybody who was named in a frame so far. */
  get names(): Names {
    return this.#seen === null ? this.#names : { ...this.#seen.names, ...this.#names };
  }

  /** The texts of the sitting as readers see them; empty unless asked for. */
  get texts(): ReadonlyMap<TextId, HeldText> {
    return this.#shownTexts;
  }

  /** In what capacities I stand in this sitting (in the forum, where no sitting is followed). Empty until the server has said so. */
  get capacities(): ReadonlySet<Capacity> {
    const { mine } = this;
    if (mine === null) return new Set();
    const held = new Set<Capacity>(mine.roles);
    if (mine.organiser) held.add('organiser');
    for (const seat of mine.seats) held.add(seat.right);
    if (held.size === 0) held.add('observer');
    return held;
  }

  /** The server's time, ms UTC. Not reactive: for the moment of a deed. */
  now(): number {
    return this.#clock.now();
  }

  /** The server's time, ms UTC, four times a second where it is read in a template or an effect: for clocks. */
  get ticking(): number {
    this.#ticks();
    return this.#clock.now();
  }

  // ---------------------------------------------------------------------------------------------------------- what is asked

  /**
   * Would the server do it, as far as can be seen from here? The refusal's sentence stands on the greyed button. What only the
   * server knows (the words of a clause, the sealed ballots) is taken to be in order.
   */
  can(command: Command): Result<null> {
    const forum = this.forum;
    const { mine } = this;
    if (forum === null || mine === null) return refuse('not-permitted');
    const context: DecideContext = {
      now: this.now(),
      newId: <K extends IdKind>(kind: K) => idFromBytes(kind, new Uint8Array(10)),
      actor: { personId: mine.personId, capacities: this.capacities },
    };
    const rules = this.#rules;
    if (rules === 'loading') return refuse('not-permitted');
    // They could not be loaded: the server knows them.
    if (rules === 'unknown') return ok(null);
    if (isForumCommand(command)) return settled(rules.decideForumStream(forum, command, context));
    const sitting = this.sitting;
    if (sitting === null) return refuse('not-permitted');
    const facts = {
      clauseFacts: 'ask-server',
      draftFacts: 'ask-server',
      outline: 'ask-server',
      sealed: 'ask-server',
      arithmetic: 'ask-server',
      quotedWords: 'ask-server',
      madePaper: 'ask-server',
      answers: 'ask-server',
      forum,
    } as const;
    return settled(rules.decideSittingStream(sitting, command, { ...context, ...facts }));
  }

  async #fetchRules(): Promise<void> {
    this.#rules = await loadRules().catch(() => 'unknown' as const);
  }

  /** Asks the server, again and again with one request id, until it answers. Resolves with `stopped`'s code when it never will. */
  send(command: Command, watch?: DeliveryWatch): Promise<Result<CommandAnswer>> {
    const requestId = newRequestId();
    if (isForumCommand(command)) {
      return this.#sender.deliver('command', { to: 'forum', requestId, forumId: this.forumId, command }, watch);
    }
    const { sittingId } = this.#options;
    if (sittingId === null) throw new Error(`${command.type} needs a sitting, and this page follows none`);
    return this.#sender.deliver('command', { to: 'sitting', requestId, sittingId, command }, watch);
  }

  /**
   * Casts a ballot on the words with this hash, for my own seat or for one that was entrusted to me; `watch.isLate` says when it may not go out any more. Refusals of the server, and
   * `too-late-to-send` where the vote closed before an answer came: then `mine.poll.ballot` tells, once there is a line.
   */
  async cast(
    pollId: PollId,
    given: PollAnswer,
    paperHash: string,
    watch?: DeliveryWatch,
    seatId: SeatId | null = null,
  ): Promise<Result<BallotReceipt>> {
    const { sittingId } = this.#options;
    if (sittingId === null) throw new Error('a ballot needs a sitting, and this page follows none');
    const named = seatId === null ? {} : { seatId };
    const ballot = { requestId: newRequestId(), pollId, ...named, answer: given, paperHash };
    const answer = await this.#sender.deliver('ballot', { sittingId, ballot }, watch);
    if (answer.ok) this.#clock.notBefore(answer.value.at);
    return answer;
  }

  /** Answers a live poll, or answers it anew. */
  answer(surveyId: SurveyId, given: SurveyAnswer, watch?: DeliveryWatch): Promise<Result<SurveyReceipt>> {
    const { sittingId } = this.#options;
    if (sittingId === null) throw new Error('a live poll is of a sitting, and this page follows none');
    return this.#sender.deliver(
      'answer',
      { sittingId, answer: { surveyId, requestId: newRequestId(), answer: given } },
      watch,
    );
  }

  /** *I want to know that too*, or no more. A level: what the line loses is said again by whoever said it. */
  upvote(questionId: QuestionId, isUp: boolean): Promise<Result<null>> {
    const { sittingId } = this.#options;
    if (sittingId === null) throw new Error('a question is of a sitting, and this page follows none');
    return this.#connection.ask('upvote', { sittingId, questionId, isUp }, helloWithinMs);
  }

  /** Ends the connection; what was not answered is refused with `page-closed`. */
  close(): void {
    if (this.#line === 'live') this.#keeper?.close();
    this.#closed = true;
    globalThis.removeEventListener?.('online', this.#wake);
    globalThis.removeEventListener?.('offline', this.#fallAsleep);
    globalThis.document?.removeEventListener('visibilitychange', this.#wake);
    this.#sender.stop('page-closed');
    this.#connection.close();
  }

  // ----------------------------------------------------------------------------------------------------- coming and going

  async #greet(): Promise<void> {
    const attempt = ++this.#attempt;
    this.#isFollowing = false;
    try {
      const answer = await this.#hello(helloWithinMs);
      if (attempt !== this.#attempt) return;
      if (!answer.ok) return this.#refusedAtTheDoor(answer);
      await this.#follow();
    } catch {
      if (attempt === this.#attempt && !this.#closed) this.#connection.retryNow();
    }
  }

  async #hello(withinMs: number): Promise<Result<unknown>> {
    const sentAt = this.#deviceNow();
    const answer = await this.#connection.ask('hello', { protocol: protocolVersion, lang: pageLang() }, withinMs);
    if (answer.ok) this.#clock.heard(answer.value.now, sentAt, this.#deviceNow());
    return answer;
  }

  /** Says what is held, and gets what is missing. One at a time: gaps met meanwhile are what it is closing. */
  async #follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    const attempt = this.#attempt;
    const { forumId, sittingId, texts } = this.#options;
    const forumSeq = this.#forum?.seq ?? 0;
    const sittingSeq = this.#sitting?.seq ?? 0;
    const answer = await this.#connection
      .ask('follow', { forumId, forumSeq, sittingId, sittingSeq, texts, ...this.#heldFor }, followWithinMs)
      .catch(() => null);
    if (attempt !== this.#attempt || this.#closed) return;
    this.#isFollowing = false;
    if (answer === null) return this.#connection.retryNow();
    if (!answer.ok) return this.#refusedAtTheDoor(answer);
    this.#line = 'live';
    this.#sender.lineIsUp();
  }

  #refusedAtTheDoor(refusal: Refusal): void {
    if (!isPassing(refusal.code)) this.#stop(refusal);
    // The pause before the next try is the connection's; a passing refusal must not be asked again at once.
    else setTimeout(() => this.#closed || this.#connection.retryNow(), 2_000 + Math.random() * 3_000);
  }

  #lost(): void {
    // As it was when the line went: while it is down nothing comes that would be worth keeping.
    this.#keeper?.keepNow();
    this.#attempt += 1;
    this.#isFollowing = false;
    this.#line = 'offline';
    this.#sender.lineIsDown();
  }

  #stop(refusal: Refusal): void {
    if (this.#stopped !== null) return;
    this.#stopped = refusal;
    this.#line = 'offline';
    this.#sender.stop(refusal.code);
    this.#connection.close();
  }

  /** The phone is looked at again, or has a network again. */
  readonly #wake = (): void => {
    if (this.#stopped !== null || globalThis.document?.visibilityState === 'hidden') return;
    if (this.#line === 'offline') return this.#connection.retryNow();
    if (this.#line !== 'live') return;
    const attempt = this.#attempt;
    this.#clock.doubt();
    this.#hello(wakeWithinMs).catch(() => {
      if (attempt === this.#attempt && !this.#closed) this.#connection.retryNow();
    });
  };

  readonly #fallAsleep = (): void => {
    if (this.#stopped === null && this.#line === 'live') this.#line = 'offline';
  };

  // ------------------------------------------------------------------------------------------------------------ what comes

  #receive<Name extends DownName>(name: Name, frame: Down[Name]): void {
    const take: { readonly [N in DownName]: (frame: Down[N]) => void } = {
      snapshot: (snapshot) => this.#takeSnapshot(snapshot),
      events: (events) => this.#takeEvents(events),
      mine: (mine) => this.#takeMine(mine),
      // What is left out is as it was told before.
      crowd: (crowd) => (this.#crowd = { ...this.#crowd, ...crowd }),
      counts: (counts) => (this.#counts = counts),
      survey: (frame) => (this.#surveys = { ...this.#surveys, [frame.surveyId]: frame }),
      text: (text) => this.#takeText(text),
      notice: ({ code }) => code === 'server-restarting' || this.#stop(refuse(code)),
    };
    if (this.#closed) return;
    take[name](frame);
    this.#keeper?.changed();
  }

  #takeMine(mine: MineFrame): void {
    if (this.#options.stageToken === undefined) noteHere(this.forumId, mine.personId);
    // What somebody else saw here is not shown a moment longer.
    if (this.#seen !== null && this.#seen.mine.personId !== mine.personId) this.#seen = null;
    this.#mine = mine;
  }

  #whatIsSeen(): SeenSitting | null {
    const { forumId, sittingId } = this.#options;
    const [forum, sitting, mine] = [this.#forum, this.#sitting, this.#mine];
    if (forum === null || sitting === null || mine === null || sittingId === null) return null;
    // Who has signed out meanwhile leaves nothing here.
    if (personHere(forumId) !== mine.personId) return null;
    return {
      forumId,
      sittingId,
      at: this.now(),
      forum: forum.state,
      sitting: sitting.state,
      audience: this.#audience,
      mine,
      names: this.names,
      texts: this.texts,
    };
  }

  #takeSnapshot(frame: SnapshotFrame): void {
    if (!this.#isFollowed(frame)) return;
    this.#addNames(frame.names);
    if (frame.of === 'forum') {
      this.#forum = { seq: frame.seq, state: frame.state };
      this.#heldFor = { ...this.#heldFor, forumAudience: frame.audience };
    } else {
      this.#sitting = { seq: frame.seq, state: frame.state };
      this.#heldFor = { ...this.#heldFor, sittingAudience: frame.audience };
    }
    // In a sitting the audience is the sitting's; of its forum whoever runs it is shown what the desk is (SEE-6).
    if (frame.of === 'sitting' || this.#options.sittingId === null) this.#audience = frame.audience;
  }

  #takeEvents(frame: EventsFrame): void {
    if (!this.#isFollowed(frame)) return;
    const last = frame.events.at(-1);
    if (last !== undefined) this.#clock.notBefore(last.at);
    if (frame.of === 'forum') {
      const next = foldEvents(this.#forum, frame, applyForumStream);
      if (next === 'gap') return void this.#follow();
      this.#addNames(frame.names);
      this.#forum = next;
    } else {
      const next = foldEvents(this.#sitting, frame, applySittingStream);
      if (next === 'gap') return void this.#follow();
      this.#addNames(frame.names);
      this.#sitting = next;
    }
  }

  #takeText(frame: TextFrame): void {
    const held = this.#texts.get(frame.textId);
    const next = foldText(held, frame);
    if (next === 'gap') return void this.#follow();
    if (next !== held) this.#texts = new Map(this.#texts).set(frame.textId, next);
  }

  #isFollowed(frame: SnapshotFrame | EventsFrame): boolean {
    const { forumId, sittingId } = this.#options;
    return frame.of === 'forum'
      ? frame.stream === forumStream(forumId)
      : sittingId !== null && frame.stream === sittingStream(sittingId);
  }

  #addNames(names: Names): void {
    for (const _ in names) {
      this.#names = { ...this.#names, ...names };
      return;
    }
  }
}

function isForumCommand(command: Command): command is ForumCommand {
  return command.type.startsWith('forum.');
}

function settled(decided: Result<unknown>): Result<null> {
  return decided.ok ? ok(null) : decided;
}

/** The language that the page shows; what the server says to people comes in it. */
function pageLang(): Lang {
  const lang = globalThis.document?.documentElement.lang;
  return lang === 'kk' || lang === 'en' ? lang : 'ru';
}
