/** Does the desk offer with the whole draft what can be done with it, and nothing else? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeskDeeds } from '../../../client/features/desk/desk-deeds.svelte.ts';
import WholeDraft from '../../../client/features/desk/WholeDraft.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import type { Command } from '../../../client/live/assembly.svelte.ts';
import { newDraft, type Draft } from '../../../shared/draft/draft.ts';
import { conductWords } from '../../../shared/i18n/conduct-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { PollId, TextId } from '../../../shared/lib/ids.ts';
import { ok } from '../../../shared/lib/result.ts';
import { draftId } from '../live/sitting-world.ts';

const words = conductWords.ru.whole;
const asked: Command[] = [];
const deeds = {
  whyNot: () => undefined,
  isUnderway: () => false,
  do: (command: Command) => {
    asked.push(command);
    return Promise.resolve(ok({ seq: 1 }));
  },
} as unknown as DeskDeeds;

beforeEach(() => {
  language.put('ru', ru);
  asked.length = 0;
});
afterEach(cleanup);

function show(given: Partial<Draft>, mayThaw = true): void {
  const draft = { ...newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: {} }), ...given };
  render(WholeDraft, { draft, deeds, isAnnounced: false, mayThaw, seconds: 60 });
}
const buttons = (): (string | undefined)[] => screen.queryAllByRole('button').map((one) => one.textContent?.trim());

test('[DRAFT-5, ANN-1] open, it is closed with one press, which is announced', () => {
  show({});
  expect(buttons()).toEqual([words.freeze]);
  screen.getByRole('button', { name: words.freeze }).click();
  expect(asked).toEqual([{ type: 'announcement.announce', deed: { type: 'draft.freeze', draftId } }]);
});

test('[DRAFT-7, DRAFT-8, DRAFT-9] closed, it is put as a basis and as a whole, and opened by the chair alone with a reason', async () => {
  show({ phase: 'closed' }, false);
  expect(buttons()).toEqual([words.basis, words.whole]);
  screen.getByRole('button', { name: words.whole }).click();
  expect(asked).toMatchObject([{ deed: { type: 'poll.open', subject: { of: 'draft', draftId, stage: 'whole' } } }]);
  cleanup();
  show({ phase: 'closed', basis: { pollId: 'pol_0000000000000001' as PollId, at: 1 } });
  expect(screen.getByText(words.states.basis, { exact: false })).toBeTruthy();
  expect(buttons()).toEqual([words.whole, words.thaw]);
  screen.getByRole('button', { name: words.thaw }).click();
  await tick();
  screen.getByRole('button', { name: words.doThaw }).click();
  await tick();
  expect(screen.getByText(words.missing)).toBeTruthy();
});

test.each(['adopted', 'rejected'] as const)('[DRAFT-9] %s as a whole, nothing is offered any more', (phase) => {
  show({ phase });
  expect(buttons()).toEqual([]);
  expect(screen.getByText(words.states[phase], { exact: false })).toBeTruthy();
});
