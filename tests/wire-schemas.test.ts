/** Has the wire changed without anybody saying so? */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { protocolHistory, protocolVersion } from '../shared/protocol/version.ts';
import { canonical, schemaShape, typeShape, wireHash } from './wire-shape.ts';

test('the wire is the one that the last line of protocolHistory names', () => {
  const hash = wireHash();
  const recorded = protocolHistory.at(-1)?.hash;
  expect(
    recorded,
    `The messages changed, their hash is now ${hash}. In shared/protocol/version.ts raise protocolVersion and add a line with ` +
      'this hash, the date and what changed; only a version that nobody ever ran may get a new hash instead.',
  ).toBe(hash);
});

test('the history counts from 1 to protocolVersion, dated in order, no hash twice', () => {
  expect(protocolHistory.map((line) => line.version)).toEqual(
    Array.from({ length: protocolVersion }, (_, index) => index + 1),
  );
  const dates = protocolHistory.map((line) => line.date);
  expect(dates).toEqual([...dates].sort());
  for (const date of dates) expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(new Set(protocolHistory.map((line) => line.hash)).size).toBe(protocolHistory.length);
  for (const line of protocolHistory) expect(line.what).not.toBe('');
});

describe('a change is noticed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wire-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  let files = 0;
  function shapeOf(text: string): string {
    files += 1;
    const file = join(folder, `planted-${String(files)}.ts`);
    writeFileSync(file, text);
    return typeShape(file, 'Down');
  }

  const plain =
    'interface Poll { id: string; open: boolean | null } export interface Down { poll: Poll; list: readonly Poll[] }';

  test.each([
    ['a field more', plain.replace('id: string', 'id: string; at: number')],
    ['a field of another type', plain.replace('id: string', 'id: number')],
    ['a field that may be missing', plain.replace('id: string', 'id?: string')],
    ['a literal more', plain.replace('boolean | null', 'boolean | null | "maybe"')],
    ['an id of another kind', plain.replace('id: string', 'id: string & { readonly brand: "seat" }')],
  ])(
    'down: %s',
    (_name, changed) => {
      expect(changed).not.toBe(plain);
      expect(shapeOf(changed)).not.toBe(shapeOf(plain));
    },
    30_000,
  );

  test('down: comments, order and names of types do not count', () => {
    const same =
      '/** Read by everybody. */ export interface Down { list: Vote[]; poll: Vote } type Vote = { open: null | boolean; id: string };';
    expect(shapeOf(same)).toBe(shapeOf(plain));
  }, 30_000);

  test('down: what JSON cannot carry and what is not known is refused', () => {
    expect(() => shapeOf('export interface Down { when: () => number }')).toThrow('Down.when is a function');
    expect(() => shapeOf("import type { X } from './nowhere.ts'; export interface Down { x: X }")).toThrow(
      'Down.x is any',
    );
  }, 30_000);

  test('up: a limit, a field, a strictness', () => {
    const shape = (schema: z.ZodType) => canonical(schemaShape(schema));
    const base = shape(z.strictObject({ text: z.string().max(10) }));
    expect(shape(z.strictObject({ text: z.string().max(10) }))).toBe(base);
    expect(shape(z.strictObject({ text: z.string().max(11) }))).not.toBe(base);
    expect(shape(z.strictObject({ text: z.string().max(10).optional() }))).not.toBe(base);
    expect(shape(z.object({ text: z.string().max(10) }))).not.toBe(base);
  });
});
