/** Does a count say in words what its steps say in numbers, in three languages, and nothing that an unnamed vote must not tell? */
import { describe, expect, test } from 'vitest';
import { examples, options } from '../../client/features/poll/gallery/examples.ts';
import { agreementHistogram } from '../../shared/counting/agreement.ts';
import type { CountStep } from '../../shared/counting/count.ts';
import { countElection } from '../../shared/counting/count.ts';
import type { DecisionRule } from '../../shared/counting/decision-rule.ts';
import type { Counted } from '../../shared/counting/outcome.ts';
import { decideVote, type TieSettlement } from '../../shared/counting/vote-decision.ts';
import { sheetOf, type AnsweredSeat, type SheetAnswer, type VoteSheet } from '../../shared/counting/vote-sheet.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import { inLang, langs, type Lang } from '../../shared/lib/lang.ts';
import {
  agreementSentences,
  ballotWords,
  countParts,
  decisionSentences,
  groupTable,
  levelWord,
  methodSentences,
  outcomeSentences,
  ruleSentences,
  type VotePart,
} from '../../shared/papers/vote-words.ts';

const nameIn = (lang: Lang) => (id: string) =>
  inLang(options.find(({ optionId }) => optionId === id)?.words ?? {}, lang);
const letter = (id: string): string => id.toUpperCase();

function countedOf(name: string): Counted<CountStep> {
  const result = examples.find((example) => example.name === name)?.result;
  if (result?.kind !== 'choice') throw new Error(`no choice is called ${name}`);
  return result.counted;
}

function texts(parts: readonly VotePart[]): string[] {
  return parts.flatMap((part) => {
    if (part.is === 'sentence') return [part.text];
    if (part.is === 'table') return [[part.title, ...part.head, ...part.rows.flat()].join(' ')];
    return [part.title, ...texts(part.parts)];
  });
}

const rule: DecisionRule = {
  requirements: [{ kind: 'share', majority: 'simple', base: 'yes-no' }],
  inEachGroup: [],
  tie: 'rejected',
  quorum: null,
  turnout: null,
};
function seats(count: number, answer: SheetAnswer | null, group: string | null = null): AnsweredSeat[] {
  return Array.from({ length: count }, () => ({ weight: 1, right: 'deciding', present: true, group, answer }));
}
const even = sheetOf([...seats(22, 'yes'), ...seats(22, 'no')]);

describe('a decision in words', () => {
  test('[VOTE-6] tells quorum, turnout and every majority in the order in which they were asked, with their numbers', () => {
    const sheet = sheetOf([
      ...seats(60, 'yes', 'НПО'),
      ...seats(12, 'no', 'НПО'),
      ...seats(9, 'yes', 'СМИ'),
      ...seats(11, 'no', 'СМИ'),
    ]);
    const pair: DecisionRule = {
      ...rule,
      requirements: [
        { kind: 'share', majority: 'simple', base: 'present' },
        { kind: 'share', majority: 'two-thirds', base: 'yes-no' },
      ],
      inEachGroup: [{ kind: 'share', majority: 'simple', base: 'yes-no' }],
      quorum: { numerator: 2, denominator: 3, strict: false },
      turnout: { numerator: 1, denominator: 2, strict: true },
    };
    expect(decisionSentences('en', decideVote(sheet, pair))).toEqual([
      'Present: 92 of 92; needed 62. There is a quorum.',
      'Cast: 92 of 92; needed 47. Enough have voted.',
      'Needed: more than half of those present (92), that is 47. For: 69. Reached.',
      'Needed: at least 2/3 of the votes for and against (92), that is 62. For: 69. Reached.',
      'НПО. Needed: more than half of the votes for and against (72), that is 37. For: 60. Reached.',
      'СМИ. Needed: more than half of the votes for and against (20), that is 11. For: 9. Not reached.',
    ]);
    expect(ruleSentences('en', pair)).toHaveLength(5);
  });

  test.each<[DecisionRule['tie'], TieSettlement | null, RegExp]>([
    ['rejected', null, /not carried/],
    ['chair-casting', { by: 'chair-casting', vote: 'yes' }, /chair has voted for: carried/],
    ['chair-casting', { by: 'chair-casting', vote: 'no' }, /chair has voted against: not carried/],
    ['lot', { by: 'lot', drawn: 'yes' }, /lot fell on “for”: carried/],
    ['revote', { by: 'revote' }, /second vote: not carried/],
  ])('[VOTE-5] tells equal votes and how they were settled: %s', (tie, settlement, said) => {
    const sentences = decisionSentences('en', decideVote(even, { ...rule, tie }, settlement));
    expect(sentences.join(' ')).toContain('22 for and 22 against');
    expect(sentences.at(-1)).toMatch(said);
  });

  test('[VOTE-7] tells who was against where nobody may be, and an empty base as one that carries nothing', () => {
    const objected = sheetOf([...seats(5, 'yes'), ...seats(2, 'no'), ...seats(1, 'abstain')]);
    const noObjection: DecisionRule = { ...rule, requirements: [{ kind: 'no-objection' }] };
    expect(decisionSentences('en', decideVote(objected, noObjection))).toEqual([
      'Needed: nobody against. Against: 2. Not reached.',
    ]);
    const abstained = sheetOf(seats(3, 'abstain'));
    expect(decisionSentences('en', decideVote(abstained, rule)).join()).toContain('nothing can be carried');
  });
});

describe('an unnamed vote by groups', () => {
  const small: VoteSheet = sheetOf([
    ...seats(20, 'yes', 'НПО'),
    ...seats(9, 'no', 'НПО'),
    ...seats(7, 'abstain', 'НПО'),
    ...seats(6, null, 'НПО'),
    ...seats(12, 'yes', 'СМИ'),
    ...seats(2, 'no', 'СМИ'),
    ...seats(8, 'abstain', 'СМИ'),
    ...seats(9, null, 'СМИ'),
    ...seats(15, 'yes', 'ВУЗ'),
    ...seats(11, 'no', 'ВУЗ'),
    ...seats(10, 'abstain', 'ВУЗ'),
    ...seats(13, null, 'ВУЗ'),
  ]);
  const told = (isByGroups = false) =>
    groupTable('en', small, 'named', undefined, isByGroups)!.rows.map(([, ...cells]) => cells);

  test('[KIND-1] tells no number under five, and none that the sums beside it would give away', () => {
    const rows = told();
    expect(rows.flat()).not.toContain('2');
    const lines = [...rows, ...rows[0]!.map((_, column) => rows.map((row) => row[column]!))];
    for (const line of lines) expect(line.filter((cell) => cell === '…')).not.toHaveLength(1);
    // It tells something still, or it would be no table.
    expect(rows.flat().filter((cell) => cell !== '…').length).toBeGreaterThan(3);
  });

  test('[KIND-1] in every row and column what is hidden comes to five or more, or nothing of it is told', () => {
    const answers = ['yes', 'no', 'abstain', null] as const;
    for (let seed = 1; seed <= 400; seed += 1) {
      const size = (row: number, column: number): number =>
        ((seed * 7919 + row * 104_729 + column * 1_299_709) >>> 3) % 12;
      const names = ['А', 'Б', 'В'];
      const sheet = sheetOf(
        names.flatMap((name, row) => answers.flatMap((answer, at) => seats(size(row, at), answer, name))),
      );
      const rows = groupTable('en', sheet, 'named')?.rows.map(([, ...cells]) => cells) ?? [];
      const groups = sheet.groups.map(({ group }) => names.indexOf(group));
      const lines = [
        ...rows.map((row, a) => row.map((cell, b) => [cell, size(groups[a]!, b)] as const)),
        ...(rows[0] ?? []).map((_, b) => rows.map((row, a) => [row[b]!, size(groups[a]!, b)] as const)),
      ];
      for (const line of lines) {
        const kept = line.filter(([cell]) => cell === '…');
        const sum = kept.reduce((all, [, count]) => all + count, 0);
        expect(kept.length === 0 || kept.length === line.length || (kept.length > 1 && sum >= 5), String(seed)).toBe(
          true,
        );
        for (const [cell] of line) expect(cell === '…' || Number(cell) >= 5, String(seed)).toBe(true);
      }
    }
  });

  test('[KIND-1] an unnamed vote is not told apart; where the groups decide, every number is', () => {
    expect(groupTable('en', small, 'unnamed')).toBeNull();
    expect(told(true).flat()).toContain('2');
    expect(told(true).flat()).not.toContain('…');
  });

  test('is no table with one group', () => {
    expect(groupTable('en', sheetOf(seats(30, 'yes', 'НПО')), 'named')).toBeNull();
  });
});

describe('a count in words', () => {
  test('[COUNT-9] rounds stand apart, each with its votes, who left and who has more than half', () => {
    const parts = countParts('en', countedOf('instant-runoff'), letter);
    const rounds = parts.filter((part) => part.is === 'round');
    expect(rounds.map(({ title }) => title)).toEqual(['Round 1', 'Round 2', 'Round 3']);
    expect(rounds[0]!.parts[0]).toMatchObject({
      rows: [
        ['A', '35'],
        ['B', '28'],
        ['C', '20'],
        ['D', '9'],
      ],
    });
    expect(texts(rounds).join('\n')).toMatch(/leaves the count: D[^]*leaves the count: C[^]*More than half: B\./);
  });

  test('[COUNT-12] votes of several seats are written with all their decimals, a comma in Russian and Kazakh', () => {
    const said = (lang: Lang) => texts(countParts(lang, countedOf('transferable-vote'), letter)).join(' ');
    expect(said('en')).toContain('31.9998');
    expect(said('ru')).toContain('31,9998');
    expect(said('kk')).toContain('31,9998');
    expect(said('en')).toContain('A place needs 31.');
  });

  test('[COUNT-10] pairs stand in a table of numbers, and the order is told', () => {
    const parts = countParts('en', countedOf('schulze'), letter);
    const pairs = parts.find((part) => part.is === 'table');
    expect(pairs).toMatchObject({ head: ['', '1', '2', '3', '4'], rows: { 1: ['2. B', '48', '–', '63', '83'] } });
    expect(texts(parts).join(' ')).toContain('The order: 1. B; 2. A; 3. C; 4. D.');
  });

  test('[COUNT-3] a tie says between whom, and what is to be done', () => {
    const { outcome } = countedOf('approval-tie');
    const said = outcomeSentences('en', outcome, letter).join(' ');
    expect(said).toContain('Between: A, B.');
    expect(said).toContain(votingWords.en.outcome.toDo);
    const lot = { among: ['a', 'b'], drawn: ['b'] };
    const settled = countElection({
      method: { kind: 'approval', seats: 1, maxMarks: null, required: null },
      options: ['a', 'b'],
      ballots: [{ weight: 1, ballot: { kind: 'marks', options: ['a', 'b'] } }],
      lots: [lot],
    });
    expect(texts(countParts('en', settled, letter)).join(' ')).toContain('Equal: A, B. A lot was drawn before all: B.');
  });

  test('[COUNT-3] where more are even than are named, they are said to be marked', () => {
    const among = Array.from({ length: 7 }, (_, place) => `o${String(place)}`);
    const tie = { among, at: { what: 'seat' }, take: 1 } as const;
    const said = (most?: number) =>
      outcomeSentences('ru', { kind: 'tie', elected: [], tie }, (option) => option, most).join(' ');
    expect(said()).toContain(among.join(', '));
    expect(said(3)).toContain('7, отмечены знаком =');
    expect(said(3)).not.toContain('o0');
    expect(said(7)).toContain('o0');
  });

  test.each(langs)('every example speaks %s, with no name of a thing in the program and no empty word', (lang) => {
    for (const { ask, result, name } of examples) {
      if (result === null) continue;
      const said: string[] = [];
      if (ask.kind === 'choice' && result.kind === 'choice') {
        said.push(...methodSentences(lang, ask.method), ...texts(countParts(lang, result.counted, nameIn(lang))));
        said.push(...outcomeSentences(lang, result.counted.outcome, nameIn(lang)));
      }
      if (ask.kind === 'decision' && result.kind === 'decision') {
        said.push(...ruleSentences(lang, ask.rule), ...decisionSentences(lang, result.decision));
      }
      if (result.kind === 'consent') said.push(...agreementSentences(lang, result.histogram));
      if (result.kind !== 'here') expect(said.length, name).toBeGreaterThan(1);
      for (const sentence of said) {
        expect(sentence.trim(), name).not.toBe('');
        expect(sentence, name).not.toMatch(/undefined|null|NaN|\[object/);
        if (lang !== 'en') expect(sentence.replace(/\d|[.,;:–()/ ]/g, ''), name).not.toMatch(/[a-z]{3}/i);
      }
    }
  });
});

describe('levels and ballots', () => {
  test('[COUNT-13] a histogram is told in sentences that name no mean', () => {
    const histogram = agreementHistogram('five', [
      { weight: 3, answer: { level: 'agree', reason: '' } },
      { weight: 1, answer: { level: 'block', reason: 'срок' } },
    ]);
    expect(agreementSentences('en', histogram)).toEqual([
      'Answered: 4.',
      votingWords.en.agreement.blocked,
      votingWords.en.agreement.decidesNothing,
    ]);
    expect(levelWord('en', 'eight', 'veto')).toBe('8. I veto it');
  });

  test('a ballot is told as its voter would say it, an empty one too', () => {
    expect(ballotWords('en', { kind: 'ranking', ranking: [['b'], ['a', 'c']] }, letter)).toBe('1. B; 2. A = C');
    expect(ballotWords('en', { kind: 'marks', options: [] }, letter)).toBe('an empty ballot');
    expect(
      ballotWords(
        'en',
        {
          kind: 'scores',
          scores: [
            { option: 'a', score: 0 },
            { option: 'b', score: null },
          ],
        },
        letter,
      ),
    ).toBe('A – 0');
  });
});
