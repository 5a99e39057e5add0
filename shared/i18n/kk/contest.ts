/** What does a voter say about a vote: that more time is needed, that something was wrong? In Kazakh. */
import type { ContestWords } from '../contest-words.ts';
export const contest: ContestWords = {
  timeAsked: 'Уақыт сұрағаныңыз қабылданды. Жүргізуші қанша адам сұрағанын көреді.',
  open: 'Дауыс беруге шағымдану…',
  title: 'Дауыс беруге шағымдану',
  means: 'Не дұрыс болмағанын айтыңыз. Оны бәрі көреді; төрағалық етуші шешеді, дауыстар қайта саналады.',
  reason: 'Не дұрыс болмады',
  reasonMissing: 'Не дұрыс болмағанын бірнеше сөзбен айтыңыз.',
  send: 'Шағым беру',
  contested: (reason) => `Шағым: ${reason}`,
  waits: 'Төрағалық етуші әлі шешкен жоқ.',
  upheld: (reason) => `Нәтиже өзгермейді: ${reason}`,
  repeated: (reason) => `Дауыс беру қайта өткізіледі: ${reason}`,
  countedSame: 'Дауыстар қайта саналды: нәтиже сол күйінде.',
  countedOther: 'Дауыстар қайта саналды: нәтиже басқаша шықты.',
};
