/** What is said when something may not or cannot be? In Russian. */
import type { RefusalWords } from '../en/refusals.ts';

export const refusals: RefusalWords = {
  unknown: 'Это не выполнено. Написанное вами осталось здесь. Попробуйте ещё раз; если повторится, позовите секретаря.',
  'no-line': 'Нет связи. Ничего не отправлено, написанное вами не потеряно. Попробуйте, когда связь вернётся.',
  'server-not-ready': 'Сервер перезапускается. Всё подтверждённое сохранено. Попробуйте через несколько секунд.',
};
