/** With which words do live polls speak? Fetched where there are some; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { survey as en } from './en/survey.ts';
import { survey as kk } from './kk/survey.ts';
import { survey as ru } from './ru/survey.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type SurveyWords = typeof en;

export const surveyWords: Readonly<Record<Lang, SurveyWords>> = { kk, ru, en };
