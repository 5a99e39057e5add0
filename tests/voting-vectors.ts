/** Which votes of yes and no are there whose outcome was worked out by hand? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MajorityVector {
  readonly id: string;
  readonly desc: string;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly present: number;
  readonly entitled: number;
  readonly rule: string;
  readonly base: string;
  readonly tie: string;
  readonly quorum: readonly [number, number, 'ge' | 'gt'] | null;
  readonly chair: 'yes' | 'no' | null;
  readonly needed: number | null;
  readonly expected: string;
}

const file = join(import.meta.dirname, 'fixtures', 'voting-vectors.json');

export const majorityVectors = (
  JSON.parse(readFileSync(file, 'utf8')) as { readonly majority: readonly MajorityVector[] }
).majority;
