/** What is said to those who listen, and how often? One line at a time, at most one in five seconds, nothing twice. */

/** The two things it needs of the world, so that tests need no waiting. Lengths and instants in ms. */
export interface AnnouncerClock {
  now(): number;
  after(ms: number, run: () => void): void;
}

export interface Announcer {
  /** Politely, when there is a pause; what has gathered meanwhile is said in one breath. */
  say(words: string): void;
}

/** Lines that come within this time are one line. */
export const gatherMs = 400;
/** From one line to the next. */
export const pauseMs = 5000;

/** `speak` puts the words where a screen reader hears them. */
export function createAnnouncer(clock: AnnouncerClock, speak: (words: string) => void): Announcer {
  let waiting: string[] = [];
  let spokenAt = Number.NEGATIVE_INFINITY;
  let planned = false;

  function speakAll(): void {
    planned = false;
    spokenAt = clock.now();
    const words = waiting.join(' ');
    waiting = [];
    speak(words);
  }

  return {
    say(words) {
      if (waiting.includes(words)) return;
      waiting.push(words);
      if (planned) return;
      planned = true;
      clock.after(Math.max(gatherMs, spokenAt + pauseMs - clock.now()), speakAll);
    },
  };
}
