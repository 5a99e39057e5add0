/** In which order do questions stand: those that wait to be read, those that all see, the answered ones? */
import type { Question, QuestionStanding, QuestionsState, Upvotes } from './question.ts';

/** Those that stand, the pinned one first, then by how many want to know it; of equals the earlier one first. */
export function shownQuestions(state: QuestionsState, upvotes: Upvotes): readonly Question[] {
  const rank = ({ questionId }: Question): number =>
    state.pinned === questionId ? Number.POSITIVE_INFINITY : (upvotes[questionId] ?? 0);
  return of(state, 'shown').sort((a, b) => rank(b) - rank(a) || a.at - b.at);
}

/** Those that only the desk sees, in the order in which they came. */
export function waitingQuestions(state: QuestionsState): readonly Question[] {
  return of(state, 'waiting').sort((a, b) => a.at - b.at);
}

/** The answered ones, the last first. */
export function answeredQuestions(state: QuestionsState): readonly Question[] {
  const answeredAt = ({ standing }: Question): number => (standing.is === 'answered' ? standing.at : 0);
  return of(state, 'answered').sort((a, b) => answeredAt(b) - answeredAt(a));
}

function of({ questions }: QuestionsState, is: QuestionStanding['is']): Question[] {
  return Object.values(questions).filter(({ standing }) => standing.is === is);
}
