/** Who has more than half when the weakest leave one by one and their ballots go on to the next choice? */
import {
  ballotsStep,
  type BallotsStep,
  type InstantRunoff,
  type OptionId,
  type RankingBallot,
  type Weighed,
} from './ballot.ts';
import { lookBack } from './look-back.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep, type OptionVotes, type Tie } from './outcome.ts';
import { votesNeeded } from '../poll/majority.ts';

export type InstantRunoffStep =
  | BallotsStep
  | {
      readonly step: 'round';
      readonly round: number;
      /** Of those still in the count. */
      readonly votes: readonly OptionVotes[];
      /** Weight of ballots that name nobody still in the count; blank ones are not among them. */
      readonly exhausted: number;
      /** The others: needed is more than half of them. */
      readonly continuing: number;
      readonly needed: number;
    }
  | {
      readonly step: 'excluded';
      readonly round: number;
      /** One; or all who have no vote at all, whose order would move nothing. */
      readonly options: readonly OptionId[];
      /** They were even with others, and this round told them apart; `null`: nothing had to be told apart, or a lot did. */
      readonly lookedBackTo: number | null;
    }
  | LotStep
  | { readonly step: 'elected'; readonly round: number; readonly option: OptionId };

/** Valid ballots without equal ranks, whole weights. Source: RULES, COUNT-9. */
export function countInstantRunoff(
  _method: InstantRunoff,
  options: readonly OptionId[],
  ballots: readonly Weighed<RankingBallot>[],
  lots: readonly Lot[] = [],
): Counted<InstantRunoffStep> {
  const counted = ballotsStep(ballots);
  const steps: InstantRunoffStep[] = [counted];
  if (counted.counted === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const drawn = lotsInOrder(lots);
  const preferences = ballots.map(({ weight, ballot }) => ({ weight, order: ballot.ranking.flat() }));
  const history: Map<OptionId, number>[] = [];
  let left = options;

  for (let round = 1; ; round += 1) {
    const votes = new Map<OptionId, number>(left.map((option) => [option, 0]));
    let continuing = 0;
    for (const { weight, order } of preferences) {
      const first = order.find((option) => votes.has(option));
      if (first === undefined) continue;
      continuing += weight;
      votes.set(first, (votes.get(first) ?? 0) + weight);
    }
    const rows = left.map((option): OptionVotes => ({ option, votes: votes.get(option) ?? 0 }));
    const needed = votesNeeded('simple', continuing);
    const exhausted = counted.counted - continuing;
    steps.push({ step: 'round', round, votes: rows, exhausted, continuing, needed });
    const winner = rows.find((row) => row.votes >= needed);
    if (winner !== undefined) {
      steps.push({ step: 'elected', round, option: winner.option });
      return { outcome: { kind: 'chosen', elected: [winner.option] }, steps };
    }

    const fewest = Math.min(...rows.map((row) => row.votes));
    const lowest = rows.filter((row) => row.votes === fewest).map(({ option }) => option);
    let out: readonly OptionId[] = lowest;
    let lookedBackTo: number | null = null;
    // Without a vote nobody moves when they go, in whatever order: they go together.
    if (lowest.length > 1 && fewest > 0) {
      const back = lookBack(lowest, history, 'fewest');
      [out, lookedBackTo] = [back.left, back.toRound];
      if (out.length > 1) {
        const tie: Tie = { among: out, at: { what: 'exclusion', round }, take: 1 };
        const lot = drawn.next(tie);
        if (lot === null) return { outcome: { kind: 'tie', elected: [], tie }, steps };
        steps.push(lot);
        out = lot.drawn;
      }
    }
    steps.push({ step: 'excluded', round, options: out, lookedBackTo });
    history.push(votes);
    left = left.filter((option) => !out.includes(option));
  }
}
