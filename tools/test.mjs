/**
 * Is this version good? Everything that can say no: build, types, lint, format, tests, browser stories.
 * A failure stops nothing: the others still run, so that all failures are seen in one go.
 */
import './node-version.mjs';
import { build } from './build-parts.mjs';
import { forgetMeasures, readMeasures, sourceGates, testGate } from './gates.mjs';
import { installPackages, installSystemPrograms } from './install.mjs';
import { heading, pass, passAll, summarize } from './report.mjs';

await installPackages();
await installSystemPrograms();

const startedAt = performance.now();
forgetMeasures();
const results = [];

heading('Build');
const builds = {
  name: 'build',
  run: async () => {
    const failures = await build();
    return { code: failures.length, output: failures.join('\n'), ms: performance.now() - startedAt };
  },
};
results.push(await pass(builds));

heading('Source: types, lint, format');
results.push(...(await passAll(sourceGates)));

heading('Tests: rules, contracts, faults, simulation, components');
results.push(await pass(testGate('tests', ['--project', 'node', '--project', 'dom'])));

heading('Browser stories');
results.push(await pass(testGate('browser stories', ['--project', 'e2e'])));

process.exitCode = summarize(results, { startedAt, measures: readMeasures() });
