/** How small does the client travel? Every text file of the build is laid beside itself as Brotli and gzip; the server only picks. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin, ResolvedConfig } from 'vite';

const compressible = /\.(?:js|css|html|svg|json|webmanifest)$/;
/** Under this a compressed copy saves nothing. */
const smallest = 512;

export function precompress(): Plugin {
  let config: ResolvedConfig;
  let isWritten = false;
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    writeBundle() {
      isWritten = true;
    },
    // Last, so that what other plugins lay down is compressed too. It is also called after a build that failed, and must not hide why.
    closeBundle() {
      if (!isWritten) return;
      const directory = resolve(config.root, config.build.outDir);
      for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        if (!compressible.test(name)) continue;
        const path = join(directory, name);
        const bytes = readFileSync(path);
        if (bytes.length < smallest) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
