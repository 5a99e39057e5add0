/** What does this page do about the vote that is open? It holds my choice, sends it, and knows where the ballot stands. */
import type { PollId } from '../../../shared/lib/ids.ts';
import type { PollAnswer } from '../../../shared/poll/poll-answer.ts';
import { openPoll, type Poll } from '../../../shared/poll/poll.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';
import {
  attemptFor,
  nextAttempt,
  placeOfBallot,
  toBallotState,
  type Attempt,
  type BallotDeed,
  type BallotPlace,
  type BallotState,
} from './ballot-state.ts';
import { receiptsHere, rememberReceipt } from './receipts-here.ts';

/** So long a result stands where the ballot stood, ms. */
const resultStandsMs = 8_000;

export class Ballot {
  readonly #assembly: Assembly;
  /** What this page has done, and about which poll: what arrives from the server never touches it. */
  #held = $state.raw<{ readonly pollId: PollId; readonly attempt: Attempt } | null>(null);
  #receipts = $state.raw<ReadonlySet<string>>(receiptsHere());
  #laterIn = $state<PollId | null>(null);
  /** The poll whose ballot has the screen, or had it until the close. */
  #shownIn = $state<PollId | null>(null);
  #isWriting = $state(false);
  #timeAsked = $state.raw<{ readonly pollId: PollId; readonly isHeard: boolean } | null>(null);
  /** What is filled in and not sent: it outlives *Later*, and nothing that arrives touches it (CAST-4). */
  #half = $state.raw<{ readonly pollId: PollId; readonly answer: PollAnswer } | null>(null);
  /** The closed poll whose result the reader has put away. */
  #putAway = $state<PollId | null>(null);

  readonly #open: Poll | null;
  /** The poll whose ballot had the screen, once it is closed: also one that was annulled. */
  readonly #last: Poll | null;
  readonly #state: BallotState | null;

  constructor(assembly: Assembly) {
    this.#assembly = assembly;
    this.#open = $derived(assembly.sitting === null ? null : openPoll(assembly.sitting.poll));
    this.#last = $derived.by(() => {
      const poll = this.#shownIn === null ? undefined : assembly.sitting?.poll.polls[this.#shownIn];
      return poll === undefined || poll.closedAt === null ? null : poll;
    });
    this.#state = $derived.by(() => {
      const poll = this.#open;
      if (poll === null) return null;
      // Looked at anew as the clock runs; without a vote nothing ticks.
      void assembly.ticking;
      return this.stateOf(poll);
    });
  }

  /** The open vote, or `null`. */
  get poll(): Poll | null {
    return this.#open;
  }

  /** Where my vote in the open poll is; `null` without one. */
  get state(): BallotState | null {
    return this.#state;
  }

  /** Where my vote in any poll is; after its close for the line under the result. */
  stateOf(poll: Poll): BallotState {
    return toBallotState({
      poll,
      mine: this.#assembly.mine?.poll ?? null,
      attempt: attemptFor(poll.pollId, this.#held),
      receiptsHere: this.#receipts,
      isLive: this.#assembly.line === 'live',
      now: this.#assembly.now(),
    });
  }

  /** Where the ballot stands on a phone. */
  get place(): BallotPlace {
    const [poll, state] = [this.#open, this.#state];
    if (poll === null || state === null) return 'nowhere';
    return placeOfBallot({
      state,
      isWriting: this.#isWriting,
      isLater: this.#laterIn === poll.pollId,
      isShown: this.#shownIn === poll.pollId,
    });
  }

  /** An open vote waits for me: the tab's title counts, the phone stays awake. */
  get waitsForMe(): boolean {
    const is = this.#state?.is;
    return is === 'asking' || is === 'not-sent';
  }

  /** The closed poll whose result stands where its ballot stood; `null` once it is put away or eight seconds are over. */
  get resultShown(): Poll | null {
    const last = this.#last;
    if (this.#open !== null || last === null || this.#putAway === last.pollId) return null;
    return last;
  }

  /** Watches the focus, the ballot's place and the result's eight seconds. Call in an effect; returns the way to stop. */
  watch(): () => void {
    const read = (): void => void (this.#isWriting = isTextField(document.activeElement));
    // The focus passes through nothing on its way from one field to the next.
    const readSoon = (): void => void setTimeout(read, 120);
    document.addEventListener('focusin', read);
    document.addEventListener('focusout', readSoon);
    read();
    const stop = $effect.root(() => {
      $effect(() => {
        if (this.place === 'screen') this.#shownIn = this.#open?.pollId ?? null;
      });
      $effect(() => {
        const shown = this.resultShown;
        if (shown === null) return;
        const timer = setTimeout(() => this.putAway(), resultStandsMs);
        return () => clearTimeout(timer);
      });
    });
    return () => {
      document.removeEventListener('focusin', read);
      document.removeEventListener('focusout', readSoon);
      stop();
    };
  }

  /** One tap sends. A second tap while it is under way changes nothing. */
  async answer(poll: Poll, given: PollAnswer): Promise<void> {
    const before = attemptFor(poll.pollId, this.#held);
    if (before.is === 'underway') return;
    const { pollId, paperHash } = poll;
    this.#do(pollId, { does: 'answer', answer: given });
    const answer = await this.#assembly.cast(pollId, given, paperHash, {
      on: (delivery) => this.#do(pollId, { does: 'deliver', delivery }),
      isLate: () => this.#isLate(pollId),
    });
    if (answer.ok) {
      if (this.#half?.pollId === pollId) this.#half = null;
      rememberReceipt(answer.value.receipt);
      this.#receipts = new Set([...this.#receipts, answer.value.receipt]);
    }
    this.#do(pollId, { does: 'hear', answer });
  }

  /** What is filled in and not sent in this poll; `null`: nothing. */
  halfOf(poll: Poll): PollAnswer | null {
    return this.#half?.pollId === poll.pollId ? this.#half.answer : null;
  }

  fillIn(poll: Poll, answer: PollAnswer): void {
    this.#half = { pollId: poll.pollId, answer };
  }

  /** I asked for more time in this poll, and the desk has heard it. */
  hasAskedTime(poll: Poll): boolean {
    return this.#timeAsked?.pollId === poll.pollId && this.#timeAsked.isHeard;
  }

  /** Asks the desk for more time, once; asked again while that is under way, nothing more is sent. */
  async askMoreTime(poll: Poll): Promise<void> {
    const { pollId } = poll;
    if (this.#timeAsked?.pollId === pollId) return;
    this.#timeAsked = { pollId, isHeard: false };
    const answer = await this.#assembly.send({ type: 'poll.ask-more-time', pollId });
    // Asked from another device before: heard all the same.
    const isHeard = answer.ok || answer.code === 'asked-already';
    this.#timeAsked = isHeard ? { pollId, isHeard } : null;
  }

  /** Shows the answers again; the vote that was accepted counts until another one is. */
  change(poll: Poll): void {
    this.#do(poll.pollId, { does: 'change' });
  }

  /** Leaves the earlier vote as it is. */
  keep(poll: Poll): void {
    this.#do(poll.pollId, { does: 'keep' });
  }

  /** Back to what I did; the strip keeps the clock. */
  later(): void {
    this.#laterIn = this.#open?.pollId ?? null;
  }

  /** From the strip or the bar back to the ballot. */
  show(): void {
    this.#laterIn = null;
    this.#shownIn = this.#open?.pollId ?? null;
  }

  putAway(): void {
    this.#putAway = this.#last?.pollId ?? null;
  }

  /** The vote is over by the server's clock, or closed by hand as far as is known here. */
  #isLate(pollId: PollId): boolean {
    const poll = this.#assembly.sitting?.poll.polls[pollId];
    return poll === undefined || poll.closedAt !== null || this.#assembly.now() >= poll.closesAt;
  }

  #do(pollId: PollId, deed: BallotDeed): void {
    // A late report of an earlier vote does not begin a new one.
    if (deed.does !== 'answer' && deed.does !== 'change' && this.#held?.pollId !== pollId) return;
    this.#held = { pollId, attempt: nextAttempt(attemptFor(pollId, this.#held), deed) };
  }
}

function isTextField(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element.tagName === 'TEXTAREA') return true;
  return element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range'].includes(element.type);
}
