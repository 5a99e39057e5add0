/** What is asked over HTTP before there is a socket, and what is downloaded? JSON under /api; one check at the door. */
import { networkInterfaces } from 'node:os';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { cleanLine } from '../../shared/lib/schemas.ts';
import { isId, type DraftId, type ForumId, type PersonId, type PollId, type SittingId } from '../../shared/lib/ids.ts';
import { langs, type Lang, type Localized } from '../../shared/lib/lang.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/lib/result.ts';
import type { Capacity } from '../../shared/people/capacity.ts';
import { mayDo } from '../../shared/people/permission.ts';
import type { Quorum } from '../../shared/forum/voting-rule.ts';
import {
  createForumSchema,
  enterByCodeSchema,
  type CodeAnswer,
  type CreateForum,
  type EnterAnswer,
  type EnterServerAnswer,
  type ForumAtTheDoor,
  type LinkAnswer,
  type MeAnswer,
  type ProgrammeAnswer,
  type RollAnswer,
  type SittingAnswer,
  type StageAnswer,
  type StageLinkAnswer,
} from '../../shared/protocol/http.ts';
import { capacitiesOf, type Assemblies, type Assembly } from '../engine/assemblies.ts';
import { foundForum, type ForumPlan } from '../engine/found-forum.ts';
import type { People, SignedIn } from '../engine/people.ts';
import type { Clock, Ids, Store } from '../engine/ports.ts';
import type { Door } from '../engine/visitor.ts';
import { phoneAddress } from './phone-address.ts';
import { programmeOf } from './programme.ts';

/** The resolution of a draft as DOCX; made elsewhere, carried from here. */
export type ResolutionPaper = (assembly: Assembly, draftId: DraftId, lang: Lang) => Promise<Uint8Array>;

export interface ApiParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly people: People;
  readonly assemblies: Assemblies;
  readonly resolutionPaper: ResolutionPaper;
  readonly onFault: (fault: unknown) => void;
}

const onlooking: ReadonlySet<Capacity> = new Set(['invited', 'observer', 'media']);

const loginLastsMs = 30 * 86_400_000;
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Statuses of refusals; what is not named is 400. */
const statuses: Readonly<Record<string, number>> = {
  'not-found': 404,
  'link-unknown': 404,
  'code-unknown': 404,
  'link-ended': 410,
  'not-signed-in': 401,
  'login-ended': 401,
  'not-permitted': 403,
  'foreign-origin': 403,
  'too-fast': 429,
  'too-large': 413,
  busy: 503,
  'store-full': 507,
  fault: 500,
};

type Handler<Answer> = (request: Request, response: Response) => Promise<Result<Answer>>;

export function apiRouter(parts: ApiParts): Router {
  const { store, clock, ids, door, people, assemblies } = parts;
  const router = express.Router();
  router.use(express.json({ limit: '64kb', strict: true }));
  router.use((request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const origin = door.checkOrigin(request, !reading);
    if (origin.ok) next();
    else sendRefusal(response, origin);
  });

  /** Only wrong guesses are counted: a hall of a hundred joins from one address. */
  const guesses = new RateLimiterMemory({ points: 30, duration: 60 });
  const joins = new RateLimiterMemory({ points: 600, duration: 60 });

  const serve =
    <Answer>(handler: Handler<Answer>) =>
    (request: Request, response: Response): void => {
      handler(request, response).then(
        (result) => {
          if (response.headersSent) return;
          if (result.ok) response.json(result.value);
          else sendRefusal(response, result);
        },
        (fault: unknown) => {
          parts.onFault(fault);
          if (!response.headersSent) sendRefusal(response, refuse('fault'));
        },
      );
    };

  /** Counts a wrong guess from this address; refuses before looking when there were too many. */
  const guessing = async <T>(request: Request, look: () => Promise<Result<T>>): Promise<Result<T>> => {
    const from = request.ip ?? 'unknown';
    const spent = await guesses.get(from);
    if (spent !== null && spent.remainingPoints <= 0) return refuse('too-fast');
    const found = await look();
    if (!found.ok && (found.code === 'code-unknown' || found.code === 'link-unknown')) {
      await guesses.consume(from).catch(() => undefined);
    }
    return found;
  };

  const personOf = async (request: Request): Promise<Result<PersonId>> => {
    const visitor = await door.visitor(request);
    if (!visitor.ok) return visitor;
    return visitor.value.is === 'person' ? ok(visitor.value.personId) : refuse('not-signed-in');
  };

  /** The sitting, for a member of its forum; missing and forbidden get the same answer. */
  const assemblyFor = async (
    request: Request,
  ): Promise<Result<{ readonly assembly: Assembly; readonly personId: PersonId; readonly sittingId: SittingId }>> => {
    const person = await personOf(request);
    if (!person.ok) return person;
    const sittingId = request.params['sittingId'];
    if (typeof sittingId !== 'string' || !isId('sitting', sittingId)) return refuse('not-found');
    const assembly = await assemblies.sitting(sittingId);
    if (assembly?.forum.state.forum.members[person.value] === undefined) return refuse('not-found');
    return ok({ assembly, personId: person.value, sittingId });
  };

  /** Who has neither seat nor office reads along. */
  const whereTo = async (forumId: ForumId, sittingId: SittingId | null, personId: PersonId): Promise<EnterAnswer> => {
    const assembly = sittingId === null ? null : await assemblies.sitting(sittingId);
    const held = assembly === null ? [] : [...capacitiesOf(assembly, personId)];
    return { forumId, sittingId, follows: held.length > 0 && held.every((capacity) => onlooking.has(capacity)) };
  };

  const signIn = (response: Response, signedIn: SignedIn): void => {
    response.cookie(door.cookieName, signedIn.token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: door.secure,
      path: '/',
      maxAge: loginLastsMs,
    });
  };

  router.get(
    '/links/:token',
    serve<LinkAnswer>(async (request) => {
      const holder = await guessing(request, () => people.holderOf(textOf(request.params['token'])));
      if (!holder.ok) return holder;
      const { person, membership, forumId } = holder.value;
      return ok({
        person: { name: person.name },
        organisation: membership?.organisation ?? null,
        title: membership?.title ?? null,
        forum: await atTheDoor(assemblies, forumId),
        lang: person.lang,
      });
    }),
  );

  router.post(
    '/links/:token/enter',
    serve<EnterAnswer | EnterServerAnswer>(async (request, response) => {
      const entered = await guessing(request, () => people.enterByLink(textOf(request.params['token'])));
      if (!entered.ok) return entered;
      signIn(response, entered.value);
      const { forumId, sittingId } = entered.value;
      return ok(
        forumId === null ? { forumId, sittingId: null } : await whereTo(forumId, sittingId, entered.value.personId),
      );
    }),
  );

  router.get(
    '/codes/:code',
    serve<CodeAnswer>(async (request) => {
      const found = await guessing(request, async () => {
        const code = await store.readCode(codeOf(request));
        return code === null ? refuse('code-unknown') : ok(code);
      });
      if (!found.ok) return found;
      return ok({ forum: await atTheDoor(assemblies, found.value.forumId), sittingId: found.value.sittingId });
    }),
  );

  router.post(
    '/codes/:code/enter',
    serve<EnterAnswer>(async (request, response) => {
      const body = enterByCodeSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const name = cleanLine(body.data.name);
      const organisation = cleanLine(body.data.organisation ?? '');
      if (name === '') return refuse('name-missing');
      const code = codeOf(request);
      // A browser that is in already does not become a second person.
      const known = await door.visitor(request);
      const place = await store.readCode(code);
      if (place !== null && known.ok && known.value.is === 'person') {
        const forum = await assemblies.forum(place.forumId);
        if (forum?.state.forum.members[known.value.personId] !== undefined) {
          return ok(await whereTo(place.forumId, place.sittingId, known.value.personId));
        }
      }
      const allowed = await joins.consume(request.ip ?? 'unknown').then(
        () => true,
        () => false,
      );
      if (!allowed) return refuse('too-fast');
      const { lang } = body.data;
      const entered = await guessing(request, () =>
        people.enterByCode(code, { name, organisation: organisation === '' ? null : organisation, lang }),
      );
      if (!entered.ok) return entered;
      signIn(response, entered.value);
      const { forumId, sittingId, personId } = entered.value;
      return forumId === null ? refuse('fault') : ok(await whereTo(forumId, sittingId, personId));
    }),
  );

  router.get(
    '/me',
    serve<MeAnswer>(async (request) => {
      const personId = await personOf(request);
      if (!personId.ok) return personId;
      const person = await store.readPerson(personId.value);
      if (person === null) return refuse('not-signed-in');
      const forums: { forumId: ForumId; title: Localized }[] = [];
      for (const forumId of await store.readForumsOf(personId.value)) {
        const forum = await assemblies.forum(forumId);
        if (forum !== null) forums.push({ forumId, title: forum.state.forum.title });
      }
      const { name, organiser } = person;
      return ok({ person: { personId: personId.value, name }, organiser, forums });
    }),
  );

  router.post(
    '/sign-out',
    serve<Record<string, never>>(async (request, response) => {
      const visitor = await door.visitor(request);
      if (visitor.ok && visitor.value.is === 'person') {
        const ended = await people.signOut(visitor.value.loginId);
        if (!ended.ok) return ended;
      }
      response.clearCookie(door.cookieName, { path: '/', httpOnly: true, sameSite: 'lax', secure: door.secure });
      return ok({});
    }),
  );

  router.post(
    '/forums',
    serve<EnterAnswer>(async (request) => {
      const personId = await personOf(request);
      if (!personId.ok) return personId;
      const person = await store.readPerson(personId.value);
      if (person?.organiser !== true) return refuse('not-permitted');
      const body = createForumSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const plan = planForum(body.data, personId.value, clock.now());
      if (!plan.ok) return plan;
      const founded = await foundForum({ store, clock, ids }, plan.value);
      if (!founded.ok) return founded;
      return ok({
        forumId: founded.value.forumId,
        sittingId: founded.value.sittings[0]?.sittingId ?? null,
        follows: false,
      });
    }),
  );

  router.get(
    '/forums/:forumId/programme',
    serve<ProgrammeAnswer>(async (request) => {
      const person = await personOf(request);
      if (!person.ok) return person;
      const forumId = request.params['forumId'];
      if (typeof forumId !== 'string' || !isId('forum', forumId)) return refuse('not-found');
      const programme = await programmeOf(assemblies, forumId, person.value, clock.now());
      return programme === null ? refuse('not-found') : ok(programme);
    }),
  );

  router.get(
    '/sittings/:sittingId',
    serve<SittingAnswer>(async (request) => {
      const found = await assemblyFor(request);
      if (!found.ok) return found;
      const { forumId } = found.value.assembly.sitting.state.sitting;
      return forumId === null ? refuse('not-found') : ok({ forumId, sittingId: found.value.sittingId });
    }),
  );

  router.get(
    '/stage/:token',
    serve<StageAnswer>(async (request) => {
      const found = await guessing(request, () => door.visitor(request, textOf(request.params['token'])));
      if (!found.ok) return found;
      if (found.value.is !== 'stage') return refuse('link-unknown');
      const { forumId, sittingId } = found.value;
      const address = phoneAddress(request.headers.host ?? '', networkInterfaces());
      return ok({ forumId, sittingId, ...(address === undefined ? {} : { address }) });
    }),
  );

  router.post(
    '/sittings/:sittingId/stage-link',
    serve<StageLinkAnswer>(async (request) => {
      const found = await assemblyFor(request);
      if (!found.ok) return found;
      const { assembly, personId, sittingId } = found.value;
      if (!mayDo('people.admit', capacitiesOf(assembly, personId))) return refuse('not-permitted');
      const { forumId } = assembly.sitting.state.sitting;
      if (forumId === null) return refuse('not-found');
      const link = people.newLink({ for: 'stage', forumId, sittingId });
      const committed = await store.commit({ accounts: [link.change] });
      return committed.ok ? ok({ token: link.token }) : committed;
    }),
  );

  router.get(
    '/sittings/:sittingId/polls/:pollId/roll',
    serve<RollAnswer>(async (request) => {
      const found = await assemblyFor(request);
      if (!found.ok) return found;
      const pollId = request.params['pollId'];
      if (typeof pollId !== 'string' || !isId('poll', pollId)) return refuse('not-found');
      return rollOf(store, found.value.assembly, pollId);
    }),
  );

  router.get(
    '/sittings/:sittingId/drafts/:draftId/resolution.docx',
    serve<never>(async (request, response) => {
      const found = await assemblyFor(request);
      if (!found.ok) return found;
      const { assembly, personId } = found.value;
      if (!mayDo('papers.export', capacitiesOf(assembly, personId))) return refuse('not-permitted');
      const draftId = request.params['draftId'];
      if (typeof draftId !== 'string' || !isId('draft', draftId)) return refuse('not-found');
      const draft = assembly.sitting.state.draft.drafts[draftId];
      if (draft === undefined) return refuse('not-found');
      const lang = langs.find((candidate) => candidate === request.query['lang']) ?? 'ru';
      if (!Object.values(draft.clauses).some(({ status }) => status === 'adopted')) return refuse('nothing-adopted');
      const bytes = await parts.resolutionPaper(assembly, draftId, lang);
      response.setHeader('Content-Type', docxType);
      response.setHeader('Content-Disposition', `attachment; filename="resolution-${lang}.docx"`);
      response.end(Buffer.from(bytes));
      return refuse('sent');
    }),
  );

  router.use((_request, response) => {
    sendRefusal(response, refuse('not-found'));
  });

  // Malformed JSON and bodies over the limit come here from the parser.
  router.use((fault: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const status = typeof fault === 'object' && fault !== null && 'status' in fault ? fault.status : 500;
    if (status === 413) sendRefusal(response, refuse('too-large'));
    else if (typeof status === 'number' && status < 500) sendRefusal(response, refuse('malformed'));
    else {
      parts.onFault(fault);
      sendRefusal(response, refuse('fault'));
    }
  });
  return router;
}

function sendRefusal(response: Response, refusal: Refusal): void {
  response.status(statuses[refusal.code] ?? 400).json(refusal);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Spaces and dashes are welcome in a code. */
function codeOf(request: Request): string {
  return textOf(request.params['code']).replace(/[\s-]/g, '');
}

/** Who voted how: of a named vote, after it closed. */
async function rollOf(store: Store, assembly: Assembly, pollId: PollId): Promise<Result<RollAnswer>> {
  const poll = assembly.sitting.state.poll.polls[pollId];
  if (poll === undefined || poll.electors === 'hidden') return refuse('not-found');
  if (poll.result === null) return refuse('poll-is-open');
  const choices = new Map((await store.readBallots(pollId)).map(({ seatId, choice }) => [seatId, choice]));
  return ok({
    roll: poll.electors.map(({ seatId, personId, right, weight }) => {
      const choice = (choices.get(seatId) ?? null) as RollAnswer['roll'][number]['choice'];
      return { personId, right, weight, choice };
    }),
  });
}

async function atTheDoor(assemblies: Assemblies, forumId: ForumId | null): Promise<ForumAtTheDoor> {
  const room = forumId === null ? null : await assemblies.forum(forumId);
  if (forumId === null || room === null) {
    return {
      forumId: '' as ForumId,
      title: { en: 'Ortaq', ru: 'Ortaq', kk: 'Ortaq' },
      place: null,
      date: null,
      now: null,
    };
  }
  const { title, place, dayStartsAt, utcOffsetMinutes, sittings } = room.state.forum;
  let now: Localized | null = null;
  for (const planned of sittings) {
    const sitting = (await assemblies.sitting(planned.sittingId))?.sitting.state.sitting;
    if (sitting?.phase !== 'open') continue;
    now = now === null ? sitting.title : joined(now, sitting.title);
  }
  const date = new Date(dayStartsAt + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  return { forumId, title, place, date, now };
}

function joined(first: Localized, second: Localized): Localized {
  const all: Partial<Record<Lang, string>> = {};
  for (const lang of langs) {
    const parts = [first[lang], second[lang]].filter((part) => part !== undefined);
    if (parts.length > 0) all[lang] = parts.join(' · ');
  }
  return all;
}

const quorums: Readonly<Record<CreateForum['quorum'], Quorum | null>> = {
  none: null,
  'more-than-half': { numerator: 1, denominator: 2, strict: true },
  'two-thirds': { numerator: 2, denominator: 3, strict: false },
};

/** Kazakhstan's one time zone; a forum elsewhere will say its own. */
const utcOffsetMinutes = 300;
const dayMs = 86_400_000;

/** A forum with one sitting, run by who made it. */
function planForum(wish: CreateForum, organiser: PersonId, now: number): Result<ForumPlan> {
  const title = cleaned(wish.title);
  if (title === null) return refuse('title-missing');
  const sittingTitle = cleaned(wish.sittingTitle) ?? title;
  const dayStartsAt = Math.floor((now + utcOffsetMinutes * 60_000) / dayMs) * dayMs - utcOffsetMinutes * 60_000;
  return ok({
    title,
    theme: {},
    place: cleaned(wish.place) ?? {},
    dayStartsAt,
    utcOffsetMinutes,
    languages: [...new Set(wish.languages)],
    rule: { majority: 'simple', base: 'present', tie: 'rejected', quorum: quorums[wish.quorum] },
    organisers: [organiser],
    members: [{ personId: organiser, organisation: null, title: null }],
    sittings: [
      {
        kind: wish.kind,
        title: sittingTitle,
        startsAt: now,
        endsAt: now + 2 * 3_600_000,
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

function cleaned(text: Localized | Partial<Record<Lang, string | undefined>>): Localized | null {
  const kept: Partial<Record<Lang, string>> = {};
  for (const lang of langs) {
    const line = cleanLine(text[lang] ?? '');
    if (line !== '') kept[lang] = line;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}
