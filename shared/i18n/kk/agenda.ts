/** What is said of who reports on a matter? In Kazakh; fetched where an agenda is shown. */
import type { AgendaWords } from '../agenda-words.ts';
export const agenda: AgendaWords = {
  rapporteur: 'Баяндамашы',
  coRapporteur: 'Қосымша баяндамашы',
  upTo: (minutes) => `${minutes} минутқа дейін`,
  upToSeconds: (seconds) => `${seconds} секундқа дейін`,
  limits: 'Регламент',
  limitOf: { speech: 'сөз сөйлеу', question: 'сұрақ', reply: 'реплика', information: 'анықтама' },
  change: 'Баяндамашылар…',
  title: (item) => `Баяндамашылар: ${item}`,
  who: 'Кім',
  nobody: 'таңдаңыз',
  whoMissing: 'Кім баяндайтынын таңдаңыз.',
  minutes: 'Минут',
  minutesWrong: (most) => `Минут – 1-ден ${most}-ға дейінгі бүтін сан.`,
  add: 'Қосу',
  take: (name) => `Алып тастау: ${name}`,
  means: 'Олар экрандағы және қағаздағы күн тәртібінде тұрады. Сөзді өзіңіз бересіз.',
};
