/** How are people brought into a forum and sent their way? Lists, the registration desk's deeds, links and badges. */
import { networkInterfaces } from 'node:os';
import express, { type Request, type Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { commonSittings } from '../../shared/import/import-sittings.ts';
import type { PlannedLine } from '../../shared/import/import-plan.ts';
import { readLines, type ImportLines } from '../../shared/import/import-lines.ts';
import { readTable, tableBytesMost, type Table } from '../../shared/import/table-text.ts';
import { isId, requestIdPattern, type PersonId, type RequestId, type SittingId } from '../../shared/lib/ids.ts';
import { inLang } from '../../shared/lib/lang.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { cleanLine } from '../../shared/lib/schemas.ts';
import { roleOnBadge, type BadgeSheet } from '../../shared/papers/badge.ts';
import { badgeCode } from '../../shared/people/badge-code.ts';
import { mayDo, type Permission } from '../../shared/people/permission.ts';
import {
  badgesSchema,
  makeLinksSchema,
  groupsSchema,
  spreadSchema,
  walkInSchema,
  type GroupsAnswer,
  type ImportAnswer,
  type ImportPreviewAnswer,
  type MadeLinksAnswer,
  type PeopleAnswer,
  type SpreadAnswer,
  type WalkInAnswer,
} from '../../shared/protocol/http.ts';
import type { Assemblies, ForumRoom } from '../engine/assemblies.ts';
import type { Clock, Store } from '../engine/ports.ts';
import type { Register } from '../engine/register.ts';
import { hashToken, type Door } from '../engine/visitor.ts';
import type { Answering } from './answering.ts';
import { partOf, type Asking } from './asking.ts';
import { phoneAddress } from './phone-address.ts';

export interface PeopleRouteParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly door: Door;
  readonly assemblies: Assemblies;
  readonly register: Register;
  readonly badgePaper: (sheet: BadgeSheet) => Promise<Uint8Array>;
}

interface AskedForum {
  readonly room: ForumRoom;
  readonly personId: PersonId;
}

/** So many lines of each state are shown; bad ones are all given back as a file. */
const shownOfEach = { new: 20, changed: 20, same: 5, bad: 100 } as const;

export function peopleRoutes(router: Router, answer: Answering, asked: Asking, parts: PeopleRouteParts): void {
  const { store, clock, door, assemblies, register } = parts;
  /** A person at a desk; a list of thousands is a second's work. */
  const deeds = new RateLimiterMemory({ points: 120, duration: 60 });
  const lists = new RateLimiterMemory({ points: 20, duration: 60 });

  async function forumOf(
    request: Request,
    needs: Permission,
    limit: RateLimiterMemory | null,
  ): Promise<Result<AskedForum>> {
    const id = partOf(request, 'forumId');
    const forumId = isId('forum', id) && (await assemblies.forum(id)) !== null ? id : null;
    const visitor = await asked.person(request, forumId);
    if (!visitor.ok) return visitor;
    if (forumId === null) return refuse('not-found');
    const { personId } = visitor.value;
    const room = await register.room(forumId, personId, needs);
    if (!room.ok) return room;
    const isFree = await (limit?.consume(personId).then(
      () => true,
      () => false,
    ) ?? true);
    return isFree ? ok({ room: room.value, personId }) : refuse('too-fast');
  }

  router.get(
    '/forums/:forumId/people',
    answer.json<PeopleAnswer>(async (request) => {
      const found = await forumOf(request, 'people.renew-link', null);
      if (!found.ok) return found;
      const { room, personId } = found.value;
      const { forumId, members, title } = room.state.forum;
      if (forumId === null) return refuse('not-found');
      const sittings = await sittingsOf(room);
      const common = commonSittings(sittings);
      const capacities = await assemblies.capacitiesInForum(room, personId);
      return ok({
        title,
        origin: originOf(request),
        mayImport: mayDo('people.import', capacities),
        people: (await register.members(forumId)).flatMap(({ person, membership }) => {
          const member = members[person.personId];
          if (member === undefined) return [];
          const { organisation, details } = membership;
          return [
            {
              personId: person.personId,
              name: person.name,
              organisation,
              kind: details?.kind ?? null,
              came: member.came,
              badge: badgeCode(person.personId),
            },
          ];
        }),
        sittings: sittings.flatMap((sitting) => {
          const { sittingId, kind, phase, seats } = sitting;
          if (sittingId === null) return [];
          const isBeside = !common.includes(sitting);
          return [{ sittingId, kind, phase, title: sitting.title, seats: Object.keys(seats).length, isBeside }];
        }),
      });
    }),
  );

  const file = express.raw({ type: () => true, limit: tableBytesMost });

  router.post(
    '/forums/:forumId/people/preview',
    file,
    answer.json<ImportPreviewAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', lists);
      if (!found.ok) return found;
      const { room, personId } = found.value;
      const read = listOf(request);
      if (!read.ok) return read;
      const { table, list } = read.value;
      const { lines, counts } = await register.preview(room, personId, list.lines);
      return ok({
        encoding: table.encoding,
        separator: table.separator,
        columns: list.headings.map((heading, place) => ({ heading, field: list.columns[place] ?? null })),
        counts,
        shown: (['bad', 'changed', 'new', 'same'] as const).flatMap((state) =>
          lines
            .filter(({ is }) => is === state)
            .sort((a, b) => b.remarks.length - a.remarks.length)
            .slice(0, shownOfEach[state])
            .map(toShown),
        ),
        bad: lines.flatMap(({ line, is, cells, reasons }) => (is === 'bad' ? [{ line, cells, reasons }] : [])),
      });
    }),
  );

  router.post(
    '/forums/:forumId/people/import',
    file,
    answer.json<ImportAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', lists);
      if (!found.ok) return found;
      const { room, personId } = found.value;
      const requestId = request.query['requestId'];
      if (typeof requestId !== 'string' || !requestIdPattern.test(requestId)) return refuse('malformed');
      const read = listOf(request);
      if (!read.ok) return read;
      const counts = await register.import(room, personId, read.value.list.lines, requestId as RequestId);
      return counts.ok ? ok({ counts: counts.value }) : counts;
    }),
  );

  router.post(
    '/forums/:forumId/people/walk-in',
    answer.json<WalkInAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', deeds);
      if (!found.ok) return found;
      const body = walkInSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const { requestId, right, lang } = body.data;
      const name = cleanLine(body.data.name);
      const organisation = cleanLine(body.data.organisation ?? '');
      if (name === '') return refuse('name-missing');
      if (name.length > 120 || organisation.length > 200) return refuse('malformed');
      const person = {
        name,
        organisation: organisation === '' ? null : organisation,
        kind: null,
        bin: null,
        email: null,
        phone: null,
        title: null,
        lang,
        role: null,
        right,
        rightIsSaid: true,
        weight: null,
        sitting: null,
        badge: null,
      };
      return register.walkIn(found.value.room, found.value.personId, person, requestId as RequestId);
    }),
  );

  router.post(
    '/forums/:forumId/people/spread',
    answer.json<SpreadAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', deeds);
      if (!found.ok) return found;
      const body = spreadSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const { sittingIds, requestId } = body.data;
      const panels = [...new Set(sittingIds)] as SittingId[];
      return register.spread(found.value.room, found.value.personId, panels, requestId as RequestId);
    }),
  );

  router.post(
    '/forums/:forumId/people/groups',
    answer.json<GroupsAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', deeds);
      if (!found.ok) return found;
      const body = groupsSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const { sittingId, requestId } = body.data;
      const { room, personId } = found.value;
      return register.group(room, personId, sittingId as SittingId, requestId as RequestId);
    }),
  );

  router.post(
    '/forums/:forumId/people/links',
    answer.json<MadeLinksAnswer>(async (request) => {
      const found = await forumOf(request, 'people.import', deeds);
      if (!found.ok) return found;
      const body = makeLinksSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const { room, personId } = found.value;
      const made = await register.links(room, personId, body.data.of);
      if (!made.ok) return made;
      const { forumId } = room.state.forum;
      const members = new Map(
        (forumId === null ? [] : await register.members(forumId)).map((one) => [one.person.personId, one]),
      );
      return ok({
        links: made.value.map((link) => {
          const member = members.get(link.personId);
          const { organisation = null, details } = member?.membership ?? {};
          const { email = null, phone = null } = details ?? {};
          const badge = badgeCode(link.personId);
          return { ...link, name: member?.person.name ?? {}, organisation, email, phone, badge };
        }),
      });
    }),
  );

  router.post(
    '/forums/:forumId/people/badges',
    answer.file(async (request) => {
      const found = await forumOf(request, 'people.renew-link', deeds);
      if (!found.ok) return found;
      const body = badgesSchema.safeParse(request.body);
      if (!body.success) return refuse('malformed');
      const { room } = found.value;
      const { forum } = room.state;
      const { lang } = body.data;
      if (forum.forumId === null) return refuse('not-found');
      const members = new Map((await register.members(forum.forumId)).map((one) => [one.person.personId, one]));
      const sittings = await sittingsOf(room);
      const badges: BadgeSheet['badges'][number][] = [];
      for (const { personId: id, token } of body.data.people) {
        const personId = id as PersonId;
        const member = members.get(personId);
        if (member === undefined) return refuse('person-unknown');
        // Only what is this person's link now goes on their badge.
        const link = token === undefined ? null : await store.readLink(hashToken(token));
        const purpose = link?.revokedAt === null ? link.purpose : null;
        const isTheirs = purpose?.for === 'person' && purpose.personId === personId;
        if (token !== undefined && !isTheirs) return refuse('link-unknown');
        badges.push({
          name: inLang(member.person.name, lang),
          organisation: inLang(member.membership.organisation ?? {}, lang),
          role: roleOnBadge(sittings, personId, lang),
          code: badgeCode(personId),
          address: token === undefined ? null : `${originOf(request)}/p/${token}`,
        });
      }
      const bytes = await parts.badgePaper({ lang, title: inLang(forum.title, lang), printedAt: clock.now(), badges });
      return ok({ type: 'application/pdf', name: 'badges.pdf', bytes });
    }),
  );

  async function sittingsOf(room: ForumRoom) {
    const found = await Promise.all(room.state.forum.sittings.map(({ sittingId }) => assemblies.sitting(sittingId)));
    return found.flatMap((assembly) => (assembly === null ? [] : [assembly.sitting.state.sitting]));
  }

  /** Where a phone that reads the badge finds this server. */
  function originOf(request: Request): string {
    const host = request.headers.host ?? '';
    const { publicOrigin } = door;
    return publicOrigin ?? phoneAddress(host, networkInterfaces(), publicOrigin) ?? `${request.protocol}://${host}`;
  }
}

/** The list that the request brought, as lines. */
function listOf(request: Request): Result<{ readonly table: Table; readonly list: ImportLines }> {
  const bytes: unknown = request.body;
  const table = readTable(bytes instanceof Uint8Array ? bytes : new Uint8Array());
  if (!table.ok) return table;
  const list = readLines(table.value);
  return list.ok ? ok({ table: table.value, list: list.value }) : list;
}

function toShown({ line, is, person, cells, reasons, remarks }: PlannedLine) {
  const name =
    person?.name ??
    cells
      .filter((cell) => cell.trim() !== '')
      .join(' · ')
      .slice(0, 200);
  return { line, is, name, organisation: person?.organisation ?? '', reasons, remarks };
}
