/** What does a voter say about a vote: that more time is needed, that something was wrong? In Russian. */
import type { ContestWords } from '../contest-words.ts';
export const contest: ContestWords = {
  timeAsked: 'Просьба о времени принята. Ведущий видит, сколько человек просят.',
  open: 'Оспорить голосование…',
  title: 'Оспорить голосование',
  means: 'Скажите, что было не так. Это увидят все; решит председатель, и голоса пересчитают.',
  reason: 'Что было не так',
  reasonMissing: 'Скажите в нескольких словах, что было не так.',
  send: 'Оспорить',
  contested: (reason) => `Оспорено: ${reason}`,
  waits: 'Председатель ещё не решил.',
  upheld: (reason) => `Результат остаётся: ${reason}`,
  repeated: (reason) => `Голосование проведут заново: ${reason}`,
  countedSame: 'Голоса пересчитаны: вышло то же самое.',
  countedOther: 'Голоса пересчитаны: вышло другое.',
  minority: {
    open: 'Особое мнение…',
    title: 'Особое мнение',
    means: 'Решение оно не меняет. Под вашим именем оно войдёт в протокол и в приложение к резолюции. Записать можно один раз, до закрытия заседания.',
    field: 'Почему вы не согласны',
    missing: 'Напишите в нескольких словах, почему вы не согласны.',
    send: 'Записать',
    of: (name) => `Особое мнение: ${name}`,
    superseded: (reason) => `Пункт открыт снова, решение больше не действует. Причина: ${reason}`,
    changed: 'Слова пункта изменены после этого голосования.',
  },
};
