/** How do the tables of a paper become a CSV? */
import type { DocumentTable } from '../../shared/papers/document.ts';
import { csvText } from '../../shared/lib/cell.ts';

type Table = Pick<DocumentTable, 'head' | 'rows'> & Partial<Pick<DocumentTable, 'title'>>;

/** One table stands alone; of several each has its title above it and an empty line below. The same tables give the same bytes. */
export function renderCsv(tables: readonly Table[]): Uint8Array {
  const rows = tables.flatMap(({ title = '', head, rows: body }, place) =>
    tables.length === 1 ? [head, ...body] : [...(place === 0 ? [] : [['']]), [title], head, ...body],
  );
  return new TextEncoder().encode(csvText(rows));
}
