/** The one named world as a page is sent it: Amina moderates, Bo is secretary, Chen and Dara take part, Eli is remote, Fay observes. */
import { idFromBytes, type IdKind, type IdOf } from '../../../shared/lib/ids.ts';
import { forumStream, sittingStream, type Recorded } from '../../../shared/lib/streams.ts';
import { canonicalClause } from '../../../shared/draft/canonical-text.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import {
  applyForumStream,
  applySittingStream,
  initialForumStream,
  initialSittingStream,
  type ForumStream,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../../shared/protocol/features.ts';
import type { MineFrame, Names, SnapshotFrame } from '../../../shared/protocol/messages.ts';
import type { Role } from '../../../shared/people/capacity.ts';
import { usualRule } from '../../../shared/counting/decision-rule.ts';

function id<K extends IdKind>(kind: K, number: number): IdOf[K] {
  return idFromBytes(kind, new Uint8Array(10).fill(number));
}

export const forumId = id('forum', 1);
export const sittingId = id('sitting', 1);
export const draftId = id('draft', 1);
export const textId = id('text', 1);
export const items = [id('agendaItem', 1), id('agendaItem', 2)] as const;
export const clauses = [id('clause', 1), id('clause', 2)] as const;
export const pollId = id('poll', 1);
export const amina = id('person', 1);
export const bo = id('person', 2);
export const chen = id('person', 3);
export const dara = id('person', 4);
export const eli = id('person', 5);
export const fay = id('person', 6);
export const everybody = [amina, bo, chen, dara, eli, fay];
export const seats = { [chen]: id('seat', 3), [dara]: id('seat', 4), [eli]: id('seat', 5) };
export const paperHash = 'a'.repeat(64);
export const startsAt = Date.UTC(2026, 6, 16, 6, 0);

export const names: Names = Object.fromEntries(
  (
    [
      [amina, 'Амина Сағынова'],
      [bo, 'Бо Ли'],
      [chen, 'Чен Ван'],
      [dara, 'Дара Ким'],
      [eli, 'Эли Коэн'],
      [fay, 'Фэй О’Нил'],
    ] as const
  ).map(([personId, name]) => [personId, { name: { ru: name }, organisation: null, title: null }]),
);

const rule = usualRule({ numerator: 2, denominator: 3, strict: false });

export const forumEvents: readonly ForumStreamEvent[] = [
  {
    type: 'forum.created',
    forumId,
    title: { ru: 'Форум', kk: 'Форум' },
    theme: { ru: 'НПО' },
    place: { ru: 'Орал' },
    dayStartsAt: startsAt - 6 * 3_600_000,
    utcOffsetMinutes: 300,
    languages: ['ru', 'kk'],
    rule,
    code: '482916',
  },
  {
    type: 'forum.sitting-planned',
    sitting: {
      sittingId,
      kind: 'panel',
      title: { ru: 'Социальный заказ', kk: 'Әлеуметтік тапсырыс' },
      startsAt,
      endsAt: startsAt + 5_400_000,
    },
  },
  ...everybody.map((personId) => ({ type: 'forum.member-joined', personId, came: 'invited' }) as const),
];

export const plannedEvents: readonly SittingStreamEvent[] = [
  {
    type: 'sitting.planned',
    sittingId,
    forumId,
    kind: 'panel',
    title: { ru: 'Социальный заказ', kk: 'Әлеуметтік тапсырыс' },
    startsAt,
    endsAt: startsAt + 5_400_000,
    languages: ['ru', 'kk'],
    rule,
    agenda: [
      { itemId: items[0], kind: 'report', title: { ru: 'Доклад', kk: 'Баяндама' }, minutes: 10 },
      { itemId: items[1], kind: 'decision', title: { ru: 'Голосование', kk: 'Дауыс беру' }, minutes: 40 },
    ],
  },
  { type: 'sitting.role-given', personId: amina, role: 'moderator' },
  { type: 'sitting.role-given', personId: bo, role: 'secretary' },
  ...([chen, dara, eli] as const).map(
    (personId) =>
      ({
        type: 'sitting.seat-given',
        seatId: seats[personId]!,
        personId,
        weight: 1,
        right: 'deciding',
      }) as const,
  ),
  { type: 'draft.opened', draftId, textId, title: { ru: 'Рекомендации', kk: 'Ұсыныстар' } },
];

export const openedEvents: readonly SittingStreamEvent[] = [
  ...plannedEvents,
  { type: 'sitting.lobby-opened' },
  { type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' },
  { type: 'sitting.presence-noted', personId: eli, where: 'remote', by: 'self' },
  { type: 'sitting.opened' },
  { type: 'sitting.item-started', itemId: items[0] },
];

export const clauseTexts: readonly ClauseText[] = clauses.map((clauseId, place) => ({
  id: clauseId,
  order: `a${place}V`,
  parent: null,
  kind: 'operative',
  addressee: { ru: 'Уполномоченному органу', kk: 'Уәкілетті органға' },
  due: null,
  removed: false,
  body: {
    ru: [{ text: place === 0 ? 'увеличить срок подачи заявок;' : 'публиковать план заказа.' }],
    kk: [{ text: place === 0 ? 'өтінім мерзімі ұзартылсын;' : 'жоспар жариялансын.' }],
  },
}));

export const frozenEvent: SittingStreamEvent = {
  type: 'draft.clause-frozen',
  draftId,
  clauseId: clauses[0],
  bytes: canonicalClause(clauseTexts[0]!, { number: '1' }),
  clauseHash: 'b'.repeat(64),
  paperHash,
  textSeq: 7,
};

/** As a participant sees it. */
export function pollOpened(closesAt: number): SittingStreamEvent {
  return {
    type: 'poll.opened',
    pollId,
    subject: { of: 'clauses', draftId, clauses: [{ clauseId: clauses[0], paperHash }] },
    ask: { kind: 'decision', rule },
    paperHash,
    form: 'named',
    isChangeable: true,
    counts: 'at-close',
    repeats: null,
    closesAt,
    electors: 'hidden',
    entitled: 3,
    presentAtOpening: 2,
    seats: 3,
  };
}

export const clausePut: SittingStreamEvent = { type: 'draft.clause-put', draftId, clauseId: clauses[0], pollId };

export function pollClosed(closedAt: number): SittingStreamEvent {
  return {
    type: 'poll.closed',
    pollId,
    closedAt,
    result: {
      kind: 'decision',
      sheet: {
        whole: { yes: 2, no: 0, abstain: 0, invalid: 0, present: 2, entitled: 3 },
        groups: [],
        advisory: { yes: 0, no: 0, abstain: 0, invalid: 0 },
      },
      decision: { outcome: 'carried', needed: 2, steps: [] },
      settlement: null,
      closedAt,
      cast: 2,
      sealHash: 'c'.repeat(64),
    },
  };
}

export function record<Event>(events: readonly Event[], after = 0, at = startsAt): Recorded<Event>[] {
  return events.map((event, place) => ({ seq: after + place + 1, at: at + after + place, actor: amina, event }));
}

export function sittingOf(events: readonly SittingStreamEvent[]): SittingStream {
  return record(events).reduce(applySittingStream, initialSittingStream);
}

export function forumOf(events: readonly ForumStreamEvent[]): ForumStream {
  return record(events).reduce(applyForumStream, initialForumStream);
}

export function sittingSnapshot(events: readonly SittingStreamEvent[], seq = events.length): SnapshotFrame {
  const stream = sittingStream(sittingId);
  return { of: 'sitting', stream, seq, audience: 'member', state: sittingOf(events), names };
}

export function forumSnapshot(events: readonly ForumStreamEvent[] = forumEvents): SnapshotFrame {
  const stream = forumStream(forumId);
  return { of: 'forum', stream, seq: events.length, audience: 'member', state: forumOf(events), names };
}

export function mineOf(personId: typeof amina, more: Partial<MineFrame> = {}): MineFrame {
  const roles: readonly Role[] = personId === amina ? ['moderator'] : personId === bo ? ['secretary'] : [];
  const seatId = (seats as Record<string, IdOf['seat']>)[personId];
  return {
    personId,
    forumId,
    sittingId,
    organiser: false,
    roles,
    seats: seatId === undefined ? [] : [{ seatId, right: 'deciding', weight: 1 }],
    poll: null,
    ...more,
  };
}
