/** Can every ballot be filled in by keys and by ears, and does it send what it shows? */
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { flushSync, tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { examples, options } from '../../../client/features/poll/gallery/examples.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import type { Method } from '../../../shared/counting/ballot.ts';
import { en } from '../../../shared/i18n/en.ts';
import { kk } from '../../../shared/i18n/kk.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { votingWords } from '../../../shared/i18n/voting-words.ts';
import { langs } from '../../../shared/lib/lang.ts';
import { answerProblem, type PollAnswer } from '../../../shared/poll/poll-answer.ts';
import type { PollAsk } from '../../../shared/poll/poll.ts';
import AskOnPage from './AskOnPage.svelte';
import { axeFindings } from './axe.ts';

const words = votingWords.en;
const catalogues = { kk, ru, en };
const name = (id: string): string => options.find(({ optionId }) => optionId === id)?.words.en ?? '';
type Ask = Exclude<PollAsk, { kind: 'decision' }>;

let now = 0;
beforeEach(() => {
  now = 10_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  // jsdom sizes no field.
  vi.stubGlobal('CSS', { supports: () => true });
  language.put('en', en);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function show(ask: Ask, start: PollAnswer | null = null) {
  const onsend = vi.fn<(answer: PollAnswer) => void>();
  const { container } = render(AskOnPage, { ask, start, onsend });
  now += 800;
  return { onsend, container };
}
const choice = (method: Method): Ask => ({ kind: 'choice', method, options });

/** As a key presses: a click without a pointer. */
async function press(element: HTMLElement): Promise<void> {
  element.focus();
  element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 0 }));
  await tick();
  flushSync();
}
const sendButton = () =>
  screen.getByRole('button', { name: new RegExp(`^(${words.ask.send}|${words.ask.sendBlank})`) });

describe('one option', () => {
  const ask = choice({ kind: 'single-choice', required: null });

  test('is asked for before anything is sent, and is sent', async () => {
    const { onsend } = show(ask);
    const group = screen.getByRole('group', { name: words.ask.one });
    expect(within(group).getAllByRole('radio')).toHaveLength(options.length + 1);
    await press(sendButton());
    expect(onsend).not.toHaveBeenCalled();
    expect(sendButton().getAttribute('aria-disabled')).toBe('true');
    await press(screen.getByRole('radio', { name: name('b') }));
    await press(sendButton());
    expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'choice', option: 'b' });
  });

  test('[COUNT-4] may be none of them: an empty ballot is an answer, and is said to be one', async () => {
    const { onsend, container } = show(ask);
    expect(container.textContent).toContain(words.ask.blankMeans);
    await press(screen.getByRole('radio', { name: words.ask.sendBlank }));
    await press(sendButton());
    expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'choice', option: null });
  });

  test('[CAST-3] is not sent by a touch that began before the button stood there', () => {
    const { onsend } = show(ask, { kind: 'choice', option: 'a' });
    sendButton().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    expect(onsend).not.toHaveBeenCalled();
    now -= 200;
    sendButton().dispatchEvent(new Event('pointerdown', { bubbles: true }));
    sendButton().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    expect(onsend).not.toHaveBeenCalled();
    now += 200;
    sendButton().dispatchEvent(new Event('pointerdown', { bubbles: true }));
    sendButton().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    expect(onsend).toHaveBeenCalledOnce();
  });
});

describe('marks', () => {
  test('no more than allowed: the others stay within reach, say why, and take none', async () => {
    const { onsend } = show(choice({ kind: 'approval', seats: 2, maxMarks: 2, required: null }));
    screen.getByRole('group', { name: words.ask.atMost(2) });
    await press(screen.getByRole('checkbox', { name: name('a') }));
    await press(screen.getByRole('checkbox', { name: name('d') }));
    const third = screen.getByRole<HTMLInputElement>('checkbox', { name: name('c') });
    expect(third.getAttribute('aria-disabled')).toBe('true');
    const said = document.getElementById(third.getAttribute('aria-describedby') ?? '');
    expect(said?.textContent).toContain(words.ask.marksFull);
    await press(third);
    expect(third.checked).toBe(false);
    expect(screen.getByRole('status').textContent).toContain(words.ask.markedOf(2, 2));
    await press(screen.getByRole('checkbox', { name: name('a') }));
    await press(third);
    await press(sendButton());
    expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'marks', options: ['d', 'c'] });
  });

  test('none at all is an empty ballot, and the button says so', async () => {
    const { onsend } = show(choice({ kind: 'approval', seats: 1, maxMarks: null, required: null }));
    await press(screen.getByRole('button', { name: words.ask.sendBlank }));
    expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'marks', options: [] });
  });
});

test('points: each option is a group with its scale and no opinion, which is what stands until something is given', async () => {
  const { onsend } = show(choice({ kind: 'score', lowest: 0, highest: 5, by: 'mean', minimumScores: 1 }));
  const group = screen.getByRole('group', { name: name('a') });
  expect(within(group).getAllByRole('radio')).toHaveLength(7);
  expect(within(group).getByRole<HTMLInputElement>('radio', { name: words.ask.noOpinion }).checked).toBe(true);
  await press(within(group).getByRole('radio', { name: '0' }));
  await press(within(screen.getByRole('group', { name: name('c') })).getByRole('radio', { name: '5' }));
  await press(within(group).getByRole('radio', { name: '4' }));
  await press(sendButton());
  expect(onsend).toHaveBeenCalledExactlyOnceWith({
    kind: 'scores',
    scores: [
      { option: 'c', score: 5 },
      { option: 'a', score: 4 },
    ],
  });
});

describe('an order', () => {
  const give = (id: string) => screen.getByRole('button', { name: new RegExp(`^${name(id)} `) });
  const sent = async (onsend: { mock: { calls: PollAnswer[][] } }) => {
    await press(sendButton());
    return onsend.mock.calls.at(-1)?.[0];
  };

  test('is made by tapping, moved by buttons and by the number of a place; the focus stays with what moved, and every move is said', async () => {
    const { onsend } = show(choice({ kind: 'instant-runoff' }));
    await press(give('c'));
    await press(give('a'));
    await press(give('d'));
    expect(screen.queryByRole('checkbox')).toBeNull();
    const up = screen.getByRole('button', { name: words.ask.up(name('d')) });
    await press(up);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: words.ask.up(name('d')) }));
    expect(screen.getByRole('status').textContent).toBe(words.ask.moved(name('d'), 2, 3));
    // At the top its own button can go no further: the focus is on the other one, not lost.
    await press(up);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: words.ask.down(name('d')) }));
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['d'], ['c'], ['a']] });

    const place = screen.getByRole<HTMLSelectElement>('combobox', { name: words.ask.placeOf(name('d')) });
    place.value = '3';
    place.dispatchEvent(new Event('change', { bubbles: true }));
    await tick();
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['c'], ['a'], ['d']] });
    await press(screen.getByRole('button', { name: words.ask.takeOut(name('c')) }));
    expect(document.activeElement).toBe(give('c'));
    expect(screen.getByRole('status').textContent).toBe(words.ask.takenOut(name('c')));
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['a'], ['d']] });
  });

  test('[COUNT-4] has equal places only where the method counts them', async () => {
    const { onsend, container } = show(choice({ kind: 'schulze', statusQuo: null }));
    expect(container.textContent).toContain(words.ask.leftOutMeans);
    expect(container.textContent).toContain(words.ask.equalsMean);
    for (const id of ['a', 'b', 'c']) await press(give(id));
    await press(screen.getByRole('checkbox', { name: new RegExp(`${words.ask.share}.*${name('c')}`) }));
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['a'], ['b', 'c']] });
    await press(screen.getByRole('checkbox', { name: new RegExp(`${words.ask.share}.*${name('b')}`) }));
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['a', 'b', 'c']] });
    await press(screen.getByRole('checkbox', { name: new RegExp(`${words.ask.share}.*${name('b')}`) }));
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [['a'], ['b', 'c']] });
  });

  test('with nothing in it is an empty ballot', async () => {
    const { onsend, container } = show(choice({ kind: 'transferable-vote', seats: 2 }));
    expect(container.textContent).not.toContain(words.ask.equalsMean);
    expect(await sent(onsend)).toEqual({ kind: 'ranking', ranking: [] });
  });
});

describe('how far one goes along', () => {
  test.each(['five', 'eight'] as const)('on the scale of %s every level has its words', async (scale) => {
    const { onsend } = show({ kind: 'consent', scale });
    const radios = screen.getAllByRole('radio');
    expect(radios).toHaveLength(scale === 'five' ? 5 : 8);
    for (const radio of radios) expect(radio.closest('label')?.textContent.trim().length).toBeGreaterThan(4);
    await press(sendButton());
    expect(onsend).not.toHaveBeenCalled();
    await press(radios[1]!);
    await press(sendButton());
    expect(onsend).toHaveBeenCalledOnce();
  });

  test('[COUNT-13] a block waits for its reason', async () => {
    const { onsend } = show({ kind: 'consent', scale: 'five' });
    await press(screen.getByRole('radio', { name: words.five.block }));
    await press(sendButton());
    expect(onsend).not.toHaveBeenCalled();
    const reason = screen.getByRole<HTMLTextAreaElement>('textbox', { name: new RegExp(words.ask.reason) });
    reason.value = 'no money for it';
    reason.dispatchEvent(new Event('input', { bubbles: true }));
    await tick();
    await press(sendButton());
    expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'consent', level: 'block', reason: 'no money for it' });
  });
});

test('a roll call has one answer', async () => {
  const { onsend } = show({ kind: 'here' });
  await press(screen.getByRole('button', { name: en.sitting.iAmHere }));
  expect(onsend).toHaveBeenCalledExactlyOnceWith({ kind: 'here' });
});

const asked = examples.filter(({ ask }) => ask.kind !== 'decision');

describe.each(langs)('in %s', (lang) => {
  test.each(asked.map((example, place) => ({ ...example, isRead: langs[place % langs.length] === lang })))(
    '$name sends nothing that is refused, and is clean for axe',
    async ({ ask, isRead }) => {
      language.put(lang, catalogues[lang]);
      if (ask.kind === 'decision') throw new Error('has a form of its own');
      const { onsend, container } = show(ask);
      const first = container.querySelector<HTMLElement>('input, .give');
      if (first !== null) await press(first);
      // Each in one language after the other: names, roles and order differ by words alone, and whole screens are read in a browser.
      if (isRead) expect(await axeFindings(container)).toEqual([]);
      else expect([...container.querySelectorAll('button')].filter(isNameless)).toEqual([]);
      await press([...container.querySelectorAll<HTMLElement>('button')].at(-1)!);
      expect(onsend).toHaveBeenCalledOnce();
      expect(answerProblem(ask, onsend.mock.calls[0]![0])).toBeNull();
    },
  );
});

function isNameless(button: Element): boolean {
  return button.textContent.trim() === '' && (button.getAttribute('aria-label') ?? '') === '';
}
