/** The words of every page, in Russian: all that is read before somebody conducts or drafts. */
import type { ReadingWords } from './catalogue.ts';
import { announcement } from './ru/announcement.ts';
import { draft } from './ru/draft.ts';
import { editing } from './ru/editing.ts';
import { follow } from './ru/follow.ts';
import { forum } from './ru/forum.ts';
import { frame } from './ru/frame.ts';
import { help } from './ru/help.ts';
import { line } from './ru/line.ts';
import { people } from './ru/people.ts';
import { poll } from './ru/poll.ts';
import { record } from './ru/record.ts';
import { refusals } from './ru/refusals.ts';
import { settings } from './ru/settings.ts';
import { sitting } from './ru/sitting.ts';
import { stage } from './ru/stage.ts';

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
