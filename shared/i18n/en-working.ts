/** The words of those who conduct and draft, in English. The shape of the other languages. */
import { comment } from './en/comment.ts';
import { desk } from './en/desk.ts';
import { drafting } from './en/drafting.ts';
import { history } from './en/history.ts';
import { proposal } from './en/proposal.ts';
import { workingRefusals, type WorkingRefusalWords } from './en/working-refusals.ts';

const refusals: WorkingRefusalWords = workingRefusals;

export const working = {
  comment,
  desk,
  drafting,
  history,
  proposal,
  refusals,
};
