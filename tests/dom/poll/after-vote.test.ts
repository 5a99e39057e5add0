/** Is a voter who was outvoted offered an opinion, and do all read what became of the decision? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import AfterVote from '../../../client/features/poll/AfterVote.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import type { Assembly, Command } from '../../../client/live/assembly.svelte.ts';
import { newDraft } from '../../../shared/draft/draft.ts';
import { contestWords } from '../../../shared/i18n/contest-words.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { ClauseId, SeatId, TextId } from '../../../shared/lib/ids.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { Choice, Poll } from '../../../shared/poll/poll.ts';
import { initialSittingStream } from '../../../shared/protocol/features.ts';
import { draftId, pollId } from '../live/sitting-world.ts';

const words = contestWords.ru.minority;
const clauseId = 'cla_0000000000000001' as ClauseId;
const seatId = 'sea_0000000000000001' as SeatId;
const sent: Command[] = [];

beforeEach(() => {
  vi.stubGlobal('CSS', { supports: () => true });
  language.put('ru', ru);
  sent.length = 0;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(choice: Choice, given: Partial<Poll> = {}): void {
  const frozen = { clauseHash: 'b', paperHash: 'p', textSeq: 1, frozenAt: 1 };
  const bytes = '{"addressee":null,"body":{"ru":[{"text":"иначе"}]},"due":null,"kind":"operative","number":"1"}';
  const draft = {
    ...newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: {} }),
    clauses: { [clauseId]: { status: 'frozen' as const, frozen: { ...frozen, bytes }, pollId: null } },
    formerly: [{ clauseId, frozen: { ...frozen, bytes, clauseHash: 'a', paperHash: 'q' } }],
    superseded: [{ clauseId, pollId, decided: 'rejected' as const, at: 1, reason: 'ошибка в сроке' }],
  };
  const poll = {
    pollId,
    subject: { of: 'clauses', draftId, clauses: [{ clauseId, paperHash: 'q' }] },
    form: 'named',
    minority: [],
    result: { kind: 'decision', decision: { outcome: 'rejected' } },
    ...given,
  } as unknown as Poll;
  const assembly = {
    sitting: { ...initialSittingStream, draft: { drafts: { [draftId]: draft } } },
    names: {},
    texts: new Map(),
    mine: { seats: [{ seatId }], poll: { pollId, ballot: { answer: { kind: 'decision', choice } } } },
    can: () => ok([]),
    send: (command: Command) => {
      sent.push(command);
      return Promise.resolve(ok({ seq: 1 }));
    },
  } as unknown as Assembly;
  render(AfterVote, { assembly, poll });
}

test('[DRAFT-6] all read that the decision was come back to, why, and that the words are others now', () => {
  show('no');
  expect(screen.getByText(words.superseded('ошибка в сроке'))).toBeTruthy();
  expect(screen.getByText(words.changed)).toBeTruthy();
});

test('[MINOR-1] who voted as it came out is offered none; who did not writes it, and says what is missing first', async () => {
  show('no');
  expect(screen.queryByRole('button', { name: words.open })).toBeNull();
  cleanup();
  show('yes');
  screen.getByRole('button', { name: words.open }).click();
  await tick();
  screen.getByRole('button', { name: words.send }).click();
  await tick();
  expect(screen.getByText(words.missing)).toBeTruthy();
  const field = screen.getByLabelText<HTMLTextAreaElement>(words.field);
  field.value = 'Срок был реален.';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  screen.getByRole('button', { name: words.send }).click();
  await tick();
  expect(sent).toEqual([{ type: 'poll.record-minority', pollId, words: 'Срок был реален.' }]);
});

test('[MINOR-1] what was recorded is read by all, and not offered twice', () => {
  show('yes', { minority: [{ seatId, words: 'Срок был реален.', at: 1 }] });
  expect(screen.getByText('Срок был реален.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: words.open })).toBeNull();
});
