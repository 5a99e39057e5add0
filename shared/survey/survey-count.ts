/** What do the answers to a live poll come to? The one place where they are counted; pages are told, and do not count. */
import type { NumberBin, Survey, SurveyCount, SurveyOption } from './survey.ts';
import { typedKey } from './survey-told.ts';
import type { OptionId } from '../counting/ballot.ts';
import type { SurveyAnswer } from './survey-answer.ts';

/** So many different words or answers are told: more cannot be drawn, nor read. */
const typedTold = 200;
/** So many bars at most. */
const binsMost = 8;

/** Pure, and the same in whatever order the answers came. All that was typed is in it: `toldOf` takes out what was not let through. */
export function countSurvey({ ask }: Pick<Survey, 'ask'>, answers: readonly SurveyAnswer[]): SurveyCount {
  const answered = answers.length;
  switch (ask.kind) {
    case 'single':
    case 'several':
    case 'approval':
      return { answered, of: 'options', counts: countOptions(ask.options, answers) };
    case 'scale':
    case 'temperature': {
      const counts = Array.from({ length: ask.kind === 'scale' ? ask.to : 5 }, () => 0);
      for (const answer of answers) if (answer.kind === 'level') counts[answer.level - 1]! += 1;
      return { answered, of: 'levels', counts };
    }
    case 'ranking':
      return { answered, of: 'places', places: countPlaces(ask.options, answers) };
    case 'text':
    case 'words':
      return { answered, of: 'typed', typed: countTyped(answers) };
    case 'number':
      return { answered, of: 'numbers', ...countNumbers(answers) };
  }
}

function countOptions(options: readonly SurveyOption[], answers: readonly SurveyAnswer[]): Record<OptionId, number> {
  const counts = Object.fromEntries(options.map(({ optionId }) => [optionId, 0]));
  for (const answer of answers) {
    for (const option of answer.kind === 'options' ? answer.options : []) counts[option]! += 1;
  }
  return counts;
}

/** Those that somebody left out share the places that are left, as it is done in Borda's count with averages. */
function countPlaces(
  options: readonly SurveyOption[],
  answers: readonly SurveyAnswer[],
): Record<OptionId, { mean: number | null; firsts: number }> {
  const rankings = answers.flatMap((answer) => (answer.kind === 'ranking' ? [answer.options] : []));
  return Object.fromEntries(
    options.map(({ optionId }) => {
      // Twice the place, so that a shared one is whole.
      const twice = rankings.reduce((sum, ranking) => {
        const at = ranking.indexOf(optionId);
        return sum + (at >= 0 ? 2 * (at + 1) : ranking.length + 1 + options.length);
      }, 0);
      const mean = rankings.length === 0 ? null : Math.round((50 * twice) / rankings.length);
      return [optionId, { mean, firsts: rankings.filter(([first]) => first === optionId).length }];
    }),
  );
}

/** It is told as it was typed most often, of equals as it comes first in the alphabet. */
function countTyped(answers: readonly SurveyAnswer[]): { words: string; count: number }[] {
  const ways = new Map<string, Map<string, number>>();
  for (const answer of answers) {
    const said = answer.kind === 'text' ? [answer.words] : answer.kind === 'words' ? answer.words : [];
    const counted = new Set<string>();
    for (const words of said) {
      const key = typedKey(words);
      // One person's word counts once, however often they typed it.
      if (counted.has(key)) continue;
      counted.add(key);
      const typed = ways.get(key) ?? new Map<string, number>();
      ways.set(key, typed.set(words, (typed.get(words) ?? 0) + 1));
    }
  }
  const all = [...ways.entries()].map(([key, typed]) => {
    const [words] = [...typed].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0] ?? [key];
    return { words, count: [...typed.values()].reduce((sum, one) => sum + one, 0) };
  });
  return all.sort((a, b) => b.count - a.count || (a.words < b.words ? -1 : 1)).slice(0, typedTold);
}

function countNumbers(
  answers: readonly SurveyAnswer[],
): Pick<Extract<SurveyCount, { of: 'numbers' }>, 'summary' | 'bins'> {
  const numbers = answers.flatMap((answer) => (answer.kind === 'number' ? [answer.number] : [])).sort((a, b) => a - b);
  const [least, most] = [numbers[0], numbers.at(-1)];
  if (least === undefined || most === undefined) return { summary: null, bins: [] };
  const middle = (numbers.length - 1) / 2;
  const median = toThousandths((numbers[Math.floor(middle)]! + numbers[Math.ceil(middle)]!) / 2);
  const mean = toThousandths(numbers.reduce((sum, one) => sum + Math.round(one * 1000), 0) / 1000 / numbers.length);
  return { summary: { least, most, median, mean }, bins: binsOf(numbers, least, most) };
}

/** Few different numbers have a bar each; many, equal stretches. */
function binsOf(numbers: readonly number[], least: number, most: number): readonly NumberBin[] {
  const different = [...new Set(numbers)];
  if (different.length <= binsMost) {
    return different.map((one) => ({ from: one, to: one, count: numbers.filter((other) => other === one).length }));
  }
  const width = (most - least) / binsMost;
  const bins = Array.from({ length: binsMost }, (_, place) => ({
    from: toThousandths(least + place * width),
    to: place === binsMost - 1 ? most : toThousandths(least + (place + 1) * width),
    count: 0,
  }));
  for (const one of numbers) bins[Math.min(binsMost - 1, Math.floor((one - least) / width))]!.count += 1;
  return bins;
}

function toThousandths(number: number): number {
  return Math.round(number * 1000) / 1000;
}
