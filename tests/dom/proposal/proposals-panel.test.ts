/** Is a proposal read as the text reads its clauses, and do words that could not be taken become sheets that can be shown? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import ProposalsPanel from '../../../client/features/proposal/ProposalsPanel.svelte';
import { Proposing } from '../../../client/features/proposal/proposing.svelte.ts';
import KeptWords from '../../../client/features/draft/KeptWords.svelte';
import type { Assembly } from '../../../client/live/assembly.svelte.ts';
import type { Unsent } from '../../../client/live/text-connection.ts';
import { proposalCommandSchema } from '../../../shared/proposal/proposal-commands.ts';
import { language } from '../../../client/i18n/language.svelte.ts';
import { refCharacter, type ClauseText } from '../../../shared/draft/clause-runs.ts';
import { newDraft } from '../../../shared/draft/draft.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { ClauseId, DraftId, PersonId, ProposalId, TextId } from '../../../shared/lib/ids.ts';
import type { Lang } from '../../../shared/lib/lang.ts';
import type { Proposal } from '../../../shared/proposal/proposal.ts';

const draftId = 'drf_0000000000000001' as DraftId;
const [first, second] = ['cla_0000000000000001' as ClauseId, 'cla_0000000000000002' as ClauseId];
const at = { parent: null, kind: 'operative', addressee: null, due: null, removed: false } as const;
const clauses: readonly ClauseText[] = [
  { ...at, id: first, order: 'a0', body: { ru: [{ text: 'продлить срок' }], kk: [{ text: 'мерзімді ұзарту' }] } },
  {
    ...at,
    id: second,
    order: 'a1',
    body: {
      ru: [{ text: 'учесть ' }, { text: refCharacter, ref: first }],
      kk: [{ text: refCharacter, ref: first }, { text: ' ескерілсін' }],
    },
  },
];

beforeEach(() => language.put('ru', ru));
afterEach(cleanup);

test.each([
  ['ru', 'учесть пункт\u00a01', 'учесть пункт\u00a01 к осени'],
  ['kk', '1-тармақ ескерілсін', '1-тармақ күзге дейін ескерілсін'],
] as const)(
  'a reference stands in its words in %s, the language of the text, and is no difference',
  async (lang: Lang, now, proposed) => {
    const proposal: Proposal = {
      proposalId: 'pro_0000000000000001' as ProposalId,
      draftId,
      author: 'per_0000000000000003' as PersonId,
      shownAt: 0,
      about: { is: 'words-for', clauseId: second, lang },
      body: { [lang]: proposed },
      addressee: null,
      due: null,
      state: { is: 'shown' },
    };
    const proposing = {
      shown: [proposal],
      isMine: () => false,
      isUnderway: () => false,
      refusalOf: () => undefined,
      mayAnswer: false,
    } as unknown as Proposing;
    render(ProposalsPanel, {
      proposing,
      draft: newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: { ru: 'Проект' } }),
      clauses,
      personName: () => 'Чен',
      now: () => 0,
      offsetMinutes: 300,
    });
    const words = await vi.waitFor(() => {
      const both = [...screen.getByRole('article').querySelectorAll(`.decided[lang=${lang}]`)];
      expect(both).toHaveLength(2);
      return both;
    });
    expect(words[0]?.textContent.trim()).toBe(now);
    expect(words[0]?.querySelector('del')).toBeNull();
    expect(words[1]?.textContent).toContain(lang === 'ru' ? 'пункт\u00a01' : '1-тармақ');
    expect(words[1]?.textContent).not.toContain(refCharacter);
  },
);

test('[PROP-9] clauses to be taken out are read by their names and words; those that are gone already are not', async () => {
  const third = 'cla_0000000000000003' as ClauseId;
  const proposal: Proposal = {
    proposalId: 'pro_0000000000000001' as ProposalId,
    draftId,
    author: 'per_0000000000000003' as PersonId,
    shownAt: 0,
    about: { is: 'take-out', clauseIds: [first, second, third] },
    body: {},
    addressee: null,
    due: null,
    state: { is: 'shown' },
  };
  const proposing = {
    shown: [proposal],
    isMine: () => false,
    isUnderway: () => false,
    refusalOf: () => undefined,
    mayAnswer: false,
  } as unknown as Proposing;
  render(ProposalsPanel, {
    proposing,
    draft: newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: { ru: 'Проект' } }),
    clauses,
    personName: () => 'Чен',
    now: () => 0,
    offsetMinutes: 300,
  });
  const listed = await screen.findAllByRole('listitem');
  expect(listed.map((one) => one.querySelector('del')?.lastChild?.textContent)).toEqual([
    'продлить срок',
    'учесть пункт\u00a01',
  ]);
  expect(screen.getByRole('article').textContent).toContain(ru.proposal.takeOut(3));
});

describe('[KEEP-13] words that are not in the text', () => {
  const sent = vi.fn(() => Promise.resolve({ ok: true, value: { seq: 1 } }));
  const assembly = {
    mine: { personId: 'per_0000000000000003' as PersonId },
    sitting: null,
    can: () => ({ ok: true }),
    send: sent,
  } as unknown as Assembly;
  const late: Unsent = { clauseId: second, lang: 'ru', words: 'к осени ', why: 'locked' };
  const labelOf = (id: ClauseId): string | null => (id === first ? '1' : null);
  beforeEach(() => localStorage.clear());

  const begun = (unsent: Unsent): Proposing => {
    const proposing = new Proposing(assembly, draftId);
    proposing.beginKept(unsent, labelOf);
    return proposing;
  };

  test('become other words for their clause, as the clause would read', () => {
    const runs = [...(clauses[1]?.body.ru ?? []), { text: ' к осени' }];
    const { open } = begun({ ...late, would: { is: 'say', runs } });
    expect(open).toMatchObject({
      about: { is: 'words-for', clauseId: second, lang: 'ru' },
      body: { ru: 'учесть пункт\u00a01 к осени' },
    });
  });

  test('of hours become several sheets, each short enough to be shown, the first one open', async () => {
    const words = Array.from({ length: 2_000 }, (_, number) => `слово${String(number)}`).join(' ');
    const proposing = begun({ ...late, words, would: { is: 'say', runs: [{ text: words }] } });
    expect(proposing.open?.body.ru?.startsWith('слово0 слово1 ')).toBe(true);
    const parts = [...proposing.sheets].reverse();
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ body }) => body.ru).join(' ')).toBe(words);
    for (const sheet of parts) {
      await proposing.show(sheet);
      expect(proposalCommandSchema.safeParse(sent.mock.lastCall?.at(0)).error).toBeUndefined();
    }
    expect(proposing.sheets).toEqual([]);
  });

  test('a deletion that was too much says so, and becomes a sheet that takes out, there after a reload too', async () => {
    const clauseIds = [first, second];
    const unsent: Unsent = { ...late, words: '', why: 'mass-deletion', would: { is: 'take-out', clauseIds } };
    render(KeptWords, { unsent, clauseName: 'пункт 1', ondone: () => undefined, onpropose: () => undefined });
    expect(document.body.textContent).toContain(ru.refusals['mass-deletion']);
    expect(document.body.textContent).toContain(ru.proposal.takeOut(2));
    expect(screen.queryByRole('button', { name: ru.draft.copyText })).toBeNull();
    begun(unsent);
    const [sheet] = new Proposing(assembly, draftId).sheets;
    expect(sheet?.about).toEqual({ is: 'take-out', clauseIds });
    await new Proposing(assembly, draftId).show(sheet!);
    expect(proposalCommandSchema.safeParse(sent.mock.lastCall?.at(0)).error).toBeUndefined();
  });
});
