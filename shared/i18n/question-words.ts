/** With which words do questions from the audience speak? Fetched where there are some; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { question as en } from './en/question.ts';
import { question as kk } from './kk/question.ts';
import { question as ru } from './ru/question.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type QuestionWords = typeof en;

export const questionWords: Readonly<Record<Lang, QuestionWords>> = { kk, ru, en };
