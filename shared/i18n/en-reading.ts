/** The words of every page, in English: all that is read before somebody conducts or drafts. The shape of the other languages. */
import { announcement } from './en/announcement.ts';
import { draft } from './en/draft.ts';
import { editing } from './en/editing.ts';
import { follow } from './en/follow.ts';
import { forum } from './en/forum.ts';
import { frame } from './en/frame.ts';
import { help } from './en/help.ts';
import { line } from './en/line.ts';
import { people } from './en/people.ts';
import { poll } from './en/poll.ts';
import { record } from './en/record.ts';
import { refusals, type RefusalWords } from './en/refusals.ts';
import { settings } from './en/settings.ts';
import { sitting } from './en/sitting.ts';
import { stage } from './en/stage.ts';

const sentences: RefusalWords = refusals;

export const reading = {
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
  refusals: sentences,
  settings,
  sitting,
  stage,
};
