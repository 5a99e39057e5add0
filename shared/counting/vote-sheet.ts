/** How did the seats answer a yes-or-no question: all, group by group, and the advisory ones apart? */
import { refuse, type Refusal } from '../lib/result.ts';
import type { SeatRight } from '../people/capacity.ts';

/** Weights of deciding seats, whole numbers. Cast are yes + no + abstain + invalid; present are all of them and who else was there. */
export interface VoteCount {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly invalid: number;
  readonly present: number;
  readonly entitled: number;
}

export interface GroupCount {
  readonly group: string;
  readonly count: VoteCount;
}

export interface VoteSheet {
  readonly whole: VoteCount;
  /** By the name of the group. A seat without a group is in the whole alone. */
  readonly groups: readonly GroupCount[];
  /** In no sum. */
  readonly advisory: { readonly yes: number; readonly no: number; readonly abstain: number; readonly invalid: number };
  /** Deciding weight that takes no part: in the quorum, and in no other sum. Left out where there is none. */
  readonly recused?: { readonly present: number; readonly entitled: number };
}

export type SheetAnswer = 'yes' | 'no' | 'abstain' | 'invalid';

/** A seat of the electorate as it stood at opening; `answer: null`: it did not cast. Who cast is present, whatever the list says. */
export interface AnsweredSeat {
  readonly weight: number;
  readonly right: SeatRight;
  readonly present: boolean;
  readonly group: string | null;
  readonly answer: SheetAnswer | null;
}

/** Whatever the order of the seats. Source: RULES, VOTE-8. */
export function sheetOf(seats: readonly AnsweredSeat[]): VoteSheet {
  const deciding = seats.filter(({ right }) => right === 'deciding');
  const names = [...new Set(deciding.flatMap(({ group }) => (group === null ? [] : [group])))].sort();
  const advisory = { yes: 0, no: 0, abstain: 0, invalid: 0 };
  for (const { right, answer, weight } of seats) {
    if (right === 'advisory' && answer !== null) advisory[answer] += weight;
  }
  return {
    whole: countOf(deciding),
    groups: names.map((group) => ({ group, count: countOf(deciding.filter((seat) => seat.group === group)) })),
    advisory,
  };
}

function countOf(seats: readonly AnsweredSeat[]): VoteCount {
  const count = { yes: 0, no: 0, abstain: 0, invalid: 0, present: 0, entitled: 0 };
  for (const { weight, present, answer } of seats) {
    count.entitled += weight;
    if (present || answer !== null) count.present += weight;
    if (answer !== null) count[answer] += weight;
  }
  return count;
}

export type SheetProblemCode = 'count-not-whole' | 'more-cast-than-present' | 'more-present-than-entitled';

/** What cannot be in numbers that were typed in, as tellers do; `null`: they can be. Source: RULES, VOTE-9. */
export function countProblem(count: VoteCount): Refusal<SheetProblemCode> | null {
  const { yes, no, abstain, invalid, present, entitled } = count;
  if ([yes, no, abstain, invalid, present, entitled].some((sum) => !Number.isSafeInteger(sum) || sum < 0)) {
    return refuse('count-not-whole');
  }
  const cast = castOf(count);
  if (cast > present) return refuse('more-cast-than-present', { cast, present });
  if (present > entitled) return refuse('more-present-than-entitled', { present, entitled });
  return null;
}

export function castOf({ yes, no, abstain, invalid }: VoteCount): number {
  return yes + no + abstain + invalid;
}
