/** Are questions asked, let through and settled by the rules? The noun alone, on the named world. */
import { describe, expect, test } from 'vitest';
import type { QuestionId } from '../../shared/lib/ids.ts';
import type { Capacity } from '../../shared/people/capacity.ts';
import { viewSittingStreamState } from '../../shared/protocol/features.ts';
import type { QuestionCommand } from '../../shared/question/question-commands.ts';
import { shownQuestions } from '../../shared/question/question-lists.ts';
import { upvotedQuestion } from '../../shared/question/upvote.ts';
import { UpvoteCount } from '../../server/live/upvotes.ts';
import { draftId, idNumber, names, people, RuleWorld, type Name } from '../rule-world.ts';

function openQuestions(more: Partial<Extract<QuestionCommand, { type: 'question.arrange' }>> = {}): RuleWorld {
  const world = new RuleWorld();
  expect(tell(world, 'amina', { type: 'question.arrange', isOpen: true, ...more })).toBe('ok');
  return world;
}

function tell(world: RuleWorld, who: Name, command: QuestionCommand): string {
  const decided = world.decide(who, command);
  if (!decided.ok) return decided.code;
  world.happenBy(people[who], ...decided.value);
  return 'ok';
}

let asked = 0;
function ask(nameless = false): Extract<QuestionCommand, { type: 'question.ask' }> {
  asked += 1;
  return { type: 'question.ask', questionId: idNumber('question', asked), words: 'Когда?', lang: 'ru', nameless };
}

function asks(world: RuleWorld, who: Name, nameless = false): QuestionId {
  const command = ask(nameless);
  expect(tell(world, who, command)).toBe('ok');
  return command.questionId;
}

function standing(world: RuleWorld, questionId: QuestionId): string | undefined {
  return world.sitting.question.questions[questionId]?.standing.is;
}

test.each(names)(
  '[QUEST-1] %s asks while questions are taken, if they are of the sitting and not of the press',
  (name) => {
    const may = !['hana', 'kamila', 'timur'].includes(name);
    expect(tell(new RuleWorld(), name, ask())).toBe(may ? 'questions-shut' : 'not-permitted');
    expect(tell(openQuestions(), name, ask())).toBe(may ? 'ok' : 'not-permitted');
  },
);

test('[QUEST-1] five of one person stand at most; one that was sent twice is asked once', () => {
  const world = openQuestions();
  const first = ask();
  expect([tell(world, 'chen', first), tell(world, 'chen', first)]).toEqual(['ok', 'question-known']);
  for (let place = 0; place < 4; place += 1) asks(world, 'chen');
  expect(tell(world, 'chen', ask())).toBe('questions-too-many');
  expect(tell(world, 'dara', ask())).toBe('ok');
  expect(tell(world, 'chen', { type: 'question.withdraw', questionId: first.questionId })).toBe('ok');
  expect(tell(world, 'chen', ask())).toBe('ok');
});

describe('being let through', () => {
  test('[QUEST-2] others see it when the moderator lets it through, the hall when it is put on its screen', () => {
    const world = openQuestions();
    const questionId = asks(world, 'chen');
    const seenBy = (audience: 'member' | 'stage'): string =>
      JSON.stringify(viewSittingStreamState(world.sitting, audience).question);
    expect(seenBy('member')).not.toContain('Когда?');
    expect(tell(world, 'amina', { type: 'question.stage', questionId })).toBe('question-not-shown');
    expect(tell(world, 'chen', { type: 'question.show', questionId })).toBe('not-permitted');
    expect(tell(world, 'amina', { type: 'question.show', questionId })).toBe('ok');
    expect(seenBy('member')).toContain('Когда?');
    expect(seenBy('stage')).not.toContain('Когда?');
    expect(tell(world, 'amina', { type: 'question.stage', questionId })).toBe('ok');
    expect(seenBy('stage')).toContain('Когда?');
    expect(tell(world, 'amina', { type: 'question.answer', questionId })).toBe('ok');
    expect(seenBy('stage')).not.toContain('Когда?');
  });

  test('[QUEST-2] where nothing is read first, all see it at once; one without a name waits all the same', () => {
    const world = openQuestions({ isModerated: false, isNamelessAllowed: true });
    expect(standing(world, asks(world, 'chen'))).toBe('shown');
    expect(standing(world, asks(world, 'chen', true))).toBe('waiting');
  });

  test('[QUEST-2] what was not let through stays the desk’s, and may be let through after all', () => {
    const world = openQuestions();
    const questionId = asks(world, 'chen');
    expect(tell(world, 'amina', { type: 'question.decline', questionId })).toBe('ok');
    expect(viewSittingStreamState(world.sitting, 'member').question.questions).toEqual({});
    expect(tell(world, 'amina', { type: 'question.answer', questionId })).toBe('question-not-shown');
    expect(tell(world, 'amina', { type: 'question.show', questionId })).toBe('ok');
    expect(tell(world, 'amina', { type: 'question.show', questionId })).toBe('question-not-waiting');
  });

  test('[QUEST-2] what was taken back or united before others saw it is settled, and they learn nothing of it', () => {
    const world = openQuestions();
    const [shown, united, taken] = [asks(world, 'chen'), asks(world, 'dara'), asks(world, 'chen')];
    tell(world, 'amina', { type: 'question.show', questionId: shown });
    tell(world, 'amina', { type: 'question.merge', questionId: united, into: shown });
    tell(world, 'chen', { type: 'question.withdraw', questionId: taken });
    for (const questionId of [united, taken]) {
      expect(tell(world, 'amina', { type: 'question.show', questionId })).toBe('question-over');
    }
    expect(Object.keys(viewSittingStreamState(world.sitting, 'member').question.questions)).toEqual([shown]);
  });
});

test('[QUEST-3] without a name, where it is allowed: nothing of what happened says whose it is', () => {
  const world = openQuestions();
  expect(tell(world, 'chen', ask(true))).toBe('nameless-not-allowed');
  tell(world, 'amina', { type: 'question.arrange', isNamelessAllowed: true });
  const decided = world.decide('chen', ask(true));
  expect(decided.ok).toBe(true);
  expect(JSON.stringify(decided)).not.toContain(people.chen);
  const questionId = asks(world, 'chen', true);
  expect(tell(world, 'chen', { type: 'question.withdraw', questionId })).toBe('not-permitted');
});

describe('wanting to know it too', () => {
  const member: ReadonlySet<Capacity> = new Set(['observer']);

  test('[QUEST-4] once a person, by whoever may ask, of what all see', () => {
    const world = openQuestions();
    const questionId = asks(world, 'chen');
    const state = () => world.sitting.question;
    expect(upvotedQuestion(state(), questionId, member)).toMatchObject({ code: 'question-unknown' });
    tell(world, 'amina', { type: 'question.show', questionId });
    expect(upvotedQuestion(state(), questionId, member)).toEqual({ ok: true, value: questionId });
    expect(upvotedQuestion(state(), questionId, new Set(['media']))).toMatchObject({ code: 'not-permitted' });
    const count = new UpvoteCount();
    for (const isUp of [true, true]) count.set(questionId, people.dara, isUp);
    expect(count.sums()).toEqual({ [questionId]: 1 });
    expect(count.of(people.dara)).toEqual([questionId]);
    count.set(questionId, people.dara, false);
    expect(count.sums()).toEqual({ [questionId]: 0 });
  });

  test('[QUEST-5] two that are the same stand as one, and who wanted either is counted once', () => {
    const world = openQuestions({ isModerated: false });
    const [one, other] = [asks(world, 'chen'), asks(world, 'dara')];
    const count = new UpvoteCount();
    count.set(one, people.jana, true);
    count.set(other, people.jana, true);
    count.set(other, people.lev, true);
    expect(tell(world, 'amina', { type: 'question.merge', questionId: one, into: one })).toBe('question-same');
    expect(tell(world, 'amina', { type: 'question.merge', questionId: other, into: one })).toBe('ok');
    count.merge(other, one);
    expect(count.sums()).toEqual({ [one]: 2 });
    expect(standing(world, other)).toBe('merged');
    // A page that comes back and says it of the one that is merged says it of the other.
    expect(upvotedQuestion(world.sitting.question, other, member)).toEqual({ ok: true, value: one });
    expect(tell(world, 'amina', { type: 'question.merge', questionId: one, into: other })).toBe('question-not-shown');
  });

  test('[QUEST-4] the pinned one stands first, then what most want to know, then the earlier one', () => {
    const world = openQuestions({ isModerated: false });
    const [first, second, third] = [asks(world, 'chen'), asks(world, 'dara'), asks(world, 'jana')];
    tell(world, 'amina', { type: 'question.pin', questionId: third });
    const order = shownQuestions(world.sitting.question, { [second]: 4, [first]: 1 });
    expect(order.map(({ questionId }) => questionId)).toEqual([third, second, first]);
  });
});

test('[QUEST-6] it becomes a proposed clause in one step, once, by who runs the sitting', () => {
  const world = openQuestions({ isModerated: false });
  const questionId = asks(world, 'chen');
  const propose = { type: 'question.propose', questionId, draftId } as const;
  expect(tell(world, 'chen', propose)).toBe('not-permitted');
  expect(tell(world, 'amina', { ...propose, draftId: idNumber('draft', 9) })).toBe('draft-unknown');
  expect(world.sitting.question.questions[questionId]?.proposal).toBeUndefined();
  expect(tell(world, 'amina', propose)).toBe('ok');
  const proposalId = world.sitting.question.questions[questionId]?.proposal;
  expect(world.sitting.proposal.proposals[proposalId!]).toMatchObject({
    body: { ru: 'Когда?' },
    state: { is: 'shown' },
  });
  expect(tell(world, 'amina', propose)).toBe('proposed-already');
});
