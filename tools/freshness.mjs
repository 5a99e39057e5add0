/** Is what was built older than what it was built from? Compares contents, not times: a checkout touches every file. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './root.mjs';

/** SHA-256 (hex) over names and contents of files and folders of the project; what is not there counts as not there. */
export function hashSources(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const file = at(path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(join(path, name));
    } else {
      hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

const stampFile = (name) => at('build', `${name}.stamp`);
// What was built is part of the stamp: other tools (tests, `npm run dev`) build into the same folder.
const stampOf = (name, hash) => `${hash} ${hashSources([`build/${name}`])}`;

/** Was `build/<name>`, as it stands there, built from sources with this hash? */
export function isFresh(name, hash) {
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === stampOf(name, hash);
}

/** Notes that `build/<name>` was built from sources with this hash. To be called after the build has succeeded. */
export function noteBuilt(name, hash) {
  mkdirSync(at('build'), { recursive: true });
  writeFileSync(stampFile(name), stampOf(name, hash));
}
