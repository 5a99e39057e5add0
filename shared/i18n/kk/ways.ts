/** What is said where silence consents, and where counts are seen before the close? In Kazakh. */
import type { WaysWords } from '../ways-words.ts';
export const ways: WaysWords = {
  silence: {
    asked: 'Қарсылық жоқ па?',
    rule: 'Үндемеу – келісу: уақыт біткенше ешкім қарсылық білдірмесе, шешім қабылданады. Бірінші қарсылық бәрін тоқтатады, мәселе дауысқа салынады.',
    object: 'Қарсымын',
    reason: 'Себебі, айтқыңыз келсе',
    reasonSeen: 'Мұны жүргізушілер оқиды, хаттамада да қалады.',
    advisory: 'Сіздің дауысыңыз кеңесші: онымен қарсылық білдірілмейді.',
    desk: 'Әзірге ешкім қарсылық білдірген жоқ. Бірінші қарсылық бәрін тоқтатады.',
    carried: 'Қарсылықсыз қабылданды',
    objected: 'Қарсылық бар: шешім әзірге қабылданған жоқ',
    by: (names) => `Қарсылық білдірді: ${names}`,
    because: (reason) => `Себебі: ${reason}`,
    objection: 'қарсылық білдірді',
    silent: 'қарсылық білдірмеді',
    card: (subject) => `Қарсылық: ${subject}`,
    vote: (duration) => `Дауысқа салу, ${duration}`,
  },
  soFar: 'Әзірге',
  advisory: 'Кеңесші дауыстар, есепке кірмейді',
  second: (duration) => `Дауысы теңдер арасында тағы бір рет дауыс беру, ${duration}`,
  forward: {
    title: (count) => `Бірден дауысқа салынатын тармақтар: ${count}`,
    means:
      'Шешуші дауысы бар кез келген адам дауыс беру ашылғанша тармақты тізімнен шығара алады. Ол бойынша бөлек дауыс беріледі.',
    takeOut: (clause) => `Шығару: ${clause}`,
    takenOut: (clause, name) => `Шығарылды: ${clause} · ${name}`,
    takenOutShort: (clause) => `Шығарылды: ${clause}`,
    nothingLeft: 'Тізімде ештеңе қалмады. Оны алып тастаңыз.',
    open: 'Тізім бойынша дауыс беруді ашу',
    withdraw: 'Тізімді алып тастау',
    put: 'Алдымен тізімді көрсету: тармақ шығаруға болады',
    single: (clause) => `Дауысқа салу: ${clause}`,
    singles: 'Шығарылғандар, бөлек дауысқа салынады',
  },
};
