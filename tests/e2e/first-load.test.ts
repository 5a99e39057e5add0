/** How much travels before a follower reads the first word? The built client, as the server sends it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { measured } from '../measured.ts';

const directory = join(import.meta.dirname, '..', '..', 'build', 'client');

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}
let manifest: Readonly<Record<string, Chunk>> = {};

beforeAll(() => {
  const path = join(directory, '.vite', 'manifest.json');
  if (!existsSync(path)) throw new Error('the client is not built: run npm run build first');
  manifest = JSON.parse(readFileSync(path, 'utf8')) as typeof manifest;
});

/** Every file that a page needs before it is drawn: the shell, the page's chunk with all it imports, one catalogue. */
function filesOf(page: string): readonly string[] {
  const known = new Set<string>();
  const files = new Set<string>();
  const add = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}`);
    if (known.has(key)) return;
    known.add(key);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  const catalogue = Object.keys(manifest).find((key) => key.endsWith('shared/i18n/ru-reading.ts'));
  for (const key of ['index.html', page, catalogue ?? 'shared/i18n/ru-reading.ts']) add(key);
  return [...files];
}

function compressedBytes(files: readonly string[]): number {
  let bytes = 0;
  for (const file of files) bytes += brotliCompressSync(readFileSync(join(directory, file))).length;
  return bytes;
}

test('a follower’s first load is at most 80 kB of script and style, compressed', () => {
  const files = filesOf('features/follow/FollowPage.svelte');
  const bytes = compressedBytes(files);
  measured(
    `a follower's first load: ${(bytes / 1000).toFixed(1)} kB of script and style in ${String(files.length)} files`,
  );
  expect(bytes).toBeLessThanOrEqual(80_000);
});

test('with the faces of its first screen it is at most 150 kB, and the editor adds at most 180 kB', () => {
  // The tool and the text, plain and strong: what a follower's first screen is set in.
  const faces = ['golos-400', 'golos-600', 'literata-400', 'literata-600'];
  const assets = readdirSync(join(directory, 'assets'));
  const fonts = faces.map((face) => {
    const file = assets.find((name) => new RegExp(`^${face}-[\\w-]{8}\\.woff2$`).test(name));
    if (file === undefined) throw new Error(`the build has no face ${face}`);
    return statSync(join(directory, 'assets', file)).size;
  });
  const all =
    compressedBytes(filesOf('features/follow/FollowPage.svelte')) + fonts.reduce((sum, size) => sum + size, 0);
  const read = new Set(filesOf('features/sitting/SittingPage.svelte'));
  const editor = compressedBytes(filesOf('features/draft/editor/open-editor.ts').filter((file) => !read.has(file)));
  measured(`a follower's first load with its fonts: ${(all / 1000).toFixed(1)} kB`);
  measured(`the editor: ${(editor / 1000).toFixed(1)} kB more`);
  expect(all).toBeLessThanOrEqual(150_000);
  expect(editor).toBeLessThanOrEqual(180_000);
});

test.each([
  ['the follower', 'features/follow/FollowPage.svelte'],
  ['the stage', 'features/stage/StagePage.svelte'],
  ['the programme', 'features/forum/ProgrammePage.svelte'],
])('%s brings neither zod nor yjs nor an editor', (_who, page) => {
  const scripts = filesOf(page).filter((file) => file.endsWith('.js'));
  const sources = scripts.flatMap((file) => {
    const path = join(directory, `${file}.map`);
    // The bundler's own few lines have no source of ours.
    if (!existsSync(path)) return [];
    return (JSON.parse(readFileSync(path, 'utf8')) as { readonly sources: readonly string[] }).sources;
  });
  expect(sources.some((source) => source.includes('node_modules/svelte/'))).toBe(true);
  expect(
    sources.filter((source) => /node_modules\/(?:zod|yjs|lib0|prosemirror-[a-z]+|@tiptap)\//.test(source)),
  ).toEqual([]);
});
