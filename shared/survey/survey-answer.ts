/** What may an answer to a live poll say, how is it kept, and what is wrong with this one? */
import type { OptionId } from '../counting/ballot.ts';
import { refuse, type Refusal } from '../lib/result.ts';
import type { SurveyAsk } from './survey.ts';

export type SurveyAnswer =
  | { readonly kind: 'options'; readonly options: readonly OptionId[] }
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'ranking'; readonly options: readonly OptionId[] }
  | { readonly kind: 'text'; readonly words: string }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'number'; readonly number: number };

/** Bounded, so that sums stay exact: three places behind the point, below a thousand million. */
export const numberMost = 1e9;

export type SurveyAnswerProblemCode = 'answer-of-another-kind' | 'answer-empty' | 'answer-too-many' | 'option-unknown';

/** What is wrong with an answer to this; `null`: nothing (RULES, SURVEY-3). */
export function surveyAnswerProblem(ask: SurveyAsk, answer: SurveyAnswer): Refusal<SurveyAnswerProblemCode> | null {
  const another = refuse<SurveyAnswerProblemCode>('answer-of-another-kind');
  switch (ask.kind) {
    case 'single':
    case 'several':
    case 'approval': {
      if (answer.kind !== 'options') return another;
      const most = ask.kind === 'single' ? 1 : ask.kind === 'several' ? ask.most : ask.options.length;
      return optionsProblem(ask.options, answer.options, most);
    }
    case 'ranking':
      return answer.kind === 'ranking' ? optionsProblem(ask.options, answer.options, ask.options.length) : another;
    case 'scale':
    case 'temperature': {
      const to = ask.kind === 'scale' ? ask.to : 5;
      return answer.kind === 'level' && answer.level <= to ? null : another;
    }
    case 'text':
    case 'words':
    case 'number':
      return answer.kind === ask.kind ? null : another;
  }
}

function optionsProblem(
  known: Extract<SurveyAsk, { kind: 'single' }>['options'],
  chosen: readonly OptionId[],
  most: number,
): Refusal<SurveyAnswerProblemCode> | null {
  if (chosen.length === 0) return refuse('answer-empty');
  if (chosen.length > most) return refuse('answer-too-many', { most });
  const ids = new Set(known.map(({ optionId }) => optionId));
  const isKnown = chosen.every((optionId) => ids.has(optionId)) && new Set(chosen).size === chosen.length;
  return isKnown ? null : refuse('option-unknown');
}

/** The one string that the box keeps: who means the same leaves the same, so that no order of ticking tells one from another. */
export function toKept(answer: SurveyAnswer): string {
  const sorted = answer.kind === 'options' ? { ...answer, options: [...answer.options].sort() } : answer;
  return JSON.stringify(sorted, Object.keys(sorted).sort());
}

/** Only of what `toKept` made. */
export function fromKept(kept: string): SurveyAnswer {
  return JSON.parse(kept) as SurveyAnswer;
}
