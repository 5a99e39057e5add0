/** Which sitting do the tests of stage and follower look at? One panel with three seats, a clause closed for edits, and its vote. */
import { canonicalClause } from '../../../shared/draft/canonical-text.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import { newDraft, type ClosedClause } from '../../../shared/draft/draft.ts';
import { initialForum } from '../../../shared/forum/forum-apply.ts';
import type { ForumState } from '../../../shared/forum/forum.ts';
import type { ClauseId, DraftId, PersonId, PollId, SeatId, TextId } from '../../../shared/lib/ids.ts';
import type { Poll, PollResult } from '../../../shared/poll/poll.ts';
import { initialSittingStream, type SittingStream } from '../../../shared/protocol/features.ts';
import { initialSitting, type SittingState } from '../../../shared/sitting/sitting.ts';
import { usualRule } from '../../../shared/counting/decision-rule.ts';

export const noon = Date.UTC(2023, 6, 14, 7, 4);
export const chen = 'per_chen' as PersonId;
export const clauseId = 'cla_0000000000000001' as ClauseId;
export const draftId = 'drf_0000000000000001' as DraftId;
export const textId = 'txt_0000000000000001' as TextId;
export const pollId = 'pol_0000000000000001' as PollId;
export const wordsKk = 'тұрақты алаң құрылсын;';
export const wordsRu = 'создать постоянную площадку;';

const title = { ru: 'Бизнес и НПО', kk: 'Бизнес және ҮЕҰ' };
export const forum: ForumState = {
  ...initialForum,
  title: { ru: 'Форум области', kk: 'Облыс форумы' },
  utcOffsetMinutes: 300,
  languages: ['ru', 'kk'],
  code: '482916',
};

export const clause: ClauseText = {
  id: clauseId,
  order: 'V',
  parent: null,
  kind: 'operative',
  addressee: null,
  due: null,
  removed: false,
  body: { ru: [{ text: wordsRu }], kk: [{ text: wordsKk }] },
};

const paperHash = `7f3a91c2${'0'.repeat(56)}`;

export const poll: Poll = {
  pollId,
  subject: { of: 'clauses', draftId, clauses: [{ clauseId, paperHash }] },
  ask: { kind: 'decision', rule: usualRule(null) },
  paperHash,
  form: 'named',
  isChangeable: true,
  counts: 'at-close',
  openedAt: noon - 30_000,
  closesAt: noon + 54_000,
  electors: 'hidden',
  entitled: 3,
  presentAtOpening: 3,
  seats: 3,
  moreTime: [],
  byHand: [],
  hall: [],
  recused: [],
  groups: [],
  closedAt: null,
  result: null,
  annulled: null,
  contests: [],
  minority: [],
  repeats: null,
  published: false,
};

export const carried: PollResult = {
  kind: 'decision',
  sheet: {
    whole: { yes: 2, no: 1, abstain: 0, invalid: 0, present: 3, entitled: 3 },
    groups: [],
    advisory: { yes: 0, no: 0, abstain: 0, invalid: 0 },
  },
  decision: { outcome: 'carried', needed: 2, steps: [] },
  settlement: null,
  closedAt: noon,
  cast: 3,
  sealHash: '',
};

/** The stream with the clause in a state, a poll or none, and what else of the sitting is given. */
export function stream(
  status: ClosedClause['status'] | null,
  given: { readonly poll?: Poll; readonly sitting?: Partial<SittingState> } = {},
): SittingStream {
  const frozen = {
    bytes: canonicalClause(clause, { number: '1' }),
    clauseHash: '',
    paperHash,
    textSeq: 1,
    frozenAt: noon - 60_000,
  };
  const seat = { seatId: 'sea_chen' as SeatId, holder: chen, weight: 1, right: 'deciding', group: null } as const;
  return {
    ...initialSittingStream,
    sitting: {
      ...initialSitting,
      title,
      languages: ['ru', 'kk'],
      phase: 'open',
      seats: { [seat.seatId]: seat },
      ...given.sitting,
    },
    draft: {
      drafts: {
        [draftId]: {
          ...newDraft({ draftId, textId, title }),
          clauses: status === null ? {} : { [clauseId]: { status, frozen, pollId: given.poll?.pollId ?? null } },
        },
      },
    },
    poll: { polls: given.poll === undefined ? {} : { [given.poll.pollId]: given.poll } },
  };
}
