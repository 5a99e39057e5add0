/** What is said of a sitting that was opened without its quorum? In Kazakh; fetched where one is. */
import type { ConsultationWords } from '../consultation-words.ts';
export const consultation: ConsultationWords = {
  open: 'Консультация ретінде ашу',
  means: 'Кворум жоқ: сөйлеуге және жазуға болады, дауыс беруге болмайды. Кворум жиналғанда дауыс беруге болады.',
  line: 'Консультация: кворум жоқ, шешім қабылданбайды.',
  opened: (time) =>
    `Отырыс кворумсыз, консультация ретінде ашылды, уақыты: ${time}. Кворум жиналғанға дейін шешім қабылданбайды.`,
};
