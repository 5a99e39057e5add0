/** Has every rule a test, and every rule that a test cites a text? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRules, citedIn, rulesIn } from './rules-check.ts';

const root = join(import.meta.dirname, '..');
/** These two speak about citations: what they cite is an example. */
const aboutCitations = new Set(['rules.test.ts', 'rules-check.ts']);

test('every rule of RULES.md is cited by a test, and every cited rule is there', () => {
  const cited = new Map<string, string[]>();
  for (const name of readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || aboutCitations.has(name)) continue;
    for (const id of citedIn(readFileSync(join(root, 'tests', name), 'utf8'))) {
      cited.set(id, [...new Set([...(cited.get(id) ?? []), name])]);
    }
  }
  const rules = rulesIn(readFileSync(join(root, 'shared', 'RULES.md'), 'utf8'));
  expect(checkRules(rules, cited)).toEqual([]);
});

describe('the checker', () => {
  const rules = rulesIn('# Rules\n\n- **QUO-1** Half of the seats.\n- **QUO-2** Who left does not count.\n');

  test('reads rules, and not the example of their form', () => {
    expect(rulesIn('```\n- **EX-1** an example\n```\n- **QUO-1** Half.').ids).toEqual(['QUO-1']);
    expect(rules).toEqual({ ids: ['QUO-1', 'QUO-2'], malformed: [] });
  });

  test('reads titles, templates and tables, and neither comments nor other strings', () => {
    const source = [
      "test('[QUO-1] counts', () => {});",
      'test(`[QUO-2] counts ${n}`, () => {});',
      "test.each([['[QUO-3, QUO-4] a case']])('%s', () => {});",
      "test('[QUO-5][QUO-6] both', () => {});",
      "// test('[QUO-7] not yet', () => {});",
      "expect(text).toContain('see [QUO-8]');",
    ].join('\n');
    expect(citedIn(source)).toEqual(['QUO-1', 'QUO-2', 'QUO-3', 'QUO-4', 'QUO-5', 'QUO-6']);
  });

  test('names a rule without a test, a citation without a rule, a rule twice, a line of another form', () => {
    expect(checkRules(rules, new Map([['QUO-1', ['a.test.ts']]]))).toEqual(['RULES.md: QUO-2 is cited by no test']);
    const cited = new Map([
      ['QUO-1', ['a.test.ts']],
      ['QUO-2', ['a.test.ts']],
    ]);
    expect(checkRules(rules, cited)).toEqual([]);
    expect(checkRules(rules, new Map([...cited, ['MAJ-9', ['b.test.ts']]]))).toEqual([
      'MAJ-9 is not in RULES.md, but b.test.ts cites it',
    ]);
    expect(checkRules(rulesIn('- **QUO-1** a\n- **QUO-1** b'), cited)).toContain('RULES.md: QUO-1 is written twice');
    expect(rulesIn('- QUO-3 without stars\n- **QUO-4**').malformed).toEqual(['- QUO-3 without stars', '- **QUO-4**']);
  });
});
