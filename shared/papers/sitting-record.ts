/** From what are the papers of a sitting written? Its events in order, what they came to, and the names that stand in no event. */
import { frozenWords, type DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { parseCanonicalClause } from '../draft/canonical-clause.ts';
import { drawnText, labelsOf } from '../draft/clause-reference.ts';
import type { FloorEvent } from '../floor/floor-events.ts';
import type { ForumState } from '../forum/forum.ts';
import { clauseReference, dayAt, longDate, timeOfDay } from '../i18n/dates.ts';
import type { ClauseId, DraftId, PersonId, PollId, SeatId } from '../lib/ids.ts';
import { inLang, type Lang, type Localized } from '../lib/lang.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Role } from '../people/capacity.ts';
import type { MinutesState } from '../minutes/minutes.ts';
import type { Poll, PollState } from '../poll/poll.ts';
import type { PollEvent } from '../poll/poll-events.ts';
import { initialSitting, type SittingState } from '../sitting/sitting.ts';
import { applySitting } from '../sitting/sitting-apply.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';

export interface PaperPerson {
  readonly name: Localized;
  readonly organisation: Localized | null;
  readonly title: Localized | null;
}

/** A ballot of a named vote, as it lay in the box when it was closed. */
export interface RollBallot {
  readonly seatId: SeatId;
  readonly choice: string;
  readonly revision: number;
  readonly receipt: string;
  /** Who cast it for the seat's holder; left out: the holder did. */
  readonly proxy?: PersonId;
}

export interface SittingRecord {
  readonly forum: Pick<ForumState, 'title' | 'theme' | 'place' | 'dayStartsAt' | 'utcOffsetMinutes'>;
  readonly sitting: SittingState;
  readonly draft: DraftState;
  readonly poll: PollState;
  readonly minutes: MinutesState;
  /** Those of other nouns are not read. */
  readonly events: readonly Recorded<SittingEvent | DraftEvent | PollEvent | FloorEvent>[];
  /** Whoever is named; who is missing here was erased. */
  readonly people: Readonly<Record<PersonId, PaperPerson>>;
  /** Of closed named votes. */
  readonly rolls: Readonly<Record<PollId, readonly RollBallot[]>>;
  readonly lang: Lang;
}

const nobody: Readonly<Record<Lang, string>> = { ru: 'имя удалено', kk: 'аты жойылған', en: 'name erased' };

export function personName({ people, lang }: Pick<SittingRecord, 'people' | 'lang'>, personId: PersonId): string {
  const person = people[personId];
  const name = person === undefined ? '' : inLang(person.name, lang);
  return name === '' ? nobody[lang] : name;
}

/** «Имя, должность, организация», as far as they are known. */
export function personStanding(record: Pick<SittingRecord, 'people' | 'lang'>, personId: PersonId): string {
  const { people, lang } = record;
  const person = people[personId];
  const more = [person?.title, person?.organisation].map((text) => (text == null ? '' : inLang(text, lang)));
  return [personName(record, personId), ...more].filter((part) => part !== '').join(', ');
}

/** Holders of a role, in the order of their names. */
export function holdersOf(record: SittingRecord, role: Role): readonly PersonId[] {
  return (Object.entries(record.sitting.roles) as [PersonId, readonly Role[]][])
    .filter(([, roles]) => roles.includes(role))
    .map(([personId]) => personId)
    .sort((a, b) => compareNames(record, a, b));
}

/** Of names: the alphabet of the paper's language; the same name twice stands in the order of the ids, so that a paper is always the same. */
export function compareNames(record: SittingRecord, a: PersonId, b: PersonId): number {
  return comparedWords(personName(record, a), personName(record, b)) || (a < b ? -1 : 1);
}

const alphabet = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';

/** Kazakh and Russian letters in the order of the Kazakh alphabet, in which the Russian is contained; not asked of Intl, which phones lack. */
function comparedWords(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = rankOf(left[at]) - rankOf(right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function rankOf(letter: string | undefined): number {
  if (letter === undefined) return -1;
  const place = alphabet.indexOf(letter);
  return place < 0 ? (letter.codePointAt(0) ?? 0) : 0x10000 + place;
}

/** Who presides: the chair, else the moderator. */
export function presiding(record: SittingRecord): readonly PersonId[] {
  const chairs = holdersOf(record, 'chair');
  return chairs.length > 0 ? chairs : holdersOf(record, 'moderator');
}

export function timeOf({ forum }: Pick<SittingRecord, 'forum'>, at: number): string {
  return timeOfDay(at, forum.utcOffsetMinutes);
}

export function dateOf({ forum, lang }: Pick<SittingRecord, 'forum' | 'lang'>, at: number): string {
  return longDate(lang, dayAt(at, forum.utcOffsetMinutes));
}

/** When the event first happened; `null`: it has not. */
export function firstAt(record: SittingRecord, type: SittingEvent['type']): number | null {
  return record.events.find(({ event }) => event.type === type)?.at ?? null;
}

/** When it last happened. */
export function lastAt(record: SittingRecord, type: SittingEvent['type']): number | null {
  const times = record.events.flatMap(({ event, at }) => (event.type === type ? [at] : []));
  return times[times.length - 1] ?? null;
}

/** What the paper tells up to: the last event that it reads. The same record is the same paper whenever it is printed. */
export function recordedUntil({ events, forum }: SittingRecord): number {
  return events[events.length - 1]?.at ?? forum.dayStartsAt;
}

export interface VotedClause {
  readonly number: string | null;
  /** «пункт 3», or «преамбула». */
  readonly named: string;
  /** Its words in the paper's language; in another, where it has none in that. */
  readonly words: string;
  readonly addressee: string;
  readonly paperHash: string;
}

const preambleWord: Readonly<Record<Lang, string>> = { ru: 'преамбула', kk: 'кіріспе', en: 'preamble' };

/** A clause by the bytes that were voted on, also when it was opened since; `null`: they are not known. */
export function votedClause(
  { draft, lang }: Pick<SittingRecord, 'draft' | 'lang'>,
  draftId: DraftId,
  put: { readonly clauseId: ClauseId; readonly paperHash: string },
): VotedClause | null {
  const frozen = frozenWords(draft, draftId, put);
  if (frozen === null) return null;
  const words = parseCanonicalClause(frozen.bytes);
  const order: readonly Lang[] = [lang, 'ru', 'kk', 'en'];
  const spoken = order.find((one) => (words.body[one] ?? []).length > 0) ?? lang;
  return {
    number: words.number,
    named: words.number === null ? preambleWord[lang] : clauseReference(lang, words.number),
    words: drawnText(words.body[spoken] ?? [], spoken, labelsOf(words)),
    addressee: words.addressee === null ? '' : inLang(words.addressee, lang),
    paperHash: put.paperHash,
  };
}

/** Polls in the order in which they were opened. */
export function pollsInOrder({ poll }: Pick<SittingRecord, 'poll'>): readonly Poll[] {
  return Object.values(poll.polls).sort((a, b) => a.openedAt - b.openedAt || (a.pollId < b.pollId ? -1 : 1));
}

/** Whose each seat was, also of one that was taken away since. */
export function seatHolders({ events }: Pick<SittingRecord, 'events'>): ReadonlyMap<SeatId, PersonId> {
  return new Map(
    events.flatMap(({ event }) => {
      const given =
        event.type === 'sitting.seats-given' ? event.seats : event.type === 'sitting.seat-given' ? [event] : [];
      return given.map(({ seatId, personId }) => [seatId, personId] as const);
    }),
  );
}

/** The sitting as it stood right after its opening; `null`: it has not been opened. */
export function atOpening(record: SittingRecord): SittingState | null {
  let sitting = initialSitting;
  for (const { seq, at, actor, event } of record.events) {
    if (!isSittingEvent(event)) continue;
    sitting = applySitting(sitting, { seq, at, actor, event });
    if (event.type === 'sitting.opened') return sitting;
  }
  return null;
}

function isSittingEvent(event: SittingRecord['events'][number]['event']): event is SittingEvent {
  return event.type.startsWith('sitting.');
}
