/** What is wished of a forum before there is one, and what forum does a short wish mean? */
import type { DecideContext } from '../people/decide-context.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { PersonId } from '../lib/ids.ts';
import { langs, type Lang, type Localized } from '../lib/lang.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import { cleanLine } from '../lib/schemas.ts';
import type { AgendaItemKind } from '../sitting/sitting.ts';
import type { SittingKind } from './forum.ts';
import { usualRule, type DecisionRule } from '../counting/decision-rule.ts';
import { sittingTemplates, type ChosenTemplate, type TemplateName } from './sitting-template.ts';
import { quorumOfChoice, type QuorumChoice } from './voting-rule.ts';

/** A forum as it is wished, whole. Times in ms UTC. */
export interface ForumPlan {
  readonly title: Localized;
  readonly theme: Localized;
  readonly place: Localized;
  readonly dayStartsAt: number;
  readonly utcOffsetMinutes: number;
  readonly languages: readonly Lang[];
  readonly rule: DecisionRule;
  readonly organisers: readonly PersonId[];
  readonly members: readonly PlannedMember[];
  readonly sittings: readonly SittingPlan[];
}

export interface PlannedMember {
  readonly personId: PersonId;
  readonly organisation: Localized | null;
  readonly title: Localized | null;
}

export interface SittingPlan {
  readonly kind: SittingKind;
  readonly template?: ChosenTemplate;
  readonly title: Localized;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly agenda: readonly { readonly kind: AgendaItemKind; readonly title: Localized; readonly minutes: number }[];
  readonly roles: readonly { readonly personId: PersonId; readonly role: Role }[];
  readonly seats: readonly { readonly personId: PersonId; readonly right: SeatRight; readonly weight: number }[];
  readonly draft: { readonly title: Localized; readonly clauses: readonly PlannedClause[] };
  /** What has already happened when the forum is loaded, e.g. the sample's panels are under way. */
  readonly underway: 'planned' | 'open' | 'paused';
  /** The agenda item that is under way, by its place; `null`: none. */
  readonly activeItem: number | null;
}

export interface PlannedClause {
  readonly kind: 'preamble' | 'operative';
  /** Stands under the clause at this place of the list, which comes before it. */
  readonly under?: number;
  readonly addressee: Localized | null;
  readonly due: string | null;
  /** Words, and references to the clause at a place of the list. */
  readonly body: Readonly<Partial<Record<Lang, PlannedWords>>>;
}

export type PlannedWords = string | readonly (string | { readonly ref: number })[];

/** What an organiser writes on one page: a forum of one sitting. Lines as they were typed. */
export interface ForumWish {
  readonly title: TypedTitle;
  readonly sittingTitle: TypedTitle;
  readonly place: TypedTitle;
  readonly kind: SittingKind;
  /** The language of adoption first. */
  readonly languages: readonly Lang[];
  readonly quorum: QuorumChoice;
  /** Left out: more than half of those present, and everything that the server does. */
  readonly template?: TemplateName | undefined;
}

type TypedTitle = Readonly<Partial<Record<Lang, string | undefined>>>;

/** Kazakhstan's one time zone; a forum elsewhere will say its own. */
const utcOffsetMinutes = 300;
const dayMs = 86_400_000;
/** A sitting that is made on the spot is meant to last so long. */
const sittingLastsMs = 2 * 3_600_000;

/** Pure: a forum with one sitting, run by who made it, on the day of `now`. Refused `title-missing` where no language has a title. */
export function planForum(
  wish: ForumWish,
  organiser: PersonId,
  { now }: Pick<DecideContext, 'now'>,
): Result<ForumPlan, 'title-missing'> {
  const title = cleaned(wish.title);
  if (title === null) return refuse('title-missing');
  const sittingTitle = cleaned(wish.sittingTitle) ?? title;
  const chosen = wish.template === undefined ? null : sittingTemplates[wish.template];
  const offsetMs = utcOffsetMinutes * 60_000;
  return ok({
    title,
    theme: {},
    place: cleaned(wish.place) ?? {},
    dayStartsAt: Math.floor((now + offsetMs) / dayMs) * dayMs - offsetMs,
    utcOffsetMinutes,
    languages: [...new Set(wish.languages)],
    rule: { ...(chosen?.rule ?? usualRule(null)), quorum: quorumOfChoice[wish.quorum] },
    organisers: [organiser],
    members: [{ personId: organiser, organisation: null, title: null }],
    sittings: [
      {
        kind: wish.kind,
        ...(wish.template !== undefined &&
          chosen !== null && { template: { name: wish.template, allows: chosen.allows } }),
        title: sittingTitle,
        startsAt: now,
        endsAt: now + sittingLastsMs,
        agenda: [
          {
            kind: 'decision',
            title: { ru: 'О проекте резолюции', kk: 'Қарар жобасы туралы', en: 'The draft resolution' },
            minutes: 60,
          },
        ],
        roles: [{ personId: organiser, role: 'moderator' }],
        seats: [],
        draft: { title: sittingTitle, clauses: [] },
        underway: 'planned',
        activeItem: null,
      },
    ],
  });
}

/** The lines that hold something; `null`: none does. */
function cleaned(text: TypedTitle): Localized | null {
  const kept: Partial<Record<Lang, string>> = {};
  for (const lang of langs) {
    const line = cleanLine(text[lang] ?? '');
    if (line !== '') kept[lang] = line;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}
