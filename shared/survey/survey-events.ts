/** What can have happened to a live poll? Answers are in the box, and no event tells one. */
import type { SurveyId } from '../lib/ids.ts';
import type { Survey, SurveyCount } from './survey.ts';

export type SurveyEvent =
  | { readonly type: 'survey.prepared'; readonly survey: Survey }
  | { readonly type: 'survey.dropped'; readonly surveyId: SurveyId }
  /** With all of it, for whoever has not seen it before. */
  | { readonly type: 'survey.opened'; readonly survey: Survey }
  /** `count` `null`: not told. `shown`: what was typed and let through, where it is told now. */
  | {
      readonly type: 'survey.closed';
      readonly surveyId: SurveyId;
      readonly closedAt: number;
      readonly count: SurveyCount | null;
      readonly shown: readonly string[];
    }
  | {
      readonly type: 'survey.published';
      readonly surveyId: SurveyId;
      readonly count: SurveyCount;
      readonly shown: readonly string[];
    }
  /** All that is let through now, and what came of it where that is told. */
  | {
      readonly type: 'survey.shown';
      readonly surveyId: SurveyId;
      readonly shown: readonly string[];
      readonly count: SurveyCount | null;
    };
