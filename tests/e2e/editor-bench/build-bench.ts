/** What do the tests of the editor open? A page with a draft on it and nothing else, built once for all of them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

export interface BuiltBench {
  readonly folder: string;
  /** Sizes of the scripts, compressed, in bytes: what everybody loads, and what only writers load. */
  readonly sizes: { readonly first: number; readonly editor: number };
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly bench: BuiltBench;
  }
}

/** Before the first browser story; what it gives is called after the last one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'ortaq-editor-'));
  const bundle = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    resolve: { dedupe: ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'] },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome100', modulePreload: { polyfill: false } },
  });
  project.provide('bench', { folder, sizes: sizesOf(bundle as Bundle) });
  return () => rm(folder, { recursive: true, force: true });
}

interface Bundle {
  readonly output: readonly {
    readonly type: string;
    readonly fileName: string;
    readonly code?: string;
    readonly isEntry?: boolean;
    readonly imports?: readonly string[];
    readonly name?: string;
  }[];
}

/** The chunk that holds the editor with everything only it imports, and what the page loads without it. */
function sizesOf({ output }: Bundle): BuiltBench['sizes'] {
  const chunks = new Map(output.filter((file) => file.type === 'chunk').map((file) => [file.fileName, file]));
  const reach = (from: string, into: Set<string>): Set<string> => {
    if (into.has(from)) return into;
    into.add(from);
    for (const next of chunks.get(from)?.imports ?? []) reach(next, into);
    return into;
  };
  const weigh = (names: Iterable<string>): number =>
    [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '').length, 0);
  const entry = [...chunks.values()].find((chunk) => chunk.isEntry === true)!;
  const opening = [...chunks.values()].find((chunk) => chunk.name === 'open-editor')!;
  const first = reach(entry.fileName, new Set());
  const editor = [...reach(opening.fileName, new Set())].filter((name) => !first.has(name));
  return { first: weigh(first), editor: weigh(editor) };
}
