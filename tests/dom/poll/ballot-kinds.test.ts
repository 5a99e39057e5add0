/** Does the ballot on the page take on any vote: its form when it is asked for, who sees it, and a sent choice that is covered? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { options } from '../../../client/features/poll/gallery/examples.ts';
import { Ballot } from '../../../client/features/poll/ballot.svelte.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { canonicalClause } from '../../../shared/draft/canonical-text.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { votingWords } from '../../../shared/i18n/voting-words.ts';
import { ok } from '../../../shared/lib/result.ts';
import { sittingStream } from '../../../shared/lib/streams.ts';
import type { PollEvent } from '../../../shared/poll/poll-events.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  chen,
  clausePut,
  clauses,
  clauseTexts,
  draftId,
  forumId,
  forumSnapshot,
  frozenEvent,
  mineOf,
  names,
  openedEvents,
  paperHash,
  pollId,
  pollOpened,
  record,
  sittingId,
  sittingSnapshot,
  startsAt,
} from '../live/sitting-world.ts';
import { axeFindings } from './axe.ts';
import BallotOnPage from './BallotOnPage.svelte';

type Opened = Extract<PollEvent, { type: 'poll.opened' }>;
const words = votingWords.ru;
const question = { ru: 'На какой срок?', kk: 'Қандай мерзімге?' };
const choice: Partial<Opened> = {
  subject: { of: 'question', question },
  ask: { kind: 'choice', method: { kind: 'single-choice', required: null }, options },
};

let connection: FakeConnection;
let assembly: Assembly;
let ballot: Ballot;
let stop: () => void;

async function open(change: Partial<Opened>, ...before: SittingStreamEvent[]): Promise<HTMLElement> {
  const opened = { ...pollOpened(startsAt + 60_000), ...change } as SittingStreamEvent;
  const told = [...openedEvents, frozenEvent, ...before, opened, clausePut];
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: false }, { connection });
  ballot = new Ballot(assembly);
  stop = ballot.watch();
  connection.connect();
  connection.next('hello').answer(ok({ personId: chen, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(told));
  connection.send('mine', mineOf(chen, { poll: { pollId, entitled: 'yes', ballot: null } }));
  connection.next('follow').answer(ok(null));
  await settle();
  held = told.length;
  const { container } = render(BallotOnPage, { assembly, ballot });
  flushSync();
  return container;
}
let held = 0;
function send(...events: SittingStreamEvent[]): void {
  const after = held;
  held += events.length;
  const stream = sittingStream(sittingId);
  connection.send('events', { of: 'sitting', stream, after, seq: held, events: record(events, after), names });
  flushSync();
}

async function press(element: HTMLElement): Promise<void> {
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 0 }));
  await settle();
  flushSync();
}

beforeEach(() => {
  // The forms are fetched: only the clocks that the page waits by are held.
  vi.useFakeTimers({ now: startsAt, toFake: ['Date', 'performance'] });
  localStorage.clear();
  language.put('ru', ru);
});
afterEach(() => {
  cleanup();
  stop();
  assembly.close();
  vi.useRealTimers();
});

test('a choice has its form, its question once, and sends what was chosen; what is half filled in outlives Later', async () => {
  const container = await open(choice);
  const radio = await screen.findByRole<HTMLInputElement>('radio', { name: options[1]!.words.ru! });
  expect(container.textContent.split(question.ru)).toHaveLength(2);
  expect(container.textContent).toContain(ru.poll.whoSees.named);
  expect(container.textContent).not.toContain(ru.poll.abstentions.against);
  expect(await axeFindings(container)).toEqual([]);
  await press(radio);
  // Away and back: the page draws the ballot anew.
  ballot.later();
  cleanup();
  ballot.show();
  render(BallotOnPage, { assembly, ballot });
  flushSync();
  const again = await screen.findByRole<HTMLInputElement>('radio', { name: options[1]!.words.ru! });
  expect(again.checked).toBe(true);
  send({ type: 'poll.extended', pollId, closesAt: startsAt + 90_000 });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: options[1]!.words.ru! })).toBe(again);
  vi.setSystemTime(startsAt + 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await press(screen.getByRole('button', { name: words.ask.send }));
  expect(connection.next('ballot').message.ballot).toMatchObject({
    pollId,
    answer: { kind: 'choice', option: 'b' },
    paperHash,
  });
});

test('an unnamed choice that was sent is covered until it is asked for, and not marked when it is changed', async () => {
  const container = await open({ ...choice, form: 'unnamed' });
  expect(container.textContent).toContain(ru.poll.kinds.unnamed);
  expect(container.textContent).toContain(ru.poll.whoSees.unnamed);
  await press(await screen.findByRole('radio', { name: options[0]!.words.ru! }));
  await vi.advanceTimersByTimeAsync(1_000);
  await press(screen.getByRole('button', { name: words.ask.send }));
  const asked = connection.next('ballot');
  asked.answer(
    ok({ pollId, answer: { kind: 'choice', option: 'a' }, at: startsAt + 2_000, revision: 1, receipt: 'r1' }),
  );
  await settle();
  flushSync();
  expect(container.textContent).toContain(ru.poll.covered);
  expect(container.textContent).not.toContain(options[0]!.words.ru!);
  await press(screen.getByRole('button', { name: ru.poll.showChoice }));
  await screen.findByText(ru.poll.yourChoice(options[0]!.words.ru!));
  await press(screen.getByRole('button', { name: ru.poll.coverChoice }));
  expect(container.textContent).not.toContain(options[0]!.words.ru!);
  await press(screen.getByRole('button', { name: ru.poll.change }));
  const radios = await screen.findAllByRole<HTMLInputElement>('radio');
  expect(radios.filter(({ checked }) => checked)).toEqual([]);
});

test('a vote that cannot be changed says so before it is sent, and offers no change after', async () => {
  const container = await open({ isChangeable: false });
  expect(container.textContent).toContain(ru.poll.final);
  await vi.advanceTimersByTimeAsync(1_000);
  await press(screen.getByRole('button', { name: ru.poll.answers.yes }));
  connection
    .next('ballot')
    .answer(ok({ pollId, answer: { kind: 'decision', choice: 'yes' }, at: startsAt, revision: 1, receipt: 'r1' }));
  await settle();
  flushSync();
  expect(screen.queryByRole('button', { name: ru.poll.change })).toBeNull();
  expect(container.textContent).toContain(ru.poll.yourChoice(ru.poll.answers.yes));
});

test('several clauses are listed, each unfolds to its exact words', async () => {
  const other = 'd'.repeat(64);
  const bytes = canonicalClause(clauseTexts[1]!, { number: '2' });
  const second = { ...frozenEvent, clauseId: clauses[1], bytes, paperHash: other } as SittingStreamEvent;
  const put = [
    { clauseId: clauses[0], paperHash },
    { clauseId: clauses[1], paperHash: other },
  ];
  const container = await open({ subject: { of: 'clauses', draftId, clauses: put } }, second);
  expect(container.textContent).toContain(ru.poll.clauses('1, 2'));
  const folded = [...container.querySelectorAll('details')];
  expect(folded).toHaveLength(2);
  expect(folded[0]!.querySelector('summary')?.textContent).toContain(ru.draft.clause('1'));
  expect(folded[1]!.querySelector('.words')?.textContent).toContain('публиковать план заказа.');
  expect(folded[0]!.querySelector('.words')?.textContent).toContain('увеличить срок подачи заявок;');
  expect(await axeFindings(container)).toEqual([]);
});

test('a roll call is this screen with one answer', async () => {
  const container = await open({ subject: { of: 'roll-call' }, ask: { kind: 'here' } });
  expect(container.textContent).toContain(ru.poll.kinds['roll-call']);
  expect(container.textContent).toContain(ru.poll.whoSees.here);
  const here = await screen.findByRole('button', { name: ru.sitting.iAmHere });
  await vi.advanceTimersByTimeAsync(1_000);
  await press(here);
  expect(connection.next('ballot').message.ballot.answer).toEqual({ kind: 'here' });
});

test('more time is asked for once', async () => {
  const container = await open({});
  await press(screen.getByRole('button', { name: ru.poll.moreTime }));
  await press(screen.getByRole('button', { name: ru.poll.moreTime }));
  const asked = connection.next('command');
  expect(asked.message).toMatchObject({ command: { type: 'poll.ask-more-time', pollId } });
  expect(connection.has('command')).toBe(false);
  asked.answer(ok({ seq: held }));
  await settle();
  flushSync();
  expect(screen.queryByRole('button', { name: ru.poll.moreTime })).toBeNull();
  await vi.waitFor(() => expect(container.querySelector('.asked')?.textContent).toBeTruthy(), { timeout: 20_000 });
});
