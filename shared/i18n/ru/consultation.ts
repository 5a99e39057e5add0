/** What is said of a sitting that was opened without its quorum? In Russian; fetched where one is. */
import type { ConsultationWords } from '../consultation-words.ts';
export const consultation: ConsultationWords = {
  open: 'Открыть как консультацию',
  means: 'Кворума нет: можно выступать и писать, но не голосовать. Голосовать можно будет, когда кворум появится.',
  line: 'Консультация: кворума нет, решений не принимают.',
  opened: (time) =>
    `Заседание открыто в ${time} без кворума, как консультация: пока кворума нет, решения не принимаются.`,
};
