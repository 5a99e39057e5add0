/** What is said of seats that take no part, of groups of seats, and of votes given to others? In Russian; fetched where it is needed. */
import type { ElectorateWords } from '../electorate-words.ts';
export const electorate: ElectorateWords = {
  recuse: 'Не участвую в этом вопросе…',
  recuseTitle: 'Самоотвод',
  recuseVoteMeans:
    'Вас не считают среди голосующих. В списке и в протоколе ваше имя стоит как не участвующее. В этом голосовании отменить это нельзя.',
  recuseItemMeans:
    'В голосованиях по этому вопросу вас не считают среди голосующих. В списке и в протоколе ваше имя стоит как не участвующее. Пока голосование не началось, это можно отменить.',
  recuseDo: 'Не участвую',
  recusedFrom: (item) => `Вы не участвуете в голосованиях по вопросу: ${item}`,
  takePart: 'Всё-таки участвую',
  noPartInVote: 'Не участвует в этом голосовании',
  noPartInItem: (item) => `Не участвует: ${item}`,
  partInItem: (item) => `Снова участвует: ${item}`,
  noPart: 'Не участвуют (самоотвод)',
  noPartCount: (seats) => `Не участвуют (самоотвод): ${seats}.`,
  noPartNames: (names) => `Не участвовали в голосовании (самоотвод): ${names}.`,
  group: 'Группа',
  noGroup: 'вне групп',
  newGroup: 'Название новой группы',
  addGroup: 'Включить в новую группу',
  inEachGroup: 'И отдельно в каждой группе',
};
