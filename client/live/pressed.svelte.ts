/** Was it pressed, and is its answer awaited? Asked once until it is answered; what was refused stands with its reason until it is pressed again. */
import type { Refusal, Result } from '../../shared/lib/result.ts';

export class Pressed {
  #isUnderway = $state(false);
  #refusal = $state.raw<Refusal | null>(null);

  get isUnderway(): boolean {
    return this.#isUnderway;
  }

  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** What was refused is of no matter any more. */
  dismiss(): void {
    this.#refusal = null;
  }

  /** Resolves with whether it was done; pressed again while the answer is awaited, nothing is asked. */
  async ask(send: () => Promise<Result<unknown>>): Promise<boolean> {
    if (this.#isUnderway) return false;
    this.#isUnderway = true;
    const answer = await send();
    this.#isUnderway = false;
    this.#refusal = answer.ok ? null : answer;
    return answer.ok;
  }
}
