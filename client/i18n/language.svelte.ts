/** In which language does this browser speak now, and where do its words come from? One catalogue is loaded; the others when chosen. */
import type { Catalogue } from '../../shared/i18n/catalogue.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import { keep, kept } from '../theme/kept.ts';

const catalogues: Record<Lang, () => Promise<Catalogue>> = {
  kk: async () => (await import('../../shared/i18n/kk.ts')).kk,
  ru: async () => (await import('../../shared/i18n/ru.ts')).ru,
  en: async () => (await import('../../shared/i18n/en.ts')).en,
};

const loaded = new Map<Lang, Catalogue>();

/** The words of a language, e.g. for the stage, which speaks two at once. Throws only when the network fails. */
export async function loadWords(lang: Lang): Promise<Catalogue> {
  const words = loaded.get(lang) ?? (await catalogues[lang]());
  loaded.set(lang, words);
  return words;
}

class Language {
  #lang = $state<Lang>('ru');
  #words = $state.raw<Catalogue>();

  /** The language shown. */
  get lang(): Lang {
    return this.#lang;
  }

  /** Its words. Nothing is drawn before the first `show`. */
  get words(): Catalogue {
    if (this.#words === undefined) throw new Error('words are read before a language is shown');
    return this.#words;
  }

  /** Has the reader ever chosen on this device? Then no import row and no browser setting overrides it. */
  get wasChosen(): boolean {
    return toLang(kept('lang')) !== undefined;
  }

  /** Shows a language without remembering it: what the browser or a personal link suggests. Keeps the old one when its words cannot be had. */
  async show(lang: Lang): Promise<void> {
    this.put(lang, await loadWords(lang));
  }

  /** Shows a language and remembers it as this person's choice. */
  async choose(lang: Lang): Promise<void> {
    await this.show(lang);
    keep('lang', lang);
  }

  /** Words that are already here (tests, and the end of `show`). */
  put(lang: Lang, words: Catalogue): void {
    this.#lang = lang;
    this.#words = words;
    document.documentElement.lang = lang;
  }
}

export const language = new Language();

/** What before-paint.js has found: the choice kept here, else the browser's language, else Russian. */
export function firstLang(): Lang {
  return toLang(document.documentElement.lang) ?? 'ru';
}

function toLang(text: string | null): Lang | undefined {
  return langs.find((lang) => lang === text);
}
