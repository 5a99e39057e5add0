/** Bundles the server in a process of its own, so that the bundler does not stay in the memory of the server that follows. */
import { buildServer } from './build-server.mjs';

try {
  await buildServer();
} catch (error) {
  // A mistake in the sources has been shown by esbuild, with its place.
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
}
