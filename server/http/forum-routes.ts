/** How is a forum made, and what does its day look like? */
import type { Router } from 'express';
import { planForum } from '../../shared/forum/forum-plan.ts';
import { cleanLine } from '../../shared/lib/schemas.ts';
import { isId } from '../../shared/lib/ids.ts';
import { ok, refuse } from '../../shared/lib/result.ts';
import { createForumSchema, type EnterAnswer, type ProgrammeAnswer } from '../../shared/protocol/http.ts';
import type { Assemblies } from '../engine/assemblies.ts';
import { foundForum } from '../engine/found-forum.ts';
import type { Clock, Ids, Store } from '../engine/ports.ts';
import type { Door } from '../engine/visitor.ts';
import type { Answering } from './answering.ts';
import { partOf, type Asking } from './asking.ts';
import { programmeOf } from './programme.ts';

interface ForumParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly assemblies: Assemblies;
}

export function forumRoutes(router: Router, answer: Answering, asked: Asking, parts: ForumParts): void {
  const { store, clock, ids, door, assemblies } = parts;

  router.post(
    '/forums',
    answer.json<EnterAnswer>(async (request) => {
      const anybody = await asked.person(request, null);
      if (!anybody.ok) return anybody;
      // A link of one forum makes no others, not even an organiser's.
      const login = (await door.logins(request)).find(({ endedAt, forumId }) => endedAt === null && forumId === null);
      const person = login === undefined ? null : await store.readPerson(login.personId);
      if (person?.organiser !== true) return refuse('not-permitted');
      const body = createForumSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const plan = planForum(body.data, person.personId, { now: clock.now() });
      if (!plan.ok) return plan;
      const founder = cleanLine(body.data.founder ?? '');
      if (founder !== '') {
        const name = Object.fromEntries(body.data.languages.map((lang) => [lang, founder]));
        const named = await store.commit({ accounts: [{ change: 'set-name', personId: person.personId, name }] });
        if (!named.ok) return named;
      }
      const founded = await foundForum({ store, clock, ids }, plan.value);
      if (!founded.ok) return founded;
      const { forumId, sittings } = founded.value;
      return ok({ forumId, sittingId: sittings[0]?.sittingId ?? null, follows: false });
    }),
  );

  router.get(
    '/forums/:forumId/programme',
    answer.json<ProgrammeAnswer>(async (request) => {
      const forumId = partOf(request, 'forumId');
      const known = isId('forum', forumId) && (await assemblies.forum(forumId)) !== null ? forumId : null;
      const person = await asked.person(request, known);
      if (!person.ok) return person;
      if (known === null) return refuse('not-found');
      const programme = await programmeOf(assemblies, known, person.value.personId, clock.now());
      return programme === null ? refuse('not-found') : ok(programme);
    }),
  );
}
