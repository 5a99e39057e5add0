/** What has been written of a live poll that is being prepared, and what comes of it? */
import type { ClauseId, DraftId } from '../../../../shared/lib/ids.ts';
import type { Localized } from '../../../../shared/lib/lang.ts';
import type { CountsShown } from '../../../../shared/poll/poll.ts';
import type { SurveyCommand } from '../../../../shared/survey/survey-commands.ts';
import type { SurveyAsk, SurveyCircle, SurveyKind } from '../../../../shared/survey/survey.ts';
import type { Written } from '../vote/vote-plan.ts';

export interface SurveyPlan {
  readonly kind: SurveyKind;
  readonly question: Written;
  readonly options: readonly Written[];
  /** Of *several*: so many at most. */
  readonly most: number;
  readonly to: 5 | 10;
  readonly clauseId: ClauseId | null;
  /** Empty: all. */
  readonly circles: readonly SurveyCircle[];
  readonly isNameless: boolean;
  readonly counts: CountsShown;
}

export const emptyPlan: SurveyPlan = {
  kind: 'single',
  question: {},
  options: [{}, {}],
  most: 2,
  to: 5,
  clauseId: null,
  circles: [],
  isNameless: true,
  counts: 'at-close',
};

export function hasOptions(kind: SurveyKind): boolean {
  return ['single', 'several', 'approval', 'ranking'].includes(kind);
}

type Prepare = Extract<SurveyCommand, { type: 'survey.prepare' }>;

/** `null`: a question or answers are still missing. `clauseQuestion`: what is asked of a clause, where nothing else was written. */
export function prepareOf(plan: SurveyPlan, draftId: DraftId | null, clauseQuestion: Localized): Prepare | null {
  const written = wordsOf(plan.question);
  const question = written ?? (plan.kind === 'temperature' ? clauseQuestion : null);
  const ask = askOf(plan, draftId);
  if (question === null || ask === null) return null;
  const asked = plan.circles.length === 0 ? 'all' : [...plan.circles];
  return { type: 'survey.prepare', question, ask, asked, isNameless: plan.isNameless, counts: plan.counts };
}

function askOf({ kind, options, most, to, clauseId }: SurveyPlan, draftId: DraftId | null): SurveyAsk | null {
  const filled = options
    .map(wordsOf)
    .filter((words) => words !== null)
    .map((words, place) => ({ optionId: `answer-${String(place + 1)}`, words }));
  switch (kind) {
    case 'single':
    case 'approval':
    case 'ranking':
      return filled.length < 2 ? null : { kind, options: filled };
    case 'several':
      return filled.length < 2 ? null : { kind, options: filled, most: Math.max(2, Math.min(most, filled.length)) };
    case 'scale':
      return { kind, to };
    case 'temperature':
      return draftId === null || clauseId === null ? null : { kind, draftId, clauseId };
    case 'text':
    case 'words':
    case 'number':
      return { kind };
  }
}

function wordsOf(written: Written): Localized | null {
  const filled = Object.entries(written).filter(([, text]) => text.trim() !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
}
