/** How does a forum begin to exist? Whole, in one unit: its stream, its sittings, their drafts with seeded texts, and its code. */
import { draftLayout } from '../../shared/draft/clause-text.ts';
import { seedDraft, type SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { refCharacter, type Run } from '../../shared/draft/clause-runs.ts';
import type { ForumEvent } from '../../shared/forum/forum-events.ts';
import type { ForumPlan, PlannedClause, SittingPlan } from '../../shared/forum/forum-plan.ts';
import type { ClauseId, DraftId, ForumId, SittingId, TextId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { forumStream, sittingStream } from '../../shared/lib/streams.ts';
import type { SittingStreamEvent } from '../../shared/protocol/features.ts';
import type { AccountChange, Clock, Ids, NewText, Store, StreamAppend } from './ports.ts';
import { toNewEvent } from './unit-parts.ts';

export interface FoundedForum {
  readonly forumId: ForumId;
  readonly code: string;
  readonly sittings: readonly { readonly sittingId: SittingId; readonly draftId: DraftId; readonly textId: TextId }[];
}

const codeTries = 20;

/** Refused only as `commit` refuses (`busy`, `store-full`). */
export async function foundForum(
  parts: { readonly store: Pick<Store, 'commit'>; readonly clock: Clock; readonly ids: Ids },
  plan: ForumPlan,
): Promise<Result<FoundedForum>> {
  const { store, ids } = parts;
  const forumId = ids.id('forum');
  const founded = plan.sittings.map((sitting) => foundSitting(ids, forumId, plan, sitting));
  for (let attempt = 1; ; attempt += 1) {
    const code = ids.code();
    const events = forumEvents(forumId, code, plan, founded);
    const committed = await store.commit({
      streams: [
        { stream: forumStream(forumId), expectedSeq: 0, events: events.map((event) => toNewEvent(event, 'server')) },
        ...founded.map(({ append }) => append),
      ],
      newTexts: founded.map(({ text }) => text),
      accounts: [...memberships(forumId, plan), { change: 'set-code', code, forumId, sittingId: soleSitting(founded) }],
    });
    if (committed.ok) return ok({ forumId, code, sittings: founded.map(({ ids: named }) => named) });
    // Six digits may be taken; twenty times in a row they are not.
    if (committed.code !== 'account-exists' || attempt === codeTries) return committed;
  }
}

interface Founded {
  readonly plan: SittingPlan;
  readonly ids: { readonly sittingId: SittingId; readonly draftId: DraftId; readonly textId: TextId };
  readonly append: StreamAppend;
  readonly text: NewText;
}

function soleSitting(founded: readonly Founded[]): SittingId | null {
  return founded.length === 1 ? (founded[0]?.ids.sittingId ?? null) : null;
}

function memberships(forumId: ForumId, plan: ForumPlan): readonly AccountChange[] {
  return plan.members.map((member) => ({ change: 'set-membership', membership: { forumId, ...member } }));
}

function forumEvents(
  forumId: ForumId,
  code: string,
  plan: ForumPlan,
  founded: readonly Founded[],
): readonly ForumEvent[] {
  const { title, theme, place, dayStartsAt, utcOffsetMinutes, languages, rule } = plan;
  return [
    {
      type: 'forum.created',
      forumId,
      title,
      theme,
      place,
      dayStartsAt,
      utcOffsetMinutes,
      languages,
      rule,
      code,
    },
    ...founded.map(({ plan: sitting, ids }): ForumEvent => {
      const { kind, title: sittingTitle, startsAt, endsAt } = sitting;
      return {
        type: 'forum.sitting-planned',
        sitting: { sittingId: ids.sittingId, kind, title: sittingTitle, startsAt, endsAt },
      };
    }),
    ...plan.organisers.map((personId): ForumEvent => ({ type: 'forum.organiser-named', personId })),
    ...plan.members.map(({ personId }): ForumEvent => ({ type: 'forum.member-joined', personId, came: 'invited' })),
  ];
}

function foundSitting(ids: Ids, forumId: ForumId, plan: ForumPlan, sitting: SittingPlan): Founded {
  const sittingId = ids.id('sitting');
  const draftId = ids.id('draft');
  const textId = ids.id('text');
  const stream = sittingStream(sittingId);
  const agenda = sitting.agenda.map((item) => ({ itemId: ids.id('agendaItem'), ...item }));
  const { kind, title, startsAt, endsAt, template } = sitting;
  const events: SittingStreamEvent[] = [
    {
      type: 'sitting.planned',
      sittingId,
      forumId,
      kind,
      title,
      startsAt,
      endsAt,
      languages: plan.languages,
      rule: plan.rule,
      ...(template !== undefined && { template }),
      agenda,
    },
    ...sitting.roles.map(({ personId, role }): SittingStreamEvent => ({ type: 'sitting.role-given', personId, role })),
    ...sitting.seats.map((seat): SittingStreamEvent => ({
      type: 'sitting.seat-given',
      seatId: ids.id('seat'),
      ...seat,
    })),
    { type: 'draft.opened', draftId, textId, title: sitting.draft.title },
  ];
  if (sitting.underway !== 'planned') events.push({ type: 'sitting.lobby-opened' }, { type: 'sitting.opened' });
  agenda.forEach(({ itemId }, place) => {
    if (sitting.activeItem === null || place > sitting.activeItem) return;
    events.push({ type: 'sitting.item-started', itemId });
    if (place < sitting.activeItem) events.push({ type: 'sitting.item-done', itemId });
  });
  if (sitting.underway === 'paused') events.push({ type: 'sitting.paused', until: null });
  return {
    plan: sitting,
    ids: { sittingId, draftId, textId },
    append: { stream, expectedSeq: 0, events: events.map((event) => toNewEvent(event, 'server')) },
    text: seededText(ids, textId, stream, plan.languages, sitting.draft.clauses),
  };
}

/** The server seeds a draft once, in the unit that creates it; a client never does. */
function seededText(
  ids: Ids,
  textId: TextId,
  stream: NewText['stream'],
  langs: readonly Lang[],
  clauses: readonly PlannedClause[],
): NewText {
  const clauseIds = clauses.map(() => ids.id('clause'));
  const idAt = (place: number): ClauseId => {
    const clauseId = clauseIds[place];
    if (clauseId === undefined)
      throw new Error(`the plan names the clause at ${String(place)} of ${String(clauses.length)}`);
    return clauseId;
  };
  const seeded = clauses.map(({ kind, addressee, due, under, body }, place): SeedClause => {
    const words = Object.entries(body).map(([lang, parts]): [string, Run[]] => [
      lang,
      (typeof parts === 'string' ? [parts] : parts).map((part) =>
        typeof part === 'string' ? { text: part } : { text: refCharacter, ref: idAt(part.ref) },
      ),
    ]);
    const parent = under === undefined ? null : idAt(under);
    return { id: idAt(place), parent, kind, addressee, due, body: Object.fromEntries(words) };
  });
  const { update, clocks } = seedDraft({ langs, clauses: seeded });
  return { textId, kind: 'draft', layout: draftLayout, stream, seed: update, seedClocks: clocks };
}
