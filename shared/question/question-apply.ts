/** What becomes of questions by what happened, and who is told of it? */
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { initialQuestions, type Question, type QuestionsState } from './question.ts';
import type { QuestionEvent } from './question-events.ts';

/** Never throws on what was decided; what it does not know it leaves alone. */
export function applyQuestion(state: QuestionsState, { event, at }: Recorded<QuestionEvent>): QuestionsState {
  switch (event.type) {
    case 'question.arranged': {
      const { type: _type, ...arranged } = event;
      return { ...state, ...arranged };
    }
    case 'question.asked': {
      const { questionId, asker, words, lang, isShown } = event;
      const question: Question = { questionId, asker, words, lang, at, standing: { is: 'waiting' } };
      return put(state, isShown ? { ...question, ...shown } : question);
    }
    case 'question.shown': {
      const { questionId, asker, words, lang, askedAt } = event;
      return put(state, { questionId, asker, words, lang, at: askedAt, ...shown });
    }
    case 'question.declined':
      return become(state, event.questionId, { standing: { is: 'declined' } });
    case 'question.withdrawn':
      return become(state, event.questionId, { standing: { is: 'withdrawn' } });
    case 'question.merged':
      return become(state, event.questionId, { standing: { is: 'merged', into: event.into } });
    case 'question.answered':
      return become(state, event.questionId, { standing: { is: 'answered', at } });
    case 'question.proposed': {
      const { questionId, proposalId } = event;
      const question = state.questions[questionId];
      return question === undefined ? state : put(state, { ...question, proposal: proposalId });
    }
    case 'question.pinned':
      return { ...state, pinned: event.questionId };
    case 'question.staged':
      return { ...state, staged: event.question && { ...event.question, at } };
  }
}

const shown = { standing: { is: 'shown' }, wasShown: true } as const;

function put(state: QuestionsState, question: Question): QuestionsState {
  return { ...state, questions: { ...state.questions, [question.questionId]: question } };
}

/** What stands no more is neither pinned nor on the hall's screen. */
function become(state: QuestionsState, id: Question['questionId'], more: Pick<Question, 'standing'>): QuestionsState {
  const question = state.questions[id];
  const { pinned, staged } = state;
  return {
    ...(question === undefined ? state : put(state, { ...question, ...more })),
    pinned: pinned === id ? null : pinned,
    staged: staged?.questionId === id ? null : staged,
  };
}

/** Others than the desk hear of a question when it is let through; the hall's screen, of the one that is put on it (QUEST-2). */
export function viewQuestion(
  { event }: Recorded<QuestionEvent>,
  before: QuestionsState,
  after: QuestionsState,
  audience: Audience,
): readonly QuestionEvent[] {
  if (audience === 'desk') return [event];
  if (audience === 'stage') {
    if (event.type === 'question.staged') return [event];
    return before.staged !== after.staged ? [{ type: 'question.staged', question: null }] : [];
  }
  switch (event.type) {
    case 'question.asked':
      return event.isShown ? [event] : [];
    case 'question.arranged':
    case 'question.shown':
    case 'question.pinned':
    case 'question.staged':
      return [event];
    default:
      return isSeen(before.questions[event.questionId]) ? [event] : [];
  }
}

export function viewQuestionsState(state: QuestionsState, audience: Audience): QuestionsState {
  if (audience === 'desk') return state;
  if (audience === 'stage') return { ...initialQuestions, seesWaiting: false, staged: state.staged };
  const seen = Object.values(state.questions).filter(isSeen);
  return {
    ...state,
    seesWaiting: false,
    questions: Object.fromEntries(seen.map((question) => [question.questionId, question])),
  };
}

/** Was it ever let through? What was taken from view since keeps its place, so that a page that holds it says so. */
function isSeen(question: Question | undefined): boolean {
  return question?.wasShown === true;
}
