/** What becomes of a server when the client that it serves is built anew under it? */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorld } from '../server/world.ts';

test('a file that a newer build took away is not found, and the server lives', async () => {
  const clientDirectory = mkdtempSync(join(tmpdir(), 'ortaq-client-'));
  mkdirSync(join(clientDirectory, 'assets'));
  for (const name of ['index.html', 'assets/Page-1.js', 'assets/Page-1.js.br', 'assets/Face-1.woff2']) {
    writeFileSync(join(clientDirectory, name), name);
  }
  const world = await openWorld({ clientDirectory });
  const statusOf = async (path: string): Promise<number> => (await fetch(world.origin + path)).status;
  expect(await statusOf('/assets/Face-1.woff2')).toBe(200);
  expect(await statusOf('/')).toBe(200);
  // One of its forms is enough: which is read, the browser says.
  rmSync(join(clientDirectory, 'assets', 'Page-1.js.br'));
  rmSync(join(clientDirectory, 'assets', 'Face-1.woff2'));
  expect(await statusOf('/assets/Page-1.js')).toBe(404);
  expect(await statusOf('/assets/Face-1.woff2')).toBe(404);
  rmSync(join(clientDirectory, 'index.html'));
  expect(await statusOf('/')).toBe(404);
  expect(await statusOf('/healthz')).toBe(200);
  await world.close();
  expect(world.faults).toEqual([]);
  rmSync(clientDirectory, { recursive: true });
});
