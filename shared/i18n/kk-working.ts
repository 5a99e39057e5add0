/** The words of those who conduct and draft, in Kazakh. */
import type { WorkingWords } from './catalogue.ts';
import { comment } from './kk/comment.ts';
import { desk } from './kk/desk.ts';
import { drafting } from './kk/drafting.ts';
import { history } from './kk/history.ts';
import { proposal } from './kk/proposal.ts';
import { workingRefusals } from './kk/working-refusals.ts';

export const working: WorkingWords = {
  comment,
  desk,
  drafting,
  history,
  proposal,
  refusals: workingRefusals,
};
