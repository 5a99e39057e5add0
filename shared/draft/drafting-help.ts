/**
 * What would an editor of resolutions remark on this clause? Remarks only: nothing here ever blocks.
 *
 * Source: the grammar of clauses that assemblies use (RULES, HELP-1 … HELP-8). An operative clause says who shall do what until when: one
 * addressee, one deed, a day where there is haste. Words are looked at from their beginnings and ends, without a dictionary: a remark may be
 * wrong, and can be put away.
 */
import type { ClauseId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import { plainText, type ClauseText, type Run } from './clause-runs.ts';

export type DraftingHint =
  /** No deed is named: «рекомендует», «ұсынады», `recommends`. */
  | { readonly hint: 'no-verb'; readonly lang: Lang }
  | { readonly hint: 'no-addressee' }
  | { readonly hint: 'two-addressees' }
  /** Two sentences, each with a deed: they can be voted on apart only as two clauses. */
  | { readonly hint: 'two-deeds'; readonly lang: Lang }
  /** «срочно» and no day. */
  | { readonly hint: 'haste-without-day'; readonly lang: Lang; readonly word: string }
  | { readonly hint: 'missing-language'; readonly lang: Lang }
  | { readonly hint: 'repeated-sentence'; readonly lang: Lang; readonly clauseId: ClauseId }
  | { readonly hint: 'too-long'; readonly lang: Lang; readonly length: number }
  /** «3. Рекомендовать …»: numbers come by themselves. */
  | { readonly hint: 'number-typed'; readonly lang: Lang };

/** From here a clause is hard to listen to, in UTF-16 units of one language. */
export const clauseLongAt = 600;

/** Shorter sentences repeat by right («Принять к сведению.»). */
const repeatedFrom = 25;

/** The remarks on one clause, the weightiest first. `clauses`: all that stand in the text; `langs`: the languages the text has. */
export function draftingHints(
  clause: ClauseText,
  clauses: readonly ClauseText[],
  langs: readonly Lang[],
): readonly DraftingHint[] {
  const written = langs.filter((lang) => wordsOf(clause, lang) !== '');
  if (written.length === 0) return [];
  const hints: DraftingHint[] = [];
  const isOperative = clause.kind === 'operative';
  const isWhole = isOperative && clause.parent === null;
  if (isWhole) {
    for (const lang of written) if (deedsIn(wordsOf(clause, lang), lang) === 0) hints.push({ hint: 'no-verb', lang });
    if (clause.addressee === null && !written.some((lang) => needsNobody(wordsOf(clause, lang), lang))) {
      hints.push({ hint: 'no-addressee' });
    }
    if (Object.values(clause.addressee ?? {}).some(namesTwo)) hints.push({ hint: 'two-addressees' });
    for (const lang of written) {
      const withDeeds = sentencesOf(wordsOf(clause, lang)).filter((sentence) => deedsIn(sentence, lang) > 0);
      if (withDeeds.length > 1) hints.push({ hint: 'two-deeds', lang });
    }
  }
  for (const lang of written) {
    const word = clause.due === null && isOperative ? hasteIn(wordsOf(clause, lang), lang) : null;
    if (word !== null) hints.push({ hint: 'haste-without-day', lang, word });
  }
  for (const lang of written) {
    const clauseId = repeatedIn(clause, clauses, lang);
    if (clauseId !== null) hints.push({ hint: 'repeated-sentence', lang, clauseId });
  }
  for (const lang of written) {
    const { length } = wordsOf(clause, lang);
    if (length > clauseLongAt) hints.push({ hint: 'too-long', lang, length });
  }
  for (const lang of written) {
    if (typedNumber.test(wordsOf(clause, lang))) hints.push({ hint: 'number-typed', lang });
  }
  for (const lang of langs) if (!written.includes(lang)) hints.push({ hint: 'missing-language', lang });
  return hints;
}

/** «3.», «3.1)», «Пункт 3.», «3-тармақ.»: at the beginning, and by itself. */
const typedNumber =
  /^\s*(?:\d+(?:[.-]\d+)*[.)]\s|\d+(?:-\d+)?-тармақ\s*[.:)]|(?:пункт|тармақ|clause)\s+\d+\s*[.:)]\s)/i;

function wordsOf(clause: ClauseText, lang: Lang): string {
  return plainText(clause.body[lang] ?? []).trim();
}

// ---------------------------------------------------------------------------------------------------------- deeds

/** How the words that name a deed begin. */
const deedStems: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    'рекоменд',
    'прос',
    'призыва',
    'призва',
    'предлага',
    'предлож',
    'реша',
    'реши',
    'постанов',
    'поруч',
    'поддерж',
    'одобр',
    'счита',
    'счест',
    'выража',
    'выраз',
    'принима',
    'приня',
    'обяз',
    'подтвержд',
    'подтверд',
    'направ',
    'обраща',
    'обрати',
    'настаива',
    'провод',
    'утверд',
    'утвержд',
  ],
  kk: [
    'ұсын',
    'сұра',
    'шақыр',
    'шеш',
    'тапсыр',
    'қолда',
    'мақұлда',
    'міндетте',
    'раста',
    'жолда',
    'жүгін',
    'бекіт',
    'жарияла',
  ],
  en: [
    'recommend',
    'request',
    'ask',
    'call',
    'urge',
    'propose',
    'decide',
    'resolve',
    'instruct',
    'entrust',
    'support',
    'approve',
    'consider',
    'express',
    'take',
    'undertake',
    'affirm',
    'reaffirm',
    'submit',
    'send',
    'appeal',
    'adopt',
    'invite',
    'welcome',
    'endorse',
    'encourage',
    'declare',
    'establish',
    'authori',
  ],
};

/** Kazakh deeds of two words: a thing, and what is done with it. */
const kazakhDeeds = [
  'ұсыныс енгіз',
  'үндеу жаса',
  'деп сана',
  'деп есепте',
  'қаулы ет',
  'алғыс білдір',
  'алғыс айт',
  'алаңдаушылық білдір',
  'сенім білдір',
  'назарға ал',
];
const kazakhOwnDeeds: readonly string[] = kazakhDeeds.slice(kazakhDeeds.indexOf('қаулы ет'));

/** Deeds of the assembly itself: they ask nobody else. */
const ownDeedStems: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    'реша',
    'реши',
    'постанов',
    'одобр',
    'поддерж',
    'выража',
    'выраз',
    'принима',
    'приня',
    'подтвержд',
    'подтверд',
    'утвер',
    'направ',
  ],
  kk: ['шеш', 'мақұлда', 'қолда', 'раста', 'бекіт', 'жолда'],
  en: [
    ...['decide', 'resolve', 'approve', 'support', 'express', 'take', 'affirm', 'reaffirm', 'adopt', 'submit', 'send'],
    ...['welcome', 'endorse', 'declare', 'establish', 'authori'],
  ],
};

/** How many words of the text name a deed. */
function deedsIn(text: string, lang: Lang): number {
  return wordsIn(text).filter((_, place, words) => isDeed(words, place, lang)).length;
}

function isDeed(words: readonly string[], place: number, lang: Lang): boolean {
  const word = words[place] ?? '';
  if (lang === 'kk') return isKazakhDeed(words, place);
  if (deedStems[lang].some((stem) => word.startsWith(stem)) && !isNoun(word, lang)) return true;
  // «Создать рабочую группу»: an infinitive at the head is a deed, whatever it says.
  return lang === 'ru' && place < 2 && /(ть|ти|чь|ться|тись)$/.test(word);
}

/**
 * The verb stands at the end. «құрылсын», «қарасын»: let it be done; behind a vowel the same ending is mostly that of a thing («жобасын»).
 * «жариялау» at the very end asks, too; elsewhere it is the name of a deed.
 */
function isKazakhDeed(words: readonly string[], place: number): boolean {
  const word = words[place] ?? '';
  const isLast = place === words.length - 1;
  if (/[^аәеиоөұүуыіэюяё]с[ыі]н$/.test(word) || (isLast && /(?:с[ыі]н|[^у]у)$/.test(word))) return true;
  if (!/(?:[аей]д[ыі]|[аей]м[ыі]з)$/.test(word)) return false;
  return deedStems.kk.some((stem) => word.startsWith(stem)) || isOneOf(kazakhDeeds, words, place);
}

function isOneOf(deeds: readonly string[], words: readonly string[], place: number): boolean {
  const both = words.slice(Math.max(0, place - 1), place + 1).join(' ');
  return deeds.some((deed) => both.startsWith(deed));
}

/** «рекомендации», «предложение», «решение», «поддержка»: the thing and not the deed. */
function isNoun(word: string, lang: 'ru' | 'en'): boolean {
  switch (lang) {
    case 'ru':
      return /(аци[яиюей]+|аци[яй]м?и?|ени[еяюйем]+|ениями?|к[аиеуой]+|ность|ности|тель.*|чени.*|жени.*|осьб.*|прос[аеуы]?|просом|просов|нятие|нятия)$/.test(
        word,
      );
    case 'en':
      return /(ations?|ments?|posals?|provals?|ions?|[^d]ers?)$/.test(word);
  }
}

function needsNobody(text: string, lang: Lang): boolean {
  return wordsIn(text).some((word, place, words) => {
    const isOwn = ownDeedStems[lang].some((stem) => word.startsWith(stem));
    return (isOwn || (lang === 'kk' && isOneOf(kazakhOwnDeeds, words, place))) && isDeed(words, place, lang);
  });
}

// ------------------------------------------------------------------------------------------------------ addressees

/** How the names of those who are asked begin. */
const bodyStems = [
  'министерств',
  'министр',
  'акимат',
  'аким',
  'комитет',
  'правительств',
  'маслихат',
  'парламент',
  'мажилис',
  'сенат',
  'палат',
  'агентств',
  'управлени',
  'әкімдік',
  'әкім',
  'үкімет',
  'мәслихат',
  'мәжіліс',
  'басқарма',
  'ministry',
  'government',
  'committee',
  'parliament',
  'akimat',
  'agency',
];

/** «Министерство культуры, акиматы областей»: a second body behind a comma or an *and*. «Министерство культуры и информации» is one. */
function namesTwo(addressee: string): boolean {
  const [first, ...more] = addressee.toLowerCase().split(/[,;]|\s(?:и|және|мен|пен|бен|and)\s/);
  const isBody = (part: string | undefined): boolean =>
    wordsIn(part ?? '')
      .slice(0, 3)
      .some((word) => bodyStems.some((stem) => word.startsWith(stem)));
  return isBody(first) && more.some(isBody);
}

// --------------------------------------------------------------------------------------------- haste and sentences

const hasteWords: Readonly<Record<Lang, readonly string[]>> = {
  ru: [
    ...['срочно', 'как можно скорее', 'незамедлительно', 'безотлагательно', 'в ближайшее время'],
    ...['в кратчайшие сроки', 'в кратчайший срок', 'в короткие сроки', 'в сжатые сроки'],
  ],
  kk: [
    ...['шұғыл', 'жедел', 'дереу', 'тез арада', 'жақын арада', 'таяу арада', 'жақын уақытта', 'таяу уақытта'],
    ...['мүмкіндігінше тез', 'қысқа мерзімде', 'қысқа мерзім ішінде', 'кешіктірмей', 'кідіріссіз'],
  ],
  en: ['urgently', 'as soon as possible', 'immediately', 'without delay', 'in the near future'],
};

function hasteIn(text: string, lang: Lang): string | null {
  const spaced = ` ${wordsIn(text).join(' ')} `;
  return hasteWords[lang].find((words) => spaced.includes(` ${words} `)) ?? null;
}

function repeatedIn(clause: ClauseText, clauses: readonly ClauseText[], lang: Lang): ClauseId | null {
  const own = longSentencesOf(clause.body[lang] ?? []);
  if (own.length === 0) return null;
  const other = clauses.find(({ id, removed, body }) => {
    if (id === clause.id || removed || body[lang] === undefined) return false;
    const theirs = longSentencesOf(body[lang]);
    return own.some((sentence) => theirs.includes(sentence));
  });
  return other?.id ?? null;
}

/** Remembered by words: those of the other clauses are asked for whenever one letter is typed. */
const longSentences = new WeakMap<readonly Run[], readonly string[]>();

/** The sentences that are long enough to be repeated by mistake. */
function longSentencesOf(runs: readonly Run[]): readonly string[] {
  const known = longSentences.get(runs);
  if (known !== undefined) return known;
  const sentences = sentencesOf(plainText(runs)).filter((sentence) => sentence.length >= repeatedFrom);
  longSentences.set(runs, sentences);
  return sentences;
}

/** Sentences in lower case, with single spaces and without the mark at their end. */
function sentencesOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[.!?;…]+(?:\s|$)/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu) ?? [];
}
