/** Which column holds what? Told by its heading, in Kazakh, Russian or English, however it is spaced and spelled. */
import { foldName } from '../people/find-people.ts';

export const importFields = [
  'name',
  'surname',
  'patronymic',
  'organisation',
  'kind',
  'bin',
  'email',
  'phone',
  'title',
  'role',
  'vote',
  'sitting',
  'language',
  'badge',
] as const;
export type ImportField = (typeof importFields)[number];

/** As people head their lists; compared folded, so ё, Kazakh letters and signs do not matter. */
const headings: Readonly<Record<ImportField, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'first name',
    'given name',
    'delegate',
    'participant',
    'person',
    'имя',
    'фио',
    'ф и о',
    'полное имя',
    'делегат',
    'участник',
    'представитель',
    'фамилия имя',
    'фамилия имя отчество',
    'аты',
    'аты жөні',
    'толық аты',
    'есімі',
    'қатысушы',
    'өкіл',
    'тегі аты',
    'тегі аты әкесінің аты',
  ],
  surname: ['surname', 'last name', 'family name', 'фамилия', 'тегі'],
  patronymic: ['patronymic', 'middle name', 'отчество', 'әкесінің аты'],
  organisation: [
    'organisation',
    'organization',
    'organisation name',
    'company',
    'ngo',
    'организация',
    'название организации',
    'наименование',
    'наименование организации',
    'нпо',
    'объединение',
    'ұйым',
    'ұйым атауы',
    'ұйымның атауы',
    'ұйымы',
    'үеұ',
    'бірлестік',
  ],
  kind: [
    'kind',
    'kind of organisation',
    'type',
    'category',
    'вид',
    'вид организации',
    'тип',
    'тип организации',
    'категория',
    'направление',
    'түрі',
    'ұйым түрі',
    'ұйымның түрі',
    'санаты',
    'бағыты',
  ],
  bin: ['bin', 'iin', 'bin iin', 'бин', 'иин', 'бин иин', 'бсн', 'жсн', 'бсн жсн'],
  email: [
    'email',
    'e mail',
    'mail',
    'e mail address',
    'почта',
    'эл почта',
    'электронная почта',
    'адрес почты',
    'имейл',
    'пошта',
    'эл пошта',
    'электрондық пошта',
  ],
  phone: ['phone', 'mobile', 'telephone', 'tel', 'телефон', 'тел', 'мобильный', 'мобильный телефон', 'ұялы телефон'],
  title: ['title', 'position', 'post', 'job title', 'должность', 'лауазым', 'лауазымы', 'қызметі'],
  role: ['role', 'роль', 'статус', 'рөлі', 'рөл', 'мәртебесі'],
  vote: [
    'vote',
    'right',
    'right to vote',
    'голос',
    'право голоса',
    'вид голоса',
    'дауыс',
    'дауыс құқығы',
    'дауыс түрі',
  ],
  sitting: [
    'sitting',
    'panel',
    'session',
    'section',
    'заседание',
    'панель',
    'секция',
    'панельная сессия',
    'отырыс',
    'панельдік сессия',
    'бөлім',
  ],
  language: ['language', 'lang', 'язык', 'тіл', 'тілі'],
  badge: ['badge', 'badge code', 'бейдж', 'код бейджа', 'бейдж коды', 'төсбелгі коды'],
};

const fieldOfHeading = new Map<string, ImportField>(
  importFields.flatMap((field) => headings[field].map((heading): [string, ImportField] => [foldName(heading), field])),
);

/** Of each column what it holds; `null`: nothing that is read. Where two say the same, the first does. */
export function columnsOf(headingRow: readonly string[]): readonly (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return headingRow.map((heading) => {
    const field = fieldOfHeading.get(foldName(heading)) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}
