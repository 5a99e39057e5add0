/** What does a key cost where nothing hangs on it? The pages against which the editor's numbers are read. */
import { join } from 'node:path';
import { build } from 'vite';

/** What one writes in: an element that the browser edits by itself, or ProseMirror as it comes. */
export type Bare = 'element' | 'prosemirror';

const root = join(import.meta.dirname, '..', 'e2e', 'editor-bench');

/** Builds the pages into a folder `bare` of the one that is served; answers where each is, with these words in it. */
export async function buildBarePages(served: string): Promise<(bare: Bare, words: string) => string> {
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    build: {
      outDir: join(served, 'bare'),
      target: 'chrome100',
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(root, 'bare.html') },
    },
  });
  return (bare, words) => `/bare/bare.html?with=${bare}&words=${encodeURIComponent(words)}`;
}
