/** Who may have a minority opinion recorded, and on which vote? Source: the procedure's minority opinion («особое мнение»). */
import { ok, refuse } from '../lib/result.ts';
import { inHallMark, isMark } from './box-mark.ts';
import { electorOf } from './poll-electors.ts';
import type { Poll } from './poll.ts';
import { fromBoxed } from './poll-answer.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';

/**
 * An elector who did not answer as it came out, once, until the sitting is closed (RULES, MINOR-1, MINOR-2). How somebody answered is
 * looked at in a named vote alone: of an unnamed one nobody knows it, and whoever speaks says it of themselves.
 */
export function recordMinority(poll: Poll, words: string, context: PollContext): PollDecided {
  const { actor, sitting, ownChoice } = context;
  if (actor === 'server') return refuse('not-entitled');
  if (poll.closedAt === null) return refuse('poll-is-open');
  if (poll.annulled !== null) return refuse('poll-annulled');
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  if (poll.ask.kind !== 'decision') return refuse('asked-otherwise');
  // What is answered here tells what came out: not before all may know it (POLL-17).
  if (!poll.published) return refuse('not-published');
  if (poll.result === null) return ok([]);
  if (poll.result.kind !== 'decision') return refuse('asked-otherwise');
  const { outcome } = poll.result.decision;
  if (outcome !== 'carried' && outcome !== 'rejected') return refuse('nothing-decided');
  if (poll.electors === 'hidden') return ok([]);
  const elector = electorOf(poll, actor.personId);
  if (elector === null) return refuse('not-entitled');
  if (poll.minority.some(({ seatId }) => seatId === elector.seatId)) return refuse('minority-already');
  // Which card was whose nobody knows: whoever was counted in the hall is believed, as in an unnamed vote.
  if (poll.form === 'named' && ownChoice !== undefined && ownChoice !== inHallMark) {
    const isAnswer = ownChoice !== null && !isMark(ownChoice);
    const answer = isAnswer ? fromBoxed(ownChoice) : null;
    const choice = answer?.kind === 'decision' ? answer.choice : null;
    const isWithIt = choice === (outcome === 'carried' ? 'yes' : 'no');
    if (choice === null || isWithIt) return refuse('not-in-minority');
  }
  return ok([{ type: 'poll.minority-recorded', pollId: poll.pollId, seatId: elector.seatId, words }]);
}
