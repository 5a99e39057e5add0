/** Who fills several seats when votes above the quota, and votes of the weakest, go on to the next choice? */
import {
  ballotsStep,
  type BallotsStep,
  type OptionId,
  type RankingBallot,
  type TransferableVote,
  type Weighed,
} from './ballot.ts';
import { lookBack } from './look-back.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep, type OptionVotes, type Tie } from './outcome.ts';

/** One vote in the units of this count: five decimals, the rest is cut off. Votes, values, quota and what is lost are in these units. */
export const unitsOfVote = 100_000;
const one = BigInt(unitsOfVote);

/** Ballots that went on together; `to: null`: they name nobody who is still in the count. `votes` = `ballots` · `value`. */
export interface Transfer {
  readonly from: OptionId;
  readonly to: OptionId | null;
  readonly ballots: number;
  readonly value: number;
  readonly votes: number;
}

export type TransferableVoteStep =
  | BallotsStep
  | { readonly step: 'quota'; readonly seats: number; readonly valid: number; readonly quota: number }
  /** Where the votes lie after a round. votes + nonTransferable + lost = valid, always (RULES, COUNT-12). */
  | {
      readonly step: 'round';
      readonly round: number;
      readonly votes: readonly OptionVotes[];
      readonly nonTransferable: number;
      /** What was cut off behind the fifth decimal. */
      readonly lost: number;
    }
  | {
      readonly step: 'surplus';
      readonly round: number;
      readonly option: OptionId;
      readonly votes: number;
      readonly surplus: number;
      readonly transfers: readonly Transfer[];
      readonly lookedBackTo: number | null;
    }
  | {
      readonly step: 'excluded';
      readonly round: number;
      /** One; or all who have no vote at all, whose order would move nothing. */
      readonly options: readonly OptionId[];
      readonly transfers: readonly Transfer[];
      /** They were even with others, and this round told them apart; `null`: nothing had to be told apart, or a lot did. */
      readonly lookedBackTo: number | null;
    }
  | {
      readonly step: 'elected';
      readonly round: number;
      readonly options: readonly OptionId[];
      readonly by: 'quota' | 'last-seats';
    }
  | LotStep;

/** Ballots of one order and one value; `place`: which of its choices it lies with. */
interface Parcel {
  readonly order: readonly OptionId[];
  readonly place: number;
  readonly ballots: bigint;
  readonly value: bigint;
}

/**
 * The Scottish rules (weighted inclusive Gregory): quota floor(valid / (seats + 1)) + 1; one surplus at a time, the largest first, each
 * ballot at value · surplus / votes cut to five decimals; else the lowest leaves at the values its ballots have; ties look back, then
 * wait for a lot; when as many are left as seats, they have them. Blank ballots are not in the quota. Ballots without equal ranks.
 * Source: RULES, COUNT-11; Scottish Local Government Elections Order 2011, schedule 1, rules 45 to 52.
 */
export function countTransferableVotes(
  method: TransferableVote,
  options: readonly OptionId[],
  ballots: readonly Weighed<RankingBallot>[],
  lots: readonly Lot[] = [],
): Counted<TransferableVoteStep> {
  const counted = ballotsStep(ballots);
  const steps: TransferableVoteStep[] = [counted];
  if (counted.counted === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const { seats } = method;
  const valid = BigInt(counted.counted) * one;
  const quota = (BigInt(counted.counted) / BigInt(seats + 1) + 1n) * one;
  steps.push({ step: 'quota', seats, valid: toNumber(valid), quota: toNumber(quota) });

  const drawn = lotsInOrder(lots);
  const piles = new Map<OptionId, Parcel[]>(options.map((option) => [option, []]));
  const votes = new Map<OptionId, bigint>(options.map((option) => [option, 0n]));
  const history: ReadonlyMap<OptionId, bigint>[] = [];
  const elected: OptionId[] = [];
  const surplusLeft = new Set<OptionId>();
  let continuing = options;
  let nonTransferable = 0n;
  let lost = 0n;
  let round = 1;

  const votesOf = (option: OptionId): bigint => votes.get(option) ?? 0n;

  /** Lays a parcel with its next choice still in the count, at this value each. */
  const lay = (parcel: Parcel, value: bigint): OptionId | null => {
    let place = parcel.place + 1;
    while (place < parcel.order.length && !continuing.includes(parcel.order[place]!)) place += 1;
    const to = parcel.order[place] ?? null;
    const moved = parcel.ballots * value;
    if (to === null) nonTransferable += moved;
    else {
      votes.set(to, votesOf(to) + moved);
      // What is worth nothing moves nothing any more.
      if (value > 0n) piles.get(to)!.push({ ...parcel, place, value });
    }
    return to;
  };

  /** Moves all ballots of somebody on, each at the value that `valueOf` gives it; tells what went where, and how much in all. */
  const moveOn = (from: OptionId, valueOf: (value: bigint) => bigint): { transfers: Transfer[]; sum: bigint } => {
    const groups = new Map<string, { to: OptionId | null; ballots: bigint; value: bigint }>();
    let sum = 0n;
    for (const parcel of piles.get(from)!) {
      const value = valueOf(parcel.value);
      const to = lay(parcel, value);
      sum += parcel.ballots * value;
      const key = JSON.stringify([to, String(value)]);
      const group = groups.get(key) ?? { to, ballots: 0n, value };
      group.ballots += parcel.ballots;
      groups.set(key, group);
    }
    piles.set(from, []);
    const placeOf = (to: OptionId | null) => (to === null ? options.length : options.indexOf(to));
    const transfers = [...groups.values()]
      .sort((a, b) => placeOf(a.to) - placeOf(b.to) || Number(b.value - a.value))
      .map(({ to, ballots: number, value }): Transfer => {
        return { from, to, ballots: Number(number), value: toNumber(value), votes: toNumber(number * value) };
      });
    return { transfers, sum };
  };

  const electByQuota = (): void => {
    const reached = continuing.filter((option) => votesOf(option) >= quota);
    if (reached.length === 0) return;
    // Most votes first is how they are told; who is elected does not hang on it.
    reached.sort((a, b) => Number(votesOf(b) - votesOf(a)));
    elected.push(...reached);
    for (const option of reached) if (votesOf(option) > quota) surplusLeft.add(option);
    continuing = continuing.filter((option) => !reached.includes(option));
    steps.push({ step: 'elected', round, options: reached, by: 'quota' });
  };

  const closeRound = (): void => {
    const rows = options.map((option): OptionVotes => ({ option, votes: toNumber(votesOf(option)) }));
    steps.push({
      step: 'round',
      round,
      votes: rows,
      nonTransferable: toNumber(nonTransferable),
      lost: toNumber(lost),
    });
    electByQuota();
    history.push(new Map(votes));
  };

  /** The one of `even` who is to be taken; `null`: it waits for a lot, and the tie is told. */
  const takeOne = (even: readonly OptionId[], what: 'exclusion' | 'surplus') => {
    const back = lookBack(even, history.slice(0, -1), what === 'surplus' ? 'most' : 'fewest');
    const found = back.left[0];
    if (back.left.length === 1 && found !== undefined) return { option: found, lookedBackTo: back.toRound };
    const tie: Tie = { among: back.left, at: { what, round }, take: 1 };
    const lot = drawn.next(tie);
    if (lot === null) return tie;
    steps.push(lot);
    return { option: lot.drawn[0]!, lookedBackTo: null };
  };

  for (const { weight, ballot } of ballots) {
    const order = ballot.ranking.flat();
    if (order.length > 0) lay({ order, place: -1, ballots: BigInt(weight), value: one }, one);
  }
  closeRound();

  while (elected.length < seats && continuing.length > 0) {
    if (continuing.length <= seats - elected.length) {
      const rest = [...continuing].sort((a, b) => Number(votesOf(b) - votesOf(a)));
      elected.push(...rest);
      steps.push({ step: 'elected', round, options: rest, by: 'last-seats' });
      break;
    }
    round += 1;
    if (surplusLeft.size > 0) {
      const waiting = options.filter((option) => surplusLeft.has(option));
      const most = waiting.map(votesOf).reduce((a, b) => (b > a ? b : a));
      const taken = takeOne(
        waiting.filter((option) => votesOf(option) === most),
        'surplus',
      );
      if (!('option' in taken)) return { outcome: { kind: 'tie', elected, tie: taken }, steps };
      const { option, lookedBackTo } = taken;
      const surplus = most - quota;
      const { transfers, sum } = moveOn(option, (value) => (value * surplus) / most);
      votes.set(option, quota);
      lost += surplus - sum;
      surplusLeft.delete(option);
      steps.push({
        step: 'surplus',
        round,
        option,
        votes: toNumber(most),
        surplus: toNumber(surplus),
        transfers,
        lookedBackTo,
      });
    } else {
      const fewest = continuing.map(votesOf).reduce((a, b) => (b < a ? b : a));
      const lowest = continuing.filter((option) => votesOf(option) === fewest);
      const mayGoTogether = fewest === 0n && continuing.length - lowest.length >= seats - elected.length;
      const taken = mayGoTogether ? null : takeOne(lowest, 'exclusion');
      if (taken !== null && !('option' in taken)) return { outcome: { kind: 'tie', elected, tie: taken }, steps };
      const out = taken === null ? lowest : [taken.option];
      continuing = continuing.filter((option) => !out.includes(option));
      const transfers = out.flatMap((option) => moveOn(option, (value) => value).transfers);
      for (const option of out) votes.set(option, 0n);
      steps.push({ step: 'excluded', round, options: out, transfers, lookedBackTo: taken?.lookedBackTo ?? null });
    }
    closeRound();
  }
  return { outcome: { kind: 'chosen', elected }, steps };
}

function toNumber(units: bigint): number {
  const number = Number(units);
  if (!Number.isSafeInteger(number)) throw new Error('more votes than this count can tell exactly');
  return number;
}
