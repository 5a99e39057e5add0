/**
 * What does the engine ask of the world? A store with one write door, a bus, a clock, ids.
 *
 * Every store implements `Store` and passes `tests/contract/store-contract.ts`. Reading is by the read sides; writing is by
 * `commit(unit)` alone, so that a lock lives with the log, a ballot with its poll, and an answer with what it answers.
 */
import type {
  ForumId,
  IdKind,
  IdOf,
  ClauseId,
  LinkId,
  LoginId,
  PaperId,
  PersonId,
  PollId,
  RequestId,
  SeatId,
  SittingId,
  TextId,
} from '../../shared/lib/ids.ts';
import type { Lang, Localized } from '../../shared/lib/lang.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import type { FixedNumbers } from '../../shared/draft/clause-number.ts';
import type { ClauseBytes, ClauseTextFacts, DraftTextFacts, TextOutline } from '../../shared/draft/draft-rules.ts';
import type { DraftEdit } from '../../shared/draft/draft-edit.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { MemberDetails } from '../../shared/people/member-details.ts';
import type { AuthoredWords } from '../../shared/papers/own-words.ts';
import type { SealedBox } from '../../shared/poll/poll-box.ts';
import type { EveryClause } from '../../shared/protocol/text-wire.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';

// ---------------------------------------------------------------------------------------------- the one write door

/**
 * What is written together or not at all. Preconditions stand in the parts: each is checked inside the transaction, and the
 * first that fails refuses the whole unit and no other unit of the group. Parts are taken in this order: command, streams,
 * new texts, bindings, unlocking, updates, locking, polls, ballots, deadlines, accounts, papers, erasures; each sees the ones before
 * it. Expected sequences are compared with the heads before the unit (of a new text: after its seed).
 */
export interface Unit {
  /**
   * Idempotence: the same (person, id) again writes nothing and gives the stored answer (`repeated: true`). A ballot's request
   * id does the same; a unit of ballots without a command is answered with the list of `BallotAnswer`, receipts included.
   */
  readonly command?: CommandAnswer;
  /** Each stream that was read or is written, with the sequence it was read at. `expectedSeq` 0: the stream must not exist. */
  readonly streams?: readonly StreamAppend[];
  /** Texts that begin to exist. Refused `text-exists` when there already. */
  readonly newTexts?: readonly NewText[];
  readonly clientBindings?: readonly ClientBinding[];
  readonly textUpdates?: readonly TextUpdate[];
  readonly textLocks?: readonly TextLock[];
  readonly polls?: readonly PollChange[];
  readonly ballots?: readonly BallotCast[];
  readonly deadlines?: readonly DeadlineChange[];
  readonly accounts?: readonly AccountChange[];
  /** Refused `paper-exists` when one of that id is there. */
  readonly papers?: readonly NewPaper[];
  /** Bodies to erase: the row keeps its header, its body's hash and its place in the chain; it folds as *erased*. */
  readonly erasures?: readonly { readonly stream: StreamId; readonly seq: number }[];
}

export interface CommandAnswer {
  readonly personId: PersonId;
  readonly commandId: RequestId;
  /** JSON; what the caller is told, now and whenever the same id comes again. */
  readonly answer: unknown;
}

export interface StreamAppend {
  readonly stream: StreamId;
  readonly expectedSeq: number;
  readonly events: readonly NewEvent[];
}

export interface NewEvent {
  readonly type: string;
  /** The version of this type's shape, from 1; older ones are lifted by upcasters when read. */
  readonly version: number;
  readonly actor: Actor;
  /** JSON object. Holds ids, never names or contacts. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface NewText {
  readonly textId: TextId;
  /** The layout's kind, e.g. `draft`, and version; the gate and the handshake read them. */
  readonly kind: string;
  readonly layout: number;
  /** The stream whose rules say who reads and writes it. */
  readonly stream: StreamId;
  /** The seed: one Yjs update (v1), stored as update 1 by the server. */
  readonly seed: Uint8Array;
  readonly seedClocks: readonly ClientClock[];
}

/** A Yjs client id belongs to one person for ever. Refused `client-id-taken` when it is another's; the same again is fine. */
export interface ClientBinding {
  readonly textId: TextId;
  readonly clientId: number;
  readonly personId: PersonId;
}

/** `from` must equal the next clock stored for (text, client id), else `client-clock`: one id never forks on two processes. */
export interface ClientClock {
  readonly clientId: number;
  readonly from: number;
  readonly to: number;
}

export interface TextUpdate {
  readonly textId: TextId;
  readonly by: Actor;
  /** One Yjs update (v1), as it passed the gate: with what was neutralised already replaced. */
  readonly update: Uint8Array;
  /** Where it inserts, deletes or overwrites. A clause among them that is locked in the store: refused `text-locked`. */
  readonly touches: readonly TextTouch[];
  readonly clocks: readonly ClientClock[];
  /** It brings a clause into being: refused `text-locked` where the whole text is locked. */
  readonly creates?: true;
}

/** What an update does to the words of one clause in one language; a (clause, language) comes at most once in an update. */
export interface TextTouch {
  readonly clauseId: ClauseId;
  /** `null`: the clause itself, its place, kind, addressee or date. */
  readonly lang: Lang | null;
  /** UTF-16 units; 0 and 0 where only looks changed. */
  readonly inserted: number;
  readonly deleted: number;
}

/**
 * Of the text as a whole: nothing is added to it, while each of its clauses has a lock of its own.
 * Refused `text-moved` unless the text's head is `expectedTextSeq`; with `clauseUnchangedSince`, unless no update after that
 * sequence touched the clause (updates of the same unit included): the others may move on, and do.
 */
export interface TextLock {
  readonly textId: TextId;
  readonly clauseId: ClauseId | EveryClause;
  readonly locked: boolean;
  readonly expectedTextSeq: number | 'any' | { readonly clauseUnchangedSince: number };
}

export type PollChange =
  /** Refused `poll-exists`. `closesAt` in ms UTC by the store's clock. */
  | { readonly change: 'open'; readonly pollId: PollId; readonly stream: StreamId; readonly closesAt: number }
  /** Refused `poll-not-open` when sealed or unknown. */
  | { readonly change: 'extend'; readonly pollId: PollId; readonly closesAt: number }
  /** From here no ballot is taken. Sealing again keeps the first time. Refused `poll-not-open` when unknown. */
  | { readonly change: 'seal'; readonly pollId: PollId }
  /**
   * Of an unnamed vote that is over: from here no row joins a seat or a person with what was chosen. `box` is kept instead, the
   * `voters` are told by their old requests that they voted. Refused `poll-not-open` unless sealed; the same again is fine.
   */
  | {
      readonly change: 'unlink';
      readonly pollId: PollId;
      readonly box: SealedBox;
      readonly voters: readonly { readonly seatId: SeatId; readonly personId: PersonId }[];
    };

/**
 * One ballot a (poll, seat). Refused `poll-not-open` when unknown, sealed or past `closesAt` by the store's clock;
 * `ballot-revised` unless the seat's ballot has `expectedRevision` (0: none yet). Only the last revision counts.
 */
export interface BallotCast {
  readonly pollId: PollId;
  readonly seatId: SeatId;
  readonly personId: PersonId;
  readonly requestId: RequestId;
  readonly choice: string;
  readonly expectedRevision: number;
}

/**
 * What is stored for a ballot's request: the list of all ballots of its unit. It is also the `answer` of a unit that holds
 * ballots and no command, so that the same request id again gets the same receipt.
 */
export interface BallotAnswer {
  readonly pollId: PollId;
  readonly seatId: SeatId;
  /** As it was cast then: the answer of a request is the same whatever was changed since. `null`: unlinked, revision and receipt too. */
  readonly choice: string | null;
  readonly revision: number;
  readonly receipt: string;
  readonly at: number;
}

export type DeadlineChange =
  | {
      readonly change: 'set';
      readonly key: string;
      readonly stream: StreamId;
      readonly at: number;
      readonly command: Readonly<Record<string, unknown>>;
    }
  | { readonly change: 'clear'; readonly key: string };

/** An issued paper, kept as it was issued: what comes to be erased elsewhere stays in it. */
export interface NewPaper {
  readonly paperId: PaperId;
  readonly stream: StreamId;
  /** What the public page shows of it; JSON. */
  readonly shown: unknown;
  /** By which it is found: its own check code, and those of the clauses printed in it. */
  readonly codes: readonly string[];
  readonly files: readonly { readonly format: string; readonly bytes: Uint8Array }[];
}

export type CommitRefusalCode =
  | 'conflict' // a stream is not at the expected sequence: catch up and decide again
  | 'text-exists'
  | 'text-unknown'
  | 'text-locked'
  | 'text-moved'
  | 'client-id-taken'
  | 'client-clock'
  | 'poll-exists'
  | 'poll-not-open'
  | 'ballot-revised'
  | 'paper-exists'
  | 'account-exists' // an id, token or code that must be new is not
  | 'busy' // the writer's queue is full: nothing was written, try again later
  | 'store-full' // the disk is full: nothing was written
  | 'store-closed';

export interface Committed {
  /** The command id was known: nothing was written, `answer` is the stored one. */
  readonly repeated: boolean;
  readonly answer: unknown;
  /** When, by the store's clock (ms UTC): the `at` of every row of the unit. */
  readonly at: number;
  /** The new head of each text that got updates or a seed, in the order of first mention; an update's sequence is head − (later updates of the same unit). */
  readonly textSeqs: Readonly<Record<string, number>>;
  /** The new head of each stream that was appended to. */
  readonly streamSeqs: Readonly<Record<string, number>>;
}

export interface Store extends EventLog, TextLog, BallotBox, Accounts, Deadlines, IssuedPapers {
  /** Resolves only when the unit would survive `kill -9`, or was refused. Never rejects for what people can cause. */
  commit(unit: Unit): Promise<Result<Committed, CommitRefusalCode>>;
  /** Reads the chains and names the first row whose hash is wrong. `since` 'checkpoint' reads from the last checkpoint. */
  verify(since: 'start' | 'checkpoint'): Promise<ChainReport>;
  /** Notes the heads of all chains as verified, so that the next start reads from here. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface ChainReport {
  readonly rows: number;
  readonly firstBad: { readonly chain: string; readonly seq: number } | null;
}

// ------------------------------------------------------------------------------------------------------ read sides

export interface StoredEvent {
  readonly stream: StreamId;
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly version: number;
  readonly actor: Actor;
  /** `null`: erased. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface EventLog {
  /** Events with `seq > after`, in order, at most `limit`. An unknown stream is an empty one. */
  readEvents(stream: StreamId, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** 0 for an unknown stream. */
  streamHead(stream: StreamId): Promise<number>;
  streams(): Promise<readonly StreamId[]>;
  /** The newest saved fold with this version, or `null`. */
  readFold(stream: StreamId, foldVersion: string): Promise<{ readonly seq: number; readonly state: unknown } | null>;
  /** A cache, not a truth: may be dropped at any time, is never part of a unit. */
  saveFold(stream: StreamId, foldVersion: string, seq: number, state: unknown): Promise<void>;
}

export interface StoredTextUpdate {
  readonly seq: number;
  readonly at: number;
  readonly by: Actor;
  readonly update: Uint8Array;
}

export interface TextHead {
  readonly textId: TextId;
  readonly kind: string;
  readonly layout: number;
  readonly stream: StreamId;
  /** The sequence of the last committed update; 1 after the seed. */
  readonly seq: number;
  readonly lockedClauses: readonly ClauseId[];
  /** Locked as a whole. */
  readonly isLocked: boolean;
  readonly clients: readonly {
    readonly clientId: number;
    readonly personId: PersonId | 'server';
    readonly nextClock: number;
  }[];
}

/** What one person did to a text in a few minutes, as the list of its changes shows it. */
export interface TextHistoryEntry {
  /** Sequences of its first and last update; others may have written in between. */
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly by: Actor;
  /** Summed over its updates; each (clause, language) once, in the order in which they were last touched, latest first. */
  readonly touches: readonly TextTouch[];
}

/** When a clause was last touched in a language, and by whom. */
export interface LastTouch {
  readonly clauseId: ClauseId;
  readonly lang: Lang | null;
  readonly seq: number;
  readonly at: number;
  readonly by: Actor;
}

/** From clock `from` up to `to` (exclusive) of the server's own client id. */
export interface ServerMade {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly by: Actor;
}

export interface TextLog {
  /** `null` when unknown. */
  readText(textId: TextId): Promise<TextHead | null>;
  /** The sequence of the last committed update; 0 when the text is unknown. */
  textHead(textId: TextId): Promise<number>;
  /** Updates with `seq > after`, in order. */
  readTextUpdates(textId: TextId, after: number, limit: number): Promise<readonly StoredTextUpdate[]>;
  /** The newest compacted state (a Yjs update v1) with `seq` ≤ `upTo` or `null`; `seq` is the last update in it. */
  readTextSnapshot(textId: TextId, upTo?: number): Promise<{ readonly seq: number; readonly state: Uint8Array } | null>;
  /**
   * The entries whose updates have `seq < before` (`null`: all), by their last update, newest first. The updates of one actor that
   * fall into the same span of `spanMs` of the clock are one entry. Whole spans are given, until there are `limit` entries: the next
   * page is before the least `fromSeq` of this one.
   */
  readTextHistory(
    textId: TextId,
    before: number | null,
    limit: number,
    spanMs: number,
  ): Promise<readonly TextHistoryEntry[]>;
  /** The last touch of every clause in every language that was touched by an update with `seq > after`, in no order. */
  readLastTouches(textId: TextId, after: number): Promise<readonly LastTouch[]>;
  /** What the server wrote under its own client id in somebody's name, in the order of the clocks. */
  readServerMade(textId: TextId): Promise<readonly ServerMade[]>;
  /**
   * Adds a snapshot and removes nothing of the log: history needs it. Of the older snapshots one in every 5,000 updates is kept, so
   * that any state of the text is near one. Not part of a unit.
   */
  saveTextSnapshot(textId: TextId, seq: number, state: Uint8Array): Promise<void>;
  textsOf(stream: StreamId): Promise<readonly TextId[]>;
}

export interface StoredBallot {
  readonly pollId: PollId;
  readonly seatId: SeatId;
  readonly personId: PersonId;
  readonly choice: string;
  readonly revision: number;
  readonly at: number;
  /** Shown to the voter; proves that, when and what was counted for the seat. */
  readonly receipt: string;
}

export interface PollBox {
  readonly pollId: PollId;
  readonly stream: StreamId;
  readonly closesAt: number;
  readonly sealedAt: number | null;
}

export interface BallotBox {
  readPoll(pollId: PollId): Promise<PollBox | null>;
  /** The counted ballots, ordered by seat id. */
  readBallots(pollId: PollId): Promise<readonly StoredBallot[]>;
  readBallot(pollId: PollId, seatId: SeatId): Promise<StoredBallot | null>;
  /** What is left of the ballots of an unnamed vote that was unlinked; `null` of any other. */
  readLooseBallots(pollId: PollId): Promise<SealedBox | null>;
  /** The stored answer of (person, command or ballot request), or `null`. */
  readAnswer(personId: PersonId, commandId: RequestId): Promise<{ readonly answer: unknown } | null>;
}

export interface Deadlines {
  readDeadlines(): Promise<
    readonly {
      readonly key: string;
      readonly stream: StreamId;
      readonly at: number;
      readonly command: Readonly<Record<string, unknown>>;
    }[]
  >;
}

/** What is told of an issued paper by a code. */
export interface StoredPaper {
  readonly paperId: PaperId;
  readonly stream: StreamId;
  readonly issuedAt: number;
  readonly shown: unknown;
}

export interface IssuedPapers {
  /** The bytes as they were issued, or `null`. */
  readPaperFile(paperId: PaperId, format: string): Promise<Uint8Array | null>;
  readPaper(paperId: PaperId): Promise<StoredPaper | null>;
  /** Those that carry the code, the last issued first. */
  readPapersByCode(code: string): Promise<readonly StoredPaper[]>;
}

// -------------------------------------------------------------------------------------------------------- accounts

/** One person on this server, whatever the number of devices. Names live here and nowhere else, so that they can be erased. */
export interface Person {
  readonly personId: PersonId;
  readonly name: Localized;
  readonly lang: Lang;
  /** May create forums on this server. */
  readonly organiser: boolean;
}

/** How a person appears in one forum. `title` is free text («Председатель общественного фонда»), never a right. */
export interface Membership {
  readonly forumId: ForumId;
  readonly personId: PersonId;
  readonly organisation: Localized | null;
  readonly title: Localized | null;
  /** Left out: none are known, e.g. of a guest. */
  readonly details?: MemberDetails;
}

export type LinkPurpose =
  | { readonly for: 'person'; readonly personId: PersonId; readonly forumId: ForumId | null }
  | { readonly for: 'stage'; readonly forumId: ForumId; readonly sittingId: SittingId };

/** Tokens are 32 random bytes; only their SHA-256 (hex) is stored. */
export interface Link {
  readonly linkId: LinkId;
  readonly tokenHash: string;
  readonly purpose: LinkPurpose;
  readonly revokedAt: number | null;
}

export interface Login {
  readonly loginId: LoginId;
  readonly personId: PersonId;
  /** Where it is good: the forum of the link or code that made it. `null`: wherever the person belongs, by a link of no forum. */
  readonly forumId: ForumId | null;
  /** The link that made it; `null` for a guest by code. */
  readonly linkId: LinkId | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export type AccountChange =
  | { readonly change: 'add-person'; readonly person: Person }
  /** Another name for who is known; who was erased stays nameless. */
  | { readonly change: 'set-name'; readonly personId: PersonId; readonly name: Localized }
  | { readonly change: 'set-language'; readonly personId: PersonId; readonly lang: Lang }
  | { readonly change: 'erase-person'; readonly personId: PersonId }
  | { readonly change: 'set-membership'; readonly membership: Membership }
  | { readonly change: 'add-link'; readonly linkId: LinkId; readonly tokenHash: string; readonly purpose: LinkPurpose }
  /** Ends every login that the link made. Again is fine. */
  | { readonly change: 'revoke-link'; readonly linkId: LinkId }
  | {
      readonly change: 'add-login';
      readonly loginId: LoginId;
      readonly tokenHash: string;
      readonly personId: PersonId;
      readonly forumId: ForumId | null;
      readonly linkId: LinkId | null;
    }
  | { readonly change: 'end-login'; readonly loginId: LoginId }
  /** Six digits, unique on the server while set. */
  | {
      readonly change: 'set-code';
      readonly code: string;
      readonly forumId: ForumId;
      readonly sittingId: SittingId | null;
    };

export interface Accounts {
  readPerson(personId: PersonId): Promise<Person | null>;
  /** Who may create forums on this server, oldest first. */
  readOrganisers(): Promise<readonly Person[]>;
  /** Everybody of the forum, with the membership. */
  readMembers(forumId: ForumId): Promise<readonly { readonly person: Person; readonly membership: Membership }[]>;
  /** The forums of a person, oldest first. */
  readForumsOf(personId: PersonId): Promise<readonly ForumId[]>;
  readLink(tokenHash: string): Promise<Link | null>;
  readLinksOf(personId: PersonId): Promise<readonly Link[]>;
  /** The links of a sitting's hall screens, ended ones included, oldest first. */
  readStageLinks(sittingId: SittingId): Promise<readonly Link[]>;
  /** `null` when unknown; an ended login is returned with its time. */
  readLogin(tokenHash: string): Promise<Login | null>;
  readLoginsOf(personId: PersonId): Promise<readonly Login[]>;
  readCode(code: string): Promise<{ readonly forumId: ForumId; readonly sittingId: SittingId | null } | null>;
}

// ---------------------------------------------------------------------------------------------- bus, clock and ids

/** What one process tells the others. Losing a message loses nothing: the store is the truth, the row a wake-up call. */
export type BusMessage =
  | { readonly topic: 'stream'; readonly stream: StreamId; readonly seq: number }
  | { readonly topic: 'text'; readonly textId: TextId; readonly seq: number }
  | { readonly topic: 'logins-ended'; readonly loginIds: readonly LoginId[] }
  | { readonly topic: 'stage-links-ended'; readonly linkIds: readonly LinkId[] };

export interface Bus {
  publish(message: BusMessage): void;
  /** Calls back for every message, the own ones included; returns the way to stop. */
  subscribe(listener: (message: BusMessage) => void): () => void;
  close(): Promise<void>;
}

export interface Clock {
  /** ms since the epoch, UTC. */
  now(): number;
  /** Calls back once, not before `at`; returns the way to cancel. */
  at(at: number, callback: () => void): () => void;
}

export interface Ids {
  id<K extends IdKind>(kind: K): IdOf[K];
  /** 32 random bytes, base64url: 43 characters. */
  token(): string;
  /** Six random digits. */
  code(): string;
}

// --------------------------------------------------------------------------------------- what the engine asks of texts

/** A clause held still: no edit to it is taken until `release`. */
export interface ClauseHold {
  /** `null`: the clause does not exist or is removed. */
  readonly facts: ClauseTextFacts | null;
  /** `locked`: it stays closed, the unit with its lock row is committed. `open`: nothing happened, writing goes on. */
  release(outcome: 'locked' | 'open'): void;
}

/** A text held still: no edit to any of its clauses is taken until `release`, and none is added. */
export interface TextHold {
  /** `null`: there is no such text. */
  readonly facts: DraftTextFacts | null;
  release(outcome: 'locked' | 'open'): void;
}

export interface CommittedClause {
  /** The text's sequence at which it was read. */
  readonly textSeq: number;
  readonly clause: ClauseText;
  /** It is closed for edits. */
  readonly locked: boolean;
}

export interface ServerEdit {
  /** In whose name: the history and the authors show this one. */
  readonly by: Actor;
  /** The `textSeq` at which offsets were read, `null` where there are none: a clause touched since refuses `text-moved`. */
  readonly textSeq: number | null;
  /** This clause is closed and written all the same, because a vote chose its words. */
  readonly into?: ClauseId;
}

export type TextEditRefusalCode =
  | 'text-unknown'
  | 'clause-unknown' // no such clause, language or offset
  | 'clause-exists' // one to be created is there already
  | 'text-locked' // one of the clauses is closed
  | 'text-moved'; // the words changed since they were read: read again, decide again

export interface Texts {
  /**
   * Announces the freeze to the writers, waits at most 500 ms for edits under way, stops taking more, drains, reads. `numbers` are the
   * labels that stand still: with them the bytes are made.
   */
  holdClause(textId: TextId, clauseId: ClauseId, numbers: FixedNumbers<ClauseId>): Promise<ClauseHold>;
  /** The same of all clauses at once. */
  holdText(textId: TextId, numbers: FixedNumbers<ClauseId>): Promise<TextHold>;
  /** Where every clause of the committed text stands; `null` when there is no such text. */
  outline(textId: TextId): Promise<TextOutline | null>;
  /** A clause, or the whole, is open again: rooms take edits to it. */
  clauseOpened(textId: TextId, clauseId: ClauseId | EveryClause): void;
  /** One clause of the committed text, removed or not; `null` when there is no such text or clause. */
  clause(textId: TextId, clauseId: ClauseId): Promise<CommittedClause | null>;
  /**
   * One update that does these edits, made against the committed text under the server's own client id; nothing is written yet.
   * The caller puts it into its unit; `client-clock` from the store means that another server-made edit came first: ask again.
   * After the commit the caller publishes `{ topic: 'text' }`, and rooms follow the log.
   */
  edit(textId: TextId, edits: readonly DraftEdit[], on: ServerEdit): Promise<Result<TextUpdate, TextEditRefusalCode>>;
  /** The bytes that a clause would have after these edits; nothing is written. `null`: they cannot be made. */
  bytesAfter(
    textId: TextId,
    clauseId: ClauseId,
    edits: readonly DraftEdit[],
    numbers: FixedNumbers<ClauseId>,
  ): Promise<(ClauseBytes & { readonly textSeq: number }) | null>;
  /** Somebody's right to write may have changed: open connections are asked again. Resolves when all were. */
  rightsChanged(stream: StreamId): Promise<void>;
}

/** The whole text as it stood after an update. */
export interface PastText {
  readonly textSeq: number;
  /** When that update was committed, ms UTC. */
  readonly at: number;
  /** Removed clauses too, in order. */
  readonly clauses: readonly ClauseText[];
}

/** Words from `from` up to `to` (exclusive, UTF-16 units), and who put them in. */
export interface AuthorRun {
  readonly from: number;
  readonly to: number;
  readonly by: Actor;
}

/** What is asked of a text's past, besides the history that the store tells. */
export interface TextPast {
  /** `null` when there is no such text or update. */
  at(textId: TextId, seq: number): Promise<PastText | null>;
  /** Of the committed words of one clause in one language; `null` when there are none such. */
  authors(
    textId: TextId,
    clauseId: ClauseId,
    lang: Lang,
  ): Promise<{ readonly textSeq: number; readonly words: string; readonly runs: readonly AuthorRun[] } | null>;
  /** The same of these clauses in every language they are written in; `null` when there is no such text. */
  authorsOfAll(textId: TextId, clauseIds: readonly ClauseId[]): Promise<readonly AuthoredWords[] | null>;
}

/** `notIn`: clauses that others write in and this person does not; what comes from them there is given back. */
export interface RightsInText {
  readonly read: boolean;
  readonly write: boolean;
  readonly notIn?: ReadonlySet<ClauseId>;
}

/** What the text side asks of the engine: may this person read, may they write? */
export interface TextRights {
  rightsOf(stream: StreamId, textId: TextId, personId: PersonId): Promise<RightsInText>;
  /** The name shown at a person's caret, in the forum's first language. */
  nameOf(stream: StreamId, personId: PersonId): Promise<Localized>;
}
