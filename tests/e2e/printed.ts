/** What stands on paper when a page is printed? */
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);
const pictures = process.env['ORTAQ_PICTURES'];

/** Its words as somebody reads them on the sheets, without any space: letters that stand closely are told with one between them. */
export async function printedWords(page: Page, name: string): Promise<string> {
  const file = join(pictures ?? mkdtempSync(join(tmpdir(), 'ortaq-printed-')), `printed-${name}.pdf`);
  await page.pdf({ path: file, format: 'A4' });
  const { stdout } = await run('pdftotext', [file, '-']);
  return stdout.replaceAll(/\s/g, '');
}
