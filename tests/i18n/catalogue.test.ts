/** Do the three catalogues speak alike, and as people are spoken to? */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../shared/i18n/en.ts';
import { kk } from '../../shared/i18n/kk.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { sentenceOf } from '../../shared/i18n/refusal-sentence.ts';
import { adoptedWords } from '../../shared/i18n/adopted-words.ts';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { contestWords } from '../../shared/i18n/contest-words.ts';
import { electorateWords } from '../../shared/i18n/electorate-words.ts';
import { floorWords } from '../../shared/i18n/floor-words.ts';
import { hallWords } from '../../shared/i18n/hall-words.ts';
import { registerWords } from '../../shared/i18n/register-words.ts';
import { questionWords } from '../../shared/i18n/question-words.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import { refuse } from '../../shared/lib/result.ts';
import { subsetLetters } from '../../tools/font-subsets.ts';

/** The words of ballots and counts travel apart from the catalogue, and are held to the same. */
const catalogues = {
  kk: {
    ...kk,
    voting: votingWords.kk,
    conduct: conductWords.kk,
    contest: contestWords.kk,
    hall: hallWords.kk,
    floor: floorWords.kk,
    question: questionWords.kk,
    electorate: electorateWords.kk,
    adopted: adoptedWords.kk,
    register: registerWords.kk,
  },
  ru: {
    ...ru,
    voting: votingWords.ru,
    conduct: conductWords.ru,
    contest: contestWords.ru,
    hall: hallWords.ru,
    floor: floorWords.ru,
    question: questionWords.ru,
    electorate: electorateWords.ru,
    adopted: adoptedWords.ru,
    register: registerWords.ru,
  },
  en: {
    ...en,
    voting: votingWords.en,
    conduct: conductWords.en,
    contest: contestWords.en,
    hall: hallWords.en,
    floor: floorWords.en,
    question: questionWords.en,
    electorate: electorateWords.en,
    adopted: adoptedWords.en,
    register: registerWords.en,
  },
};

interface Sentence {
  readonly path: string;
  readonly sentence: string;
  /** What the sentence was called with, and must show. */
  readonly given: readonly string[];
}

/** Every sentence with its path; functions are called with recognisable numbers from 41 on. */
function sentences(words: object, above = ''): Sentence[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): Sentence[] => {
    const path = above === '' ? key : `${above}.${key}`;
    if (typeof value === 'string') return [{ path, sentence: value, given: [] }];
    if (typeof value !== 'function') return sentences(value as object, path);
    const say = value as (...given: unknown[]) => string;
    if (above === 'refusals') return [{ path, sentence: say({ present: 41, needed: 42 }), given: ['41', '42'] }];
    const given = Array.from({ length: value.length }, (_, n) => 41 + n);
    return [{ path, sentence: say(...given), given: given.map(String) }];
  });
}

describe.each(Object.entries(catalogues))('the catalogue %s', (lang, words) => {
  const all = sentences(words);

  test('has the same keys as the others, in the same order', () => {
    expect(all.map(({ path }) => path)).toEqual(sentences(catalogues.en).map(({ path }) => path));
  });

  test('leaves nothing empty and shows every argument of a sentence', () => {
    for (const { path, sentence, given } of all) {
      expect(sentence.trim(), path).not.toBe('');
      for (const argument of given) expect(sentence, path).toContain(argument);
    }
  });

  test('can be written with the letters that the fonts carry', () => {
    const carried = new Set(subsetLetters);
    for (const { path, sentence } of all) {
      expect(
        Array.from(sentence).filter((letter) => !carried.has(letter)),
        `${path}: ${sentence}`,
      ).toEqual([]);
    }
  });

  test('has no words of machines', () => {
    const machine = /\bhash|хеш|хэш|\btoken|токен|\berror|ошибка сервера/i;
    for (const { path, sentence } of all) expect(sentence, path).not.toMatch(machine);
  });

  if (lang === 'kk') {
    test('puts no suffix after a number or a name that comes in', () => {
      for (const { path, sentence } of all) {
        // A bare hyphen after an argument would be such a suffix; «3-тармақ» is a word of its own.
        expect(sentence.replace(/4\d-(тармақ|бап)/g, ''), path).not.toMatch(/4\d-\p{L}/u);
      }
    });
  }
});

test('Russian buttons do not know whether a man or a woman presses them', () => {
  for (const { path, sentence } of sentences(catalogues.ru)) {
    expect(sentence, path).not.toMatch(/(?<!\p{L})я (не )?\p{L}+(л|ла)(?!\p{L})|\(а\)|(?<!\p{L})готова?(?!\p{L})/iu);
  }
});

/** Codes that a caller inside the server answers itself, or the start says in the terminal; should one come through, the general sentence is said. */
const answeredInside = [
  'account-exists',
  'ballot-revised',
  'clause-exists',
  'client-clock',
  'client-id-taken',
  'conflict',
  'poll-exists',
  'text-exists',
  'text-moved',
  'wrong-option',
];

function sourcesIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte)$/.test(file) && !/^i18n\/(kk|ru|en)\//.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );
}

test('every word is said somewhere', () => {
  const source = sourcesIn('shared', 'client').join('\n');
  const names = new Set(source.match(/(?<=[.'{,]\s?)[a-zA-Z][\w-]*/g));
  const { refusals: _told, ...spoken } = en;
  const dead = sentences(spoken).filter(({ path }) => !path.split('.').every((name) => names.has(name)));
  expect(dead.map(({ path }) => path)).toEqual([]);
});

test('every refusal that the rules and the server make has its sentence', () => {
  const codes = new Set<string>();
  for (const source of sourcesIn('shared', 'server', 'client')) {
    for (const match of source.matchAll(/\brefuse(?:<[^>]*>)?\(\s*'([a-z-]+)'/g)) codes.add(match[1] as string);
  }
  expect(codes.size).toBeGreaterThan(20);
  const silent = [...codes].filter((code) => !answeredInside.includes(code) && !Object.hasOwn(en.refusals, code));
  expect(silent).toEqual([]);
});

describe('the sentence of a refusal', () => {
  test('uses what the refusal carries', () => {
    expect(sentenceOf(ru, refuse('no-quorum', { present: 41, needed: 42 }))).toBe(
      'Кворума нет: присутствуют 41, нужно 42. Подождите или отметьте тех, кто в зале.',
    );
  });

  test('of a code nobody knows is the general one, and never the code', () => {
    for (const words of Object.values(catalogues)) {
      for (const code of ['from-the-future', 'constructor', '__proto__', 'toString']) {
        expect(sentenceOf(words, refuse(code))).toBe(words.refusals.unknown);
      }
    }
  });
});
