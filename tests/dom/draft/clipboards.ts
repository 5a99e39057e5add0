/** What is in the corpus of clipboards? What programs really put there, each with the clauses that it should become. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'clipboards');

export interface ClipboardFixture {
  readonly name: string;
  readonly type: 'text/html' | 'text/plain';
  readonly data: string;
  /**
   * One line a clause: `- ` for a sub-clause, then `P` preamble, `O` operative or `?` as where it is pasted, then the words with
   * **bold**, _italic_ and [links](address).
   */
  readonly expected: readonly string[];
}

export const clipboards: readonly ClipboardFixture[] = readdirSync(folder)
  .filter((file) => !file.endsWith('.expected'))
  .sort()
  .map((file) => {
    const name = file.replace(/\.\w+$/, '');
    return {
      name,
      type: file.endsWith('.html') ? 'text/html' : 'text/plain',
      data: readFileSync(join(folder, file), 'utf8'),
      expected: readFileSync(join(folder, `${name}.expected`), 'utf8')
        .trimEnd()
        .split('\n'),
    };
  });
