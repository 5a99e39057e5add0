/** What do the page's two live regions say? `announce` for what may wait, `alarm` for what may not, such as a vote that opens. */
import { createAnnouncer } from './announcer.ts';

class Announcements {
  polite = $state('');
  urgent = $state('');
}

export const announcements = new Announcements();

const announcer = createAnnouncer(
  { now: () => Date.now(), after: (ms, run) => void setTimeout(run, ms) },
  // The same words a second time are a change only if something differs.
  (words) => (announcements.polite = words === announcements.polite ? `${words}\u00a0` : words),
);

/** Says a sentence when there is a pause. For changes of votes and speakers; never for other people's typing. */
export function announce(sentence: string): void {
  announcer.say(sentence);
}

/** Says a sentence at once, and once. */
export function alarm(sentence: string): void {
  announcements.urgent = sentence;
}
