/** Does the desk do one step at a press, say why it may not, and never do the step that has just changed under the finger? */
import { cleanup, render } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { floorWords } from '../../../shared/i18n/floor-words.ts';
import { consultationWords } from '../../../shared/i18n/consultation-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { AnnouncementId, TurnId } from '../../../shared/lib/ids.ts';
import { ok, refuse } from '../../../shared/lib/result.ts';
import { sittingStream } from '../../../shared/lib/streams.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import DeskOnPage from './DeskOnPage.svelte';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  amina,
  bo,
  chen,
  clausePut,
  clauses,
  clauseTexts,
  dara,
  draftId,
  eli,
  forumId,
  forumSnapshot,
  frozenEvent,
  items,
  mineOf,
  names,
  openedEvents,
  plannedEvents,
  pollClosed,
  pollId,
  pollOpened,
  record,
  sittingId,
  sittingSnapshot,
  startsAt,
  textId,
} from '../live/sitting-world.ts';

const deciding: readonly SittingStreamEvent[] = [
  ...openedEvents,
  { type: 'sitting.item-done', itemId: items[0] },
  { type: 'sitting.item-started', itemId: items[1] },
];

let connection: FakeConnection;
let assembly: Assembly;
let held = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: startsAt });
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  language.put('ru', ru);
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: true }, { connection });
});
afterEach(() => {
  cleanup();
  assembly.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function draw(events: readonly SittingStreamEvent[], personId = amina, text = clauseTexts): Promise<void> {
  held = events.length;
  connection.connect();
  connection.next('hello').answer(ok({ personId, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(events));
  connection.send('mine', mineOf(personId));
  connection.send('text', { textId, frame: 'whole', textSeq: 3, clauses: text });
  connection.next('follow').answer(ok(null));
  await settle();
  render(DeskOnPage, { assembly });
  flushSync();
  await vi.advanceTimersByTimeAsync(700);
}

function send(...events: SittingStreamEvent[]): void {
  const after = held;
  held += events.length;
  const stream = sittingStream(sittingId);
  connection.send('events', { of: 'sitting', stream, after, seq: held, events: record(events, after), names });
  flushSync();
}

const next = (): HTMLButtonElement => {
  const button = document.querySelector<HTMLButtonElement>('button.next');
  if (button === null) throw new Error('there is no next step');
  return button;
};
const said = (): string => document.body.textContent.replace(/[ \n]+/g, ' ');

async function press(key?: string): Promise<void> {
  if (key === undefined) next().click();
  else
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: key === ' ' ? 'Space' : '', bubbles: true }));
  await settle();
  flushSync();
}

test('[NEXT-1] names the deed, does it by a press or by Space, and once', async () => {
  await draw(deciding);
  expect(next().textContent).toContain(ru.desk.deeds.freeze(ru.draft.clause('1')));
  await press();
  await press();
  await press(' ');
  const asked = connection.next('command');
  expect(asked.message).toMatchObject({
    to: 'sitting',
    command: { type: 'announcement.announce', deed: { type: 'draft.freeze-clause', draftId, clauseId: clauses[0] } },
  });
  expect(connection.has('command')).toBe(false);
  asked.answer(ok({ seq: held + 1 }));
  await settle();
  send(frozenEvent);
  await vi.advanceTimersByTimeAsync(700);
  expect(next().textContent).toContain(ru.desk.deeds.putToVote(ru.draft.clause('1')));
  expect(said()).toContain(ru.desk.sayings.putToVote('1'));
  await press(' ');
  expect(connection.next('command').message.command).toEqual({
    type: 'announcement.announce',
    deed: {
      type: 'poll.open',
      subject: { of: 'clauses', draftId, clauseIds: [clauses[0]] },
      ask: { kind: 'decision' },
      seconds: 60,
    },
  });
});

describe('while something is announced', () => {
  const announcementId = 'ann_0000000000000001' as AnnouncementId;
  const deed = { type: 'draft.freeze-clause', draftId, clauseId: clauses[0] } as const;
  const made = (): SittingStreamEvent => ({
    type: 'announcement.made',
    announcementId,
    deed,
    clause: { number: '1' },
    at: Date.now() + 5_000,
    by: amina,
  });
  const buttons = (): readonly string[] =>
    [...document.querySelectorAll('button.next')].map((button) => button.textContent.trim());

  test('[ANN-3] the next step is *Cancel* with the seconds, and beside it *Now*; neither takes the press that announced it', async () => {
    await draw(deciding);
    send(made());
    expect(said()).toContain(ru.announcement.freeze(ru.draft.clause('1')));
    expect(buttons()).toEqual([ru.desk.deeds.cancel(5), ru.desk.deeds.now]);
    await press();
    expect(connection.has('command')).toBe(false);
    await vi.advanceTimersByTimeAsync(1_200);
    flushSync();
    expect(buttons()).toEqual([ru.desk.deeds.cancel(4), ru.desk.deeds.now]);
    await press();
    expect(connection.next('command').message.command).toEqual({ type: 'announcement.cancel', announcementId });
    send({ type: 'announcement.cancelled', announcementId });
    expect(buttons()).toEqual([ru.desk.deeds.freeze(ru.draft.clause('1'))]);
  });

  test.each([
    [' ', 'announcement.now'],
    ['Escape', 'announcement.cancel'],
  ])('[ANN-3] the key "%s" asks for %s', async (key, type) => {
    await draw([...deciding, made()]);
    await press(key);
    expect(connection.next('command').message.command).toEqual({ type, announcementId });
  });

  test('[ANN-4] what failed says so, until something else is announced', async () => {
    await draw([...deciding, made(), { type: 'announcement.failed', announcementId, code: 'clause-empty' }]);
    expect(said()).toContain(ru.desk.notDone);
    expect(said()).toContain(ru.refusals['clause-empty']);
    send(made());
    expect(said()).not.toContain(ru.desk.notDone);
  });
});

test('[NEXT-1] the sitting is closed by the second press, not by the first', async () => {
  await draw([...deciding, { type: 'sitting.item-done', itemId: items[1] }], amina, []);
  expect(next().textContent).toContain(ru.desk.deeds.closeSitting);
  expect(said()).toContain(ru.desk.nothingWritten);
  await press();
  expect(said()).toContain(ru.desk.closesForGood);
  await press();
  expect(connection.has('command')).toBe(false);
  await vi.advanceTimersByTimeAsync(700);
  await press();
  expect(connection.next('command').message.command).toEqual({ type: 'sitting.close' });
});

test('an item just begun over an empty text is not said to be the end of the agenda', async () => {
  await draw(deciding, amina, []);
  expect(said()).toContain(ru.desk.nothingWritten);
  expect(said()).not.toContain(ru.desk.sayings.close);
});

test('[QUO-3] before anybody has a vote the desk says how one comes in and where votes are given', async () => {
  const seatless = plannedEvents.filter(({ type }) => type !== 'sitting.seat-given');
  await draw([...seatless, { type: 'sitting.lobby-opened' }]);
  expect(said()).toContain(ru.desk.noSeatsDo);
  expect(said()).toContain('482\u00a0916');
  expect(next().getAttribute('aria-disabled')).toBe('true');
  expect(next().textContent).toContain(ru.refusals['nobody-may-vote']);
});

test('a step that changed under the finger is not done', async () => {
  await draw([...deciding, frozenEvent]);
  expect(next().textContent).toContain(ru.desk.deeds.putToVote(ru.draft.clause('1')));
  // Another moderator was quicker.
  send(pollOpened(startsAt + 60_000), clausePut);
  expect(next().textContent).toContain(ru.desk.deeds.closeVote);
  await press();
  await press(' ');
  expect(connection.has('command')).toBe(false);
  await vi.advanceTimersByTimeAsync(700);
  await press();
  expect(connection.next('command').message.command).toEqual({
    type: 'announcement.announce',
    deed: { type: 'poll.close', pollId },
  });
});

test('the desk is named for whoever stands at it', async () => {
  await draw(deciding, bo);
  expect(document.querySelector('h1')?.textContent.trim()).toBe(ru.desk.titles.secretary);
});

test('a step that may not be done stands grey with its reason', async () => {
  await draw([
    ...deciding,
    frozenEvent,
    { type: 'sitting.presence-noted', personId: eli, where: 'absent', by: 'desk' },
  ]);
  expect(next().getAttribute('aria-disabled')).toBe('true');
  expect(said()).toContain('нужно 2');
  await press();
  await press(' ');
  expect(connection.has('command')).toBe(false);
});

test('Space in a field writes a space', async () => {
  await draw(deciding);
  const field = document.createElement('input');
  document.body.append(field);
  field.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', code: 'Space', bubbles: true }));
  await settle();
  expect(connection.has('command')).toBe(false);
  field.remove();
});

test('[SEE-2] during the vote the desk shows how many have voted and nothing of how', async () => {
  await draw([...deciding, frozenEvent, pollOpened(startsAt + 60_000), clausePut]);
  connection.send('crowd', { sittingId, connected: 3, turnout: { pollId, cast: 2, seats: 3 } });
  flushSync();
  expect(said()).toContain(ru.poll.turnout(2, 3));
  for (const word of [ru.poll.counts.abstain, ru.poll.counts.notVoted]) expect(said()).not.toContain(word);
});

test('after the vote it has the sentence to say, and the next clause', async () => {
  await draw([...deciding, frozenEvent, pollOpened(startsAt + 60_000), clausePut]);
  send(pollClosed(startsAt + 9_000), { type: 'draft.clause-adopted', draftId, clauseId: clauses[0], pollId });
  expect(said()).toContain(ru.desk.sayings.carriedUnanimously('1'));
  expect(next().textContent).toContain(ru.desk.deeds.freeze(ru.draft.clause('2')));
});

test('a result that has just come is said before the next in the queue is given the floor; once said, only the call is', async () => {
  const turnId = 'trn_aaaaaaaaaaaaaaaa' as TurnId;
  const asked: SittingStreamEvent[] = [
    { type: 'floor.opened' },
    { type: 'floor.asked', turnId, personId: eli, kind: 'speech', place: 'hall' },
  ];
  await draw([...deciding, ...asked, frozenEvent, pollOpened(startsAt + 60_000), clausePut]);
  send(pollClosed(startsAt + 9_000), { type: 'draft.clause-adopted', draftId, clauseId: clauses[0], pollId });
  const call = floorWords.ru.desk.sayCall(names[eli]?.name.ru ?? '');
  expect(said()).toContain(`${ru.desk.sayings.carriedUnanimously('1')} ${call}`);
  send({
    type: 'floor.called',
    turnId,
    personId: eli,
    kind: 'speech',
    place: 'hall',
    wasSkipped: false,
    ofRound: false,
    isReady: true,
    limitMs: 300_000,
    clock: { is: 'called', until: startsAt + 60_000 },
  });
  expect(said()).toContain(call);
  expect(said()).not.toContain(`${ru.desk.sayings.carriedUnanimously('1')} ${call}`);
});

test('[POLL-11] of a vote that was annulled the sentence to say tells that, and not what came out before it', async () => {
  await draw(deciding);
  const question = { of: 'question', question: { ru: 'Перерыв?' } } as const;
  send({ ...pollOpened(startsAt + 60_000), subject: question } as SittingStreamEvent);
  send({ type: 'poll.annulled', pollId, reason: 'Не тот вопрос' });
  expect(said()).toContain(`${ru.poll.annulled('Не тот вопрос')}.`);
  send(frozenEvent);
  expect(said()).toContain(`${ru.poll.annulled('Не тот вопрос')}. ${ru.desk.sayings.putToVote('1')}`);
});

test('a refusal of the server stands there with its sentence', async () => {
  await draw(deciding);
  await press();
  connection.next('command').answer(refuse('clause-empty'));
  await settle();
  flushSync();
  expect(said()).toContain(ru.refusals['clause-empty']);
});

test('[NEXT-3] a break is announced once; then, and when it ends, the work goes on', async () => {
  await draw(deciding);
  send({ type: 'sitting.paused', until: null });
  expect(said()).toContain(ru.desk.sayings.pause);
  await vi.advanceTimersByTimeAsync(61_000);
  flushSync();
  expect(said()).not.toContain(ru.desk.sayings.pause);
  expect(said()).toContain(ru.desk.sayings.resume);
  send({ type: 'sitting.resumed' });
  expect(said()).toContain(ru.desk.sayings.resume);
});

describe('[SIT-10] a sitting that waits for its quorum', () => {
  const lobby: readonly SittingStreamEvent[] = [...plannedEvents, { type: 'sitting.lobby-opened' }];
  const here = (personId: typeof chen): SittingStreamEvent => {
    return { type: 'sitting.presence-noted', personId, where: 'hall', by: 'self' };
  };
  const offered = (): HTMLButtonElement | undefined =>
    [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === consultationWords.ru.open,
    );

  test('is opened as a consultation by one press, which says what that means', async () => {
    await draw([...lobby, here(chen)]);
    await vi.dynamicImportSettled();
    flushSync();
    expect(said()).toContain(consultationWords.ru.means);
    offered()?.click();
    await settle();
    expect(connection.next('command').message).toMatchObject({ command: { type: 'sitting.open-for-consultation' } });
  });

  test.each([
    ['is only planned', plannedEvents],
    ['is open', openedEvents],
    ['has its quorum', [...lobby, here(chen), here(dara)]],
  ] as const)('and only then: not where it %s', async (_what, events) => {
    await draw(events);
    await vi.dynamicImportSettled();
    flushSync();
    expect(offered()).toBeUndefined();
  });
});
