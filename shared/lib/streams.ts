/** Which streams are there, and what is a recorded event? */
import type { ForumId, PersonId, SittingId } from './ids.ts';

/** A stream is a forum or a sitting; each has its own sequence, from 1 without gaps. */
export type StreamId = `forum:${ForumId}` | `sitting:${SittingId}`;

export function forumStream(forumId: ForumId): StreamId {
  return `forum:${forumId}`;
}

export function sittingStream(sittingId: SittingId): StreamId {
  return `sitting:${sittingId}`;
}

/** Who caused an event: a person, or the server itself (a deadline, the loading of a sample). */
export type Actor = PersonId | 'server';

/** An event with its place in the stream. `at` is UTC in ms by the server's clock; `seq` counts from 1. */
export interface Recorded<Event> {
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly event: Event;
}
