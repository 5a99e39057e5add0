/**
 * What does `npm start` do? Installs and builds what is missing, then becomes the server: same process, so signals, exit code
 * and `kill -9` reach the server itself (and `exec` in package.json, so that no shell stands between npm and it). All arguments go to it.
 */
import './node-version.mjs';
import { at } from './root.mjs';
import { installPackages } from './install.mjs';
import { buildOrExit } from './build-parts.mjs';
import { leaveSignals } from './run.mjs';

await installPackages();
await buildOrExit();
leaveSignals();

endWithNpm();
if (!process.env.NODE_ENV) process.env.NODE_ENV = 'production';
process.setSourceMapsEnabled(true);
process.argv[1] = at('build', 'server', 'main.js');
await import('../build/server/main.js');

/** npm passes SIGTERM and SIGINT on, but killed outright it cannot: then the server stops as if asked to, and holds no port. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  setInterval(() => {
    if (process.ppid !== npm) process.kill(process.pid, 'SIGTERM');
  }, 1000).unref();
}
