/** Which files does the app open with when there is no line? Read from the build, and written into the service worker beside it. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Plugin, ResolvedConfig } from 'vite';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

/** The stage stands in the hall and has a line; the rest is a few kilobytes a page. */
const without = /StagePage\.svelte$/;
const unhashed = ['index.html', 'before-paint.js', 'icon.svg', 'manifest.webmanifest'];

/** Every file that a page other than the stage may ask for, from the manifest of the build. */
export function shellFiles(manifest: Readonly<Record<string, Chunk>>): string[] {
  const known = new Set<string>();
  const files = new Set<string>();
  const add = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || known.has(key) || without.test(key)) return;
    known.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) add(next);
  };
  add('index.html');
  files.delete('index.html');
  return [...unhashed, ...files];
}

export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'ortaq-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle() {
      const directory = join(config.root, config.build.outDir);
      const manifest = JSON.parse(readFileSync(join(directory, '.vite', 'manifest.json'), 'utf8')) as Record<
        string,
        Chunk
      >;
      const shell = shellFiles(manifest).map((file) => {
        const hash = createHash('sha256').update(readFileSync(join(directory, file)));
        return { path: `/${file}`, integrity: `sha256-${hash.digest('base64')}` };
      });
      const version = createHash('sha256').update(JSON.stringify(shell)).digest('hex').slice(0, 16);
      const { outputFiles } = buildSync({
        entryPoints: [join(config.root, 'service-worker.ts')],
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'chrome100',
        write: false,
        define: { ORTAQ_SHELL: JSON.stringify(shell), ORTAQ_VERSION: JSON.stringify(version) },
      });
      writeFileSync(join(directory, 'service-worker.js'), outputFiles[0]?.text ?? '');
    },
  };
}
