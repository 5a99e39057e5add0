/** Does the ballot on the page send one tap, keep what I was choosing, and leave a text field alone? */
import { cleanup, render } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok, refuse } from '../../../shared/lib/result.ts';
import { sittingStream } from '../../../shared/lib/streams.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import type { BallotReceipt } from '../../../shared/protocol/messages.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { Ballot } from '../../../client/features/poll/ballot.svelte.ts';
import BallotOnPage from './BallotOnPage.svelte';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  chen,
  clausePut,
  dara,
  forumId,
  forumSnapshot,
  frozenEvent,
  mineOf,
  names,
  openedEvents,
  paperHash,
  pollClosed,
  pollId,
  pollOpened,
  record,
  sittingId,
  sittingSnapshot,
  startsAt,
} from '../live/sitting-world.ts';

const voting = [...openedEvents, frozenEvent, pollOpened(startsAt + 60_000), clausePut];
const mayVote = { pollId, entitled: 'yes', ballot: null } as const;
const yes = { kind: 'decision', choice: 'yes' } as const;
const receipt: BallotReceipt = { pollId, answer: yes, at: startsAt + 5_000, revision: 1, receipt: 'r1' };

let connection: FakeConnection;
let assembly: Assembly;
let ballot: Ballot;
let stop: () => void;

beforeEach(async () => {
  vi.useFakeTimers({ now: startsAt });
  localStorage.clear();
  language.put('ru', ru);
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: false }, { connection });
  ballot = new Ballot(assembly);
  stop = ballot.watch();
  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(voting));
  connection.send('mine', mineOf(chen, { poll: mayVote }));
  connection.next('follow').answer(ok(null));
  await settle();
  flushSync();
});
afterEach(() => {
  cleanup();
  stop();
  assembly.close();
  vi.useRealTimers();
});

function send(...events: SittingStreamEvent[]): void {
  const after = held;
  held += events.length;
  const stream = sittingStream(sittingId);
  connection.send('events', { of: 'sitting', stream, after, seq: held, events: record(events, after), names });
  flushSync();
}
let held = voting.length;
beforeEach(() => void (held = voting.length));

const button = (word: string) =>
  [...document.querySelectorAll('button')].find((found) => found.textContent.replace(/[✓✕–]/g, '').trim() === word);

async function tap(word: string): Promise<void> {
  const found = button(word);
  if (found === undefined) throw new Error(`no button says ${word}: ${document.body.textContent}`);
  found.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  found.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  await settle();
  flushSync();
}

function draw(): void {
  render(BallotOnPage, { assembly, ballot });
  flushSync();
}

test('[CAST-3] a touch that began before the answers appeared, and one in the first 700 ms, is no answer', async () => {
  draw();
  await tap('За');
  expect(connection.has('ballot')).toBe(false);
  await vi.advanceTimersByTimeAsync(750);
  // It began before: no pointerdown was seen by this button.
  button('За')?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
  await settle();
  expect(connection.has('ballot')).toBe(false);
  await tap('За');
  expect(connection.next('ballot').message).toMatchObject({ sittingId, ballot: { pollId, answer: yes, paperHash } });
});

test('[CAST-2] one tap sends once; the page says accepted when the server has said so', async () => {
  draw();
  await vi.advanceTimersByTimeAsync(750);
  await tap('Воздерживаюсь');
  expect(button('За')).toBeUndefined();
  expect(document.body.textContent).toContain(ru.poll.sending);
  expect(document.body.textContent).not.toContain('принят');
  const asked = connection.next('ballot');
  expect(connection.has('ballot')).toBe(false);
  asked.answer(ok({ ...receipt, answer: { kind: 'decision', choice: 'abstain' } }));
  await settle();
  flushSync();
  // 11:00:05 by the forum's clock.
  expect(document.body.textContent).toContain(ru.poll.accepted('11:00:05'));
  expect(document.body.textContent).toContain(ru.poll.yourChoice(ru.poll.answers.abstain));
});

test('[CAST-4] 500 broadcasts do not reset a choice being made anew', async () => {
  connection.send('mine', mineOf(chen, { poll: { ...mayVote, ballot: receipt } }));
  draw();
  await tap(ru.poll.change);
  const answer = button('Против');
  await vi.advanceTimersByTimeAsync(750);
  for (let turn = 0; turn < 250; turn += 1) {
    send({ type: 'sitting.presence-noted', personId: dara, where: turn % 2 === 0 ? 'hall' : 'absent', by: 'self' });
    connection.send('crowd', { sittingId, connected: turn, turnout: { pollId, cast: turn, seats: 300 } });
  }
  connection.send('mine', mineOf(chen, { poll: { ...mayVote, ballot: receipt } }));
  send({ type: 'poll.extended', pollId, closesAt: startsAt + 90_000 });
  expect(button('Против')).toBe(answer);
  await tap('Против');
  expect(connection.next('ballot').message.ballot.answer).toEqual({ kind: 'decision', choice: 'no' });
});

test('[CAST-1] without a line the clock goes on, and after the close nothing is sent', async () => {
  draw();
  await vi.advanceTimersByTimeAsync(750);
  connection.lose();
  await tap('За');
  expect(document.body.textContent).toContain(ru.poll.notSent);
  expect(document.body.textContent).toMatch(/осталось 60\sс/);
  await vi.advanceTimersByTimeAsync(32_000);
  flushSync();
  expect(document.body.textContent).toMatch(/осталось 28\sс/);
  await vi.advanceTimersByTimeAsync(29_000);
  flushSync();
  expect(document.body.textContent).toContain(ru.poll.notCounted('11:01:00'));
  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now: startsAt + 62_000, protocol: 1 }));
  await settle();
  connection.next('follow').answer(ok(null));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(connection.has('ballot')).toBe(false);
});

test('a refusal stands beside the answers', async () => {
  draw();
  await vi.advanceTimersByTimeAsync(750);
  await tap('За');
  connection.next('ballot').answer(refuse('text-differs'));
  await settle();
  flushSync();
  expect(document.body.textContent).toContain(ru.refusals['text-differs']);
  expect(button('За')).toBeDefined();
});

test('[CAST-5] a field that is being written in keeps the screen; then the vote takes it', async () => {
  const field = document.createElement('textarea');
  document.body.append(field);
  field.focus();
  // The page as it is when a vote opens while its reader writes.
  stop();
  ballot = new Ballot(assembly);
  stop = ballot.watch();
  flushSync();
  expect(ballot.place).toBe('bar');
  field.blur();
  await vi.advanceTimersByTimeAsync(200);
  flushSync();
  expect(ballot.place).toBe('screen');
  // Once it has the screen, a stray focus does not take it away.
  field.focus();
  expect(ballot.place).toBe('screen');
  field.remove();
});

test('the result stands for eight seconds where the ballot stood', async () => {
  flushSync();
  expect(ballot.place).toBe('screen');
  send(pollClosed(startsAt + 10_000));
  expect(ballot.resultShown?.pollId).toBe(pollId);
  await vi.advanceTimersByTimeAsync(7_900);
  expect(ballot.resultShown).not.toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(ballot.resultShown).toBeNull();
});

test('who said later sees no result over what they do', async () => {
  flushSync();
  ballot.later();
  flushSync();
  expect(ballot.place).toBe('bar');
});
