/** How does a table become a CSV that a spreadsheet opens without obeying it? */
import type { DocumentTable } from '../../shared/papers/document.ts';
import { harmlessCell } from './cell.ts';

/** UTF-8 with its mark, semicolons and CRLF: as spreadsheets of the region read it. The same table gives the same bytes. */
export function renderCsv(table: Pick<DocumentTable, 'head' | 'rows'>): Uint8Array {
  const lines = [table.head, ...table.rows].map((row) => row.map((cell) => quoted(harmlessCell(cell))).join(';'));
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** Every cell in quotes: so no cell ends where its words do not. */
function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
