/** In which languages does the assembly speak? */
export const langs = ['kk', 'ru', 'en'] as const;
export type Lang = (typeof langs)[number];

/** A text in one or more of the languages, e.g. a title. At least one is there. */
export type Localized = Readonly<Partial<Record<Lang, string>>>;

/** The text in the wanted language, else in whichever there is, in the order ru, kk, en. */
export function inLang(text: Localized, lang: Lang): string {
  return text[lang] ?? text.ru ?? text.kk ?? text.en ?? '';
}
