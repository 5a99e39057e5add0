/** How does a tool run another program? To its end, and never longer than the tool itself lives. */
import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const running = new Set();
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
let listening = false;

/** Asked to stop, a tool first ends what it runs. */
function onSignal(signal) {
  for (const child of running) child.kill(signal);
  process.exit(signalCodes[signal]);
}

function takeSignals() {
  if (listening) return;
  listening = true;
  for (const signal of Object.keys(signalCodes)) process.on(signal, onSignal);
}

/** Signals are no longer ours: whoever comes next in this process answers them. */
export function leaveSignals() {
  listening = false;
  for (const signal of Object.keys(signalCodes)) process.off(signal, onSignal);
}

/**
 * Runs a program in the project's folder and waits for it. `quiet`: its output is kept, not shown.
 * Gives `{ code, output, ms }` and never rejects: a program that cannot be started has code 127.
 */
export function run(command, args, { quiet = false, env = {} } = {}) {
  takeSignals();
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const stream = quiet ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', stream, stream],
    });
    running.add(child);
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const finish = (code, said) => {
      running.delete(child);
      resolve({ code, output: output + said, ms: performance.now() - startedAt });
    };
    child.on('error', (error) => finish(127, `${command}: ${error.message}\n`));
    child.on('close', (code, signal) => finish(code ?? 1, signal ? `${command} was ended by ${signal}\n` : ''));
  });
}

/** Runs a program that a package of ours brings, by its file, with this very Node. */
export function runPackage(packageFile, args, options) {
  return run(process.execPath, [`node_modules/${packageFile}`, ...args], options);
}
