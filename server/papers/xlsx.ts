/** How do tables become an XLSX? Words as words, never as formulas; a head that stays, and the same bytes each time. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { DocumentTable } from '../../shared/papers/document.ts';

export interface NamedSheet {
  /** As its tab is called: at most 31 characters are kept, and none of `[]:*?/\`. */
  readonly name: string;
  readonly table: Pick<DocumentTable, 'head' | 'rows' | 'widths'>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

/**
 * One sheet a table. A cell is an inline string, which no spreadsheet computes, and its format is text, so that it stays one when it is
 * edited; with `quotePrefix` a cell that looks like a formula stays words when it is opened for editing, too. Whole numbers of up to
 * fifteen digits are numbers.
 */
export function renderXlsx(sheets: readonly NamedSheet[]): Uint8Array {
  const mtime = new Date(2000, 0, 1);
  const names = uniqueNames(sheets.map(({ name }) => name));
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
      '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>' +
      names
        .map(
          (_name, place) =>
            `<Override PartName="/xl/worksheets/sheet${String(place + 1)}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>` +
      names
        .map(
          (name, place) =>
            `<sheet name="${escaped(name)}" sheetId="${String(place + 1)}" r:id="rId${String(place + 1)}"/>`,
        )
        .join('') +
      '</sheets><definedNames>' +
      names
        .map(
          (name, place) =>
            `<definedName name="_xlnm.Print_Titles" localSheetId="${String(place)}">'${escaped(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
        )
        .join('') +
      '</definedNames></workbook>',
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${packaged}/relationships">` +
      names
        .map(
          (_name, place) =>
            `<Relationship Id="rId${String(place + 1)}" Type="${relations}/worksheet" Target="worksheets/sheet${String(place + 1)}.xml"/>`,
        )
        .join('') +
      `<Relationship Id="rId${String(names.length + 1)}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    // 0: numbers; 1: words; 2: the head.
    'xl/styles.xml':
      `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font></fonts>` +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">' +
      '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top"/></xf>' +
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
      '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment horizontal="center" vertical="top" wrapText="1"/></xf>' +
      '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  };
  sheets.forEach(({ table }, place) => {
    parts[`xl/worksheets/sheet${String(place + 1)}.xml`] = sheetXml(table);
  });
  const entries: Zippable = {};
  for (const [name, xml] of Object.entries(parts)) entries[name] = [strToU8(declaration + xml), { mtime, level: 6 }];
  return zipSync(entries);
}

function sheetXml({ head, rows, widths }: NamedSheet['table']): string {
  const wide = head.map((_title, place) => Math.max(6, Math.round((widths?.[place] ?? 3) * 7)));
  const columns = wide.map((width, place) => {
    const at = String(place + 1);
    return `<col min="${at}" max="${at}" width="${String(width)}" customWidth="1"/>`;
  });
  const row = (cells: readonly string[], at: number, style: number): string =>
    `<row r="${String(at)}" ht="${String(heightOf(cells, wide))}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${String(at)}`, style)).join('')}</row>`;
  return (
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>` +
    `<cols>${columns.join('')}</cols><sheetData>${row(head, 1, 2)}${rows.map((cells, place) => row(cells, place + 2, 1)).join('')}</sheetData></worksheet>`
  );
}

/** Points of a line of 11 points, and the most that a row may have. */
const [linePoints, rowPointsMost] = [15, 405];

/**
 * How high a row has to be for its longest cell, in points. Not every program that opens the file finds it out by itself, and lines would lie
 * over those of the next row. `wide`: of each column, in digits; letters are about as wide, and words do not fill a line to its end.
 */
function heightOf(cells: readonly string[], wide: readonly number[]): number {
  const linesOf = (text: string, width: number): number =>
    text.split(/\r\n?|\n/).reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / (0.85 * width))), 0);
  const lines = Math.max(1, ...cells.map((cell, place) => linesOf(cell, wide[place] ?? 6)));
  return Math.min(rowPointsMost, lines * linePoints);
}

function cellXml(text: string, at: string, style: number): string {
  if (text === '') return '';
  if (style === 1 && /^(?:0|[1-9]\d{0,14})$/.test(text)) return `<c r="${at}" s="0"><v>${text}</v></c>`;
  return `<c r="${at}" s="${String(style)}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** A, B, … Z, AA. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

/** What XML cannot hold is left out; the rest is written as what it is. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const given = new Set<string>();
  return names.map((wished, place) => {
    const plain =
      wished
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim()
        .slice(0, 31) || String(place + 1);
    const name = given.has(plain.toLowerCase()) ? `${plain.slice(0, 26)} ${String(place + 1)}` : plain;
    given.add(name.toLowerCase());
    return name;
  });
}
