/** What becomes of each line of a list in this forum: a new person, a known one who changes or does not, or a line that is given back? */
import { foldName } from '../people/find-people.ts';
import { badgeCode, foldBadge } from '../people/badge-code.ts';
import { noDetails, type MemberDetails } from '../people/member-details.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { OrganisationId, PersonId, SeatId, SittingId } from '../lib/ids.ts';
import { inLang, type Lang, type Localized } from '../lib/lang.ts';
import type { ForumState } from '../forum/forum.ts';
import { mayManyDecide, organisationSeats } from '../sitting/organisation-seat.ts';
import type { Seat, SittingState } from '../sitting/sitting.ts';
import type { ImportedPerson, ImportLine, LineReason } from './import-lines.ts';
import { commonSittings, panelsBeside, sittingNamed } from './import-sittings.ts';

/** Somebody of the forum, as the accounts have them. */
export interface KnownPerson {
  readonly personId: PersonId;
  readonly name: Localized;
  readonly lang: Lang;
  readonly organisation: Localized | null;
  readonly title: Localized | null;
  readonly details: MemberDetails | null;
}

/** Where a list comes into. */
export interface ImportPlace {
  readonly forum: Pick<ForumState, 'members' | 'organisers' | 'languages'>;
  readonly known: readonly KnownPerson[];
  /** In the order of the programme. */
  readonly sittings: readonly SittingState[];
  /** Does an organiser bring it? A secretary gives no office by it and changes no organiser. */
  readonly byOrganiser: boolean;
}

/** An organisation that is there, or what a new one is known by in this list. */
export type OrganisationKey = OrganisationId | `new ${string}`;

export type LineState = 'new' | 'changed' | 'same' | 'bad';

/** What a line will do. */
export interface LineDeed {
  readonly person: ImportedPerson;
  /** `null`: somebody new. */
  readonly known: KnownPerson | null;
  readonly name: Localized;
  readonly lang: Lang;
  readonly organisationName: Localized | null;
  readonly title: Localized | null;
  readonly details: MemberDetails;
  readonly organisation: OrganisationKey | null;
  readonly seats: readonly { readonly sittingId: SittingId; readonly right: SeatRight; readonly weight: number }[];
  /** Seats that stay and weigh otherwise. */
  readonly weighs: readonly { readonly sittingId: SittingId; readonly seatId: SeatId; readonly weight: number }[];
  /** Seats that are given up: of another right, or in a panel at the same time. */
  readonly leaves: readonly { readonly sittingId: SittingId; readonly seatId: SeatId }[];
  readonly offices: readonly { readonly sittingId: SittingId; readonly role: Role }[];
}

export interface PlannedLine {
  readonly line: number;
  readonly cells: readonly string[];
  readonly is: LineState;
  readonly person: ImportedPerson | null;
  readonly reasons: readonly LineReason[];
  readonly remarks: readonly LineReason[];
  /** `null`: of a bad line. */
  readonly deed: LineDeed | null;
}

/** Pure; the order of the lines decides who of two was first. */
export function planImport(lines: readonly ImportLine[], place: ImportPlace): readonly PlannedLine[] {
  const planner = new Planner(place);
  return lines.map((line) => planner.line(line));
}

/** Offices by which others can be given rights: an organiser's to give. */
const offices: readonly Role[] = ['chair', 'moderator', 'secretary'];

class Planner {
  readonly #place: ImportPlace;
  readonly #byBadge = new Map<string, KnownPerson>();
  readonly #byEmail = new Map<string, KnownPerson>();
  readonly #byKey = new Map<string, KnownPerson>();
  readonly #byName = new Map<string, KnownPerson[]>();
  readonly #binOf = new Map<OrganisationKey, string>();
  readonly #organisationByBin = new Map<string, OrganisationKey>();
  readonly #organisationByName = new Map<string, OrganisationKey>();
  readonly #seats = new Map<SittingState, ReadonlyMap<PersonId, Seat>>();
  /** Of this list: by what a line was known, and where it stands. */
  readonly #lineOf = new Map<string, number>();
  /** `sitting organisation` → who decides for it there. */
  readonly #deciding = new Map<string, { readonly personId: PersonId | null; readonly line: number | null }>();

  constructor(place: ImportPlace) {
    this.#place = place;
    for (const known of place.known) {
      const { personId, details, organisation } = known;
      const names = Object.values(known.name);
      this.#byBadge.set(foldBadge(badgeCode(personId)), known);
      if (details?.email != null) this.#byEmail.set(details.email, known);
      for (const name of names) {
        this.#byName.set(nameKey(name), [...(this.#byName.get(nameKey(name)) ?? []), known]);
        if (details?.bin != null) this.#byKey.set(`bin ${details.bin} ${nameKey(name)}`, known);
        for (const its of Object.values(organisation ?? {}))
          this.#byKey.set(`org ${foldName(its)} ${nameKey(name)}`, known);
      }
      const key = place.forum.members[personId]?.organisation;
      if (key === undefined) continue;
      if (details?.bin != null) {
        this.#organisationByBin.set(details.bin, key);
        this.#binOf.set(key, details.bin);
      }
      for (const its of Object.values(organisation ?? {})) this.#organisationByName.set(foldName(its), key);
    }
    for (const sitting of place.sittings) {
      this.#seats.set(sitting, new Map(Object.values(sitting.seats).map((seat) => [seat.holder, seat])));
      for (const [organisation, seat] of organisationSeats(sitting, place.forum.members)) {
        this.#deciding.set(`${sitting.sittingId ?? ''} ${organisation}`, { personId: seat.holder, line: null });
      }
    }
  }

  line({ line, cells, person, reasons, remarks }: ImportLine): PlannedLine {
    if (person === null) return { line, cells, is: 'bad', person, reasons, remarks, deed: null };
    const said: LineReason[] = [...remarks];
    const found = this.#find(person);
    const wrong: LineReason[] = [...found.reasons, ...this.#twice(person, found.known, said)];
    const deed = this.#deed(person, found.known, wrong);
    if (wrong.length > 0) return { line, cells, is: 'bad', person, reasons: wrong, remarks: said, deed: null };
    // Only a line that is taken stands in the way of another.
    for (const key of keysOf(person, found.known)) if (!this.#lineOf.has(key)) this.#lineOf.set(key, line);
    for (const { sittingId, right } of deed.seats) {
      if (right === 'deciding' && deed.organisation !== null) {
        const holder = { personId: found.known?.personId ?? null, line };
        this.#deciding.set(`${sittingId} ${deed.organisation}`, holder);
      }
    }
    const { known } = found;
    const is = known === null ? 'new' : isChange(known, deed, this.#place.forum.members[known.personId]?.organisation);
    return { line, cells, is, person, reasons: [], remarks: said, deed };
  }

  /** By the badge, else the address, else the organisation and the name; a name alone only where nothing else is known of either. */
  #find(person: ImportedPerson): { readonly known: KnownPerson | null; readonly reasons: readonly LineReason[] } {
    if (person.badge !== null) {
      const known = this.#byBadge.get(foldBadge(person.badge)) ?? null;
      return { known, reasons: known === null ? [{ code: 'badge-unknown', with: person.badge }] : [] };
    }
    const byEmail = person.email === null ? undefined : this.#byEmail.get(person.email);
    const name = nameKey(person.name);
    const byBin = person.bin === null ? undefined : this.#byKey.get(`bin ${person.bin} ${name}`);
    const byOrganisation =
      person.organisation === null ? undefined : this.#byKey.get(`org ${foldName(person.organisation)} ${name}`);
    const byKey = byBin ?? byOrganisation;
    if (byEmail !== undefined && byKey !== undefined && byEmail.personId !== byKey.personId) {
      return { known: null, reasons: [{ code: 'matches-two', with: person.name }] };
    }
    const known = byEmail ?? byKey;
    if (known !== undefined) return { known, reasons: [] };
    if (!isNamedOnly(person)) return { known: null, reasons: [] };
    const alone = (this.#byName.get(name) ?? []).filter(
      ({ organisation, details }) => organisation === null && (details?.bin ?? details?.email ?? null) === null,
    );
    if (alone.length > 1) return { known: null, reasons: [{ code: 'matches-two', with: person.name }] };
    return { known: alone[0] ?? null, reasons: [] };
  }

  /** What stands in the list before it. */
  #twice(person: ImportedPerson, known: KnownPerson | null, remarks: LineReason[]): readonly LineReason[] {
    for (const key of keysOf(person, known)) {
      const before = this.#lineOf.get(key);
      if (before === undefined || key.startsWith('name ')) continue;
      return [{ code: key.startsWith('email ') ? 'email-twice' : 'line-twice', with: before }];
    }
    const namesake = this.#lineOf.get(`name ${nameKey(person.name)}`);
    if (namesake !== undefined) remarks.push({ code: 'namesake-in-file', with: namesake });
    const others = (this.#byName.get(nameKey(person.name)) ?? []).filter(
      ({ personId }) => personId !== known?.personId,
    );
    const [other] = others;
    if (known === null && other !== undefined) {
      remarks.push({ code: 'namesake', with: inLang(other.organisation ?? other.name, other.lang) });
    }
    return [];
  }

  #deed(person: ImportedPerson, known: KnownPerson | null, wrong: LineReason[]): LineDeed {
    const { forum, byOrganiser } = this.#place;
    const lang = person.lang ?? known?.lang ?? forum.languages[0] ?? 'ru';
    const details: MemberDetails = {
      kind: person.kind ?? known?.details?.kind ?? null,
      bin: person.bin ?? known?.details?.bin ?? null,
      email: person.email ?? known?.details?.email ?? null,
      phone: person.phone ?? known?.details?.phone ?? null,
    };
    if (known !== null && forum.organisers.includes(known.personId) && !byOrganiser) {
      wrong.push({ code: 'organiser-not-yours' });
    }
    if (person.role !== null && offices.includes(person.role) && !byOrganiser) wrong.push({ code: 'role-not-yours' });
    const organisation = this.#organisation(person, known);
    return {
      person,
      known,
      lang,
      details,
      organisation,
      name: kept(known?.name, person.name, lang) ?? {},
      organisationName: kept(known?.organisation, person.organisation, lang),
      title: kept(known?.title, person.title, lang),
      ...this.#places(person, known, organisation, wrong),
    };
  }

  #organisation(person: ImportedPerson, known: KnownPerson | null): OrganisationKey | null {
    const { bin, organisation } = person;
    if (bin === null && organisation === null) {
      return (known === null ? undefined : this.#place.forum.members[known.personId]?.organisation) ?? null;
    }
    const byBin = bin === null ? undefined : this.#organisationByBin.get(bin);
    if (byBin !== undefined) return byBin;
    const name = organisation === null ? null : foldName(organisation);
    const byName = name === null ? undefined : this.#organisationByName.get(name);
    // Two organisations may be called the same; their numbers tell them apart.
    if (byName !== undefined && (bin === null || !this.#binOf.has(byName))) return byName;
    const key: OrganisationKey = `new ${bin ?? name ?? ''}`;
    if (bin !== null) {
      this.#organisationByBin.set(bin, key);
      this.#binOf.set(key, bin);
    }
    if (name !== null && byName === undefined) this.#organisationByName.set(name, key);
    return key;
  }

  #places(
    person: ImportedPerson,
    known: KnownPerson | null,
    organisation: OrganisationKey | null,
    wrong: LineReason[],
  ): Pick<LineDeed, 'seats' | 'weighs' | 'leaves' | 'offices'> {
    const { sittings } = this.#place;
    const chosen = person.sitting === null ? null : sittingNamed(sittings, person.sitting);
    if (person.sitting !== null && chosen === null) wrong.push({ code: 'sitting-unknown', with: person.sitting });
    if (chosen?.phase === 'closed') wrong.push({ code: 'sitting-over', with: person.sitting ?? '' });
    const common = commonSittings(sittings).filter(({ phase }) => phase !== 'closed');
    const into = chosen === null || common.includes(chosen) ? common : [...common, chosen];
    const seats: LineDeed['seats'][number][] = [];
    const weighs: LineDeed['weighs'][number][] = [];
    const leaves: { sittingId: SittingId; seatId: SeatId }[] = [];
    const { right } = person;
    for (const sitting of right === 'none' ? [] : into) {
      const { sittingId } = sitting;
      if (sittingId === null || right === 'none') continue;
      const own = known === null ? undefined : this.#seats.get(sitting)?.get(known.personId);
      const weight = person.weight ?? own?.weight ?? 1;
      if (own !== undefined && (own.right === right || !person.rightIsSaid)) {
        if (own.weight !== weight) weighs.push({ sittingId, seatId: own.seatId, weight });
        continue;
      }
      if (own !== undefined) leaves.push({ sittingId, seatId: own.seatId });
      const holder = this.#deciding.get(`${sittingId} ${organisation ?? ''}`);
      const isOther = holder !== undefined && (holder.personId === null || holder.personId !== known?.personId);
      if (right === 'deciding' && isOther && !mayManyDecide(sitting)) {
        // Said once, and of who is wrong by themselves not at all.
        if (wrong.length === 0) wrong.push(this.#seated(holder));
      }
      seats.push({ sittingId, right, weight });
    }
    for (const beside of chosen === null || known === null ? [] : panelsBeside(sittings, chosen)) {
      const own = known === null ? undefined : this.#seats.get(beside)?.get(known.personId);
      if (own !== undefined && beside.sittingId !== null && beside.phase !== 'closed') {
        leaves.push({ sittingId: beside.sittingId, seatId: own.seatId });
      }
    }
    const { role } = person;
    const where = chosen === null ? common : [chosen];
    const given = where.flatMap(({ sittingId, roles }) => {
      if (role === null || sittingId === null) return [];
      const held = known === null ? [] : (roles[known.personId] ?? []);
      return held.includes(role) ? [] : [{ sittingId, role }];
    });
    return { seats, weighs, leaves, offices: given };
  }

  #seated(holder: { readonly personId: PersonId | null; readonly line: number | null }): LineReason {
    if (holder.line !== null) return { code: 'organisation-twice', with: holder.line };
    const known = this.#place.known.find(({ personId }) => personId === holder.personId);
    return { code: 'organisation-seated', with: known === undefined ? '' : inLang(known.name, known.lang) };
  }
}

function isNamedOnly({ organisation, bin, email }: ImportedPerson): boolean {
  return organisation === null && bin === null && email === null;
}

/** The words of a name in any order. */
function nameKey(name: string): string {
  return foldName(name).split(' ').sort().join(' ');
}

/** By what a second line would be of the same person. The name is among them, and tells only of a namesake where there is more. */
function keysOf(person: ImportedPerson, known: KnownPerson | null): readonly string[] {
  const name = nameKey(person.name);
  return [
    ...(known === null ? [] : [`known ${known.personId}`]),
    ...(person.email === null ? [] : [`email ${person.email}`]),
    ...(person.bin === null ? [] : [`bin ${person.bin} ${name}`]),
    ...(person.organisation === null ? [] : [`org ${foldName(person.organisation)} ${name}`]),
    ...(isNamedOnly(person) ? [`alone ${name}`] : []),
    `name ${name}`,
  ];
}

/** What is known, where the line says nothing else. */
function kept(known: Localized | null | undefined, said: string | null, lang: Lang): Localized | null {
  if (said === null) return known ?? null;
  return known != null && Object.values(known).includes(said) ? known : { [lang]: said };
}

function isChange(known: KnownPerson, deed: LineDeed, organisation: OrganisationId | undefined): LineState {
  const details = known.details ?? noDetails;
  const isSame =
    known.name === deed.name &&
    known.lang === deed.lang &&
    known.organisation === deed.organisationName &&
    known.title === deed.title &&
    (Object.keys(noDetails) as (keyof MemberDetails)[]).every((key) => details[key] === deed.details[key]) &&
    (organisation ?? null) === deed.organisation &&
    deed.seats.length + deed.weighs.length + deed.leaves.length + deed.offices.length === 0;
  return isSame ? 'same' : 'changed';
}
