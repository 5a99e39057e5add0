/** Into what forum do the lists of the tests come? One plenary, three panels at once, an organiser and one who is known. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../shared/import/import-lines.ts';
import { planImport, type ImportPlace, type PlannedLine } from '../../shared/import/import-plan.ts';
import { readTable } from '../../shared/import/table-text.ts';
import type { PersonId, SittingId } from '../../shared/lib/ids.ts';
import { initialSitting, type SittingState } from '../../shared/sitting/sitting.ts';

export function fixture(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '..', 'fixtures', 'imports', name));
}

const hour = 3_600_000;
export const sittingIds = ['a', 'b', 'c', 'd'].map((letter) => `sit_${letter.repeat(16)}` as SittingId);
const titles = ['Пленарное', 'Бизнес и НПО', 'СМИ и НПО', 'Госсоцзаказ'];

export function sittings(): readonly SittingState[] {
  return sittingIds.map((sittingId, place): SittingState => ({
    ...initialSitting,
    sittingId,
    kind: place === 0 ? 'plenary' : 'panel',
    title: { ru: titles[place] ?? '' },
    startsAt: place === 0 ? 0 : 2 * hour,
    endsAt: place === 0 ? hour : 3 * hour,
  }));
}

export const organiser = 'per_0000000000000000' as PersonId;

export function emptyPlace(more: Partial<ImportPlace> = {}): ImportPlace {
  return {
    forum: {
      languages: ['ru', 'kk'],
      organisers: [organiser],
      members: { [organiser]: { came: 'invited', since: 0 } },
    },
    known: [
      { personId: organiser, name: { ru: 'Хана О.' }, lang: 'ru', organisation: null, title: null, details: null },
    ],
    sittings: sittings(),
    byOrganiser: true,
    ...more,
  };
}

/** The plan of a file; throws where it is refused as a whole. */
export function planOf(bytes: Uint8Array | string, place: ImportPlace = emptyPlace()): readonly PlannedLine[] {
  const table = readTable(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
  if (!table.ok) throw new Error(table.code);
  const lines = readLines(table.value);
  if (!lines.ok) throw new Error(lines.code);
  return planImport(lines.value.lines, place);
}

/** `2 new`, `39 bad organisation-twice 34`: what a plan comes to, a line each. */
export function told(lines: readonly PlannedLine[]): readonly string[] {
  return lines.map(({ line, is, reasons, remarks }) =>
    [
      `${String(line)} ${is}`,
      ...reasons.map(({ code, with: what }) => (typeof what === 'number' ? `${code} ${String(what)}` : code)),
      ...remarks.map(({ code, with: what }) => `(${code}${typeof what === 'number' ? ` ${String(what)}` : ''})`),
    ].join(' '),
  );
}
