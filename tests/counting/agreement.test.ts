/** Is agreement told level by level, and read as its scale says? */
import { describe, expect, test } from 'vitest';
import { agreementHistogram, agreementProblem, agreementScales } from '../../shared/counting/agreement.ts';
import type { AgreementAnswer, AgreementScale } from '../../shared/counting/agreement.ts';

const answers = (scale: AgreementScale, weights: readonly number[]) =>
  agreementScales[scale].flatMap((level, place): { weight: number; answer: AgreementAnswer }[] => {
    const weight = weights[place] ?? 0;
    return weight === 0 ? [] : [{ weight, answer: { level, reason: 'because' } }];
  });

test.each<[AgreementScale, string, number[]]>([
  ['round', 'adopted', [22, 4, 0]],
  ['round', 'discuss', [22, 3, 1]],
  ['round', 'discuss', []],
  ['five', 'consent', [5, 3, 2, 0, 0]],
  ['five', 'discuss', [5, 3, 0, 1, 0]],
  ['five', 'blocked', [5, 3, 0, 1, 1]],
  ['five', 'discuss', []],
  ['eight', 'strong', [8, 0, 0, 0, 0, 0, 2, 0]],
  ['eight', 'continue', [7, 0, 0, 1, 0, 0, 2, 0]],
  ['eight', 'continue', [9, 0, 0, 0, 0, 0, 0, 1]],
  ['eight', 'consensus', [7, 0, 0, 3, 0, 0, 0, 0]],
  ['eight', 'continue', []],
])('[COUNT-13] %s: %s', (scale, label, weights) => {
  const { rows, weight, reading } = agreementHistogram(scale, answers(scale, weights));
  expect(reading.label).toBe(label);
  expect(rows.map(({ level }) => level)).toEqual(agreementScales[scale]);
  expect(rows.map((row) => row.weight)).toEqual(rows.map((_, place) => weights[place] ?? 0));
  expect(weight).toBe(weights.reduce((sum, one) => sum + one, 0));
});

describe('an answer', () => {
  test.each<[AgreementScale, AgreementAnswer['level'], string, string | null]>([
    ['round', 'objection', '', 'reason-missing'],
    ['five', 'block', '  ', 'reason-missing'],
    ['five', 'block', 'it costs what we do not have', null],
    ['five', 'discuss', '', null],
    ['five', 'veto', 'because', 'level-unknown'],
    ['eight', 'veto', '', null],
  ])('[COUNT-13] on %s, %s for the reason "%s": %s', (scale, level, reason, code) => {
    expect(agreementProblem(scale, { level, reason })?.code ?? null).toBe(code);
    const count = () => agreementHistogram(scale, [{ weight: 1, answer: { level, reason } }]);
    if (code === null) expect(count().weight).toBe(1);
    else expect(count).toThrow(code);
  });
});
