/** What is said where cards are raised and counted in the hall, and where such a count is told? In Russian; fetched with one. */
import type { HallWords } from '../hall-words.ts';
export const hall: HallWords = {
  open: 'Посчитать карточки в зале…',
  mend: 'Исправить подсчёт в зале…',
  title: 'Голосование карточками',
  means:
    'Для тех, кто в зале и без устройства. Отмеченные голосуют карточкой: с их устройств голос больше не принимается. До закрытия голосования подсчёт можно исправить; в протоколе остаётся каждая запись.',
  who: (marked) => `Кто голосует карточкой: ${marked}`,
  nobody: 'Никто с решающим голосом не отмечен в зале. Сначала отметьте их в списке людей.',
  numbers: 'Сколько карточек',
  silent: (people) => `Карточку не подняли: ${people}`,
  tooMany: (cards, people) => `Карточек: ${cards}, отмечено людей: ${people}. Пересчитайте или отметьте недостающих.`,
  tellers: 'Кто считал',
  confirmed: 'Числа зачитаны вслух, всё верно',
  do: 'Внести подсчёт',
  missing:
    'Отметьте, кто голосует карточкой и кто считал, введите все три числа и подтвердите, что они зачитаны вслух.',
  hasVoted: (name) =>
    `Голос уже есть: ${name}. Отметка снята, карточка не считается. Проверьте числа и внесите ещё раз.`,
  entered: 'Подсчёт внесён.',
  stands: (people) => `Карточкой в зале: ${people}. Числа покажут вместе с результатом.`,
  source: (devices, cards) => `С устройств: ${devices} + в зале: ${cards}`,
  cards: (yes, no, abstain) => `Карточками в зале: за – ${yes}, против – ${no}, воздержались – ${abstain}.`,
  countedBy: (names) => `Считали: ${names}.`,
  entry: (time, sentence) => `${time}. ${sentence}`,
  sources: 'Источники голосов',
  inHall: 'Карточкой в зале',
  earlier: 'Прежние записи, исправлены:',
};
