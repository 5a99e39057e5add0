/**
 * On what do tests of the rules stand? The named world as plain state: Gani chairs, Amina moderates, Bo is secretary, Chen and Dara
 * have a deciding seat, Jana an advisory one, Fay observes, Ilyas is invited, Kamila is of the press, Hana organises; Timur is a
 * stranger. Ids, time and clause facts are made here; nothing is random.
 */
import { createHash } from 'node:crypto';
import type { AgendaItemId, ClauseId, IdKind, IdOf, PersonId, PollId, SeatId, SittingId } from '../shared/lib/ids.ts';
import { idPrefixes } from '../shared/lib/ids.ts';
import type { Result } from '../shared/lib/result.ts';
import { forumStream, sittingStream, type Actor, type Recorded } from '../shared/lib/streams.ts';
import { usualRule, type DecisionRule } from '../shared/counting/decision-rule.ts';
import { pollArithmetic } from '../shared/poll/poll-arithmetic.ts';
import { countedElectors } from '../shared/poll/poll-electors.ts';
import { hallCountOf } from '../shared/poll/hall-count.ts';
import { boxOf, type CountedBallot } from '../shared/poll/poll-box.ts';
import type { SealedBallots } from '../shared/poll/poll-rules.ts';
import type { Capacity, Role, SeatRight } from '../shared/people/capacity.ts';
import { decideSittingStream, type SittingStreamContext } from '../shared/protocol/decide.ts';
import {
  applyForumStream,
  applySittingStream,
  capacitiesIn,
  initialForumStream,
  initialSittingStream,
  type ForumStream,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamCommand,
  type SittingStreamEvent,
} from '../shared/protocol/features.ts';
import { clauseVote } from '../shared/sitting/next-step.ts';

export const arithmetic = pollArithmetic((text) => createHash('sha256').update(text).digest('hex'));

/** The n-th id of a kind. */
export function idNumber<K extends IdKind>(kind: K, number: number): IdOf[K] {
  return `${idPrefixes[kind]}_${String(number).padStart(16, '0')}` as IdOf[K];
}

export const names = [
  'gani',
  'amina',
  'bo',
  'chen',
  'dara',
  'jana',
  'fay',
  'ilyas',
  'kamila',
  'lev',
  'maral',
  'hana',
  'timur',
] as const;
export type Name = (typeof names)[number];

export const people = Object.fromEntries(names.map((name, place) => [name, idNumber('person', place + 1)])) as Record<
  Name,
  PersonId
>;

export const forumId = idNumber('forum', 1);
export const sittingId: SittingId = idNumber('sitting', 1);
export const draftId = idNumber('draft', 1);
export const textId = idNumber('text', 1);
export const items: readonly AgendaItemId[] = [1, 2].map((number) => idNumber('agendaItem', number));
export const clauses: readonly ClauseId[] = [1, 2, 3].map((number) => idNumber('clause', number));

export const roleOf: Partial<Record<Name, Role>> = {
  gani: 'chair',
  amina: 'moderator',
  bo: 'secretary',
  fay: 'observer',
  ilyas: 'invited',
  kamila: 'media',
  lev: 'drafting',
  maral: 'counting',
};

export const seatOf: Partial<Record<Name, SeatRight>> = { chen: 'deciding', dara: 'deciding', jana: 'advisory' };

/** In what capacity each stands, as the tests' tables name it. */
export const capacityOf: Readonly<Record<Name, Capacity>> = {
  gani: 'chair',
  amina: 'moderator',
  bo: 'secretary',
  chen: 'deciding',
  dara: 'deciding',
  jana: 'advisory',
  fay: 'observer',
  ilyas: 'invited',
  kamila: 'media',
  lev: 'drafting',
  maral: 'counting',
  hana: 'organiser',
  timur: 'public',
};

export const twoThirdsQuorum: DecisionRule = usualRule({ numerator: 2, denominator: 3, strict: false });

/** A forum and a sitting as far as they have come. What is done to it, it does by the rules. */
export class RuleWorld {
  forum: ForumStream = initialForumStream;
  sitting: SittingStream = initialSittingStream;
  readonly forumEvents: Recorded<ForumStreamEvent>[] = [];
  readonly sittingEvents: Recorded<SittingStreamEvent>[] = [];
  now = 1_790_000_000_000;
  #ids = 100;

  constructor(rule: DecisionRule = twoThirdsQuorum) {
    this.happenInForum(
      {
        type: 'forum.created',
        forumId,
        title: { ru: 'Форум' },
        theme: {},
        place: { ru: 'г. Уральск' },
        dayStartsAt: this.now,
        utcOffsetMinutes: 300,
        languages: ['ru', 'kk'],
        rule,
        code: '123456',
      },
      {
        type: 'forum.sitting-planned',
        sitting: { sittingId, kind: 'panel', title: { ru: 'Панель' }, startsAt: this.now, endsAt: this.now + 1 },
      },
      { type: 'forum.organiser-named', personId: people.hana },
      ...names
        .filter((name) => name !== 'timur')
        .map((name): ForumStreamEvent => ({ type: 'forum.member-joined', personId: people[name], came: 'invited' })),
    );
    this.happen(
      {
        type: 'sitting.planned',
        sittingId,
        forumId,
        kind: 'panel',
        title: { ru: 'Панель' },
        startsAt: this.now,
        endsAt: this.now + 1,
        languages: ['ru', 'kk'],
        rule,
        agenda: items.map((itemId) => ({ itemId, kind: 'decision', title: { ru: 'Вопрос' }, minutes: 10 })),
      },
      { type: 'draft.opened', draftId, textId, title: { ru: 'Проект' } },
    );
    for (const name of names) {
      const role = roleOf[name];
      if (role !== undefined) this.happen({ type: 'sitting.role-given', personId: people[name], role });
      const right = seatOf[name];
      if (right !== undefined) {
        const seatId = this.newId('seat');
        this.happen({ type: 'sitting.seat-given', seatId, personId: people[name], weight: 1, right });
      }
    }
  }

  newId<K extends IdKind>(kind: K): IdOf[K] {
    this.#ids += 1;
    return idNumber(kind, this.#ids);
  }

  seatOf(name: Name): SeatId {
    const seat = Object.values(this.sitting.sitting.seats).find(({ holder }) => holder === people[name]);
    if (seat === undefined) throw new Error(`${name} has no seat`);
    return seat.seatId;
  }

  happenInForum(...events: readonly ForumStreamEvent[]): void {
    for (const event of events) {
      const recorded = { seq: this.forumEvents.length + 1, at: this.now, actor: 'server' as const, event };
      this.forumEvents.push(recorded);
      this.forum = applyForumStream(this.forum, recorded);
    }
  }

  happen(...events: readonly SittingStreamEvent[]): void {
    this.happenBy('server', ...events);
  }

  happenBy(actor: Actor, ...events: readonly SittingStreamEvent[]): void {
    for (const event of events) {
      const recorded = { seq: this.sittingEvents.length + 1, at: this.now, actor, event };
      this.sittingEvents.push(recorded);
      this.sitting = applySittingStream(this.sitting, recorded);
    }
  }

  /** The box of a poll, else of the one that was opened last, with these ballots. */
  sealedWith(ballots: readonly CountedBallot[], pollId?: PollId): SealedBallots {
    const { polls } = this.sitting.poll;
    const poll = pollId === undefined ? Object.values(polls).at(-1) : polls[pollId];
    const electors = poll === undefined || poll.electors === 'hidden' ? [] : countedElectors(poll);
    const hall = poll === undefined ? null : hallCountOf(poll);
    // As the store does: a seat that is counted in the hall has no ballot beside.
    const cast = ballots.filter(({ seatId }) => hall?.seats.includes(seatId) !== true);
    return { sealedAt: this.now, sealHash: 'seal', box: boxOf(electors, cast, hall) };
  }

  context(
    actor: Name | 'server',
    facts: Partial<
      Pick<
        SittingStreamContext,
        | 'clauseFacts'
        | 'draftFacts'
        | 'outline'
        | 'sealed'
        | 'ownChoice'
        | 'isObjected'
        | 'arithmetic'
        | 'quotedWords'
        | 'answers'
      >
    > = {},
  ): SittingStreamContext {
    const personId = actor === 'server' ? null : people[actor];
    return {
      now: this.now,
      newId: (kind) => this.newId(kind),
      actor:
        personId === null
          ? 'server'
          : { personId, capacities: capacitiesIn(this.forum.forum, this.sitting.sitting, personId) },
      forum: this.forum.forum,
      clauseFacts: facts.clauseFacts === undefined ? clauseFacts : facts.clauseFacts,
      draftFacts: facts.draftFacts === undefined ? draftFacts : facts.draftFacts,
      outline: facts.outline ?? { textSeq: 7, clauses: clauseFacts.outline },
      sealed: facts.sealed ?? this.sealedWith([]),
      ...(facts.ownChoice === undefined ? {} : { ownChoice: facts.ownChoice }),
      isObjected: facts.isObjected ?? false,
      arithmetic: facts.arithmetic ?? arithmetic,
      answers: facts.answers ?? { sealedAt: this.now, answers: [] },
      quotedWords: facts.quotedWords ?? { from: 0, to: 5 },
      // Of every moment another paper.
      madePaper: {
        paperId: this.newId('paper'),
        checkCode: `CODE-${String(this.now)}`,
        contents: `CODE-${String(this.now)}`,
        files: [
          { format: 'docx', sha256: 'd' },
          { format: 'pdf', sha256: 'p' },
        ],
      },
    };
  }

  decide(
    actor: Name | 'server',
    command: SittingStreamCommand,
    facts: Partial<
      Pick<
        SittingStreamContext,
        | 'clauseFacts'
        | 'draftFacts'
        | 'outline'
        | 'sealed'
        | 'ownChoice'
        | 'isObjected'
        | 'arithmetic'
        | 'quotedWords'
        | 'answers'
      >
    > = {},
  ): Result<readonly SittingStreamEvent[]> {
    return decideSittingStream(this.sitting, command, this.context(actor, facts));
  }

  /** Decides and lets it happen; throws on a refusal. */
  do(
    actor: Name | 'server',
    command: SittingStreamCommand,
    facts: Partial<Pick<SittingStreamContext, 'sealed' | 'ownChoice' | 'isObjected' | 'quotedWords'>> = {},
  ): readonly SittingStreamEvent[] {
    const decided = this.decide(actor, command, facts);
    if (!decided.ok) throw new Error(`${command.type}: ${decided.code}`);
    this.now += 1000;
    this.happenBy(actor === 'server' ? 'server' : people[actor], ...decided.value);
    return decided.value;
  }
}

export const clauseFacts = {
  textSeq: 7,
  bytes: '{"addressee":null,"body":{"ru":[{"text":"создать площадку"}]},"due":null,"kind":"operative","number":"1"}',
  clauseHash: 'c'.repeat(64),
  paperHash: 'a'.repeat(64),
  empty: false,
  outline: clauses.map((id, place) => ({
    id,
    order: `a${place + 1}`,
    parent: null,
    kind: 'operative' as const,
    removed: false,
    langs: ['ru' as const],
  })),
};

/** Three clauses with words, each with a hash of its own. */
export const draftFacts = {
  textSeq: 7,
  outline: clauseFacts.outline,
  clauses: new Map(
    clauses.map((id, place) => {
      const digit = String(place + 1);
      const bytes = clauseFacts.bytes.replace('"number":"1"', `"number":"${digit}"`);
      const { clauseHash, paperHash } = clauseFacts;
      return [id, { bytes, clauseHash, paperHash: place === 0 ? paperHash : digit.repeat(64), empty: false }] as const;
    }),
  ),
};

/** Chen and Dara here, the sitting open. */
export function openedWorld(rule?: DecisionRule): RuleWorld {
  const world = new RuleWorld(rule);
  world.do('amina', { type: 'sitting.open-lobby' });
  world.do('chen', { type: 'sitting.declare-presence', where: 'hall' });
  world.do('dara', { type: 'sitting.declare-presence', where: 'remote' });
  world.do('amina', { type: 'sitting.open' });
  return world;
}

/** The first clause frozen. */
export function frozenWorld(rule?: DecisionRule): RuleWorld {
  const world = openedWorld(rule);
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: clauses[0]! });
  return world;
}

/** The first clause put to the vote. */
export function votingWorld(rule?: DecisionRule): RuleWorld {
  const world = frozenWorld(rule);
  world.do('amina', clauseVote(draftId, clauses[0]!, 60));
  return world;
}

export const streams = { forum: forumStream(forumId), sitting: sittingStream(sittingId) };
