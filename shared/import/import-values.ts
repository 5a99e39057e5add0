/** What does a cell mean: a BIN, an address, a kind of organisation, a role, a right, a language? */
import { foldName } from '../people/find-people.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { OrganisationKind } from '../people/organisation-kind.ts';
import type { Lang } from '../lib/lang.ts';
import { weightMost } from '../sitting/sitting.ts';

/** What is wrong with a BIN; `control`: only its last digit does not follow from the others, it may still be what is written in the papers. */
export type BinFault = 'bin-rounded' | 'bin-zeros-lost' | 'bin-length' | 'bin-control';

/** The twelve digits, and what is wrong with them. Spaces and dashes between digits are welcome. */
export function readBin(cell: string): { readonly bin: string | null; readonly fault: BinFault | null } {
  const written = cell.replace(/[\s\u00a0-]/g, '');
  // A spreadsheet took it for a number and kept six digits of it: 1,23457E+11.
  if (/^\d([.,]\d+)?[eе]\+?\d+$/i.test(written)) return { bin: null, fault: 'bin-rounded' };
  if (/^\d{12}$/.test(written)) return { bin: written, fault: hasControlDigit(written) ? null : 'bin-control' };
  const whole = /^(\d+)(?:[.,]0+)?$/.exec(written)?.[1];
  if (whole === undefined || whole.length > 11) return { bin: null, fault: 'bin-length' };
  // Zeros at the beginning are what a spreadsheet drops from a number; more than four of them no BIN has.
  return { bin: null, fault: whole.length >= 8 ? 'bin-zeros-lost' : 'bin-length' };
}

/** The last digit follows from the eleven before it, by the first weights or, where they give 10, by the second ones. */
export function hasControlDigit(bin: string): boolean {
  const digits = Array.from(bin, Number);
  const by = (from: number): number =>
    digits.slice(0, 11).reduce((sum, digit, place) => sum + digit * (((place + from) % 11) + 1), 0) % 11;
  const first = by(0);
  const control = first === 10 ? by(2) : first;
  return control !== 10 && control === digits[11];
}

const emailPattern = /^[^\s@<>()[\]",;:\\]+@[^\s@<>()[\]",;:\\.]+(\.[^\s@<>()[\]",;:\\.]+)+$/u;

/** As it is compared; `null`: it is none. */
export function readEmail(cell: string): string | null {
  const email = cell.trim().toLowerCase();
  return email.length <= 254 && emailPattern.test(email) ? email : null;
}

/** Digits with what people write between them; `null`: it is none. */
export function readPhone(cell: string): string | null {
  const phone = cell.trim().replace(/\s+/g, ' ');
  const digits = phone.replace(/\D/g, '').length;
  return /^\+?[\d\s().\u2010-\u2015-]+$/.test(phone) && digits >= 5 && digits <= 15 ? phone : null;
}

type Meanings<Value> = readonly (readonly [Value, readonly (readonly string[])[]])[];

/** Stems, folded once: a file has thousands of cells. */
function meanings<Value>(stems: readonly (readonly [Value, readonly string[]])[]): Meanings<Value> {
  return stems.map(([value, its]) => [value, its.map((stem) => foldName(stem).split(' '))] as const);
}

/** The first meaning one of whose stems begins words of the cell; `null`: none does. */
function chosen<Value>(cell: string, known: Meanings<Value>): Value | null {
  const words = foldName(cell).split(' ');
  const isIn = (stem: readonly string[]): boolean =>
    stem.every((part) => words.some((word) => (part.length < 3 ? word === part : word.startsWith(part))));
  return known.find(([, stems]) => stems.some(isIn))?.[0] ?? null;
}

const kindWords = meanings<OrganisationKind>([
  ['children', ['children', 'детск', 'балалар']],
  ['youth', ['youth', 'молодеж', 'жастар']],
  ['women', ['women', 'женск', 'женщин', 'әйелдер']],
  ['veterans', ['veteran', 'ветеран', 'ардагер']],
  ['disability', ['disab', 'инвалид', 'мүгедек', 'ерекше қажеттілік', 'особыми потребностями']],
  ['ecology', ['ecolog', 'environment', 'эколог', 'природоохран']],
  ['rights', ['rights', 'human rights', 'правозащит', 'құқық қорғау']],
  ['rural', ['rural', 'сельск', 'ауыл']],
  ['charity', ['charit', 'благотвор', 'қайырымдылық']],
  ['culture', ['cultur', 'культур', 'этнокультур', 'мәдени', 'этномәдени']],
  ['education', ['educat', 'образоват', 'білім']],
  ['sport', ['sport', 'спорт']],
  ['health', ['health', 'здоров', 'медицин', 'денсаулық']],
  ['business', ['business', 'бизнес', 'предпринимат', 'кәсіпкер']],
  ['professional', ['profession', 'trade union', 'профсоюз', 'профессионал', 'кәсіп']],
  ['media', ['media', 'press', 'сми', 'бақ', 'медиа']],
  ['state', ['state', 'government', 'государ', 'мемлекет', 'акимат', 'әкімдік']],
  ['other', ['other', 'другое', 'иное', 'прочее', 'басқа', 'өзге']],
]);

export function readKind(cell: string): OrganisationKind | null {
  return chosen(cell, kindWords);
}

export type ImportedRole = Role | 'delegate';

const roleWords = meanings<ImportedRole>([
  ['delegate', ['delegate', 'member', 'participant', 'делегат', 'участни', 'член', 'қатысушы', 'мүше']],
  ['chair', ['chair', 'председат', 'төраға', 'төрайым']],
  ['moderator', ['moderator', 'модератор', 'ведущ', 'жүргізуші']],
  ['secretary', ['secretary', 'секретар', 'хатшы']],
  ['drafting', ['drafting', 'редакц', 'редакциял']],
  ['counting', ['counting', 'счетн', 'санақ', 'есеп']],
  ['invited', ['invited', 'guest', 'гость', 'гостья', 'приглаш', 'қонақ', 'шақырыл']],
  ['observer', ['observer', 'наблюдат', 'бақылаушы']],
  ['media', ['media', 'press', 'journalist', 'reporter', 'сми', 'журналист', 'пресс', 'баспасөз', 'бақ', 'тілші']],
]);

export function readRole(cell: string): ImportedRole | null {
  return chosen(cell, roleWords);
}

const rightWords = meanings<SeatRight | 'none'>([
  ['none', ['none', 'no', 'without', 'нет', 'без', 'жоқ', '0']],
  ['deciding', ['deciding', 'yes', 'решающ', 'да', 'шешуші', 'иә', '1']],
  ['advisory', ['advisory', 'consultative', 'совещательн', 'кеңесші']],
]);

export function readRight(cell: string): SeatRight | 'none' | null {
  return /^\s*[-–—]\s*$/.test(cell) ? 'none' : chosen(cell, rightWords);
}

/** How many votes a ballot counts as; `null`: it is no such number. */
export function readWeight(cell: string): number | null {
  const weight = /^\d{1,4}$/.test(cell.trim()) ? Number(cell) : 0;
  return weight >= 1 && weight <= weightMost ? weight : null;
}

const languageWords = meanings<Lang>([
  ['kk', ['kk', 'kz', 'kaz', 'қаз', 'каз', 'kazakh']],
  ['ru', ['ru', 'rus', 'рус', 'орыс', 'russian']],
  ['en', ['en', 'eng', 'анг', 'ағыл', 'english']],
]);

export function readLanguage(cell: string): Lang | null {
  return chosen(cell, languageWords);
}
