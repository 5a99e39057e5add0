/**
 * How does one work on Ortaq? The page comes from vite and changes as you save; the server is bundled and started anew when its
 * sources change. Arguments go to the server, e.g. `npm run dev -- --sample`.
 */
import './node-version.mjs';
import { fork } from 'node:child_process';
import { watch } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { installPackages } from './install.mjs';
import { leaveSignals } from './run.mjs';
import { at, root } from './root.mjs';

await installPackages();
leaveSignals();
process.chdir(root);

const given = process.argv.slice(2);
const valueOf = (name) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined);
const serverPort = valueOf('--port') ?? process.env.ORTAQ_PORT ?? '8080';
process.env.ORTAQ_DEV_SERVER = `http://127.0.0.1:${serverPort}`;

// Loaded only now: before installing, the packages behind these may not have been there.
const { buildServer } = await import('./build-server.mjs');
const { createServer } = await import(pathToFileURL(createRequire(at('package.json')).resolve('vite')).href);

const page = await createServer({ configFile: at('vite.config.ts') });
await page.listen();
page.printUrls();
const pageUrl = page.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://localhost:5173';

const serverArguments = [
  ...given,
  ...(valueOf('--port') === undefined ? ['--port', serverPort] : []),
  // Links that the server prints should open the page that changes as you save.
  ...(valueOf('--public-url') === undefined ? ['--public-url', pageUrl] : []),
];

let server = null;
let stopping = false;

/** Ends the running server, if any, and waits until it let go of its port and its data. */
function stopServer() {
  return new Promise((resolve) => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', resolve);
    server.kill('SIGTERM');
  });
}

/** Bundles, and only when that succeeded replaces the server that runs: a typing error costs nobody the sitting. */
async function restart() {
  const startedAt = performance.now();
  try {
    await buildServer();
  } catch (error) {
    console.error(`The server was not bundled: ${error.message}`);
    return;
  }
  await stopServer();
  if (stopping) return;
  server = fork(at('build', 'server', 'main.js'), serverArguments, { execArgv: ['--enable-source-maps'] });
  console.log(`Server bundled and started anew in ${Math.round(performance.now() - startedAt)} ms.`);
}

/** One restart at a time; what changes meanwhile leads to one more. */
let working = null;
let again = false;
function wantRestart() {
  if (working !== null) {
    again = true;
    return;
  }
  working = restart().finally(() => {
    working = null;
    if (again && !stopping) {
      again = false;
      wantRestart();
    }
  });
}

/** Editors write a file in several steps: we wait until it has been quiet for a moment. */
let quiet = null;
for (const folder of ['server', 'shared']) {
  watch(at(folder), { recursive: true }, () => {
    clearTimeout(quiet);
    quiet = setTimeout(wantRestart, 40);
  });
}
wantRestart();

async function stop() {
  if (stopping) return;
  stopping = true;
  await working;
  await stopServer();
  await page.close();
  process.exit(0);
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
