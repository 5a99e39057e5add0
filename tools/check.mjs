/** Is what I just wrote sound? The quick half of `npm test`: types, lint, format, and the tests that start no server and no browser. */
import './node-version.mjs';
import { sourceGates, testGate } from './gates.mjs';
import { installPackages } from './install.mjs';
import { heading, pass, passAll, summarize } from './report.mjs';

await installPackages();

const startedAt = performance.now();
heading('Source: types, lint, format');
const results = await passAll(sourceGates);

heading('Tests');
const quick = ['--project', 'node', '--exclude', 'tests/faults/**', '--exclude', 'tests/simulation/**'];
results.push(await pass(testGate('quick tests', quick)));

process.exitCode = summarize(results, { startedAt });
