/** Is a sitting that waits for its quorum in vain opened as a consultation from the desk, and is that offered then alone? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { consultationWords } from '../../../shared/i18n/consultation-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  amina,
  chen,
  clauseTexts,
  dara,
  forumId,
  forumSnapshot,
  mineOf,
  openedEvents,
  plannedEvents,
  sittingId,
  sittingSnapshot,
  startsAt,
  textId,
} from '../live/sitting-world.ts';
import DeskOnPage from './DeskOnPage.svelte';

const words = consultationWords.ru;
let connection: FakeConnection;
let assembly: Assembly;

beforeEach(() => {
  vi.stubGlobal('CSS', { supports: () => true });
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  language.put('ru', ru);
  connection = new FakeConnection();
  assembly = new Assembly({ forumId, sittingId, texts: true }, { connection, deviceNow: () => startsAt });
});
afterEach(() => {
  cleanup();
  assembly.close();
  vi.unstubAllGlobals();
});

async function draw(events: readonly SittingStreamEvent[]): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: amina, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot(events));
  connection.send('mine', mineOf(amina));
  connection.send('text', { textId, frame: 'whole', textSeq: 3, clauses: clauseTexts });
  connection.next('follow').answer(ok(null));
  await settle();
  render(DeskOnPage, { assembly });
  flushSync();
}

const here = (personId: typeof chen): SittingStreamEvent => {
  return { type: 'sitting.presence-noted', personId, where: 'hall', by: 'self' };
};
const lobby: readonly SittingStreamEvent[] = [...plannedEvents, { type: 'sitting.lobby-opened' }];

test('[SIT-10] the desk offers it while the quorum is missing, with what it means, and asks for it by one press', async () => {
  await draw([...lobby, here(chen)]);
  const button = await screen.findByRole('button', { name: words.open });
  expect(document.body.textContent).toContain(words.means);
  button.click();
  await settle();
  expect(connection.next('command').message.command).toEqual({ type: 'sitting.open-for-consultation' });
});

test.each([
  ['it is only planned', plannedEvents],
  ['it is open', openedEvents],
] as const)('[SIT-10] it is not offered where %s', async (_when, events) => {
  await draw(events);
  // What comes later than the page has come by then.
  await import('../../../client/features/desk/ConsultDeed.svelte');
  await settle();
  flushSync();
  expect(screen.queryByRole('button', { name: words.open })).toBeNull();
});

test('[SIT-10] with the quorum it is not offered', async () => {
  await draw([...lobby, here(chen), here(dara)]);
  await import('../../../client/features/desk/ConsultDeed.svelte');
  await settle();
  flushSync();
  expect(screen.queryByRole('button', { name: words.open })).toBeNull();
});
