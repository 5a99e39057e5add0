/**
 * With which words do the papers of a sitting speak? Sources: templates T-1, T-3, T-4, T-11, T-14 and the results text of T-3. Kazakh
 * puts a number where it takes no suffix.
 */
import type { AdditionKind } from '../minutes/minutes.ts';
import type { AgendaItemKind } from '../sitting/sitting.ts';
import type { ProxyEnd } from '../sitting/sitting-events.ts';
import type { SittingKind } from '../forum/forum.ts';
import type { Lang } from '../lib/lang.ts';

export interface FourNumbers {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly notVoted: number;
}

interface PaperWords {
  readonly chair: string;
  readonly moderator: string;
  readonly secretary: string;
  readonly sittingKinds: Readonly<Record<SittingKind, string>>;
  readonly itemKinds: Readonly<Record<AgendaItemKind, string>>;
  readonly agenda: {
    readonly title: string;
    readonly form: (kind: string) => string;
  };
  readonly minutes: {
    /** «ПРОТОКОЛ № 3», «№ 3 ХАТТАМА». */
    readonly title: (number: string) => string;
    /** «заседания: …» */
    readonly of: (kind: string, title: string) => string;
    readonly times: (from: string, to: string) => string;
    readonly attended: (present: number, entitled: number, remote: number) => string;
    readonly quorum: string;
    readonly noQuorum: string;
    readonly noQuorumAsked: string;
    readonly invited: string;
    readonly agenda: string;
    readonly heard: string;
    readonly began: (time: string) => string;
    readonly opened: (time: string) => string;
    readonly paused: (from: string, to: string | null) => string;
    readonly closed: (time: string) => string;
    readonly rollCall: (answered: number, seats: number) => string;
    readonly voted: (numbers: FourNumbers) => string;
    readonly advisory: (yes: number, no: number, abstain: number) => string;
    readonly decided: string;
    readonly additions: Readonly<Record<AdditionKind, string>>;
    readonly annulled: (reason: string) => string;
    readonly annex: string;
    readonly annexes: readonly [string, string];
    readonly signed: (date: string) => string;
  };
  readonly result: {
    readonly unanimously: string;
    readonly withoutObjection: string;
    readonly objected: string;
    readonly carried: string;
    readonly rejected: string;
    readonly noQuorum: string;
    readonly noTurnout: string;
    readonly tie: string;
    readonly chairCarried: string;
    readonly chairRejected: string;
    readonly lotCarried: string;
    readonly lotRejected: string;
    readonly adoptClause: (clause: string) => string;
    readonly rejectClause: (clause: string) => string;
    readonly basis: string;
    readonly whole: string;
  };
  /** Above the title of a paper in the place of another: when that one was issued, its code, why. */
  readonly replaces: (when: string, code: string, reason: string) => string;
  readonly extract: { readonly title: (number: string) => string; readonly true: string };
  readonly report: {
    readonly title: string;
    readonly vote: (number: number) => string;
    readonly facts: {
      readonly question: string;
      readonly wording: string;
      readonly hash: string;
      readonly form: string;
      readonly rule: string;
      readonly opened: string;
      readonly closed: string;
      readonly electorate: string;
      readonly present: string;
      readonly answers: string;
      readonly needed: string;
      readonly result: string;
      readonly seal: string;
    };
    readonly named: string;
    readonly unnamed: string;
    readonly entitled: (weight: number, seats: number) => string;
    readonly needed: (needed: number) => string;
    readonly roll: string;
    readonly rollHead: readonly [string, string, string, string, string, string];
    readonly rights: Readonly<Record<'deciding' | 'advisory', string>>;
    readonly choices: Readonly<Record<'yes' | 'no' | 'abstain', string>>;
    readonly none: string;
    readonly byHand: string;
    readonly notVoted: string;
    readonly head: readonly [string, string];
    readonly here: string;
  };
  readonly subjects: {
    readonly clauses: string;
    readonly basis: string;
    readonly whole: string;
    readonly rollCall: string;
  };
  readonly attendance: {
    readonly title: string;
    readonly head: readonly string[];
    readonly where: Readonly<Record<'hall' | 'remote', string>>;
    readonly categories: Readonly<
      Record<
        | 'deciding'
        | 'advisory'
        | 'chair'
        | 'moderator'
        | 'secretary'
        | 'drafting'
        | 'counting'
        | 'invited'
        | 'observer'
        | 'media',
        string
      >
    >;
    readonly total: (people: number, remote: number) => string;
    /** Votes that were entrusted. */
    readonly proxies: {
      readonly head: readonly string[];
      readonly ends: Readonly<Record<ProxyEnd, string>>;
      /** Until the sitting ended, or as of now. */
      readonly held: string;
    };
  };
}

const ru: PaperWords = {
  chair: 'Председательствующий',
  moderator: 'Модератор',
  secretary: 'Секретарь',
  sittingKinds: {
    plenary: 'пленарного заседания',
    panel: 'панельной сессии',
    'round-table': 'круглого стола',
    council: 'заседания общественного совета',
    hearing: 'общественных слушаний',
    seminar: 'обучающего семинара',
  },
  itemKinds: {
    greeting: 'приветствие',
    report: 'информация',
    discussion: 'обсуждение',
    decision: 'принятие решения',
    election: 'избрание',
    info: 'информация',
    break: 'перерыв',
    misc: 'разное',
  },
  agenda: { title: 'ПОВЕСТКА ДНЯ', form: (kind) => `форма: ${kind}` },
  minutes: {
    title: (number) => `ПРОТОКОЛ № ${number}`,
    of: (kind, title) => `${kind} «${title}»`,
    times: (from, to) => `Начало: ${from}. Окончание: ${to}.`,
    attended: (present, entitled, remote) =>
      `Присутствовали с правом решающего голоса: ${present} чел. из ${entitled} (список прилагается), в том числе онлайн – ${remote}.`,
    quorum: 'Кворум имеется.',
    noQuorum: 'Кворум отсутствует.',
    noQuorumAsked: 'Кворум регламентом не установлен.',
    invited: 'Приглашённые: ',
    agenda: 'ПОВЕСТКА ДНЯ',
    heard: 'СЛУШАЛИ: ',
    began: (time) => `Рассмотрение начато в ${time}.`,
    opened: (time) => `Заседание открыто в ${time}.`,
    paused: (from, to) => (to === null ? `Объявлен перерыв в ${from}.` : `Перерыв с ${from} до ${to}.`),
    closed: (time) => `Заседание закрыто в ${time}.`,
    rollCall: (answered, seats) => `Проведена перекличка: ответили ${answered} из ${seats}.`,
    voted: ({ yes, no, abstain, notVoted }) =>
      `«за» – ${yes}, «против» – ${no}, «воздержались» – ${abstain}, не голосовали – ${notVoted}.`,
    advisory: (yes, no, abstain) =>
      `С правом совещательного голоса, в подсчёт не входят: «за» – ${yes}, «против» – ${no}, «воздержались» – ${abstain}.`,
    decided: 'РЕШИЛИ: ',
    additions: {
      questions: 'ВОПРОСЫ / ОТВЕТЫ: ',
      speeches: 'ВЫСТУПИЛИ: ',
      proposals: 'ПРЕДЛОЖЕНИЯ: ',
      opinion: 'ОСОБОЕ МНЕНИЕ: ',
      words: '',
    },
    annulled: (reason) => `Голосование аннулировано. Причина: ${reason}.`,
    annex: 'Приложения:',
    annexes: ['список участников', 'результаты голосования'],
    signed: (date) => `подписано ${date}`,
  },
  result: {
    unanimously: 'Решение принято единогласно.',
    withoutObjection: 'Решение принято без возражений.',
    objected: 'Заявлено возражение; без голосования решение не принято.',
    carried: 'Решение принято большинством голосов.',
    rejected: 'Решение не принято.',
    noQuorum: 'Кворум отсутствует, решение не принято.',
    noTurnout: 'Проголосовало меньше, чем требуется; решение не принято.',
    tie: 'Голоса разделились поровну; решение не принято.',
    chairCarried: 'Голоса разделились поровну; голос председателя является решающим; решение принято.',
    chairRejected: 'Голоса разделились поровну; голос председателя является решающим; решение не принято.',
    lotCarried: 'Голоса разделились поровну; вопрос решён жребием; решение принято.',
    lotRejected: 'Голоса разделились поровну; вопрос решён жребием; решение не принято.',
    adoptClause: (clause) => `принять ${clause} в редакции:`,
    rejectClause: (clause) => `не принимать ${clause}.`,
    basis: 'принять проект резолюции за основу.',
    whole: 'принять резолюцию в целом.',
  },
  replaces: (when, code, reason) =>
    `Выдан взамен документа: выдан ${when}; код проверки ${code}. Причина: ${reason.replace(/\.$/, '')}.`,
  extract: { title: (number) => `ВЫПИСКА ИЗ ПРОТОКОЛА № ${number}`, true: 'Выписка верна' },
  report: {
    title: 'ОТЧЁТ О ГОЛОСОВАНИИ',
    vote: (number) => `Голосование № ${number}`,
    facts: {
      question: 'Вопрос',
      wording: 'Точная формулировка',
      hash: 'Код проверки формулировки',
      form: 'Вид голосования',
      rule: 'Правило и база',
      opened: 'Открыто',
      closed: 'Закрыто',
      electorate: 'Имели право голоса',
      present: 'Присутствовало',
      answers: 'Голоса',
      needed: 'Требовалось',
      result: 'Итог',
      seal: 'Печать голосования',
    },
    named: 'поимённое',
    unnamed: 'без имён: известно, кто голосовал, и неизвестно как',
    entitled: (weight, seats) => `решающих голосов – ${weight}; мест с правом голоса – ${seats}`,
    needed: (needed) => `«за» – не менее ${needed}`,
    roll: 'Поимённый список',
    rollHead: ['№', 'Ф.И.О.', 'Организация', 'Право голоса', 'Вес', 'Голос'],
    rights: { deciding: 'решающий', advisory: 'совещательный' },
    choices: { yes: 'за', no: 'против', abstain: 'воздержался(-ась)' },
    none: 'не голосовал(а)',
    byHand: 'внесено секретарём',
    notVoted: '–',
    head: ['Сведения', 'Значение'],
    here: 'присутствует',
  },
  subjects: {
    clauses: 'О принятии: ',
    basis: 'О принятии проекта резолюции за основу',
    whole: 'О принятии резолюции в целом',
    rollCall: 'Перекличка',
  },
  attendance: {
    title: 'ЛИСТ РЕГИСТРАЦИИ',
    head: ['№', 'Ф.И.О.', 'Организация', 'Должность', 'Категория', 'Формат', 'Время прихода', 'Подпись'],
    where: { hall: 'очно', remote: 'онлайн' },
    categories: {
      chair: 'председательствующий',
      moderator: 'модератор',
      secretary: 'секретарь',
      deciding: 'решающий голос',
      advisory: 'совещательный голос',
      drafting: 'редакционная комиссия',
      counting: 'счётная комиссия',
      invited: 'приглашённый(-ая)',
      observer: 'наблюдатель',
      media: 'СМИ',
    },
    total: (people, remote) => `Всего: ${people}, в том числе онлайн – ${remote}.`,
    proxies: {
      head: ['№', 'Кто доверил свой голос', 'Кому', 'С какого времени', 'До какого времени'],
      ends: {
        withdrawn: 'доверенность возвращена',
        came: 'доверитель на заседании',
        'seat-taken': 'место больше не занято',
      },
      held: 'не прекращена',
    },
  },
};

const kk: PaperWords = {
  chair: 'Төрағалық етуші',
  moderator: 'Модератор',
  secretary: 'Хатшы',
  sittingKinds: {
    plenary: 'пленарлық отырысының',
    panel: 'панельдік сессиясының',
    'round-table': 'дөңгелек үстелінің',
    council: 'қоғамдық кеңесі отырысының',
    hearing: 'қоғамдық тыңдауының',
    seminar: 'оқыту семинарының',
  },
  itemKinds: {
    greeting: 'құттықтау',
    report: 'ақпарат',
    discussion: 'талқылау',
    decision: 'шешім қабылдау',
    election: 'сайлау',
    info: 'ақпарат',
    break: 'үзіліс',
    misc: 'әртүрлі мәселелер',
  },
  agenda: { title: 'КҮН ТӘРТІБІ', form: (kind) => `нысаны: ${kind}` },
  minutes: {
    title: (number) => `№ ${number} ХАТТАМА`,
    of: (kind, title) => `«${title}» ${kind}`,
    times: (from, to) => `Басталуы: ${from}. Аяқталуы: ${to}.`,
    attended: (present, entitled, remote) =>
      `Шешуші дауыс құқығымен қатысқандар: жалпы саны – ${entitled}, қатысқаны – ${present} (тізім қоса беріледі), оның ішінде онлайн – ${remote}.`,
    quorum: 'Кворум бар.',
    noQuorum: 'Кворум жоқ.',
    noQuorumAsked: 'Регламентте кворум белгіленбеген.',
    invited: 'Шақырылғандар: ',
    agenda: 'КҮН ТӘРТІБІ',
    heard: 'ТЫҢДАЛДЫ: ',
    began: (time) => `Қарау басталған уақыты: ${time}.`,
    opened: (time) => `Отырыс ашылған уақыты: ${time}.`,
    paused: (from, to) => (to === null ? `Үзіліс жарияланды, уақыты: ${from}.` : `Үзіліс: ${from} – ${to}.`),
    closed: (time) => `Отырыс жабылған уақыты: ${time}.`,
    rollCall: (answered, seats) => `Түгендеу өткізілді: жауап бергендер – ${answered}, барлығы – ${seats}.`,
    voted: ({ yes, no, abstain, notVoted }) =>
      `«жақтап» – ${yes}, «қарсы» – ${no}, «қалыс қалды» – ${abstain}, дауыс бермегендер – ${notVoted}.`,
    advisory: (yes, no, abstain) =>
      `Кеңесші дауыс құқығымен, есепке кірмейді: «жақтап» – ${yes}, «қарсы» – ${no}, «қалыс қалды» – ${abstain}.`,
    decided: 'ШЕШТІ: ',
    additions: {
      questions: 'СҰРАҚТАР / ЖАУАПТАР: ',
      speeches: 'СӨЗ СӨЙЛЕДІ: ',
      proposals: 'ҰСЫНЫСТАР: ',
      opinion: 'ЕРЕКШЕ ПІКІР: ',
      words: '',
    },
    annulled: (reason) => `Дауыс берудің күші жойылды. Себебі: ${reason}.`,
    annex: 'Қосымшалар:',
    annexes: ['қатысушылар тізімі', 'дауыс беру нәтижелері'],
    signed: (date) => `қол қойылды: ${date}`,
  },
  result: {
    unanimously: 'Шешім бірауыздан қабылданды.',
    withoutObjection: 'Шешім қарсылықсыз қабылданды.',
    objected: 'Қарсылық білдірілді; дауыс берусіз шешім қабылданған жоқ.',
    carried: 'Шешім көпшілік дауыспен қабылданды.',
    rejected: 'Шешім қабылданбады.',
    noQuorum: 'Кворум жоқ, шешім қабылданбады.',
    noTurnout: 'Дауыс бергендер қажетті саннан аз; шешім қабылданбады.',
    tie: 'Дауыстар тең бөлінді; шешім қабылданбады.',
    chairCarried: 'Дауыстар тең бөлінді; төрағаның дауысы шешуші болып табылады; шешім қабылданды.',
    chairRejected: 'Дауыстар тең бөлінді; төрағаның дауысы шешуші болып табылады; шешім қабылданбады.',
    lotCarried: 'Дауыстар тең бөлінді; мәселе жеребемен шешілді; шешім қабылданды.',
    lotRejected: 'Дауыстар тең бөлінді; мәселе жеребемен шешілді; шешім қабылданбады.',
    adoptClause: (clause) => `${clause} мынадай редакцияда қабылдансын:`,
    rejectClause: (clause) => `${clause} қабылданбасын.`,
    basis: 'қарар жобасы негізге алынсын.',
    whole: 'қарар тұтастай қабылдансын.',
  },
  replaces: (when, code, reason) =>
    `Мына құжаттың орнына берілді: берілген уақыты – ${when}; тексеру коды – ${code}. Себебі: ${reason.replace(/\.$/, '')}.`,
  extract: { title: (number) => `№ ${number} ХАТТАМАДАН ҮЗІНДІ`, true: 'Үзінді дұрыс' },
  report: {
    title: 'ДАУЫС БЕРУ ЕСЕБІ',
    vote: (number) => `№ ${number} дауыс беру`,
    facts: {
      question: 'Мәселе',
      wording: 'Нақты тұжырым',
      hash: 'Тұжырымның тексеру коды',
      form: 'Дауыс беру түрі',
      rule: 'Ереже және негіз',
      opened: 'Ашылуы',
      closed: 'Жабылуы',
      electorate: 'Дауыс беру құқығы барлар',
      present: 'Қатысқандар',
      answers: 'Дауыстар',
      needed: 'Қажет болғаны',
      result: 'Қорытынды',
      seal: 'Дауыс беру мөрі',
    },
    named: 'атаулы',
    unnamed: 'атаусыз: кімнің дауыс бергені белгілі, қалай бергені белгісіз',
    entitled: (weight, seats) => `шешуші дауыстар – ${weight}; дауыс беру құқығы бар орындар – ${seats}`,
    needed: (needed) => `«жақтап» – кемінде ${needed}`,
    roll: 'Атаулы тізім',
    rollHead: ['№', 'Т.А.Ә.', 'Ұйым', 'Дауыс құқығы', 'Салмағы', 'Дауысы'],
    rights: { deciding: 'шешуші', advisory: 'кеңесші' },
    choices: { yes: 'жақтап', no: 'қарсы', abstain: 'қалыс қалды' },
    none: 'дауыс бермеді',
    byHand: 'хатшы енгізді',
    notVoted: '–',
    head: ['Мәлімет', 'Мәні'],
    here: 'қатысып отыр',
  },
  subjects: {
    clauses: 'Қабылдау туралы: ',
    basis: 'Қарар жобасын негізге алу туралы',
    whole: 'Қарарды тұтастай қабылдау туралы',
    rollCall: 'Түгендеу',
  },
  attendance: {
    title: 'ТІРКЕУ ПАРАҒЫ',
    head: ['№', 'Т.А.Ә.', 'Ұйым', 'Лауазымы', 'Санаты', 'Форматы', 'Келген уақыты', 'Қолы'],
    where: { hall: 'офлайн', remote: 'онлайн' },
    categories: {
      chair: 'төрағалық етуші',
      moderator: 'модератор',
      secretary: 'хатшы',
      deciding: 'шешуші дауыс',
      advisory: 'кеңесші дауыс',
      drafting: 'редакциялық комиссия',
      counting: 'есеп комиссиясы',
      invited: 'шақырылған адам',
      observer: 'бақылаушы',
      media: 'БАҚ',
    },
    total: (people, remote) => `Барлығы: ${people}, оның ішінде онлайн – ${remote}.`,
    proxies: {
      head: ['№', 'Дауысын сеніп тапсырған', 'Кімге', 'Қай уақыттан', 'Қай уақытқа дейін'],
      ends: {
        withdrawn: 'сенімхат қайтарылды',
        came: 'өзі отырысқа келді',
        'seat-taken': 'орын босады',
      },
      held: 'тоқтатылған жоқ',
    },
  },
};

const en: PaperWords = {
  chair: 'In the chair',
  moderator: 'Moderator',
  secretary: 'Secretary',
  sittingKinds: {
    plenary: 'plenary',
    panel: 'panel',
    'round-table': 'round table',
    council: 'council sitting',
    hearing: 'public hearing',
    seminar: 'seminar',
  },
  itemKinds: {
    greeting: 'greeting',
    report: 'information',
    discussion: 'discussion',
    decision: 'decision',
    election: 'election',
    info: 'information',
    break: 'break',
    misc: 'any other business',
  },
  agenda: { title: 'AGENDA', form: (kind) => `form: ${kind}` },
  minutes: {
    title: (number) => `MINUTES No. ${number}`,
    of: (kind, title) => `${kind} “${title}”`,
    times: (from, to) => `Began: ${from}. Ended: ${to}.`,
    attended: (present, entitled, remote) =>
      `Present with a deciding vote: ${present} of ${entitled} (list attached), of them online: ${remote}.`,
    quorum: 'There is a quorum.',
    noQuorum: 'There is no quorum.',
    noQuorumAsked: 'The rules ask for no quorum.',
    invited: 'Invited: ',
    agenda: 'AGENDA',
    heard: 'HEARD: ',
    began: (time) => `Taken up at ${time}.`,
    opened: (time) => `The sitting was opened at ${time}.`,
    paused: (from, to) => (to === null ? `A break was called at ${from}.` : `Break from ${from} to ${to}.`),
    closed: (time) => `The sitting was closed at ${time}.`,
    rollCall: (answered, seats) => `The roll was called: ${answered} of ${seats} answered.`,
    voted: ({ yes, no, abstain, notVoted }) =>
      `for – ${yes}, against – ${no}, abstained – ${abstain}, did not vote – ${notVoted}.`,
    advisory: (yes, no, abstain) => `Advisory, not counted: for – ${yes}, against – ${no}, abstained – ${abstain}.`,
    decided: 'DECIDED: ',
    additions: {
      questions: 'QUESTIONS AND ANSWERS: ',
      speeches: 'SPOKE: ',
      proposals: 'PROPOSED: ',
      opinion: 'DISSENTING OPINION: ',
      words: '',
    },
    annulled: (reason) => `The vote was annulled. Reason: ${reason}.`,
    annex: 'Annexes:',
    annexes: ['list of those present', 'voting report'],
    signed: (date) => `signed ${date}`,
  },
  result: {
    unanimously: 'Adopted unanimously.',
    withoutObjection: 'Adopted without objection.',
    objected: 'There was an objection; nothing was decided without a vote.',
    carried: 'Adopted by a majority.',
    rejected: 'Not adopted.',
    noQuorum: 'There was no quorum; not adopted.',
    noTurnout: 'Fewer voted than required; not adopted.',
    tie: 'The votes were even; not adopted.',
    chairCarried: 'The votes were even; the chair’s casting vote decides; adopted.',
    chairRejected: 'The votes were even; the chair’s casting vote decides; not adopted.',
    lotCarried: 'The votes were even; decided by lot; adopted.',
    lotRejected: 'The votes were even; decided by lot; not adopted.',
    adoptClause: (clause) => `to adopt ${clause} as follows:`,
    rejectClause: (clause) => `not to adopt ${clause}.`,
    basis: 'to adopt the draft as a basis.',
    whole: 'to adopt the resolution as a whole.',
  },
  replaces: (when, code, reason) =>
    `Issued in place of the paper of ${when}, check code ${code}. Reason: ${reason.replace(/\.$/, '')}.`,
  extract: { title: (number) => `EXTRACT FROM MINUTES No. ${number}`, true: 'True extract' },
  report: {
    title: 'VOTING REPORT',
    vote: (number) => `Vote ${number}`,
    facts: {
      question: 'Question',
      wording: 'Exact wording',
      hash: 'Check code of the wording',
      form: 'Kind of vote',
      rule: 'Rule and base',
      opened: 'Opened',
      closed: 'Closed',
      electorate: 'Entitled to vote',
      present: 'Present',
      answers: 'Votes',
      needed: 'Required',
      result: 'Result',
      seal: 'Seal of the vote',
    },
    named: 'named',
    unnamed: 'without names: known who voted, not how',
    entitled: (weight, seats) => `deciding votes – ${weight}; seats that may vote – ${seats}`,
    needed: (needed) => `for – at least ${needed}`,
    roll: 'Roll',
    rollHead: ['No.', 'Name', 'Organisation', 'Right', 'Weight', 'Vote'],
    rights: { deciding: 'deciding', advisory: 'advisory' },
    choices: { yes: 'for', no: 'against', abstain: 'abstained' },
    none: 'did not vote',
    byHand: 'entered by the secretary',
    notVoted: '–',
    head: ['Fact', 'Value'],
    here: 'present',
  },
  subjects: {
    clauses: 'Adoption of: ',
    basis: 'Adoption of the draft as a basis',
    whole: 'Adoption of the resolution as a whole',
    rollCall: 'Roll call',
  },
  attendance: {
    title: 'ATTENDANCE',
    head: ['No.', 'Name', 'Organisation', 'Position', 'Category', 'Format', 'Arrived', 'Signature'],
    where: { hall: 'in the hall', remote: 'online' },
    categories: {
      chair: 'in the chair',
      moderator: 'moderator',
      secretary: 'secretary',
      deciding: 'deciding vote',
      advisory: 'advisory vote',
      drafting: 'drafting committee',
      counting: 'counting committee',
      invited: 'invited',
      observer: 'observer',
      media: 'media',
    },
    total: (people, remote) => `In all: ${people}, of them online: ${remote}.`,
    proxies: {
      head: ['No.', 'Entrusted by', 'To', 'From', 'Until'],
      ends: { withdrawn: 'taken back', came: 'came to the sitting', 'seat-taken': 'the seat is no more' },
      held: 'not ended',
    },
  },
};

export const paperWords: Readonly<Record<Lang, PaperWords>> = { ru, kk, en };
