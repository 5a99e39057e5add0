/**
 * What does the linter that knows types say of components? It reads the TypeScript that svelte-check has just made of them, in which their
 * scripts and expressions stand letter by letter, with what joins them; of that nothing is told, it is nobody's.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at, root } from './root.mjs';
import { run } from './run.mjs';

const made = at('.svelte-check', 'svelte');

/** `++Card.svelte.ts` was made of `Card.svelte`; what is made of a component that is no more is passed by. */
function sources() {
  if (!existsSync(made)) return [];
  return readdirSync(made, { recursive: true, withFileTypes: true }).flatMap(({ name, parentPath }) => {
    if (!name.startsWith('++') || !name.endsWith('.svelte.ts')) return [];
    const component = join(root, relative(made, parentPath), name.slice(2, -'.ts'.length));
    return existsSync(component) ? [{ file: relative(root, join(parentPath, name)), component }] : [];
  });
}

/** How many letters are the same, forwards from the beginning or (`-1`) backwards from the end; of line breaks and blanks it says nothing. */
function likenessOf(one, other, step) {
  const [mine, theirs] = [one, other].map((text) =>
    (step < 0 ? text.slice(-200) : text.slice(0, 200)).replaceAll(/\s/g, ''),
  );
  let same = 0;
  while (same < mine.length && mine.at(step < 0 ? -1 - same : same) === theirs.at(step < 0 ? -1 - same : same))
    same += 1;
  return same;
}

/** Where it stands in the component, or `null` where it is of what joins. */
function placeOf({ filename, labels: [label] }, component) {
  const { offset, length } = label.span;
  const text = readFileSync(at(filename));
  const words = text.subarray(offset, offset + length).toString();
  const before = text.subarray(0, offset).toString();
  if (before.lastIndexOf('/*Ωignore_startΩ*/') > before.lastIndexOf('/*Ωignore_endΩ*/')) return null;
  const own = readFileSync(component, 'utf8');
  if (words.trim() === '' || !own.includes(words)) return null;
  // What stands around it tells which of several it is.
  const after = text.subarray(offset + length).toString();
  let [place, likeness] = [0, -1];
  for (let one = own.indexOf(words); one >= 0; one = own.indexOf(words, one + 1)) {
    const alike = likenessOf(own.slice(0, one), before, -1) + likenessOf(own.slice(one + words.length), after, 1);
    if (alike > likeness) [place, likeness] = [one, alike];
  }
  return own.slice(0, place).split('\n').length;
}

const components = sources();
if (components.length === 0) {
  console.error('No components were read: svelte-check runs first, and leaves in .svelte-check what it made of them.');
  process.exit(1);
}
const { output } = await run(
  process.execPath,
  [
    at('node_modules', 'oxlint', 'bin', 'oxlint'),
    ...components.map(({ file }) => file),
    ...['--config', '.oxlintrc.components.json', '--no-ignore', '--tsconfig', '.svelte-check/tsconfig.json'],
    ...['--format', 'json'],
  ],
  { quiet: true },
);
let told;
try {
  told = JSON.parse(output);
} catch {
  console.error(output);
  process.exit(1);
}
if (told.number_of_files !== components.length) {
  console.error(`${told.number_of_files} of ${components.length} components were read.`);
  process.exit(1);
}
const componentOf = new Map(components.map(({ file, component }) => [file, component]));
const findings = told.diagnostics.flatMap((finding) => {
  const component = componentOf.get(finding.filename);
  // What could not be read at all has no place.
  if (component === undefined || finding.labels.length === 0) return [finding.message];
  const line = placeOf(finding, component);
  return line === null ? [] : [`${relative(root, component)}:${line}: ${finding.message} ${finding.code}`];
});
for (const finding of findings) console.error(finding);
console.log(`${components.length} components read, ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
