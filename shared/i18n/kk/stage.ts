/** What does the hall's screen say? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const stage: Catalogue['stage'] = {
  title: 'Зал экраны',
  join: 'Қосылу',
  here: (count) => `Осында: ${count}`,
  turnout: (cast, seats) => `Дауыс берді: ${cast} / ${seats}`,
  backAt: (time) => `Жалғасуы: ${time}`,
  quorum: 'Кворум бар',
  noQuorum: 'Кворум жоқ',
  noLineSince: (time) => `байланыс үзілді · ${time}`,
  checkCode: 'тексеру коды',
  ended: 'Зал экранының бұл сілтемесі ауыстырылған. Жаңасы модератор үстелінде.',
  startsAt: (time) => `Басталуы: ${time}`,
  present: (present, entitled) => `Қатысып отыр: ${present} / ${entitled}`,
  needed: (needed) => `қажет: ${needed}`,
  backSoon: 'Көп ұзамай жалғастырамыз',
  noLine: 'Байланыс жоқ. Қайта қосылып жатырмыз.',
  draftClosed: (clauses) => `Мәтін түзетуге жабылды, тармақ: ${clauses}`,
};
