/** Which sitting do the papers' tests write down? Opened with a quorum, two votes, a break, closed; Chen’s organisation looks like a formula. */
import { createHash } from 'node:crypto';
import { decideVote } from '../../shared/counting/vote-decision.ts';
import { sheetOf } from '../../shared/counting/vote-sheet.ts';
import type { DecisionRule } from '../../shared/counting/decision-rule.ts';
import { newDraft } from '../../shared/draft/draft.ts';
import { idPrefixes, type ClauseId, type IdKind, type IdOf, type PersonId, type PollId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Recorded } from '../../shared/lib/streams.ts';
import { initialMinutes, type MinutesState } from '../../shared/minutes/minutes.ts';
import type { PaperPerson, RollBallot, SittingRecord } from '../../shared/papers/sitting-record.ts';
import type { Elector, Poll } from '../../shared/poll/poll.ts';
import { initialSitting } from '../../shared/sitting/sitting.ts';
import { applySitting } from '../../shared/sitting/sitting-apply.ts';
import type { SittingEvent } from '../../shared/sitting/sitting-events.ts';
import { adoptedKk, adoptedRu, clause } from './sample-resolution.ts';

const id = <K extends IdKind>(kind: K, place: number): IdOf[K] =>
  `${idPrefixes[kind]}_${String(place).padStart(16, '0')}` as IdOf[K];
export const draftId = id('draft', 1);
export const itemIds = [id('agendaItem', 1), id('agendaItem', 2)] as const;

/** 14 July 2023, 10:00 in the forum. */
const start = Date.UTC(2023, 6, 14, 5);
const minute = 60_000;

const names = [
  ['Амина Сәрсенова', 'модератор', 'Азаматтық альянс'],
  ['Болат Қуанышұлы', 'секретарь', ''],
  ['Чен Ли', 'директор', '=HYPERLINK("http://зло";"нажмите")'],
  ['Дара Ұлықбекқызы', '', '+Қоғамдық қор «Үміт»'],
  ['Елі Өтегенов', '@сарапшы', '-Ауыл'],
] as const;
const person = (place: number): PersonId => id('person', place + 1);
const people: Record<PersonId, PaperPerson> = Object.fromEntries(
  names.map(([name, title, organisation], place) => [
    person(place),
    {
      name: { kk: name, ru: name },
      title: title === '' ? null : { ru: title },
      organisation: organisation === '' ? null : { ru: organisation },
    },
  ]),
);

const rule: DecisionRule = {
  requirements: [{ kind: 'share', majority: 'simple', base: 'present' }],
  inEachGroup: [],
  tie: 'rejected',
  quorum: { numerator: 2, denominator: 3, strict: false },
  turnout: null,
};

const electors: readonly Elector[] = [2, 3, 4].map((place) => ({
  seatId: id('seat', place),
  personId: person(place),
  weight: 1,
  right: 'deciding',
  present: true,
}));

type Said = 'yes' | 'no' | 'abstain' | null;

function poll(place: number, openedAt: number, said: readonly Said[]): { poll: Poll; roll: readonly RollBallot[] } {
  const sheet = sheetOf(
    electors.map(({ weight, right, present }, at) => ({
      weight,
      right,
      present,
      group: null,
      answer: said[at] ?? null,
    })),
  );
  const roll = electors.flatMap(({ seatId }, at): RollBallot[] => {
    const choice = said[at];
    return choice == null ? [] : [{ seatId, choice, revision: 1, receipt: `R${String(at)}` }];
  });
  const frozen = clauses[id('clause', place)]!.frozen;
  const sealHash = createHash('sha256')
    .update(roll.map((one) => `${one.seatId} ${one.choice} 1 ${one.receipt}\n`).join(''))
    .digest('hex');
  const closedAt = openedAt + minute;
  return {
    roll,
    poll: {
      pollId: id('poll', place),
      subject: { of: 'clauses', draftId, clauses: [{ clauseId: id('clause', place), paperHash: frozen.paperHash }] },
      ask: { kind: 'decision', rule },
      paperHash: frozen.paperHash,
      form: 'named',
      isChangeable: true,
      counts: 'at-close',
      openedAt,
      closesAt: closedAt,
      electors,
      entitled: 3,
      presentAtOpening: 3,
      seats: 3,
      moreTime: [],
      byHand: [],
      hall: [],
      recused: [],
      groups: [],
      closedAt,
      result: {
        kind: 'decision',
        closedAt,
        cast: roll.length,
        sealHash,
        sheet,
        decision: decideVote(sheet, rule),
        settlement: null,
      },
      annulled: null,
      contests: [],
      minority: [],
      repeats: null,
      published: true,
    },
  };
}

const clauses: Record<ClauseId, ReturnType<typeof clause>> = {
  [id('clause', 1)]: clause(1, 1, 'adopted', { body: { ru: adoptedRu, kk: adoptedKk } }),
  [id('clause', 2)]: clause(2, 2, 'rejected', {
    body: { ru: [{ text: 'открыть реестр.' }], kk: [{ text: 'тізілім ашылсын.' }] },
  }),
};

const votes = [
  poll(1, start + 20 * minute, ['yes', 'yes', 'yes']),
  poll(2, start + 40 * minute, ['no', 'abstain', null]),
];

const planned: SittingEvent = {
  type: 'sitting.planned',
  sittingId: id('sitting', 1),
  forumId: id('forum', 1),
  kind: 'panel',
  title: { ru: 'Государственный социальный заказ', kk: 'Мемлекеттік әлеуметтік тапсырыс' },
  startsAt: start,
  endsAt: start + 120 * minute,
  languages: ['kk', 'ru'],
  rule,
  agenda: [
    { itemId: itemIds[0], kind: 'report', title: { ru: 'О ходе работы', kk: 'Жұмыс барысы туралы' }, minutes: 10 },
    {
      itemId: itemIds[1],
      kind: 'decision',
      title: { ru: 'О проекте резолюции', kk: 'Қарар жобасы туралы' },
      minutes: 40,
    },
  ],
};

const told: readonly (readonly [minutes: number, event: SittingEvent | { type: 'poll.closed'; pollId: PollId }])[] = [
  [-60, planned],
  [-59, { type: 'sitting.role-given', personId: person(0), role: 'moderator' }],
  [-58, { type: 'sitting.role-given', personId: person(1), role: 'secretary' }],
  ...electors.map(
    ({ seatId, personId }) =>
      [-50, { type: 'sitting.seat-given', seatId, personId, weight: 1, right: 'deciding' }] as const,
  ),
  [-30, { type: 'sitting.lobby-opened' }],
  [-8, { type: 'sitting.presence-noted', personId: person(2), where: 'hall', by: 'self' }],
  [-7, { type: 'sitting.presence-noted', personId: person(3), where: 'hall', by: 'desk' }],
  [-5, { type: 'sitting.presence-noted', personId: person(4), where: 'remote', by: 'self' }],
  [2, { type: 'sitting.opened' }],
  [3, { type: 'sitting.item-started', itemId: itemIds[0] }],
  [15, { type: 'sitting.item-done', itemId: itemIds[0] }],
  [15, { type: 'sitting.item-started', itemId: itemIds[1] }],
  [21, { type: 'poll.closed', pollId: votes[0]!.poll.pollId }],
  [25, { type: 'sitting.paused', until: null }],
  [35, { type: 'sitting.resumed' }],
  [41, { type: 'poll.closed', pollId: votes[1]!.poll.pollId }],
  [50, { type: 'sitting.item-done', itemId: itemIds[1] }],
  [52, { type: 'sitting.closed' }],
];

const events = told.map(([at, event], place) => ({
  seq: place + 1,
  at: start + at * minute,
  actor: person(0),
  event,
})) as unknown as SittingRecord['events'];

const sitting = (events as readonly Recorded<SittingEvent>[])
  .filter(({ event }) => event.type.startsWith('sitting.'))
  .reduce(applySitting, initialSitting);

export function sampleRecord(lang: Lang, minutes: Partial<MinutesState> = {}): SittingRecord {
  return {
    forum: {
      title: { ru: 'Региональный гражданский форум', kk: 'Өңірлік азаматтық форум' },
      theme: {},
      place: { ru: 'г. Уральск', kk: 'Орал қаласы' },
      dayStartsAt: start - 10 * 60 * minute,
      utcOffsetMinutes: 300,
    },
    sitting,
    draft: {
      drafts: { [draftId]: { ...newDraft({ draftId, textId: id('text', 1), title: {} }), clauses } },
    },
    poll: { polls: Object.fromEntries(votes.map(({ poll: one }) => [one.pollId, one])) },
    minutes: { ...initialMinutes, number: '3', ...minutes },
    events,
    people,
    rolls: Object.fromEntries(votes.map(({ poll: one, roll }) => [one.pollId, roll])),
    lang,
  };
}
