/**
 * What does a telephone read in a picture that has a QR code on it? Written from ISO/IEC 18004 alone, apart from what draws the codes:
 * upright ones of versions 1 to 6 at level M, in bytes. Whatever is damaged or otherwise is refused.
 */

/** What was photographed: any page that stands upright. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly isDark: (x: number, y: number) => boolean;
}

interface Finder {
  readonly x: number;
  readonly y: number;
  readonly module: number;
}

/** The words of the only code in the picture. Throws where there is none, or it does not hold. */
export function readQr(picture: Picture): string {
  return readModules(modulesOf(picture));
}

// -------------------------------------------------------------------------------------------------- from picture to modules

/** Dark and light runs that begin at a dark point: five in 1 : 1 : 3 : 1 : 1 are the middle of a finder. */
function finderAcross(
  isDark: (at: number) => boolean,
  from: number,
  length: number,
): { middle: number; module: number } | null {
  const runs: number[] = [];
  let at = from;
  for (let run = 0; run < 5; run += 1) {
    const start = at;
    while (at < length && isDark(at) === (run % 2 === 0)) at += 1;
    runs.push(at - start);
  }
  const module = (at - from) / 7;
  const fits = runs.every((run, place) => Math.abs(run - (place === 2 ? 3 : 1) * module) <= module / 2);
  return module >= 1 && fits ? { middle: (from + at) / 2, module } : null;
}

function findersOf(picture: Picture): readonly Finder[] {
  const { width, height, isDark } = picture;
  const found: Finder[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!isDark(x, y) || (x > 0 && isDark(x - 1, y))) continue;
      const across = finderAcross((at) => isDark(at, y), x, width);
      if (across === null) continue;
      const column = Math.floor(across.middle);
      let top = y;
      // From the middle up to the outer edge: dark, light, dark.
      for (const dark of [true, false, true]) while (top > 0 && isDark(column, top - 1) === dark) top -= 1;
      const down = finderAcross((at) => isDark(column, at), top, height);
      if (down === null || Math.abs(down.module - across.module) > across.module / 2) continue;
      const near = found.some((one) => Math.hypot(one.x - across.middle, one.y - down.middle) < 3 * across.module);
      const finder = { x: across.middle, y: down.middle, module: across.module };
      if (!near && isWhole(picture, finder)) found.push(finder);
    }
  }
  return found;
}

/** Three rings around a middle, module by module: words may look like one along a line. */
function isWhole(picture: Picture, { x, y, module }: Finder): boolean {
  const steps = [-3, -2, -1, 0, 1, 2, 3];
  return steps.every((row) =>
    steps.every((column) => {
      const ring = Math.max(Math.abs(row), Math.abs(column));
      return picture.isDark(Math.floor(x + column * module), Math.floor(y + row * module)) === (ring !== 2);
    }),
  );
}

function modulesOf(picture: Picture): boolean[][] {
  const finders = findersOf(picture);
  if (finders.length !== 3) throw new Error(`${String(finders.length)} corners of a code were found`);
  const by = (worth: (one: Finder) => number): Finder => [...finders].sort((a, b) => worth(a) - worth(b))[0]!;
  const topLeft = by(({ x, y }) => x + y);
  const topRight = by(({ x, y }) => y - x);
  const bottomLeft = by(({ x, y }) => x - y);
  const side = Math.round((topRight.x - topLeft.x) / topLeft.module) + 7;
  const stepX = (topRight.x - topLeft.x) / (side - 7);
  const stepY = (bottomLeft.y - topLeft.y) / (side - 7);
  return Array.from({ length: side }, (_, row) =>
    Array.from({ length: side }, (__, column) =>
      picture.isDark(Math.floor(topLeft.x + (column - 3) * stepX), Math.floor(topLeft.y + (row - 3) * stepY)),
    ),
  );
}

// ---------------------------------------------------------------------------------------------------- from modules to words

/** By version, at level M: codewords in all, those for correction in each block, and blocks; all blocks are alike. */
const levelM: readonly (readonly [number, number, number])[] = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
];

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (_, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];

function readModules(modules: readonly (readonly boolean[])[]): string {
  const side = modules.length;
  const version = (side - 17) / 4;
  const sizes = levelM[version - 1];
  if (sizes === undefined) throw new Error(`a code of ${String(side)} modules a side`);
  const mask = masks[maskOf(modules)]!;
  const bits: boolean[] = [];
  let isUp = true;
  for (let right = side - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < side; step += 1) {
      const row = isUp ? side - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (isFunction(row, column, side, version)) continue;
        bits.push(modules[row]![column]! !== mask(row, column));
      }
    }
    isUp = !isUp;
  }
  return wordsIn(dataOf(toBytes(bits), sizes));
}

/** The format beside the finder at the top left: it has to be whole, and to say level M. */
function maskOf(modules: readonly (readonly boolean[])[]): number {
  const places = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((column) => [8, column] as const),
    ...[7, 5, 4, 3, 2, 1, 0].map((row) => [row, 8] as const),
  ];
  const read = places.reduce((sum, [row, column]) => sum * 2 + (modules[row]![column]! ? 1 : 0), 0) ^ 0b101010000010010;
  let rest = read;
  for (let bit = 14; bit >= 10; bit -= 1) if (((rest >> bit) & 1) === 1) rest ^= 0b10100110111 << (bit - 10);
  if (rest !== 0) throw new Error('the format of the code is damaged');
  if (read >> 13 !== 0b00) throw new Error('a code of another level than M');
  return (read >> 10) & 0b111;
}

/** Finders with what is around them, timing, and from version 2 the one alignment pattern. */
function isFunction(row: number, column: number, side: number, version: number): boolean {
  if (row === 6 || column === 6) return true;
  if (row < 9 && (column < 9 || column >= side - 8)) return true;
  if (column < 9 && row >= side - 8) return true;
  return version > 1 && Math.abs(row - (side - 7)) <= 2 && Math.abs(column - (side - 7)) <= 2;
}

function toBytes(bits: readonly boolean[]): number[] {
  return Array.from({ length: bits.length >> 3 }, (_, place) =>
    bits.slice(place * 8, place * 8 + 8).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0),
  );
}

/** The data of all blocks behind one another; each block has to be without a fault. */
function dataOf(
  codewords: readonly number[],
  [total, correcting, blocks]: readonly [number, number, number],
): number[] {
  const each = total / blocks;
  return Array.from({ length: blocks }, (_, block) => {
    const own = Array.from({ length: each }, (__, place) => codewords[place * blocks + block]!);
    for (let power = 0; power < correcting; power += 1) {
      if (own.reduce((sum, codeword) => times(sum, alpha(power)) ^ codeword, 0) !== 0)
        throw new Error('the code is damaged');
    }
    return own.slice(0, each - correcting);
  }).flat();
}

/** In the field of 256 with x⁸ + x⁴ + x³ + x² + 1. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ (product & 0x80 ? 0x11d : 0);
    if ((other >> bit) & 1) product ^= one;
  }
  return product & 0xff;
}

function alpha(power: number): number {
  let value = 1;
  for (let left = power; left > 0; left -= 1) value = times(value, 2);
  return value;
}

/** One segment of bytes. */
function wordsIn(data: readonly number[]): string {
  if (data[0]! >> 4 !== 0b0100) throw new Error('a code that does not hold bytes');
  const nibbles = data.flatMap((byte) => [byte >> 4, byte & 15]).slice(1);
  const byteAt = (place: number): number => nibbles[place * 2]! * 16 + nibbles[place * 2 + 1]!;
  const bytes = Array.from({ length: byteAt(0) }, (_, place) => byteAt(place + 1));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
}
