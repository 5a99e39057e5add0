/** What can have happened to a question? Of one without a name the actor is the server, and nothing says whose it is. */
import type { PersonId, ProposalId, QuestionId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';

export type QuestionEvent =
  | {
      readonly type: 'question.arranged';
      readonly isOpen?: boolean;
      readonly isModerated?: boolean;
      readonly isNamelessAllowed?: boolean;
    }
  | {
      readonly type: 'question.asked';
      readonly questionId: QuestionId;
      readonly asker: PersonId | null;
      readonly words: string;
      readonly lang: Lang;
      /** Nobody has to let it through. */
      readonly isShown: boolean;
    }
  /** With all of it, for whoever has not seen it before; `askedAt` is when it was asked. */
  | {
      readonly type: 'question.shown';
      readonly questionId: QuestionId;
      readonly asker: PersonId | null;
      readonly words: string;
      readonly lang: Lang;
      readonly askedAt: number;
    }
  | { readonly type: 'question.declined'; readonly questionId: QuestionId }
  | { readonly type: 'question.withdrawn'; readonly questionId: QuestionId }
  | { readonly type: 'question.merged'; readonly questionId: QuestionId; readonly into: QuestionId }
  | { readonly type: 'question.pinned'; readonly questionId: QuestionId | null }
  | {
      readonly type: 'question.staged';
      readonly question: {
        readonly questionId: QuestionId;
        readonly asker: PersonId | null;
        readonly words: string;
        readonly lang: Lang;
      } | null;
    }
  | { readonly type: 'question.answered'; readonly questionId: QuestionId }
  | { readonly type: 'question.proposed'; readonly questionId: QuestionId; readonly proposalId: ProposalId };
