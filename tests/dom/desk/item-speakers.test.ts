/** Is who reports on a matter named from the people of the forum, with whole minutes, and taken out again? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeskDeeds } from '../../../client/features/desk/desk-deeds.svelte.ts';
import ItemSpeakers from '../../../client/features/desk/ItemSpeakers.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import { agendaWords } from '../../../shared/i18n/agenda-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import { initialForum } from '../../../shared/forum/forum-apply.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { AgendaItem } from '../../../shared/sitting/sitting.ts';
import { bo, chen, dara, items, names } from '../live/sitting-world.ts';
import { settle } from '../live/fake-connection.ts';
import { axeFindings } from '../poll/axe.ts';

const words = agendaWords.ru;
const asked = vi.fn(() => Promise.resolve(ok({ seq: 1 })));
const deeds = { do: asked, isUnderway: () => false, whyNot: () => undefined } as unknown as DeskDeeds;
const invited = { came: 'invited', since: 0 } as const;
const forum = { ...initialForum, members: { [bo]: invited, [chen]: invited, [dara]: invited } };

beforeEach(() => {
  vi.stubGlobal('CSS', { supports: () => true });
  language.put('ru', ru);
  asked.mockClear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function draw(speakers?: AgendaItem['speakers']): void {
  const item: AgendaItem = {
    ...({ itemId: items[0], kind: 'report', title: { ru: 'Доклад' }, minutes: 20 } as const),
    ...({ state: 'pending', startedAt: null } as const),
    ...(speakers !== undefined && { speakers }),
  };
  render(ItemSpeakers, { item, forum, names, deeds });
}
async function press(name: string): Promise<void> {
  screen.getByRole('button', { name }).click();
  await settle();
  flushSync();
}
function fill(label: string, value: string, event: 'input' | 'change'): void {
  const field = screen.getByLabelText<HTMLInputElement | HTMLSelectElement>(label);
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  flushSync();
}

test('[SIT-9] the next one comes behind those who are named, with whole minutes', async () => {
  draw([{ personId: bo, minutes: 10 }]);
  expect(document.body.textContent).toContain(words.rapporteur);
  expect([...screen.getByLabelText<HTMLSelectElement>(words.who).options].map(({ value }) => value)).not.toContain(bo);
  expect(await axeFindings(document.body)).toEqual([]);
  fill(words.minutes, '0', 'input');
  await press(words.add);
  const alerts = screen.getAllByRole('alert').map(({ textContent }) => textContent);
  expect(alerts).toEqual([words.minutesWrong(120), words.whoMissing]);
  expect(asked).not.toHaveBeenCalled();
  fill(words.who, dara, 'change');
  fill(words.minutes, ' 7 ', 'input');
  await press(words.add);
  expect(asked).toHaveBeenCalledWith({
    type: 'sitting.set-speakers',
    itemId: items[0],
    speakers: [
      { personId: bo, minutes: 10 },
      { personId: dara, minutes: 7 },
    ],
  });
});

test('[SIT-9] somebody is taken out, and who stays keeps their order', async () => {
  draw([
    { personId: chen, minutes: 10 },
    { personId: bo, minutes: 5 },
  ]);
  await press(words.take('Чен Ван'));
  expect(asked).toHaveBeenCalledWith({
    type: 'sitting.set-speakers',
    itemId: items[0],
    speakers: [{ personId: bo, minutes: 5 }],
  });
});
