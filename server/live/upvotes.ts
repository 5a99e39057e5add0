/**
 * How many want to know each question? A level, one a person: kept in memory and told in sums, as the head count is. After a restart the
 * pages say again what they had said (docs/decisions/0026).
 */
import type { PersonId, QuestionId } from '../../shared/lib/ids.ts';
import type { Upvotes } from '../../shared/question/question.ts';

export class UpvoteCount {
  readonly #by = new Map<QuestionId, Set<PersonId>>();

  /** Said twice it counts once. */
  set(questionId: QuestionId, personId: PersonId, isUp: boolean): void {
    const people = this.#by.get(questionId) ?? new Set();
    if (isUp) people.add(personId);
    else people.delete(personId);
    this.#by.set(questionId, people);
  }

  /** Whoever wanted to know both is counted once. */
  merge(from: QuestionId, into: QuestionId): void {
    for (const personId of this.#by.get(from) ?? []) this.set(into, personId, true);
    this.#by.delete(from);
  }

  forget(questionId: QuestionId): void {
    this.#by.delete(questionId);
  }

  of(personId: PersonId): readonly QuestionId[] {
    return [...this.#by].filter(([, people]) => people.has(personId)).map(([questionId]) => questionId);
  }

  sums(): Upvotes {
    return Object.fromEntries([...this.#by].map(([questionId, people]) => [questionId, people.size]));
  }
}
