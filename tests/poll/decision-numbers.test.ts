/** Which of several majorities do the numbers of a result belong to? */
import { expect, test } from 'vitest';
import type { DecisionRule } from '../../shared/counting/decision-rule.ts';
import { decideVote } from '../../shared/counting/vote-decision.ts';
import { decisionNumbers } from '../../shared/poll/decision-numbers.ts';

const none = { yes: 0, no: 0, abstain: 0, invalid: 0 };
/** More than half of all who are entitled, and two thirds of those for and against. */
const pair: DecisionRule = {
  requirements: [
    { kind: 'share', majority: 'simple', base: 'entitled' },
    { kind: 'share', majority: 'two-thirds', base: 'yes-no' },
  ],
  inEachGroup: [],
  tie: 'rejected',
  quorum: null,
  turnout: null,
};

function numbersOf(rule: DecisionRule, yes: number, no: number) {
  const sheet = { whole: { ...none, yes, no, present: yes + no, entitled: 30 }, groups: [], advisory: none };
  const result = { kind: 'decision', sheet, decision: decideVote(sheet, rule), settlement: null } as const;
  const told = decisionNumbers({
    ask: { kind: 'decision', rule },
    result: { ...result, closedAt: 0, cast: yes + no, sealHash: '' },
  });
  return told && [told.outcome, told.base, told.needed, told.baseVotes];
}

test('[VOTE-2] of a pair the numbers are those of the majority that was missed, on its own base', () => {
  expect(numbersOf(pair, 16, 9)).toEqual(['rejected', 'yes-no', 17, 25]);
  expect(numbersOf(pair, 15, 0)).toEqual(['rejected', 'entitled', 16, 30]);
});

test('[VOTE-2] where both are met they are those of the greater one', () => {
  expect(numbersOf(pair, 17, 8)).toEqual(['carried', 'yes-no', 17, 25]);
  expect(numbersOf(pair, 16, 0)).toEqual(['carried', 'entitled', 16, 30]);
});

test('what asks for no share has no base, and one majority has its own', () => {
  expect(numbersOf({ ...pair, requirements: [{ kind: 'unanimous' }] }, 5, 0)).toEqual(['carried', null, 5, 5]);
  expect(numbersOf({ ...pair, requirements: [pair.requirements[0]] }, 5, 9)).toEqual(['rejected', 'entitled', 16, 30]);
});
