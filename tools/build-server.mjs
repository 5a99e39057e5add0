/** How does the server become plain JavaScript? One bundle for the server and one for the store's threads, side by side. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What is bundled with the packages it uses: loading their many small files took the server 0.3 of its 0.7 s of computing,
 * and the store's threads longer than opening the database. Only machine code stays outside. What packages `require` is
 * found from the bundle.
 */
const withPackages = {
  external: ['better-sqlite3'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

/** Bundle → its source, from the root. */
const bundles = [
  { result: 'build/server/sqlite-worker.js', source: 'server/store/sqlite-worker.ts' },
  { result: 'build/server/main.js', source: 'server/main.ts' },
];

/** Builds what there is a source for. Rejects with esbuild's errors; a bundle that could not be built is removed. */
export async function buildServer() {
  for (const { source, result } of bundles) {
    if (existsSync(join(root, source))) await buildBundle(source, result, withPackages);
  }
}

/**
 * One bundle, paths from the root; `packages`: esbuild's options for what is not the project's own, which by default stays outside. What is
 * imported only when it is needed stands beside it in files of its own, which a start does not read; those of earlier builds stay, for a server
 * that runs may still need its own.
 */
export async function buildBundle(source, result, packages = { packages: 'external' }) {
  try {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: [{ in: source, out: basename(result, '.js') }],
      outdir: dirname(result),
      splitting: true,
      chunkNames: 'part-[name]-[hash]',
      platform: 'node',
      target: 'node20',
      format: 'esm',
      bundle: true,
      ...packages,
      sourcemap: true,
      write: false,
      logLevel: 'silent',
    });
    // The bundle last: what it leads to is there then.
    const isBundle = ({ path }) => path === join(root, result);
    const inOrder = outputFiles.toSorted((one, other) => isBundle(one) - isBundle(other));
    for (const file of inOrder) await replaceFile(file.path, file.contents);
  } catch (error) {
    await rm(join(root, result), { force: true });
    throw error;
  }
}

/** In one step and only when it changed, because a running test may just be loading it. */
async function replaceFile(path, contents) {
  const known = await readFile(path).catch(() => null);
  if (known && Buffer.compare(known, contents) === 0) return;
  await mkdir(dirname(path), { recursive: true });
  const next = `${path}.${process.pid}.new`;
  await writeFile(next, contents);
  await rename(next, path);
}
