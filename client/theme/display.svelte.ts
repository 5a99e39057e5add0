/** How large are the words and in which theme? The reader's choice, else the system's, and the system's change is followed. */
import { keep, kept } from './kept.ts';

export const textSizes = ['100', '125', '150', '200'] as const;
export type TextSize = (typeof textSizes)[number];

export const themeChoices = ['auto', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
/** A page may insist: the stage does. */
export type Theme = Exclude<ThemeChoice, 'auto'> | 'stage' | 'stage-light';

class Display {
  #textSize = $state<TextSize>(textSizes.find((size) => size === kept('text-size')) ?? '100');
  #choice = $state<ThemeChoice>(themeChoices.find((choice) => choice === kept('theme')) ?? 'auto');
  #insisted: Theme | undefined;

  constructor() {
    for (const query of ['(prefers-contrast: more)', '(prefers-color-scheme: dark)']) {
      globalThis.matchMedia?.(query).addEventListener('change', () => this.#apply());
    }
  }

  get textSize(): TextSize {
    return this.#textSize;
  }

  get theme(): ThemeChoice {
    return this.#choice;
  }

  /** The media query of a window with room for three columns: with larger words much more, for what stands in the margins grows too. */
  get roomForColumns(): string {
    return `(min-width: ${String(1100 + 16 * (Number(this.#textSize) - 100))}px)`;
  }

  chooseTextSize(size: TextSize): void {
    this.#textSize = size;
    keep('text-size', size === '100' ? null : size);
    this.#apply();
  }

  chooseTheme(choice: ThemeChoice): void {
    this.#choice = choice;
    keep('theme', choice === 'auto' ? null : choice);
    this.#apply();
  }

  /** The page's own theme, over any choice, until `insist(undefined)`. */
  insist(theme: Theme | undefined): void {
    this.#insisted = theme;
    this.#apply();
  }

  #apply(): void {
    const root = document.documentElement;
    root.dataset['theme'] = this.#insisted ?? (this.#choice === 'auto' ? systemTheme() : this.#choice);
    if (this.#textSize === '100') delete root.dataset['textSize'];
    else root.dataset['textSize'] = this.#textSize;
  }
}

function systemTheme(): Theme {
  if (globalThis.matchMedia?.('(prefers-contrast: more)').matches) return 'contrast';
  return globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export const display = new Display();
