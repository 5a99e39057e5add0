/** The words of every page, in Kazakh: all that is read before somebody conducts or drafts. */
import type { ReadingWords } from './catalogue.ts';
import { announcement } from './kk/announcement.ts';
import { draft } from './kk/draft.ts';
import { editing } from './kk/editing.ts';
import { follow } from './kk/follow.ts';
import { forum } from './kk/forum.ts';
import { frame } from './kk/frame.ts';
import { help } from './kk/help.ts';
import { line } from './kk/line.ts';
import { people } from './kk/people.ts';
import { poll } from './kk/poll.ts';
import { record } from './kk/record.ts';
import { refusals } from './kk/refusals.ts';
import { settings } from './kk/settings.ts';
import { sitting } from './kk/sitting.ts';
import { stage } from './kk/stage.ts';

export const reading: ReadingWords = {
  announcement,
  draft,
  editing,
  follow,
  forum,
  frame,
  help,
  line,
  people,
  poll,
  record,
  refusals,
  settings,
  sitting,
  stage,
};
