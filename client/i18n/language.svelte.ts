/** In which language does this browser speak now, and where do its words come from? One catalogue is loaded; the others when chosen. */
import { untrack } from 'svelte';
import type { Catalogue, ReadingWords, WorkingWords } from '../../shared/i18n/catalogue.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import { keep, kept } from '../theme/kept.ts';

const readingWords: Record<Lang, () => Promise<ReadingWords>> = {
  kk: async () => (await import('../../shared/i18n/kk-reading.ts')).reading,
  ru: async () => (await import('../../shared/i18n/ru-reading.ts')).reading,
  en: async () => (await import('../../shared/i18n/en-reading.ts')).reading,
};
const workingWords: Record<Lang, () => Promise<WorkingWords>> = {
  kk: async () => (await import('../../shared/i18n/kk-working.ts')).working,
  ru: async () => (await import('../../shared/i18n/ru-working.ts')).working,
  en: async () => (await import('../../shared/i18n/en-working.ts')).working,
};

const reading = new Map<Lang, ReadingWords>();
/** Both together, once: whoever asks again gets the same, and nothing is drawn anew. */
const loaded = new Map<Lang, Catalogue>();
/** Has a page been opened that conducts or drafts? Then each language comes with its working words. */
let isWorking = false;

/** What is refused is told by both: of each page's own deeds, and of what is done by those who conduct and draft. */
function bothOf(read: ReadingWords, working: WorkingWords): Catalogue {
  return { ...read, ...working, refusals: { ...read.refusals, ...working.refusals } };
}

/**
 * The words of a language, e.g. for the stage, which speaks two at once. Without `language.work()` those of the pages that are only
 * read: a follower's page speaks no other. Throws only when the network fails.
 */
export async function loadWords(lang: Lang): Promise<Catalogue> {
  const whole = loaded.get(lang);
  if (whole !== undefined) return whole;
  const working = isWorking ? workingWords[lang]() : undefined;
  const read = reading.get(lang) ?? (await readingWords[lang]());
  reading.set(lang, read);
  // A page may have been opened meanwhile that needs the others too.
  if (!isWorking) return read as Catalogue;
  const words = loaded.get(lang) ?? bothOf(read, await (working ?? workingWords[lang]()));
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

  /** The words of those who conduct and draft come too, from now on; awaited before such a page is drawn. Throws when the network fails. */
  async work(): Promise<void> {
    isWorking = true;
    if (untrack(() => this.#words) === undefined) return;
    // Whoever asks for a page must not be asked again when its words come; and who chose another language meanwhile keeps it.
    for (;;) {
      const lang = untrack(() => this.#lang);
      const words = await loadWords(lang);
      if (lang !== this.#lang) continue;
      this.put(lang, words);
      return;
    }
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
