/** How far do people go along with something? Levels of consent as a histogram, never as one number. */
import { refuse, type Refusal } from '../lib/result.ts';

/**
 * The levels, from full agreement to a block. `round`: a round of consent. `five`: the short scale. `eight`: gradients of agreement as
 * published by S. Kaner (1987), 1 to 8.
 */
export const agreementScales = {
  round: ['consent', 'concern', 'objection'],
  five: ['wholehearted', 'agree', 'stand-aside', 'discuss', 'block'],
  eight: [
    'endorse',
    'minor-point',
    'reservations',
    'abstain',
    'more-discussion',
    'dislike-but-support',
    'serious-disagreement',
    'veto',
  ],
} as const;

export type AgreementScale = keyof typeof agreementScales;
export type AgreementLevel<Scale extends AgreementScale = AgreementScale> = (typeof agreementScales)[Scale][number];

/** `reason`: words, `''` for none. An objection and a block are nothing without them. */
export interface AgreementAnswer {
  readonly level: AgreementLevel;
  readonly reason: string;
}

export type AgreementProblemCode = 'level-unknown' | 'reason-missing';

/** What is wrong with an answer; `null`: it is valid. Source: RULES, COUNT-13. */
export function agreementProblem(scale: AgreementScale, answer: AgreementAnswer): Refusal<AgreementProblemCode> | null {
  const levels: readonly string[] = agreementScales[scale];
  if (!levels.includes(answer.level)) return refuse('level-unknown', { level: answer.level });
  const needsReason = answer.level === 'objection' || answer.level === 'block';
  return needsReason && answer.reason.trim() === '' ? refuse('reason-missing') : null;
}

export interface HistogramRow {
  readonly level: AgreementLevel;
  readonly weight: number;
}

/**
 * What the histogram says. `round`: adopted when nobody objects, else to be discussed. `five`: consent when nobody blocks or wants to
 * talk, `discuss` when somebody does and nobody blocks, `blocked`. `eight`: `strong` with at least 4/5 in the first three levels and no
 * veto; else `consensus` with nobody in the last two; else `continue`.
 */
export type AgreementReading =
  | { readonly scale: 'round'; readonly label: 'adopted' | 'discuss' }
  | { readonly scale: 'five'; readonly label: 'consent' | 'discuss' | 'blocked' }
  | {
      readonly scale: 'eight';
      readonly label: 'strong' | 'consensus' | 'continue';
      /** Weight in the first three levels; of how much, stands in the histogram's `weight`. */
      readonly inFirstThree: number;
      /** Both can hold at once, and a template may ask for either. */
      readonly isStrong: boolean;
      readonly isConsensus: boolean;
    };

export interface AgreementHistogram {
  /** One row a level, in the order of the scale. */
  readonly rows: readonly HistogramRow[];
  readonly weight: number;
  readonly reading: AgreementReading;
}

/**
 * Of valid answers; weights are whole numbers. Nobody answered: to be discussed. An invalid answer is our own fault and throws.
 * Source: RULES, COUNT-13.
 */
export function agreementHistogram(
  scale: AgreementScale,
  answers: readonly { readonly weight: number; readonly answer: AgreementAnswer }[],
): AgreementHistogram {
  const sums = new Map<AgreementLevel, number>();
  for (const { weight, answer } of answers) {
    const problem = agreementProblem(scale, answer);
    if (problem !== null) throw new Error(`an invalid answer is counted: ${problem.code}`);
    sums.set(answer.level, (sums.get(answer.level) ?? 0) + weight);
  }
  const levels: readonly AgreementLevel[] = agreementScales[scale];
  const rows = levels.map((level): HistogramRow => ({ level, weight: sums.get(level) ?? 0 }));
  const weight = rows.reduce((total, row) => total + row.weight, 0);
  return { rows, weight, reading: readHistogram(scale, rows, weight) };
}

function readHistogram(scale: AgreementScale, rows: readonly HistogramRow[], weight: number): AgreementReading {
  const of = (...levels: readonly AgreementLevel[]): number =>
    rows.reduce((total, row) => (levels.includes(row.level) ? total + row.weight : total), 0);
  switch (scale) {
    case 'round':
      return { scale, label: weight > 0 && of('objection') === 0 ? 'adopted' : 'discuss' };
    case 'five': {
      if (of('block') > 0) return { scale, label: 'blocked' };
      return { scale, label: weight > 0 && of('discuss') === 0 ? 'consent' : 'discuss' };
    }
    case 'eight': {
      const inFirstThree = of('endorse', 'minor-point', 'reservations');
      const isStrong = weight > 0 && 5 * inFirstThree >= 4 * weight && of('veto') === 0;
      const isConsensus = weight > 0 && of('serious-disagreement', 'veto') === 0;
      return {
        scale,
        label: isStrong ? 'strong' : isConsensus ? 'consensus' : 'continue',
        inFirstThree,
        isStrong,
        isConsensus,
      };
    }
  }
}
