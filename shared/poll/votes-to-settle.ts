/** Which closed votes still ask something of the desk, and how is one held again? */
import { toCanonicalJson } from '../draft/canonical-text.ts';
import type { PollId } from '../lib/ids.ts';
import type { Method } from '../counting/ballot.ts';
import type { PollOpening } from './poll-commands.ts';
import { wordingsPut } from './wordings.ts';
import { isObjected, isTied, type Poll, type PollContest, type PollState } from './poll.ts';

/** `vote`: somebody objected to deciding without one. */
export type VoteTask = 'tie' | 'vote' | 'contest' | 'publish' | 'again';

export interface VoteToSettle {
  readonly poll: Poll;
  readonly tasks: readonly VoteTask[];
  readonly contests: readonly PollContest[];
  /** When it came up: with the end of its vote, or when it was contested, ms UTC. */
  readonly since: number;
  /** Another vote has ended since: what goes on is newer. */
  readonly isOlder: boolean;
}

/** Votes with something to settle, what came up last first. A vote that is held again is settled by that. */
export function votesToSettle(state: PollState): readonly VoteToSettle[] {
  const polls = Object.values(state.polls);
  const repeated = new Set<PollId>(polls.flatMap(({ repeats }) => (repeats === null ? [] : [repeats])));
  return polls
    .filter(({ closedAt, annulled }) => closedAt !== null || annulled !== null)
    .map((poll): VoteToSettle => {
      const contests = poll.contests.filter(({ ruling }) => ruling === null);
      const stands = poll.annulled === null;
      const isRepeated = repeated.has(poll.pollId);
      const tasks: VoteTask[] = [
        ...(stands && poll.result !== null && isTied(poll.result) && !isRepeated ? (['tie'] as const) : []),
        ...(isObjected(poll) && !isRepeated && !isPutSince(polls, poll) ? (['vote'] as const) : []),
        ...(stands && contests.length > 0 ? (['contest'] as const) : []),
        ...(stands && !poll.published ? (['publish'] as const) : []),
        ...(!stands && !isRepeated ? (['again'] as const) : []),
      ];
      const since = Math.max(endOf(poll), ...contests.map(({ at }) => at));
      return { poll, tasks, contests, since, isOlder: polls.some((other) => other !== poll && endOf(other) > since) };
    })
    .filter(({ tasks }) => tasks.length > 0)
    .sort((a, b) => b.since - a.since);
}

/** The same was put to the vote since, whatever led there. */
function isPutSince(polls: readonly Poll[], poll: Poll): boolean {
  const same = toCanonicalJson(poll.subject);
  const later = polls.filter((other) => other.pollId !== poll.pollId && other.openedAt >= poll.openedAt);
  return later.some(({ subject }) => toCanonicalJson(subject) === same);
}

/** After an objection: the ordinary vote on the same words, by the sitting's rule. */
export function voteAfterObjection({ pollId, subject }: Poll, seconds: number): PollOpening {
  return {
    type: 'poll.open',
    subject: subjectAgain(subject),
    ask: { kind: 'decision' },
    seconds,
    repeats: pollId,
  };
}

/** Where a decision is even and its rule says so: the same once more; else `null` (POLL-10). */
export function secondVote(poll: Poll, seconds: number): PollOpening | null {
  const { ask, annulled, result } = poll;
  if (ask.kind !== 'decision' || ask.rule.tie !== 'revote' || annulled !== null) return null;
  return result !== null && isTied(result) ? { ...openedAgain(poll), seconds } : null;
}

/** Where places are even: the second vote, on the same question, among those who are even and for the places that are left; else `null`. */
export function secondChoice(poll: Poll, seconds: number): PollOpening | null {
  const { pollId, subject, ask, form, isChangeable, result } = poll;
  if (ask.kind !== 'choice' || result?.kind !== 'choice' || result.counted.outcome.kind !== 'tie') return null;
  // The clause waits for what comes out: even wordings are told apart by a lot.
  if (wordingsPut(poll) !== null) return null;
  const { among, at, take } = result.counted.outcome.tie;
  if (at.what !== 'seat') return null;
  const options = ask.options.filter(({ optionId }) => among.includes(optionId));
  const method = forPlaces(ask.method, take, among);
  return {
    type: 'poll.open',
    subject: subjectAgain(subject),
    ask: { kind: 'choice', method, options },
    ...{ form, isChangeable, seconds, repeats: pollId },
  };
}

function forPlaces(method: Method, seats: number, among: readonly string[]): Method {
  switch (method.kind) {
    case 'approval':
      return { ...method, seats, maxMarks: method.maxMarks === null ? null : Math.min(method.maxMarks, among.length) };
    case 'transferable-vote':
      return { ...method, seats };
    case 'schulze':
      return { ...method, statusQuo: among.includes(method.statusQuo ?? '') ? method.statusQuo : null };
    default:
      return method;
  }
}

function endOf({ closedAt, annulled }: Poll): number {
  return Math.max(closedAt ?? 0, annulled?.at ?? 0);
}

/** The same put to the vote once more: words, rule and form as they were, the electorate of now. */
export function openedAgain(poll: Poll): PollOpening {
  const { pollId, subject, ask, form, isChangeable, counts, openedAt, closesAt } = poll;
  const seconds = Math.min(86_400, Math.max(10, Math.round((closesAt - openedAt) / 1000)));
  if (ask.kind === 'here') return { type: 'poll.open', subject: { of: 'roll-call' }, ask, seconds, repeats: pollId };
  return {
    type: 'poll.open',
    subject: subjectAgain(subject),
    ask: askAgain(poll),
    form,
    isChangeable,
    counts,
    seconds,
    repeats: pollId,
  };
}

/** Wordings are named anew, by what is among them then. */
function askAgain(poll: Poll): PollOpening['ask'] {
  const { ask } = poll;
  if (ask.kind !== 'choice') return ask;
  if (wordingsPut(poll) === null) return { ...ask, options: [...ask.options] };
  return { kind: 'wordings', by: ask.method.kind === 'schulze' ? 'schulze' : 'approval' };
}

function subjectAgain(subject: Poll['subject']): PollOpening['subject'] {
  switch (subject.of) {
    case 'clauses':
      if (subject.wordings !== undefined) {
        const { draftId, clauses, wordings } = subject;
        return {
          of: 'wordings',
          draftId,
          clauseId: clauses[0]!.clauseId,
          wordings: wordings.map(({ proposals }) => [...proposals]),
        };
      }
      return {
        of: 'clauses',
        draftId: subject.draftId,
        clauseIds: subject.clauses.map(({ clauseId }) => clauseId),
      };
    case 'draft':
      return { of: 'draft', draftId: subject.draftId, stage: subject.stage };
    default:
      return subject;
  }
}
