/** Do the files of this project know each other only in the allowed directions, and does the checker catch those that do not? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkArchitecture, toSentence } from './architecture-check.ts';
import type { Source } from './architecture-check.ts';

const root = join(import.meta.dirname, '..');

function sourcesUnder(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((path) => /\.(ts|svelte)$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

test('every file of shared, server and client keeps the rules', () => {
  const sources = ['shared', 'server', 'client'].flatMap(sourcesUnder);
  expect(sources.length).toBeGreaterThan(10);
  expect(checkArchitecture(sources).map(toSentence)).toEqual([]);
});

describe('the checker catches', () => {
  const opening = '/** What is planted here? */\n';

  /** The rules broken by one file with these imports. */
  function broken(path: string, ...imports: string[]): string[] {
    const text = opening + imports.map((target) => `import { x } from '${target}';\n`).join('');
    return checkArchitecture([{ path, text }]).map(toSentence);
  }

  test.each([
    ['new Date()', 'time, ids and randomness come in'],
    ['new Date( )', 'time, ids and randomness come in'],
    ['new Date', 'time, ids and randomness come in'],
    ['Date()', 'time, ids and randomness come in'],
    ["await import('zod')", 'it loads nothing while it runs'],
  ])('shared/ saying %s', (words, rule) => {
    const said = checkArchitecture([{ path: 'shared/lib/x.ts', text: `${opening}\nexport const x = ${words};\n` }]);
    expect(said.map(toSentence)).toEqual([
      `shared/lib/x.ts:3: shared/ is pure: ${said[0]!.rule.slice('shared/ is pure: '.length)}`,
    ]);
    expect(said[0]!.rule).toContain(rule);
    const harmless = [
      `// ${words}`,
      `/* ${words} */`,
      'x = new Date(at)',
      'x = new Date(\n  at)',
      'toDate()',
      'a.Date()',
      'Date.UTC(2026, 1)',
    ];
    expect(checkArchitecture([{ path: 'shared/lib/x.ts', text: opening + harmless.join('\n') }])).toEqual([]);
    expect(checkArchitecture([{ path: 'server/clock.ts', text: `${opening}${words}` }]).map(toSentence)).toEqual([]);
  });

  test.each([
    ['shared/lib/ids.ts', '../poll/poll.ts', 'shared/lib stands below every noun'],
    ['shared/poll/poll.ts', '../protocol/messages.ts', 'nouns stand below shared/protocol'],
    ['shared/poll/poll.ts', '../../server/engine/ports.ts', 'shared/ is pure'],
    ['shared/poll/poll.ts', 'node:crypto', 'shared/ is pure'],
    ['shared/poll/poll.ts', 'lib0/encoding', 'shared/ is pure'],
    ['shared/draft/draft.ts', 'yjs', 'only shared/draft/clause-text*.ts import yjs'],
    ['server/engine/dispatch.ts', '../live/gateway.ts', 'the engine stands below everything else'],
    ['server/engine/dispatch.ts', 'socket.io', 'the engine reaches the world through its ports'],
    ['server/engine/dispatch.ts', '../store/sqlite.ts', 'stores and buses are named only in server/services.ts'],
    ['server/live/gateway.ts', '../text/gate.ts', 'edges never import each other or a store'],
    ['server/text/gate.ts', '../http/login.ts', 'edges never import each other or a store'],
    ['server/http/login.ts', '../services.ts', 'main, app and services stand above'],
    ['server/app.ts', './store/memory.ts', 'stores and buses are named only in server/services.ts'],
    ['server/main.ts', './bus/memory.ts', 'stores and buses are named only in server/services.ts'],
    ['server/store/sqlite.ts', '../http/login.ts', 'stores, buses, papers and the sample import the engine'],
    ['server/misc/thing.ts', '../engine/ports.ts', 'server/misc has no place yet'],
    ['server/app.ts', '../client/routes.ts', 'server/ knows nothing of client/'],
    ['client/live/send.ts', '../../server/engine/ports.ts', 'client/ knows nothing of server/'],
    ['client/live/send.ts', '../features/poll/ballot.ts', 'client/live stands below client/features/poll'],
    ['client/ui/button.ts', '../../shared/poll/poll.ts', 'client/ui knows no domain words'],
    ['client/features/poll/ballot.ts', '../draft/clause.ts', 'features do not import each other'],
    ['client/features/poll/ballot.ts', '../sitting/page.ts', 'features do not import each other'],
    ['client/features/poll/ballot.ts', '../../routes.ts', 'client/features/poll stands below client'],
    ['client/live/send.ts', 'node:fs', 'client/ runs in a browser'],
  ])('%s importing %s', (path, target, rule) => {
    const violations = broken(path, target);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(`${path}:2: ${rule}`);
  });

  test.each([
    ['shared/text-utils/words.ts', '"utils"'],
    ['shared/poll/helpers.ts', '"helpers"'],
    ['client/live/StreamManager.svelte', '"manager"'],
    ['server/live/vote-service.ts', '"service"'],
    ['client/live/services.ts', '"services"'],
    ['shared/poll/index.ts', 'no barrels'],
    ['client/ui/push-button.svelte', 'PascalCase'],
    ['client/ui/pushButton.ts', 'kebab-case'],
  ])('the name %s', (path, rule) => {
    const violations = checkArchitecture([{ path, text: path.endsWith('.svelte') ? '<!-- What? -->' : opening }]);
    expect(violations.map(toSentence).join('\n')).toContain(rule);
  });

  test('types, re-exports and late imports as well as plain ones', () => {
    const text = [
      '/** What is planted here? */',
      "import type { A } from '../protocol/a.ts';",
      "export { b } from '../protocol/b.ts';",
      "export * from '../protocol/c.ts';",
      "export const late = () => import('../protocol/d.ts');",
      "export type E = import('../protocol/e.ts').E;",
    ].join('\n');
    const lines = checkArchitecture([{ path: 'shared/poll/poll.ts', text }]).map((violation) => violation.line);
    // The dynamic one is besides no way of shared/ to come by anything.
    expect(lines).toEqual([2, 3, 4, 5, 6, 5]);
  });

  test('imports in both scripts of a component, by their line', () => {
    const text = [
      '<!-- What is planted here? -->',
      '<script lang="ts" module>',
      "  import { a } from '../draft/a.ts';",
      '</script>',
      '<script lang="ts">',
      "  import B from '../sitting/B.svelte';",
      '</script>',
    ].join('\n');
    const lines = checkArchitecture([{ path: 'client/features/poll/PollCard.svelte', text }]).map(
      (found) => found.line,
    );
    expect(lines).toEqual([3, 6]);
  });

  test('a file that opens without saying what it answers', () => {
    expect(checkArchitecture([{ path: 'shared/poll/poll.ts', text: 'export const x = 1;' }])).toHaveLength(1);
  });
});

test('the checker lets through what the directions allow', () => {
  const text = (...targets: string[]) => `/** What? */\n${targets.map((target) => `import '${target}';`).join('\n')}`;
  const sources = [
    { path: 'shared/draft/clause-text.ts', text: text('yjs', 'zod', '../lib/ids.ts', '../poll/poll.ts') },
    { path: 'shared/protocol/messages.ts', text: text('zod/mini', '../poll/poll.ts') },
    { path: 'server/engine/dispatch.ts', text: text('./ports.ts', '../../shared/protocol/messages.ts', 'node:timers') },
    {
      path: 'server/live/gateway.ts',
      text: text('socket.io', '../engine/dispatch.ts', './fan-out.ts', '../config.ts'),
    },
    { path: 'server/http/downloads.ts', text: text('express', '../papers/docx.ts') },
    { path: 'server/services.ts', text: text('./store/sqlite.ts', './bus/memory.ts', './live/gateway.ts') },
    { path: 'client/features/poll/ballot.ts', text: text('../../live/send.ts', '../../ui/button.ts', 'svelte') },
    { path: 'client/features/sitting/page.ts', text: text('../draft/clause.ts', '../poll/ballot.ts') },
    { path: 'client/routes.ts', text: text('./features/poll/ballot.ts', './live/send.ts') },
    { path: 'client/service-worker.ts', text: text('./routes.ts') },
  ];
  expect(checkArchitecture(sources).map(toSentence)).toEqual([]);
});
