/** Is a proposal read beside the words of its clause as the text reads them? */
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import ProposalsPanel from '../../../client/features/proposal/ProposalsPanel.svelte';
import type { Proposing } from '../../../client/features/proposal/proposing.svelte.ts';
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
