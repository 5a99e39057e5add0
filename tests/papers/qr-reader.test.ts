/** Does the reader of codes read what was drawn, and refuse what was damaged? Else it proves nothing of a paper. */
import { expect, test } from 'vitest';
import { qrModules } from '../../server/papers/png.ts';
import { readQr, type Picture } from './qr-reader.ts';

/** Drawn with so many points a module, somewhere on a page with a line of other ink. */
function drawn(
  modules: readonly (readonly boolean[])[],
  scale: number,
  flipped: readonly (readonly [number, number])[] = [],
): Picture {
  const side = modules.length * scale;
  const [left, top] = [37, 23];
  return {
    width: side + 90,
    height: side + 80,
    isDark: (x, y) => {
      const [row, column] = [Math.floor((y - top) / scale), Math.floor((x - left) / scale)];
      if (y === 5) return x % 7 < 3;
      const isFlipped = flipped.some(([atRow, atColumn]) => atRow === row && atColumn === column);
      return (modules[row]?.[column] ?? false) !== isFlipped;
    },
  };
}

// One of every size that it reads: 14 bytes are the most of version 1 at level M, 106 of version 6.
test.each([14, 26, 42, 62, 84, 106])('%i bytes are read as they were written, at any scale', (length) => {
  const words = 'https://ortaq.example/check/7F3A-91C2-KM40?'.padEnd(length, 'әқ-z9').slice(0, length);
  const text = words.replace(/[әқ]/g, 'k');
  for (const scale of [2, 3, 8]) expect(readQr(drawn(qrModules(text), scale))).toBe(text);
});

test('one module that is turned is found, and a page without a code has none', () => {
  const modules = qrModules('https://ortaq.example/check/7F3A-91C2-KM40');
  const { length } = modules;
  for (const place of [
    [length - 1, length - 1],
    [10, 12],
    [12, 10],
  ] as const) {
    expect(() => readQr(drawn(modules, 4, [place]))).toThrow('damaged');
  }
  expect(() => readQr(drawn([[true]], 4))).toThrow('0 corners');
});
