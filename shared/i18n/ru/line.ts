/** Is the line up, is my text saved? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const line: Catalogue['line'] = {
  live: 'на связи',
  connecting: 'подключаемся',
  offline: 'нет связи',
  offlineKept: (kept) => `нет связи · ${kept}`,
  kept: (kept) => (kept === 0 ? 'Нет связи' : `Нет связи · сохранено здесь: ${kept}`),
  saved: 'сохранено',
  saving: 'сохраняем',
  notSaved: 'ещё не сохранено',
  restarting: 'сервер перезапускается',
  reload: 'Загрузить заново',
  sending: (done, of) => `отправляется: ${done} из ${of}`,
  keptInPage: 'Это устройство ничего не хранит: не закрывайте страницу, пока не появится «сохранено».',
  asOf: (time) => `Как было в ${time}, нет связи`,
  notSent: 'Не отправлено с этого устройства',
  notSentBecauseEnded:
    'Вход здесь завершился раньше, чем это ушло. Скопируйте текст или войдите снова под своим именем: тогда он уйдёт сам.',
  notSentBeforeLeaving: 'Это ещё не отправлено. Если выйти сейчас, на этом устройстве оно исчезнет.',
  clearHere: 'Удалить с этого устройства',
  newVersion: 'Есть новая версия. Написанное вами не пропадёт.',
  seenHere: 'Хранится на этом устройстве, можно читать без связи',
};
