/** Can every pair of colours in use be read, in every theme? */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('client/theme/tokens.css', 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

/** The colours a theme sets by its own block. */
function coloursOf(theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1];
  if (block === undefined) throw new Error(`tokens.css has no theme ${theme}`);
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2.2, relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['table', 'paper', 'raised'];
const tones = ['accent', 'for', 'against', 'abstain', 'amber'];
const writers = [1, 2, 3, 4, 5, 6].map((n) => `writer-${n}`);

/** Words on what they stand on. */
const textPairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) => ['ink', 'ink-2', 'ink-3', ...tones].map((ink) => [ink, ground] as const)),
  ...tones.flatMap((tone) => [[tone, `${tone}-wash`] as const, ['ink', `${tone}-wash`] as const]),
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => [[ink, 'line-2'] as const, [ink, 'accent-wash'] as const]),
  ...writers.flatMap((writer) => [
    [writer, 'paper'] as const,
    [writer, 'raised'] as const,
    [writer, 'accent-wash'] as const,
    ['writer-ink', writer] as const,
  ]),
  ['accent-ink', 'accent'],
];

/** Borders and shapes that are what shows a control or a state (WCAG 1.4.11), and the focus ring. */
const shapePairs: readonly (readonly [string, string])[] = [
  ...grounds.flatMap((ground) =>
    ['edge', 'accent', 'for', 'against', 'abstain', 'amber'].map((shape) => [shape, ground] as const),
  ),
  // The bar's segments against its track, and the tick over both.
  ...['accent', 'for', 'against', 'abstain', 'ink'].map((shape) => [shape, 'line-2'] as const),
];

describe.each([
  { theme: 'light', text: 4.5 },
  { theme: 'dark', text: 4.5 },
  { theme: 'contrast', text: 7 },
  { theme: 'stage', text: 4.5 },
  { theme: 'stage-light', text: 4.5 },
])('the theme $theme', ({ theme, text }) => {
  const colours = coloursOf(theme);
  const colour = (name: string): string => {
    const value = colours.get(name);
    if (value === undefined) throw new Error(`${theme} does not set --${name}`);
    return value;
  };

  test('sets every colour that the light one sets', () => {
    expect([...colours.keys()]).toEqual([...coloursOf('light').keys()]);
  });

  /** Pairs that are not told apart enough, with their contrast: none, one hopes. */
  function tooWeak(pairs: typeof textPairs, least: number): string[] {
    return pairs
      .map(([shape, ground]) => ({ shape, ground, found: contrast(colour(shape), colour(ground)) }))
      .filter(({ found }) => found < least)
      .map(({ shape, ground, found }) => `${shape} on ${ground}: ${found.toFixed(2)}`);
  }

  test(`has all words at ${text}:1 or better on what they stand on`, () => {
    expect(tooWeak(textPairs, text)).toEqual([]);
  });

  test('has all shapes that mean something at 3:1 or better', () => {
    expect(tooWeak(shapePairs, 3)).toEqual([]);
  });
});

test('the measure itself: black on white is 21:1, and a grey that is known', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('forced colours rename every colour of the light theme', () => {
  const forced = css.slice(css.indexOf('forced-colors: active'));
  for (const name of coloursOf('light').keys()) expect(forced, name).toContain(`--${name}:`);
});

test('nothing in the style sheets is set smaller than 16 px', () => {
  for (const size of css.matchAll(/--text-\d: ([\d.]+)rem/g)) expect(Number(size[1])).toBeGreaterThanOrEqual(1);
});
