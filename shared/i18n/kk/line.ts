/** Is the line up, is my text saved? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const line: Catalogue['line'] = {
  live: 'байланыста',
  connecting: 'қосылуда',
  slow: 'байланыс әлсіз',
  offline: 'байланыс жоқ',
  offlineKept: (kept) => `байланыс жоқ · ${kept}`,
  kept: (kept) => (kept === 0 ? 'Байланыс жоқ' : `Байланыс жоқ · осында сақталды: ${kept}`),
  saved: 'сақталды',
  saving: 'сақталуда',
  notSaved: 'әлі сақталған жоқ',
  restarting: 'сервер қайта іске қосылуда',
  loginEnded: 'Бұл құрылғыдан шықтыңыз. Сілтемеңізді қайта ашыңыз немесе кодпен қайта кіріңіз.',
  tooOld: 'Бұл бет серверден ескі. Жазғаныңыз осында сақталды. Бетті қайта жүктеңіз.',
  reload: 'Қайта жүктеу',
  since: (time) => `байланыс үзілді · ${time}`,
};
