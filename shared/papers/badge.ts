/** What stands on a badge? A name, whose delegate, as what they come, and a short code; with a picture of the personal link while it is known. */
import { sitting as en } from '../i18n/en/sitting.ts';
import { sitting as kk } from '../i18n/kk/sitting.ts';
import { sitting as ru } from '../i18n/ru/sitting.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import { roles, seatRights } from '../people/capacity.ts';
import type { SittingState } from '../sitting/sitting.ts';

export interface Badge {
  readonly name: string;
  readonly organisation: string;
  /** In words: the first of the offices, else what kind of vote. */
  readonly role: string;
  /** The short one, by which the desk finds the person. */
  readonly code: string;
  /** Of the personal link; `null`: it is not known any more. */
  readonly address: string | null;
}

export interface BadgeSheet {
  readonly lang: Lang;
  /** Of the forum; stands small at the head of each. */
  readonly title: string;
  readonly printedAt: number;
  readonly badges: readonly Badge[];
}

const words = { en, kk, ru } as const;

/** As what somebody comes, over all sittings: an office that is rarer stands before one that is less rare. */
export function roleOnBadge(
  sittings: readonly Pick<SittingState, 'roles' | 'seats'>[],
  personId: PersonId,
  lang: Lang,
): string {
  const role = roles.find((one) => sittings.some((sitting) => sitting.roles[personId]?.includes(one) === true));
  const right = seatRights.find((one) =>
    sittings.some(({ seats }) => Object.values(seats).some((seat) => seat.holder === personId && seat.right === one)),
  );
  const said = role !== undefined ? words[lang].roles[role] : right !== undefined ? words[lang].rights[right] : '';
  return said === '' ? '' : said.charAt(0).toLocaleUpperCase(lang) + said.slice(1);
}
