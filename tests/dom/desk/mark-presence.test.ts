/** Is somebody marked where they are by one press, and is the place where they are marked not asked for again? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ru } from '../../../shared/i18n/ru.ts';
import { ok } from '../../../shared/lib/result.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import type { Command } from '../../../client/live/assembly.svelte.ts';
import type { DeskDeeds } from '../../../client/features/desk/desk-deeds.svelte.ts';
import MarkPresence from '../../../client/features/desk/MarkPresence.svelte';
import { chen } from '../live/sitting-world.ts';

let asked: Command[];
const deedsRefusing = (reason?: string): DeskDeeds =>
  ({
    whyNot: () => reason,
    isUnderway: () => false,
    do(command: Command) {
      asked.push(command);
      return Promise.resolve(ok({ seq: 1 }));
    },
  }) as unknown as DeskDeeds;
const { markHall, markRemote, markAway } = ru.desk.deeds;
const place = (name: string): HTMLElement => screen.getByRole('button', { name });

beforeEach(() => {
  language.put('ru', ru);
  asked = [];
});
afterEach(cleanup);

test('of the three places the one where somebody is, is pressed, and asks for nothing', () => {
  render(MarkPresence, { personId: chen, where: 'remote', deeds: deedsRefusing() });
  expect([markHall, markRemote, markAway].map((word) => place(word).getAttribute('aria-pressed'))).toEqual([
    'false',
    'true',
    'false',
  ]);
  place(markRemote).click();
  place(markAway).click();
  expect(asked).toEqual([{ type: 'sitting.mark-presence', personId: chen, where: 'absent' }]);
});

test('in a list there is one press, and it stands grey with its reason where it may not be done', () => {
  render(MarkPresence, {
    personId: chen,
    where: null,
    deeds: deedsRefusing('Обратитесь к модератору.'),
    hallOnly: true,
  });
  const [only, ...more] = screen.getAllByRole('button');
  expect(more).toEqual([]);
  expect(only?.textContent).toContain('Обратитесь к модератору.');
  only?.click();
  expect(asked).toEqual([]);
});
