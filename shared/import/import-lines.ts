/** Who is meant by each line of a list of people, and what is wrong with it as it stands, whatever forum it comes into? */
import type { Lang } from '../lib/lang.ts';
import { refuse, ok, type Result } from '../lib/result.ts';
import { cellAsWritten } from '../lib/cell.ts';
import { cleanLine } from '../lib/schemas.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { OrganisationKind } from '../people/organisation-kind.ts';
import { columnsOf, type ImportField } from './import-columns.ts';
import {
  readBin,
  readEmail,
  readKind,
  readLanguage,
  readPhone,
  readRight,
  readRole,
  readWeight,
} from './import-values.ts';
import type { Table, TableRow } from './table-text.ts';

/** Why a line is not taken. `with`: the line, the name or the words it is about. */
export interface LineReason {
  readonly code: LineReasonCode;
  readonly with?: string | number;
}

export type LineReasonCode =
  | 'name-missing'
  | 'name-odd'
  | 'too-long'
  | 'letters-lost'
  | 'email-bad'
  | 'phone-bad'
  | 'bin-rounded'
  | 'bin-zeros-lost'
  | 'bin-length'
  | 'role-unknown'
  | 'vote-unknown'
  | 'weight-bad'
  | 'language-unknown'
  | 'sitting-unknown'
  | 'sitting-over'
  | 'badge-unknown'
  | 'matches-two'
  | 'email-twice'
  | 'line-twice'
  | 'organisation-twice'
  | 'organisation-seated'
  | 'role-not-yours'
  | 'organiser-not-yours'
  // What is only said, and the line is taken:
  | 'bin-control'
  | 'kind-unknown'
  | 'signs-removed'
  | 'namesake'
  | 'namesake-in-file';

/** A person as a line says it. What the file has no column for, or whose cell is empty, is `null`, and stays as it was. */
export interface ImportedPerson {
  readonly name: string;
  readonly organisation: string | null;
  readonly kind: OrganisationKind | null;
  readonly bin: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly title: string | null;
  readonly lang: Lang | null;
  /** An office in the sittings they come into; a delegate has none. */
  readonly role: Role | null;
  /** `none`: reads along, whatever the role. */
  readonly right: SeatRight | 'none';
  /** Was the right said, or is it a delegate's by itself? */
  readonly rightIsSaid: boolean;
  /** Of whoever has a vote. */
  readonly weight: number | null;
  /** As it stands in the file; which one it is, the forum knows. */
  readonly sitting: string | null;
  readonly badge: string | null;
}

export interface ImportLine {
  readonly line: number;
  readonly cells: readonly string[];
  /** Not `null` only where nothing is wrong with it. */
  readonly person: ImportedPerson | null;
  readonly reasons: readonly LineReason[];
  readonly remarks: readonly LineReason[];
}

export interface ImportLines {
  readonly headings: readonly string[];
  readonly columns: readonly (ImportField | null)[];
  readonly lines: readonly ImportLine[];
}

/** Letters (UTF-16 units) at most; a name as at the door. */
const lengths: Readonly<Partial<Record<ImportField, number>>> = {
  name: 120,
  surname: 60,
  patronymic: 60,
  organisation: 200,
  title: 200,
};
const cellLength = 300;

/** Refused `import-no-name` where no column is known to hold names. */
export function readLines(table: Table): Result<ImportLines, 'import-no-name'> {
  const [head, ...rows] = table.rows;
  const headings = (head?.cells ?? []).map((cell) => cleanLine(cellAsWritten(cell)));
  const columns = columnsOf(headings);
  if (!columns.includes('name') && !columns.includes('surname')) return refuse('import-no-name');
  const mayLoseLetters = table.encoding === 'windows-1251';
  return ok({ headings, columns, lines: rows.map((row) => readLine(row, columns, mayLoseLetters)) });
}

function readLine(
  { line, cells }: TableRow,
  columns: readonly (ImportField | null)[],
  mayLoseLetters: boolean,
): ImportLine {
  const reasons: LineReason[] = [];
  const remarks: LineReason[] = [];
  const written = new Map<ImportField, string>();
  columns.forEach((field, place) => {
    if (field === null) return;
    const cell = cellAsWritten((cells[place] ?? '').trim());
    const text = cleanLine(cell);
    if (hasUnseen(cell)) once(remarks, 'signs-removed');
    if (text.length > (lengths[field] ?? cellLength)) once(reasons, 'too-long');
    // A Kazakh letter that the old encoding has no place for was made a question mark.
    if (mayLoseLetters && /\p{L}\?|\?\p{L}/u.test(text)) once(reasons, 'letters-lost');
    written.set(field, text);
  });
  const of = (field: ImportField): string | null => {
    const text = written.get(field) ?? '';
    return text === '' ? null : text;
  };
  /** Reads a cell that holds anything; what cannot be read is a reason. */
  const read = <Value>(field: ImportField, as: (cell: string) => Value | null, code: LineReasonCode): Value | null => {
    const cell = of(field);
    const value = cell === null ? null : as(cell);
    if (cell !== null && value === null) reasons.push({ code, with: cell });
    return value;
  };

  const name = [of('surname'), of('name'), of('patronymic')].filter((part) => part !== null).join(' ');
  if (name === '') reasons.push({ code: 'name-missing' });
  else if (name.length > 120) once(reasons, 'too-long');
  // What a spreadsheet would obey, and what has no letters, is nobody's name.
  else if (!/\p{L}/u.test(name) || /^[=+@-]/.test(name)) reasons.push({ code: 'name-odd', with: name });

  const email = read('email', readEmail, 'email-bad');
  const phone = read('phone', readPhone, 'phone-bad');
  const lang = read('language', readLanguage, 'language-unknown');
  const role = read('role', readRole, 'role-unknown');
  const right = read('vote', readRight, 'vote-unknown');
  const kindCell = of('kind');
  const kind = kindCell === null ? null : readKind(kindCell);
  if (kindCell !== null && kind === null) remarks.push({ code: 'kind-unknown', with: kindCell });
  const binCell = of('bin');
  const { bin, fault } = binCell === null ? { bin: null, fault: null } : readBin(binCell);
  if (fault === 'bin-control') remarks.push({ code: fault, with: bin ?? '' });
  else if (fault !== null) reasons.push({ code: fault, with: binCell ?? '' });

  const isDelegate = role === null || role === 'delegate';
  const itsRight = right ?? (isDelegate ? 'deciding' : 'none');
  const weight = itsRight === 'none' ? null : read('weight', readWeight, 'weight-bad');
  const person: ImportedPerson = {
    name,
    organisation: of('organisation'),
    kind: kindCell === null ? null : (kind ?? 'other'),
    bin,
    email,
    phone,
    title: of('title'),
    lang,
    role: isDelegate ? null : role,
    right: itsRight,
    rightIsSaid: right !== null,
    weight,
    sitting: of('sitting'),
    badge: of('badge'),
  };
  return { line, cells, person: reasons.length === 0 ? person : null, reasons, remarks };
}

/** Signs that turn the direction or are not seen; what separates words is none of them. */
function hasUnseen(cell: string): boolean {
  return /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u.test(cell.normalize('NFC').replaceAll('\u00ad', ''));
}

function once(list: LineReason[], code: LineReasonCode): void {
  if (!list.some((reason) => reason.code === code)) list.push({ code });
}
