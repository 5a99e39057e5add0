/** What is said where silence consents, and where counts are seen before the close? In Russian. */
import type { WaysWords } from '../ways-words.ts';
export const ways: WaysWords = {
  silence: {
    asked: 'Возражений нет?',
    rule: 'Молчание — согласие: решение принято, если до конца времени никто не возразит. Первое возражение всё останавливает, и вопрос ставится на голосование.',
    object: 'Возражаю',
    reason: 'Почему, если хотите сказать',
    reasonSeen: 'Это прочтут ведущие, и это останется в протоколе.',
    advisory: 'У вас совещательный голос: возражать им нельзя.',
    desk: 'Пока никто не возразил. Первое возражение всё остановит.',
    carried: 'Принято без возражений',
    objected: 'Есть возражение: решение пока не принято',
    by: (names) => `Возразили: ${names}`,
    because: (reason) => `Причина: ${reason}`,
    objection: 'возражение',
    silent: 'без возражений',
    card: (subject) => `Возражение: ${subject}`,
    vote: (duration) => `Поставить на голосование, ${duration}`,
  },
  soFar: 'Пока',
  advisory: 'С совещательным голосом, в подсчёт не входят',
  second: (duration) => `Голосовать ещё раз между теми, у кого поровну, ${duration}`,
  forward: {
    title: (count) => `Ставятся на голосование сразу, пунктов: ${count}`,
    means:
      'Любой с решающим голосом может вынести пункт из списка, пока голосование не открыто. За него проголосуют отдельно.',
    takeOut: (clause) => `Вынести: ${clause}`,
    takenOut: (clause, name) => `Вынесено: ${clause} · ${name}`,
    takenOutShort: (clause) => `Вынесено: ${clause}`,
    nothingLeft: 'В списке ничего не осталось. Снимите его.',
    open: 'Открыть голосование по списку',
    withdraw: 'Снять список',
    put: 'Сначала показать список: пункты можно вынести',
    single: (clause) => `Поставить на голосование: ${clause}`,
    singles: 'Вынесено, голосуется отдельно',
  },
};
