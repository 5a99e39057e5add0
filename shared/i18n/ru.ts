/** All words in Russian, a file for each noun. */
import type { Catalogue } from './catalogue.ts';
import { comment } from './ru/comment.ts';
import { desk } from './ru/desk.ts';
import { draft } from './ru/draft.ts';
import { drafting } from './ru/drafting.ts';
import { editing } from './ru/editing.ts';
import { follow } from './ru/follow.ts';
import { forum } from './ru/forum.ts';
import { frame } from './ru/frame.ts';
import { help } from './ru/help.ts';
import { history } from './ru/history.ts';
import { line } from './ru/line.ts';
import { people } from './ru/people.ts';
import { poll } from './ru/poll.ts';
import { proposal } from './ru/proposal.ts';
import { record } from './ru/record.ts';
import { refusals } from './ru/refusals.ts';
import { settings } from './ru/settings.ts';
import { sitting } from './ru/sitting.ts';
import { stage } from './ru/stage.ts';

export const ru: Catalogue = {
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
