/** Which resolution do the papers' tests print? Two adopted clauses, and one of each kind that must not appear. */
import { createHash } from 'node:crypto';
import { canonicalClause } from '../../shared/draft/canonical-text.ts';
import type { ClauseText, Run } from '../../shared/draft/clause-runs.ts';
import { newDraft, type ClosedClause, type Draft } from '../../shared/draft/draft.ts';
import type { ClauseId, DraftId, PollId, TextId } from '../../shared/lib/ids.ts';
import type { DecisionRule } from '../../shared/counting/decision-rule.ts';
import { decideVote } from '../../shared/counting/vote-decision.ts';
import type { VoteSheet } from '../../shared/counting/vote-sheet.ts';
import type { Poll, PollState } from '../../shared/poll/poll.ts';
import type { ResolutionInput } from '../../shared/papers/resolution.ts';

/** Every Kazakh letter that Russian has not, in one sentence. */
export const kazakhLetters = 'Әділ ғалым қаңтарда өңірдің ұйғарымын үш һәм ізгі деп тапты';

export const adoptedRu: readonly Run[] = [
  { text: 'увеличить срок подачи заявок ' },
  { text: 'с десяти до двадцати', strong: true },
  { text: ' рабочих дней, ' },
  { text: 'в том числе', em: true },
  { text: '  «электронных» – № 5;' },
];
export const adoptedKk: readonly Run[] = [
  { text: `${kazakhLetters}; ` },
  { text: 'он жұмыс күнінен', strong: true },
  { text: ' жиырма жұмыс күніне дейін ұзартылсын;' },
];

const draftId = 'drf_0000000000000001' as DraftId;

/** A closed clause; `numbers` are those of the clauses its words refer to. */
export function clause(
  place: number,
  number: string | number | null,
  status: ClosedClause['status'],
  given: Partial<ClauseText>,
  numbers: readonly (readonly [string, string])[] = [],
): ClosedClause {
  const bytes = canonicalClause(
    {
      id: `cla_000000000000000${place}` as ClauseId,
      order: `V${place}`,
      parent: null,
      kind: 'operative',
      addressee: null,
      due: null,
      removed: false,
      body: {},
      ...given,
    },
    {
      number: number === null ? null : String(number),
      parent: given.parent ?? null,
      numbers: new Map(numbers as readonly (readonly [ClauseId, string])[]),
    },
  );
  const paperHash = createHash('sha256').update(bytes).digest('hex');
  return {
    status,
    frozen: { bytes, clauseHash: paperHash, paperHash, textSeq: place, frozenAt: place },
    pollId: `pol_000000000000000${place}` as PollId,
  };
}

/** As present as they are: more than half of those present carries. */
const rule: DecisionRule = {
  requirements: [{ kind: 'share', majority: 'simple', base: 'present' }],
  inEachGroup: [],
  tie: 'rejected',
  quorum: { numerator: 2, denominator: 3, strict: false },
  turnout: null,
};

interface Votes {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly advisory: { readonly yes: number; readonly no: number; readonly abstain: number };
}

function poll(place: number, given: Partial<Votes> = {}): Poll {
  const { yes, no, abstain, advisory } = {
    yes: 30,
    no: 3,
    abstain: 2,
    advisory: { yes: 0, no: 0, abstain: 0 },
    ...given,
  };
  const sheet: VoteSheet = {
    whole: { yes, no, abstain, invalid: 0, present: 35, entitled: 35 },
    groups: [],
    advisory: { ...advisory, invalid: 0 },
  };
  // 23:30 of 13 July in UTC is 04:30 of 14 July in the forum.
  const closedAt = Date.UTC(2023, 6, 13, 23, 30);
  return {
    pollId: `pol_000000000000000${place}` as PollId,
    subject: {
      of: 'clauses',
      draftId,
      clauses: [{ clauseId: `cla_000000000000000${place}` as ClauseId, paperHash: '' }],
    },
    ask: { kind: 'decision', rule },
    paperHash: '',
    form: 'named',
    isChangeable: true,
    counts: 'at-close',
    openedAt: closedAt - 60_000,
    closesAt: closedAt,
    electors: 'hidden',
    entitled: 35,
    presentAtOpening: 35,
    seats: 35,
    moreTime: [],
    byHand: [],
    hall: [],
    recused: [],
    groups: [],
    closedAt,
    result: {
      kind: 'decision',
      closedAt,
      cast: 35,
      sealHash: '',
      sheet,
      decision: decideVote(sheet, rule),
      settlement: null,
    },
    annulled: null,
    contests: [],
    minority: [],
    repeats: null,
    published: true,
  };
}

const clauses = {
  // The order of the record is not the order of the paper: clause 2 stands before clause 1 here.
  cla_0000000000000002: clause(2, 2, 'adopted', { body: { ru: adoptedRu, kk: adoptedKk } }),
  cla_0000000000000001: clause(1, 1, 'adopted', {
    addressee: { ru: 'Акимату области', kk: 'Облыс әкімдігіне' },
    due: '2023-10-01',
    body: { ru: [{ text: 'создать постоянную площадку;' }], kk: [{ text: 'тұрақты алаң құрылсын;' }] },
  }),
  cla_0000000000000003: clause(3, 3, 'frozen', { body: { ru: [{ text: 'закрытый текст' }] } }),
  cla_0000000000000004: clause(4, 4, 'voting', { body: { ru: [{ text: 'голосуемый текст' }] } }),
  cla_0000000000000005: clause(5, 5, 'rejected', { body: { ru: [{ text: 'отклонённый текст' }] } }),
  cla_0000000000000006: clause(6, null, 'adopted', {
    kind: 'preamble',
    body: {
      ru: [{ text: 'Мы, участники форума, ' }, { text: 'отмечая', em: true }, { text: ' рост,' }],
      kk: [{ text: 'Біз, форумға қатысушылар,' }],
    },
  }),
};

const draft: Draft = {
  ...newDraft({ draftId, textId: 'txt_0000000000000001' as TextId, title: {} }),
  clauses,
};

const polls: PollState = {
  polls: Object.fromEntries(
    [poll(1, { no: 0, abstain: 0, yes: 35 }), poll(2), poll(6, { advisory: { yes: 2, no: 0, abstain: 1 } })].map(
      (each) => [each.pollId, each],
    ),
  ),
};

export function sampleResolution(given: Partial<ResolutionInput> = {}): ResolutionInput {
  return {
    forum: {
      title: { ru: 'Региональный гражданский форум', kk: 'Өңірлік азаматтық форум' },
      theme: { ru: 'Слышащее государство', kk: 'Халық үніне құлақ асатын мемлекет' },
      place: { ru: 'г. Уральск', kk: 'Орал қаласы' },
      dayStartsAt: Date.UTC(2023, 6, 11, 19),
      utcOffsetMinutes: 300,
    },
    sittingTitle: { ru: 'Государственный социальный заказ', kk: 'Мемлекеттік әлеуметтік тапсырыс' },
    draft,
    polls,
    lang: 'ru',
    printedAt: Date.UTC(2023, 6, 14, 10, 41),
    ...given,
  };
}

export const emptyDraft: Draft = { ...draft, clauses: {} };
