/** What does a page hold of streams and texts, after one more frame? Pure: a frame is applied, known already, or shows a gap. */
import type { Recorded } from '../../shared/lib/streams.ts';
import { inTextOrder } from '../../shared/draft/clause-tree.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import type { TextFrame } from '../../shared/protocol/messages.ts';

/** A stream as far as it is known here. */
export interface Held<State> {
  readonly seq: number;
  readonly state: State;
}

export interface HeldText {
  readonly textSeq: number;
  /** In the order of the text; removed ones without their words, for their numbers may still stand on paper. */
  readonly clauses: readonly ClauseText[];
}

interface EventsBetween<Event> {
  readonly after: number;
  readonly seq: number;
  readonly events: readonly Recorded<Event>[];
}

/**
 * The stream after a frame of events; the very same object where the frame brings nothing new; `gap` where events before it are
 * missing. A frame that overlaps what is held brings only its newer events: after a reconnect both ways of catching up may meet.
 */
export function foldEvents<State, Event>(
  held: Held<State> | null,
  frame: EventsBetween<Event>,
  apply: (state: State, recorded: Recorded<Event>) => State,
): Held<State> | 'gap' {
  if (held === null || frame.after > held.seq) return 'gap';
  if (frame.seq <= held.seq) return held;
  let state = held.state;
  for (const recorded of frame.events) if (recorded.seq > held.seq) state = apply(state, recorded);
  return { seq: frame.seq, state };
}

/** The text after a frame; the very same object where it is known already; `gap` where changes before it are missing. */
export function foldText(held: HeldText | undefined, frame: TextFrame): HeldText | 'gap' {
  if (frame.frame === 'whole') return { textSeq: frame.textSeq, clauses: inTextOrder(frame.clauses) };
  if (held === undefined || frame.after > held.textSeq) return 'gap';
  if (frame.textSeq <= held.textSeq) return held;
  // Changes are whole clauses, so a frame that begins earlier than what is held still ends in the right text.
  const clauses = new Map(held.clauses.map((clause) => [clause.id, clause]));
  for (const clause of frame.changed) clauses.set(clause.id, clause);
  for (const id of frame.gone) clauses.delete(id);
  return { textSeq: frame.textSeq, clauses: inTextOrder([...clauses.values()]) };
}
