/** What is a forum? Its title and rule, who belongs to it, and its sittings. */
import type { ForumId, OrganisationId, PersonId, SittingId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { DecisionRule } from '../counting/decision-rule.ts';

export const sittingKinds = ['plenary', 'panel', 'round-table', 'council', 'hearing', 'seminar'] as const;
export type SittingKind = (typeof sittingKinds)[number];

/** A sitting as the programme shows it; the sitting itself is a stream of its own. Times in ms UTC. */
export interface PlannedSitting {
  readonly sittingId: SittingId;
  readonly kind: SittingKind;
  readonly title: Localized;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface ForumState {
  /** `null` until the forum is created: the first event of its stream. */
  readonly forumId: ForumId | null;
  readonly title: Localized;
  readonly theme: Localized;
  readonly place: Localized;
  /** The forum's day, ms UTC of its first minute. */
  readonly dayStartsAt: number;
  /** Minutes east of UTC in which the forum's times are shown: old phones still hold Almaty at +6. */
  readonly utcOffsetMinutes: number;
  /** The languages of its texts, the language of adoption first. */
  readonly languages: readonly Lang[];
  readonly rule: DecisionRule;
  /** Six digits by which a guest joins. */
  readonly code: string;
  readonly organisers: readonly PersonId[];
  readonly members: Readonly<Record<PersonId, ForumMember>>;
  readonly sittings: readonly PlannedSitting[];
}

/** `guest`: joined by code, and the name is what they typed. `invited`: came by a personal link. */
export interface ForumMember {
  readonly came: 'guest' | 'invited';
  readonly since: number;
  /** Whose delegate; left out: of none that is known. What it is called stands in the accounts. */
  readonly organisation?: OrganisationId;
}
