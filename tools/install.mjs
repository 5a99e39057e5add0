/** Is everything there that this needs? Installs what is missing and leaves alone what is there. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { at } from './root.mjs';
import { run } from './run.mjs';

/** Has `node_modules` exactly the versions that package-lock.json names? Packages for other machines (optional ones) may be missing. */
function packagesAreThere() {
  const installed = readLock(at('node_modules', '.package-lock.json'));
  const wanted = readLock(at('package-lock.json'));
  if (installed === null || wanted === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional) return true;
    return installed[path]?.version === entry.version && existsSync(at(path));
  });
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Does the one package with machine code open a database with this Node? It does not after a change of Node's version. */
function databaseOpens() {
  try {
    const Database = createRequire(at('package.json'))('better-sqlite3');
    new Database(':memory:').close();
    return null;
  } catch (error) {
    return error;
  }
}

/** Installs the npm packages when they are missing or of other versions. Ends the process with a sentence when that fails. */
export async function installPackages() {
  if (!packagesAreThere()) {
    console.log('Installing packages. The first time takes about 2 minutes: better-sqlite3 may have to be compiled.');
    const { code } = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
    if (code !== 0) giveUp(`npm ci failed (code ${code}); what it said stands above.`);
  }
  if (databaseOpens() !== null) {
    console.log('Building better-sqlite3 for this version of Node. It takes about 75 seconds.');
    const { code } = await run('npm', ['rebuild', 'better-sqlite3', '--loglevel=error']);
    if (code !== 0) giveUp(`npm rebuild better-sqlite3 failed (code ${code}); what it said stands above.`);
    // Asked of a fresh process: this one may hold on to the addon that failed.
    const asked = await run(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], { quiet: true });
    if (asked.code !== 0) giveUp(`better-sqlite3 does not open a database:\n${asked.output}`);
  }
}

/**
 * What the browser stories and the papers' tests need from the system, each with how to see that it is there. Of Chromium the one without
 * windows is wanted, because it computes half as much; where it cannot be had, the other does as well.
 */
const systemPrograms = [
  {
    debian: 'chromium-headless-shell',
    isThere: () => isOnPath('chromium-headless-shell'),
    isReplaced: () => isOnPath('chromium'),
  },
  { debian: 'libreoffice-writer-nogui', isThere: () => isOnPath('soffice') && writerIsThere() },
  { debian: 'poppler-utils', isThere: () => isOnPath('pdftotext') && isOnPath('pdftoppm') },
];

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}

/** LibreOffice can be there without its writer, and then reads no DOCX; outside Debian we take soffice's word. */
function writerIsThere() {
  const folder = '/usr/lib/libreoffice/program';
  return !existsSync(folder) || existsSync(join(folder, 'libswlo.so'));
}

/** Installs the Debian packages that are missing. Ends the process, naming them, where that is not possible. */
export async function installSystemPrograms() {
  const wanted = systemPrograms.filter((program) => !program.isThere());
  const missing = () =>
    wanted.filter((program) => !program.isThere() && program.isReplaced?.() !== true).map(({ debian }) => debian);
  const names = wanted.map(({ debian }) => debian);
  if (names.length === 0) return;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    if (missing().length === 0) return;
    giveUp(
      `The tests need ${names.join(', ')} (names of Debian's packages), and only root can install them: apt-get install ${names.join(' ')}`,
    );
  }
  console.log(`Installing Debian's packages: ${names.join(', ')}. The first time takes about 2 minutes.`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const options = { quiet: true, env };
  const update = await run('apt-get', ['update', '-q'], options);
  const install = await run(
    'apt-get',
    ['install', '-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends', ...names],
    options,
  );
  const still = missing();
  if (still.length > 0)
    giveUp(`${update.output}${install.output}\napt-get did not bring ${still.join(', ')}; what it said stands above.`);
}

function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
