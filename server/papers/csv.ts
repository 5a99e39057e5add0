/** How does a table of a paper become a CSV? */
import type { DocumentTable } from '../../shared/papers/document.ts';
import { csvText } from '../../shared/lib/cell.ts';

/** The same table gives the same bytes. */
export function renderCsv({ head, rows }: Pick<DocumentTable, 'head' | 'rows'>): Uint8Array {
  return new TextEncoder().encode(csvText([head, ...rows]));
}
