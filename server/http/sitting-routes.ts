/** What is asked of one sitting over HTTP? Whose it is, a link for its screen, who voted how, and its resolution. */
import { networkInterfaces } from 'node:os';
import type { Request, Router } from 'express';
import { isId, type DraftId, type PersonId, type PollId } from '../../shared/lib/ids.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { mayDo } from '../../shared/people/permission.ts';
import { inHallMark, countedRows } from '../../shared/poll/box-mark.ts';
import { fromBoxed } from '../../shared/poll/poll-answer.ts';
import type { RollAnswer, SittingAnswer, StageLinkAnswer } from '../../shared/protocol/http.ts';
import { capacitiesOf, type Assembly } from '../engine/assemblies.ts';
import type { People } from '../engine/people.ts';
import type { Store, StoredBallot } from '../engine/ports.ts';
import { castByProxy } from '../engine/sealed-box.ts';
import type { Door } from '../engine/visitor.ts';
import type { Answering } from './answering.ts';
import { partOf, type AskedSitting, type Asking } from './asking.ts';
import { phoneAddress } from './phone-address.ts';

/** The resolution of a draft as DOCX; made elsewhere, carried from here. */
export type ResolutionPaper = (assembly: Assembly, draftId: DraftId, lang: Lang) => Promise<Uint8Array>;

interface SittingParts {
  readonly store: Store;
  readonly people: People;
  readonly door: Door;
  readonly resolutionPaper: ResolutionPaper;
}

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function sittingRoutes(router: Router, answer: Answering, asked: Asking, parts: SittingParts): void {
  const { store, people, door } = parts;

  router.get(
    '/sittings/:sittingId',
    answer.json<SittingAnswer>(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const { forumId, sittingId } = found.value;
      const address = phoneAddress(request.headers.host ?? '', networkInterfaces(), door.publicOrigin);
      return ok({ forumId, sittingId, ...(address === undefined ? {} : { address }) });
    }),
  );

  router.post(
    '/sittings/:sittingId/stage-link',
    answer.json<StageLinkAnswer>(async (request) => {
      const found = await runsScreens(request);
      if (!found.ok) return found;
      const { forumId, sittingId } = found.value;
      const link = people.newLink({ for: 'stage', forumId, sittingId });
      const committed = await store.commit({ accounts: [link.change] });
      return committed.ok ? ok({ token: link.token }) : committed;
    }),
  );

  router.post(
    '/sittings/:sittingId/stage-links/end',
    answer.json<Record<string, never>>(async (request) => {
      const found = await runsScreens(request);
      if (!found.ok) return found;
      const ended = await people.endStageLinks(found.value.sittingId);
      return ended.ok ? ok({}) : ended;
    }),
  );

  /** The sitting, for who gives and ends the links of its hall screens. */
  async function runsScreens(request: Request): Promise<Result<AskedSitting>> {
    const found = await asked.sitting(request);
    if (!found.ok) return found;
    const { assembly, personId } = found.value;
    return mayDo('people.admit', capacitiesOf(assembly, personId)) ? found : refuse('not-permitted');
  }

  router.get(
    '/sittings/:sittingId/polls/:pollId/roll',
    answer.json<RollAnswer>(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const pollId = partOf(request, 'pollId');
      return isId('poll', pollId) ? rollOf(store, found.value.assembly, pollId) : refuse('not-found');
    }),
  );

  router.get(
    '/sittings/:sittingId/drafts/:draftId/resolution.docx',
    answer.file(async (request) => {
      const found = await asked.sitting(request);
      if (!found.ok) return found;
      const { assembly, personId } = found.value;
      if (!mayDo('papers.export', capacitiesOf(assembly, personId))) return refuse('not-permitted');
      const draftId = partOf(request, 'draftId');
      if (!isId('draft', draftId)) return refuse('not-found');
      const draft = assembly.sitting.state.draft.drafts[draftId];
      if (draft === undefined) return refuse('not-found');
      if (!Object.values(draft.clauses).some(({ status }) => status === 'adopted')) return refuse('nothing-adopted');
      const lang = langs.find((candidate) => candidate === request.query['lang']) ?? 'ru';
      const bytes = await parts.resolutionPaper(assembly, draftId, lang);
      return ok({ type: docxType, name: `resolution-${lang}.docx`, bytes });
    }),
  );
}

/** Who entered it by hand casts in their own name; those of earlier versions stood under the seat's holder. */
function isByHand({ personId, revision }: StoredBallot, holder: PersonId): boolean {
  return personId !== holder || revision === 1;
}

/** Who voted how: of a named vote, after it closed. */
async function rollOf(store: Store, assembly: Assembly, pollId: PollId): Promise<Result<RollAnswer>> {
  const poll = assembly.sitting.state.poll.polls[pollId];
  if (poll === undefined || poll.electors === 'hidden') return refuse('not-found');
  if (poll.form === 'unnamed') return refuse('vote-unnamed');
  if (poll.closedAt === null) return refuse('poll-is-open');
  if (!poll.published) return refuse('not-published');
  const ballots = new Map(countedRows(await store.readBallots(pollId)).map((ballot) => [ballot.seatId, ballot]));
  return ok({
    roll: poll.electors.map(({ seatId, personId, right, weight }) => {
      const ballot = ballots.get(seatId);
      const byHand = ballot !== undefined && poll.byHand.includes(seatId) && isByHand(ballot, personId);
      const inHall = ballot?.choice === inHallMark;
      const answer = ballot === undefined || inHall ? null : fromBoxed(ballot.choice);
      const proxy = ballot === undefined ? null : castByProxy(poll, ballot);
      return { personId, right, weight, answer, byHand, inHall, ...(proxy !== null && { proxy }) };
    }),
  });
}
