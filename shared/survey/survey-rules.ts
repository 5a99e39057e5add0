/** Who may ask the hall, what may be done with a live poll, and who may answer it? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import type { DraftState } from '../draft/draft.ts';
import type { Capacity } from '../people/capacity.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { mayDo } from '../people/permission.ts';
import { isAsked, isTyped, openMost, openSurveys, surveysMost, type Survey, type SurveysState } from './survey.ts';
import type { AnswerMessage } from './answer-message.ts';
import { surveyAnswerProblem, type SurveyAnswer } from './survey-answer.ts';
import type { SurveyCommand } from './survey-commands.ts';
import { countSurvey } from './survey-count.ts';
import { typedKey } from './survey-told.ts';
import type { SurveyEvent } from './survey-events.ts';

export type SurveyRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'draft-unknown'
  | 'options-too-few'
  | 'survey-unknown'
  | 'survey-not-prepared'
  | 'survey-not-open'
  | 'survey-not-closed'
  | 'survey-not-typed'
  | 'survey-told'
  | 'survey-not-asked'
  | 'surveys-too-many'
  | 'surveys-open-too-many'
  | 'temperature-open';

/** What lies in the box of one that takes no more answers; a page does not know it. */
export type KeptAnswers = { readonly sealedAt: number; readonly answers: readonly SurveyAnswer[] } | 'ask-server';

export interface SurveyContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  readonly draft: DraftState;
  readonly answers: KeptAnswers;
}

type Decided = Result<readonly SurveyEvent[], SurveyRefusalCode>;

const unknown: Refusal<SurveyRefusalCode> = refuse('survey-unknown');

/** Pure: permission before existence, then where it stands (RULES, SURVEY-1 …). */
export function decideSurvey(state: SurveysState, command: SurveyCommand, context: SurveyContext): Decided {
  if (!actorMay(context, 'survey.conduct')) return refuse('not-permitted');
  if (command.type === 'survey.prepare') return prepare(state, command, context);
  if (command.type === 'survey.open' && context.sittingIsClosed) return refuse('sitting-closed');
  const survey = state.surveys[command.surveyId];
  if (survey === undefined) return state.seesPrepared ? unknown : ok([]);
  switch (command.type) {
    case 'survey.drop':
      if (survey.standing.is !== 'prepared') return refuse('survey-not-prepared');
      return ok([{ type: 'survey.dropped', surveyId: survey.surveyId }]);
    case 'survey.open':
      return open(state, survey, command.seconds, context);
    case 'survey.close':
      return close(survey, context);
    case 'survey.publish':
      return publish(survey);
    case 'survey.let-through':
      return letThrough(survey, command);
    default:
      return assertNever(command);
  }
}

function prepare(
  state: SurveysState,
  { question, ask, asked, isNameless, counts, opens }: Extract<SurveyCommand, { type: 'survey.prepare' }>,
  context: SurveyContext,
): Decided {
  const { sittingIsClosed, draft, newId } = context;
  if (sittingIsClosed) return refuse('sitting-closed');
  if (Object.keys(state.surveys).length >= surveysMost) return refuse('surveys-too-many', { most: surveysMost });
  if (ask.kind === 'temperature' && draft.drafts[ask.draftId] === undefined) return refuse('draft-unknown');
  if (ask.kind === 'several' && ask.most > ask.options.length) return refuse('options-too-few');
  const surveyId = newId('survey');
  const survey: Survey = {
    surveyId,
    question,
    ask,
    asked,
    isNameless,
    counts,
    standing: { is: 'prepared' },
    shown: [],
  };
  const prepared: SurveyEvent = { type: 'survey.prepared', survey };
  if (opens === undefined) return ok([prepared]);
  const opened = open(state, survey, opens.seconds, context);
  return opened.ok ? ok([prepared, ...opened.value]) : opened;
}

function open(state: SurveysState, survey: Survey, seconds: number | null, { now }: SurveyContext): Decided {
  if (survey.standing.is !== 'prepared') return refuse('survey-not-prepared');
  const others = openSurveys(state);
  if (others.length >= openMost) return refuse('surveys-open-too-many', { most: openMost });
  if (others.some((other) => isSameTemperature(other, survey))) return refuse('temperature-open');
  const closesAt = seconds === null ? null : now + seconds * 1000;
  return ok([{ type: 'survey.opened', survey: { ...survey, standing: { is: 'open', openedAt: now, closesAt } } }]);
}

/** One strip beside a clause at a time. */
function isSameTemperature({ ask: one }: Survey, { ask: other }: Survey): boolean {
  return one.kind === 'temperature' && other.kind === 'temperature' && one.clauseId === other.clauseId;
}

/** Also when the sitting is over: what is open must end. */
function close(survey: Survey, { answers }: SurveyContext): Decided {
  const { surveyId, standing, shown } = survey;
  if (standing.is !== 'open') return refuse('survey-not-open');
  if (answers === 'ask-server') return ok([]);
  const count = countSurvey(survey, answers.answers);
  return ok([{ type: 'survey.closed', surveyId, closedAt: answers.sealedAt, count, shown }]);
}

function publish({ surveyId, standing, shown }: Survey): Decided {
  if (standing.is !== 'closed') return refuse('survey-not-closed');
  if (standing.isTold) return refuse('survey-told');
  return standing.count === null ? ok([]) : ok([{ type: 'survey.published', surveyId, count: standing.count, shown }]);
}

/** What nobody typed is let through too, and is shown nowhere: it is in no count. */
function letThrough(
  { surveyId, ask, standing, shown }: Survey,
  { words, isShown }: Extract<SurveyCommand, { type: 'survey.let-through' }>,
): Decided {
  if (!isTyped(ask)) return refuse('survey-not-typed');
  if (standing.is === 'prepared') return refuse('survey-not-open');
  const meant = new Set(words.map(typedKey));
  const others = shown.filter((one) => !meant.has(typedKey(one)));
  const now = isShown ? [...others, ...words] : others;
  const count = standing.is === 'closed' ? standing.count : null;
  return ok([{ type: 'survey.shown', surveyId, shown: now, count }]);
}

/**
 * May this person's answer go into the box? Asked before open, so that who is not asked learns nothing else; the box itself checks the
 * close again, by its own clock (RULES, SURVEY-2, SURVEY-3).
 */
export function admitAnswer(
  state: SurveysState,
  { surveyId, answer }: Pick<AnswerMessage, 'surveyId' | 'answer'>,
  held: ReadonlySet<Capacity>,
): Result<Survey> {
  if (!mayDo('survey.answer', held)) return refuse('not-permitted');
  const survey = state.surveys[surveyId];
  if (survey === undefined || survey.standing.is === 'prepared') return unknown;
  if (!isAsked(survey, held)) return refuse<SurveyRefusalCode>('survey-not-asked');
  if (survey.standing.is !== 'open') return refuse<SurveyRefusalCode>('survey-not-open');
  return surveyAnswerProblem(survey.ask, answer) ?? ok(survey);
}
