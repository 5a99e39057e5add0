/** Does what happens on the floor come to the desk's next step, the hall's screen and the minutes? */
import { expect, test } from 'vitest';
import { minutesParagraphs } from '../../shared/papers/minutes.ts';
import { commandOf, nextStep } from '../../shared/sitting/next-step.ts';
import { stagePicture } from '../../shared/stage/stage.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { recordOf } from '../papers/world-record.ts';
import { idNumber, items, names, people, RuleWorld, type Name } from '../rule-world.ts';

/** An open sitting whose list of speakers is open. */
function openFloor(): RuleWorld {
  const world = new RuleWorld();
  world.happen(
    { type: 'sitting.presence-noted', personId: people.chen, where: 'hall', by: 'self' },
    { type: 'sitting.presence-noted', personId: people.dara, where: 'remote', by: 'self' },
    { type: 'sitting.opened' },
    { type: 'sitting.item-started', itemId: items[0]! },
    { type: 'floor.opened' },
  );
  return world;
}

function tells(world: RuleWorld, who: Name, command: SittingStreamCommand): void {
  const decided = world.decide(who, command);
  if (!decided.ok) throw new Error(`${command.type}: ${decided.code}`);
  world.happenBy(people[who], ...decided.value);
}

/** Does what the desk would do next, and says what that was. */
function next(world: RuleWorld): string {
  const { sitting, poll, floor } = world.sitting;
  const step = nextStep({ sitting, poll, draft: null, clauses: [], floor });
  const command = commandOf(step);
  if (command !== null) tells(world, 'amina', command);
  return step.deed;
}

test('[NEXT-8] who waits is called, begins and ends, a point of order between; then the agenda goes on', () => {
  const world = openFloor();
  tells(world, 'chen', { type: 'floor.ask', kind: 'speech' });
  expect([next(world), next(world)]).toEqual(['call', 'begin-turn']);
  tells(world, 'dara', { type: 'floor.ask', kind: 'point-of-order' });
  expect([next(world), next(world), next(world)]).toEqual(['call', 'begin-turn', 'end-turn']);
  expect([next(world), next(world)]).toEqual(['resume-turn', 'end-turn']);
  expect(next(world)).toBe('start-item');
});

test('[NEXT-8] a vote that is open comes first', () => {
  const world = openFloor();
  tells(world, 'chen', { type: 'floor.ask', kind: 'speech' });
  tells(world, 'amina', {
    type: 'poll.open',
    subject: { of: 'question', question: { ru: 'Перерыв?' } },
    ask: { kind: 'decision' },
    seconds: 30,
  });
  const { sitting, poll, floor } = world.sitting;
  expect(nextStep({ sitting, poll, draft: null, clauses: [], floor }).deed).toBe('close-vote');
});

test('[STAGE-1] whoever is called stands on the hall’s screen, a question that is put there after it, then what comes last', () => {
  const world = openFloor();
  tells(world, 'chen', { type: 'floor.ask', kind: 'speech' });
  expect(stagePicture(world.sitting).shows).toBe('item');
  world.now += 1;
  next(world);
  expect(stagePicture(world.sitting)).toMatchObject({ shows: 'speaker', turn: { personId: people.chen } });
  world.now += 1;
  tells(world, 'amina', { type: 'question.arrange', isOpen: true, isModerated: false });
  const questionId = idNumber('question', 1);
  tells(world, 'dara', { type: 'question.ask', questionId, words: 'Когда?', lang: 'ru', nameless: false });
  tells(world, 'amina', { type: 'question.stage', questionId });
  expect(stagePicture(world.sitting)).toMatchObject({ shows: 'question', question: { words: 'Когда?' } });
  world.now += 1;
  next(world);
  expect(stagePicture(world.sitting).shows).toBe('speaker');
  next(world);
  expect(stagePicture(world.sitting).shows).toBe('question');
  tells(world, 'amina', { type: 'question.answer', questionId });
  expect(stagePicture(world.sitting).shows).toBe('item');
});

test('[FLOOR-11] the minutes tell who spoke on what and for how long, and every ruling with its reason', () => {
  const world = openFloor();
  tells(world, 'chen', { type: 'floor.ask', kind: 'speech' });
  next(world);
  next(world);
  world.now += 125_000;
  next(world);
  tells(world, 'dara', { type: 'floor.ask', kind: 'point-of-order' });
  next(world);
  next(world);
  world.now += 20_000;
  next(world);
  const { turnId } = world.sitting.floor.points[0]!;
  tells(world, 'gani', { type: 'floor.rule', turnId, isUpheld: false, words: 'Вопрос уже решён.' });
  tells(world, 'chen', { type: 'floor.appeal', turnId });
  const named = Object.fromEntries(
    names.map((name) => [people[name], { name: { ru: name }, organisation: null, title: null }]),
  );
  const told = minutesParagraphs(recordOf(world, named)).filter(({ key }) => /^(?:spoke|order):/.test(key));
  expect(told.map(({ lead, words, isFixed }) => [`${lead}${words}`, isFixed])).toEqual([
    ['ВЫСТУПИЛИ: chen – выступление, 2 мин 5 с.', false],
    ['ВЫСТУПИЛИ: dara – по порядку ведения, 0 мин 20 с.', false],
    ['По порядку ведения (dara): отклонено председательствующим. Вопрос уже решён.', true],
    ['Решение председательствующего обжаловано: chen.', true],
  ]);
});
