/** The words of those who conduct and draft, in Russian. */
import type { WorkingWords } from './catalogue.ts';
import { comment } from './ru/comment.ts';
import { desk } from './ru/desk.ts';
import { drafting } from './ru/drafting.ts';
import { history } from './ru/history.ts';
import { proposal } from './ru/proposal.ts';
import { workingRefusals } from './ru/working-refusals.ts';

export const working: WorkingWords = {
  comment,
  desk,
  drafting,
  history,
  proposal,
  refusals: workingRefusals,
};
