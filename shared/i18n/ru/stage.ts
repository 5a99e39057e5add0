/** What does the hall's screen say? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const stage: Catalogue['stage'] = {
  title: 'Экран зала',
  join: 'Присоединиться',
  here: (count) => `Здесь: ${count}`,
  turnout: (cast, seats) => `Проголосовали: ${cast} из ${seats}`,
  backAt: (time) => `Продолжим в ${time}`,
  quorum: 'Кворум есть',
  noQuorum: 'Кворума нет',
  noLineSince: (time) => `нет связи с ${time}`,
  checkCode: 'код проверки',
  ended: 'Эту ссылку на экран зала заменили. Новая — на столе модератора.',
  startsAt: (time) => `Начало в ${time}`,
  present: (present, entitled) => `Присутствуют ${present} из ${entitled}`,
  needed: (needed) => `нужно: ${needed}`,
  backSoon: 'Скоро продолжим',
  noLine: 'Нет связи. Пробуем ещё.',
  draftClosed: (clauses) => `Текст закрыт для правок, пунктов: ${clauses}`,
};
