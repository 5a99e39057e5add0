/**
 * When are the carets of others drawn? In the next frame, all fields together: every one is measured before the first is drawn, or each
 * drawing would have the page laid out again for the next measuring.
 */

export interface CaretLayer {
  /** Reads the page; answers how to draw. `null`: nothing to draw now. */
  measure(): (() => void) | null;
}

const waiting = new Set<CaretLayer>();
let frame = 0;

export function drawLater(layer: CaretLayer): void {
  waiting.add(layer);
  if (frame !== 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    const layers = [...waiting];
    waiting.clear();
    const drawings = layers.map((one) => one.measure());
    for (const draw of drawings) draw?.();
  });
}

/** It is no more: nothing is drawn for it. */
export function drawNoMore(layer: CaretLayer): void {
  waiting.delete(layer);
}
