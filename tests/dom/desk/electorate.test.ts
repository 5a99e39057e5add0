/** Are cards counted, seats grouped and left out by what stands on the screens, in words that say what follows? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electorateWords } from '../../../shared/i18n/electorate-words.ts';
import { hallWords } from '../../../shared/i18n/hall-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok, refuse } from '../../../shared/lib/result.ts';
import type { Poll } from '../../../shared/poll/poll.ts';
import type { SittingStreamEvent } from '../../../shared/protocol/features.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { Assembly } from '../../../client/live/assembly.svelte.ts';
import { FakeConnection, settle } from '../live/fake-connection.ts';
import {
  bo,
  chen,
  dara,
  eli,
  fay,
  forumId,
  forumSnapshot,
  items,
  mineOf,
  openedEvents,
  pollId,
  pollOpened,
  seats,
  sittingId,
  sittingOf,
  sittingSnapshot,
  startsAt,
} from '../live/sitting-world.ts';
import ElectorateOnPage from './ElectorateOnPage.svelte';

const hall = hallWords.ru;
const words = electorateWords.ru;
const opened: SittingStreamEvent = { ...pollOpened(startsAt + 60_000), electors: 'hidden' } as SittingStreamEvent;
const inHall: SittingStreamEvent = { type: 'sitting.presence-noted', personId: dara, where: 'hall', by: 'desk' };

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

async function draw(
  part: 'hall' | 'seat' | 'recuse' | 'sources' | 'entrust',
  events: readonly SittingStreamEvent[],
  mine: ReturnType<typeof mineOf>,
  poll: Partial<Poll> = {},
): Promise<void> {
  connection.connect();
  connection.next('hello').answer(ok({ personId: mine.personId, now: startsAt, protocol: 1 }));
  await settle();
  connection.send('snapshot', forumSnapshot());
  connection.send('snapshot', sittingSnapshot([...openedEvents, ...events]));
  connection.send('mine', mine);
  connection.next('follow').answer(ok(null));
  await settle();
  const told = { ...sittingOf([...openedEvents, opened]).poll.polls[pollId]!, ...poll };
  render(ElectorateOnPage, { assembly, part, seatId: seats[dara]!, poll: told });
  flushSync();
}
async function press(element: HTMLElement): Promise<void> {
  element.click();
  await settle();
  flushSync();
}
const button = (name: string) => screen.getByRole('button', { name });
function type(label: string, text: string): void {
  const field = screen.getByLabelText<HTMLInputElement>(label);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
function mended(seen: Poll['hall']): SittingStreamEvent[] {
  return seen.map(({ seats: counted, tellers }) => {
    return { type: 'poll.hall-counted', pollId, seats: counted, numbers: 'hidden', tellers };
  });
}

test('[HALL-1] who was marked in the hall by the desk is marked for cards, the numbers are looked at before they are sent, and who has voted is named', async () => {
  await draw('hall', [inHall, opened], mineOf(bo, { roles: ['secretary'] }));
  await press(button(hall.open));
  const enter = button(hall.do);
  // Chen said himself that he is here: he has a device. Eli is remote and is not offered at all.
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Дара Ким' }).checked).toBe(true);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Чен Ван' }).checked).toBe(false);
  expect(screen.queryByRole('checkbox', { name: 'Эли Коэн' })).toBeNull();
  await press(enter);
  expect(screen.getByRole('alert').textContent).toBe(hall.missing);
  type(ru.poll.counts.yes, '1');
  type(ru.poll.counts.no, '1');
  type(ru.poll.counts.abstain, '0');
  expect(screen.getByText(hall.tooMany(2, 1))).toBeTruthy();
  await press(screen.getByRole('checkbox', { name: 'Чен Ван' }));
  expect(screen.getByText(hall.silent(0))).toBeTruthy();
  await press(screen.getByRole('checkbox', { name: 'Бо Ли' }));
  await press(screen.getByRole('checkbox', { name: hall.confirmed }));
  await press(enter);
  const sent = connection.next('command');
  expect(sent.message.command).toEqual({
    type: 'poll.count-hall',
    pollId,
    seats: [seats[dara], seats[chen]],
    numbers: { yes: 1, no: 1, abstain: 0 },
    tellers: [bo],
  });
  sent.answer(refuse('seat-has-voted', { seatId: seats[chen]! }));
  await settle();
  flushSync();
  expect(screen.getByRole('alert').textContent).toBe(hall.hasVoted('Чен Ван'));
  // Their card is taken out at once: nobody looks for it in a long list.
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Чен Ван' }).checked).toBe(false);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Дара Ким' }).checked).toBe(true);
});

test('[HALL-3] a count that stands is mended, and its numbers are not shown before the result', async () => {
  const stands = [{ seats: [seats[dara]!], numbers: 'hidden', tellers: [fay], by: bo, at: startsAt }] as const;
  await draw('hall', [inHall, opened, ...mended(stands)], mineOf(fay, { roles: ['counting'] }));
  expect(screen.getByRole('status').textContent).toBe(hall.stands(1));
  await press(button(hall.mend));
  expect(screen.getByLabelText<HTMLInputElement>(ru.poll.counts.yes).value).toBe('');
});

test('[HALL-4] [REC-3] a result says in each language how many votes came by devices and by card, and who took no part', async () => {
  const result = {
    ...({ kind: 'here', answered: 0 } as const),
    closedAt: startsAt,
    cast: 7,
    sealHash: '',
    hall: [
      {
        seats: [seats[dara]!, seats[chen]!],
        numbers: { yes: 1, no: 1, abstain: 0 },
        tellers: [fay, bo],
        by: bo,
        at: startsAt,
      },
    ],
  };
  const recused = [{ seatId: seats[eli]!, personId: eli, weight: 1, right: 'deciding', present: true }] as const;
  await draw('sources', [], mineOf(bo), { result, recused });
  const { textContent } = document.body;
  expect(textContent).toContain('С устройств: 5 + в зале: 2. Карточками в зале: за – 1, против – 1, воздержались – 0.');
  expect(textContent).toContain('Считали: Фэй О’Нил, Бо Ли.');
  expect(textContent).toContain(words.noPartNames('Эли Коэн'));
  expect(textContent).toContain('Құрылғыдан: 5 + залда: 2');
});

test('[REC-1] [REC-2] a seat reads what follows before it leaves an item, and takes part again; of an open vote it leaves as long as it has not voted', async () => {
  const seat = { seatId: seats[dara]!, right: 'deciding', weight: 1 } as const;
  await draw('recuse', [], mineOf(dara, { seats: [seat] }));
  await press(button(words.recuse));
  expect(screen.getByText(words.recuseItemMeans)).toBeTruthy();
  await press(button(words.recuseDo));
  const sent = connection.next('command');
  const leaving = { type: 'sitting.recuse', seatId: seats[dara]!, itemId: items[0], takesPart: false } as const;
  expect(sent.message.command).toEqual(leaving);
  cleanup();
  const recused: SittingStreamEvent = { ...leaving, type: 'sitting.recused' };
  connection.send('snapshot', sittingSnapshot([...openedEvents, recused], 90));
  await settle();
  const poll = sittingOf([...openedEvents, opened]).poll.polls[pollId]!;
  render(ElectorateOnPage, { assembly, part: 'recuse', seatId: seats[dara]!, poll });
  flushSync();
  expect(screen.getByText(words.recusedFrom('Доклад'))).toBeTruthy();
  expect(button(words.takePart)).toBeTruthy();
});

test('[SIT-7] what a seat weighs is read, and written as a whole number', async () => {
  await draw('seat', [], mineOf(bo, { roles: ['moderator'] }));
  const field = () => screen.getByLabelText<HTMLInputElement>(words.weight);
  expect(field().value).toBe('1');
  for (const wrong of ['0', '1,5', '1001', '']) {
    type(words.weight, wrong);
    await press(button(words.weightDo));
    expect(screen.getByRole('alert').textContent).toBe(words.weightMissing(1000));
    expect(connection.has('command')).toBe(false);
  }
  type(words.weight, ' 12 ');
  expect(screen.queryByRole('alert')).toBeNull();
  await press(button(words.weightDo));
  const command = { type: 'sitting.weigh-seat', seatId: seats[dara], weight: 12 };
  expect(connection.next('command').message.command).toEqual(command);
});

test('[GROUP-1] a seat is put into a group that is named on the way', async () => {
  await draw('seat', [], mineOf(bo, { roles: ['moderator'] }));
  type(words.newGroup, '  СМИ ');
  await press(button(words.addGroup));
  const naming = connection.next('command');
  expect(naming.message.command).toEqual({ type: 'sitting.name-group', groupId: 'g1', name: { ru: 'СМИ' } });
  naming.answer(ok({ seq: 99 }));
  await settle();
  const command = { type: 'sitting.put-in-group', seatId: seats[dara], groupId: 'g1' };
  expect(connection.next('command').message.command).toEqual(command);
});

test('[PROXY-1] [PROXY-2] the secretary registers whose vote is entrusted to whom, among those who may answer for it, and ends it', async () => {
  await draw('seat', [], mineOf(bo));
  const field = screen.getByLabelText<HTMLSelectElement>(words.entrustTo);
  expect([...field.options].map(({ text }) => text)).toEqual([words.entrustNobody, 'Чен Ван', 'Эли Коэн']);
  await press(button(words.entrustDo));
  expect(screen.getByRole('alert').textContent).toBe(words.entrustMissing);
  field.value = seats[eli]!;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  expect(screen.queryByRole('alert')).toBeNull();
  await press(button(words.entrustDo));
  const giving = { seatId: seats[dara]!, to: seats[eli]! };
  expect(connection.next('command').message.command).toEqual({ type: 'sitting.give-proxy', ...giving });
  cleanup();
  const given: SittingStreamEvent = { type: 'sitting.proxy-given', ...giving };
  connection.send('snapshot', sittingSnapshot([...openedEvents, given], 91));
  await settle();
  const poll = sittingOf([...openedEvents, opened]).poll.polls[pollId]!;
  render(ElectorateOnPage, { assembly, part: 'seat', seatId: seats[dara]!, poll });
  flushSync();
  expect(screen.getByText(words.entrustedTo('Эли Коэн'))).toBeTruthy();
  await press(button(words.entrustEnd));
  expect(connection.next('command').message.command).toEqual({ type: 'sitting.end-proxy', seatId: seats[dara] });
});

test('[PROXY-2] a seat that is away entrusts its vote by itself, and takes it back', async () => {
  const seat = { seatId: seats[dara]!, right: 'deciding', weight: 1 } as const;
  await draw('entrust', [], mineOf(dara, { seats: [seat] }));
  await press(button(words.entrustOwn));
  expect(screen.getByText(words.entrustOwnMeans)).toBeTruthy();
  const field = screen.getByLabelText<HTMLSelectElement>(words.entrustToWhom);
  await press(button(words.entrustOwnTitle));
  expect(screen.getByRole('alert').textContent).toBe(words.entrustMissing);
  field.value = seats[chen]!;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  flushSync();
  await press(button(words.entrustOwnTitle));
  const giving = { seatId: seats[dara]!, to: seats[chen]! };
  expect(connection.next('command').message.command).toEqual({ type: 'sitting.give-proxy', ...giving });
});
