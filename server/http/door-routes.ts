/** How does a browser come in and go out? Links, codes, who am I, sign out, and the hall's screen. */
import { networkInterfaces } from 'node:os';
import type { Request, Response, Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ForumId, PersonId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { cleanLine } from '../../shared/lib/schemas.ts';
import {
  enterByCodeSchema,
  type CodeAnswer,
  type EnterAnswer,
  type EnterServerAnswer,
  type LinkAnswer,
  type MeAnswer,
  type StageAnswer,
} from '../../shared/protocol/http.ts';
import type { Assemblies } from '../engine/assemblies.ts';
import type { People, SignedIn } from '../engine/people.ts';
import type { Login, Store } from '../engine/ports.ts';
import type { Door } from '../engine/visitor.ts';
import type { Answering } from './answering.ts';
import { addressOf, partOf, type Asking } from './asking.ts';
import { forumAtTheDoor, whereTo } from './at-the-door.ts';
import { phoneAddress } from './phone-address.ts';

interface DoorParts {
  readonly store: Store;
  readonly door: Door;
  readonly people: People;
  readonly assemblies: Assemblies;
}

const loginLastsMs = 30 * 86_400_000;

export function doorRoutes(router: Router, answer: Answering, asked: Asking, parts: DoorParts): void {
  const { store, door, people, assemblies } = parts;
  const joins = new RateLimiterMemory({ points: 600, duration: 60 });

  const cookie = { httpOnly: true, sameSite: 'lax', secure: door.secure, path: '/' } as const;
  const signIn = (response: Response, { token, forumId }: SignedIn): void => {
    response.cookie(door.cookieName(forumId), token, { ...cookie, maxAge: loginLastsMs });
  };

  router.get(
    '/links/:token',
    answer.json<LinkAnswer>(async (request) => {
      const holder = await asked.guess(request, () => people.holderOf(partOf(request, 'token')));
      if (!holder.ok) return holder;
      const { person, membership, forumId } = holder.value;
      return ok({
        person: { name: person.name },
        organisation: membership?.organisation ?? null,
        title: membership?.title ?? null,
        forum: await forumAtTheDoor(assemblies, forumId),
        lang: person.lang,
      });
    }),
  );

  router.post(
    '/links/:token/enter',
    answer.json<EnterAnswer | EnterServerAnswer>(async (request, response) => {
      const entered = await asked.guess(request, () => people.enterByLink(partOf(request, 'token')));
      if (!entered.ok) return entered;
      signIn(response, entered.value);
      const { forumId, sittingId, personId } = entered.value;
      return ok(
        forumId === null ? { forumId, sittingId: null } : await whereTo(assemblies, forumId, sittingId, personId),
      );
    }),
  );

  router.get(
    '/codes/:code',
    answer.json<CodeAnswer>(async (request) => {
      const found = await asked.guess(request, async () => {
        const code = await store.readCode(codeOf(request));
        return code === null ? refuse('code-unknown') : ok(code);
      });
      if (!found.ok) return found;
      return ok({ forum: await forumAtTheDoor(assemblies, found.value.forumId), sittingId: found.value.sittingId });
    }),
  );

  router.post(
    '/codes/:code/enter',
    answer.json<EnterAnswer>(async (request, response) => {
      const body = enterByCodeSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const name = cleanLine(body.data.name);
      const organisation = cleanLine(body.data.organisation ?? '');
      if (name === '') return refuse('name-missing');
      const code = codeOf(request);
      const place = await store.readCode(code);
      const known = place === null ? null : await knownAt(request, place.forumId);
      // A browser that is in already does not become a second person.
      if (place !== null && known?.is === 'in') {
        return ok(await whereTo(assemblies, place.forumId, place.sittingId, known.personId));
      }
      const allowed = await joins.consume(addressOf(request)).then(
        () => true,
        () => false,
      );
      if (!allowed) return refuse('too-fast');
      const guest = { name, organisation: organisation === '' ? null : organisation, lang: body.data.lang };
      const entered = await asked.guess(request, () => people.enterByCode(code, guest, known?.personId ?? null));
      if (!entered.ok) return entered;
      signIn(response, entered.value);
      const { forumId, sittingId, personId } = entered.value;
      return forumId === null ? refuse('fault') : ok(await whereTo(assemblies, forumId, sittingId, personId));
    }),
  );

  /** Who this browser is in the forum already, or else on this server: its newest login that is good. `null`: nobody. */
  async function knownAt(
    request: Request,
    forumId: ForumId,
  ): Promise<{ readonly is: 'in' | 'elsewhere'; readonly personId: PersonId } | null> {
    const members = (await assemblies.forum(forumId))?.state.forum.members ?? {};
    const here = await door.visitor(request, forumId);
    if (here.ok && here.value.is === 'person' && members[here.value.personId] !== undefined) {
      return { is: 'in', personId: here.value.personId };
    }
    const anywhere = await door.visitor(request, null);
    return anywhere.ok && anywhere.value.is === 'person'
      ? { is: 'elsewhere', personId: anywhere.value.personId }
      : null;
  }

  router.get(
    '/me',
    answer.json<MeAnswer>(async (request) => {
      const visitor = await asked.person(request, null);
      if (!visitor.ok) return visitor;
      const person = await store.readPerson(visitor.value.personId);
      if (person === null) return refuse('not-signed-in');
      const logins = (await door.logins(request)).filter(({ endedAt }) => endedAt === null);
      const { personId, name } = person;
      return ok({ person: { personId, name }, organiser: await mayFound(logins), forums: await forumsOf(logins) });
    }),
  );

  /** Forums are made by who is an organiser of the server, and came by a link of the server. */
  async function mayFound(logins: readonly Login[]): Promise<boolean> {
    for (const { forumId, personId } of logins) {
      if (forumId === null && (await store.readPerson(personId))?.organiser === true) return true;
    }
    return false;
  }

  /** Where this browser is in, by any of its logins. */
  async function forumsOf(logins: readonly Login[]): Promise<MeAnswer['forums']> {
    const found = new Map<ForumId, MeAnswer['forums'][number]>();
    for (const login of logins) {
      const forumIds = login.forumId === null ? await store.readForumsOf(login.personId) : [login.forumId];
      for (const forumId of forumIds) {
        const forum = (await assemblies.forum(forumId))?.state.forum;
        if (forum?.members[login.personId] !== undefined) found.set(forumId, { forumId, title: forum.title });
      }
    }
    return [...found.values()];
  }

  router.post(
    '/sign-out',
    answer.json<Record<string, never>>(async (request, response): Promise<Result<Record<string, never>>> => {
      const logins = (await door.logins(request)).filter(({ endedAt }) => endedAt === null);
      const ended = await people.signOut(logins.map(({ loginId }) => loginId));
      if (!ended.ok) return ended;
      for (const name of door.cookieNames(request)) response.clearCookie(name, cookie);
      return ok({});
    }),
  );

  router.get(
    '/stage/:token',
    answer.json<StageAnswer>(async (request) => {
      const found = await asked.guess(request, () => door.stage(partOf(request, 'token')));
      if (!found.ok) return found;
      const { forumId, sittingId } = found.value;
      const address = phoneAddress(request.headers.host ?? '', networkInterfaces(), door.publicOrigin);
      return ok({ forumId, sittingId, ...(address === undefined ? {} : { address }) });
    }),
  );
}

/** Spaces and dashes are welcome in a code. */
function codeOf(request: Request): string {
  return partOf(request, 'code').replace(/[\s-]/g, '');
}
