/** Who spoke and for how long, what was ruled on points of order, and what became of an appeal, in the words of the minutes? */
import type { FloorEvent } from '../floor/floor-events.ts';
import type { TurnKind } from '../floor/floor.ts';
import type { Lang } from '../lib/lang.ts';
import { personName, personStanding, type SittingRecord } from './sitting-record.ts';

interface FloorSentences {
  /** Before who spoke. */
  readonly lead: string;
  readonly kinds: Readonly<Record<TurnKind, string>>;
  readonly spoke: (who: string, kind: string, time: string) => string;
  readonly time: (minutes: number, seconds: number) => string;
  readonly wrote: (who: string, words: string) => string;
  readonly upheld: (who: string, reason: string) => string;
  readonly notUpheld: (who: string, reason: string) => string;
  readonly appealed: (who: string) => string;
  readonly stands: string;
  readonly fell: string;
}

const sentences: Readonly<Record<Lang, FloorSentences>> = {
  ru: {
    lead: 'ВЫСТУПИЛИ: ',
    kinds: {
      speech: 'выступление',
      question: 'вопрос',
      reply: 'реплика',
      information: 'справка',
      'point-of-order': 'по порядку ведения',
    },
    spoke: (who, kind, time) => `${who} – ${kind}, ${time}.`,
    time: (minutes, seconds) => `${String(minutes)} мин ${String(seconds)} с`,
    wrote: (who, words) => `${who}, письменно: «${words}».`,
    upheld: (who, reason) => `По порядку ведения (${who}): принято председательствующим. ${reason}.`,
    notUpheld: (who, reason) => `По порядку ведения (${who}): отклонено председательствующим. ${reason}.`,
    appealed: (who) => `Решение председательствующего обжаловано: ${who}.`,
    stands: 'Собрание решило: решение председательствующего остаётся в силе.',
    fell: 'Собрание решило: решение председательствующего отменено.',
  },
  kk: {
    lead: 'СӨЗ СӨЙЛЕДІ: ',
    kinds: {
      speech: 'сөз',
      question: 'сұрақ',
      reply: 'реплика',
      information: 'анықтама',
      'point-of-order': 'жүргізу тәртібі бойынша',
    },
    spoke: (who, kind, time) => `${who} – ${kind}, ${time}.`,
    time: (minutes, seconds) => `${String(minutes)} мин ${String(seconds)} с`,
    wrote: (who, words) => `${who}, жазбаша: «${words}».`,
    upheld: (who, reason) => `Жүргізу тәртібі бойынша (${who}): төрағалық етуші қабылдады. ${reason}.`,
    notUpheld: (who, reason) => `Жүргізу тәртібі бойынша (${who}): төрағалық етуші қабылдамады. ${reason}.`,
    appealed: (who) => `Төрағалық етушінің шешіміне шағым берілді: ${who}.`,
    stands: 'Жиналыс шешті: төрағалық етушінің шешімі күшінде қалады.',
    fell: 'Жиналыс шешті: төрағалық етушінің шешімі күшін жойды.',
  },
  en: {
    lead: 'SPOKE: ',
    kinds: {
      speech: 'speech',
      question: 'question',
      reply: 'reply',
      information: 'information',
      'point-of-order': 'point of order',
    },
    spoke: (who, kind, time) => `${who} – ${kind}, ${time}.`,
    time: (minutes, seconds) => `${String(minutes)} min ${String(seconds)} s`,
    wrote: (who, words) => `${who}, in writing: “${words}”.`,
    upheld: (who, reason) => `Point of order (${who}): upheld by the chair. ${reason}.`,
    notUpheld: (who, reason) => `Point of order (${who}): not upheld by the chair. ${reason}.`,
    appealed: (who) => `An appeal was made against the ruling: ${who}.`,
    stands: 'The assembly decided that the ruling stands.',
    fell: 'The assembly decided that the ruling is overturned.',
  },
};

/** What the minutes tell of it; `null`: nothing. `isRuling`: the record's, and nobody's to word. */
export function floorSentence(
  record: SittingRecord,
  event: FloorEvent,
): { readonly lead: string; readonly words: string; readonly isRuling: boolean } | null {
  const said = sentences[record.lang];
  switch (event.type) {
    case 'floor.done': {
      const { personId, kind, spokenMs } = event;
      // Written instead of spoken: told by what was written.
      if (spokenMs < 1_000) return null;
      const whole = Math.round(spokenMs / 1000);
      const time = said.time(Math.floor(whole / 60), whole % 60);
      return {
        lead: said.lead,
        words: said.spoke(personStanding(record, personId), said.kinds[kind], time),
        isRuling: false,
      };
    }
    case 'floor.statement-shown': {
      const called = record.events.find(
        (one) => one.event.type === 'floor.called' && one.event.turnId === event.turnId,
      );
      if (called?.event.type !== 'floor.called') return null;
      const words = event.words.replace(/\.$/, '');
      return {
        lead: said.lead,
        words: said.wrote(personStanding(record, called.event.personId), words),
        isRuling: false,
      };
    }
    case 'floor.ruled': {
      const made = record.events.find((one) => one.event.type === 'floor.done' && one.event.turnId === event.turnId);
      if (made?.event.type !== 'floor.done') return null;
      const say = event.isUpheld ? said.upheld : said.notUpheld;
      return {
        lead: '',
        words: say(personName(record, made.event.personId), event.words.replace(/\.$/, '')),
        isRuling: true,
      };
    }
    case 'floor.appealed':
      return { lead: '', words: said.appealed(personName(record, event.personId)), isRuling: true };
    case 'floor.appeal-settled':
      return { lead: '', words: event.stands ? said.stands : said.fell, isRuling: true };
    default:
      return null;
  }
}
