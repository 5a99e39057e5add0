/** What is said around a text that is being drafted: its languages, who writes, remarks, print. In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
import { countKk } from '../plurals.ts';

export const drafting: Catalogue['drafting'] = {
  sideBySide: 'Қатар',
  tools: 'Мәтін туралы',
  behind: (language, time, name) => `${language}: артта қалды · ${time} · түзеткен: ${name}`,
  behindUnnamed: (language, time) => `${language}: артта қалды · ${time}`,
  checked: (language, name) => `${language}: салыстырылды · ${name}`,
  check: (language) => `${language}: мағынасы бірдей, салыстырылды`,
  mayNotCheck: 'Аударманы төраға, модератор, хатшы және редакциялық топ салыстырады',
  whoWrites: 'Кім жазады',
  writers: {
    everyone: 'Шешуші дауысы барлардың бәрі',
    drafting: 'Тек редакциялық топ',
    named: 'Тек осында таңдалғандар',
  },
  writersNow: {
    everyone: 'дауысы барлардың бәрі жазады',
    drafting: 'редакциялық топ жазады',
    named: (count) => `таңдалғандар жазады: ${count}`,
  },
  writersNote: 'Төраға, модератор және хатшы әрқашан жаза алады. Қалғандары оқиды және ұсынады.',
  writersSave: 'Белгілеу',
  chooseWriters: 'Кім жазады',
  remarks: (count) => countKk(count, 'кеңес'),
  remarksNote: 'Кеңестер ештеңеге тыйым салмайды.',
  hints: {
    noVerb: 'Әрекет аталмаған: ұсынады, сұрайды, шешеді…',
    noAddressee: 'Кімге екені көрсетілмеген. Мұны кім істеуі керек?',
    twoAddressees: 'Бірден екеуі аталған. Әрқайсысына бөлек тармақ болғаны жақсы.',
    twoDeeds: 'Бір тармақта екі әрекет: оларға бөлек дауыс беруге болмайды.',
    haste: (word) => `«${word}», ал мерзімі жоқ. Қай күнге дейін?`,
    missing: (language) => `Мәтін әлі жоқ: ${language}.`,
    repeated: (clause) => `Дәл осы сөйлем мұнда да тұр: ${clause}.`,
    tooLong: (length) => `${countKk(length, 'таңба')}: тыңдауға ауыр. Екі тармақ болар ма?`,
    numberTyped: 'Нөмір қолмен терілген. Нөмірлер өздігінен қойылады.',
  },
  print: 'Басып шығару',
  printNote: 'Алғаш басылғаннан бастап қабылданғанға дейін нөмірлер өзгермейді.',
  printedAt: (time) => `жағдай бойынша: ${time}`,
  openedAgain: (time, reason) => `Қайта ашылды, уақыты: ${time}. Себебі: ${reason}`,
  liveText: 'Тірі мәтін',
};
