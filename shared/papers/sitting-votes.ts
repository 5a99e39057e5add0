/** What of a sitting's votes must be told so that a stranger can count again? Plain data, the same for the same votes. */
import type { Localized } from '../lib/lang.ts';
import type { SeatId } from '../lib/ids.ts';
import type { HallNumbers } from '../poll/hall-count.ts';
import { countedElectors } from '../poll/poll-electors.ts';
import type { Poll, Wording } from '../poll/poll.ts';
import { questionOf } from './poll-sentences.ts';
import { personName, pollsInOrder, votedClause, type SittingRecord } from './sitting-record.ts';

export interface SittingVotes {
  readonly format: 'ortaq-votes-1';
  readonly forum: Localized;
  readonly sitting: Localized;
  readonly votes: readonly VoteTold[];
}

/** Times in ms UTC, weights in whole numbers. */
export interface VoteTold {
  readonly pollId: string;
  readonly question: string;
  /** The words voted on, each with its SHA-256. */
  readonly wordings: readonly { readonly number: string | null; readonly words: string; readonly paperHash: string }[];
  /** Other words for the one clause, among which and its own was chosen. */
  readonly chosenAmong?: readonly Wording[];
  readonly paperHash: string;
  readonly form: Poll['form'];
  readonly ask: Poll['ask'];
  readonly openedAt: number;
  readonly closedAt: number;
  readonly annulled: Poll['annulled'];
  /** Its clause was opened again: what it decided holds no more. */
  readonly superseded: { readonly at: number; readonly reason: string } | null;
  /** Opinions of those who were outvoted, by their own wish. */
  readonly minority: Poll['minority'];
  readonly repeats: Poll['repeats'];
  /** Every seat that could vote; of a named vote with its ballot, as the box held it. `ballot` `null`: it did not vote. */
  readonly electors: readonly {
    readonly seatId: SeatId;
    readonly name: string;
    readonly weight: number;
    readonly right: 'deciding' | 'advisory';
    readonly present: boolean;
    /** Its group, where it is in one. */
    readonly group?: string;
    /** Who could cast for it too, because its holder was away. */
    readonly entrustedTo?: string;
    /** `in-hall` for a choice: its card is among those of `hall`. `by`: who cast it by proxy. */
    readonly ballot?: {
      readonly choice: string;
      readonly revision: number;
      readonly receipt: string;
      readonly by?: string;
    } | null;
  }[];
  /** Seats that took no part: in the quorum alone. */
  readonly recused: readonly {
    readonly seatId: SeatId;
    readonly name: string;
    readonly weight: number;
    readonly right: 'deciding' | 'advisory';
    readonly present: boolean;
  }[];
  /** What groups are called. */
  readonly groups: readonly { readonly group: string; readonly name: Localized }[];
  /** Cards counted in the hall, every entry; the last one counts. */
  readonly hall?: readonly {
    readonly at: number;
    readonly seats: readonly SeatId[];
    readonly numbers: HallNumbers;
    readonly tellers: readonly string[];
  }[];
  readonly result: Poll['result'];
}

/** The closed votes whose result is published. */
export function sittingVotes(record: SittingRecord): SittingVotes {
  return {
    format: 'ortaq-votes-1',
    forum: record.forum.title,
    sitting: record.sitting.title,
    votes: pollsInOrder(record).flatMap((poll) => voteTold(record, poll) ?? []),
  };
}

function voteTold(record: SittingRecord, poll: Poll): VoteTold | null {
  const { closedAt, result, electors, subject } = poll;
  if (closedAt === null || result === null || electors === 'hidden') return null;
  const box = poll.form === 'named' ? record.rolls[poll.pollId] : undefined;
  const ballots = new Map(
    (box ?? []).map(({ seatId, proxy, ...ballot }) => {
      return [seatId, proxy === undefined ? ballot : { ...ballot, by: personName(record, proxy) }];
    }),
  );
  const put = subject.of === 'clauses' || subject.of === 'draft' ? subject : null;
  const drafts = Object.values(record.draft.drafts);
  const superseded = drafts.flatMap((one) => one.superseded).find(({ pollId }) => pollId === poll.pollId);
  return {
    pollId: poll.pollId,
    question: questionOf(record, poll),
    wordings: (put?.clauses ?? []).map((clause) => {
      const found = put === null ? null : votedClause(record, put.draftId, clause);
      return { number: found?.number ?? null, words: found?.words ?? '', paperHash: clause.paperHash };
    }),
    ...(subject.of === 'clauses' && subject.wordings !== undefined ? { chosenAmong: subject.wordings } : {}),
    paperHash: poll.paperHash,
    form: poll.form,
    ask: poll.ask,
    openedAt: poll.openedAt,
    closedAt,
    annulled: poll.annulled,
    superseded: superseded === undefined ? null : { at: superseded.at, reason: superseded.reason },
    minority: poll.minority.map(({ seatId, words, at }) => ({ seatId, words, at })),
    repeats: poll.repeats,
    recused: poll.recused.map(({ seatId, personId, weight, right, present }) => {
      return { seatId, name: personName(record, personId), weight, right, present };
    }),
    groups: poll.groups.map(({ groupId, name }) => ({ group: groupId, name })),
    electors: countedElectors(poll).map(({ seatId, personId, weight, right, present, group, proxy }) => ({
      seatId,
      name: personName(record, personId),
      weight,
      right,
      present,
      ...(group === undefined ? {} : { group }),
      ...(proxy === undefined ? {} : { entrustedTo: personName(record, proxy.personId) }),
      ...(box === undefined ? {} : { ballot: ballots.get(seatId) ?? null }),
    })),
    ...(result.hall === undefined
      ? {}
      : {
          hall: result.hall.map(({ at, seats, numbers, tellers }) => {
            return { at, seats, numbers, tellers: tellers.map((personId) => personName(record, personId)) };
          }),
        }),
    result,
  };
}
