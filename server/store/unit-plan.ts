/**
 * May this unit be written, and as which rows? Pure apart from what it is given, and the same for every store: a store reads
 * the facts inside its transaction, asks here, and writes the plan.
 *
 * Parts are taken in the order: command, streams, new texts, bindings, unlocking, updates, locking, polls, ballots,
 * deadlines, accounts, papers, erasures. A part sees what the parts before it did, with two exceptions that callers rely on:
 * `expectedSeq` and `expectedTextSeq` are compared with the head before this unit (for a new text: after its seed).
 */
import type { BallotAnswer, CommitRefusalCode, Committed, TextUpdate } from '../engine/ports.ts';
import { everyClause, type EveryClause } from '../../shared/protocol/text-wire.ts';
import type {
  ClauseId,
  LinkId,
  LoginId,
  PaperId,
  PersonId,
  PollId,
  RequestId,
  SeatId,
  TextId,
} from '../../shared/lib/ids.ts';
import { ok, refuse } from '../../shared/lib/result.ts';
import type { Refusal, Result } from '../../shared/lib/result.ts';
import type { Actor } from '../../shared/lib/streams.ts';
import { AccountDraft } from './account-draft.ts';
import { planAccount } from './account-plan.ts';
import {
  ballotHeader,
  chainStart,
  eventHeader,
  hashBody,
  hashRow,
  pollChain,
  receiptOf,
  streamChain,
  textChain,
  textUpdateHeader,
} from './chain.ts';
import { Overlay } from './overlay.ts';
import type { AnswerRow, PersonRow, PollRow, TextClientRow } from './schema.ts';
import type { EncodedAppend, EncodedUnit } from './unit-encode.ts';
import { fromLang } from './text-history.ts';
import type { Write } from './writes.ts';

/** What is in the store now, as far as a unit may ask; answered inside the transaction. */
export interface Facts {
  answer(personId: PersonId, requestId: RequestId): Pick<AnswerRow, 'answerJson' | 'at'> | undefined;
  chain(chain: string): ChainHead | undefined;
  isTextKnown(textId: TextId): boolean;
  isClauseLocked(textId: TextId, clauseId: ClauseId | EveryClause): boolean;
  /** The sequence of the last update that touched the clause; 0: none. */
  clauseTouchedAt(textId: TextId, clauseId: ClauseId): number;
  textClient(textId: TextId, clientId: number): Pick<TextClientRow, 'personId' | 'nextClock'> | undefined;
  poll(pollId: PollId): PollRow | undefined;
  /** 0: the seat has no ballot. */
  ballotRevision(pollId: PollId, seatId: SeatId): number;
  person(personId: PersonId): Pick<PersonRow, 'erasedAt'> | undefined;
  isLinkTaken(linkId: LinkId, tokenHash: string): boolean;
  /** `undefined`: unknown. */
  linkRevokedAt(linkId: LinkId): number | null | undefined;
  isLoginTaken(loginId: LoginId, tokenHash: string): boolean;
  isPaperKnown(paperId: PaperId): boolean;
  /** Whose code it is: `forumId sittingId`. */
  codeTarget(code: string): string | undefined;
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export interface Plan {
  readonly committed: Committed;
  /** In the order in which they are to be written. Empty when repeated. */
  readonly writes: readonly Write[];
}

/** `salt` gives 16 fresh random bytes at each call. Throws on what only we can cause, e.g. erasing a row that never was. */
export function planUnit(
  unit: EncodedUnit,
  facts: Facts,
  at: number,
  salt: () => Uint8Array,
): Result<Plan, CommitRefusalCode> {
  const repeated = findAnswer(unit, facts);
  if (repeated) return ok({ committed: repeated, writes: [] });
  const draft = new UnitDraft(facts, at, salt);
  return draft.add(unit) ?? ok(draft.plan(unit));
}

type Refused = Refusal<CommitRefusalCode>;

function findAnswer(unit: EncodedUnit, facts: Facts): Committed | undefined {
  const asked: { personId: PersonId; requestId: RequestId }[] = [...unit.ballots];
  if (unit.command) asked.unshift({ personId: unit.command.personId, requestId: unit.command.commandId });
  for (const { personId, requestId } of asked) {
    const known = facts.answer(personId, requestId);
    if (known)
      return {
        repeated: true,
        answer: JSON.parse(known.answerJson) as unknown,
        at: known.at,
        textSeqs: {},
        streamSeqs: {},
      };
  }
  return undefined;
}

/** The unit as far as it is planned: what is written so far, laid over the facts. */
class UnitDraft {
  readonly #facts: Facts;
  readonly #at: number;
  readonly #writes: Write[] = [];
  readonly #salt: () => Uint8Array;
  readonly #chains = new Overlay<ChainHead>();
  readonly #startSeqs = new Map<string, number>();
  readonly #newTexts = new Set<TextId>();
  readonly #newPapers = new Set<PaperId>();
  readonly #locks = new Overlay<boolean>();
  readonly #touched = new Overlay<number>();
  readonly #clients = new Overlay<Pick<TextClientRow, 'personId' | 'nextClock'>>();
  readonly #polls = new Overlay<PollRow>();
  readonly #revisions = new Overlay<number>();
  readonly #accounts: AccountDraft;
  readonly #given: (BallotAnswer & { personId: PersonId; requestId: RequestId })[] = [];
  readonly #textSeqs: Record<string, number> = {};
  readonly #streamSeqs: Record<string, number> = {};

  constructor(facts: Facts, at: number, salt: () => Uint8Array) {
    this.#facts = facts;
    this.#at = at;
    this.#salt = salt;
    this.#accounts = new AccountDraft(facts, at, this.#writes);
  }

  /** The first refusal, or nothing. */
  add(unit: EncodedUnit): Refused | undefined {
    return (
      firstRefusal(unit.streams, (append) => this.#checkStream(append)) ??
      firstRefusal(unit.streams, (append) => this.#append(append)) ??
      firstRefusal(unit.newTexts, (text) => {
        if (this.#isTextKnown(text.textId)) return refuse('text-exists', { textId: text.textId });
        const { textId, kind, layout, stream } = text;
        this.#newTexts.add(textId);
        this.#writes.push({ write: 'text', row: { textId, kind, layout, stream } });
        const refused = this.#update({ textId, by: 'server', update: text.seed, touches: [], clocks: text.seedClocks });
        this.#startSeqs.set(textChain(textId), 1);
        return refused;
      }) ??
      firstRefusal(unit.clientBindings, ({ textId, clientId, personId }) => {
        if (!this.#isTextKnown(textId)) return refuse('text-unknown', { textId });
        const bound = this.#client(textId, clientId);
        if (bound && bound.personId !== personId) return refuse('client-id-taken', { textId, clientId });
        if (!bound) this.#setClient(textId, clientId, personId, 0);
        return undefined;
      }) ??
      firstRefusal(unit.textLocks, (lock) => (lock.locked ? undefined : this.#lock(lock))) ??
      firstRefusal(unit.textUpdates, (update) => this.#update(update)) ??
      firstRefusal(unit.textLocks, (lock) => (lock.locked ? this.#lock(lock) : undefined)) ??
      firstRefusal(unit.polls, (change) => this.#changePoll(change)) ??
      firstRefusal(unit.ballots, (ballot) => this.#cast(ballot)) ??
      this.#setDeadlines(unit) ??
      firstRefusal(unit.accounts, (change) => planAccount(change, this.#accounts)) ??
      firstRefusal(unit.papers, (paper) => this.#issue(paper)) ??
      this.#erase(unit)
    );
  }

  plan(unit: EncodedUnit): Plan {
    for (const [chain, head] of this.#chains.changed())
      this.#writes.push({ write: 'chain', row: { chain, ...head, checkedSeq: 0, checkedHash: chainStart } });
    return {
      committed: {
        repeated: false,
        answer: this.#answer(unit),
        at: this.#at,
        textSeqs: this.#textSeqs,
        streamSeqs: this.#streamSeqs,
      },
      writes: this.#writes,
    };
  }

  #answer(unit: EncodedUnit): unknown {
    const answers = new Map<string, AnswerRow>();
    const put = (personId: PersonId, requestId: RequestId, answerJson: string): void => {
      answers.set(`${personId} ${requestId}`, { personId, requestId, at: this.#at, answerJson });
    };
    const plain = this.#given.map(({ personId: _person, requestId: _request, ...answer }) => answer);
    for (const { personId, requestId } of this.#given) put(personId, requestId, JSON.stringify(plain));
    if (unit.command) put(unit.command.personId, unit.command.commandId, unit.command.answerJson);
    for (const row of answers.values()) this.#writes.push({ write: 'answer', row });
    if (unit.command) return JSON.parse(unit.command.answerJson) as unknown;
    return plain.length > 0 ? plain : null;
  }

  // ------------------------------------------------------------------------------------------------- chains

  #head(chain: string): ChainHead {
    return this.#chains.get(chain, () => this.#facts.chain(chain)) ?? { seq: 0, hash: chainStart };
  }

  /** The head as it was before this unit. */
  #startSeq(chain: string): number {
    const noted = this.#startSeqs.get(chain);
    if (noted !== undefined) return noted;
    const { seq } = this.#head(chain);
    this.#startSeqs.set(chain, seq);
    return seq;
  }

  /** Takes the next place in a chain. */
  #link(chain: string, headerAt: (seq: number) => string, body: string | Uint8Array) {
    this.#startSeq(chain);
    const previous = this.#head(chain);
    const seq = previous.seq + 1;
    const salt = this.#salt();
    const bodyHash = hashBody(salt, body);
    const hash = hashRow(previous.hash, headerAt(seq), bodyHash);
    this.#chains.set(chain, { seq, hash });
    return { seq, at: this.#at, salt, bodyHash, hash };
  }

  // ------------------------------------------------------------------------------------------------ streams

  #checkStream(append: EncodedAppend): Refused | undefined {
    const head = this.#startSeq(streamChain(append.stream));
    if (head === append.expectedSeq) return undefined;
    return refuse('conflict', { stream: append.stream, expected: append.expectedSeq, head });
  }

  #append({ stream, events }: EncodedAppend): undefined {
    for (const { type, version, actor, bodyJson } of events) {
      const header = (seq: number): string => eventHeader({ stream, seq, at: this.#at, type, version, actor });
      const linked = this.#link(streamChain(stream), header, bodyJson);
      this.#writes.push({ write: 'event', row: { stream, type, version, actor, bodyJson, ...linked } });
      this.#streamSeqs[stream] = linked.seq;
    }
  }

  #erase(unit: EncodedUnit): undefined {
    for (const { stream, seq } of unit.erasures) {
      if (!Number.isSafeInteger(seq) || seq < 1 || seq > this.#head(streamChain(stream)).seq)
        throw new Error(`${stream} has no event ${seq} to erase`);
      this.#writes.push({ write: 'erase-event', row: { stream, seq } });
      // A saved fold may still hold what the event said.
      this.#writes.push({ write: 'drop-folds', row: { stream } });
    }
  }

  // -------------------------------------------------------------------------------------------------- texts

  #isTextKnown(textId: TextId): boolean {
    return this.#newTexts.has(textId) || this.#facts.isTextKnown(textId);
  }

  #client(textId: TextId, clientId: number) {
    return this.#clients.get(`${textId} ${clientId}`, () => this.#facts.textClient(textId, clientId));
  }

  #setClient(textId: TextId, clientId: number, personId: Actor, nextClock: number): void {
    this.#clients.set(`${textId} ${clientId}`, { personId, nextClock });
    this.#writes.push({ write: 'text-client', row: { textId, clientId, personId, nextClock } });
  }

  #isClauseLocked(textId: TextId, clauseId: ClauseId | EveryClause): boolean {
    return this.#locks.get(`${textId} ${clauseId}`, () => this.#facts.isClauseLocked(textId, clauseId)) ?? false;
  }

  #clauseTouchedAt(textId: TextId, clauseId: ClauseId): number {
    return this.#touched.get(`${textId} ${clauseId}`, () => this.#facts.clauseTouchedAt(textId, clauseId)) ?? 0;
  }

  #update({ textId, by, update, touches, clocks, creates }: TextUpdate): Refused | undefined {
    if (!this.#isTextKnown(textId)) return refuse('text-unknown', { textId });
    const locked = touches.find(({ clauseId }) => this.#isClauseLocked(textId, clauseId));
    if (locked) return refuse('text-locked', { textId, clauseId: locked.clauseId });
    if (creates === true && this.#isClauseLocked(textId, everyClause)) return refuse('text-locked', { textId });
    for (const { clientId, from, to } of clocks) {
      const known = this.#client(textId, clientId);
      const next = known?.nextClock ?? 0;
      if (from !== next) return refuse('client-clock', { textId, clientId, from, next });
      // A client id met without a binding is from now on the author's: it belongs to one person for ever.
      this.#setClient(textId, clientId, known?.personId ?? by, to);
    }
    const header = (seq: number): string => textUpdateHeader({ textId, seq, at: this.#at, actor: by });
    const linked = this.#link(textChain(textId), header, update);
    this.#writes.push({ write: 'text-update', row: { textId, actor: by, body: update, ...linked } });
    const { seq, at } = linked;
    for (const { clauseId, lang, inserted, deleted } of touches) {
      const row = { textId, seq, at, actor: by, clauseId, lang: fromLang(lang), inserted, deleted };
      this.#writes.push({ write: 'text-touch', row });
      this.#touched.set(`${textId} ${clauseId}`, seq);
    }
    for (const { clientId, from, to } of clocks) {
      if (by === 'server' || this.#client(textId, clientId)?.personId !== 'server') continue;
      this.#writes.push({ write: 'server-made', row: { textId, from, to, at, actor: by } });
    }
    this.#textSeqs[textId] = linked.seq;
    return undefined;
  }

  #lock({ textId, clauseId, locked, expectedTextSeq }: EncodedUnit['textLocks'][number]): Refused | undefined {
    if (!this.#isTextKnown(textId)) return refuse('text-unknown', { textId });
    if (expectedTextSeq !== 'any') {
      const [expected, head] =
        typeof expectedTextSeq === 'number'
          ? [expectedTextSeq, this.#startSeq(textChain(textId))]
          : [
              expectedTextSeq.clauseUnchangedSince,
              clauseId === everyClause ? 0 : this.#clauseTouchedAt(textId, clauseId),
            ];
      const isMoved = typeof expectedTextSeq === 'number' ? head !== expected : head > expected;
      if (isMoved) return refuse('text-moved', { textId, expected, head });
    }
    this.#locks.set(`${textId} ${clauseId}`, locked);
    this.#writes.push({ write: locked ? 'text-lock' : 'text-unlock', row: { textId, clauseId } });
    return undefined;
  }

  // -------------------------------------------------------------------------------------------------- polls

  #poll(pollId: PollId): PollRow | undefined {
    return this.#polls.get(pollId, () => this.#facts.poll(pollId));
  }

  #setPoll(row: PollRow): void {
    this.#polls.set(row.pollId, row);
    this.#writes.push({ write: 'poll', row });
  }

  #changePoll(change: EncodedUnit['polls'][number]): Refused | undefined {
    const { pollId } = change;
    const known = this.#poll(pollId);
    if (change.change === 'open') {
      if (known) return refuse('poll-exists', { pollId });
      this.#setPoll({ pollId, stream: change.stream, closesAt: change.closesAt, sealedAt: null });
      return undefined;
    }
    if (!known) return refuse('poll-not-open', { pollId });
    if (change.change === 'seal') {
      if (known.sealedAt === null) this.#setPoll({ ...known, sealedAt: this.#at });
      return undefined;
    }
    if (change.change === 'unlink') {
      if (known.sealedAt === null) return refuse('poll-not-open', { pollId });
      this.#unlink(change);
      return undefined;
    }
    if (known.sealedAt !== null) return refuse('poll-not-open', { pollId });
    this.#setPoll({ ...known, closesAt: change.closesAt });
    return undefined;
  }

  #unlink({ pollId, box, voters }: Extract<EncodedUnit['polls'][number], { change: 'unlink' }>): void {
    this.#writes.push({ write: 'unlink-ballots', row: { pollId, boxJson: JSON.stringify(box) } });
    for (const { seatId, personId } of voters) {
      const forgotten: BallotAnswer = { pollId, seatId, choice: null, revision: 0, receipt: '', at: this.#at };
      const answerJson = JSON.stringify([forgotten]);
      this.#writes.push({ write: 'unlink-answers', row: { personId, pollId, answerJson, at: this.#at } });
    }
  }

  #cast(ballot: EncodedUnit['ballots'][number]): Refused | undefined {
    const { pollId, seatId, personId, requestId, choice, expectedRevision } = ballot;
    const poll = this.#poll(pollId);
    if (!poll || poll.sealedAt !== null || this.#at > poll.closesAt) return refuse('poll-not-open', { pollId });
    const seat = `${pollId} ${seatId}`;
    const current = this.#revisions.get(seat, () => this.#facts.ballotRevision(pollId, seatId)) ?? 0;
    if (current !== expectedRevision) return refuse('ballot-revised', { pollId, seatId, revision: current });
    const revision = current + 1;
    const bodyJson = JSON.stringify([seatId, personId, choice]);
    const header = (seq: number): string => ballotHeader({ pollId, seq, at: this.#at, revision });
    const linked = this.#link(pollChain(pollId), header, bodyJson);
    this.#revisions.set(seat, revision);
    this.#writes.push({ write: 'ballot', row: { pollId, seatId, revision, bodyJson, ...linked } });
    const receipt = receiptOf(linked.hash);
    this.#given.push({ pollId, seatId, personId, requestId, choice, revision, at: this.#at, receipt });
    return undefined;
  }

  #issue({ paperId, stream, shownJson, codes, files }: EncodedUnit['papers'][number]): Refused | undefined {
    if (this.#newPapers.has(paperId) || this.#facts.isPaperKnown(paperId)) return refuse('paper-exists', { paperId });
    this.#newPapers.add(paperId);
    const issuedAt = this.#at;
    this.#writes.push({ write: 'paper', row: { paperId, stream, issuedAt, shownJson } });
    for (const { format, bytes } of files) this.#writes.push({ write: 'paper-file', row: { paperId, format, bytes } });
    for (const code of codes) this.#writes.push({ write: 'paper-code', row: { code, paperId, issuedAt } });
    return undefined;
  }

  #setDeadlines(unit: EncodedUnit): undefined {
    for (const deadline of unit.deadlines) {
      const { key } = deadline;
      if (deadline.change === 'clear') this.#writes.push({ write: 'clear-deadline', row: { key } });
      else {
        const { stream, at, commandJson } = deadline;
        this.#writes.push({ write: 'deadline', row: { key, stream, at, commandJson } });
      }
    }
  }
}

function firstRefusal<Part>(parts: readonly Part[], take: (part: Part) => Refused | undefined): Refused | undefined {
  for (const part of parts) {
    const refused = take(part);
    if (refused) return refused;
  }
  return undefined;
}
