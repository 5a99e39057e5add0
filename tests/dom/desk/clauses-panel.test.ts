/** Does the desk say of a clause that was come back to whether it says something else by now? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import ClausesPanel from '../../../client/features/desk/ClausesPanel.svelte';
import type { DeskDeeds } from '../../../client/features/desk/desk-deeds.svelte.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { canonicalClause } from '../../../shared/draft/canonical-text.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import { newDraft, type Draft } from '../../../shared/draft/draft.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { ClauseId, TextId } from '../../../shared/lib/ids.ts';
import { draftId, pollId } from '../live/sitting-world.ts';

const deeds = { whyNot: () => undefined, isUnderway: () => false } as unknown as DeskDeeds;
const clauseId = 'cla_0000000000000001' as ClauseId;
const asVoted: ClauseText = {
  id: clauseId,
  order: 'a1',
  parent: null,
  kind: 'operative',
  addressee: null,
  due: null,
  removed: false,
  body: { ru: [{ text: 'создать площадку' }] },
};
const frozen = {
  bytes: canonicalClause(asVoted, { number: '1' }),
  clauseHash: 'a',
  paperHash: 'b',
  textSeq: 1,
  frozenAt: 1,
};
const comeBackTo: Partial<Draft> = {
  reopened: [clauseId],
  superseded: [{ clauseId, pollId, decided: 'adopted', at: 1, reason: 'ошибка в сроке' }],
  formerly: [{ clauseId, frozen }],
};

beforeEach(() => language.put('ru', ru));
afterEach(cleanup);

test.each([
  ['создать площадку', comeBackTo, ru.draft.seals.open],
  ['создать реестр', comeBackTo, ru.draft.seals.changed],
  ['создать реестр', {}, ru.draft.seals.open],
  [
    'создать реестр',
    { ...comeBackTo, clauses: { [clauseId]: { status: 'frozen', frozen, pollId: null } } },
    ru.draft.seals.closed,
  ],
] as const)('[DRAFT-6] %s, case %#', (words, given, told) => {
  const draft = { ...newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: {} }), ...given };
  const clause: ClauseText = { ...asVoted, body: { ru: [{ text: words }] } };
  render(ClausesPanel, { draft, clauses: [clause], deeds, isAnnounced: false, mayThaw: true });
  expect(screen.getByRole('listitem').querySelector('.name')?.textContent).toMatch(new RegExp(` · ${told}$`));
  expect(ru.draft.seals.changed).not.toBe(ru.draft.seals.open);
});
