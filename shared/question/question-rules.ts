/** Who may ask a question, who lets it through, and what becomes of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { Lang } from '../lib/lang.ts';
import type { QuestionId } from '../lib/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { ProposalCommand } from '../proposal/proposal-commands.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import { namelessMost, standingMost, type Question, type QuestionsState } from './question.ts';
import type { QuestionCommand } from './question-commands.ts';
import type { QuestionEvent } from './question-events.ts';

export type QuestionRefusalCode =
  | 'not-permitted'
  | 'sitting-closed'
  | 'questions-shut'
  | 'questions-unchanged'
  | 'nameless-not-allowed'
  | 'question-known'
  | 'question-unknown'
  | 'question-not-waiting'
  | 'question-not-shown'
  | 'question-over'
  | 'questions-too-many'
  | 'nameless-too-many'
  | 'question-same'
  | 'proposed-already';

export interface QuestionContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  /** The languages of the sitting's texts, the first one first. */
  readonly languages: readonly Lang[];
  /** What the noun of proposals says of showing this one. */
  readonly showProposal: (
    command: Extract<ProposalCommand, { type: 'proposal.show' }>,
  ) => Result<readonly ProposalEvent[]>;
}

type Decided = Result<readonly (QuestionEvent | ProposalEvent)[]>;

/** Pure: permission before existence, then where it stands (RULES, QUEST-1 …). */
export function decideQuestion(state: QuestionsState, command: QuestionCommand, context: QuestionContext): Decided {
  const isOwn = command.type === 'question.ask' || command.type === 'question.withdraw';
  if (!actorMay(context, isOwn ? 'question.ask' : 'question.conduct')) return refuse('not-permitted');
  if (context.sittingIsClosed) return refuse<QuestionRefusalCode>('sitting-closed');
  if (mayBeHidden(state, command)) return ok([]);
  switch (command.type) {
    case 'question.arrange':
      return arrange(state, command);
    case 'question.ask':
      return ask(state, command, context);
    case 'question.withdraw': {
      const question = state.questions[command.questionId];
      const isMine = context.actor !== 'server' && question?.asker === context.actor.personId;
      if (!isMine) return refuse('not-permitted');
      return stands(question) ? ok([{ type: 'question.withdrawn', questionId: question.questionId }]) : over;
    }
    case 'question.show': {
      const question = state.questions[command.questionId];
      if (question === undefined) return unknown;
      if (question.standing.is === 'shown') return refuse<QuestionRefusalCode>('question-not-waiting');
      // Declined by mistake, it is let through after all; what was taken back, united or answered is not.
      if (question.standing.is !== 'waiting' && question.standing.is !== 'declined') return over;
      const { questionId, asker, words, lang, at } = question;
      return ok([{ type: 'question.shown', questionId, asker, words, lang, askedAt: at }]);
    }
    case 'question.decline': {
      const question = state.questions[command.questionId];
      if (question === undefined) return unknown;
      return stands(question) ? ok([{ type: 'question.declined', questionId: question.questionId }]) : over;
    }
    case 'question.merge':
      return merge(state, command.questionId, command.into);
    case 'question.pin': {
      if (command.questionId === state.pinned) return refuse<QuestionRefusalCode>('questions-unchanged');
      const standing = shown(state, command.questionId);
      return standing.ok ? ok([{ type: 'question.pinned', questionId: command.questionId }]) : standing;
    }
    case 'question.stage': {
      const found = shown(state, command.questionId);
      if (!found.ok) return found;
      if (found.value?.questionId === state.staged?.questionId)
        return refuse<QuestionRefusalCode>('questions-unchanged');
      if (found.value === null) return ok([{ type: 'question.staged', question: null }]);
      const { questionId, asker, words, lang } = found.value;
      return ok([{ type: 'question.staged', question: { questionId, asker, words, lang } }]);
    }
    case 'question.answer': {
      const found = shown(state, command.questionId);
      return found.ok ? ok([{ type: 'question.answered', questionId: command.questionId }]) : found;
    }
    case 'question.propose':
      return propose(state, command, context);
    default:
      return assertNever(command);
  }
}

/** Is it about one that this page may not see? Then only the server can say. */
function mayBeHidden(state: QuestionsState, command: QuestionCommand): boolean {
  if (state.seesWaiting || command.type === 'question.ask' || command.type === 'question.arrange') return false;
  const ids = command.type === 'question.merge' ? [command.questionId, command.into] : [command.questionId];
  return ids.some((questionId) => questionId !== null && state.questions[questionId] === undefined);
}

const over = refuse<QuestionRefusalCode>('question-over');
const unknown = refuse<QuestionRefusalCode>('question-unknown');

function arrange(
  state: QuestionsState,
  { isOpen, isModerated, isNamelessAllowed }: Extract<QuestionCommand, { type: 'question.arrange' }>,
): Decided {
  const wanted = {
    ...(isOpen !== undefined && isOpen !== state.isOpen && { isOpen }),
    ...(isModerated !== undefined && isModerated !== state.isModerated && { isModerated }),
    ...(isNamelessAllowed !== undefined && isNamelessAllowed !== state.isNamelessAllowed && { isNamelessAllowed }),
  };
  if (Object.keys(wanted).length === 0) return refuse<QuestionRefusalCode>('questions-unchanged');
  return ok([{ type: 'question.arranged', ...wanted }]);
}

/** Without a name it says nobody's, and always waits to be let through (QUEST-3). */
function ask(
  state: QuestionsState,
  { questionId, words, lang, nameless }: Extract<QuestionCommand, { type: 'question.ask' }>,
  { actor, languages }: QuestionContext,
): Decided {
  if (actor === 'server') return refuse('not-permitted');
  if (!state.isOpen) return refuse<QuestionRefusalCode>('questions-shut');
  if (nameless && !state.isNamelessAllowed) return refuse<QuestionRefusalCode>('nameless-not-allowed');
  if (state.questions[questionId] !== undefined) return refuse<QuestionRefusalCode>('question-known');
  const standing = Object.values(state.questions).filter((question) => stands(question));
  if (nameless) {
    const waiting = standing.filter(({ asker, standing: now }) => asker === null && now.is === 'waiting');
    if (waiting.length >= namelessMost) return refuse<QuestionRefusalCode>('nameless-too-many');
  } else if (standing.filter(({ asker }) => asker === actor.personId).length >= standingMost) {
    return refuse<QuestionRefusalCode>('questions-too-many', { most: standingMost });
  }
  const said = languages.includes(lang) ? lang : (languages[0] ?? lang);
  const asker = nameless ? null : actor.personId;
  const isShown = !nameless && !state.isModerated;
  return ok([{ type: 'question.asked', questionId, asker, words, lang: said, isShown }]);
}

function merge(state: QuestionsState, questionId: QuestionId, into: QuestionId): Decided {
  const question = state.questions[questionId];
  if (question === undefined) return unknown;
  if (questionId === into) return refuse<QuestionRefusalCode>('question-same');
  if (!stands(question)) return over;
  const found = shown(state, into);
  return found.ok ? ok([{ type: 'question.merged', questionId, into }]) : found;
}

function propose(
  state: QuestionsState,
  { questionId, draftId }: Extract<QuestionCommand, { type: 'question.propose' }>,
  context: QuestionContext,
): Decided {
  const question = state.questions[questionId];
  if (question === undefined || question.wasShown !== true) return refuse<QuestionRefusalCode>('question-not-shown');
  if (question.proposal !== undefined) return refuse<QuestionRefusalCode>('proposed-already');
  const proposalId = context.newId('proposal');
  const proposed = context.showProposal({
    type: 'proposal.show',
    proposalId,
    draftId,
    about: { is: 'new', kind: 'operative', after: null },
    body: { [question.lang]: question.words },
    addressee: null,
    due: null,
  });
  return proposed.ok ? ok([...proposed.value, { type: 'question.proposed', questionId, proposalId }]) : proposed;
}

/** `null` stays `null`. */
function shown(state: QuestionsState, questionId: QuestionId | null): Result<Question | null> | Refusal {
  if (questionId === null) return ok(null);
  const question = state.questions[questionId];
  if (question === undefined) return unknown;
  return question.standing.is === 'shown' ? ok(question) : refuse<QuestionRefusalCode>('question-not-shown');
}

function stands(question: Question | undefined): question is Question {
  return question?.standing.is === 'waiting' || question?.standing.is === 'shown';
}
