/** What do the sealed ballots add up to? */
import type { SeatId } from '../lib/ids.ts';
import type { Choice, Elector } from './poll.ts';
import type { Tally } from './majority.ts';

export interface CountedBallot {
  readonly seatId: SeatId;
  readonly choice: Choice;
}

/**
 * Pure function of ballots and electorate, whatever their order. A ballot of a seat that is not in the electorate, or a second
 * one of a seat, is our own fault and throws: the ballot box refuses both.
 */
export function tallyBallots(electors: readonly Elector[], ballots: readonly CountedBallot[]): Tally {
  const choiceOf = new Map<SeatId, Choice>();
  const known = new Set(electors.map((elector) => elector.seatId));
  for (const ballot of ballots) {
    if (!known.has(ballot.seatId)) throw new Error(`a ballot of ${ballot.seatId}, which is not in the electorate`);
    if (choiceOf.has(ballot.seatId)) throw new Error(`two ballots of ${ballot.seatId}`);
    choiceOf.set(ballot.seatId, ballot.choice);
  }
  const counted = { yes: 0, no: 0, abstain: 0 };
  const advisory = { yes: 0, no: 0, abstain: 0 };
  let entitled = 0;
  let present = 0;
  for (const elector of electors) {
    const choice = choiceOf.get(elector.seatId);
    if (elector.right === 'advisory') {
      if (choice !== undefined) advisory[choice] += elector.weight;
      continue;
    }
    entitled += elector.weight;
    if (elector.present || choice !== undefined) present += elector.weight;
    if (choice !== undefined) counted[choice] += elector.weight;
  }
  const notVoted = entitled - counted.yes - counted.no - counted.abstain;
  return { ...counted, notVoted, present, entitled, advisory };
}
