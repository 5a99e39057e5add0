/** How do words go into the cell of a table that a spreadsheet opens without obeying it, and how do they come back? */

/**
 * A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, behind any spaces too, is made words by an apostrophe before it;
 * so are their wide forms, which some spreadsheets read as the narrow ones. A single dash is no formula.
 */
export function harmlessCell(text: string): string {
  if (/^\s*[-–]\s*$/.test(text)) return text;
  return /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** What was written before it was made harmless. */
export function cellAsWritten(cell: string): string {
  return cell.startsWith("'") && harmlessCell(cell.slice(1)) === cell ? cell.slice(1) : cell;
}

/**
 * A table as CSV: UTF-8 with its mark, semicolons and CRLF, as spreadsheets of the region read it, every cell in quotes, so that none
 * ends where its words do not. The same table gives the same text.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map((cell) => `"${harmlessCell(cell).replaceAll('"', '""')}"`).join(';'));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
