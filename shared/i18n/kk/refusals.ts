/** What is said when something may not or cannot be? In Kazakh. */
import type { RefusalWords } from '../en/refusals.ts';

export const refusals: RefusalWords = {
  unknown: 'Бұл орындалмады. Жазғаныңыз осында қалды. Қайталап көріңіз; тағы қайталанса, хатшыны шақырыңыз.',
  'no-line': 'Байланыс жоқ. Ештеңе жіберілген жоқ, жазғаныңыз жоғалмады. Байланыс қалпына келгенде қайталаңыз.',
  'server-not-ready':
    'Сервер қайта іске қосылып жатыр. Расталғанның бәрі сақталды. Бірнеше секундтан кейін қайталаңыз.',
};
