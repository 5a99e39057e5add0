/** Was this touch meant for what stands here? Not if it began before it appeared, nor in the first moments after. */

export interface QuietTouch {
  /** It stands on the screen from now on. */
  readonly appear: () => void;
  /** A finger or a pointer went down on it. */
  readonly begin: () => void;
  /** Is this click an answer? */
  readonly isMeant: (click: MouseEvent) => boolean;
}

/** `quietMs`: so long after it appeared nothing is taken for an answer. */
export function createQuietTouch(quietMs: number): QuietTouch {
  let appearedAt = Number.POSITIVE_INFINITY;
  let beganHere = false;
  const isLoud = (): boolean => performance.now() - appearedAt >= quietMs;
  return {
    appear: () => (appearedAt = performance.now()),
    begin: () => (beganHere = isLoud()),
    isMeant(click) {
      // A keyboard's click has detail 0 and no pointer before it.
      const began = click.detail === 0 || beganHere;
      beganHere = false;
      return began && isLoud();
    },
  };
}
