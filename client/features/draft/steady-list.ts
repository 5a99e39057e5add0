/** Has a list that is derived again and again really changed? What hangs on it is left alone when it has not. */

/** Answers the former list where the next one is the same, one by one, by `isSame`: what is not compared may be of an earlier time. */
export function steadyList<One>(isSame: (a: One, b: One) => boolean): (next: readonly One[]) => readonly One[] {
  let former: readonly One[] = [];
  return (next) => {
    const isFormer = next.length === former.length && next.every((one, place) => isSame(one, former[place]!));
    if (!isFormer) former = next;
    return former;
  };
}
