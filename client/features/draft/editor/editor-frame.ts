/**
 * What is done once in a frame, in which order, and what not in a frame at all? First the page takes what has changed in the text; then all
 * that must be measured is measured; then it is drawn. Otherwise each drawing would have the page laid out again for the next measuring, and
 * a letter is late.
 */
import { flushSync } from 'svelte';

export interface MeasuredLayer {
  /** Reads the page; answers how to draw. `null`: nothing to draw now. */
  measure(): (() => void) | null;
}

const changes = new Set<() => void>();
const layers = new Set<MeasuredLayer>();
let frame = 0;

/** In the next frame, once however often it is asked for. */
export function changeLater(change: () => void): void {
  changes.add(change);
  ask();
}

/** It is no more to be done. */
export function changeNoMore(change: () => void): void {
  changes.delete(change);
}

/** In the next frame, when the page has taken all changes. */
export function drawLater(layer: MeasuredLayer): void {
  layers.add(layer);
  ask();
}

/** It is no more: nothing is drawn for it. */
export function drawNoMore(layer: MeasuredLayer): void {
  layers.delete(layer);
}

/** Longest time that what nobody looks at waits for a quiet moment, in ms. */
const quietMaxMs = 400;
const quiet = new Map<() => void, () => void>();

/** When nothing is to be drawn, and after `quietMaxMs` at the latest; once however often it is asked for. Never for words that are read. */
export function whenQuiet(change: () => void): void {
  if (quiet.has(change)) return;
  const run = (): void => {
    quiet.delete(change);
    change();
  };
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, quietMaxMs / 2);
    quiet.set(change, () => clearTimeout(timer));
    return;
  }
  const idle = requestIdleCallback(run, { timeout: quietMaxMs });
  quiet.set(change, () => cancelIdleCallback(idle));
}

/** It is no more to be done. */
export function quietNoMore(change: () => void): void {
  quiet.get(change)?.();
  quiet.delete(change);
}

/** While the page is scrolled each frame has enough to do: what changed is taken between two of them. Such a page rests after so many ms. */
const scrollsMs = 120;
/** Until when the page counts as being scrolled, by `performance.now()`. */
let scrollsUntil = 0;
let between: ReturnType<typeof setTimeout> | undefined;

/** Is told of scrolling by the page, wherever it is scrolled. Returns the way to stop. */
export function followScrolling(): () => void {
  const scrolled = (): void => void (scrollsUntil = performance.now() + scrollsMs);
  addEventListener('scroll', scrolled, { capture: true, passive: true });
  return () => removeEventListener('scroll', scrolled, { capture: true });
}

/** Is a key pressed, and its letter not on the screen yet? What others type waits for it, a frame at most. */
let showing = false;

/** A key was pressed: its letter is to be shown with the next frame, and nothing else before it. */
export function keyPressed(): void {
  if (showing) return;
  showing = true;
  requestAnimationFrame(() =>
    setTimeout(() => {
      showing = false;
    }, 0),
  );
}

export function isShowing(): boolean {
  return showing;
}

function ask(): void {
  if (frame !== 0 || between !== undefined) return;
  if (performance.now() < scrollsUntil) between = setTimeout(work, 0);
  else frame = requestAnimationFrame(work);
}

/** What was asked for has let a letter go before already, and lets no second one. */
let hasWaited = false;

function work(): void {
  // Asked for while this works, it waits for the next frame.
  frame = 0;
  between = undefined;
  // The letter stands in the page by itself; whatever else there is comes a frame behind it.
  hasWaited = showing && !hasWaited;
  if (hasWaited) {
    ask();
    return;
  }
  const wanted = [...changes];
  changes.clear();
  for (const change of wanted) change();
  if (layers.size === 0) return;
  flushSync();
  const measured = [...layers];
  layers.clear();
  const drawings = measured.map((one) => one.measure());
  for (const draw of drawings) draw?.();
}
