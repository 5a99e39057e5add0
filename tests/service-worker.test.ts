/** Which files does the app open with, when there is no line? */
import { expect, test } from 'vitest';
import { shellFiles } from '../tools/service-worker.ts';

const manifest = {
  'index.html': {
    file: 'assets/main-1.js',
    css: ['assets/main-1.css'],
    imports: ['_shared.js'],
    dynamicImports: ['features/sitting/SittingPage.svelte', 'features/stage/StagePage.svelte'],
  },
  '_shared.js': { file: 'assets/shared-1.js' },
  'features/sitting/SittingPage.svelte': {
    file: 'assets/sitting-1.js',
    assets: ['assets/literata-400-1.woff2'],
    imports: ['index.html', '_shared.js'],
    dynamicImports: ['features/draft/editor/open-editor.ts'],
  },
  'features/draft/editor/open-editor.ts': { file: 'assets/editor-1.js', imports: ['_only-here.js'] },
  '_only-here.js': { file: 'assets/only-here-1.js' },
  'features/stage/StagePage.svelte': { file: 'assets/stage-1.js', imports: ['_of-the-stage.js'] },
  '_of-the-stage.js': { file: 'assets/of-the-stage-1.js' },
};

test('[KEEP-11] everything that a page and its parts may ask for, once, and nothing of the hall’s screen', () => {
  const files = shellFiles(manifest);
  expect(new Set(files).size).toBe(files.length);
  expect(files).toEqual(
    expect.arrayContaining([
      'index.html',
      'before-paint.js',
      'assets/main-1.js',
      'assets/main-1.css',
      'assets/shared-1.js',
      'assets/sitting-1.js',
      'assets/literata-400-1.woff2',
      'assets/editor-1.js',
      'assets/only-here-1.js',
    ]),
  );
  expect(files.filter((file) => file.includes('stage'))).toEqual([]);
});
