/** Does it hold for long? The tests with `ORTAQ_SOAK=1`: more seeds, more kills, more people. Names of files narrow it down. */
import './node-version.mjs';
import { buildOrExit } from './build-parts.mjs';
import { forgetMeasures, readMeasures, testGate } from './gates.mjs';
import { installPackages } from './install.mjs';
import { pass, summarize } from './report.mjs';

await installPackages();
await buildOrExit();
const startedAt = performance.now();
forgetMeasures();
const result = await pass(
  testGate('soak', ['--project', 'node', ...process.argv.slice(2)], { env: { ORTAQ_SOAK: '1' } }),
);
process.exitCode = summarize([result], { startedAt, measures: readMeasures() });
