/** What can have happened to a forum? */
import type { ForumId, OrganisationId, PersonId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { PlannedSitting } from './forum.ts';
import type { DecisionRule } from '../counting/decision-rule.ts';

export type ForumEvent =
  | {
      readonly type: 'forum.created';
      readonly forumId: ForumId;
      readonly title: Localized;
      readonly theme: Localized;
      readonly place: Localized;
      readonly dayStartsAt: number;
      readonly utcOffsetMinutes: number;
      readonly languages: readonly Lang[];
      readonly rule: DecisionRule;
      readonly code: string;
    }
  | { readonly type: 'forum.sitting-planned'; readonly sitting: PlannedSitting }
  | { readonly type: 'forum.organiser-named'; readonly personId: PersonId }
  | { readonly type: 'forum.member-joined'; readonly personId: PersonId; readonly came: 'guest' | 'invited' }
  /** Whoever is not there yet joins as invited; of all these the organisation is the one said here. */
  | {
      readonly type: 'forum.people-imported';
      readonly people: readonly { readonly personId: PersonId; readonly organisation: OrganisationId | null }[];
    }
  /** The earlier personal link of the person ended, with every browser it signed in. */
  | { readonly type: 'forum.link-renewed'; readonly personId: PersonId }
  | { readonly type: 'forum.link-revoked'; readonly personId: PersonId };
