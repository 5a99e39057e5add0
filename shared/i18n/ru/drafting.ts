/** What is said around a text that is being drafted: its languages, who writes, remarks, print. In Russian. */
import type { Catalogue } from '../catalogue.ts';
import { countRu } from '../plurals.ts';

export const drafting: Catalogue['drafting'] = {
  sideBySide: 'Рядом',
  tools: 'О тексте',
  behind: (language, time, name) => `${language}: отстаёт с ${time}, после правки: ${name}`,
  behindUnnamed: (language, time) => `${language}: отстаёт с ${time}`,
  checked: (language, name) => `${language}: сверено, ${name}`,
  check: (language) => `${language}: сверено, говорит то же`,
  mayNotCheck: 'Переводы сверяют председатель, модератор, секретарь и редакционная группа',
  whoWrites: 'Кто пишет',
  writers: {
    everyone: 'Все, у кого решающий голос',
    drafting: 'Только редакционная группа',
    named: 'Только выбранные здесь',
  },
  writersNow: {
    everyone: 'пишут все, у кого есть голос',
    drafting: 'пишет редакционная группа',
    named: (count) => `пишут выбранные: ${count}`,
  },
  writersNote: 'Председатель, модератор и секретарь пишут всегда. Остальные читают и предлагают.',
  writersSave: 'Установить',
  chooseWriters: 'Кто пишет',
  remarks: (count) => countRu(count, 'подсказка', 'подсказки', 'подсказок'),
  remarksNote: 'Подсказки ничего не запрещают.',
  hints: {
    noVerb: 'Не названо действие: рекомендует, просит, решает…',
    noAddressee: 'Никто не назван. Кто должен это сделать?',
    twoAddressees: 'Названы сразу двое. Каждому лучше свой пункт.',
    twoDeeds: 'Два действия в одном пункте: голосовать за них отдельно нельзя.',
    haste: (word) => `«${word}», а срока нет. До какого дня?`,
    missing: (language) => `Текста ещё нет: ${language}.`,
    repeated: (clause) => `То же предложение стоит здесь: ${clause}.`,
    tooLong: (length) => `${countRu(length, 'знак', 'знака', 'знаков')}: на слух тяжело. Может быть, два пункта?`,
    numberTyped: 'Номер набран вручную. Номера ставятся сами.',
  },
  print: 'Напечатать',
  printNote: 'С первой печати и до принятия номера не меняются.',
  printedAt: (time) => `по состоянию на ${time}`,
  openedAgain: (time, reason) => `Открыто снова в ${time}. Причина: ${reason}`,
  liveText: 'Живой текст',
};
