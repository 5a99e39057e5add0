/** What is a question from the audience? Words, who asked them unless it was asked without a name, and what became of it. */
import type { PersonId, ProposalId, QuestionId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';

export type QuestionStanding =
  /** Only the desk sees it, and who asked. */
  | { readonly is: 'waiting' }
  | { readonly is: 'shown' }
  | { readonly is: 'answered'; readonly at: number }
  /** Not let through, or taken from view. */
  | { readonly is: 'declined' }
  | { readonly is: 'withdrawn' }
  /** The same as another one. */
  | { readonly is: 'merged'; readonly into: QuestionId };

export interface Question {
  readonly questionId: QuestionId;
  /** `null`: asked without a name; nobody knows, the server neither. */
  readonly asker: PersonId | null;
  readonly words: string;
  readonly lang: Lang;
  /** ms UTC. */
  readonly at: number;
  readonly standing: QuestionStanding;
  /** All have seen it; left out: only the desk has. */
  readonly wasShown?: true;
  /** The clause that was proposed of it; left out: none. */
  readonly proposal?: ProposalId;
}

/** What the hall's screen shows of it. */
export interface StagedQuestion extends Pick<Question, 'questionId' | 'asker' | 'words' | 'lang'> {
  readonly at: number;
}

export interface QuestionsState {
  /** What waits is seen here. Where it is not, what is unknown may be there all the same: the server knows. */
  readonly seesWaiting: boolean;
  /** May one ask? */
  readonly isOpen: boolean;
  /** Others see a question when the moderator has let it through, and not before. One without a name always waits for that. */
  readonly isModerated: boolean;
  /** May one ask without a name? */
  readonly isNamelessAllowed: boolean;
  readonly questions: Readonly<Record<QuestionId, Question>>;
  /** Stands first; `null`: none. */
  readonly pinned: QuestionId | null;
  /** On the hall's screen; `null`: none. */
  readonly staged: StagedQuestion | null;
}

export const initialQuestions: QuestionsState = {
  seesWaiting: true,
  isOpen: false,
  isModerated: true,
  isNamelessAllowed: false,
  questions: {},
  pinned: null,
  staged: null,
};

/** Longest question, in UTF-16 units: read aloud in half a minute. */
export const questionMost = 500;

/** So many of one person's may wait or stand unanswered at once. */
export const standingMost = 5;

/** So many without a name may wait at once, whoever they are of. */
export const namelessMost = 100;

/** Has anything been asked here, or may it be? A page shows nothing of it before. */
export function areQuestionsUsed({ isOpen, questions }: QuestionsState): boolean {
  return isOpen || Object.keys(questions).length > 0;
}

/** Is it between its author and the desk? */
export function isHidden({ standing, wasShown }: Question): boolean {
  return standing.is === 'waiting' || (standing.is === 'declined' && wasShown !== true);
}

/** How many say *I want to know that too*: by question; left out: nobody. */
export type Upvotes = Readonly<Record<QuestionId, number>>;
