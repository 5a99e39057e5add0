/**
 * Is this version good? Everything that can say no: build, types, lint, format, tests, browser stories.
 * A failure stops nothing: the others still run, so that all failures are seen in one go.
 */
import './node-version.mjs';
import { build } from './build-parts.mjs';
import { forgetMeasures, readMeasures, sourceGates, testGate } from './gates.mjs';
import { installPackages, installSystemPrograms } from './install.mjs';
import { heading, pass, passLanes, summarize } from './report.mjs';

await installPackages();
await installSystemPrograms();

const startedAt = performance.now();
forgetMeasures();

heading('Build');
const built = await pass({
  name: 'build',
  run: async () => {
    const failures = await build();
    return { code: failures.length, output: failures.join('\n'), ms: performance.now() - startedAt };
  },
});

heading('Side by side: tests, browser stories, and types, lint, format');
const results = await passLanes([
  // Rules, contracts, faults, simulation, components. This lane tells as it goes, the others when they are done.
  [testGate('components', ['--project', 'dom']), testGate('tests', ['--project', 'node', '--project', 'apart'])],
  [testGate('browser stories', ['--project', 'e2e'], { isKept: true })],
  // The longest has a lane of its own: behind the others it would be what the end waits for.
  sourceGates.slice(0, 1),
  sourceGates.slice(1),
]);

process.exitCode = summarize([built, ...results], { startedAt, measures: readMeasures() });
