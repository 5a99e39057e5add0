/** Which letters do the web fonts carry, and when are they cut? Cut once from the TTFs, kept in `build/fonts` until this changes. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** File name in `build/fonts` → the TTF inside `node_modules/@expo-google-fonts`. */
const faces = {
  'golos-400.woff2': 'golos-text/400Regular/GolosText_400Regular.ttf',
  'golos-600.woff2': 'golos-text/600SemiBold/GolosText_600SemiBold.ttf',
  'literata-400.woff2': 'literata/400Regular/Literata_400Regular.ttf',
  'literata-400-italic.woff2': 'literata/400Regular_Italic/Literata_400Regular_Italic.ttf',
  'literata-600.woff2': 'literata/600SemiBold/Literata_600SemiBold.ttf',
} as const;

function range(first: number, last: number): string {
  let letters = '';
  for (let code = first; code <= last; code += 1) letters += String.fromCodePoint(code);
  return letters;
}

/** Latin, Russian, all Kazakh letters in both cases, and the signs of official papers. */
export const subsetLetters =
  range(0x20, 0x7e) +
  range(0x410, 0x44f) +
  'ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі' +
  '\u00a0\u00ad\u2009\u202f' +
  '«»„“”‘’–—‑…·•№§°×÷±−≥≤½⅓⅔¾→←↑↓✓✕₸₽€';

/** Kerning, accents, local forms, and figures that stand under each other; small capitals and the like weigh 12 kB a face. */
const keepFeatures = ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum', 'lnum'];

/** Cuts the faces whose recipe changed into `folder`; fast when nothing did. */
export async function cutFonts(project: string): Promise<void> {
  const folder = join(project, 'build/fonts');
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(faces)) {
    const ttf = await readFile(join(project, 'node_modules/@expo-google-fonts', source));
    const recipe = createHash('sha256')
      .update(ttf)
      .update(subsetLetters + keepFeatures.join())
      .digest('hex');
    const recipeFile = join(folder, `${name}.recipe`);
    const kept = existsSync(recipeFile) && existsSync(join(folder, name)) ? await readFile(recipeFile, 'utf8') : '';
    if (kept === recipe) continue;
    const face = await subsetFont(ttf, subsetLetters, { targetFormat: 'woff2', keepFeatures, noHinting: true });
    await writeFile(join(folder, name), face);
    await writeFile(recipeFile, recipe);
  }
}

/** Sees to it that the faces exist before the style sheets that name them are read. Unit tests need no fonts. */
export function fontSubsets(project: string): Plugin {
  return {
    name: 'ortaq-font-subsets',
    async buildStart() {
      if (process.env['VITEST'] === undefined) await cutFonts(project);
    },
  };
}
