/** Does the kit keep its promises: reasons that can be read, answers that were meant, a clock by the server's time? */
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { language } from '../../../client/i18n/language.svelte.ts';
import AnswerButton from '../../../client/ui/AnswerButton.svelte';
import Button from '../../../client/ui/Button.svelte';
import Clock from '../../../client/ui/Clock.svelte';
import Field from '../../../client/ui/Field.svelte';
import ResultBar from '../../../client/ui/ResultBar.svelte';
import Seal from '../../../client/ui/Seal.svelte';
import Sheet from '../../../client/ui/Sheet.svelte';
import TabBar from '../../../client/ui/TabBar.svelte';
import TopBar from '../../../client/ui/TopBar.svelte';
import { ru } from '../../../shared/i18n/ru.ts';

const words = (text: string): ReturnType<typeof createRawSnippet> =>
  createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

beforeEach(() => {
  language.put('ru', ru);
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('a button', () => {
  test('does its deed', async () => {
    const deed = vi.fn();
    render(Button, { onclick: deed, children: words('Предложить пункт') });
    await fireEvent.click(screen.getByRole('button', { name: 'Предложить пункт' }));
    expect(deed).toHaveBeenCalledOnce();
  });

  test('that may not be pressed says why, stays within reach of the keyboard, and does nothing', async () => {
    const deed = vi.fn();
    render(Button, { onclick: deed, reason: 'Идёт голосование', children: words('Писать здесь') });
    const button = screen.getByRole('button');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.hasAttribute('disabled')).toBe(false);
    const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(reason?.textContent).toBe('Идёт голосование');
    await fireEvent.click(button);
    expect(deed).not.toHaveBeenCalled();
  });

  test('under way is not pressed twice, and submits no form', async () => {
    const deed = vi.fn();
    render(Button, { onclick: deed, busy: true, type: 'submit', children: words('Входим…') });
    const button = screen.getByRole('button');
    expect(await fireEvent.click(button)).toBe(false);
    expect(deed).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-busy')).toBe('true');
  });
});

describe('an answer', () => {
  function open(): { answer: ReturnType<typeof vi.fn>; button: HTMLElement } {
    const answer = vi.fn();
    render(AnswerButton, { tone: 'for', word: 'За', onanswer: answer });
    return { answer, button: screen.getByRole('button', { name: 'За' }) };
  }

  test('is given by a touch that began after 700 ms', async () => {
    const { answer, button } = open();
    vi.advanceTimersByTime(700);
    await fireEvent.pointerDown(button);
    await fireEvent.click(button, { detail: 1 });
    expect(answer).toHaveBeenCalledOnce();
  });

  test('is not given in the first 700 ms, by a finger or by a key', async () => {
    const { answer, button } = open();
    vi.advanceTimersByTime(699);
    await fireEvent.pointerDown(button);
    await fireEvent.click(button, { detail: 1 });
    await fireEvent.click(button, { detail: 0 });
    expect(answer).not.toHaveBeenCalled();
  });

  test('is not given by a touch that began before it appeared, or too early, however late it ends', async () => {
    const { answer, button } = open();
    vi.advanceTimersByTime(5000);
    await fireEvent.click(button, { detail: 1 });
    expect(answer).not.toHaveBeenCalled();
    cleanup();

    const early = open();
    vi.advanceTimersByTime(300);
    await fireEvent.pointerDown(early.button);
    vi.advanceTimersByTime(2000);
    await fireEvent.click(early.button, { detail: 1 });
    expect(early.answer).not.toHaveBeenCalled();
  });

  test('is given by the keyboard, which has no pointer', async () => {
    const { answer, button } = open();
    vi.advanceTimersByTime(700);
    await fireEvent.click(button, { detail: 0 });
    expect(answer).toHaveBeenCalledOnce();
  });
});

describe('a clock', () => {
  test('counts down by the clock it is given, second by second, and stops at nothing', async () => {
    let serverNow = 1_000_000;
    render(Clock, { deadline: 1_002_000, now: () => serverNow, label: 'Осталось' });
    const figures = screen.getByRole('timer', { name: 'Осталось' });
    const seen: string[] = [];
    for (let step = 0; step < 6; step += 1) {
      await tick();
      seen.push(figures.textContent?.trim() ?? '');
      serverNow += 500;
      vi.advanceTimersByTime(500);
    }
    expect([...new Set(seen)]).toEqual(['0:02', '0:01', '0:00']);
    expect(figures.getAttribute('aria-live')).toBe('off');
    serverNow += 60_000;
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(figures.textContent?.trim()).toBe('0:00');
  });
});

test('six seals are six shapes, each with its word', () => {
  const kinds = ['open', 'closed', 'voting', 'carried', 'rejected', 'changed'] as const;
  const shapes = kinds.map((kind) => {
    const { container } = render(Seal, { kind, title: ru.draft.seals[kind] });
    expect(screen.getByRole('img', { name: ru.draft.seals[kind] })).toBeTruthy();
    // Without classes, and so without colours.
    return [...container.querySelectorAll('circle, path')]
      .map((shape) => `${shape.tagName} ${shape.getAttribute('d') ?? shape.getAttribute('r')}`)
      .join();
  });
  expect(new Set(shapes).size).toBe(6);
});

test('a result bar stops at its numbers, and its tick where the threshold is', async () => {
  const { container } = render(ResultBar, {
    segments: [
      { tone: 'for', count: 118 },
      { tone: 'against', count: 6 },
    ],
    total: 131,
    threshold: { at: 66, label: 'нужно 66 из 131' },
    label: 'Принято. За — 118, против — 6.',
  });
  expect(screen.getByRole('img', { name: 'Принято. За — 118, против — 6.' })).toBeTruthy();
  vi.advanceTimersByTime(50);
  await tick();
  const widths = [...container.querySelectorAll<HTMLElement>('.segment')].map((segment) =>
    parseFloat(segment.style.width),
  );
  expect(widths[0]).toBeCloseTo(90.08, 1);
  expect(widths[1]).toBeCloseTo(4.58, 1);
  expect(parseFloat(container.querySelector<HTMLElement>('.tick')?.style.left ?? '')).toBeCloseTo(50.38, 1);
});

test('a result bar of nobody is empty, not broken', async () => {
  const { container } = render(ResultBar, { segments: [{ tone: 'for', count: 0 }], total: 0, label: 'Никто' });
  vi.advanceTimersByTime(50);
  await tick();
  expect(container.querySelector<HTMLElement>('.segment')?.style.width).toBe('0%');
});

test('a sheet takes the focus, closes by Escape and by its button, and gives the focus back', async () => {
  const opener = document.createElement('button');
  document.body.append(opener);
  opener.focus();
  const close = vi.fn();
  // No showModal here: this is the way of browsers without modal dialogs.
  const { unmount } = render(Sheet, { title: 'Пункт 3', onclose: close, children: words('…') });
  const dialog = screen.getByRole('dialog', { name: 'Пункт 3' });
  expect(dialog.contains(document.activeElement)).toBe(true);
  await fireEvent.keyDown(dialog, { key: 'Escape' });
  await fireEvent.click(screen.getByRole('button', { name: 'Закрыть' }));
  expect(close).toHaveBeenCalledTimes(2);
  unmount();
  expect(document.activeElement).toBe(opener);
  opener.remove();
});

test('a tab bar says where one is, and how many wait', async () => {
  const pick = vi.fn();
  render(TabBar, {
    tabs: [
      { id: 'now', word: 'Сейчас' },
      { id: 'floor', word: 'Слово', count: 3 },
    ],
    current: 'now',
    label: 'Части заседания',
    onpick: pick,
  });
  expect(screen.getByRole('button', { name: 'Сейчас' }).getAttribute('aria-current')).toBe('page');
  await fireEvent.click(screen.getByRole('button', { name: /Слово.3/ }));
  expect(pick).toHaveBeenCalledWith('floor');
});

test('the top bar has its five things in their order, and nothing else', () => {
  render(TopBar, {
    title: 'Социальный заказ',
    titleHref: '/',
    line: { word: 'на связи', tone: 'live' },
    help: words('…'),
  });
  const bar = screen.getByRole('banner');
  expect(bar.textContent?.replace(/\s+/g, ' ').trim()).toBe('Социальный заказ на связи Aa Рус ҚазРусEng ?Помощь');
});

test('a field says what is wrong beneath itself, and is marked', () => {
  render(Field, { label: 'Код', value: '', error: 'В коде шесть цифр.' });
  const input = screen.getByLabelText('Код');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('В коде шесть цифр.');
});
