/** Where is my vote? Told from what the server has said and what this page has done; never ahead of the server. */
import type { PollId, SeatId } from '../../../shared/lib/ids.ts';
import type { Refusal, Result } from '../../../shared/lib/result.ts';
import { toBoxed, type PollAnswer } from '../../../shared/poll/poll-answer.ts';
import type { Choice, Poll } from '../../../shared/poll/poll.ts';
import type { BallotReceipt, MineEntrusted, MinePoll } from '../../../shared/protocol/messages.ts';

/** What this page has done about one poll. */
export type Attempt =
  | { readonly is: 'none' }
  /** *Change* was tapped: the answers stand there again, the earlier vote still counts. */
  | { readonly is: 'changing' }
  /** `wasOut`: it has been on the line at least once, so it may have arrived whatever we heard. */
  | {
      readonly is: 'underway';
      readonly answer: PollAnswer;
      readonly delivery: 'waiting' | 'sending';
      readonly wasOut: boolean;
    }
  | { readonly is: 'accepted'; readonly receipt: BallotReceipt }
  | { readonly is: 'refused'; readonly answer: PollAnswer; readonly refusal: Refusal }
  /** The vote closed and no answer had come. */
  | { readonly is: 'late'; readonly answer: PollAnswer; readonly wasOut: boolean };

export type BallotDeed =
  | { readonly does: 'answer'; readonly answer: PollAnswer }
  | { readonly does: 'change' }
  | { readonly does: 'keep' }
  | { readonly does: 'deliver'; readonly delivery: 'waiting' | 'sending' }
  | { readonly does: 'hear'; readonly answer: Result<BallotReceipt> };

export const noAttempt: Attempt = { is: 'none' };

/** What follows from a deed; the very same attempt where the deed means nothing in it (a second tap, a late report). */
export function nextAttempt(attempt: Attempt, deed: BallotDeed): Attempt {
  switch (deed.does) {
    case 'answer':
      if (attempt.is === 'underway') return attempt;
      return { is: 'underway', answer: deed.answer, delivery: 'waiting', wasOut: false };
    case 'change':
      return attempt.is === 'underway' ? attempt : { is: 'changing' };
    case 'keep':
      return attempt.is === 'changing' ? noAttempt : attempt;
    case 'deliver':
      if (attempt.is !== 'underway') return attempt;
      return { ...attempt, delivery: deed.delivery, wasOut: attempt.wasOut || deed.delivery === 'sending' };
    case 'hear': {
      if (attempt.is !== 'underway') return attempt;
      const { answer } = deed;
      if (answer.ok) return { is: 'accepted', receipt: answer.value };
      const given = attempt.answer;
      const { wasOut } = attempt;
      return answer.code === 'too-late-to-send'
        ? { is: 'late', answer: given, wasOut }
        : { is: 'refused', answer: given, refusal: answer };
    }
  }
}

/** What the ballot shows. Each state is a shape of its own, and says all that its words need. */
export type BallotState =
  /** What concerns me in this vote is not known yet. */
  | { readonly is: 'finding' }
  | { readonly is: 'late' }
  | { readonly is: 'no-seat' }
  /** I take no part in it. */
  | { readonly is: 'recused' }
  /** My card is counted in the hall; of a seat that was entrusted to me, its holder's. */
  | { readonly is: 'in-hall' }
  /** Of a seat that was entrusted to me: its holder voted, or it was entered by hand. */
  | { readonly is: 'voted' }
  /** The answers. `earlier`: what I have voted and may keep. `refusal`: what became of the last try. */
  | { readonly is: 'asking'; readonly earlier: BallotReceipt | null; readonly refusal: Refusal | null }
  | { readonly is: 'sending'; readonly answer: PollAnswer }
  /** No line; it goes out by itself when there is one, until the close. */
  | { readonly is: 'not-sent'; readonly answer: PollAnswer; readonly leftMs: number }
  /** `changeable` until the close, where the vote may be changed at all. `changeLost`: a later change did not get through, this one counts. */
  | {
      readonly is: 'accepted';
      readonly receipt: BallotReceipt;
      readonly elsewhere: boolean;
      readonly changeable: boolean;
      readonly changeLost: boolean;
    }
  /** `at`: when the vote closed, UTC ms. */
  | { readonly is: 'not-counted'; readonly at: number }
  /** It was sent, the vote closed, no answer came: only the server knows. */
  | { readonly is: 'uncertain'; readonly answer: PollAnswer }
  /** The time is over and I did not vote. */
  | { readonly is: 'over' };

/** What the server says of one seat that I answer for. */
export type MineSeat = Pick<MinePoll, 'pollId' | 'ballot' | 'proxy'> & {
  readonly entitled: MinePoll['entitled'] | MineEntrusted['entitled'];
};

/** My own seat, or one that was entrusted to me; `null`: it is not known here. */
export function mineFor(mine: MinePoll | null, seatId: SeatId | null): MineSeat | null {
  if (mine === null || seatId === null) return mine;
  const held = mine.entrusted?.find((one) => one.seatId === seatId);
  return { pollId: mine.pollId, entitled: held?.entitled ?? 'none', ballot: held?.ballot ?? null };
}

export interface BallotFacts {
  readonly poll: Pick<Poll, 'pollId' | 'closesAt' | 'closedAt' | 'isChangeable'>;
  /** What the server said of me in its latest poll, or of a seat that was entrusted to me. */
  readonly mine: MineSeat | null;
  readonly attempt: Attempt;
  /** The receipts that this browser got; another one came from another device. */
  readonly receiptsHere: ReadonlySet<string>;
  readonly isLive: boolean;
  /** By the server's clock, UTC ms. */
  readonly now: number;
}

/** Pure (RULES, CAST-1 … CAST-4). */
export function toBallotState(facts: BallotFacts): BallotState {
  const { poll, attempt, now } = facts;
  const mine = facts.mine?.pollId === poll.pollId ? facts.mine : null;
  // A receipt that was heard stands, even before `mine` has come.
  if (mine === null && attempt.is !== 'accepted') return withoutMine(facts);
  if (mine?.entitled === 'none') return { is: 'no-seat' };
  if (mine?.entitled === 'late') return { is: 'late' };
  if (mine?.entitled === 'recused') return { is: 'recused' };
  if (mine?.entitled === 'hall') return { is: 'in-hall' };
  if (mine?.entitled === 'voted') return { is: 'voted' };

  const counted = newerOf(mine?.ballot ?? null, attempt.is === 'accepted' ? attempt.receipt : null);
  const closed = poll.closedAt !== null;
  const over = closed || now >= poll.closesAt;
  const accepted = (changeLost: boolean): BallotState | null =>
    counted === null
      ? null
      : {
          is: 'accepted',
          receipt: counted,
          // Where somebody answers for me too, that it was another device of mine is more than is known.
          elsewhere: mine?.proxy === undefined && !isFromHere(counted, facts),
          changeable: !over && poll.isChangeable,
          changeLost,
        };
  const closedAt = poll.closedAt ?? poll.closesAt;

  switch (attempt.is) {
    case 'none':
    case 'accepted':
      return accepted(false) ?? (over ? { is: 'over' } : { is: 'asking', earlier: null, refusal: null });
    case 'changing':
      return over ? (accepted(false) ?? { is: 'over' }) : { is: 'asking', earlier: counted, refusal: null };
    case 'underway':
      return underway(facts, attempt);
    case 'refused':
      if (attempt.refusal.code === 'poll-not-open' || over) {
        return accepted(true) ?? { is: 'not-counted', at: closedAt };
      }
      return { is: 'asking', earlier: counted, refusal: attempt.refusal };
    case 'late':
      // After the close `mine` has been sent again, and what it holds is what counts.
      if (attempt.wasOut && !closed) return { is: 'uncertain', answer: attempt.answer };
      return accepted(!isSameAnswer(counted, attempt.answer)) ?? { is: 'not-counted', at: closedAt };
  }
}

function underway(facts: BallotFacts, attempt: Extract<Attempt, { is: 'underway' }>): BallotState {
  const leftMs = Math.max(0, facts.poll.closesAt - facts.now);
  if (facts.isLive && attempt.delivery === 'sending') return { is: 'sending', answer: attempt.answer };
  if (leftMs === 0) {
    return attempt.wasOut
      ? { is: 'uncertain', answer: attempt.answer }
      : { is: 'not-counted', at: facts.poll.closedAt ?? facts.poll.closesAt };
  }
  return { is: 'not-sent', answer: attempt.answer, leftMs };
}

/** An unnamed vote that is closed has forgotten what was answered: then nothing says that it was another answer. */
function isSameAnswer(receipt: BallotReceipt | null, answer: PollAnswer): boolean {
  return receipt?.answer == null || toBoxed(receipt.answer) === toBoxed(answer);
}

/** What a receipt says of a yes-or-no vote. */
export function choiceOf(receipt: BallotReceipt | null): Choice | null {
  return receipt?.answer?.kind === 'decision' ? receipt.answer.choice : null;
}

function withoutMine(facts: BallotFacts): BallotState {
  const { attempt } = facts;
  return attempt.is === 'underway' ? underway(facts, attempt) : { is: 'finding' };
}

function newerOf(a: BallotReceipt | null, b: BallotReceipt | null): BallotReceipt | null {
  if (a === null || b === null) return a ?? b;
  return b.revision >= a.revision ? b : a;
}

function isFromHere(receipt: BallotReceipt, { attempt, receiptsHere }: BallotFacts): boolean {
  return (
    receiptsHere.has(receipt.receipt) || (attempt.is === 'accepted' && attempt.receipt.receipt === receipt.receipt)
  );
}

/** Where does the ballot stand on a phone's screen? */
export type BallotPlace =
  /** Over everything else. */
  | 'screen'
  /** A bar with the clock and *Vote*: a field is being written in, or I said *later*. */
  | 'bar'
  /** It is none of my business, or over. */
  | 'nowhere';

/**
 * An open vote takes the screen of those alone who may vote and have not, and never while a text field has focus; what has taken it
 * stays until the reader leaves it, so that the state after the tap is seen.
 */
export function placeOfBallot(facts: {
  readonly state: BallotState;
  readonly isWriting: boolean;
  /** *Later* was tapped in this poll. */
  readonly isLater: boolean;
  /** It has the screen already. */
  readonly isShown: boolean;
}): BallotPlace {
  const { state, isWriting, isLater, isShown } = facts;
  switch (state.is) {
    case 'asking':
      return isLater || (isWriting && !isShown) ? 'bar' : 'screen';
    case 'sending':
    case 'not-sent':
    case 'uncertain':
    case 'not-counted':
      return isLater ? 'bar' : 'screen';
    case 'accepted':
      return isShown && !isLater ? 'screen' : 'nowhere';
    case 'over':
      return isShown && !isLater ? 'screen' : 'nowhere';
    case 'finding':
    case 'late':
    case 'no-seat':
    case 'in-hall':
    case 'recused':
      return 'nowhere';
    case 'voted':
      return isShown && !isLater ? 'screen' : 'nowhere';
  }
}

/** The state of one poll never colours another: a new poll begins with no attempt. */
export function attemptFor(
  pollId: PollId,
  held: { readonly pollId: PollId; readonly attempt: Attempt } | null,
): Attempt {
  return held?.pollId === pollId ? held.attempt : noAttempt;
}
