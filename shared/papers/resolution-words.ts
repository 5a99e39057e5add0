/**
 * With which words does a resolution speak in Russian and in Kazakh? Source: template T-2 and the results text of T-3.
 * Kazakh puts a number where it takes no suffix.
 */
import type { MajorityBase } from '../forum/voting-rule.ts';
import type { DecisionNumbers } from '../poll/decision-numbers.ts';

/** The languages in which official papers exist: two texts, never mixed. */
export const paperLangs = ['ru', 'kk'] as const;
export type PaperLang = (typeof paperLangs)[number];

/** What the vote line says. */
export interface VoteLine {
  readonly numbers: DecisionNumbers;
  /** Nobody against, nobody abstained. */
  readonly unanimously: boolean;
}

interface ResolutionWords {
  readonly title: string;
  /** The paper before its adoption as a whole: «ПРОЕКТ · не принят в целом». */
  readonly draftMark: string;
  /** «на 14 июля 2023 года, 15:41»: as things stood then. */
  readonly asOf: (date: string, time: string) => string;
  /** Between preamble and clauses. */
  readonly formula: string;
  /** The same where no preamble was adopted: nothing is said in the assembly's name that it did not adopt. */
  readonly formulaAlone: string;
  readonly nothingAdopted: string;
  readonly due: (date: string) => string;
  readonly vote: (line: VoteLine) => string;
  readonly withoutObjection: string;
  /** Votes that were shown and not counted. */
  readonly advisory: (advisory: DecisionNumbers['advisory']) => string;
  readonly checkCode: (code: string) => string;
  /** Which part of the preamble a vote was about. */
  readonly preamblePart: (place: number) => string;
  /** The clause was adopted without words in this language; those it has follow. */
  readonly otherLanguage: string;
  /** Above and at the head of the table that leads from the numbers people have on paper to those of the resolution. */
  /** Over clauses that ask nobody, behind others that do. */
  readonly others: string;
  readonly renumbered: { readonly title: string; readonly head: readonly [string, string] };
  readonly chair: string;
  readonly secretary: string;
}

const ruBase: Record<MajorityBase, string> = {
  present: 'присутствующих',
  entitled: 'имеющих право решающего голоса',
  cast: 'проголосовавших',
  'yes-no': 'голосовавших «за» и «против»',
};
const kkBase: Record<MajorityBase, string> = {
  present: 'қатысқандар',
  entitled: 'шешуші дауыс құқығы барлар',
  cast: 'дауыс бергендер',
  'yes-no': '«жақтап» және «қарсы» дауыс бергендер',
};

export const resolutionWords: Readonly<Record<PaperLang, ResolutionWords>> = {
  ru: {
    title: 'Резолюция',
    draftMark: 'ПРОЕКТ · не принят в целом',
    asOf: (date, time) => `по состоянию на ${date}, ${time}`,
    formula: 'ПРИНЯЛИ НАСТОЯЩУЮ РЕЗОЛЮЦИЮ О СЛЕДУЮЩЕМ:',
    formulaAlone: 'Приняты следующие пункты:',
    nothingAdopted: 'Ни один пункт ещё не принят.',
    due: (date) => `Срок: ${date}.`,
    vote: ({ numbers, unanimously }) =>
      `Пункт принят ${unanimously ? 'единогласно' : 'большинством голосов'}: «за» – ${numbers.yes}, «против» – ${numbers.no}, ` +
      `«воздержались» – ${numbers.abstain}, не голосовали – ${numbers.notVoted}; требовалось ${numbers.needed} из ${numbers.baseVotes} ${ruBase[numbers.base ?? 'cast']}.`,
    withoutObjection: 'Пункт принят без возражений.',
    advisory: ({ yes, no, abstain }) =>
      `С правом совещательного голоса, в подсчёт не входят: «за» – ${yes}, «против» – ${no}, «воздержались» – ${abstain}.`,
    checkCode: (code) => `Код проверки: ${whole(code)}.`,
    preamblePart: (place) => `Преамбула, абзац ${place}`,
    otherLanguage: 'Пункт принят без текста на русском языке:',
    others: 'Прочие положения',
    renumbered: { title: 'Соответствие номеров пунктов', head: ['в проекте', 'в резолюции'] },
    chair: 'Председательствующий',
    secretary: 'Секретарь',
  },
  kk: {
    title: 'Қарар',
    draftMark: 'ЖОБА · тұтастай қабылданған жоқ',
    asOf: (date, time) => `жағдайы: ${date}, ${time}`,
    formula: 'ТӨМЕНДЕГІ ҚАРАРДЫ ҚАБЫЛДАДЫҚ:',
    formulaAlone: 'Мынадай тармақтар қабылданды:',
    nothingAdopted: 'Әзірге бірде-бір тармақ қабылданған жоқ.',
    due: (date) => `Мерзімі: ${date}.`,
    vote: ({ numbers, unanimously }) =>
      `Тармақ ${unanimously ? 'бірауыздан' : 'көпшілік дауыспен'} қабылданды: «жақтап» – ${numbers.yes}, «қарсы» – ${numbers.no}, ` +
      `«қалыс қалды» – ${numbers.abstain}, дауыс бермегендер – ${numbers.notVoted}; қажетті дауыс саны – ${numbers.needed}, ${kkBase[numbers.base ?? 'cast']} – ${numbers.baseVotes}.`,
    withoutObjection: 'Тармақ қарсылықсыз қабылданды.',
    advisory: ({ yes, no, abstain }) =>
      `Кеңесші дауыс құқығымен, есепке кірмейді: «жақтап» – ${yes}, «қарсы» – ${no}, «қалыс қалды» – ${abstain}.`,
    checkCode: (code) => `Тексеру коды: ${whole(code)}.`,
    preamblePart: (place) => `Кіріспе, ${place}-абзац`,
    otherLanguage: 'Тармақ қазақ тіліндегі мәтінсіз қабылданды:',
    others: 'Өзге ережелер',
    renumbered: { title: 'Тармақ нөмірлерінің сәйкестігі', head: ['жобада', 'қарарда'] },
    chair: 'Төрағалық етуші',
    secretary: 'Хатшы',
  },
};

/** A code is not broken at the end of a line. */
function whole(code: string): string {
  return code.replace(' ', '\u00a0');
}
