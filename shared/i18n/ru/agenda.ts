/** What is said of who reports on a matter? In Russian; fetched where an agenda is shown. */
import type { AgendaWords } from '../agenda-words.ts';
export const agenda: AgendaWords = {
  rapporteur: 'Докладчик',
  coRapporteur: 'Содокладчик',
  upTo: (minutes) => `до ${minutes} мин.`,
  upToSeconds: (seconds) => `до ${seconds}\u00a0с`,
  limits: 'Регламент',
  limitOf: { speech: 'выступление', question: 'вопрос', reply: 'реплика', information: 'справка' },
  change: 'Докладчики…',
  title: (item) => `Докладчики: ${item}`,
  who: 'Кто',
  nobody: 'выберите',
  whoMissing: 'Выберите, кто докладывает.',
  minutes: 'Минут',
  minutesWrong: (most) => `Минуты – целое число от 1 до ${most}.`,
  add: 'Добавить',
  take: (name) => `Убрать: ${name}`,
  means: 'Они стоят в повестке на экранах и на бумаге. Слово даёте вы.',
};
