/** What does this page do about the vote that is open? It holds my choice, sends it, and knows where the ballot stands. */
import type { PollId, SeatId } from '../../../shared/lib/ids.ts';
import type { PollAnswer } from '../../../shared/poll/poll-answer.ts';
import { openPoll, type Poll } from '../../../shared/poll/poll.ts';
import type { MineEntrusted } from '../../../shared/protocol/messages.ts';
import type { Assembly } from '../../live/assembly.svelte.ts';
import {
  attemptFor,
  mineFor,
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

/** For whom: a seat that was entrusted to me, or `null`, my own. */
type ForSeat = SeatId | null;

interface Held {
  readonly pollId: PollId;
  readonly attempt: Attempt;
}

export class Ballot {
  readonly #assembly: Assembly;
  /** What this page has done for each seat, and about which poll: what arrives from the server never touches it. */
  #held = $state.raw<ReadonlyMap<ForSeat, Held>>(new Map());
  #receipts = $state.raw<ReadonlySet<string>>(receiptsHere());
  #laterIn = $state<PollId | null>(null);
  /** The poll whose ballot has the screen, or had it until the close. */
  #shownIn = $state<PollId | null>(null);
  #isWriting = $state(false);
  #timeAsked = $state.raw<{ readonly pollId: PollId; readonly isHeard: boolean } | null>(null);
  /** What is filled in and not sent: it outlives *Later*, and nothing that arrives touches it (CAST-4). */
  #half = $state.raw<ReadonlyMap<ForSeat, { readonly pollId: PollId; readonly answer: PollAnswer }>>(new Map());
  /** Whose ballot the reader has in hand; without a word of theirs, the first that waits. */
  #chosen = $state.raw<{ readonly pollId: PollId; readonly seatId: ForSeat } | null>(null);
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
      return this.stateOf(poll, this.seatAsked);
    });
  }

  /** The open vote, or `null`. */
  get poll(): Poll | null {
    return this.#open;
  }

  /** Where the vote is whose ballot stands there now; `null` without an open poll. */
  get state(): BallotState | null {
    return this.#state;
  }

  /** Where my vote in any poll is; after its close for the line under the result. */
  stateOf(poll: Poll, seatId: SeatId | null = null): BallotState {
    return toBallotState({
      poll,
      mine: mineFor(this.#assembly.mine?.poll ?? null, seatId),
      attempt: attemptFor(poll.pollId, this.#held.get(seatId) ?? null),
      receiptsHere: this.#receipts,
      isLive: this.#assembly.line === 'live',
      now: this.#assembly.now(),
    });
  }

  /** Seats in this poll that I answer for beside my own. */
  entrustedIn({ pollId }: Poll): readonly MineEntrusted[] {
    const mine = this.#assembly.mine?.poll;
    return mine?.pollId === pollId ? (mine.entrusted ?? []) : [];
  }

  /** For which of them no answer was taken yet. */
  waitingIn(poll: Poll): readonly MineEntrusted[] {
    return this.entrustedIn(poll).filter(({ seatId }) => isWaiting(this.stateOf(poll, seatId)));
  }

  /** For whom the ballot is that stands there now: an entrusted seat, or `null`, my own. One at a time. */
  get seatAsked(): SeatId | null {
    const poll = this.#open;
    if (poll === null) return null;
    const chosen = this.#chosen;
    const held = this.entrustedIn(poll);
    if (
      chosen?.pollId === poll.pollId &&
      (chosen.seatId === null || held.some((one) => one.seatId === chosen.seatId))
    ) {
      return chosen.seatId;
    }
    if (held.length === 0 || !isAnswered(this.stateOf(poll))) return null;
    return this.waitingIn(poll)[0]?.seatId ?? null;
  }

  /** The reader takes another ballot in hand. */
  choose(poll: Poll, seatId: SeatId | null): void {
    this.#chosen = { pollId: poll.pollId, seatId };
  }

  /** Where the ballot stands on a phone. */
  get place(): BallotPlace {
    const [poll, state] = [this.#open, this.#state];
    if (poll === null || state === null) return 'nowhere';
    const here = {
      isWriting: this.#isWriting,
      isLater: this.#laterIn === poll.pollId,
      isShown: this.#shownIn === poll.pollId,
    };
    const place = placeOfBallot({ state, ...here });
    const [waiting] = place === 'nowhere' ? this.waitingIn(poll) : [];
    return waiting === undefined ? place : placeOfBallot({ state: this.stateOf(poll, waiting.seatId), ...here });
  }

  /** An open vote waits for me: the tab's title counts, the phone stays awake. */
  get waitsForMe(): boolean {
    const [poll, state] = [this.#open, this.#state];
    if (poll === null || state === null) return false;
    return isWaiting(state) || isWaiting(this.stateOf(poll)) || this.waitingIn(poll).length > 0;
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
  async answer(poll: Poll, given: PollAnswer, seatId: SeatId | null = null): Promise<void> {
    const { pollId, paperHash } = poll;
    const before = attemptFor(pollId, this.#held.get(seatId) ?? null);
    if (before.is === 'underway') return;
    // What was answered stays in sight: the next ballot comes when it is asked for, not under a finger that is still there.
    if (this.entrustedIn(poll).length > 0) this.choose(poll, seatId);
    this.#do(pollId, seatId, { does: 'answer', answer: given });
    const watch = {
      on: (delivery: 'waiting' | 'sending') => this.#do(pollId, seatId, { does: 'deliver', delivery }),
      isLate: () => this.#isLate(pollId),
    };
    const answer = await this.#assembly.cast(pollId, given, paperHash, watch, seatId);
    if (answer.ok) {
      if (this.#half.get(seatId)?.pollId === pollId) this.#half = without(this.#half, seatId);
      rememberReceipt(answer.value.receipt);
      this.#receipts = new Set([...this.#receipts, answer.value.receipt]);
    }
    this.#do(pollId, seatId, { does: 'hear', answer });
  }

  /** What is filled in and not sent in this poll; `null`: nothing. */
  halfOf(poll: Poll, seatId: SeatId | null = null): PollAnswer | null {
    const half = this.#half.get(seatId);
    return half?.pollId === poll.pollId ? half.answer : null;
  }

  fillIn(poll: Poll, answer: PollAnswer, seatId: SeatId | null = null): void {
    this.#half = new Map([...this.#half, [seatId, { pollId: poll.pollId, answer }]]);
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
  change(poll: Poll, seatId: SeatId | null = null): void {
    if (this.entrustedIn(poll).length > 0) this.choose(poll, seatId);
    this.#do(poll.pollId, seatId, { does: 'change' });
  }

  /** Leaves the earlier vote as it is. */
  keep(poll: Poll, seatId: SeatId | null = null): void {
    this.#do(poll.pollId, seatId, { does: 'keep' });
  }

  /** Back to what I did; the strip keeps the clock. */
  later(): void {
    this.#chosen = null;
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

  #do(pollId: PollId, seatId: ForSeat, deed: BallotDeed): void {
    const held = this.#held.get(seatId) ?? null;
    // A late report of an earlier vote does not begin a new one.
    if (deed.does !== 'answer' && deed.does !== 'change' && held?.pollId !== pollId) return;
    const attempt = nextAttempt(attemptFor(pollId, held), deed);
    this.#held = new Map([...this.#held, [seatId, { pollId, attempt }]]);
  }
}

function isWaiting({ is }: BallotState): boolean {
  return is === 'asking' || is === 'not-sent';
}

/** There is nothing more to do for it here. */
function isAnswered({ is }: BallotState): boolean {
  return ['accepted', 'in-hall', 'recused', 'late', 'no-seat', 'voted'].includes(is);
}

function without<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> {
  return new Map([...map].filter(([other]) => other !== key));
}

function isTextField(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element.tagName === 'TEXTAREA') return true;
  return element instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range'].includes(element.type);
}
