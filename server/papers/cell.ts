/** Which words would a spreadsheet take for a formula? */

/**
 * A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, behind any spaces too, is made words by an apostrophe before it;
 * so are their wide forms, which some spreadsheets read as the narrow ones. A single dash is no formula.
 */
export function harmlessCell(text: string): string {
  if (/^\s*[-–]\s*$/.test(text)) return text;
  return /^[\s\u00a0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
