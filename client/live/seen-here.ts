/** How is what a page shows kept for a time without a line, and found again? The part that every page loads: the rest comes when needed. */
import type { SittingId } from '../../shared/lib/ids.ts';
import { peopleHere, personHere } from './here.ts';
import type { SeenSitting } from './kept-seen.ts';

/** The first time soon, then now and then: a phone writes it whole. */
const firstAfterMs = 2_000;
const againAfterMs = 20_000;
/** The device is not waited for longer than this before the server is asked, ms. */
const patienceMs = 1_000;

/** Does this browser keep anything at all? */
function canKeep(): boolean {
  return globalThis.indexedDB !== undefined;
}

/** What the person who was last signed in here saw last of the sitting; `null`: nothing. */
export async function seenHere(sittingId: SittingId): Promise<SeenSitting | null> {
  const people = peopleHere();
  if (people.length === 0 || !canKeep()) return null;
  const search = async (): Promise<SeenSitting | null> => {
    const { readSeen } = await import('./kept-seen.ts');
    for (const personId of people) {
      const seen = await readSeen(personId, sittingId);
      // Somebody else may have signed in to this forum since.
      if (seen !== null && personHere(seen.forumId) === personId) return seen;
    }
    return null;
  };
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs));
  return Promise.race([search().catch(() => null), tooLate]);
}

/** All that the people signed in here can read without a line, the last seen first. */
export async function allSeenHere(): Promise<SeenSitting[]> {
  const people = peopleHere();
  if (people.length === 0 || !canKeep()) return [];
  const { allSeen } = await import('./kept-seen.ts');
  const seen = (await Promise.all(people.map((personId) => allSeen(personId)))).flat();
  return seen.filter(({ forumId, mine }) => personHere(forumId) === mine.personId).sort((a, b) => b.at - a.at);
}

/** Keeps what a page shows, while it is live. */
export class SeenKeeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasKept = false;
  #isChanged = false;

  /** `read`: what is shown now; `null` while not all of it has come. */
  constructor(private readonly read: () => SeenSitting | null) {
    globalThis.document?.addEventListener('visibilitychange', this.#onHidden);
    globalThis.addEventListener?.('pagehide', this.#onHidden);
  }

  /** Something has come. */
  changed(): void {
    this.#isChanged = true;
    if (canKeep()) this.#timer ??= setTimeout(() => this.keepNow(), this.#wasKept ? againAfterMs : firstAfterMs);
  }

  keepNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const seen = this.#isChanged && canKeep() ? this.read() : null;
    if (seen === null) return;
    this.#isChanged = false;
    this.#wasKept = true;
    // Full or forbidden: then it can be read with a line alone, as before.
    void import('./kept-seen.ts').then(({ keepSeen }) => keepSeen(seen)).catch(() => undefined);
  }

  close(): void {
    this.keepNow();
    globalThis.document?.removeEventListener('visibilitychange', this.#onHidden);
    globalThis.removeEventListener?.('pagehide', this.#onHidden);
  }

  readonly #onHidden = (): void => {
    if (globalThis.document?.visibilityState !== 'visible') this.keepNow();
  };
}
