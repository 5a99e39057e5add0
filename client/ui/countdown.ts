/** How is a length of time written on a clock? */

/** `m:ss`, or `h:mm:ss` from an hour on. A part of a second still counts as a second; what is past reads 0:00. */
export function toCountdown(lengthMs: number): string {
  const seconds = Math.max(0, Math.ceil(lengthMs / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** ms until the figures next change: the tick follows the figures, so that a second is never skipped. */
export function untilNextFigure(lengthMs: number): number {
  if (lengthMs <= 0) return Number.POSITIVE_INFINITY;
  const rest = lengthMs % 1000;
  return rest === 0 ? 1000 : rest;
}
