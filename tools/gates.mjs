/** Which gates does a version pass? Each is a program that says yes or no; `npm test` and `npm run check` put them in order. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { at } from './root.mjs';
import { run, runPackage } from './run.mjs';

/** What the tests measured on the way; see tests/measured.ts. */
const measuresFile = at('build', 'measured.jsonl');

/** A gate that reads the source. It tells when it is done: the tests beside it tell as they go. */
const sourceGate = (name, file, ...args) => ({
  name,
  isQuiet: true,
  run: () => run(process.execPath, [file, ...args], { quiet: true }),
});

/** What it leaves is taken away before: of a component that is no more it would still find what is wrong. */
const afresh = (folder, gate) => ({
  ...gate,
  run() {
    rmSync(at(folder), { recursive: true, force: true });
    return gate.run();
  },
});

/** Each reads the source for itself, but for one. */
export const sourceGates = [
  // It checks the .ts files of tsconfig.json with the same compiler as `tsc`, and what they and the components say of each other.
  afresh(
    '.svelte-check',
    sourceGate(
      'types',
      'node_modules/svelte-check/bin/svelte-check',
      ...['--tsgo', '--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'human'],
    ),
  ),
  // It reads what the gate before it has made of the components.
  sourceGate('lint of components', 'tools/lint-components.mjs'),
  sourceGate('lint of their shape', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'),
  sourceGate('lint', 'node_modules/oxlint/bin/oxlint', '.', '--deny-warnings'),
  sourceGate('format of components', 'node_modules/prettier/bin/prettier.cjs', '--check', '**/*.svelte'),
  sourceGate('format', 'node_modules/oxfmt/bin/oxfmt', '--check', '.'),
];

/**
 * A gate of tests: one run of vitest, which tells as it goes, or (`isKept`) all at its end. Its outcome carries `{ passed, failed, failures, skipped }`, where a file that
 * could not be loaded counts as one failed, `failures` says of each how it failed, and `skipped` lists names.
 */
export function testGate(name, args, { isKept = false, env = {} } = {}) {
  return {
    name,
    run: async () => {
      const report = at('build', `tests-${name.replaceAll(/\W+/g, '-')}.json`);
      mkdirSync(at('build'), { recursive: true });
      rmSync(report, { force: true });
      const outcome = await runPackage(
        'vitest/vitest.mjs',
        [
          'run',
          ...args,
          '--allowOnly=false',
          '--silent=passed-only',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        { quiet: isKept, env: { ORTAQ_MEASURES: measuresFile, ...env } },
      );
      return { ...outcome, tests: readReport(report, outcome.code) };
    },
  };
}

function readReport(file, code) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, failures: ['the tests did not come to their report'], skipped: [] };
  }
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const filesNotLoaded = report.testResults.filter(
    (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + filesNotLoaded;
  return {
    passed: report.numPassedTests,
    // An error outside every test still fails the run.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    failures: report.testResults.flatMap(failuresOf),
    skipped: tests.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  };
}

/** What failed in a file, a few lines each: where, which, and how it said so. */
function failuresOf({ name: file, status, message, assertionResults }) {
  const of = file.slice(file.lastIndexOf('/tests/') + 1);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${of}: ${beginningOf(message)}`] : [];
  return failed.map((test) => `${of} > ${test.fullName}: ${beginningOf(test.failureMessages.join('\n'))}`);
}

function beginningOf(message) {
  return message.split('\n').slice(0, 12).join('\n    ').slice(0, 1200);
}

/** Forgets what earlier runs measured. */
export function forgetMeasures() {
  rmSync(measuresFile, { force: true });
}

/** What the tests measured, one sentence each, in the order of measuring. */
export function readMeasures() {
  try {
    return readFileSync(measuresFile, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
