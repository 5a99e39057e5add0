/** Who stands where at the end of a count? For the bars on the screen; who is chosen is told by the outcome alone. */
import type { OptionId } from '../counting/ballot.ts';
import type { CountStep } from '../counting/count.ts';
import type { Counted } from '../counting/outcome.ts';
import { countParts } from './vote-words.ts';
import type { Lang } from '../lib/lang.ts';

export interface Standing {
  readonly option: OptionId;
  /** What the count gave it, as it is written; `null`: a place in an order and no number. */
  readonly figure: string | null;
  /** Of the greatest one, 0 to 1: the length of its bar. Decoration. */
  readonly share: number;
  readonly isChosen: boolean;
}

/** Best first; in counts by rounds those of the last round that an option was in, in an order the order itself. */
export function standings(lang: Lang, counted: Counted<CountStep>): readonly Standing[] {
  const chosen = counted.outcome.kind === 'none' ? [] : counted.outcome.elected;
  const sums = new Map<OptionId, number>();
  const figures = new Map<OptionId, string | null>();
  const note = (option: OptionId, sum: number, figure: string | null): void => {
    sums.set(option, sum);
    figures.set(option, figure);
  };
  // The figures are written as the tables of the steps write them.
  const written = new Map<CountStep, ReadonlyMap<OptionId, readonly string[]>>();
  for (const step of counted.steps) {
    const parts = countParts(lang, { outcome: counted.outcome, steps: [step] }, (option) => option);
    const rows = parts.flatMap((part) => (part.is === 'table' ? [part] : part.is === 'round' ? part.parts : []));
    const table = rows.find((part) => part.is === 'table');
    if (table?.is === 'table') written.set(step, new Map(table.rows.map((row) => [row[0]!, row.slice(1)])));
  }
  const cell = (step: CountStep, option: OptionId, column: number): string =>
    written.get(step)?.get(option)?.[column] ?? '';

  for (const step of counted.steps) {
    switch (step.step) {
      case 'votes':
      case 'round':
        // An option that left in an earlier round keeps what it had there, behind those that stayed.
        for (const { option, votes } of step.votes) {
          if (step.step === 'votes' || votes > 0 || !sums.has(option)) note(option, votes, cell(step, option, 0));
        }
        break;
      case 'points':
        for (const { option, halfPoints } of step.rows) note(option, halfPoints, cell(step, option, 0));
        break;
      case 'scores':
        for (const row of step.rows) {
          const [sum, column] =
            step.by === 'sum'
              ? [row.sum, 0]
              : step.by === 'mean'
                ? [row.scores === 0 ? 0 : row.sum / row.scores, 2]
                : [(row.medianHalves ?? 0) / 2, 3];
          note(row.option, sum, cell(step, row.option, column));
        }
        break;
      case 'order':
        step.order.forEach((level, place) => {
          for (const option of level) note(option, step.order.length - place, null);
        });
        break;
      default:
    }
  }
  const most = Math.max(1, ...sums.values());
  return [...sums]
    .map(([option, sum]) => ({
      option,
      figure: figures.get(option) ?? null,
      share: sum / most,
      isChosen: chosen.includes(option),
    }))
    .sort((a, b) => {
      const [first, second] = [chosen.indexOf(a.option), chosen.indexOf(b.option)];
      if (first >= 0 && second >= 0) return first - second;
      return Number(second >= 0) - Number(first >= 0) || b.share - a.share;
    });
}
