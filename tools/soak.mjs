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
const isRobots = (name) => 'editor-robots'.includes(name);
const others = names.filter((name) => !isRobots(name));
const results = [];
if (names.length === 0 || others.length > 0) {
  results.push(await pass(testGate('soak', ['--project', 'node', '--project', 'apart', ...others], options)));
}
// Of the stories in browsers the robots alone: they are the ones that go on finding something.
if (names.length === 0 || names.some(isRobots)) {
  results.push(await pass(testGate('robots', ['--project', 'e2e', 'editor-robots'], options)));
}
process.exitCode = summarize(results, { startedAt, measures: readMeasures() });
