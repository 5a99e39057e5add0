/** What may lie in the box in a seat's name that is no answer? A mark: why it can cast none, so that two ways never count one seat twice. */

/** Its vote is among the cards that were counted in the hall. */
export const inHallMark = 'in-hall';
/** It was among them by mistake: as if nothing lay there. */
export const releasedMark = 'released';

/** It takes no part in this vote. */
export const recusedMark = 'recused';

export type BoxMark = typeof inHallMark | typeof releasedMark | typeof recusedMark;

/** Ballots, and what stands for one in the hall: what is counted, sealed and told. */
export function countedRows<Held extends { readonly choice: string }>(ballots: readonly Held[]): readonly Held[] {
  return ballots.filter(({ choice }) => choice !== releasedMark && choice !== recusedMark);
}

export function isMark(choice: string): choice is BoxMark {
  return choice === inHallMark || choice === releasedMark || choice === recusedMark;
}
