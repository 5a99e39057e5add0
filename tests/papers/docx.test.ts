/** Is the DOCX of a resolution the same whenever it is made, with its runs, languages and tables as they were written? */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ClosedClause } from '../../shared/draft/draft.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { renderDocx } from '../../server/papers/docx.ts';
import { sampleResolution } from './sample-resolution.ts';

describe('the resolution as DOCX', () => {
  test('[PAPER-3] is the same bytes for the same input, whenever it is made', async () => {
    const first = await renderDocx(buildResolution(sampleResolution()));
    const second = await renderDocx(buildResolution(sampleResolution()));
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    const core = strFromU8(unzipSync(first)['docProps/core.xml']!);
    expect(core.match(/\d{4}-\d\d-\d\dT[\d:]+Z/g)).toEqual(['2023-07-14T10:41:00Z', '2023-07-14T10:41:00Z']);
    // The time of each entry, as it stands in the archive: 1 January 2000 (DOS date 0x2821), not the time of printing.
    expect(dosDates(first)).toEqual(new Set([0x2821]));
  });

  test('[PAPER-1] keeps bold, italics and every space, and names the language of every run', async () => {
    const xml = strFromU8(unzipSync(await renderDocx(buildResolution(sampleResolution())))['word/document.xml']!);
    const runs = xml.match(/<w:r>.*?<\/w:r>/g) ?? [];
    const of = (text: string): string => runs.find((found) => found.includes(`>${text}<`)) ?? '';
    expect(of('с десяти до двадцати')).toMatch(/<w:b\/>/);
    expect(of('в том числе')).toMatch(/<w:i\/>/);
    expect(of('  «электронных» – № 5;')).toContain('xml:space="preserve"');
    expect(of('отмечая')).toMatch(/<w:i w:val="false"\/>/);
    expect(runs.length).toBeGreaterThan(10);
    for (const found of runs) expect(found).toContain('<w:lang w:val="ru-RU"/>');
    expect(xml).toContain('<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"');
  });
});

test('[PAPER-4] the table of numbers stands behind the signatures', async () => {
  const input = sampleResolution();
  const { cla_0000000000000001: _first, ...clauses } = input.draft.clauses as Record<string, ClosedClause>;
  const renumbered = await renderDocx(buildResolution({ ...input, draft: { ...input.draft, clauses } }));
  const xml = strFromU8(unzipSync(renumbered)['word/document.xml']!);
  expect(xml.indexOf('<w:tbl>')).toBeGreaterThan(xml.indexOf('Секретарь'));
  const cells = [...xml.slice(xml.indexOf('<w:tbl>')).matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, text]) => text);
  expect(cells).toEqual(['в проекте', 'в резолюции', '2', '1']);
  expect(strFromU8(unzipSync(await renderDocx(buildResolution(input)))['word/document.xml']!)).not.toContain('<w:tbl>');
});

/** The dates in the local headers of an archive. */
function dosDates(zip: Uint8Array): Set<number> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const dates = new Set<number>();
  for (let at = 0; at + 4 <= zip.length && view.getUint32(at, true) === 0x04034b50;) {
    dates.add(view.getUint16(at + 12, true));
    at += 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true) + view.getUint32(at + 18, true);
  }
  return dates;
}
