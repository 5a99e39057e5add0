/** All words in Kazakh, a file for each noun. */
import type { Catalogue } from './catalogue.ts';
import { comment } from './kk/comment.ts';
import { desk } from './kk/desk.ts';
import { draft } from './kk/draft.ts';
import { drafting } from './kk/drafting.ts';
import { editing } from './kk/editing.ts';
import { follow } from './kk/follow.ts';
import { forum } from './kk/forum.ts';
import { frame } from './kk/frame.ts';
import { help } from './kk/help.ts';
import { history } from './kk/history.ts';
import { line } from './kk/line.ts';
import { people } from './kk/people.ts';
import { poll } from './kk/poll.ts';
import { proposal } from './kk/proposal.ts';
import { record } from './kk/record.ts';
import { refusals } from './kk/refusals.ts';
import { settings } from './kk/settings.ts';
import { sitting } from './kk/sitting.ts';
import { stage } from './kk/stage.ts';

export const kk: Catalogue = {
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
  refusals,
};
