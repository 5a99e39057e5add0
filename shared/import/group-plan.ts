/** Which seats come into which group, when the groups are the kinds of organisation? (RULES, GROUP-4) */
import { registerWords } from '../i18n/register-words.ts';
import { langs, type Localized } from '../lib/lang.ts';
import type { SittingId } from '../lib/ids.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { organisationKinds, type OrganisationKind } from '../people/organisation-kind.ts';
import { groupsMost } from '../sitting/sitting-decide.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';
import type { ImportPlace } from './import-plan.ts';

export interface GroupPlan {
  readonly events: readonly SittingEvent[];
  /** Seats in each kind, and those whose kind nobody knows, once it is done. */
  readonly grouped: Readonly<Partial<Record<OrganisationKind, number>>>;
  readonly unknown: number;
  /** Seats that somebody put into another group by hand: they stay in it. */
  readonly byHand: number;
}

const prefix = 'kind-';

/** Asked again, it puts in whoever came since. Refused: `not-found`, `sitting-closed`, `no-kinds`, `groups-too-many`. */
export function planGroups(
  { known, sittings }: Pick<ImportPlace, 'known' | 'sittings'>,
  wanted: SittingId,
): Result<GroupPlan> {
  const sitting = sittings.find(({ sittingId }) => sittingId === wanted);
  if (sitting === undefined) return refuse('not-found');
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  const kinds = new Map(known.map(({ personId, details }) => [personId, details?.kind ?? null]));
  const seats = Object.values(sitting.seats);
  const isByHand = ({ group }: (typeof seats)[number]): boolean => group !== null && !group.startsWith(prefix);
  const free = seats.filter((seat) => !isByHand(seat));
  const counted = organisationKinds
    .map((kind) => ({ kind, seats: free.filter(({ holder }) => kinds.get(holder) === kind) }))
    .filter((one) => one.seats.length > 0);
  if (counted.length === 0) return refuse('no-kinds');
  const isNamed = (kind: OrganisationKind): boolean => sitting.groups.some(({ groupId }) => groupId === prefix + kind);
  const named = counted
    .filter(({ kind }) => !isNamed(kind))
    .map(({ kind }): SittingEvent => ({ type: 'sitting.group-named', groupId: prefix + kind, name: nameOf(kind) }));
  if (sitting.groups.length + named.length > groupsMost) return refuse('groups-too-many', { most: groupsMost });
  const moved = counted.flatMap((one) =>
    one.seats.flatMap(({ seatId, group }) => {
      const wantedGroup = prefix + one.kind;
      return group === wantedGroup ? [] : [{ seatId, group: wantedGroup }];
    }),
  );
  const ofKind = counted.reduce((sum, one) => sum + one.seats.length, 0);
  return ok({
    events: [...named, ...(moved.length === 0 ? [] : [{ type: 'sitting.seats-grouped' as const, seats: moved }])],
    grouped: Object.fromEntries(counted.map((one) => [one.kind, one.seats.length])),
    unknown: free.length - ofKind,
    byHand: seats.length - free.length,
  });
}

function nameOf(kind: OrganisationKind): Localized {
  return Object.fromEntries(langs.map((lang) => [lang, registerWords[lang].kinds[kind]]));
}
