/** With which words do papers tell of a draft as a whole, of a decision that was come back to, and of who was outvoted? */
import type { Lang } from '../lib/lang.ts';
import type { DecisionNumbers } from '../poll/decision-numbers.ts';

interface WholeDraftWords {
  /** The mark of a resolution that is a draft still, and adopted as a basis. */
  readonly basisMark: string;
  /** The last line of an adopted resolution. */
  readonly adopted: (numbers: DecisionNumbers | null, unanimously: boolean) => string;
  /** A clause that was decided is open again: its vote decides nothing any more. */
  readonly reopened: (clause: string, reason: string) => string;
  /** At a vote whose decision was come back to. */
  readonly superseded: (reason: string) => string;
  /** Above the opinions behind a resolution. */
  readonly annex: string;
  /** What an opinion is about: «о пункте, который не принят», with its words. */
  readonly about: (question: string, wording: string) => string;
}

export const wholeDraftWords: Readonly<Record<Lang, WholeDraftWords>> = {
  ru: {
    basisMark: 'ПРОЕКТ · принят за основу',
    adopted: (numbers, unanimously) =>
      numbers === null
        ? 'Резолюция принята в целом.'
        : `Резолюция принята в целом ${unanimously ? 'единогласно' : 'большинством голосов'}: «за» – ${numbers.yes}, ` +
          `«против» – ${numbers.no}, «воздержались» – ${numbers.abstain}, не голосовали – ${numbers.notVoted}.`,
    reopened: (clause, reason) =>
      `Председатель вернул на доработку: ${clause}. Прежнее решение по нему больше не действует. Причина: ${reason}.`,
    superseded: (reason) => `Решение больше не действует, пункт открыт снова. Причина: ${reason}.`,
    annex: 'Приложение. Особые мнения',
    about: (question, wording) => (wording === '' ? question : `${question}: «${wording}»`),
  },
  kk: {
    basisMark: 'ЖОБА · негізге алынды',
    adopted: (numbers, unanimously) =>
      numbers === null
        ? 'Қарар тұтастай қабылданды.'
        : `Қарар тұтастай ${unanimously ? 'бірауыздан' : 'көпшілік дауыспен'} қабылданды: «жақтап» – ${numbers.yes}, ` +
          `«қарсы» – ${numbers.no}, «қалыс қалды» – ${numbers.abstain}, дауыс бермегендер – ${numbers.notVoted}.`,
    reopened: (clause, reason) =>
      `Төраға пысықтауға қайтарды: ${clause}. Ол бойынша бұрынғы шешім енді жарамсыз. Себебі: ${reason}.`,
    superseded: (reason) => `Шешім енді жарамсыз, тармақ қайта ашылды. Себебі: ${reason}.`,
    annex: 'Қосымша. Ерекше пікірлер',
    about: (question, wording) => (wording === '' ? question : `${question}: «${wording}»`),
  },
  en: {
    basisMark: 'DRAFT · adopted as a basis',
    adopted: (numbers, unanimously) =>
      numbers === null
        ? 'The resolution was adopted as a whole.'
        : `The resolution was adopted as a whole ${unanimously ? 'unanimously' : 'by majority'}: for ${numbers.yes}, ` +
          `against ${numbers.no}, abstained ${numbers.abstain}, did not vote ${numbers.notVoted}.`,
    reopened: (clause, reason) =>
      `The chair came back to: ${clause}. Its earlier decision holds no more. Reason: ${reason}.`,
    superseded: (reason) => `The decision holds no more, the clause was opened again. Reason: ${reason}.`,
    annex: 'Annex. Dissenting opinions',
    about: (question, wording) => (wording === '' ? question : `${question}: “${wording}”`),
  },
};
