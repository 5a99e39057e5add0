/** What is said to somebody whose words are in the adopted resolution? In Kazakh. */
import type { AdoptedWords } from '../adopted-words.ts';
export const adopted: AdoptedWords = {
  yours: (where) => `Қарарда сіздің сөздеріңіз бар: ${where}`,
  preamble: 'кіріспе',
  clause: (number) => `${number}-тармақ`,
  clauses: (numbers) => `${numbers}-тармақтар`,
  and: 'және',
  read: 'Мәтіннен оқу',
  onlyYou: 'Мұны тек сіз көресіз.',
  open: 'Қарарды ашу',
  send: 'Үйге жіберетін сілтемені көшіру',
  anybody: 'Бұл сілтеме арқылы қарарды кез келген адам аша алады.',
  notIssued: 'Хатшы қарарды бергеннен кейін үйге жіберуге болатын сілтеме осында пайда болады.',
};
