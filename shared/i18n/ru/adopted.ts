/** What is said to somebody whose words are in the adopted resolution? In Russian. */
import type { AdoptedWords } from '../adopted-words.ts';
export const adopted: AdoptedWords = {
  yours: (where) => `В резолюции есть ваши слова: ${where}`,
  preamble: 'преамбула',
  clause: (number) => `пункт\u00a0${number}`,
  clauses: (numbers) => `пункты\u00a0${numbers}`,
  and: 'и',
  read: 'Прочитать в тексте',
  onlyYou: 'Это видите только вы.',
  open: 'Открыть резолюцию',
  send: 'Скопировать ссылку для близких',
  anybody: 'По этой ссылке резолюцию откроет любой.',
  notIssued: 'Когда секретарь выдаст резолюцию, здесь будет ссылка, которую можно послать домой.',
};
