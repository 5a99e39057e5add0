/** Is what I just wrote sound? The quick half of `npm test`: types, lint, format, and the tests that start no server and no browser. */
import './node-version.mjs';
import { sourceGates, testGate } from './gates.mjs';
import { installPackages } from './install.mjs';
import { heading, passLanes, summarize } from './report.mjs';

await installPackages();

const startedAt = performance.now();
heading('Side by side: quick tests, and types, lint, format');
const quick = [
  '--project',
  'node',
  '--project',
  'apart',
  '--exclude',
  'tests/faults/**',
  '--exclude',
  'tests/simulation/**',
];
const results = await passLanes([[testGate('quick tests', quick)], sourceGates]);

process.exitCode = summarize(results, { startedAt });
