/** Where do ids, tokens and codes come from? From the system's randomness. */
import { randomBytes, randomInt } from 'node:crypto';
import { idFromBytes } from '../shared/lib/ids.ts';
import type { Ids } from './engine/ports.ts';

export function randomIds(): Ids {
  return {
    id: (kind) => idFromBytes(kind, randomBytes(10)),
    token: () => randomBytes(32).toString('base64url'),
    code: () => String(randomInt(1_000_000)).padStart(6, '0'),
  };
}
