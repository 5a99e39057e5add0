/** Which rules does a template give to a sitting, are they told in words, and what does it bar? */
import { expect, test } from 'vitest';
import { planForum } from '../../shared/forum/forum-plan.ts';
import { sittingTemplates, templateNames, type TemplateName } from '../../shared/forum/sitting-template.ts';
import { langs } from '../../shared/lib/lang.ts';
import { sittingRules } from '../../shared/papers/sitting-rules.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import { clauses, draftId, frozenWorld, openedWorld, type RuleWorld } from '../rule-world.ts';
import { newId } from '../contract/store-world.ts';

const wish = {
  title: { ru: 'Форум' },
  sittingTitle: {},
  place: {},
  kind: 'council',
  languages: ['ru'],
  quorum: 'two-thirds',
} as const;
const question: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв?' } },
  ask: { kind: 'decision' },
  seconds: 60,
};

test('[TPL-1] a forum that is made by a template has its rule and what it allows, with the quorum that was chosen', () => {
  for (const template of templateNames) {
    const planned = planForum({ ...wish, template }, newId('person'), { now: 0 });
    const { rule, allows } = sittingTemplates[template];
    expect(planned).toMatchObject({
      value: {
        rule: { ...rule, quorum: { numerator: 2, denominator: 3 } },
        sittings: [{ template: { name: template, allows } }],
      },
    });
  }
  const plain = planForum(wish, newId('person'), { now: 0 });
  expect(plain.ok && plain.value.sittings[0]).not.toHaveProperty('template');
  expect(sittingTemplates['public-council'].rule).toMatchObject({ tie: 'chair-casting' });
});

test('[TPL-1] no two templates read the same, in any language, and each says all that it decides by', () => {
  for (const lang of langs) {
    const told = templateNames.map((name) => {
      const { rule, allows } = sittingTemplates[name];
      return sittingRules(lang, rule, allows);
    });
    expect(new Set(told.map((sentences) => sentences.join(' '))).size).toBe(templateNames.length);
    for (const sentences of told) expect(new Set(sentences).size).toBe(sentences.length);
  }
});

function of(name: TemplateName, world: RuleWorld): RuleWorld {
  const template = { name, allows: sittingTemplates[name].allows };
  world.sitting = { ...world.sitting, sitting: { ...world.sitting.sitting, template } };
  return world;
}

test('[TPL-2] what a template does not allow is refused in its sittings, and in no others', () => {
  const barred: readonly PollOpening[] = [
    { ...question, ask: { kind: 'no-objection' }, seconds: 15 },
    { ...question, form: 'unnamed' },
    { ...question, counts: 'live' },
  ];
  const codes = (world: RuleWorld) =>
    barred.map((opening) => {
      const decided = world.decide('amina', opening);
      return decided.ok ? 'ok' : decided.code;
    });
  expect(codes(openedWorld())).toEqual(['ok', 'ok', 'ok']);
  expect(codes(of('regional-forum', openedWorld()))).toEqual(['ok', 'ok', 'ok']);
  expect(codes(of('public-council', openedWorld()))).toEqual(barred.map(() => 'not-by-template'));
  expect(codes(of('model-un', openedWorld()))).toEqual(['ok', 'not-by-template', 'not-by-template']);
  expect(of('public-council', openedWorld()).decide('amina', question).ok).toBe(true);
});

test('[TPL-3] a vote keeps the rule, the electorate and the words it was opened with, whatever the sitting becomes', () => {
  const world = frozenWorld();
  const subject = { of: 'clauses' as const, draftId, clauseIds: [clauses[0]!] };
  world.do('amina', { type: 'poll.open', subject, ask: { kind: 'decision' }, seconds: 60 });
  const open = (): Poll => Object.values(world.sitting.poll.polls).at(-1)!;
  const { ask, electors, paperHash } = open();
  world.sitting = { ...world.sitting, sitting: { ...world.sitting.sitting, rule: usualRule(null) } };
  world.happen({ type: 'sitting.seat-taken', seatId: world.seatOf('chen') });
  expect(open()).toMatchObject({ ask, electors, paperHash });
});
