/** All words in English, a file for each noun. This is the shape that the other languages must have. */
import { comment } from './en/comment.ts';
import { desk } from './en/desk.ts';
import { draft } from './en/draft.ts';
import { drafting } from './en/drafting.ts';
import { editing } from './en/editing.ts';
import { follow } from './en/follow.ts';
import { forum } from './en/forum.ts';
import { frame } from './en/frame.ts';
import { help } from './en/help.ts';
import { history } from './en/history.ts';
import { line } from './en/line.ts';
import { people } from './en/people.ts';
import { poll } from './en/poll.ts';
import { proposal } from './en/proposal.ts';
import { record } from './en/record.ts';
import { refusals, type RefusalWords } from './en/refusals.ts';
import { settings } from './en/settings.ts';
import { sitting } from './en/sitting.ts';
import { stage } from './en/stage.ts';

const sentences: RefusalWords = refusals;

export const en = {
  frame,
  line,
  settings,
  help,
  people,
  forum,
  sitting,
  draft,
  drafting,
  editing,
  history,
  proposal,
  comment,
  poll,
  desk,
  stage,
  follow,
  record,
  refusals: sentences,
};
