/** What does a file of a table say? Its bytes as words, whatever program wrote them, and its words as rows. */
import { ok, refuse, type Result } from '../lib/result.ts';

export const tableBytesMost = 2 * 1024 * 1024;
export const tableRowsMost = 5_000;

export type TableEncoding = 'utf-8' | 'utf-16' | 'windows-1251';
export type TableSeparator = ',' | ';' | '\t';

export type TableRefusalCode = 'table-not-text' | 'table-quote-open' | 'table-empty' | 'table-too-long' | 'too-large';

export interface TableRow {
  /** Of the file, from 1: where the row begins, as a spreadsheet or an editor counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly encoding: TableEncoding;
  readonly separator: TableSeparator;
  /** Rows that hold anything, the first of them the headings. */
  readonly rows: readonly TableRow[];
}

/** The upper half of Windows-1251. It has the Kazakh і and none of the other Kazakh letters: a program that writes it puts ? there. */
const upper1251 =
  'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї' +
  'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя';

/** Refused `table-not-text` for a workbook or a picture, `table-quote-open` with the line where a quote begins that nothing ends. */
export function readTable(bytes: Uint8Array): Result<Table, TableRefusalCode> {
  if (bytes.length > tableBytesMost) return refuse('too-large');
  const decoded = decode(bytes);
  if (decoded === null) return refuse('table-not-text');
  const { text, encoding } = decoded;
  const said = /^sep=([,;\t])\r?\n/i.exec(text);
  const separator = (said?.[1] as TableSeparator | undefined) ?? guessSeparator(text);
  const rows = rowsOf(said === null ? text : text.slice(said[0].length), separator, said === null ? 1 : 2);
  if (!rows.ok) return rows;
  if (rows.value.length === 0) return refuse('table-empty');
  if (rows.value.length > tableRowsMost + 1) return refuse('table-too-long', { most: tableRowsMost });
  return ok({ encoding, separator, rows: rows.value });
}

function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: TableEncoding } | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return asUtf16(bytes.subarray(2), true);
  if (first === 0xfe && second === 0xff) return asUtf16(bytes.subarray(2), false);
  // No table of words has it: a workbook, a picture, words of two bytes without their mark.
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    const letters = Array.from(bytes, (byte) =>
      byte < 128 ? String.fromCharCode(byte) : (upper1251[byte - 128] ?? ''),
    );
    return { text: letters.join(''), encoding: 'windows-1251' };
  }
}

function asUtf16(bytes: Uint8Array, isLittle: boolean): { readonly text: string; readonly encoding: TableEncoding } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) units.push(String.fromCharCode(view.getUint16(at, isLittle)));
  return { text: units.join(''), encoding: 'utf-16' };
}

/** The sign that stands oftenest in the first line, outside of quotes; rows from a spreadsheet come with tabs. */
function guessSeparator(text: string): TableSeparator {
  const counts: Record<TableSeparator, number> = { '\t': 0, ';': 0, ',': 0 };
  let isQuoted = false;
  for (const sign of text.trimStart()) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '\n' || sign === '\r')) break;
    else if (!isQuoted && sign in counts) counts[sign as TableSeparator] += 1;
  }
  const [best] = Object.keys(counts).sort((a, b) => counts[b as TableSeparator] - counts[a as TableSeparator]);
  return (best as TableSeparator | undefined) ?? ',';
}

/** A quote quotes only where a cell begins; doubled within, it is itself. Line breaks within quotes belong to the cell. */
function rowsOf(
  text: string,
  separator: TableSeparator,
  firstLine: number,
): Result<readonly TableRow[], TableRefusalCode> {
  const rows: TableRow[] = [];
  let cells: string[] = [];
  let line = firstLine;
  let begun = firstLine;
  let at = 0;
  const endRow = (): void => {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: begun, cells });
    cells = [];
    line += 1;
    begun = line;
  };
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      const opened = line;
      for (at += 1; ; at += 1) {
        if (at >= text.length) return refuse('table-quote-open', { line: opened });
        if (text[at] === '"') {
          at += 1;
          if (text[at] !== '"') break;
        } else if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) line += 1;
        cell += text[at] ?? '';
      }
    }
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
    cells.push(cell + text.slice(from, at));
    if (text[at] === separator) {
      at += 1;
      // A row that ends with the sign ends with an empty cell.
      if (at < text.length) continue;
      cells.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    endRow();
  }
  return ok(rows);
}
