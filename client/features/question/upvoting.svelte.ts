/** Which questions do I want to know too? Shown at once, said to the server, and said again when it has forgotten. */
import type { QuestionId } from '../../../shared/lib/ids.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';

export class Upvoting {
  readonly #assembly: Pick<Assembly, 'upvote' | 'mine' | 'crowd'>;
  /** What I said here, and the server may not have heard yet. */
  #said = $state.raw<Readonly<Record<QuestionId, boolean>>>({});

  constructor(assembly: Pick<Assembly, 'upvote' | 'mine' | 'crowd'>) {
    this.#assembly = assembly;
  }

  isUp(questionId: QuestionId): boolean {
    return this.#said[questionId] ?? this.#assembly.mine?.upvoted?.includes(questionId) === true;
  }

  countOf(questionId: QuestionId): number {
    return this.#assembly.crowd?.upvotes?.[questionId] ?? 0;
  }

  turn(questionId: QuestionId): void {
    const isUp = !this.isUp(questionId);
    this.#said = { ...this.#said, [questionId]: isUp };
    this.#say(questionId, isUp);
  }

  /** The server was away and has forgotten: `mine` says so when it is back. For an effect. */
  sayAgain(): void {
    const { mine } = this.#assembly;
    for (const [id, isUp] of Object.entries(this.#said)) {
      const questionId = id as QuestionId;
      if (isUp && mine !== null && mine.upvoted?.includes(questionId) !== true) this.#say(questionId, true);
    }
  }

  #say(questionId: QuestionId, isUp: boolean): void {
    // Without a line it is said again with the next `mine`.
    void this.#assembly.upvote(questionId, isUp).catch(() => undefined);
  }
}
