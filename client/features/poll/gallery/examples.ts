/** Which votes does the gallery show? One of each kind, on options that were never put to anybody, counted by the rules. */
import { agreementHistogram, type AgreementAnswer } from '../../../../shared/counting/agreement.ts';
import type { Ballot, Method, OptionId, Weighed } from '../../../../shared/counting/ballot.ts';
import { countElection } from '../../../../shared/counting/count.ts';
import type { DecisionRule } from '../../../../shared/counting/decision-rule.ts';
import { decideVote } from '../../../../shared/counting/vote-decision.ts';
import { sheetOf, type AnsweredSeat, type SheetAnswer } from '../../../../shared/counting/vote-sheet.ts';
import type { Poll, PollAsk, PollOption, PollOutcome, PollResult } from '../../../../shared/poll/poll.ts';

export const options: readonly PollOption[] = [
  {
    optionId: 'a',
    words: { ru: 'Три года', kk: 'Үш жыл', en: 'Three years' },
  },
  {
    optionId: 'b',
    words: {
      ru: 'Два года с правом продлить договор ещё на один год по итогам отчёта',
      kk: 'Екі жыл, есеп қорытындысы бойынша тағы бір жылға ұзарту құқығымен',
      en: 'Two years, with a right to prolong the contract by one more after its report',
    },
  },
  { optionId: 'c', words: { ru: 'Один год', kk: 'Бір жыл', en: 'One year' } },
  { optionId: 'd', words: { ru: 'Оставить как есть', kk: 'Сол күйінде қалдыру', en: 'Leave it as it is' } },
];
const ids = options.map(({ optionId }) => optionId);

export interface Example {
  readonly name: string;
  readonly ask: PollAsk;
  readonly result: PollResult | null;
}

const facts = { closedAt: Date.UTC(2023, 6, 14, 9, 41), cast: 0, sealHash: '' };
const result = (outcome: PollOutcome): PollResult => ({ ...outcome, ...facts });

const ranking = (weight: number, ...order: OptionId[]): Weighed => ({
  weight,
  ballot: { kind: 'ranking', ranking: order.map((option) => [option]) },
});
const marks = (weight: number, ...marked: OptionId[]): Weighed => ({
  weight,
  ballot: { kind: 'marks', options: marked },
});
const one = (weight: number, option: OptionId | null): Weighed => ({ weight, ballot: { kind: 'choice', option } });
const scores = (weight: number, ...given: (number | null)[]): Weighed => ({
  weight,
  ballot: { kind: 'scores', scores: ids.map((option, place) => ({ option, score: given[place] ?? null })) },
});
const rankings = [
  ranking(35, 'a', 'b', 'c'),
  ranking(28, 'b', 'a'),
  ranking(20, 'c', 'b'),
  ranking(9, 'd'),
  ranking(3),
];

function chosen(name: string, method: Method, ballots: readonly Weighed<Ballot>[]): Example {
  const counted = countElection({ method, options: ids, ballots });
  return {
    name,
    ask: { kind: 'choice', method, options },
    result: result({ kind: 'choice', counted, advisory: null, lots: [] }),
  };
}

function decided(name: string, rule: DecisionRule, seats: readonly AnsweredSeat[]): Example {
  const sheet = sheetOf(seats);
  const decision = decideVote(sheet, rule);
  return {
    name,
    ask: { kind: 'decision', rule },
    result: result({ kind: 'decision', sheet, decision, settlement: null }),
  };
}

function seatsOf(count: number, answer: SheetAnswer | null, group: string | null = null): AnsweredSeat[] {
  return Array.from({ length: count }, () => ({ weight: 1, right: 'deciding', present: true, group, answer }));
}

function agreed(
  name: string,
  scale: 'five' | 'eight',
  levels: readonly (readonly [AgreementAnswer['level'], number])[],
) {
  const answers = levels.map(([level, weight]) => ({
    weight,
    answer: { level, reason: level === 'block' ? 'срок' : '' },
  }));
  const histogram = agreementHistogram(scale, answers);
  const example: Example = {
    name,
    ask: { kind: 'consent', scale },
    result: result({ kind: 'consent', histogram, advisory: null }),
  };
  return example;
}

const usual: DecisionRule = {
  requirements: [{ kind: 'share', majority: 'simple', base: 'present' }],
  inEachGroup: [],
  tie: 'rejected',
  quorum: { numerator: 2, denominator: 3, strict: false },
  turnout: null,
};

export const examples: readonly Example[] = [
  chosen('single-choice', { kind: 'single-choice', required: { majority: 'simple', base: 'cast' } }, [
    one(52, 'a'),
    one(31, 'b'),
    one(9, 'c'),
    one(3, null),
  ]),
  chosen('approval', { kind: 'approval', seats: 2, maxMarks: 2, required: null }, [
    marks(40, 'a', 'b'),
    marks(30, 'b', 'c'),
    marks(30, 'c'),
  ]),
  chosen('approval-tie', { kind: 'approval', seats: 1, maxMarks: null, required: null }, [
    marks(20, 'a'),
    marks(20, 'b'),
  ]),
  chosen('score', { kind: 'score', lowest: 0, highest: 5, by: 'mean', minimumScores: 10 }, [
    scores(40, 5, 3, 1, 0),
    scores(31, 2, 4, null, 1),
    scores(8, null, null, null, null),
  ]),
  chosen('score-ten', { kind: 'score', lowest: 1, highest: 10, by: 'sum', minimumScores: 1 }, [
    scores(12, 9, 7, 3, 1),
    scores(7, 4, 10, 2, 1),
  ]),
  chosen('borda', { kind: 'borda', first: 'options-less-one', unranked: 'average' }, rankings),
  chosen('instant-runoff', { kind: 'instant-runoff' }, rankings),
  chosen('schulze', { kind: 'schulze', statusQuo: 'd' }, rankings),
  chosen('transferable-vote', { kind: 'transferable-vote', seats: 2 }, rankings),
  agreed('five', 'five', [
    ['wholehearted', 40],
    ['agree', 61],
    ['stand-aside', 12],
    ['discuss', 4],
  ]),
  agreed('eight', 'eight', [
    ['endorse', 31],
    ['minor-point', 44],
    ['reservations', 20],
    ['abstain', 3],
    ['more-discussion', 8],
    ['dislike-but-support', 6],
  ]),
  { name: 'here', ask: { kind: 'here' }, result: result({ kind: 'here', answered: 131 }) },
  decided('decision', usual, [...seatsOf(118, 'yes'), ...seatsOf(6, 'no'), ...seatsOf(7, 'abstain')]),
  decided(
    'pair-groups',
    {
      ...usual,
      requirements: [
        { kind: 'share', majority: 'simple', base: 'present' },
        { kind: 'share', majority: 'two-thirds', base: 'yes-no' },
      ],
      inEachGroup: [{ kind: 'share', majority: 'simple', base: 'yes-no' }],
      turnout: { numerator: 1, denominator: 2, strict: true },
    },
    [
      ...seatsOf(60, 'yes', 'НПО'),
      ...seatsOf(12, 'no', 'НПО'),
      ...seatsOf(4, 'abstain', 'НПО'),
      ...seatsOf(9, 'yes', 'СМИ'),
      ...seatsOf(11, 'no', 'СМИ'),
    ],
  ),
  decided('tie', { ...usual, requirements: [{ kind: 'share', majority: 'simple', base: 'yes-no' }], tie: 'lot' }, [
    ...seatsOf(22, 'yes'),
    ...seatsOf(22, 'no'),
  ]),
];

/** A poll around an example, for the parts that are given one. */
export function pollOf({ ask, result: outcome }: Example, form: Poll['form'] = 'named') {
  return { ask, result: outcome, form, seats: 144, entitled: 144, electors: 'hidden' as const, groups: [] };
}
