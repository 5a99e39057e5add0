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

heading('Side by side: tests, browser stories, and what reads the source');
const results = await passLanes([
  // Rules, contracts, faults, simulation. This lane tells as it goes, the others when they are done.
  [testGate('tests', ['--project', 'node', '--project', 'apart'])],
  [testGate('browser stories', ['--project', 'e2e'], { isKept: true })],
  [testGate('components', ['--project', 'dom'], { isKept: true }), ...sourceGates],
]);

process.exitCode = summarize([built, ...results], { startedAt, measures: readMeasures() });
