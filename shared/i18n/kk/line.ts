/** Is the line up, is my text saved? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const line: Catalogue['line'] = {
  live: 'байланыста',
  connecting: 'қосылуда',
  offline: 'байланыс жоқ',
  offlineKept: (kept) => `байланыс жоқ · ${kept}`,
  kept: (kept) => (kept === 0 ? 'Байланыс жоқ' : `Байланыс жоқ · осында сақталды: ${kept}`),
  saved: 'сақталды',
  saving: 'сақталуда',
  notSaved: 'әлі сақталған жоқ',
  restarting: 'сервер қайта іске қосылуда',
  reload: 'Қайта жүктеу',
  sending: (done, of) => `жіберілуде: ${of} ішінен ${done}`,
  keptInPage: 'Бұл құрылғы ештеңе сақтамайды: «сақталды» деген жазу шыққанша бетті жаппаңыз.',
  asOf: (time) => `Сағат ${time} кездегі күйі, байланыс жоқ`,
  notSent: 'Бұл құрылғыдан жіберілмегені',
  notSentBecauseEnded:
    'Мұнда кіру бұл жіберілгенше аяқталды. Мәтінді көшіріп алыңыз немесе өз атыңызбен қайта кіріңіз: сонда ол өзі жіберіледі.',
  notSentBeforeLeaving: 'Бұл әлі жіберілген жоқ. Қазір шықсаңыз, ол бұл құрылғыдан жойылады.',
  clearHere: 'Бұл құрылғыдан жою',
  newVersion: 'Жаңа нұсқа дайын. Жазғаныңыз жоғалмайды.',
  seenHere: 'Бұл құрылғыда сақтаулы, байланыссыз оқуға болады',
};
