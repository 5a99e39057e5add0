/** How do client and server become what `npm start` runs? Vite builds the one, esbuild the other, each only when its sources changed. */
import { existsSync } from 'node:fs';
import { at } from './root.mjs';
import { run, runPackage } from './run.mjs';
import { hashSources, isFresh, noteBuilt } from './freshness.mjs';

const parts = [
  {
    name: 'client',
    entry: 'client/index.html',
    result: 'build/client/index.html',
    sources: [
      'client',
      'shared',
      'tools/font-subsets.ts',
      'tools/precompress.ts',
      'tools/service-worker.ts',
      'vite.config.ts',
      'tsconfig.json',
      'package-lock.json',
    ],
    build: () => runPackage('vite/bin/vite.js', ['build', '--logLevel', 'warn'], { quiet: true }),
  },
  {
    name: 'server',
    entry: 'server/main.ts',
    result: 'build/server/main.js',
    sources: ['server', 'shared', 'tools/build-server.mjs', 'tsconfig.json', 'package-lock.json'],
    build: () => run(process.execPath, ['tools/build-server-now.mjs'], { quiet: true }),
  },
];

/** Builds what is not fresh, both at once. Gives the sentences that say what failed: none when all is built. */
export async function build() {
  const failures = await Promise.all(parts.map(buildPart));
  return failures.filter((failure) => failure !== null);
}

async function buildPart(part) {
  if (!existsSync(at(part.entry))) return `There is no ${part.entry} to build the ${part.name} from.`;
  const hash = hashSources(part.sources);
  if (isFresh(part.name, hash) && existsSync(at(part.result))) return null;
  const { code, output, ms } = await part.build();
  if (code !== 0) return `The ${part.name} could not be built:\n${output}`;
  if (output.trim() !== '') console.log(output.trim());
  if (!existsSync(at(part.result))) return `The build of the ${part.name} left no ${part.result}.`;
  noteBuilt(part.name, hash);
  console.log(`Built the ${part.name} in ${(ms / 1000).toFixed(1)} s.`);
  return null;
}

/** As `build`, but a failure ends the process with its sentence. */
export async function buildOrExit() {
  const failures = await build();
  if (failures.length === 0) return;
  console.error(failures.join('\n'));
  process.exit(1);
}
