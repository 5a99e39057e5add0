/** What may be done about a choice in which places are even, and where are advisory answers told? */
import { expect, test } from 'vitest';
import type { Method } from '../../shared/counting/ballot.ts';
import { waysWords } from '../../shared/i18n/ways-words.ts';
import type { SittingRecord } from '../../shared/papers/sitting-record.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import { toBoxed, type PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import { secondChoice, votesToSettle } from '../../shared/poll/votes-to-settle.ts';
import { openedWorld, people, type Name, type RuleWorld } from '../rule-world.ts';

const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: optionId } }));
const asking = (method: Method): PollOpening => ({
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Кого?' } },
  ask: { kind: 'choice', method, options },
  seconds: 60,
});
const approval: Method = { kind: 'approval', seats: 2, maxMarks: 3, required: null };

function counted(method: Method, answers: Partial<Record<Name, PollAnswer>>): RuleWorld {
  const world = openedWorld();
  world.do('amina', asking(method));
  const ballots = (Object.entries(answers) as [Name, PollAnswer][]).map(([name, answer]) => {
    return { seatId: world.seatOf(name), choice: toBoxed(answer) };
  });
  world.do('amina', { type: 'poll.close', pollId: last(world).pollId }, { sealed: world.sealedWith(ballots) });
  return world;
}
const last = (world: RuleWorld): Poll => Object.values(world.sitting.poll.polls).at(-1)!;

test('[POLL-18] the second vote is among those who are even, for the places that are left, and settles the first', () => {
  const world = counted(approval, {
    chen: { kind: 'marks', options: ['ana', 'ben'] },
    dara: { kind: 'marks', options: ['ana', 'cho'] },
  });
  const first = last(world);
  const second = secondChoice(first, 60)!;
  expect(second).toMatchObject({
    subject: { of: 'question', question: { ru: 'Кого?' } },
    ask: { method: { kind: 'approval', seats: 1, maxMarks: 2 }, options: [{ optionId: 'ben' }, { optionId: 'cho' }] },
    repeats: first.pollId,
  });
  expect(votesToSettle(world.sitting.poll)).toMatchObject([{ tasks: ['tie'] }]);
  // Held again in any other way it is another question, and settles nothing.
  expect(world.decide('amina', { ...second, ask: { kind: 'choice', method: approval, options } })).toMatchObject({
    code: 'poll-unknown',
  });
  world.do('amina', second);
  expect(last(world).repeats).toBe(first.pollId);
  expect(votesToSettle(world.sitting.poll)).toEqual([]);
  const lot = { by: 'lot-of-options' as const, among: ['ben', 'cho'], drawn: ['ben'] };
  expect(world.decide('amina', { type: 'poll.settle', pollId: first.pollId, settlement: lot })).toMatchObject({
    code: 'nothing-tied',
  });
});

test('[POLL-18] what is not even is not voted on a second time', () => {
  const world = counted(approval, {
    chen: { kind: 'marks', options: ['ana', 'ben'] },
    dara: { kind: 'marks', options: ['ana', 'ben'] },
  });
  expect(secondChoice(last(world), 60)).toBeNull();
});

test('[POLL-19] what advisory seats chose, and how far they go along, stands in the report apart and in no sum', () => {
  const consent: PollOpening = { ...asking(approval), ask: { kind: 'consent', scale: 'five' } };
  const answers = {
    choice: [
      { kind: 'marks', options: ['ana'] },
      { kind: 'marks', options: ['cho'] },
    ],
    consent: [
      { kind: 'consent', level: 'agree', reason: '' },
      { kind: 'consent', level: 'discuss', reason: '' },
    ],
  } as const;
  for (const [opening, [deciding, advising]] of [
    [asking(approval), answers.choice],
    [consent, answers.consent],
  ] as const) {
    const world = openedWorld();
    const seatId = world.newId('seat');
    world.happen({ type: 'sitting.seat-given', seatId, personId: people.fay, weight: 1, right: 'advisory' });
    world.do('amina', opening);
    const ballots = [
      { seatId: world.seatOf('chen'), choice: toBoxed(deciding) },
      { seatId, choice: toBoxed(advising) },
    ];
    world.do('amina', { type: 'poll.close', pollId: last(world).pollId }, { sealed: world.sealedWith(ballots) });
    const { sitting, draft, poll, minutes } = world.sitting;
    const record: SittingRecord = {
      ...{ sitting, draft, poll, minutes, lang: 'ru', people: {}, events: [], rolls: {} },
      forum: world.forum.forum,
    };
    const tables = buildVotingReport(record).blocks.filter((block) => block.kind === 'table');
    const titled = tables.find(({ title }) => title === waysWords.ru.advisory);
    expect(JSON.stringify(titled?.rows)).toContain('1');
    expect(last(world).result).toMatchObject({ cast: 2 });
  }
});
