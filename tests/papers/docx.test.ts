/** Is the DOCX a paper that an office can open, with the adopted text in it? */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { ClosedClause } from '../../shared/draft/draft.ts';
import { paragraphsOf, paragraphText } from '../../shared/papers/document.ts';
import { buildResolution } from '../../shared/papers/resolution.ts';
import { renderDocx } from '../../server/papers/docx.ts';
import { adoptedKk, adoptedRu, kazakhLetters, sampleResolution } from './sample-resolution.ts';

const run = promisify(execFile);

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

describe('an office suite', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ortaq-papers-'));
    for (const lang of ['ru', 'kk'] as const) {
      await writeFile(join(folder, `${lang}.docx`), await renderDocx(buildResolution(sampleResolution({ lang }))));
    }
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const files = [join(folder, 'ru.docx'), join(folder, 'kk.docx')];
    const to = ['--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder];
    await run('soffice', [profile, '--headless', ...to, ...files], { timeout: 110_000 });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each([
    ['ru', plainText(adoptedRu)],
    ['kk', plainText(adoptedKk)],
  ] as const)('[PAPER-1] reads the adopted text letter by letter: %s', async (lang, adopted) => {
    const text = (await readFile(join(folder, `${lang}.txt`), 'utf8')).replace(/^\uFEFF/, '');
    expect(text.split(/\r?\n/)).toContain(`2.\t${adopted}`);
    const squeezed = (line: string): string => line.replace(/\s+/g, '');
    const expected = paragraphsOf(buildResolution(sampleResolution({ lang })))
      .map(paragraphText)
      .join('');
    expect(squeezed(text)).toBe(squeezed(expected));
    if (lang === 'kk') expect(text).toContain(kazakhLetters);
  });
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
