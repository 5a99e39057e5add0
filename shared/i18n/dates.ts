/** How are dates, times and places in a text written in official papers and on screens? Pure: the instant and the forum's offset come in. */
import type { Lang } from '../lib/lang.ts';

/** A day of the calendar, without time or zone. `month` is 1 to 12. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const months: Record<Lang, readonly string[]> = {
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
  kk: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** The day at an instant (UTC ms) in the forum's zone. The offset (minutes east of UTC) is the server's word: old phones still hold Almaty at +6. */
export function dayAt(at: number, offsetMinutes: number): CalendarDay {
  const local = new Date(at + offsetMinutes * 60_000);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** Reads `2023-07-16`; anything else, and a day that is in no calendar, is undefined. */
export function parseDay(text: string): CalendarDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const there = new Date(Date.UTC(year, month - 1, day));
  return there.getUTCMonth() + 1 === month && there.getUTCDate() === day ? { year, month, day } : undefined;
}

/** «16 июля 2023 года», «2023 жылғы 16 шілде», `16 July 2023`. Not Intl: its long dates are abbreviations in kk and ru. */
export function longDate(lang: Lang, { year, month, day }: CalendarDay): string {
  const name = monthName(lang, month);
  if (lang === 'ru') return `${day} ${name} ${year} года`;
  if (lang === 'kk') return `${year} жылғы ${day} ${name}`;
  return `${day} ${name} ${year}`;
}

/** «16 июля», «16 шілде», `16 July`: where the year goes without saying. */
export function shortDate(lang: Lang, { month, day }: CalendarDay): string {
  return `${day} ${monthName(lang, month)}`;
}

/** `14:03` at an instant (UTC ms) in the forum's zone; with seconds for receipts, `14:03:22`. The same in all three languages. */
export function timeOfDay(at: number, offsetMinutes: number, seconds = false): string {
  const iso = new Date(at + offsetMinutes * 60_000).toISOString();
  return seconds ? iso.slice(11, 19) : iso.slice(11, 16);
}

/** `14:03` today, else with its day. */
export function momentOf(lang: Lang, at: number, now: number, offsetMinutes: number): string {
  const [day, today] = [dayAt(at, offsetMinutes), dayAt(now, offsetMinutes)];
  const time = timeOfDay(at, offsetMinutes);
  const isToday = day.day === today.day && day.month === today.month && day.year === today.year;
  return isToday ? time : `${shortDate(lang, day)}, ${time}`;
}

/** «пункт 3», «3-тармақ», `clause 3`. The number comes as written, e.g. `3` or `2.1`. */
export function clauseReference(lang: Lang, number: string): string {
  if (lang === 'ru') return `пункт ${number}`;
  return lang === 'kk' ? `${number}-тармақ` : `clause ${number}`;
}

function monthName(lang: Lang, month: number): string {
  const name = months[lang][month - 1];
  if (name === undefined) throw new Error(`there is no month ${month}`);
  return name;
}
