/** Is the line up, is my text saved? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const line: Catalogue['line'] = {
  live: 'на связи',
  connecting: 'подключаемся',
  slow: 'слабая связь',
  offline: 'нет связи',
  offlineKept: (kept) => `нет связи · ${kept}`,
  kept: (kept) => (kept === 0 ? 'Нет связи' : `Нет связи · сохранено здесь: ${kept}`),
  saved: 'сохранено',
  saving: 'сохраняем',
  notSaved: 'ещё не сохранено',
  restarting: 'сервер перезапускается',
  loginEnded: 'Вход на этом устройстве завершён. Откройте свою ссылку или войдите по коду ещё раз.',
  tooOld: 'Эта страница старше сервера. Написанное вами сохранено здесь. Загрузите страницу заново.',
  reload: 'Загрузить заново',
  since: (time) => `нет связи с ${time}`,
};
