/** What do the sealed ballots of a poll come to? The one place where polls ask the counting; pages are told, and do not count. */
import { agreementHistogram, type AgreementHistogram } from '../counting/agreement.ts';
import type { Weighed } from '../counting/ballot.ts';
import { countElection, type CountStep } from '../counting/count.ts';
import type { Counted, Lot } from '../counting/outcome.ts';
import { decideVote, type TieSettlement } from '../counting/vote-decision.ts';
import { sheetOf, type AnsweredSeat, type VoteSheet } from '../counting/vote-sheet.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { SeatId } from '../lib/ids.ts';
import type { SeatRight } from '../people/capacity.ts';
import { isMark } from './box-mark.ts';
import { cardsOf, type HallEntry, type HallNumbers } from './hall-count.ts';
import type { Elector, Poll, PollOutcome } from './poll.ts';
import { countedElectors } from './poll-electors.ts';
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
  /** Where what groups did is told; left out where it is not. */
  readonly group?: string;
}

/** Who voted, and how was voted. From these alone everything is computed: after unlinking there is nothing else. */
export interface SealedBox {
  readonly voted: readonly SeatId[];
  readonly ballots: readonly LooseBallot[];
  /** Cards of seats that are not among those that voted; left out where none were counted. */
  readonly hall?: HallNumbers & { readonly seats: readonly SeatId[] };
}

/** What was done about ties. */
export interface Settled {
  readonly settlement: TieSettlement | null;
  readonly lots: readonly Lot[];
}

export const nothingSettled: Settled = { settlement: null, lots: [] };

/**
 * The box without the link between seat and ballot, both sorted: whatever the order in which they came, it is the same. A ballot of a
 * seat that is not in the electorate, or a second one of a seat, is our own fault and throws: the ballot box refuses both. `hall`: the
 * count of cards that stands.
 */
export function boxOf(
  electors: readonly Elector[],
  ballots: readonly CountedBallot[],
  hall: HallEntry | null = null,
): SealedBox {
  const seats = new Map(electors.map((elector) => [elector.seatId, elector]));
  const voted = new Set<SeatId>();
  const loose = ballots
    .filter(({ choice }) => !isMark(choice))
    .map(({ seatId, choice }): LooseBallot => {
      const elector = seats.get(seatId);
      if (elector === undefined) throw new Error(`a ballot of ${seatId}, which is not in the electorate`);
      if (voted.has(seatId)) throw new Error(`two ballots of ${seatId}`);
      voted.add(seatId);
      const { weight, right, group } = elector;
      return group === undefined ? { choice, weight, right } : { choice, weight, right, group };
    });
  const box: SealedBox = { voted: [...voted].sort(), ballots: loose.sort((a, b) => (lineOf(a) < lineOf(b) ? -1 : 1)) };
  if (hall === null) return box;
  if (hall.numbers === 'hidden') throw new Error('cards are counted where their numbers are known');
  const both = hall.seats.find((seatId) => voted.has(seatId));
  if (both !== undefined) throw new Error(`${both} has voted, and is counted in the hall`);
  return { ...box, hall: { seats: [...hall.seats].sort(), ...hall.numbers } };
}

/** Ballots in the box, and cards: each is one of somebody. */
export function castIn({ ballots, hall }: SealedBox): number {
  return ballots.length + (hall === undefined ? 0 : cardsOf(hall));
}

/** One ballot of a box as a line of its seal. */
export function lineOf({ choice, weight, right, group }: LooseBallot): string {
  return `${right} ${String(weight)} ${choice}${group === undefined ? '' : ` ${group}`}`;
}

/** Pure function of what was asked, the electorate, the box and the ties settled. Source: RULES, BALLOT-3, VOTE and COUNT. */
export function outcomeOf(poll: CountedPoll, box: SealedBox, settled: Settled): PollOutcome {
  const { ask } = poll;
  const electors = countedElectors({ form: 'named', ...poll });
  switch (ask.kind) {
    case 'decision': {
      const sheet = withRecused(sheetOf(answeredSeats(electors, box)), poll.recused ?? []);
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

/** Of a poll what its count needs. */
type CountedPoll = Pick<Poll, 'ask' | 'electors'> & Partial<Pick<Poll, 'form' | 'hall' | 'recused'>>;

/** Who takes no part is in the quorum and in nothing else. */
function withRecused(sheet: VoteSheet, recused: readonly Elector[]): VoteSheet {
  const deciding = recused.filter(({ right }) => right === 'deciding');
  if (deciding.length === 0) return sheet;
  const entitled = deciding.reduce((sum, { weight }) => sum + weight, 0);
  const present = deciding.reduce((sum, one) => sum + (one.present ? one.weight : 0), 0);
  return { ...sheet, recused: { present, entitled } };
}

/** Who cast is present, so that a ballot without its seat weighs the same in every sum. */
function answeredSeats(electors: readonly Elector[], box: SealedBox): readonly AnsweredSeat[] {
  const counted = new Set([...box.voted, ...(box.hall?.seats ?? [])]);
  const silent = electors
    .filter(({ seatId }) => !counted.has(seatId))
    .map(({ weight, right, present, group = null }) => ({ weight, right, present, group, answer: null }));
  const cast = box.ballots.map(({ weight, right, choice, group = null }): AnsweredSeat => {
    const answer = fromBoxed(choice);
    return {
      weight,
      right,
      present: true,
      group,
      answer: answer.kind === 'decision' ? answer.choice : 'invalid',
    };
  });
  return [...silent, ...cast, ...cardsRaised(electors, box)];
}

/**
 * Whose card was which nobody knows, and all of them have the same right and weight: so they are dealt out in any order. Who was counted
 * in the hall was there, with a card raised or without.
 */
function cardsRaised(electors: readonly Elector[], { hall }: SealedBox): readonly AnsweredSeat[] {
  if (hall === undefined) return [];
  const answers: readonly AnsweredSeat['answer'][] = [
    ...Array.from({ length: hall.yes }, () => 'yes' as const),
    ...Array.from({ length: hall.no }, () => 'no' as const),
    ...Array.from({ length: hall.abstain }, () => 'abstain' as const),
  ];
  return electors
    .filter(({ seatId }) => hall.seats.includes(seatId))
    .map(({ weight, right, group = null }, place) => {
      return { weight, right, present: true, group, answer: answers[place] ?? null };
    });
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
