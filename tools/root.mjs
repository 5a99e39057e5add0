/** Where does the project stand? The tools work from any folder. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A path inside the project. */
export function at(...parts) {
  return join(root, ...parts);
}
