/** How does a command become events? The one door: decide, commit, announce, and only then the effects. */
import { createHash } from 'node:crypto';
import type {
  ClauseId,
  DraftId,
  ForumId,
  PersonId,
  PollId,
  RequestId,
  SittingId,
  TextId,
} from '../../shared/lib/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/lib/result.ts';
import type { Actor } from '../../shared/lib/streams.ts';
import { isTooLate } from '../../shared/announcement/announcement-rules.ts';
import { actorOf, type DecideContext } from '../../shared/people/decide-context.ts';
import { decideForum } from '../../shared/forum/forum-rules.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import { electorOf } from '../../shared/poll/poll-electors.ts';
import { pollArithmetic } from '../../shared/poll/poll-arithmetic.ts';
import { isMark, recusedMark, releasedMark } from '../../shared/poll/box-mark.ts';
import { toBoxed } from '../../shared/poll/poll-answer.ts';
import type { SealedBallots } from '../../shared/poll/poll-rules.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { ClauseBytes, ClauseFactsFor, DraftFactsFor, OutlineFor } from '../../shared/draft/draft-rules.ts';
import type { QuotedWords } from '../../shared/comment/comment-rules.ts';
import type { MadePaperFacts } from '../../shared/paper/paper-rules.ts';
import { findQuote } from '../../shared/comment/quote-place.ts';
import type { KeptAnswers } from '../../shared/survey/survey-rules.ts';
import { decideSittingStream, type SittingStreamContext } from '../../shared/protocol/decide.ts';
import { textEditsFor, type SittingStreamCommand, type SittingStreamEvent } from '../../shared/protocol/features.ts';
import type { CommandAnswer } from '../../shared/protocol/messages.ts';
import { capacitiesOf, type Assemblies, type Assembly } from './assemblies.ts';
import { endedBy } from './cast-ballot.ts';
import { NamelessRate } from './nameless-rate.ts';
import { toIssue, type MadePaper, type PaperMaker } from './issue-paper.ts';
import type {
  AccountChange,
  BallotCast,
  Bus,
  ClauseHold,
  Clock,
  DeadlineChange,
  Ids,
  NewPaper,
  PollChange,
  Store,
  TextHold,
  Texts,
  Unit,
} from './ports.ts';
import { openSurveyBox } from './survey-box.ts';
import type { Scheduler } from './scheduler.ts';
import { electorOfSeat, openSealedBox } from './sealed-box.ts';
import { hallMarks } from './hall-marks.ts';
import { partsFor, textUpdatesFor, toNewEvent } from './unit-parts.ts';

export interface DispatchParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly assemblies: Assemblies;
  readonly texts: Texts;
  readonly scheduler: Scheduler;
  readonly papers: PaperMaker;
}

/** What is written with the events of a command, and was not decided with them. */
interface Beside {
  /** What the asker is told, now and again, where it is not that all is done. */
  readonly answer?: Result<CommandAnswer>;
  /** The state of the text in which the offsets of what was decided hold; `null`: there are none. */
  readonly textSeq?: number | null;
  readonly polls?: readonly PollChange[];
  readonly ballots?: readonly BallotCast[];
  readonly deadlines?: readonly DeadlineChange[];
  readonly papers?: readonly NewPaper[];
}

/** A stream may move between deciding and committing; then it is read on and decided again, so often at most. */
const triesAtMost = 8;

const arithmetic = pollArithmetic((text) => createHash('sha256').update(text).digest('hex'));

/** So often is a paper made while others go on; then all wait for it. */
const makingsAheadAtMost = 3;

/** A paper that was made before its turn, and of which moment. */
interface PaperAhead {
  readonly of: string;
  readonly made: MadePaper;
}

/** Names what a paper is made of, by the sequences that were read. */
function momentOf({ forum, sitting }: Assembly): string {
  return `${String(forum.seq)} ${String(sitting.seq)}`;
}

/** Who asks, and under which id the answer is kept; `null`: nobody asks twice. */
interface Request {
  readonly by: Actor;
  readonly id: RequestId | null;
}

/** Missing and forbidden get the same answer. */
const notFound: Refusal = refuse('not-found');

/** What deciding asks beyond the state; what is left out stands as `ask-server`. */
interface AskedFacts {
  readonly clauseFacts?: ClauseFactsFor;
  readonly draftFacts?: DraftFactsFor;
  readonly outline?: OutlineFor;
  readonly sealed?: SealedBallots;
  readonly ownChoice?: string | null;
  readonly isObjected?: boolean;
  readonly quotedWords?: QuotedWords;
  readonly madePaper?: MadePaperFacts;
  readonly answers?: KeptAnswers;
}

export class Dispatch {
  readonly #parts: DispatchParts;
  readonly #nameless = new NamelessRate();

  constructor(parts: DispatchParts) {
    this.#parts = parts;
  }

  /** A person's command to a sitting. The same request id again gives the stored answer and does nothing. */
  async sitting(
    sittingId: SittingId,
    command: SittingStreamCommand,
    personId: PersonId,
    requestId: RequestId,
  ): Promise<Result<CommandAnswer>> {
    const assembly = await this.#parts.assemblies.sitting(sittingId);
    if (assembly === null || !this.#maySee(assembly, personId)) return notFound;
    if (command.type === 'question.ask' && command.nameless) return this.#askNameless(assembly, command, personId);
    const told = await this.#told(personId, requestId);
    if (told !== null) return told;
    const made = command.type === 'paper.issue' ? await this.#makeAhead(assembly, command, personId) : null;
    return this.#decideAndCommit(assembly, command, personId, requestId, made);
  }

  /**
   * A question without a name (QUEST-3): no row of the store says who asked, so neither its event nor an answer under a person's request
   * id. Sent again it is known by its own id. How many a person asks is counted in memory alone.
   */
  async #askNameless(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'question.ask' }>,
    personId: PersonId,
  ): Promise<Result<CommandAnswer>> {
    return assembly.sitting.exclusive(async () => {
      for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
        const asker = this.#context({ personId, capacities: capacitiesOf(assembly, personId) });
        const decided = this.#decide(assembly, command, asker, {});
        if (!decided.ok) return decided.code === 'question-known' ? ok({ seq: assembly.sitting.seq }) : decided;
        if (!this.#nameless.may(personId, asker.now)) return refuse('nameless-too-fast');
        const answer = await this.#commit(assembly, decided.value, this.#context('server'), { by: 'server', id: null });
        if (answer !== 'again') {
          if (answer.ok) this.#nameless.asked(personId, asker.now);
          return answer;
        }
        await assembly.sitting.catchUpNow();
        await assembly.forum.catchUp();
      }
      return refuse('busy');
    });
  }

  /** Deadlines that were committed with a ballot. */
  deadlinesChanged(changes: readonly DeadlineChange[]): void {
    this.#parts.scheduler.changed(changes);
  }

  /** The server's own command: a deadline that came due. */
  async deadline(sittingId: SittingId, command: SittingStreamCommand): Promise<Result<CommandAnswer>> {
    const assembly = await this.#parts.assemblies.sitting(sittingId);
    return assembly === null ? notFound : this.#decideAndCommit(assembly, command, 'server', null);
  }

  /**
   * A person's command to a forum. `accounts` turns what was decided into changes of accounts, in the same unit: a link that is
   * renewed without its event, or the event without its link, cannot be.
   */
  async forum(
    forumId: ForumId,
    command: ForumCommand,
    personId: PersonId,
    requestId: RequestId,
    accounts: () => Promise<{ readonly changes: readonly AccountChange[]; readonly answer: Partial<CommandAnswer> }>,
  ): Promise<Result<CommandAnswer>> {
    const { assemblies, store, bus } = this.#parts;
    const room = await assemblies.forum(forumId);
    if (room?.state.forum.members[personId] === undefined) return notFound;
    const told = await this.#told(personId, requestId);
    if (told !== null) return told;
    return room.exclusive(async () => {
      for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
        const capacities = await assemblies.capacitiesInForum(room, personId);
        const context = this.#context({ personId, capacities });
        const decided = decideForum(room.state.forum, command, context);
        // The same request at the same time, done a moment ago: it is told what that one was told.
        if (!decided.ok) return (await this.#told(personId, requestId)) ?? decided;
        const { changes, answer } = await accounts();
        const events = decided.value.map((event) => toNewEvent(event, personId));
        const given = ok({ seq: room.seq + events.length, ...answer });
        const committed = await store.commit({
          // A token is told once and stored nowhere but as its hash: so the stored answer is without it.
          command: { personId, commandId: requestId, answer: ok({ seq: given.value.seq }) },
          streams: [{ stream: room.stream, expectedSeq: room.seq, events }],
          accounts: changes,
        });
        if (!committed.ok) {
          if (committed.code !== 'conflict') return committed;
          await room.catchUpNow();
          continue;
        }
        if (committed.value.repeated) return commandAnswer(committed.value.answer);
        room.appended(events, committed.value.at);
        bus.publish({ topic: 'stream', stream: room.stream, seq: room.seq });
        return given;
      }
      return refuse('busy');
    });
  }

  /** What the request was told when it came before; `null`: it is new. */
  async #told(personId: PersonId, requestId: RequestId): Promise<Result<CommandAnswer> | null> {
    const known = await this.#parts.store.readAnswer(personId, requestId);
    return known === null ? null : commandAnswer(known.answer);
  }

  #maySee(assembly: Assembly, personId: PersonId): boolean {
    return assembly.forum.state.forum.members[personId] !== undefined;
  }

  #context(actor: DecideContext['actor']): DecideContext {
    const { clock, ids } = this.#parts;
    return { now: clock.now(), newId: (kind) => ids.id(kind), actor };
  }

  #decideAndCommit(
    assembly: Assembly,
    command: SittingStreamCommand,
    actor: PersonId | 'server',
    requestId: RequestId | null,
    made: PaperAhead | null = null,
  ): Promise<Result<CommandAnswer>> {
    return assembly.sitting.exclusive(async () => {
      for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
        const answer = await this.#attempt(assembly, command, actor, { by: actor, id: requestId }, made);
        if (answer !== 'again') {
          if (answer.ok || actor === 'server' || requestId === null) return answer;
          // The same request at the same time, done a moment ago, may be why: it is told what that one was told.
          return (await this.#told(actor, requestId)) ?? answer;
        }
        await assembly.sitting.catchUpNow();
        await assembly.forum.catchUp();
      }
      return refuse('busy');
    });
  }

  async #attempt(
    assembly: Assembly,
    command: SittingStreamCommand,
    actor: Actor,
    request: Request,
    ahead: PaperAhead | null = null,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const who: DecideContext['actor'] =
      actor === 'server' ? 'server' : { personId: actor, capacities: capacitiesOf(assembly, actor) };
    const base = this.#context(who);
    const isObjected = await this.#isObjected(assembly, command, actor);
    const asked = this.#decide(assembly, command, base, { isObjected });
    if (!asked.ok) return asked;
    switch (command.type) {
      case 'draft.freeze-clause':
        return this.#freeze(assembly, command, base, request);
      case 'draft.freeze':
        return this.#freezeWhole(assembly, command, base, request);
      case 'draft.hand-out':
      case 'draft.check-translation':
        return this.#withOutline(assembly, command, base, request);
      case 'poll.close':
      case 'poll.annul':
      case 'poll.settle':
      case 'poll.decide-contest':
        return this.#withBox(assembly, command, base, request, isObjected);
      case 'survey.close':
        return this.#closeSurvey(assembly, command, base, request);
      case 'poll.extend':
        return this.#extend(assembly, command, asked.value, base, request);
      case 'poll.record-minority':
        return this.#minority(assembly, command, base, request);
      case 'poll.enter-by-hand':
        return this.#byHand(assembly, command, asked.value, base, request);
      case 'poll.recuse':
        return this.#recuse(assembly, command, asked.value, base, request);
      case 'poll.count-hall':
        return this.#countHall(assembly, command, asked.value, base, request);
      case 'announcement.announce':
        return this.#announce(assembly, command, base, request);
      case 'announcement.now':
        return this.#carryOut(assembly, base, request);
      case 'comment.start':
        return this.#comment(assembly, command, base, request);
      case 'paper.issue':
        return this.#issue(assembly, command, base, request, ahead);
      default:
        return this.#commit(assembly, asked.value, base, request);
    }
  }

  #decide(
    assembly: Assembly,
    command: SittingStreamCommand,
    base: DecideContext,
    facts: AskedFacts,
  ): Result<readonly SittingStreamEvent[]> {
    const context: SittingStreamContext = {
      ...base,
      forum: assembly.forum.state.forum,
      clauseFacts: 'ask-server',
      draftFacts: 'ask-server',
      outline: 'ask-server',
      sealed: 'ask-server',
      arithmetic,
      quotedWords: 'ask-server',
      madePaper: 'ask-server',
      answers: 'ask-server',
      ...facts,
    };
    return decideSittingStream(assembly.sitting.state, command, context);
  }

  /** The clause is held still while its bytes are read and its lock is committed; whatever happens, it is let go. */
  async #freeze(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'draft.freeze-clause' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const draft = assembly.sitting.state.draft.drafts[command.draftId];
    if (draft === undefined) return notFound;
    const hold: ClauseHold = await this.#parts.texts.holdClause(draft.textId, command.clauseId, draft.numbers);
    return this.#whileHeld(hold, assembly, command, base, request, { clauseFacts: hold.facts });
  }

  /** The same with all clauses at once. */
  async #freezeWhole(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'draft.freeze' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const draft = assembly.sitting.state.draft.drafts[command.draftId];
    if (draft === undefined) return notFound;
    const hold: TextHold = await this.#parts.texts.holdText(draft.textId, draft.numbers);
    return this.#whileHeld(hold, assembly, command, base, request, { draftFacts: hold.facts });
  }

  /** Words that are held stay closed when what was decided on them is committed, and are let go otherwise, whatever happens. */
  async #whileHeld(
    hold: { release(outcome: 'locked' | 'open'): void },
    assembly: Assembly,
    command: SittingStreamCommand,
    base: DecideContext,
    request: Request,
    facts: Pick<AskedFacts, 'clauseFacts' | 'draftFacts'>,
  ): Promise<Result<CommandAnswer> | 'again'> {
    let outcome: 'locked' | 'open' = 'open';
    try {
      const decided = this.#decide(assembly, command, base, facts);
      if (!decided.ok) return decided;
      const answer = await this.#commit(assembly, decided.value, base, request);
      if (answer !== 'again' && answer.ok) outcome = 'locked';
      return answer;
    } finally {
      hold.release(outcome);
    }
  }

  /** What is decided by where the clauses stand, and not by the words of one. */
  async #withOutline(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'draft.hand-out' | 'draft.check-translation' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const textId = assembly.sitting.state.draft.drafts[command.draftId]?.textId;
    const outline = textId === undefined ? null : await this.#parts.texts.outline(textId);
    if (outline === null) return notFound;
    const decided = this.#decide(assembly, command, base, { outline });
    return decided.ok ? this.#commit(assembly, decided.value, base, request) : decided;
  }

  /**
   * What is decided with the ballots. A poll that ends is sealed first: from there no ballot is taken, so what is counted is what there
   * is. Sealing again keeps the first time. Who voted how in an unnamed vote is forgotten in the unit that ends it.
   */
  async #withBox(
    assembly: Assembly,
    command: Extract<
      SittingStreamCommand,
      { type: 'poll.close' | 'poll.annul' | 'poll.settle' | 'poll.decide-contest' }
    >,
    base: DecideContext,
    request: Request,
    isObjected: boolean,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { store } = this.#parts;
    const poll = assembly.sitting.state.poll.polls[command.pollId];
    if (poll === undefined) return notFound;
    if (poll.closedAt === null) {
      const sealing = await store.commit({ polls: [{ change: 'seal', pollId: poll.pollId }] });
      if (!sealing.ok) return sealing;
    }
    const { sealed, unlinking } = await openSealedBox(store, poll);
    const decided = this.#decide(assembly, command, base, { sealed, isObjected });
    if (!decided.ok) return decided;
    const polls = unlinking === null ? [] : [unlinking];
    const events = await this.#withBytes(assembly, decided.value);
    return this.#commit(assembly, events, base, request, { polls });
  }

  /** Of a clause into which a vote writes other words the bytes are read as they will stand: it is closed, and nobody else touches it. */
  async #withBytes(
    { sitting }: Assembly,
    events: readonly SittingStreamEvent[],
  ): Promise<readonly SittingStreamEvent[]> {
    const read: SittingStreamEvent[] = [];
    for (const event of events) {
      const writing = event.type === 'draft.clause-frozen' ? textEditsFor(event, sitting.state, 'server') : null;
      if (event.type !== 'draft.clause-frozen' || writing === null) {
        read.push(event);
        continue;
      }
      const { draftId, clauseId } = event;
      const numbers = sitting.state.draft.drafts[draftId]?.numbers ?? {};
      const after = await this.#parts.texts.bytesAfter(writing.textId, clauseId, writing.edits, numbers);
      if (after === null) throw new Error(`what was chosen cannot be written into ${clauseId}`);
      const { bytes, clauseHash, paperHash, textSeq } = after;
      read.push({ ...event, bytes, clauseHash, paperHash, textSeq });
    }
    return read;
  }

  /** The box takes no more answers first; without names, who answered what is forgotten in the unit that ends it (SURVEY-4). */
  async #closeSurvey(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'survey.close' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const survey = assembly.sitting.state.survey.surveys[command.surveyId];
    if (survey === undefined) return notFound;
    const opened = await openSurveyBox(this.#parts.store, survey);
    if (!opened.ok) return opened;
    const { answers, unlinking } = opened.value;
    const decided = this.#decide(assembly, command, base, { answers });
    if (!decided.ok) return decided;
    return this.#commit(assembly, decided.value, base, request, { polls: unlinking === null ? [] : [unlinking] });
  }

  /** Silence consents, and it was broken: the deadline that comes with an objection asks before the time is over. */
  async #isObjected(assembly: Assembly, command: SittingStreamCommand, actor: Actor): Promise<boolean> {
    return command.type === 'poll.close' && actor === 'server' && this.#hasObjection(assembly, command.pollId);
  }

  async #hasObjection(assembly: Assembly, pollId: PollId): Promise<boolean> {
    const poll = assembly.sitting.state.poll.polls[pollId];
    if (poll?.ask.kind !== 'no-objection' || poll.closedAt !== null) return false;
    // A seat that takes no part has a mark there, and objects to nothing.
    return (await this.#parts.store.readBallots(pollId)).some(({ choice }) => !isMark(choice));
  }

  /** The new deadline takes the place of the one that came with an objection a moment before; it is set again (OBJ-2). */
  async #extend(
    assembly: Assembly,
    { pollId }: Extract<SittingStreamCommand, { type: 'poll.extend' }>,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const committed = await this.#commit(assembly, events, base, request);
    if (await this.#hasObjection(assembly, pollId)) this.deadlinesChanged(endedBy(assembly, pollId, base.now));
    return committed;
  }

  /** How the asker's seat voted is looked up in a named vote; of an unnamed one nothing is there to be looked up. */
  async #minority(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'poll.record-minority' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const poll = assembly.sitting.state.poll.polls[command.pollId];
    const elector = poll === undefined || base.actor === 'server' ? null : electorOf(poll, base.actor.personId);
    const isNamed = poll?.form === 'named' && elector !== null;
    const ballot = isNamed ? await this.#parts.store.readBallot(poll.pollId, elector.seatId) : null;
    const facts = isNamed ? { ownChoice: ballot?.choice ?? null } : {};
    const decided = this.#decide(assembly, command, base, facts);
    return decided.ok ? this.#commit(assembly, decided.value, base, request) : decided;
  }

  /** The ballot and the word that it was entered by hand are one unit; a seat that has voted is refused by the box. */
  async #byHand(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'poll.enter-by-hand' }>,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { pollId, seatId, answer } = command;
    const poll = assembly.sitting.state.poll.polls[pollId];
    const elector = poll === undefined ? null : electorOfSeat(poll, seatId);
    if (elector === null || request.id === null || request.by === 'server') return notFound;
    // In the name of who entered it: so it is known from a ballot that the seat's own device casts later.
    const ballot = { pollId, seatId, personId: request.by, requestId: request.id, choice: toBoxed(answer) };
    return this.#commitFirst(assembly, events, base, request, ballot, endedBy(assembly, pollId, base.now));
  }

  /** The seat's mark lies in the box with the word, so that no ballot comes beside it; one that has voted is refused there. */
  async #recuse(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'poll.recuse' }>,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { pollId, seatId } = command;
    if (request.id === null || request.by === 'server') return notFound;
    const mark = { pollId, seatId, personId: request.by, requestId: request.id, choice: recusedMark };
    return this.#commitFirst(assembly, events, base, request, mark);
  }

  /** What is put into the box for a seat that nothing counts for yet: refused `already-voted` by the box where something does. */
  async #commitFirst(
    assembly: Assembly,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
    first: Omit<BallotCast, 'expectedRevision'>,
    deadlines: ReturnType<typeof endedBy> = [],
  ): Promise<Result<CommandAnswer> | 'again'> {
    const held = await this.#parts.store.readBallot(first.pollId, first.seatId);
    const expectedRevision = held?.choice === releasedMark ? held.revision : 0;
    const ballots = [{ ...first, expectedRevision }];
    const committed = await this.#commit(assembly, events, base, request, { ballots, deadlines });
    if (committed !== 'again' && !committed.ok && committed.code === 'ballot-revised') return refuse('already-voted');
    return committed;
  }

  /** Each seat's mark lies in the box with the count, or nothing does; a seat that has voted is refused there, by its name. */
  async #countHall(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'poll.count-hall' }>,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const poll = assembly.sitting.state.poll.polls[command.pollId];
    if (poll === undefined || request.id === null) return notFound;
    const marked = await hallMarks(this.#parts.store, poll, command.seats, request.id);
    if (!marked.ok) return marked;
    const committed = await this.#commit(assembly, events, base, request, { ballots: marked.value });
    if (committed === 'again' || committed.ok || committed.code !== 'ballot-revised') return committed;
    // It voted between the look and the unit: which one, the next look says.
    return 'again';
  }

  /** Whatever can be refused is refused before the hall is told. The words are looked at, and not held still yet. */
  async #announce(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'announcement.announce' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { deed } = command;
    const clauseFacts = deed.type === 'draft.freeze-clause' ? await this.#factsNow(assembly, deed) : 'ask-server';
    const draftFacts = deed.type === 'draft.freeze' ? await this.#wholeNow(assembly, deed.draftId) : 'ask-server';
    const decided = this.#decide(assembly, command, base, { clauseFacts, draftFacts });
    return decided.ok ? this.#commit(assembly, decided.value, base, request) : decided;
  }

  /** Is there such a clause, and has it words? Its bytes are read when it is closed. */
  async #factsNow(
    assembly: Assembly,
    deed: { readonly draftId: DraftId; readonly clauseId: ClauseId },
  ): Promise<ClauseFactsFor> {
    const textId = assembly.sitting.state.draft.drafts[deed.draftId]?.textId;
    const outline = textId === undefined ? null : await this.#parts.texts.outline(textId);
    const clause = outline?.clauses.find(({ id, removed }) => id === deed.clauseId && !removed);
    if (outline === null || clause === undefined) return null;
    const unread = { bytes: '', clauseHash: '', paperHash: '' };
    return { ...unread, textSeq: outline.textSeq, empty: clause.langs.length === 0, outline: outline.clauses };
  }

  /** The same of all clauses. */
  async #wholeNow(assembly: Assembly, draftId: DraftId): Promise<DraftFactsFor> {
    const textId = assembly.sitting.state.draft.drafts[draftId]?.textId;
    const outline = textId === undefined ? null : await this.#parts.texts.outline(textId);
    if (outline === null) return null;
    const unread = { bytes: '', clauseHash: '', paperHash: '' };
    const standing = outline.clauses.filter(({ removed }) => !removed);
    const clauses = new Map<ClauseId, ClauseBytes>(
      standing.map(({ id, langs }) => [id, { ...unread, empty: langs.length === 0 }]),
    );
    return { textSeq: outline.textSeq, clauses, outline: outline.clauses };
  }

  /** What was announced is done in the name of who announced it, by the same door; what it meets there is told to all. */
  async #carryOut(assembly: Assembly, base: DecideContext, request: Request): Promise<Result<CommandAnswer> | 'again'> {
    const { pending } = assembly.sitting.state.announcement;
    if (pending === null) throw new Error('what is not announced was decided on');
    const { announcementId, deed, at, by } = pending;
    const answer = isTooLate(at, base.now)
      ? refuse('announcement-too-late')
      : await this.#attempt(assembly, deed, by, request);
    if (answer === 'again' || answer.ok || passing.has(answer.code)) return answer;
    const failed = { type: 'announcement.failed', announcementId, code: answer.code } as const;
    return this.#commit(assembly, [failed], base, request, { answer });
  }

  /** The quoted words are looked for in the committed text; when they move before the unit is written, it is decided again. */
  async #comment(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'comment.start' }>,
    base: DecideContext,
    request: Request,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { draftId, clauseId, lang, quote, from } = command;
    const textId = assembly.sitting.state.draft.drafts[draftId]?.textId;
    if (textId === undefined) return notFound;
    const read = await this.#parts.texts.clause(textId, clauseId);
    const stands = read !== null && !read.clause.removed;
    const words = plainText(read?.clause.body[lang] ?? []);
    const found = quote === '' ? 'clause' : (findQuote(words, quote, from) ?? 'gone');
    const decided = this.#decide(assembly, command, base, { quotedWords: stands ? found : 'no-clause' });
    return decided.ok
      ? this.#commit(assembly, decided.value, base, request, { textSeq: stands ? read.textSeq : null })
      : decided;
  }

  /**
   * A paper is a second's work, and nobody waits for it: it is made of the state as it stands before its turn comes. `null`: it would be
   * refused, or the sitting went on each time; then it is made when its turn has come.
   */
  async #makeAhead(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'paper.issue' }>,
    personId: PersonId,
  ): Promise<PaperAhead | null> {
    for (let attempt = 0; attempt < makingsAheadAtMost; attempt += 1) {
      const base = this.#context({ personId, capacities: capacitiesOf(assembly, personId) });
      if (!this.#decide(assembly, command, base, {}).ok) return null;
      const of = momentOf(assembly);
      const made = await this.#parts.papers.make(assembly, command);
      if (of === momentOf(assembly)) return { of, made };
    }
    return null;
  }

  /** Made of the state that it is decided on; its bytes are stored in the unit of its event, or not at all. */
  async #issue(
    assembly: Assembly,
    command: Extract<SittingStreamCommand, { type: 'paper.issue' }>,
    base: DecideContext,
    request: Request,
    ahead: PaperAhead | null,
  ): Promise<Result<CommandAnswer> | 'again'> {
    const isOfNow = ahead !== null && ahead.of === momentOf(assembly);
    const made = isOfNow ? ahead.made : await this.#parts.papers.make(assembly, command);
    const { facts, paper } = toIssue(made, base.newId('paper'), assembly.sitting.stream);
    const decided = this.#decide(assembly, command, base, { madePaper: facts });
    return decided.ok ? this.#commit(assembly, decided.value, base, request, { papers: [paper] }) : decided;
  }

  async #commit(
    assembly: Assembly,
    events: readonly SittingStreamEvent[],
    base: DecideContext,
    request: Request,
    beside: Beside = {},
  ): Promise<Result<CommandAnswer> | 'again'> {
    const { store, bus, scheduler, texts } = this.#parts;
    const { forum, sitting } = assembly;
    const actor = actorOf(base);
    // What becomes of an announcement is told of who asked; what was announced, of who announced it.
    const stored = events.map((event) => toNewEvent(event, isOfAnnouncement(event) ? request.by : actor));
    const answer = beside.answer ?? ok({ seq: sitting.seq + stored.length });
    const { textSeq = null, polls = [], ballots = [], deadlines = [], papers = [] } = beside;
    const parts = partsFor(sitting.stream, sitting.state, events);
    const textUpdates = await textUpdatesFor(texts, sitting.state, events, actor, textSeq);
    if (!textUpdates.ok) return textUpdates.code === 'text-moved' ? 'again' : textUpdates;
    const unit: Unit = {
      ...(request.by !== 'server' &&
        request.id !== null && { command: { personId: request.by, commandId: request.id, answer } }),
      streams: [
        { stream: sitting.stream, expectedSeq: sitting.seq, events: stored },
        { stream: forum.stream, expectedSeq: forum.seq, events: [] },
      ],
      ...parts,
      polls: [...parts.polls, ...polls],
      ballots,
      deadlines: [...parts.deadlines, ...deadlines],
      textUpdates: textUpdates.value,
      papers,
    };
    const committed = await store.commit(unit);
    if (!committed.ok) return movedMeanwhile.has(committed.code) ? 'again' : committed;
    if (committed.value.repeated) return commandAnswer(committed.value.answer);
    sitting.appended(stored, committed.value.at);
    bus.publish({ topic: 'stream', stream: sitting.stream, seq: sitting.seq });
    for (const [textId, seq] of Object.entries(committed.value.textSeqs)) {
      bus.publish({ topic: 'text', textId: textId as TextId, seq });
    }
    scheduler.changed([...parts.deadlines, ...deadlines]);
    const shut = new Set(parts.textLocks.flatMap(({ locked, clauseId }) => (locked ? [clauseId] : [])));
    const opened = parts.textLocks.filter(({ locked, clauseId }) => !locked && !shut.has(clauseId));
    if (events.some(changesRights)) {
      const asked = texts.rightsChanged(sitting.stream);
      // Before a clause takes words, all know who may write in it.
      if (opened.length > 0) await asked;
    }
    for (const { textId, clauseId } of opened) texts.clauseOpened(textId, clauseId);
    return answer;
  }
}

/** The store says so and will say otherwise in a while: whoever waits for it asks again. */
const passing: ReadonlySet<string> = new Set(['busy', 'store-full', 'store-closed']);

function isOfAnnouncement({ type }: SittingStreamEvent): boolean {
  return type.startsWith('announcement.');
}

/** What was read is not what is there any more: it is read again and decided again. */
const movedMeanwhile: ReadonlySet<string> = new Set(['conflict', 'text-moved', 'text-locked', 'client-clock']);

/** A request id that was a ballot's is no command's: its answer is a list. */
function commandAnswer(stored: unknown): Result<CommandAnswer> {
  return Array.isArray(stored) ? refuse('malformed') : (stored as Result<CommandAnswer>);
}

const rightsEvents: ReadonlySet<SittingStreamEvent['type']> = new Set([
  'sitting.role-given',
  'sitting.role-taken',
  'sitting.seat-given',
  'sitting.seats-given',
  'sitting.seat-taken',
  'sitting.closed',
  'draft.writers-set',
  'draft.closed',
  'draft.thawed',
  'draft.clause-thawed',
  'draft.clause-reopened',
  'draft.adopted',
  'draft.rejected',
  'draft.left',
]);

export function changesRights(event: SittingStreamEvent): boolean {
  return rightsEvents.has(event.type);
}
