/** What does the sample forum look like today? The file, moved to today, as a plan that any forum is founded by. */
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { Lang, Localized } from '../../shared/lib/lang.ts';
import type { Role } from '../../shared/people/capacity.ts';
import type { SittingKind } from '../../shared/forum/forum.ts';
import type { AgendaItemKind } from '../../shared/sitting/sitting.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import type { ForumPlan, PlannedClause, SittingPlan } from '../../shared/forum/forum-plan.ts';
import sample from './west-kazakhstan-forum.json' with { type: 'json' };

const dayMs = 86_400_000;
/** Kazakhstan has one time zone since March 2024; the sample's day is counted in it. */
const utcOffsetMinutes = 300;

interface SampleClause {
  readonly addressee?: Localized;
  readonly due?: string;
  /** `{3}` refers to the third operative clause. */
  readonly ru: string;
  readonly kk: string;
  /** Its sub-clauses. */
  readonly under?: readonly SampleClause[];
}

interface SampleSitting {
  readonly key: string;
  readonly kind: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: Localized;
  readonly agenda: readonly { readonly kind: string; readonly minutes: number; readonly title: Localized }[];
  readonly draft: { readonly preamble: readonly SampleClause[]; readonly operative: readonly SampleClause[] };
}

interface SamplePerson {
  readonly key: string;
  readonly name: Localized;
  readonly role: string;
  readonly sittings?: readonly string[];
}

const sittings: readonly SampleSitting[] = sample.sittings;
const people: readonly SamplePerson[] = sample.people;

/** The keys of the sample's people, each of whom gets a personal link. */
export const samplePeople: readonly { readonly key: string; readonly name: Localized; readonly lang: Lang }[] =
  people.map(({ key, name }) => ({ key, name, lang: 'ru' }));

/** The keys of its sittings, in the order of the plan's. */
export const sampleSittings: readonly string[] = sittings.map(({ key }) => key);

/**
 * The plan. `now` in ms UTC: the day becomes today and the deadlines move by as many days. The plenary is in recess, the panels
 * are under way at their second item.
 */
export function sampleForum(now: number, personIds: ReadonlyMap<string, PersonId>, organiser: PersonId): ForumPlan {
  const today = Math.floor((now + utcOffsetMinutes * 60_000) / dayMs) * dayMs - utcOffsetMinutes * 60_000;
  const written = Date.parse(`${sample.date}T00:00:00Z`) - utcOffsetMinutes * 60_000;
  const movedByDays = Math.round((today - written) / dayMs);
  const idOf = (key: string): PersonId => {
    const personId = personIds.get(key);
    if (personId === undefined) throw new Error(`the sample names ${key}, who is not among its people`);
    return personId;
  };
  return {
    title: sample.title,
    theme: sample.theme,
    place: sample.place,
    dayStartsAt: today,
    utcOffsetMinutes,
    languages: ['ru', 'kk'],
    rule: usualRule({ numerator: 2, denominator: 3, strict: false }),
    organisers: [organiser],
    members: [organiser, ...people.map(({ key }) => idOf(key))].map((personId) => ({
      personId,
      organisation: null,
      title: null,
    })),
    sittings: sittings.map((sitting) => planSitting(sitting, today, movedByDays, idOf)),
  };
}

function planSitting(
  sitting: SampleSitting,
  today: number,
  movedByDays: number,
  idOf: (key: string) => PersonId,
): SittingPlan {
  const here = people.filter(({ sittings: own }) => own?.includes(sitting.key) ?? true);
  const panel = sitting.kind === 'panel';
  const seated = people.filter(
    ({ role, sittings: own }) => role === 'participant' && (!panel || (own?.includes(sitting.key) ?? false)),
  );
  return {
    kind: sitting.kind as SittingKind,
    title: sitting.title,
    startsAt: today + clockMs(sitting.startsAt),
    endsAt: today + clockMs(sitting.endsAt),
    agenda: sitting.agenda.map((item) => ({ ...item, kind: item.kind as AgendaItemKind })),
    roles: here
      .filter(({ role }) => role !== 'participant')
      .map(({ key, role }) => ({ personId: idOf(key), role: role as Role })),
    seats: seated.map(({ key }) => ({ personId: idOf(key), right: 'deciding', weight: 1 })),
    draft: {
      title: sitting.title,
      clauses: planClauses(sitting.draft, movedByDays),
    },
    underway: panel ? 'open' : 'paused',
    activeItem: panel ? 1 : 2,
  };
}

/** The preamble, then clause after clause, each followed by its sub-clauses. */
function planClauses({ preamble, operative }: SampleSitting['draft'], movedByDays: number): readonly PlannedClause[] {
  const places: number[] = [];
  operative.reduce((place, { under = [] }) => {
    places.push(place);
    return place + 1 + under.length;
  }, preamble.length);
  const planned = (kind: PlannedClause['kind'], clause: SampleClause): PlannedClause => ({
    kind,
    addressee: clause.addressee ?? null,
    due: clause.due === undefined ? null : moveDate(clause.due, movedByDays),
    body: { ru: toParts(clause.ru, places), kk: toParts(clause.kk, places) },
  });
  return [
    ...preamble.map((clause) => planned('preamble', clause)),
    ...operative.flatMap((clause, number) => [
      planned('operative', clause),
      ...(clause.under ?? []).map((sub) => ({ ...planned('operative', sub), under: places[number] ?? 0 })),
    ]),
  ];
}

/** Words as they are written, with references where a number stands in braces. */
function toParts(text: string, places: readonly number[]): readonly (string | { readonly ref: number })[] {
  return text
    .split(/(\{\d+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const number = /^\{(\d+)\}$/.exec(part)?.[1];
      return number === undefined ? part : { ref: places[Number(number) - 1] ?? -1 };
    });
}

/** `HH:MM` as ms after midnight. */
function clockMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** `YYYY-MM-DD` moved by whole days. */
function moveDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
