/** What becomes of live polls by what happened, and who is told of it? */
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { Survey, SurveysState, SurveyStanding } from './survey.ts';
import { toldOf } from './survey-told.ts';
import type { SurveyEvent } from './survey-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applySurvey(state: SurveysState, { event }: Recorded<SurveyEvent>): SurveysState {
  const { surveys } = state;
  if ('survey' in event) return { ...state, surveys: { ...surveys, [event.survey.surveyId]: event.survey } };
  const { [event.surveyId]: survey, ...others } = surveys;
  if (survey === undefined || event.type === 'survey.dropped') return { ...state, surveys: others };
  const { standing, counts } = survey;
  const { shown } = event;
  const next: SurveyStanding =
    event.type === 'survey.closed'
      ? { is: 'closed', closedAt: event.closedAt, count: event.count, isTold: counts !== 'later' }
      : standing.is === 'closed'
        ? { ...standing, count: event.count, isTold: standing.isTold || event.type === 'survey.published' }
        : standing;
  return { ...state, surveys: { ...surveys, [event.surveyId]: { ...survey, standing: next, shown } } };
}

/** Others than the desk see it from its opening, and what came of it when it is told: of what was typed, what was let through (SURVEY-5). */
export function viewSurvey(
  { event }: Recorded<SurveyEvent>,
  after: SurveysState,
  audience: Audience,
): readonly SurveyEvent[] {
  if (audience === 'desk' || event.type === 'survey.opened') return [event];
  if (event.type === 'survey.prepared' || event.type === 'survey.dropped') return [];
  const survey = after.surveys[event.surveyId];
  if (survey?.standing.is !== 'closed') return [];
  if (survey.standing.isTold) return [{ ...event, count: event.count && toldOf(survey, event.count) } as SurveyEvent];
  return event.type === 'survey.closed' ? [{ ...event, count: null, shown: [] }] : [];
}

export function viewSurveysState(state: SurveysState, audience: Audience): SurveysState {
  if (audience === 'desk') return state;
  const seen = Object.values(state.surveys)
    .filter(({ standing }) => standing.is !== 'prepared')
    .map(seenOf);
  return { seesPrepared: false, surveys: Object.fromEntries(seen.map((survey) => [survey.surveyId, survey])) };
}

function seenOf(survey: Survey): Survey {
  const { standing } = survey;
  if (standing.is !== 'closed') return { ...survey, shown: [] };
  if (!standing.isTold) return { ...survey, shown: [], standing: { ...standing, count: null } };
  return { ...survey, standing: { ...standing, count: standing.count && toldOf(survey, standing.count) } };
}
