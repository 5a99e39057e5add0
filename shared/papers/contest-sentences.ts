/** What was held against a vote, and what was decided on it, in the words of papers? */
import type { SeatId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { ContestRuling, Poll } from '../poll/poll.ts';
import { personName, type SittingRecord } from './sitting-record.ts';

interface ContestWords {
  /** Before the words of a contest. */
  readonly lead: string;
  readonly contested: (name: string, reason: string) => string;
  readonly verdicts: Readonly<Record<ContestRuling['verdict'], string>>;
  readonly because: (reason: string) => string;
  readonly same: string;
  readonly other: string;
  readonly annulled: (question: string, reason: string) => string;
  readonly repeats: (question: string) => string;
  readonly unpublished: string;
}

export const contestWords: Readonly<Record<Lang, ContestWords>> = {
  ru: {
    lead: 'ОСПОРЕНО: ',
    contested: (name, reason) => `${name} – «${reason}».`,
    verdicts: {
      uphold: 'Председательствующий оставил итог голосования в силе.',
      repeat: 'Председательствующий решил провести голосование заново.',
    },
    because: (reason) => `Причина: ${reason}.`,
    same: 'Пересчёт по бюллетеням дал тот же итог и ту же печать.',
    other: 'Пересчёт по бюллетеням дал не то, что было объявлено.',
    annulled: (question, reason) => `Аннулировано голосование: «${question}». Причина: ${reason}.`,
    repeats: (question) => `Повторное голосование. ${question}`,
    unpublished: 'Итог не обнародован.',
  },
  kk: {
    lead: 'ДАУЛАНДЫ: ',
    contested: (name, reason) => `${name} – «${reason}».`,
    verdicts: {
      uphold: 'Төрағалық етуші дауыс беру қорытындысын күшінде қалдырды.',
      repeat: 'Төрағалық етуші дауыс беруді қайта өткізуге шешім қабылдады.',
    },
    because: (reason) => `Себебі: ${reason}.`,
    same: 'Бюллетеньдерді қайта санау сол қорытынды мен сол мөрді берді.',
    other: 'Бюллетеньдерді қайта санау жарияланғаннан өзгеше нәтиже берді.',
    annulled: (question, reason) => `Дауыс берудің күші жойылды: «${question}». Себебі: ${reason}.`,
    repeats: (question) => `Қайта дауыс беру. ${question}`,
    unpublished: 'Қорытынды жарияланған жоқ.',
  },
  en: {
    lead: 'CONTESTED: ',
    contested: (name, reason) => `${name} – “${reason}”.`,
    verdicts: {
      uphold: 'The chair let the result stand.',
      repeat: 'The chair decided that the vote is held again.',
    },
    because: (reason) => `Reason: ${reason}.`,
    same: 'The ballots, counted again, gave the same result and the same seal.',
    other: 'The ballots, counted again, did not give what had been announced.',
    annulled: (question, reason) => `The vote on “${question}” was annulled. Reason: ${reason}.`,
    repeats: (question) => `The vote is held again. ${question}`,
    unpublished: 'The result has not been made public.',
  },
};

/** A sentence has its full stop already. */
export function withoutStop(words: string): string {
  return words.trim().replace(/[.\s]+$/, '');
}

/** Who holds what against the vote. */
export function contestSentence(record: SittingRecord, poll: Poll, seatId: SeatId, reason: string): string {
  const elector = poll.electors === 'hidden' ? undefined : poll.electors.find((one) => one.seatId === seatId);
  const holder = elector?.personId ?? record.sitting.seats[seatId]?.holder;
  const name = holder === undefined ? seatId : personName(record, holder);
  return contestWords[record.lang].contested(name, withoutStop(reason));
}

/** What was decided, why, and whether the ballots said the same again. */
export function rulingSentences(
  { lang }: Pick<SittingRecord, 'lang'>,
  { verdict, reason, recount }: Omit<ContestRuling, 'at'>,
): readonly string[] {
  const words = contestWords[lang];
  return [words.verdicts[verdict], words.because(withoutStop(reason)), recount.isSame ? words.same : words.other];
}
