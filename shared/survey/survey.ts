/** What is a live poll? One question to the hall that decides nothing: who is asked, how it is answered, who sees what comes of it. */
import type { OptionId } from '../counting/ballot.ts';
import type { ClauseId, DraftId, SurveyId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import type { Capacity } from '../people/capacity.ts';
import type { CountsShown } from '../poll/poll.ts';

export interface SurveyOption {
  readonly optionId: OptionId;
  readonly words: Localized;
}

/** How it is answered. */
export type SurveyAsk =
  /** One of several. */
  | { readonly kind: 'single'; readonly options: readonly SurveyOption[] }
  /** So many at most. */
  | { readonly kind: 'several'; readonly options: readonly SurveyOption[]; readonly most: number }
  /** Each that one goes along with. */
  | { readonly kind: 'approval'; readonly options: readonly SurveyOption[] }
  /** From 1 to this. */
  | { readonly kind: 'scale'; readonly to: 5 | 10 }
  /** All of them in an order, the dearest first; those that are left out share what is left. */
  | { readonly kind: 'ranking'; readonly options: readonly SurveyOption[] }
  /** In one's own words. */
  | { readonly kind: 'text' }
  /** Up to three words, drawn as a cloud. */
  | { readonly kind: 'words' }
  | { readonly kind: 'number' }
  /** How warm is the hall about this clause, from 1 (cold) to 5 (warm)? A strip beside it. */
  | { readonly kind: 'temperature'; readonly draftId: DraftId; readonly clauseId: ClauseId };

export type SurveyKind = SurveyAsk['kind'];

export const surveyKinds = [
  'single',
  'several',
  'approval',
  'scale',
  'ranking',
  'text',
  'words',
  'number',
  'temperature',
] as const satisfies readonly SurveyKind[];

/** Whom a poll may be for, when it is not for all. Who runs the sitting is asked with all, and never alone. */
export const surveyCircles = [
  'deciding',
  'advisory',
  'drafting',
  'invited',
  'observer',
] as const satisfies readonly Capacity[];
export type SurveyCircle = (typeof surveyCircles)[number];

/** What a person typed is shown to others when the moderator has let it through, whole or not at all (SURVEY-5). */
export interface TypedCount {
  readonly words: string;
  readonly count: number;
}

/** A stretch of numbers, both ends in it. */
export interface NumberBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What came of it so far, or in the end. `answered`: people. */
export type SurveyCount = { readonly answered: number } & (
  | { readonly of: 'options'; readonly counts: Readonly<Record<OptionId, number>> }
  /** How many said 1, 2 … */
  | { readonly of: 'levels'; readonly counts: readonly number[] }
  /** Mean place among all options, 1 the best, in hundredths; `null`: nobody has ranked. `firsts`: how many put it first. */
  | {
      readonly of: 'places';
      readonly places: Readonly<Record<OptionId, { readonly mean: number | null; readonly firsts: number }>>;
    }
  /** What people typed, the most frequent first; for others than the desk what was let through alone. */
  | { readonly of: 'typed'; readonly typed: readonly TypedCount[] }
  | {
      readonly of: 'numbers';
      /** `null`: nobody has said one. */
      readonly summary: {
        readonly least: number;
        readonly most: number;
        readonly median: number;
        readonly mean: number;
      } | null;
      readonly bins: readonly NumberBin[];
    }
);

export type SurveyStanding =
  /** Only the desk sees it. */
  | { readonly is: 'prepared' }
  /** `closesAt`: ms UTC, by itself; `null`: when somebody closes it. */
  | { readonly is: 'open'; readonly openedAt: number; readonly closesAt: number | null }
  | {
      readonly is: 'closed';
      readonly closedAt: number;
      readonly count: SurveyCount | null;
      /** Others than the desk are told what came of it. */
      readonly isTold: boolean;
    };

export interface Survey {
  readonly surveyId: SurveyId;
  readonly question: Localized;
  readonly ask: SurveyAsk;
  readonly asked: 'all' | readonly SurveyCircle[];
  /** Nobody ever sees who answered what; when it is over, no table joins them. */
  readonly isNameless: boolean;
  readonly counts: CountsShown;
  readonly standing: SurveyStanding;
  /** Typed answers that were let through, as they were typed. */
  readonly shown: readonly string[];
}

export interface SurveysState {
  /** Those that are not open yet are seen here. Where they are not, what is unknown may be there all the same: the server knows. */
  readonly seesPrepared: boolean;
  readonly surveys: Readonly<Record<SurveyId, Survey>>;
}

export const initialSurveys: SurveysState = { seesPrepared: true, surveys: {} };

/** Longest question and longest answer in one's own words, in UTF-16 units. */
export const surveyQuestionMost = 300;
export const typedMost = 300;
/** One word of a cloud, and so many a person. */
export const wordMost = 40;
export const wordsMost = 3;
/** More cannot be read on a phone beside a question. */
export const surveyOptionsMost = 20;
/** So many may be open at once: temperatures of several clauses, and one or two questions. */
export const openMost = 12;
/** So many may be in one sitting. */
export const surveysMost = 200;

/** The one that was opened or told last, and when; `null`: there is none. */
export function lastSurvey({
  surveys,
}: Pick<SurveysState, 'surveys'>): { readonly survey: Survey; readonly at: number } | null {
  let last: { readonly survey: Survey; readonly at: number } | null = null;
  for (const survey of Object.values(surveys)) {
    const { standing } = survey;
    const at =
      standing.is === 'open' ? standing.openedAt : standing.is === 'closed' && standing.isTold ? standing.closedAt : 0;
    if (at > (last?.at ?? 0)) last = { survey, at };
  }
  return last;
}

/** Of those that are open, the last one first. */
export function openSurveys({ surveys }: SurveysState): readonly Survey[] {
  const openedAt = ({ standing }: Survey): number => (standing.is === 'open' ? standing.openedAt : 0);
  return Object.values(surveys)
    .filter(({ standing }) => standing.is === 'open')
    .sort((a, b) => openedAt(b) - openedAt(a));
}

/** Is it typed by hand, so that it is read before others see it? */
export function isTyped({ kind }: SurveyAsk): boolean {
  return kind === 'text' || kind === 'words';
}

/** May somebody of these capacities answer? Who may see the sitting and is asked (SURVEY-2). */
export function isAsked({ asked }: Pick<Survey, 'asked'>, held: ReadonlySet<Capacity>): boolean {
  return asked === 'all' || asked.some((circle) => held.has(circle));
}
