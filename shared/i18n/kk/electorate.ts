/** What is said of seats that take no part, of groups of seats, and of votes given to others? In Kazakh; fetched where it is needed. */
import type { ElectorateWords } from '../electorate-words.ts';
export const electorate: ElectorateWords = {
  recuse: 'Бұл мәселеге қатыспаймын…',
  recuseTitle: 'Өздігінен бас тарту',
  recuseVoteMeans:
    'Сіз дауыс берушілердің санына кірмейсіз. Тізімде және хаттамада атыңыз қатыспағандар қатарында тұрады. Бұл дауыс беруде одан қайтуға болмайды.',
  recuseItemMeans:
    'Осы мәселе бойынша дауыс беруде сіз дауыс берушілердің санына кірмейсіз. Тізімде және хаттамада атыңыз қатыспағандар қатарында тұрады. Дауыс беру ашылғанша қайтуға болады.',
  recuseDo: 'Қатыспаймын',
  recusedFrom: (item) => `Сіз мына мәселе бойынша дауыс беруге қатыспайсыз: ${item}`,
  takePart: 'Бәрібір қатысамын',
  noPartInVote: 'Бұл дауыс беруге қатыспайды',
  noPartInItem: (item) => `Қатыспайды: ${item}`,
  partInItem: (item) => `Қайта қатысады: ${item}`,
  noPart: 'Қатыспайды (өздігінен бас тартты)',
  noPartCount: (seats) => `Қатыспайды (өздігінен бас тартты): ${seats}.`,
  noPartNames: (names) => `Дауыс беруге қатыспады (өздігінен бас тартты): ${names}.`,
  group: 'Топ',
  noGroup: 'топта жоқ',
  newGroup: 'Жаңа топтың атауы',
  addGroup: 'Жаңа топқа қосу',
  inEachGroup: 'Және әр топта бөлек',
};
