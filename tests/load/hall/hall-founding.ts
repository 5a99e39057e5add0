/** Which hall is filled? A forum with a sitting under way, seats whose people are there, and thousands who came by code. */
import type { AccountChange } from '../../../server/engine/ports.ts';
import { toNewEvent } from '../../../server/engine/unit-parts.ts';
import type { Services } from '../../../server/services.ts';
import type { DraftId, ForumId, PersonId, SittingId, TextId } from '../../../shared/lib/ids.ts';
import { forumStream, sittingStream } from '../../../shared/lib/streams.ts';
import { loginCookies, openWorld, signInCookie, twoClauses } from '../../server/world.ts';

/** A hall as its visitors know it. */
export interface Hall {
  readonly port: number;
  readonly forumId: ForumId;
  readonly sittingId: SittingId;
  readonly draftId: DraftId;
  readonly textId: TextId;
  readonly moderator: string;
  /** Cookies: of seats, the first ten of whom write too, and of people who came by the forum's code. */
  readonly voters: readonly string[];
  readonly followers: readonly string[];
}

/** Founds it in the directory, and serves it. */
export async function foundHall(
  directory: string,
  followers: number,
  voters: number,
): Promise<{ readonly hall: Hall; readonly world: Awaited<ReturnType<typeof openWorld>> }> {
  const world = await openWorld({
    store: 'sqlite',
    directory,
    moreSeats: voters,
    clauses: Array.from({ length: 40 }, (_, place) => twoClauses[place % 2]!),
  });
  const { store, services, origin, forumId, sittingId, draftId, textId, people, moreVoters } = world;
  const stream = sittingStream(sittingId);
  const here = moreVoters.map((personId) =>
    toNewEvent({ type: 'sitting.presence-noted', personId, where: 'hall', by: 'desk' }, 'server'),
  );
  await committed(store.commit({ streams: [{ stream, expectedSeq: await store.streamHead(stream), events: here }] }));
  const guests = Array.from({ length: followers }, () => services.ids.id('person'));
  await joinByCode(services, forumId, guests);
  const hall = {
    port: Number(new URL(origin).port),
    forumId,
    sittingId,
    draftId,
    textId,
    moderator: await signInCookie(services, origin, people.amina, forumId),
    voters: await loginCookies(services, forumId, moreVoters),
    followers: await loginCookies(services, forumId, guests),
  };
  return { hall, world };
}

/** As if each had typed a name at the door, in one unit. */
async function joinByCode(services: Services, forumId: ForumId, guests: readonly PersonId[]): Promise<void> {
  const stream = forumStream(forumId);
  const accounts = guests.flatMap((personId, place): AccountChange[] => {
    const person = { personId, name: { ru: `Гость ${String(place)}` }, lang: 'ru' as const, organiser: false };
    const membership = { forumId, personId, organisation: { ru: 'Жители области' }, title: null };
    return [
      { change: 'add-person', person },
      { change: 'set-membership', membership },
    ];
  });
  const events = guests.map((personId) =>
    toNewEvent({ type: 'forum.member-joined', personId, came: 'guest' }, personId),
  );
  const expectedSeq = await services.store.streamHead(stream);
  await committed(services.store.commit({ accounts, streams: [{ stream, expectedSeq, events }] }));
  await (await services.assemblies.forum(forumId))?.catchUp();
}

async function committed(unit: Promise<{ readonly ok: boolean; readonly code?: string }>): Promise<void> {
  const { ok, code } = await unit;
  if (!ok) throw new Error(code);
}
