/** How much does it carry? Runs the benchmarks `tests/load/*.load.ts` one after another; names narrow it down. They print, they judge nothing. */
import './node-version.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { buildOrExit } from './build-parts.mjs';
import { installPackages } from './install.mjs';
import { heading } from './report.mjs';
import { at } from './root.mjs';
import { run } from './run.mjs';

await installPackages();
await buildOrExit();

const folder = at('tests', 'load');
const wanted = process.argv.slice(2);
const files = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.load.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));

if (files.length === 0) {
  console.error(
    wanted.length === 0 ? 'There is no benchmark in tests/load.' : `No benchmark is named ${wanted.join(' or ')}.`,
  );
  process.exit(1);
}
for (const file of files) {
  heading(file);
  const { code } = await run(process.execPath, ['--import', 'tsx', `tests/load/${file}`]);
  if (code !== 0) process.exitCode = 1;
}
