/** Does the roll of a named vote say of each how they answered, whatever was asked? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { options } from '../../../client/features/poll/gallery/examples.ts';
import RollSheet from '../../../client/features/poll/RollSheet.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import type { Assembly } from '../../../client/live/assembly.svelte.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { PollAnswer } from '../../../shared/poll/poll-answer.ts';
import type { Poll, PollAsk } from '../../../shared/poll/poll.ts';
import type { RollAnswer } from '../../../shared/protocol/http.ts';
import { chen, dara, eli, names, pollId, sittingId } from '../live/sitting-world.ts';

beforeEach(() => language.put('ru', ru));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function showRoll(ask: PollAsk, given: readonly (PollAnswer | null)[]): Promise<string> {
  const roll: RollAnswer['roll'] = [chen, dara, eli].map((personId, place) => {
    return { personId, right: 'deciding', weight: 1, answer: given[place] ?? null, byHand: false, inHall: false };
  });
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ roll })));
  const assembly = { sittingId, names } as unknown as Assembly;
  render(RollSheet, {
    assembly,
    poll: { pollId, ask, recused: [] as Poll['recused'] } as Poll,
    onclose: () => undefined,
  });
  await screen.findByText(/Дара/);
  const sheet = screen.getByRole('dialog');
  await vi.waitFor(() => expect(sheet.querySelectorAll('li')).toHaveLength(3));
  return sheet.textContent;
}

test('of a choice each stands with what they chose, and only who did not answer did not vote', async () => {
  const ask: PollAsk = { kind: 'choice', method: { kind: 'single-choice', required: null }, options };
  await showRoll(ask, [{ kind: 'choice', option: 'a' }, { kind: 'choice', option: null }, null]);
  await screen.findByText('Три года');
  const text = screen.getByRole('dialog').textContent;
  expect(text).toMatch(/Ответили\s*·\s*2/);
  expect(text).toMatch(/Не голосовали\s*·\s*1/);
});

test('of a yes-or-no vote they stand by their answer', async () => {
  const rule = { requirements: [{ kind: 'unanimous' }], inEachGroup: [], tie: 'rejected', quorum: null, turnout: null };
  const ask = { kind: 'decision', rule } as unknown as PollAsk;
  const text = await showRoll(ask, [{ kind: 'decision', choice: 'no' }, { kind: 'decision', choice: 'yes' }, null]);
  expect(text).toMatch(/За\s*·\s*1[\s\S]*Против\s*·\s*1[\s\S]*Не голосовали\s*·\s*1/);
  expect(text).not.toContain('Ответили');
});
