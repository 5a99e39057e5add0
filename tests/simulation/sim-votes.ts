/** Which votes of other kinds are put in a simulation, announced or at once, how are they answered, and what follows them? */
import type { Command } from '../../client/live/assembly.svelte.ts';
import { asAnnounced } from '../../shared/announcement/announced-deeds.ts';
import type { Method } from '../../shared/counting/ballot.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import { openPoll } from '../../shared/poll/poll.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { rollCall } from '../../shared/sitting/next-step.ts';
import type { SimPage } from './sim-world.ts';

const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: optionId } }));
const methods: readonly Method[] = [
  { kind: 'single-choice', required: null },
  { kind: 'score', lowest: 0, highest: 5, by: 'mean', minimumScores: 1 },
  { kind: 'borda', first: 'options', unranked: 'average' },
  { kind: 'instant-runoff' },
  { kind: 'schulze', statusQuo: 'cho' },
  { kind: 'transferable-vote', seats: 2 },
];
const asks: readonly PollOpening['ask'][] = [
  ...methods.map((method) => ({ kind: 'choice' as const, method, options })),
  { kind: 'consent', scale: 'eight' },
  { kind: 'decision', rule: { ...usualRule(null), tie: 'revote' } },
];

/** By whoever runs the sitting, once nothing else is open or announced: every other one with its five seconds. */
export function otherVote({ page }: SimPage, a: number, b: number): Command | null {
  const { sitting } = page;
  if (sitting === null || openPoll(sitting.poll) !== null || sitting.announcement.pending !== null) return null;
  const ask = asks[a % (asks.length + 1)];
  const seconds = 10 + (b % 6);
  const question = { of: 'question', question: { ru: 'Как быть?' } } as const;
  const form = b % 3 === 0 ? 'unnamed' : 'named';
  const opening: PollOpening =
    ask === undefined ? { ...rollCall, seconds } : { type: 'poll.open', subject: question, ask, form, seconds };
  return b % 2 === 0 ? asAnnounced(opening) : opening;
}

/** What is open is closed, at once or announced. */
export function closeOf({ page }: SimPage, b: number): Command | null {
  const poll = page.sitting === null ? null : openPoll(page.sitting.poll);
  if (poll === null) return null;
  const close = { type: 'poll.close', pollId: poll.pollId } as const;
  return b % 2 === 0 ? asAnnounced(close) : close;
}

/** What is announced is done at once, taken back, or left to happen by itself. */
export function overAnnouncement({ page }: SimPage, b: number): Command | null {
  const pending = page.sitting?.announcement.pending ?? null;
  if (pending === null || b % 4 === 0) return null;
  const { announcementId } = pending;
  return b % 8 === 1 ? { type: 'announcement.cancel', announcementId } : { type: 'announcement.now', announcementId };
}

/** Somebody has no device: the secretary enters what was read back to them. */
export function byHand({ page }: SimPage, a: number, b: number): Command | null {
  const poll = page.sitting === null ? null : openPoll(page.sitting.poll);
  if (poll === null || poll.electors === 'hidden' || poll.ask.kind !== 'decision') return null;
  const elector = poll.electors[b % poll.electors.length];
  if (elector === undefined) return null;
  const answer = { kind: 'decision', choice: a % 2 === 0 ? 'yes' : 'no' } as const;
  return { type: 'poll.enter-by-hand', pollId: poll.pollId, seatId: elector.seatId, answer, confirmed: true };
}

/** Whoever was outvoted, and whoever was not, says so of what was decided last. */
export function opinion({ page }: SimPage): Command | null {
  const last = Object.values(page.sitting?.poll.polls ?? {}).at(-1);
  return last?.closedAt == null ? null : { type: 'poll.record-minority', pollId: last.pollId, words: 'Рано.' };
}

/** An answer that fits the method, from a few. */
export function choiceAnswer({ kind }: Method, a: number): PollAnswer {
  const place = a % 3;
  switch (kind) {
    case 'single-choice':
      return { kind: 'choice', option: ['ana', 'ben', null][place]! };
    case 'approval':
      return { kind: 'marks', options: [['ana'], ['ben', 'ana'], []][place]! };
    case 'score':
      return {
        kind: 'scores',
        scores: [
          { option: 'ana', score: place },
          { option: 'ben', score: 5 - place },
        ],
      };
    default:
      return { kind: 'ranking', ranking: [[['ana'], ['ben']], [['ben'], ['ana'], ['cho']], [['cho']]][place]! };
  }
}
