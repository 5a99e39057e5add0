/** Bundles the server in a process of its own, so that the bundler does not stay in the memory of the server that follows. */
import { buildServer } from './build-server.mjs';

try {
  await buildServer();
} catch (error) {
  // A mistake in the sources: its message names the place, and our own stack says nothing.
  console.error(Array.isArray(error.errors) ? error.message : error);
  process.exitCode = 1;
}
