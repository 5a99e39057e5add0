/** What can have happened in a sitting, votes and texts apart? */
import type { AgendaItemId, ForumId, PersonId, SeatId, SittingId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { SittingKind } from '../forum/forum.ts';
import type { ChosenTemplate } from '../forum/sitting-template.ts';
import type { DecisionRule } from '../counting/decision-rule.ts';
import type { AgendaItemKind, ItemSpeaker } from './sitting.ts';

/** Why a vote is entrusted no more. */
export type ProxyEnd = 'withdrawn' | 'came' | 'seat-taken';

export type SittingEvent =
  | {
      readonly type: 'sitting.planned';
      readonly sittingId: SittingId;
      readonly forumId: ForumId;
      readonly kind: SittingKind;
      readonly title: Localized;
      readonly startsAt: number;
      readonly endsAt: number;
      readonly languages: readonly Lang[];
      readonly rule: DecisionRule;
      /** By which template it was made; left out: by none. */
      readonly template?: ChosenTemplate;
      readonly agenda: readonly {
        readonly itemId: AgendaItemId;
        readonly kind: AgendaItemKind;
        readonly title: Localized;
        readonly minutes: number;
      }[];
    }
  | { readonly type: 'sitting.lobby-opened' }
  /** `asConsultation`: without its quorum. */
  | { readonly type: 'sitting.opened'; readonly asConsultation?: true }
  | { readonly type: 'sitting.paused'; readonly until: number | null }
  | { readonly type: 'sitting.resumed' }
  | { readonly type: 'sitting.closed' }
  | { readonly type: 'sitting.item-started'; readonly itemId: AgendaItemId }
  | { readonly type: 'sitting.item-done'; readonly itemId: AgendaItemId }
  | {
      readonly type: 'sitting.speakers-set';
      readonly itemId: AgendaItemId;
      readonly speakers: readonly ItemSpeaker[];
    }
  | { readonly type: 'sitting.role-given'; readonly personId: PersonId; readonly role: Role }
  | { readonly type: 'sitting.role-taken'; readonly personId: PersonId; readonly role: Role }
  | {
      readonly type: 'sitting.seat-given';
      readonly seatId: SeatId;
      readonly personId: PersonId;
      readonly weight: number;
      readonly right: SeatRight;
    }
  /** Many at once, from a list. `weight` left out: 1. */
  | {
      readonly type: 'sitting.seats-given';
      readonly seats: readonly {
        readonly seatId: SeatId;
        readonly personId: PersonId;
        readonly right: SeatRight;
        readonly weight?: number;
      }[];
    }
  | {
      readonly type: 'sitting.seats-weighed';
      readonly seats: readonly { readonly seatId: SeatId; readonly weight: number }[];
    }
  | { readonly type: 'sitting.group-named'; readonly groupId: string; readonly name: Localized }
  | { readonly type: 'sitting.seat-grouped'; readonly seatId: SeatId; readonly groupId: string | null }
  /** Many at once, by what is known of their organisations. */
  | {
      readonly type: 'sitting.seats-grouped';
      readonly seats: readonly { readonly seatId: SeatId; readonly group: string }[];
    }
  /** `takesPart`: in the votes under the item, from now on. */
  | {
      readonly type: 'sitting.recused';
      readonly seatId: SeatId;
      readonly itemId: AgendaItemId;
      readonly takesPart: boolean;
    }
  | { readonly type: 'sitting.seat-taken'; readonly seatId: SeatId }
  /** From the next vote on `to` answers for the seat too. */
  | { readonly type: 'sitting.proxy-given'; readonly seatId: SeatId; readonly to: SeatId }
  /** `came`: whoever entrusted it is here. */
  | { readonly type: 'sitting.proxy-ended'; readonly seatId: SeatId; readonly why: ProxyEnd }
  | {
      readonly type: 'sitting.presence-noted';
      readonly personId: PersonId;
      readonly where: 'hall' | 'remote' | 'absent';
      readonly by: 'self' | 'desk';
    };
