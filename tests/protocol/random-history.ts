/** What may happen in a forum, whoever asks for whatever? Random commands by random people, each decided by the rules. */
import fc from 'fast-check';
import { decideForum } from '../../shared/forum/forum-rules.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import type { Result } from '../../shared/lib/result.ts';
import { roles, seatRights } from '../../shared/people/capacity.ts';
import { floorPolicies, turnKinds } from '../../shared/floor/floor.ts';
import type { PersonId, PollId, ProposalId, QuestionId, SeatId, SurveyId } from '../../shared/lib/ids.ts';
import { tieRules, usualRule } from '../../shared/counting/decision-rule.ts';
import { choices, countsShown, type PollAsk } from '../../shared/poll/poll.ts';
import { toBoxed, type PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { CountedBallot } from '../../shared/poll/poll-box.ts';
import {
  capacitiesIn,
  type ForumStreamEvent,
  type SittingStreamCommand,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import {
  clauseFacts,
  clauses,
  draftId,
  idNumber,
  items,
  names,
  people,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';
import type { SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import type { SurveyAsk, SurveyCircle } from '../../shared/survey/survey.ts';
import { secondVote } from '../../shared/poll/votes-to-settle.ts';
import { clauseVote, draftVote } from '../../shared/sitting/next-step.ts';

/** One try: who, and a command chosen by numbers, so that it shrinks and fits whatever state it meets. */
export interface Try {
  readonly who: number;
  readonly what: number;
  readonly a: number;
  readonly b: number;
}

export const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({ who: fc.nat(19), what: fc.nat(76), a: fc.nat(1000), b: fc.nat(1000) }),
  { maxLength: 80, size: 'max' },
);

const places = ['hall', 'remote', 'absent'] as const;
const at = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** Those who run the sitting are asked oftener, else little would happen. */
export function actorOf({ who, what, a }: Try): Name | 'server' {
  // What is one's own is taken back by few: by Chen, who says much.
  if (what >= 24 && a % 3 === 0) return 'chen';
  if (who < names.length) return names[who]!;
  return at(['gani', 'amina', 'gani', 'amina', 'bo', 'server', 'chen'] as const, who);
}

export function commandOf(world: RuleWorld, { what, a, b }: Try): SittingStreamCommand | ForumCommand {
  const personId = a % 20 === 19 ? idNumber('person', 77) : people[at(names, a)];
  const seats = Object.keys(world.sitting.sitting.seats);
  const seatId = (b % 5 === 4 || seats.length === 0 ? idNumber('seat', 77) : at(seats, b)) as never;
  const polls = Object.keys(world.sitting.poll.polls);
  const pollId = (b % 7 === 6 || polls.length === 0 ? idNumber('poll', 77) : at([...polls].reverse(), b % 2)) as never;
  const clause = { draftId: a % 15 === 14 ? idNumber('draft', 77) : draftId, clauseId: at(clauses, b) };
  switch (what) {
    case 0:
      return { type: 'sitting.open-lobby' };
    case 1:
    case 2:
      return { type: b % 4 === 0 ? 'sitting.open-for-consultation' : 'sitting.open' };
    case 3:
      return { type: 'sitting.pause', minutes: a % 2 === 0 ? null : b + 1 };
    case 4:
      return { type: 'sitting.resume' };
    case 5:
      return b % 3 === 0 ? { type: 'sitting.close' } : { type: 'sitting.resume' };
    case 6:
      return { type: 'sitting.start-item', itemId: at([...items, idNumber('agendaItem', 77)], a) };
    case 7:
      return b % 4 === 0
        ? { type: 'sitting.set-speakers', itemId: at(items, a), speakers: [{ personId, minutes: (b % 120) + 1 }] }
        : { type: 'sitting.finish-item', itemId: at([...items, idNumber('agendaItem', 77)], a) };
    case 8:
      return { type: 'sitting.give-role', personId, role: at(roles, b) };
    case 9:
      return { type: 'sitting.take-role', personId, role: at(roles, b) };
    case 10:
      return { type: 'sitting.give-seat', personId, right: at(seatRights, b), weight: (b % 9) + 1 };
    case 11:
      return b % 3 === 0
        ? { type: 'sitting.weigh-seat', seatId, weight: (a % 9) + 1 }
        : { type: 'sitting.take-seat', seatId };
    case 12:
    case 13:
      return { type: 'sitting.declare-presence', where: at(places, b) };
    case 14:
    case 15:
      return {
        type: 'sitting.mark-presence',
        personId: at([people.chen, people.dara, personId], a),
        where: at(places, b),
      };
    case 16:
    case 17:
      if (b % 6 === 2) return { type: 'draft.freeze', draftId: clause.draftId };
      return { type: 'draft.freeze-clause', ...clause };
    case 18:
      if (a % 3 === 1) return { type: 'draft.thaw', draftId: clause.draftId, reason: 'причина' };
      if (a % 3 === 2) return { type: 'draft.reopen-clause', ...clause, reason: 'причина' };
      return { type: 'draft.thaw-clause', ...clause, reason: 'причина' };
    case 19:
    case 20:
      if (b % 4 === 2) return draftVote(clause.draftId, a % 2 === 0 ? 'basis' : 'whole', 10 + (a % 60));
      return clauseVote(clause.draftId, clause.clauseId, 10 + (a % 60));
    case 21:
      return { type: 'poll.extend', pollId, seconds: 5 + b };
    case 22:
      return { type: 'poll.close', pollId };
    case 23:
      return { type: a % 2 === 0 ? 'forum.renew-link' : 'forum.revoke-link', personId };
    case 35:
      return { type: 'draft.hand-out', draftId: clause.draftId, why: b % 2 === 0 ? 'print' : 'export' };
    case 36: {
      const named = [personId, people.chen];
      const writers = at([{ who: 'everyone' }, { who: 'drafting' }, { who: 'named', people: named }] as const, b);
      return { type: 'draft.set-writers', draftId: clause.draftId, writers };
    }
    case 37:
      return { type: 'draft.check-translation', ...clause, lang: b % 4 === 3 ? 'kk' : 'ru' };
    case 38:
    case 39:
      return asking(a, b);
    case 40:
      return { type: 'poll.ask-more-time', pollId };
    case 41: {
      const answer = at(
        [
          { kind: 'decision', choice: 'yes' },
          { kind: 'choice', option: 'ana' },
        ] as const,
        b,
      );
      return { type: 'poll.enter-by-hand', pollId, seatId, answer, confirmed: true };
    }
    case 42:
    case 43: {
      const poll = world.sitting.poll.polls[pollId];
      const second = poll === undefined ? null : secondVote(poll, 20);
      return second ?? { type: 'poll.settle', pollId, settlement: settling(a, b) };
    }
    case 44:
      return { type: 'poll.annul', pollId, reason: 'ошибка' };
    case 45:
      if (b % 2 === 1) return { type: 'poll.record-minority', pollId, words: 'особое мнение' };
      return { type: 'poll.contest', pollId, reason: 'не слышали' };
    case 46:
      return {
        type: 'poll.decide-contest',
        pollId,
        seatId: world.sitting.poll.polls[pollId]?.contests[0]?.seatId ?? seatId,
        verdict: a % 2 === 0 ? 'uphold' : 'repeat',
        reason: 'пересчитано',
      };
    case 47:
      return { type: 'poll.publish', pollId };
    case 48:
    case 49:
      return {
        type: 'announcement.announce',
        deed: at(
          [
            { type: 'draft.freeze-clause', ...clause },
            clauseVote(clause.draftId, clause.clauseId, 10 + (a % 60)),
            { type: 'poll.close', pollId },
          ] as const,
          a >> 2,
        ),
      };
    case 54:
      return b % 2 === 0
        ? { type: 'poll.recuse', pollId, seatId }
        : { type: 'sitting.recuse', seatId, itemId: at(items, a), takesPart: a % 3 === 0 };
    case 55:
    case 56:
      return b % 3 === 0
        ? { type: 'sitting.name-group', groupId: at(['ngo', 'media'], a), name: { ru: 'Группа' } }
        : { type: 'sitting.put-in-group', seatId, groupId: at(['ngo', 'media', null], a) };
    case 57:
      return { type: 'poll.put-forward', opening: listOf(draftId, b) };
    case 58:
      return { type: 'poll.take-out', clauseId: clause.clauseId };
    case 59:
      return b % 3 === 0 ? { type: 'poll.withdraw-list' } : listOf(draftId, b);
    case 60:
      return silence(clause, a, b);
    case 61:
      return { type: 'sitting.give-proxy', seatId, to: (seats.length === 0 ? seatId : at(seats, a)) as never };
    case 62:
      return { type: 'sitting.end-proxy', seatId };
    case 63:
    case 64:
    case 65:
    case 66:
    case 67:
    case 68:
    case 69:
      return onTheFloor(world, { what, a, b }, pollId);
    case 70:
    case 71:
    case 72:
      return aQuestion(world, { what, a, b });
    case 73:
    case 74:
    case 75:
    case 76:
      return aSurvey(world, { what, a, b });
    case 53: {
      const raised = { yes: a % 3, no: b % 2, abstain: 0 };
      const own = seats.slice(0, b % 4) as SeatId[];
      return { type: 'poll.count-hall', pollId, seats: own, numbers: raised, tellers: [personId] };
    }
    case 50:
    case 51:
    case 52: {
      const announcementId = world.sitting.announcement.pending?.announcementId ?? idNumber('announcement', 77);
      return { type: b % 3 === 0 ? 'announcement.cancel' : 'announcement.now', announcementId };
    }
    default:
      return saying(world, { what, a, b }, personId);
  }
}

/** The floor: asked for, given, taken; now and then in a turn that is not there. */
function onTheFloor(world: RuleWorld, { what, a, b }: Omit<Try, 'who'>, pollId: PollId): SittingStreamCommand {
  const { requests, turn, points } = world.sitting.floor;
  const waiting = b % 9 === 8 || requests.length === 0 ? idNumber('turn', 77) : at(requests, a).turnId;
  const turnId = b % 9 === 8 || turn === null ? waiting : turn.turnId;
  const point = points.length === 0 ? turnId : at(points, b).turnId;
  switch (what) {
    case 63:
    case 64:
      return { type: 'floor.ask', kind: at(turnKinds, b) };
    case 65:
      return at(
        [
          { type: 'floor.open' },
          { type: 'floor.call', turnId: waiting },
          { type: 'floor.shut' },
          { type: 'floor.call', turnId: waiting },
          {
            type: 'floor.arrange',
            policy: at(floorPolicies, a),
            limits: a % 2 === 0 ? { speech: 60 } : {},
            callLink: a % 3 === 0 ? null : 'https://call.example/room',
          },
          { type: 'floor.begin-round', seconds: 120 },
          { type: 'floor.end-round' },
        ] as const,
        b,
      );
    case 66:
      return { type: at(['floor.call', 'floor.ready', 'floor.withdraw'] as const, b), turnId: waiting };
    case 67: {
      const type = at(['floor.start', 'floor.pause', 'floor.resume', 'floor.finish', 'floor.skip'] as const, b);
      return { type, turnId };
    }
    case 68:
      if (b % 4 === 0) return { type: 'floor.extend', turnId, minutes: a % 2 === 0 ? 1 : 2 };
      if (b % 4 === 1) return { type: 'floor.show-statement', turnId };
      return b % 4 === 2 ? { type: 'floor.finish', turnId } : { type: 'floor.state', turnId, words: 'моё слово' };
    default:
      if (b % 3 === 0) return { type: 'floor.rule', turnId: point, isUpheld: a % 2 === 0, words: 'принято' };
      return b % 3 === 1
        ? { type: 'floor.appeal', turnId: point }
        : { type: 'floor.settle-appeal', turnId: point, pollId };
  }
}

/** Questions from the audience, with a name and without one. */
function aQuestion(world: RuleWorld, { what, a, b }: Omit<Try, 'who'>): SittingStreamCommand {
  const asked = Object.keys(world.sitting.question.questions) as QuestionId[];
  const questionId = b % 9 === 8 || asked.length === 0 ? idNumber('question', 7) : at(asked, a);
  switch (what) {
    case 70:
      if (b % 5 === 0) {
        return { type: 'question.arrange', isOpen: a % 5 !== 0, isModerated: a % 2 === 0, isNamelessAllowed: true };
      }
      return {
        type: 'question.ask',
        questionId: idNumber('question', 1000 + a),
        words: 'почему?',
        lang: 'ru',
        nameless: b % 4 === 0,
      };
    case 71:
      return {
        type: at(['question.show', 'question.withdraw', 'question.decline', 'question.answer'] as const, b),
        questionId,
      };
    default:
      if (b % 4 === 0)
        return { type: 'question.merge', questionId, into: asked.length === 0 ? questionId : at(asked, b) };
      if (b % 4 === 1) return { type: 'question.pin', questionId: a % 4 === 0 ? null : questionId };
      if (b % 4 === 2) return { type: 'question.stage', questionId: a % 4 === 0 ? null : questionId };
      return { type: 'question.propose', questionId, draftId };
  }
}

/** A live poll: prepared, opened, closed, told; what was typed, let through and taken from view. */
function aSurvey(world: RuleWorld, { what, a, b }: Omit<Try, 'who'>): SittingStreamCommand {
  const known = Object.keys(world.sitting.survey.surveys) as SurveyId[];
  const surveyId = b % 9 === 8 || known.length === 0 ? idNumber('survey', 7) : at(known, a);
  if (what === 73 || known.length === 0) {
    const asks: readonly SurveyAsk[] = [
      { kind: 'words' },
      { kind: 'scale', to: 5 },
      { kind: 'text' },
      { kind: 'temperature', draftId, clauseId: at(clauses, a) },
      {
        kind: 'several',
        options: ['ana', 'ben'].map((id) => ({ optionId: id, words: { ru: id } })),
        most: 2 + (a % 2),
      },
    ];
    const asked: 'all' | SurveyCircle[] = b % 3 === 0 ? ['deciding'] : 'all';
    const told = { isNameless: a % 2 === 0, counts: at(countsShown, a) };
    return { type: 'survey.prepare', question: { ru: 'Как?' }, ask: at(asks, b), asked, ...told };
  }
  if (what === 74 && b % 4 === 0) return { type: 'survey.drop', surveyId };
  if (what === 74) return { type: 'survey.open', surveyId, seconds: null };
  if (what === 75) return { type: b % 3 === 0 ? 'survey.publish' : 'survey.close', surveyId };
  return { type: 'survey.let-through', surveyId, words: [at(['да', 'нет'], a)], isShown: b % 3 !== 0 };
}

/** A question, asked in one of the ways; now and then in one that cannot be. */
function listOf(id: typeof draftId, b: number): Extract<SittingStreamCommand, { type: 'poll.open' }> {
  const clauseIds = b % 4 === 0 ? clauses.slice(0, 2) : [...clauses];
  return {
    type: 'poll.open',
    subject: { of: 'clauses', draftId: id, clauseIds },
    ask: { kind: 'decision' },
    seconds: 30,
  };
}

function silence(
  { draftId: id, clauseId }: { readonly draftId: typeof draftId; readonly clauseId: (typeof clauses)[number] },
  a: number,
  b: number,
): SittingStreamCommand {
  const subject =
    b % 2 === 0
      ? ({ of: 'clauses', draftId: id, clauseIds: [clauseId] } as const)
      : ({ of: 'question', question: { ru: 'Возражений нет?' } } as const);
  return { type: 'poll.open', subject: { ...subject } as never, ask: { kind: 'no-objection' }, seconds: 10 + (a % 20) };
}

function asking(a: number, b: number): SittingStreamCommand {
  const options = ['ana', 'ben'].map((optionId) => ({ optionId, words: { ru: optionId } }));
  const plain = usualRule(null);
  const rule = { ...plain, tie: at(tieRules, a), inEachGroup: b % 3 === 1 ? plain.requirements : [] };
  const asks = [
    { kind: 'decision', rule },
    { kind: 'choice', method: { kind: 'single-choice', required: null }, options },
    { kind: 'consent', scale: 'five' },
    { kind: 'here' },
  ] as const;
  const isRollCall = b % 5 === 0;
  return {
    type: 'poll.open',
    subject: isRollCall ? { of: 'roll-call' } : { of: 'question', question: { ru: 'Кто за?' } },
    ask: isRollCall ? asks[3] : at(asks.slice(0, 3), b),
    form: b % 4 === 3 ? 'unnamed' : 'named',
    counts: isRollCall
      ? 'at-close'
      : a % 3 === 2
        ? 'later'
        : at(['at-close', 'live', 'at-close', 'after-mine'] as const, b),
    isChangeable: a % 2 === 0,
    seconds: 10 + (a % 60),
  };
}

function settling(a: number, b: number): Extract<SittingStreamCommand, { type: 'poll.settle' }>['settlement'] {
  const ways = [
    { by: 'chair-casting', vote: 'yes' },
    { by: 'lot', drawn: 'no' },
    { by: 'lot-of-options', among: ['ana', 'ben'], drawn: ['ana'] },
  ] as const;
  const way = at(ways, a + b);
  return way.by === 'lot-of-options' ? { ...way, among: [...way.among], drawn: [...way.drawn] } : way;
}

/** Proposals and comments: about what there is, now and then about what there is not. */
function saying(world: RuleWorld, { what, a, b }: Omit<Try, 'who'>, personId: PersonId): SittingStreamCommand {
  const clause = { draftId: a % 15 === 14 ? idNumber('draft', 77) : draftId, clauseId: at(clauses, b) };
  const proposals = Object.keys(world.sitting.proposal.proposals) as ProposalId[];
  const proposalId = b % 7 === 6 || proposals.length === 0 ? idNumber('proposal', 77) : at(proposals, a);
  const threads = Object.values(world.sitting.comment.threads);
  const thread = b % 7 === 6 || threads.length === 0 ? null : at(threads, a);
  const threadId = thread?.threadId ?? idNumber('thread', 77);
  const mentions = b % 3 === 0 ? [personId] : [];
  switch (what) {
    case 24:
    case 25: {
      const about =
        b % 2 === 0
          ? ({ is: 'new', kind: 'operative', after: a % 2 === 0 ? clause.clauseId : null } as const)
          : b % 3 === 0
            ? { is: 'take-out' as const, clauseIds: [clause.clauseId, at(clauses, a)] }
            : ({ is: 'words-for', clauseId: clause.clauseId, lang: 'ru' } as const);
      const body = a % 11 === 10 ? { en: 'no such language here' } : { ru: 'открыть реестр' };
      const known = b % 9 === 8 ? { proposalId } : {};
      return { type: 'proposal.show', ...known, draftId: clause.draftId, about, body, addressee: null, due: null };
    }
    case 26:
      return { type: 'proposal.admit', proposalId };
    case 27:
      return b % 2 === 0
        ? { type: 'proposal.decline', proposalId, reason: 'повтор' }
        : { type: 'proposal.withdraw', proposalId };
    case 28:
    case 29:
      return {
        type: 'comment.start',
        ...clause,
        lang: 'ru',
        from: 0,
        quote: at(['', 'создать', 'слова, которых нет'], a),
        text: 'почему?',
        mentions,
      };
    case 30:
      return { type: 'comment.reply', threadId, text: 'потому', mentions };
    case 31:
      return b % 2 === 0 ? { type: 'comment.resolve', threadId } : { type: 'comment.reopen', threadId };
    default: {
      const noteId = thread === null ? idNumber('note', 77) : at(thread.notes, b).noteId;
      return { type: 'comment.withdraw', threadId, noteId };
    }
  }
}

/** The random but rightful ballots of the poll that a command closes. */
function ballotsFor(world: RuleWorld, command: SittingStreamCommand, { a }: Try): readonly CountedBallot[] {
  if (!('pollId' in command)) return [];
  const poll = world.sitting.poll.polls[command.pollId];
  if (poll === undefined || poll.electors === 'hidden') return [];
  const { ask, electors } = poll;
  return electors.flatMap(({ seatId }, place) => {
    const number = a % 3 === 0 ? 0 : (a + place * 7) % 4;
    return number === 3 ? [] : [{ seatId, choice: toBoxed(answers[ask.kind][number]!) }];
  });
}

const answers: Readonly<Record<PollAsk['kind'], readonly PollAnswer[]>> = {
  decision: choices.map((choice) => ({ kind: 'decision', choice })),
  choice: [
    { kind: 'choice', option: 'ana' },
    { kind: 'choice', option: 'ben' },
    { kind: 'choice', option: null },
  ],
  consent: [
    { kind: 'consent', level: 'agree', reason: '' },
    { kind: 'consent', level: 'discuss', reason: '' },
    { kind: 'consent', level: 'block', reason: 'нет денег' },
  ],
  'no-objection': [
    { kind: 'objection', reason: '' },
    { kind: 'objection', reason: 'рано' },
    { kind: 'objection', reason: '' },
  ],
  here: [{ kind: 'here' }, { kind: 'here' }, { kind: 'here' }],
};

function pollOf(command: SittingStreamCommand): PollId | undefined {
  return 'pollId' in command ? command.pollId : undefined;
}

export function isForumCommand(command: SittingStreamCommand | ForumCommand): command is ForumCommand {
  return command.type.startsWith('forum.');
}

/** Decides one try and lets it happen. `now` moves by a little or, now and then, by minutes. */
export function attempt(
  world: RuleWorld,
  one: Try,
): {
  readonly who: Name | 'server';
  readonly command: SittingStreamCommand | ForumCommand;
  readonly decided: Result<readonly (SittingStreamEvent | ForumStreamEvent)[]>;
} {
  world.now += one.b % 10 === 0 ? 120_000 : 700;
  const who = actorOf(one);
  const command = commandOf(world, one);
  if (isForumCommand(command)) {
    const context = world.context(who);
    const actor =
      who === 'server'
        ? ('server' as const)
        : {
            personId: people[who],
            capacities: capacitiesIn(world.forum.forum, world.sitting.sitting, people[who]),
          };
    const decided = decideForum(world.forum.forum, command, { ...context, actor });
    if (decided.ok) world.happenInForum(...decided.value);
    return { who, command, decided };
  }
  const sealed = world.sealedWith(ballotsFor(world, command, one), pollOf(command));
  const facts = one.a % 17 === 16 ? null : { ...clauseFacts, empty: one.a % 13 === 12 };
  const quotedWords = at([{ from: 0, to: 7 }, 'clause', 'gone', 'no-clause'] as const, one.a % 6);
  // The server asks before the time is over when somebody objected.
  const isObjected = who === 'server' && sealed !== 'ask-server' && sealed.box.voted.length > 0;
  const said: readonly SurveyAnswer[] = [
    { kind: 'words', words: ['Да', 'нет'] },
    { kind: 'words', words: ['да'] },
  ];
  const answers = { sealedAt: world.now, answers: one.a % 3 === 0 ? [] : said };
  const given = { sealed, isObjected, clauseFacts: facts, quotedWords, answers };
  const decided = world.decide(who, command, given);
  if (decided.ok && command.type === 'announcement.now') {
    carryOut(world, one.a % 2 === 1 ? { ...given, clauseFacts: null } : given);
  }
  if (decided.ok) world.happenBy(who === 'server' ? 'server' : people[who], ...decided.value);
  return { who, command, decided };
}

/** As the server does: the deed in its announcer's name, or the end of the announcement with the reason. */
function carryOut(world: RuleWorld, facts: Parameters<RuleWorld['decide']>[2]): void {
  const { pending } = world.sitting.announcement;
  const by = names.find((name) => people[name] === pending?.by);
  if (pending === null || by === undefined) throw new Error('nothing is announced by anybody');
  const sealed = world.sealedWith([], pollOf(pending.deed));
  const decided = world.decide(by, pending.deed, { ...facts, sealed });
  const { announcementId } = pending;
  if (decided.ok) world.happenBy(pending.by, ...decided.value);
  else world.happen({ type: 'announcement.failed', announcementId, code: decided.code });
}
