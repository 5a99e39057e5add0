/** Do the answers to a live poll come to the right sums, in whatever order they lie? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SurveyAsk } from '../../shared/survey/survey.ts';
import type { SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import { countSurvey } from '../../shared/survey/survey-count.ts';

const options = ['ana', 'ben', 'cem'].map((optionId) => ({ optionId, words: { ru: optionId } }));
const count = (ask: SurveyAsk, ...answers: SurveyAnswer[]) => countSurvey({ ask }, answers);
const choose = (...chosen: string[]): SurveyAnswer => ({ kind: 'options', options: chosen });
const rank = (...ranked: string[]): SurveyAnswer => ({ kind: 'ranking', options: ranked });
const say = (...words: string[]): SurveyAnswer => ({ kind: 'words', words });
const number = (given: number): SurveyAnswer => ({ kind: 'number', number: given });

describe('[SURVEY-7]', () => {
  test('options: people, and how many chose each; who chose two counts once among the people', () => {
    expect(count({ kind: 'approval', options }, choose('ana', 'ben'), choose('ana'))).toEqual({
      answered: 2,
      of: 'options',
      counts: { ana: 2, ben: 1, cem: 0 },
    });
  });

  test('places: the mean place in hundredths; those that somebody left out share what is left', () => {
    // Ana 1st and 3rd; Ben 2nd and 1st; Cem shares 3rd (alone), and is 2nd.
    expect(count({ kind: 'ranking', options }, rank('ana', 'ben'), rank('ben', 'cem', 'ana'))).toMatchObject({
      places: { ana: { mean: 200, firsts: 1 }, ben: { mean: 150, firsts: 1 }, cem: { mean: 250, firsts: 0 } },
    });
    // Two are left out: both are at two and a half.
    expect(count({ kind: 'ranking', options }, rank('ana'))).toMatchObject({
      places: { ana: { mean: 100 }, ben: { mean: 250 }, cem: { mean: 250 } },
    });
    expect(count({ kind: 'ranking', options })).toMatchObject({ places: { ana: { mean: null, firsts: 0 } } });
  });

  test('words: capitals do not matter, one person’s word counts once, the most frequent stands first', () => {
    expect(count({ kind: 'words' }, say('Вода', 'вода', 'дорога'), say('вода'), say('вода'))).toEqual({
      answered: 3,
      of: 'typed',
      typed: [
        { words: 'вода', count: 3 },
        { words: 'дорога', count: 1 },
      ],
    });
  });

  test('numbers: least, median, mean and most; few different ones have a bar each, many eight', () => {
    expect(count({ kind: 'number' }, number(3), number(1), number(0.1), number(0.2))).toMatchObject({
      summary: { least: 0.1, median: 0.6, mean: 1.075, most: 3 },
      bins: [0.1, 0.2, 1, 3].map((one) => ({ from: one, to: one, count: 1 })),
    });
    const many = count({ kind: 'number' }, ...Array.from({ length: 100 }, (_, place) => number(place)));
    expect(many.of === 'numbers' && many.bins.map((bin) => bin.count)).toEqual([13, 12, 13, 12, 12, 13, 12, 13]);
    expect(count({ kind: 'number' })).toEqual({ answered: 0, of: 'numbers', summary: null, bins: [] });
  });

  test('whatever the order in which answers lie, they come to the same, and every one of them is in it', () => {
    const answers = fc.array(
      fc.oneof(
        fc.constantFrom('ana', 'ben').map((one) => [choose(one), rank(one, 'cem'), say(one), number(one.length)]),
        fc.nat(99).map((one) => [choose('cem'), rank('cem'), say(String(one)), number(one)]),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(answers, (list) => {
        const asks: SurveyAsk[] = [
          { kind: 'single', options },
          { kind: 'ranking', options },
          { kind: 'words' },
          { kind: 'number' },
        ];
        for (const [place, ask] of asks.entries()) {
          const given = list.map((one) => one[place]!);
          const counted = countSurvey({ ask }, given);
          expect(countSurvey({ ask }, [...given].reverse())).toEqual(counted);
          const inAll =
            counted.of === 'options'
              ? Object.values(counted.counts)
              : counted.of === 'numbers'
                ? counted.bins.map((bin) => bin.count)
                : counted.of === 'typed'
                  ? counted.typed.map((one) => one.count)
                  : counted.of === 'places'
                    ? Object.values(counted.places).map(({ firsts }) => firsts)
                    : [];
          expect(inAll.reduce((sum, one) => sum + one, 0)).toBe(list.length);
        }
      }),
    );
  });
});
