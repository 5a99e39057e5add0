/** Which question does a wish to know mean, and may it be said? What was merged stands in another one. */
import type { QuestionId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { Capacity } from '../people/capacity.ts';
import { mayDo } from '../people/permission.ts';
import type { QuestionsState } from './question.ts';

/** The one that it counts for (RULES, QUEST-4). Refused `not-permitted`, `question-unknown` or `question-not-shown`. */
export function upvotedQuestion(
  { questions }: QuestionsState,
  questionId: QuestionId,
  held: ReadonlySet<Capacity>,
): Result<QuestionId> {
  if (!mayDo('question.ask', held)) return refuse('not-permitted');
  let question = questions[questionId];
  // One is merged into what stood then: so the chain has an end.
  while (question?.standing.is === 'merged') question = questions[question.standing.into];
  // What others may not see is not there for them.
  if (question === undefined || question.wasShown !== true) return refuse('question-unknown');
  return question.standing.is === 'shown' ? ok(question.questionId) : refuse('question-not-shown');
}
