/**
 * What did this person see last of a sitting? Kept on the device as the server had sent it, so that it can be read without a line.
 *
 * It is shown, never built upon: when the line is up the page is sent everything anew, because a state kept by an older build may
 * have another shape. Ballots and commands are no part of it.
 */
import type { ForumId, PersonId, SittingId, TextId } from '../../shared/lib/ids.ts';
import type { Audience } from '../../shared/people/audience.ts';
import type { ForumStream, SittingStream } from '../../shared/protocol/features.ts';
import type { MineFrame, Names } from '../../shared/protocol/messages.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import type { HeldText } from './fold.ts';
import { answerOf, committed, openKept } from './kept-database.ts';

export interface SeenSitting {
  readonly forumId: ForumId;
  readonly sittingId: SittingId;
  /** When it was so, ms UTC by the server's clock. */
  readonly at: number;
  readonly forum: ForumStream;
  readonly sitting: SittingStream;
  readonly audience: Audience | null;
  readonly mine: MineFrame;
  readonly names: Names;
  readonly texts: ReadonlyMap<TextId, HeldText>;
}

interface SeenRow {
  readonly place: string;
  readonly person: PersonId;
  /** What another version kept is not shown: its shape may be another. */
  readonly protocol: number;
  readonly seen: SeenSitting;
}

function placeOf(personId: PersonId, sittingId: SittingId): string {
  return `${personId}/${sittingId}`;
}

/** Keeps it in the place of what was kept before. Rejects when the device will not. */
export async function keepSeen(seen: SeenSitting): Promise<void> {
  const database = await openKept();
  if (database === null) return;
  const { personId } = seen.mine;
  const transaction = database.transaction('seen', 'readwrite');
  const row: SeenRow = {
    place: placeOf(personId, seen.sittingId),
    person: personId,
    protocol: protocolVersion,
    seen,
  };
  transaction.objectStore('seen').put(row);
  await committed(transaction);
}

/** `null`: nothing is kept that this page understands. */
export async function readSeen(personId: PersonId, sittingId: SittingId): Promise<SeenSitting | null> {
  const database = await openKept();
  if (database === null) return null;
  const store = database.transaction('seen', 'readonly').objectStore('seen');
  const row = (await answerOf(store.get(placeOf(personId, sittingId)))) as SeenRow | undefined;
  return row?.protocol === protocolVersion ? row.seen : null;
}

/** All sittings that this person can read here without a line, the last seen first. */
export async function allSeen(personId: PersonId): Promise<SeenSitting[]> {
  const database = await openKept();
  if (database === null) return [];
  const index = database.transaction('seen', 'readonly').objectStore('seen').index('person');
  const rows = (await answerOf(index.getAll(personId))) as SeenRow[];
  return rows
    .filter(({ protocol }) => protocol === protocolVersion)
    .map(({ seen }) => seen)
    .sort((a, b) => b.at - a.at);
}
