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
const names = process.argv.slice(2);
const options = { env: { ORTAQ_SOAK: '1' } };
const results = [await pass(testGate('soak', ['--project', 'node', '--project', 'apart', ...names], options))];
// Of the stories in browsers the robots alone: they are the ones that go on finding something.
if (names.length === 0 || names.some((name) => name.includes('robots'))) {
  results.push(await pass(testGate('robots', ['--project', 'e2e', 'editor-robots'], options)));
}
process.exitCode = summarize(results, { startedAt, measures: readMeasures() });
