/** What does the desk offer about a vote beside opening and closing it, and nothing that the rule or the role does not allow? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { conductWords } from '../../../shared/i18n/conduct-words.ts';
import { contestWords } from '../../../shared/i18n/contest-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  amina,
  bo,
  chen,
  dara,
  eli,
  forumId,
  forumSnapshot,
  items,
  mineOf,
  openedEvents,
  pollId,
  pollOpened,
  seats,
  sittingId,
  sittingSnapshot,
  startsAt,
} from '../live/sitting-world.ts';
import VoteDeedsOnPage from './VoteDeedsOnPage.svelte';

const words = conductWords.ru;
type Opened = Extract<SittingStreamEvent, { type: 'poll.opened' }>;
type Closed = Extract<SittingStreamEvent, { type: 'poll.closed' }>;

/** A question, as the desk sees it: with the list of who may vote. */
function opened(more: Partial<Opened> = {}): SittingStreamEvent {
  const electors = [chen, dara, eli].map((personId) => ({
    seatId: seats[personId]!,
    personId,
    weight: 1,
    right: 'deciding' as const,
    present: true,
  }));
  return {
    ...(pollOpened(startsAt + 60_000) as Opened),
    subject: { of: 'question', question: { ru: 'Продлить?' } },
    electors,
    ...more,
  };
}
function ruled(tie: 'chair-casting' | 'lot' | 'revote'): SittingStreamEvent {
  const { ask } = opened() as Opened;
  return opened({ ask: ask.kind === 'decision' ? { ...ask, rule: { ...ask.rule, tie } } : ask });
}
function even(): SittingStreamEvent {
  const counts = { yes: 1, no: 1, abstain: 0, invalid: 0 };
  const result: Closed['result'] = {
    kind: 'decision',
    sheet: {
      whole: { ...counts, present: 2, entitled: 3 },
      groups: [],
      advisory: { yes: 0, no: 0, abstain: 0, invalid: 0 },
    },
    decision: { outcome: 'tie', needed: 2, steps: [] },
    settlement: null,
    closedAt: startsAt + 9_000,
    cast: 2,
    sealHash: 'c'.repeat(64),
  };
  return { type: 'poll.closed', pollId, closedAt: startsAt + 9_000, result };
}

let connection: FakeConnection;
let assembly: Assembly;

beforeEach(() => {
  vi.stubGlobal('CSS', { supports: () => true });
  language.put('ru', ru);
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: false }, { connection, deviceNow: () => startsAt });
});
afterEach(() => {
  cleanup();
  assembly.close();
  vi.unstubAllGlobals();
});

async function draw(events: readonly SittingStreamEvent[], roles: readonly string[] = ['moderator']): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: amina, now: startsAt, protocol: 1 }));
  await settle();
  const running: SittingStreamEvent[] = [{ type: 'sitting.item-done', itemId: items[0] }];
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot([...openedEvents, ...running, ...events]));
  connection.send('mine', { ...mineOf(roles.includes('secretary') ? bo : amina), roles: roles as never });
  connection.next('follow').answer(ok(null));
  await settle();
  render(VoteDeedsOnPage, { assembly });
  flushSync();
}
async function press(element: HTMLElement): Promise<void> {
  element.click();
  await settle();
  flushSync();
}
const button = (name: string) => screen.getByRole('button', { name });

test('[POLL-14] how many ask for more time is seen; void it becomes only with a reason', async () => {
  await draw([opened(), { type: 'poll.more-time-asked', pollId, seatId: seats[chen]! }]);
  expect(screen.getByText(words.moreTime(1))).toBeTruthy();
  await press(button(words.annul.open));
  await press(button(words.annul.do));
  expect(screen.getByRole('alert').textContent).toBe(words.annul.missing);
  expect(connection.has('command')).toBe(false);
  const field = screen.getByLabelText<HTMLInputElement>(words.annul.reason);
  field.value = 'Вопрос прочитан неверно';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  await press(button(words.annul.do));
  expect(connection.next('command').message.command).toEqual({
    type: 'poll.annul',
    pollId,
    reason: 'Вопрос прочитан неверно',
  });
});

test('[POLL-10] a tie offers what its rule allows: a lot to anybody at the desk, the casting vote to the chair alone', async () => {
  await draw([ruled('lot'), even()]);
  expect(screen.queryByRole('button', { name: words.tied.chairFor })).toBeNull();
  await press(button(words.tied.lotAgainst));
  expect(connection.next('command').message.command).toEqual({
    type: 'poll.settle',
    pollId,
    settlement: { by: 'lot', drawn: 'no' },
  });
});

test('[POLL-10] [ANN-1] the second vote that the rule gives is announced as every other', async () => {
  await draw([ruled('revote'), even()]);
  await press(button(words.tied.revote(ru.desk.seconds(60))));
  expect(connection.next('command').message.command).toMatchObject({
    type: 'announcement.announce',
    deed: { type: 'poll.open', subject: { of: 'question' }, seconds: 60, repeats: pollId },
  });
});

test('[POLL-10] the casting vote stands grey before a moderator, with its reason', async () => {
  await draw([ruled('chair-casting'), even()]);
  const casting = screen.getByRole('button', { name: new RegExp(words.tied.chairFor) });
  expect(casting.getAttribute('aria-disabled')).toBe('true');
  await press(casting);
  expect(connection.has('command')).toBe(false);
});

test('[POLL-10] the chair casts it', async () => {
  await draw([ruled('chair-casting'), even()], ['chair']);
  await press(button(words.tied.chairFor));
  expect(connection.next('command').message.command).toMatchObject({
    settlement: { by: 'chair-casting', vote: 'yes' },
  });
});

test('[POLL-13] a contest is read by the desk with its name, and decided by the chair with a reason', async () => {
  const contested: SittingStreamEvent = {
    type: 'poll.contested',
    pollId,
    seatId: seats[chen]!,
    reason: 'Не слышали вопроса',
  };
  await draw([opened(), even(), contested], ['chair']);
  expect(document.body.textContent).toContain('Чен Ван');
  expect(screen.getByText(new RegExp(contestWords.ru.contested('Не слышали вопроса')))).toBeTruthy();
  await press(button(words.contest.repeat));
  expect(screen.getByRole('alert').textContent).toBe(words.contest.missing);
  const field = screen.getByLabelText<HTMLInputElement>(words.contest.reason);
  field.value = 'Верно';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  await press(button(words.contest.repeat));
  expect(connection.next('command').message.command).toEqual({
    type: 'poll.decide-contest',
    pollId,
    seatId: seats[chen],
    verdict: 'repeat',
    reason: 'Верно',
  });
});

test('[POLL-15] the secretary enters a ballot: whose, what, and read back; of an unnamed vote nobody may', async () => {
  await draw([opened()], ['secretary']);
  await press(button(words.byHand.open));
  const enter = await screen.findByRole('button', { name: words.byHand.do });
  await press(enter);
  expect(screen.getByRole('alert').textContent).toBe(words.byHand.missing);
  const select = screen.getByLabelText<HTMLSelectElement>(words.byHand.seat);
  select.value = seats[dara]!;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  await press(screen.getByRole('radio', { name: ru.poll.answers.no }));
  await press(screen.getByRole('checkbox', { name: words.byHand.confirmed }));
  await press(enter);
  expect(connection.next('command').message.command).toEqual({
    type: 'poll.enter-by-hand',
    pollId,
    seatId: seats[dara],
    answer: { kind: 'decision', choice: 'no' },
    confirmed: true,
  });
});

test('[POLL-15] of an unnamed vote nothing is entered by hand', async () => {
  await draw([opened({ form: 'unnamed' })], ['secretary']);
  expect(screen.queryByRole('button', { name: words.byHand.open })).toBeNull();
});
