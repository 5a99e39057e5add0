/** In which order do live polls stand on a page, and which one does the hall look at? */
import type { ClauseId, SurveyId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import { openSurveys, type Survey, type SurveyCount, type SurveysState } from './survey.ts';

/** Those that are not open yet, in the order in which they were prepared. */
export function preparedSurveys({ surveys }: SurveysState): readonly Survey[] {
  return Object.values(surveys).filter(({ standing }) => standing.is === 'prepared');
}

/** Those that are over, the last one first. */
export function closedSurveys({ surveys }: SurveysState): readonly Survey[] {
  const closedAt = ({ standing }: Survey): number => (standing.is === 'closed' ? standing.closedAt : 0);
  return Object.values(surveys)
    .filter(({ standing }) => standing.is === 'closed')
    .sort((a, b) => closedAt(b) - closedAt(a));
}

/** What a phone shows: those that are open, and what came of the last one until the next is asked. */
export function surveysNow(state: SurveysState): readonly Survey[] {
  const open = openSurveys(state);
  return open.length > 0 ? open : closedSurveys(state).slice(0, 1);
}

/** One line of what came of it: what stands there, how many, and how long its bar is, of the longest (0 to 1). */
export interface SurveyRow {
  readonly key: string;
  /** `null`: `level` or `bin` says it. */
  readonly words: Localized | null;
  readonly text: string | null;
  readonly level: number | null;
  readonly bin: { readonly from: number; readonly to: number } | null;
  readonly count: number;
  /** Of a ranking: the mean place in hundredths. */
  readonly mean: number | null;
  readonly share: number;
}

const nothing = { words: null, text: null, level: null, bin: null, mean: null };

/** What came of it, line by line, in the order of the options, the marks, the numbers, or the most frequent first. */
export function rowsOf({ ask }: Pick<Survey, 'ask'>, count: SurveyCount): readonly SurveyRow[] {
  const rows = unscaledRows(ask, count);
  const longest = Math.max(1, ...rows.map(({ count: one }) => one));
  return rows.map((row) => ({ ...row, share: row.count / longest }));
}

function unscaledRows(ask: Survey['ask'], count: SurveyCount): readonly Omit<SurveyRow, 'share'>[] {
  const options = 'options' in ask ? ask.options : [];
  switch (count.of) {
    case 'options':
      return options.map(({ optionId, words }) => {
        return { ...nothing, key: optionId, words, count: count.counts[optionId] ?? 0 };
      });
    case 'places':
      return options
        .map(({ optionId, words }) => {
          const { mean = null, firsts = 0 } = count.places[optionId] ?? {};
          return { ...nothing, key: optionId, words, count: firsts, mean };
        })
        .sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0));
    case 'levels':
      return count.counts.map((people, place) => {
        return { ...nothing, key: String(place + 1), level: place + 1, count: people };
      });
    case 'typed':
      return count.typed.map(({ words, count: people }) => ({ ...nothing, key: words, text: words, count: people }));
    case 'numbers':
      return count.bins.map((bin) => ({ ...nothing, key: String(bin.from), bin, count: bin.count }));
  }
}

/** How warm the hall is about each clause that it was asked about last: people a mark, from cold to warm. What is not told is not there. */
export function temperaturesOf(
  { surveys }: SurveysState,
  open: Readonly<Record<SurveyId, { readonly count: SurveyCount | null }>>,
): ReadonlyMap<ClauseId, readonly number[]> {
  const temperatures = new Map<ClauseId, readonly number[]>();
  const since = ({ standing }: Survey): number =>
    standing.is === 'open' ? standing.openedAt : standing.is === 'closed' ? standing.closedAt : 0;
  for (const survey of Object.values(surveys).sort((a, b) => since(a) - since(b))) {
    const { ask, standing, surveyId } = survey;
    if (ask.kind !== 'temperature' || standing.is === 'prepared') continue;
    const count = standing.is === 'closed' ? standing.count : (open[surveyId]?.count ?? null);
    if (count?.of === 'levels' && count.answered > 0) temperatures.set(ask.clauseId, count.counts);
  }
  return temperatures;
}
