/** Does the ballot say what is true, and nothing before the server has said it? */
import { describe, expect, test } from 'vitest';
import { ok, refuse } from '../../../shared/lib/result.ts';
import type { PersonId, PollId } from '../../../shared/lib/ids.ts';
import type { BallotReceipt, MinePoll } from '../../../shared/protocol/messages.ts';
import {
  attemptFor,
  nextAttempt,
  noAttempt,
  placeOfBallot,
  toBallotState,
  type Attempt,
  type BallotDeed,
  type BallotFacts,
  type BallotState,
} from '../../../client/features/poll/ballot-state.ts';
import { pollClosed, pollId } from '../live/sitting-world.ts';

const closesAt = 100_000;
const yes = { kind: 'decision', choice: 'yes' } as const;
const no = { kind: 'decision', choice: 'no' } as const;
const receipt = (more: Partial<BallotReceipt> = {}): BallotReceipt => ({
  pollId,
  answer: yes,
  at: 50_000,
  revision: 1,
  receipt: 'r1',
  ...more,
});
const mayVote: MinePoll = { pollId, entitled: 'yes', ballot: null };
const open = { pollId, closesAt, closedAt: null, isChangeable: true };
const closedEvent = pollClosed(closesAt + 40);
if (closedEvent.type !== 'poll.closed' || closedEvent.result === 'hidden') throw new Error('a poll that is closed');
const closed = { ...open, closedAt: closedEvent.type === 'poll.closed' ? closedEvent.closedAt : null };

function state(more: Partial<BallotFacts>): BallotState {
  const facts = { poll: open, mine: mayVote, attempt: noAttempt, receiptsHere: new Set<string>(), isLive: true };
  return toBallotState({ ...facts, now: 60_000, ...more });
}

function after(...deeds: BallotDeed[]): Attempt {
  return deeds.reduce(nextAttempt, noAttempt);
}

const answered: BallotDeed = { does: 'answer', answer: { kind: 'decision', choice: 'yes' } };
const out: BallotDeed = { does: 'deliver', delivery: 'sending' };
const waits: BallotDeed = { does: 'deliver', delivery: 'waiting' };

describe('from the tap to the server’s word', () => {
  test('asks those who may vote and have not; says to the others why not', () => {
    expect(state({})).toEqual({ is: 'asking', earlier: null, refusal: null });
    expect(state({ mine: { ...mayVote, entitled: 'late' } })).toEqual({ is: 'late' });
    expect(state({ mine: { ...mayVote, entitled: 'none' } })).toEqual({ is: 'no-seat' });
    expect(state({ mine: null })).toEqual({ is: 'finding' });
    expect(state({ mine: { ...mayVote, pollId: 'pol_zzzzzzzzzzzzzzzz' as PollId } })).toEqual({ is: 'finding' });
  });

  test('[CAST-2] sending is not accepted; only the answer is', () => {
    const attempt = after(answered, out);
    expect(state({ attempt })).toEqual({ is: 'sending', answer: { kind: 'decision', choice: 'yes' } });
    // The server's word to all my devices may come before the answer to this one.
    expect(state({ attempt, mine: { ...mayVote, ballot: receipt() } })).toEqual({
      is: 'sending',
      answer: { kind: 'decision', choice: 'yes' },
    });
    const heard = nextAttempt(attempt, { does: 'hear', answer: ok(receipt()) });
    expect(state({ attempt: heard })).toMatchObject({ is: 'accepted', elsewhere: false, changeable: true });
  });

  test('no line: it says so with the seconds left, and sends when there is one', () => {
    const attempt = after(answered, waits);
    expect(state({ attempt, isLive: false, now: 72_000 })).toEqual({
      is: 'not-sent',
      answer: { kind: 'decision', choice: 'yes' },
      leftMs: 28_000,
    });
    expect(state({ attempt: nextAttempt(attempt, out) })).toMatchObject({ is: 'sending' });
    // It went out and the line fell: it is not said to be sent.
    expect(state({ attempt: after(answered, out), isLive: false })).toMatchObject({ is: 'not-sent' });
  });

  test('a second tap under way changes nothing', () => {
    const attempt = after(answered, out);
    expect(nextAttempt(attempt, { does: 'answer', answer: { kind: 'decision', choice: 'no' } })).toBe(attempt);
    expect(nextAttempt(attempt, { does: 'change' })).toBe(attempt);
  });

  test('a refusal is shown beside the answers', () => {
    const attempt = after(answered, out, { does: 'hear', answer: refuse('text-differs') });
    expect(state({ attempt })).toMatchObject({ is: 'asking', refusal: { code: 'text-differs' } });
  });
});

describe('two devices', () => {
  test('a vote from the other one is said to be from there', () => {
    const mine = { ...mayVote, ballot: receipt() };
    expect(state({ mine })).toMatchObject({ is: 'accepted', elsewhere: true });
    expect(state({ mine, receiptsHere: new Set(['r1']) })).toMatchObject({ is: 'accepted', elsewhere: false });
  });

  test('[PROXY-4] where somebody answers for me too, it is not said to be from another device of mine', () => {
    const mine = { ...mayVote, ballot: receipt(), proxy: 'per_0000000000000009' as PersonId };
    expect(state({ mine })).toMatchObject({ is: 'accepted', elsewhere: false });
  });

  test('the newer of two counts', () => {
    const attempt = after(answered, out, { does: 'hear', answer: ok(receipt()) });
    const mine = { ...mayVote, ballot: receipt({ answer: no, revision: 2, receipt: 'r2' }) };
    expect(state({ attempt, mine })).toMatchObject({ is: 'accepted', elsewhere: true, receipt: { answer: no } });
    const older = { ...mayVote, ballot: receipt({ answer: no, revision: 0, receipt: 'r0' }) };
    expect(state({ attempt, mine: older })).toMatchObject({ elsewhere: false, receipt: { answer: yes } });
  });
});

describe('changing', () => {
  const voted = { ...mayVote, ballot: receipt() };
  test('[CAST-4] no message resets the answers while I choose again', () => {
    const attempt = after({ does: 'change' });
    const asking = { is: 'asking', earlier: receipt(), refusal: null };
    expect(state({ attempt, mine: voted })).toEqual(asking);
    expect(state({ attempt, mine: { ...voted }, now: 61_000 })).toEqual(asking);
    expect(nextAttempt(attempt, waits)).toBe(attempt);
    expect(state({ attempt: nextAttempt(attempt, { does: 'keep' }), mine: voted })).toMatchObject({ is: 'accepted' });
  });

  test('a change that comes too late leaves the earlier vote, and says so', () => {
    const attempt = after({ does: 'answer', answer: { kind: 'decision', choice: 'no' } }, waits, {
      does: 'hear',
      answer: refuse('too-late-to-send'),
    });
    expect(state({ attempt, mine: voted, poll: closed, now: closesAt + 50 })).toMatchObject({
      is: 'accepted',
      changeLost: true,
      changeable: false,
      receipt: { answer: yes },
    });
  });
});

describe('the close', () => {
  test('[CAST-1] what never went out is not counted, with the time of the close', () => {
    const waiting = after(answered, waits);
    expect(state({ attempt: waiting, isLive: false, now: closesAt })).toEqual({ is: 'not-counted', at: closesAt });
    const late = nextAttempt(waiting, { does: 'hear', answer: refuse('too-late-to-send') });
    expect(state({ attempt: late, poll: closed, now: closesAt + 50 })).toEqual({
      is: 'not-counted',
      at: closesAt + 40,
    });
  });

  test('what went out without an answer is uncertain until the server has said', () => {
    const late = after(answered, out, { does: 'hear', answer: refuse('too-late-to-send') });
    expect(state({ attempt: late, isLive: false, now: closesAt + 10 })).toEqual({
      is: 'uncertain',
      answer: { kind: 'decision', choice: 'yes' },
    });
    const now = closesAt + 9_000;
    expect(state({ attempt: late, poll: closed, now })).toMatchObject({ is: 'not-counted' });
    const mine = { ...mayVote, ballot: receipt() };
    expect(state({ attempt: late, poll: closed, mine, now })).toMatchObject({ is: 'accepted', changeLost: false });
  });

  test('an answer that is on its way at the close is waited for', () => {
    expect(state({ attempt: after(answered, out), now: closesAt + 10 })).toEqual({
      is: 'sending',
      answer: { kind: 'decision', choice: 'yes' },
    });
    const refused = after(answered, out, { does: 'hear', answer: refuse('poll-not-open') });
    expect(state({ attempt: refused, now: closesAt + 20 })).toEqual({ is: 'not-counted', at: closesAt });
  });

  test('after the time no answers are offered, and a vote can no longer be changed', () => {
    expect(state({ now: closesAt })).toEqual({ is: 'over' });
    expect(state({ now: closesAt, mine: { ...mayVote, ballot: receipt() } })).toMatchObject({ changeable: false });
    expect(state({ now: closesAt, attempt: after({ does: 'change' }) })).toEqual({ is: 'over' });
  });
});

describe('where it stands on a phone', () => {
  const asking: BallotState = { is: 'asking', earlier: null, refusal: null };
  const at = { state: asking, isWriting: false, isLater: false, isShown: false };
  test('takes the screen of those who may vote and have not', () => {
    expect(placeOfBallot(at)).toBe('screen');
    expect(placeOfBallot({ ...at, state: { is: 'no-seat' } })).toBe('nowhere');
    expect(placeOfBallot({ ...at, state: { is: 'late' } })).toBe('nowhere');
  });
  test('[CAST-5] never takes it from a field that is being written in', () => {
    expect(placeOfBallot({ ...at, isWriting: true })).toBe('bar');
  });
  test('later is a bar; what was accepted stays in view until left', () => {
    expect(placeOfBallot({ ...at, isLater: true })).toBe('bar');
    const accepted = state({ mine: { ...mayVote, ballot: receipt() } });
    expect(placeOfBallot({ ...at, state: accepted, isShown: true })).toBe('screen');
    expect(placeOfBallot({ ...at, state: accepted })).toBe('nowhere');
  });
  test('the next poll begins anew', () => {
    const held = { pollId, attempt: after(answered) };
    expect(attemptFor(pollId, held)).toBe(held.attempt);
    expect(attemptFor('pol_zzzzzzzzzzzzzzzz' as PollId, held)).toBe(noAttempt);
  });
});
