/** How do gates tell what they found? A heading and a time each, then one summary, so that every failure is seen at once. */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

export function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(3, 90 - text.length))}`);
}

/** Runs a gate and says what came of it. What it kept to itself is shown now, a quiet gate's only when it failed. Gives `{ name, ok, ms, tests }`. */
export async function pass(gate) {
  const { code, output, ms, tests } = await gate.run();
  const ok = code === 0;
  if ((!ok || !gate.isQuiet) && output !== '') console.log(output.trimEnd());
  console.log(`${ok ? '✓' : '✗'} ${gate.name}: ${ok ? 'passed' : 'FAILED'} in ${seconds(ms)}`);
  return { name: gate.name, ok, ms, tests };
}

/** Runs lanes of gates side by side, in each lane one gate after the other. Gives the results lane by lane. */
export async function passLanes(lanes) {
  const passInOrder = async (gates) => {
    const results = [];
    for (const gate of gates) results.push(await pass(gate));
    return results;
  };
  return (await Promise.all(lanes.map(passInOrder))).flat();
}

/** Prints the summary; its last line is `N passed, N failed` over all tests. Gives the exit code. */
export function summarize(results, { startedAt, measures = [] }) {
  heading('Summary');
  for (const result of results) {
    const { tests } = result;
    const counts = tests ? ` (${tests.passed} passed, ${tests.failed} failed)` : '';
    console.log(`${result.ok ? '✓' : '✗'} ${result.name.padEnd(24)} ${seconds(result.ms).padStart(8)}${counts}`);
  }
  const runs = results.flatMap((result) => (result.tests ? [result.tests] : []));
  const skipped = runs.flatMap((tests) => tests.skipped);
  if (measures.length > 0) console.log(`\nMeasured:\n${measures.map((line) => `  ${line}`).join('\n')}`);
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
  // Said once more at the end: where only the end of the output is kept, it is what one looks for.
  const failures = runs.flatMap((tests) => tests.failures ?? []);
  if (failures.length > 0) console.log(`\nFailed tests:\n${failures.map((failure) => `  ${failure}`).join('\n')}`);
  const failedGates = results.filter((result) => !result.ok).map((result) => result.name);
  console.log(failedGates.length > 0 ? `\nFailed: ${failedGates.join(', ')}` : '\nAll gates passed.');
  console.log(`${seconds(performance.now() - startedAt)} without installing`);
  const sum = (count) => runs.reduce((total, tests) => total + tests[count], 0);
  console.log(
    `${sum('passed')} passed, ${sum('failed')} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
  );
  return failedGates.length > 0 ? 1 : 0;
}
