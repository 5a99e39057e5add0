/** What do the sealed ballots of a poll come to? The one place where polls ask the counting; pages are told, and do not count. */
import { agreementHistogram, type AgreementHistogram } from '../counting/agreement.ts';
import type { Weighed } from '../counting/ballot.ts';
import { countElection, type CountStep } from '../counting/count.ts';
import type { Counted, Lot } from '../counting/outcome.ts';
import { decideVote, type TieSettlement } from '../counting/vote-decision.ts';
import { sheetOf, type AnsweredSeat } from '../counting/vote-sheet.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { SeatId } from '../lib/ids.ts';
import type { SeatRight } from '../people/capacity.ts';
import type { Elector, Poll, PollOutcome } from './poll.ts';
import { fromBoxed, isBallot } from './poll-answer.ts';

/** A ballot as it lies in the box, with its seat. */
export interface CountedBallot {
  readonly seatId: SeatId;
  readonly choice: string;
}

/** A ballot without its seat: all that is left of it in an unnamed vote. */
export interface LooseBallot {
  readonly choice: string;
  readonly weight: number;
  readonly right: SeatRight;
}

/** Who voted, and how was voted. From these alone everything is computed: after unlinking there is nothing else. */
export interface SealedBox {
  readonly voted: readonly SeatId[];
  readonly ballots: readonly LooseBallot[];
}

/** What was done about ties. */
export interface Settled {
  readonly settlement: TieSettlement | null;
  readonly lots: readonly Lot[];
}

export const nothingSettled: Settled = { settlement: null, lots: [] };

/**
 * The box without the link between seat and ballot, both sorted: whatever the order in which they came, it is the same. A ballot of a
 * seat that is not in the electorate, or a second one of a seat, is our own fault and throws: the ballot box refuses both.
 */
export function boxOf(electors: readonly Elector[], ballots: readonly CountedBallot[]): SealedBox {
  const seats = new Map(electors.map((elector) => [elector.seatId, elector]));
  const voted = new Set<SeatId>();
  const loose = ballots.map(({ seatId, choice }): LooseBallot => {
    const elector = seats.get(seatId);
    if (elector === undefined) throw new Error(`a ballot of ${seatId}, which is not in the electorate`);
    if (voted.has(seatId)) throw new Error(`two ballots of ${seatId}`);
    voted.add(seatId);
    return { choice, weight: elector.weight, right: elector.right };
  });
  return { voted: [...voted].sort(), ballots: loose.sort((a, b) => (lineOf(a) < lineOf(b) ? -1 : 1)) };
}

/** One ballot of a box as a line of its seal. */
export function lineOf({ choice, weight, right }: LooseBallot): string {
  return `${right} ${String(weight)} ${choice}`;
}

/** Pure function of what was asked, the electorate, the box and the ties settled. Source: RULES, BALLOT-3, VOTE and COUNT. */
export function outcomeOf(poll: Pick<Poll, 'ask' | 'electors'>, box: SealedBox, settled: Settled): PollOutcome {
  const { ask, electors } = poll;
  if (electors === 'hidden') throw new Error('a poll is counted where its electorate is known');
  switch (ask.kind) {
    case 'decision': {
      const sheet = sheetOf(answeredSeats(electors, box));
      const { settlement } = settled;
      return { kind: 'decision', sheet, decision: decideVote(sheet, ask.rule, settlement), settlement };
    }
    case 'choice': {
      const { method } = ask;
      const options = ask.options.map(({ optionId }) => optionId);
      const { present, entitled } = sheetOf(answeredSeats(electors, box)).whole;
      const count = (right: SeatRight, lots: readonly Lot[]): Counted<CountStep> =>
        countElection({ method, options, ballots: weighed(box, right), lots, electorate: { present, entitled } });
      const hasAdvisory = box.ballots.some(({ right }) => right === 'advisory');
      const { lots } = settled;
      return {
        kind: 'choice',
        counted: count('deciding', lots),
        advisory: hasAdvisory ? count('advisory', []) : null,
        lots,
      };
    }
    case 'consent': {
      const histogram = (right: SeatRight): AgreementHistogram => agreementHistogram(ask.scale, levels(box, right));
      const hasAdvisory = box.ballots.some(({ right }) => right === 'advisory');
      return {
        kind: 'consent',
        histogram: histogram('deciding'),
        advisory: hasAdvisory ? histogram('advisory') : null,
      };
    }
    case 'no-objection': {
      const reasons = box.ballots.map(({ choice }) => {
        const answer = fromBoxed(choice);
        return answer.kind === 'objection' ? answer.reason.trim() : '';
      });
      const said = reasons.filter((reason) => reason !== '');
      return { kind: 'no-objection', isCarried: box.voted.length === 0, objectors: box.voted, reasons: said };
    }
    case 'here':
      return { kind: 'here', answered: box.voted.length };
    default:
      return assertNever(ask);
  }
}

/** Who cast is present, so that a ballot without its seat weighs the same in every sum. */
function answeredSeats(electors: readonly Elector[], box: SealedBox): readonly AnsweredSeat[] {
  const voted = new Set(box.voted);
  const silent = electors
    .filter(({ seatId }) => !voted.has(seatId))
    .map(({ weight, right, present }) => ({ weight, right, present, group: null, answer: null }));
  const cast = box.ballots.map(({ weight, right, choice }): AnsweredSeat => {
    const answer = fromBoxed(choice);
    return {
      weight,
      right,
      present: true,
      group: null,
      answer: answer.kind === 'decision' ? answer.choice : 'invalid',
    };
  });
  return [...silent, ...cast];
}

function weighed(box: SealedBox, of: SeatRight): readonly Weighed[] {
  return box.ballots
    .filter(({ right }) => right === of)
    .map(({ weight, choice }) => {
      const ballot = fromBoxed(choice);
      if (!isBallot(ballot)) throw new Error('an answer of another kind lies in the box');
      return { weight, ballot };
    });
}

function levels(box: SealedBox, of: SeatRight) {
  return box.ballots
    .filter(({ right }) => right === of)
    .map(({ weight, choice }) => {
      const answer = fromBoxed(choice);
      if (answer.kind !== 'consent') throw new Error('an answer of another kind lies in the box');
      return { weight, answer };
    });
}
