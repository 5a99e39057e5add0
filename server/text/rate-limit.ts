/**
 * How fast may one connection speak? Over its rate we stop reading from it; it is not closed, and nothing of it is lost.
 *
 * A bucket fills at a rate up to its burst; what is taken may overdraw it once, then the wait is told.
 */
export class RateBucket {
  private level: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    now: number,
  ) {
    this.level = burst;
    this.filledAt = now;
  }

  /** ms until there is something to take; 0: now. */
  waitMs(now: number): number {
    this.fill(now);
    return this.level > 0 ? 0 : Math.ceil(((1 - this.level) / this.perSecond) * 1000);
  }

  take(amount: number, now: number): void {
    this.fill(now);
    this.level -= amount;
  }

  private fill(now: number): void {
    // A clock that was set back fills nothing.
    const passedMs = Math.max(0, now - this.filledAt);
    this.level = Math.min(this.burst, this.level + (passedMs / 1000) * this.perSecond);
    this.filledAt = now;
  }
}
