/** Does whoever votes for others answer once for each, by name, and is nothing pressed for one that was meant for another? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electorateWords } from '../../../shared/i18n/electorate-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { BallotReceipt, MineEntrusted, MinePoll } from '../../../shared/protocol/messages.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { Ballot } from '../../../client/features/poll/ballot.svelte.ts';
import BallotOnPage from './BallotOnPage.svelte';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  chen,
  clausePut,
  dara,
  eli,
  forumId,
  forumSnapshot,
  frozenEvent,
  mineOf,
  openedEvents,
  pollId,
  pollOpened,
  seats,
  sittingId,
  sittingSnapshot,
  startsAt,
} from '../live/sitting-world.ts';

const words = electorateWords.ru;
const answers = ru.poll.answers;
const voting = [...openedEvents, frozenEvent, pollOpened(startsAt + 60_000), clausePut];
const receiptOf = (choice: 'yes' | 'no', receipt: string): BallotReceipt => {
  return { pollId, answer: { kind: 'decision', choice }, at: startsAt + 5_000, revision: 1, receipt };
};
const daras: MineEntrusted = { seatId: seats[dara]!, personId: dara, weight: 1, entitled: 'yes', ballot: null };
const elis: MineEntrusted = { seatId: seats[eli]!, personId: eli, weight: 3, entitled: 'yes', ballot: null };

let connection: FakeConnection;
let assembly: Assembly;
let ballot: Ballot;
let stop: () => void;
beforeEach(() => {
  vi.useFakeTimers({ now: startsAt });
  localStorage.clear();
  language.put('ru', ru);
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: false }, { connection });
  ballot = new Ballot(assembly);
  stop = ballot.watch();
});
afterEach(() => {
  cleanup();
  stop();
  assembly.close();
  vi.useRealTimers();
});

function tell(poll: Partial<MinePoll>): void {
  connection.send('mine', mineOf(chen, { poll: { pollId, entitled: 'yes', ballot: null, ...poll } }));
  flushSync();
}
async function open(poll: Partial<MinePoll>): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(voting));
  tell(poll);
  connection.next('follow').answer(ok(null));
  await settle();
  render(BallotOnPage, { assembly, ballot });
  await drawn();
}
/** The parts of such a ballot are fetched. */
async function drawn(): Promise<void> {
  await vi.dynamicImportSettled();
  await settle();
  flushSync();
}
async function press(name: string): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  screen.getByRole('button', { name }).click();
  await drawn();
}
const text = (): string => document.body.textContent;

test('[PROXY-4] one ballot after the other, each with its name: what is pressed twice is not an answer for somebody else', async () => {
  await open({ entrusted: [daras, elis] });
  expect(text()).toContain(words.ballotOwn);
  expect(text()).toContain(words.ballotEach(3));
  await press(answers.yes);
  const own = connection.next('ballot');
  expect(own.message.ballot).not.toHaveProperty('seatId');
  own.answer(ok(receiptOf('yes', 'r1')));
  await drawn();
  // My own stands there as accepted; no answer of another ballot has come under the finger.
  expect(text()).toContain(words.ballotOwn);
  expect(screen.queryByRole('button', { name: answers.yes })).toBeNull();
  expect(ballot.waitsForMe).toBe(true);

  await press(words.ballotNext('Дара Ким'));
  expect(text()).toContain(words.ballotBy('Дара Ким'));
  screen.getByRole('button', { name: answers.no }).click();
  expect(connection.has('ballot')).toBe(false);
  await press(answers.no);
  const other = connection.next('ballot');
  expect(other.message.ballot).toMatchObject({ seatId: seats[dara], answer: { choice: 'no' } });
  other.answer(ok(receiptOf('no', 'r2')));
  tell({ ballot: receiptOf('yes', 'r1'), entrusted: [{ ...daras, ballot: receiptOf('no', 'r2') }, elis] });
  await drawn();
  expect(text()).toContain(ru.poll.yourChoice(answers.no));

  // Eli comes and votes by himself: his ballot is not mine to answer any more.
  await press(words.ballotNext('Эли Коэн'));
  expect(text()).toContain('× 3');
  tell({ ballot: receiptOf('yes', 'r1'), entrusted: [{ ...elis, entitled: 'voted' }] });
  await drawn();
  expect(text()).toContain(words.ballotVoted);
  expect(screen.queryByRole('button', { name: answers.yes })).toBeNull();
  expect(ballot.waitsForMe).toBe(false);
});

test('[PROXY-4] a page that is loaded again asks for what is left, over everything else', async () => {
  await open({ ballot: receiptOf('yes', 'r1'), entrusted: [daras] });
  expect(ballot.place).toBe('screen');
  expect(text()).toContain(words.ballotBy('Дара Ким'));
  ballot.later();
  flushSync();
  expect(ballot.place).toBe('bar');
});

test('[PROXY-4] whoever entrusted their vote reads whose answer counts, and may give their own', async () => {
  await open({ proxy: dara });
  expect(text()).toContain(words.ballotYours('Дара Ким'));
  await press(answers.no);
  expect(connection.next('ballot').message.ballot).not.toHaveProperty('seatId');
});
