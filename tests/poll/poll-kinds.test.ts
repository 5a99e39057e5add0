/** What can be put to the vote beside one clause, and what is made of the answers? */
import { describe, expect, test } from 'vitest';
import type { Method } from '../../shared/counting/ballot.ts';
import { usualRule, type DecisionRule } from '../../shared/counting/decision-rule.ts';
import { adviceLeftOut } from '../../shared/poll/poll-electors.ts';
import type { Poll, PollResult } from '../../shared/poll/poll.ts';
import { toBoxed, type PollAnswer } from '../../shared/poll/poll-answer.ts';
import { paperOf } from '../../shared/poll/poll-arithmetic.ts';
import { pollCommandSchema, type PollCommand, type PollOpening } from '../../shared/poll/poll-commands.ts';
import { admitBallot } from '../../shared/poll/ballot-admission.ts';
import {
  arithmetic,
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  openedWorld,
  people,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';

const question = { of: 'question', question: { ru: 'Кого в счётную комиссию?' } } as const;
const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: optionId } }));

const methods: Readonly<Record<Method['kind'], readonly [Method, PollAnswer, PollAnswer]>> = {
  'single-choice': [
    { kind: 'single-choice', required: null },
    { kind: 'choice', option: 'ben' },
    { kind: 'choice', option: 'dan' },
  ],
  approval: [
    { kind: 'approval', seats: 1, maxMarks: 2, required: null },
    { kind: 'marks', options: ['ben', 'ana'] },
    { kind: 'marks', options: ['ana', 'ben', 'cho'] },
  ],
  score: [
    { kind: 'score', lowest: 0, highest: 5, by: 'sum', minimumScores: 1 },
    { kind: 'scores', scores: [{ option: 'ben', score: 5 }] },
    { kind: 'scores', scores: [{ option: 'ben', score: 6 }] },
  ],
  borda: [
    { kind: 'borda', first: 'options', unranked: 'zero' },
    { kind: 'ranking', ranking: [['ben'], ['ana', 'cho']] },
    { kind: 'ranking', ranking: [['ben'], ['ben']] },
  ],
  'instant-runoff': [
    { kind: 'instant-runoff' },
    { kind: 'ranking', ranking: [['ben'], ['ana']] },
    { kind: 'ranking', ranking: [['ben', 'ana']] },
  ],
  schulze: [
    { kind: 'schulze', statusQuo: 'cho' },
    { kind: 'ranking', ranking: [['ben'], ['ana']] },
    { kind: 'choice', option: 'ben' },
  ],
  'transferable-vote': [
    { kind: 'transferable-vote', seats: 1 },
    { kind: 'ranking', ranking: [['ben'], ['ana']] },
    { kind: 'decision', choice: 'yes' },
  ],
};

function ask(method: Method): PollOpening {
  return { type: 'poll.open', subject: question, ask: { kind: 'choice', method, options }, seconds: 60 };
}
const consent: PollOpening = {
  type: 'poll.open',
  subject: question,
  ask: { kind: 'consent', scale: 'five' },
  seconds: 60,
};

function pollOf(world: RuleWorld): Poll {
  return Object.values(world.sitting.poll.polls).at(-1)!;
}

/** Closes with these answers, as the server would. */
function closeWith(world: RuleWorld, answers: Partial<Record<Name, PollAnswer>>): PollResult {
  const ballots = (Object.entries(answers) as [Name, PollAnswer][]).map(([name, answer]) => {
    return { seatId: world.seatOf(name), choice: toBoxed(answer) };
  });
  world.do('amina', { type: 'poll.close', pollId: pollOf(world).pollId }, { sealed: world.sealedWith(ballots) });
  return pollOf(world).result!;
}

function refusalOf(world: RuleWorld, name: Name | 'server', command: PollCommand): string {
  const decided = world.decide(name, command);
  return decided.ok ? 'ok' : decided.code;
}

describe('several clauses at once', () => {
  const both: PollOpening = {
    type: 'poll.open',
    subject: { of: 'clauses', draftId, clauseIds: [clauses[0]!, clauses[1]!] },
    ask: { kind: 'decision' },
    seconds: 60,
  };
  function closedBoth(): RuleWorld {
    const world = frozenWorld();
    world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: clauses[1]! });
    return world;
  }

  test('[POLL-1] are put when each is closed for edits, and are adopted or rejected together', () => {
    expect(refusalOf(frozenWorld(), 'amina', both)).toBe('clause-not-frozen');
    for (const [choice, status] of [
      ['yes', 'adopted'],
      ['no', 'rejected'],
    ] as const) {
      const world = closedBoth();
      world.do('amina', both);
      const standing = () => Object.values(world.sitting.draft.drafts[draftId]!.clauses).map((clause) => clause.status);
      expect(standing()).toEqual(['voting', 'voting']);
      closeWith(world, { chen: { kind: 'decision', choice }, dara: { kind: 'decision', choice } });
      expect(standing()).toEqual([status, status]);
    }
  });

  test('[POLL-4] a ballot names the hash of what anybody can write down again: the clauses with their hashes, and the rule', () => {
    const world = closedBoth();
    world.do('amina', both);
    const { subject, ask: asked, paperHash } = pollOf(world);
    expect(paperHash).toBe(arithmetic.paperHash(subject, asked));
    expect(JSON.parse(paperOf(subject, asked))).toEqual({ subject, ask: asked });
    const other = { ...subject, clauses: subject.of === 'clauses' ? subject.clauses.slice(1) : [] } as typeof subject;
    expect(arithmetic.paperHash({ ...other, of: 'question', question: {} }, asked)).not.toBe(paperHash);
    const yes = { kind: 'decision', choice: 'yes' } as const;
    const ballot = { pollId: pollOf(world).pollId, answer: yes, paperHash: 'a'.repeat(64) };
    expect(admitBallot(world.sitting.poll, ballot, people.chen)).toEqual({ ok: false, code: 'text-differs' });
    expect(admitBallot(world.sitting.poll, { ...ballot, paperHash }, people.chen).ok).toBe(true);
  });

  test('[POLL-1] named twice, a clause is put once', () => {
    const world = frozenWorld();
    world.do('amina', { ...both, subject: { of: 'clauses', draftId, clauseIds: [clauses[0]!, clauses[0]!] } });
    expect(pollOf(world).subject).toMatchObject({ clauses: [{ clauseId: clauses[0] }] });
  });
});

describe('a question', () => {
  test('[POLL-9] is asked for and against by its own rule, or by the sitting’s where none is named', () => {
    const world = openedWorld();
    const free: PollOpening = { type: 'poll.open', subject: question, ask: { kind: 'decision' }, seconds: 60 };
    world.do('amina', free);
    expect(pollOf(world).ask).toEqual({ kind: 'decision', rule: world.sitting.sitting.rule });
    closeWith(world, { chen: { kind: 'decision', choice: 'yes' } });
    const rule: DecisionRule = { ...usualRule(null), requirements: [{ kind: 'unanimous' }] };
    world.do('amina', { ...free, ask: { kind: 'decision', rule } });
    const result = closeWith(world, {
      chen: { kind: 'decision', choice: 'yes' },
      dara: { kind: 'decision', choice: 'abstain' },
      jana: { kind: 'decision', choice: 'no' },
    });
    expect(result).toMatchObject({ kind: 'decision', decision: { outcome: 'rejected', needed: 2 }, cast: 3 });
    if (result.kind !== 'decision') throw new Error('a decision was asked for');
    expect(result.sheet.advisory).toEqual({ yes: 0, no: 1, abstain: 0, invalid: 0 });
    expect(result.decision.steps.map(({ step }) => step)).toEqual(['requirement', 'advisory']);
  });

  test.each(Object.entries(methods))(
    '[POLL-9] is answered by %s, with every step of the count',
    (_name, [method, good]) => {
      const world = openedWorld();
      world.do('amina', ask(method));
      const result = closeWith(world, { chen: good, dara: good, jana: good });
      if (result.kind !== 'choice') throw new Error('a choice was asked for');
      expect(result.counted.outcome).toMatchObject(method.kind === 'approval' ? { kind: 'tie' } : { elected: ['ben'] });
      expect(result.counted.steps.length).toBeGreaterThan(1);
      expect(result.advisory?.steps[0]).toMatchObject({ step: 'ballots', cast: 1 });
      expect(result.counted.steps[0]).toMatchObject({ step: 'ballots', cast: 2 });
      expect(result.cast).toBe(3);
    },
  );

  test.each(Object.entries(methods))(
    '[BALLOT-4] what is wrong with a ballot of %s is said by name',
    (_name, methodAnd) => {
      const [method, good, bad] = methodAnd;
      const world = openedWorld();
      world.do('amina', ask(method));
      const { pollId, paperHash } = pollOf(world);
      const admit = (answer: PollAnswer) => admitBallot(world.sitting.poll, { pollId, paperHash, answer }, people.chen);
      expect(admit(good).ok).toBe(true);
      for (const wrong of [bad, { kind: 'here' }, { kind: 'consent', level: 'agree', reason: '' }] as const) {
        expect(admit(wrong)).toMatchObject({ ok: false, code: expect.stringMatching(/^[a-z-]+$/) as string });
      }
    },
  );

  test('[POLL-9] consent is a histogram that decides nothing, and a block has its reason', () => {
    const world = openedWorld();
    world.do('amina', consent);
    const level = (level: 'agree' | 'block', reason = ''): PollAnswer => ({ kind: 'consent', level, reason });
    const { pollId, paperHash } = pollOf(world);
    const admit = (answer: PollAnswer) => admitBallot(world.sitting.poll, { pollId, paperHash, answer }, people.chen);
    expect(admit(level('block'))).toEqual({ ok: false, code: 'reason-missing' });
    expect(admit({ kind: 'consent', level: 'veto', reason: '' })).toMatchObject({ code: 'level-unknown' });
    const events = world.sittingEvents.length;
    const result = closeWith(world, { chen: level('agree'), dara: level('block', 'нет денег'), jana: level('agree') });
    expect(result).toMatchObject({ kind: 'consent', histogram: { weight: 2, reading: { label: 'blocked' } } });
    expect(world.sittingEvents.slice(events).map(({ event }) => event.type)).toEqual(['poll.closed']);
  });

  test('[POLL-9] what cannot be asked so is refused, and what a method cannot count too', () => {
    const world = frozenWorld();
    const clause = { of: 'clauses' as const, draftId, clauseIds: [clauses[0]!] };
    const single = ask(methods['single-choice'][0]).ask;
    const refused: readonly PollOpening[] = [
      { ...consent, subject: clause },
      { ...consent, subject: clause, ask: single },
      { ...consent, ask: { kind: 'here' } },
      { ...consent, subject: { of: 'roll-call' }, ask: { kind: 'decision' } },
      { ...consent, subject: clause, ask: { kind: 'decision' }, counts: 'later' },
      { ...consent, subject: { of: 'roll-call' }, ask: { kind: 'here' }, form: 'unnamed' },
    ];
    for (const opening of refused) expect(refusalOf(world, 'amina', opening)).toBe('asked-otherwise');
    const twice = { ...ask(methods.schulze[0]), ask: { ...single, options: [...options, options[0]!] } } as PollOpening;
    expect(refusalOf(world, 'amina', twice)).toBe('option-twice');
    expect(refusalOf(world, 'amina', ask({ kind: 'schulze', statusQuo: 'dan' }))).toBe('status-quo-unknown');
    const lowest = { kind: 'score', lowest: 5, highest: 5, by: 'sum', minimumScores: 1 } as const;
    expect(refusalOf(world, 'amina', ask(lowest))).toBe('scores-not-whole');
  });

  test('[WIRE-4] what comes over the wire is bounded: sixty options, four requirements, four of each group', () => {
    const many = Array.from({ length: 61 }, (_, place) => ({ optionId: `o${place}`, words: { ru: 'x' } }));
    const parse = (command: unknown) => pollCommandSchema.safeParse(command).success;
    expect(parse(ask(methods.borda[0]))).toBe(true);
    expect(parse({ ...consent, ask: { kind: 'choice', method: methods.borda[0], options: many.slice(1) } })).toBe(true);
    expect(parse({ ...consent, ask: { kind: 'choice', method: methods.borda[0], options: many } })).toBe(false);
    const unanimous = { kind: 'unanimous' } as const;
    const by = (rule: object) =>
      parse({ ...consent, ask: { kind: 'decision', rule: { ...usualRule(null), ...rule } } });
    expect(by({ requirements: [unanimous, unanimous, unanimous, unanimous] })).toBe(true);
    expect(by({ requirements: Array.from({ length: 5 }, () => unanimous) })).toBe(false);
    expect(by({ requirements: [] })).toBe(false);
    expect(by({ inEachGroup: [unanimous] })).toBe(true);
    expect(by({ inEachGroup: Array.from({ length: 5 }, () => unanimous) })).toBe(false);
    expect(by({ quorum: { numerator: 3, denominator: 2, strict: false } })).toBe(false);
  });
});

describe('how an answer lies in the box', () => {
  test('[POLL-16] who means the same leaves the same, in whatever order it was ticked', () => {
    const same: readonly (readonly [PollAnswer, PollAnswer])[] = [
      [
        { kind: 'marks', options: ['b', 'a'] },
        { kind: 'marks', options: ['a', 'b'] },
      ],
      [
        { kind: 'ranking', ranking: [['b', 'a'], [], ['c']] },
        { kind: 'ranking', ranking: [['a', 'b'], ['c']] },
      ],
      [
        {
          kind: 'scores',
          scores: [
            { option: 'b', score: 1 },
            { option: 'a', score: 0 },
            { option: 'c', score: null },
          ],
        },
        {
          kind: 'scores',
          scores: [
            { option: 'a', score: 0 },
            { option: 'b', score: 1 },
          ],
        },
      ],
    ];
    for (const [one, other] of same) expect(toBoxed(one)).toBe(toBoxed(other));
    expect(toBoxed({ kind: 'ranking', ranking: [['a'], ['b']] })).not.toBe(
      toBoxed({ kind: 'ranking', ranking: [['a', 'b']] }),
    );
  });
});

describe('more time', () => {
  test('[POLL-14] an elector asks once, the desk alone is told how many did', () => {
    const world = openedWorld();
    world.do('amina', consent);
    const { pollId } = pollOf(world);
    const more: PollCommand = { type: 'poll.ask-more-time', pollId };
    world.do('chen', more);
    world.do('jana', more);
    expect(refusalOf(world, 'chen', more)).toBe('asked-already');
    for (const name of ['amina', 'bo', 'fay'] as const) expect(refusalOf(world, name, more)).toBe('not-permitted');
    expect(pollOf(world).moreTime).toEqual([world.seatOf('chen'), world.seatOf('jana')]);
    closeWith(world, {});
    expect(refusalOf(world, 'dara', more)).toBe('poll-not-open');
    expect(refusalOf(world, 'dara', { ...more, pollId: idNumber('poll', 99) })).toBe('poll-unknown');
  });
});

const asked: PollOpening = { type: 'poll.open', subject: question, ask: { kind: 'decision' }, seconds: 60 };

/** With so many more deciding and advisory seats, by their weights; all are in the hall. */
function peopledWorld(deciding: readonly number[], advisory: readonly number[] = []): RuleWorld {
  const world = openedWorld();
  const give = (right: 'deciding' | 'advisory') => (weight: number, place: number) => {
    const personId = idNumber('person', (right === 'deciding' ? 100 : 200) + place);
    world.happen(
      { type: 'sitting.seat-given', seatId: world.newId('seat'), personId, weight, right },
      { type: 'sitting.presence-noted', personId, where: 'hall', by: 'desk' },
    );
  };
  deciding.forEach(give('deciding'));
  advisory.forEach(give('advisory'));
  return world;
}

describe('whoever votes without a name is one of enough', () => {
  const unnamed = { ...asked, form: 'unnamed' } as const;
  const opening = (world: RuleWorld, command: PollOpening = unnamed): string => {
    const decided = world.decide('amina', command);
    return decided.ok ? 'ok' : decided.code;
  };

  test('[POLL-20] by weight: all alike, or five of each', () => {
    expect(opening(peopledWorld([]))).toBe('ok');
    expect(opening(peopledWorld([3]))).toBe('weights-tell-voters');
    expect(opening(peopledWorld([3, 3, 3, 3, 3]))).toBe('weights-tell-voters');
    expect(opening(peopledWorld([1, 1, 1, 3, 3, 3, 3]))).toBe('weights-tell-voters');
    const world = peopledWorld([1, 1, 1, 3, 3, 3, 3, 3]);
    expect(opening(world)).toBe('ok');
    expect(opening(peopledWorld([3]), asked)).toBe('ok');
    // Nor does it come to fewer while it is open.
    world.do('amina', unnamed);
    const { pollId } = Object.values(world.sitting.poll.polls).at(-1)!;
    const leave = { type: 'poll.recuse', pollId, seatId: world.seatOf('chen') } as const;
    expect(world.decide('chen', leave)).toMatchObject({ code: 'group-too-small' });
  });

  test('[POLL-20] by right: few who advise are not asked, for their sums stand apart', () => {
    for (const [advisory, seats] of [
      [[1, 1, 1], 2],
      [[1, 1, 1, 1], 7],
      [[1, 1, 1, 1, 2], 2],
    ] as const) {
      const world = peopledWorld([], advisory);
      // What the sheet of the vote says beforehand.
      expect(adviceLeftOut(world.sitting.sitting)).toHaveLength(seats === 7 ? 0 : advisory.length + 1);
      world.do('amina', unnamed);
      expect(Object.values(world.sitting.poll.polls).at(-1)).toMatchObject({ seats });
    }
    const named = peopledWorld([]);
    named.do('amina', asked);
    expect(Object.values(named.sitting.poll.polls).at(-1)).toMatchObject({ seats: 3 });
  });

  test('[POLL-20, GROUP-2] where groups are told, of those in none too there are five or nobody', () => {
    const share = { kind: 'share', majority: 'simple', base: 'yes-no' } as const;
    const rule: DecisionRule = { ...usualRule(null), requirements: [share], inEachGroup: [share] };
    const byGroups: PollOpening = { ...unnamed, ask: { kind: 'decision', rule } };
    const world = peopledWorld(Array<number>(9).fill(1));
    world.happen(
      { type: 'sitting.group-named', groupId: 'ngo', name: { ru: 'НПО' } },
      { type: 'sitting.group-named', groupId: 'media', name: { ru: 'СМИ' } },
    );
    const deciding = Object.values(world.sitting.sitting.seats).filter(({ right }) => right === 'deciding');
    deciding.slice(0, 10).forEach(({ seatId }, place) => {
      world.happen({ type: 'sitting.seat-grouped', seatId, groupId: place < 5 ? 'ngo' : 'media' });
    });
    expect(deciding).toHaveLength(11);
    expect(opening(world, byGroups)).toBe('group-too-small');
    world.happen({ type: 'sitting.seat-grouped', seatId: deciding[10]!.seatId, groupId: 'media' });
    expect(opening(world, byGroups)).toBe('ok');
  });

  test('[HALL-6] by card: those counted, those left over and those by whom two entries differ are five or nobody', () => {
    const world = peopledWorld(Array<number>(14).fill(1));
    world.do('amina', unnamed);
    const { pollId } = Object.values(world.sitting.poll.polls).at(-1)!;
    const inHall = Object.values(world.sitting.sitting.seats)
      .filter(({ right, holder }) => right === 'deciding' && world.sitting.sitting.present[holder]?.where === 'hall')
      .map(({ seatId }) => seatId);
    const count = (from: number, to: number): PollCommand => ({
      ...{ type: 'poll.count-hall', pollId, seats: inHall.slice(from, to) },
      ...{ numbers: { yes: 0, no: 0, abstain: 0 }, tellers: [people.bo] },
    });
    const outcome = (command: PollCommand): string => {
      const decided = world.decide('bo', command);
      return decided.ok ? 'ok' : decided.code;
    };
    expect(inHall).toHaveLength(15);
    for (const [from, to] of [
      [0, 1],
      [0, 4],
      [0, 12],
    ] as const) {
      expect(outcome(count(from, to))).toBe('cards-tell-voters');
    }
    world.do('bo', count(0, 6));
    expect(outcome(count(0, 5))).toBe('cards-tell-voters');
    expect(outcome(count(1, 7))).toBe('cards-tell-voters');
    expect(outcome(count(0, 6))).toBe('ok');
    expect(outcome(count(0, 11))).toBe('ok');
    world.do('bo', count(0, 0));
    // The one that was taken back is not forgotten.
    expect(outcome(count(0, 5))).toBe('cards-tell-voters');
    expect(outcome(count(0, 6))).toBe('ok');
    // Nor do those left over become fewer by leaving the vote.
    world.do('bo', count(0, 11));
    const leave = { type: 'poll.recuse', pollId, seatId: world.seatOf('dara') } as const;
    expect(world.decide('dara', leave)).toMatchObject({ code: 'group-too-small' });
    world.do('amina', { type: 'poll.annul', pollId, reason: 'ошибка' });
    world.do('amina', asked);
    const named = Object.values(world.sitting.poll.polls).at(-1)!;
    expect(outcome({ ...count(0, 1), pollId: named.pollId } as PollCommand)).toBe('ok');
  });
});
