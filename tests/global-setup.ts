/** What must stand before the first test? The threads of the SQLite store, which run from a bundle. */
import { buildServer } from '../tools/build-server.mjs';

export default async function setup(): Promise<void> {
  // A bundle that could not be built is removed: exactly the tests that need it fail, and say so.
  await buildServer().catch((error: unknown) => console.error(error));
}
