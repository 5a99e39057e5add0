/** What do the people do while their server is killed again and again, and what were they told? They act until they are stopped. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Assembly, Command } from '../../client/live/assembly.svelte.ts';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { clauseRuns } from '../../shared/draft/clause-text.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { ClauseId, DraftId, PersonId, PollId, SeatId } from '../../shared/lib/ids.ts';
import { choices, openPoll, type Poll } from '../../shared/poll/poll.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { BallotReceipt } from '../../shared/protocol/messages.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';

export interface Random {
  below(most: number): number;
  pick<T>(of: readonly T[]): T;
}

/** What somebody was told is done. */
export interface Told {
  readonly commands: { readonly who: string; readonly command: Command; readonly seq: number }[];
  readonly ballots: { readonly who: string; readonly receipt: BallotReceipt }[];
  /** Words that stood in the text when it was called saved. */
  readonly words: string[];
  /** Refusals that nobody gave cause for. */
  readonly refusals: string[];
  /** When the last of all was told, `performance.now()`. */
  lastAt: number;
}

export interface Deeds {
  readonly told: Told;
  readonly random: Random;
  readonly isOver: () => boolean;
  readonly onTold: () => void;
}

function note(deeds: Deeds): void {
  deeds.told.lastAt = performance.now();
  deeds.onTold();
}

/** `races`: the refusals that are no fault, where what is asked may be too late. */
async function ask(
  deeds: Deeds,
  who: string,
  page: Assembly,
  command: Command,
  ...races: readonly string[]
): Promise<boolean> {
  const answer = await page.send(command);
  if (answer.ok) {
    deeds.told.commands.push({ who, command, seq: answer.value.seq });
    note(deeds);
  } else if (!races.includes(answer.code)) deeds.told.refusals.push(`${who} ${command.type}: ${answer.code}`);
  return answer.ok;
}

/** Between two deeds people take a moment; and a page may send 20 messages a second. */
function breath({ random }: Deeds): Promise<void> {
  return wait(80 + random.below(160));
}

/** Types words that are nobody else's, a few at a time, and waits until they are called saved. */
export async function write(deeds: Deeds, who: string, text: TextConnection, clauseId: ClauseId): Promise<void> {
  for (let number = 1; !deeds.isOver();) {
    const typed: string[] = [];
    for (let more = 1 + deeds.random.below(4); more > 0; more -= 1) {
      const word = `${who}-${String(number)}`;
      number += 1;
      const at = plainText(clauseRuns(text.doc(), clauseId, 'ru')).length;
      insertWords(text.doc(), clauseId, 'ru', at, ` ${word};`);
      typed.push(word);
      await wait(20 + deeds.random.below(60));
    }
    await until(text.onState.bind(text), () => text.state().writing.is === 'saved');
    deeds.told.words.push(...typed);
    note(deeds);
    await breath(deeds);
  }
}

function until(listen: (listener: () => void) => () => void, wanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = listen(() => look());
    const look = (): void => {
      if (!wanted()) return;
      stop();
      resolve();
    };
    look();
  });
}

/** Comes and goes: each time the opposite, so that a deed done twice is refused. */
export async function comeAndGo(deeds: Deeds, who: string, page: Assembly): Promise<void> {
  for (let where: 'hall' | 'absent' = 'hall'; !deeds.isOver(); where = where === 'hall' ? 'absent' : 'hall') {
    await ask(deeds, who, page, { type: 'sitting.declare-presence', where });
    await breath(deeds);
  }
}

/** Closes a clause for edits and opens it again. */
export async function freezeAndThaw(
  deeds: Deeds,
  who: string,
  page: Assembly,
  clause: { readonly draftId: DraftId; readonly clauseId: ClauseId },
): Promise<void> {
  while (!deeds.isOver()) {
    await ask(deeds, who, page, { type: 'draft.freeze-clause', ...clause });
    await breath(deeds);
    await ask(deeds, who, page, { type: 'draft.thaw-clause', ...clause, reason: 'Так решил зал' });
    await breath(deeds);
  }
}

const options = ['ana', 'ben'].map((optionId) => ({ optionId, words: { ru: optionId } }));
const inWhatWay = { isChangeable: true, counts: 'at-close', seconds: 10 } as const;
/** Between one clause and the next: a choice, an unnamed question, silence that consents and a roll call, by turns. */
const asides: readonly Extract<Command, { type: 'poll.open' }>[] = [
  {
    type: 'poll.open',
    subject: { of: 'question', question: { ru: 'Кого в комиссию?' } },
    ask: { kind: 'choice', method: { kind: 'single-choice', required: null }, options },
    form: 'named',
    ...inWhatWay,
  },
  {
    type: 'poll.open',
    subject: { of: 'question', question: { ru: 'Продлить заседание?' } },
    ask: { kind: 'decision' },
    form: 'unnamed',
    ...inWhatWay,
  },
  {
    type: 'poll.open',
    subject: { of: 'question', question: { ru: 'Перерыв?' } },
    ask: { kind: 'no-objection' },
    form: 'named',
    ...inWhatWay,
  },
  { type: 'poll.open', subject: { of: 'roll-call' }, ask: { kind: 'here' }, form: 'named', ...inWhatWay },
];

/** Puts one clause after the other to the vote, each announced, with other votes between; gives now and then more time, and lets the deadline close it. */
export async function conductPolls(
  deeds: Deeds,
  who: string,
  page: Assembly,
  draftId: DraftId,
  clauseIds: readonly ClauseId[],
): Promise<void> {
  for (const [place, clauseId] of clauseIds.entries()) {
    if (deeds.isOver()) return;
    await ask(deeds, who, page, { type: 'draft.freeze-clause', draftId, clauseId });
    // Announced, and done five seconds later whoever is there, or at once.
    await ask(deeds, who, page, {
      type: 'announcement.announce',
      deed: { ...clauseVote(draftId, clauseId, 10), type: 'poll.open' },
    });
    const pending = page.sitting?.announcement.pending;
    if (pending != null && deeds.random.below(2) === 0) {
      const { announcementId } = pending;
      await ask(deeds, who, page, { type: 'announcement.now', announcementId }, 'announcement-over');
    }
    const voted = await untilClosed(deeds, who, page);
    if (voted === null) return;
    // What was decided counts for nothing any more, and stays where it is.
    if (place % 2 === 1) await ask(deeds, who, page, { type: 'poll.annul', pollId: voted, reason: 'не то' });
    if (deeds.isOver()) return;
    await ask(deeds, who, page, asides[place % asides.length]!);
    if ((await untilClosed(deeds, who, page)) === null) return;
  }
}

/** Waits for a vote to be open, and to be closed by its deadline; `null`: all is over. */
async function untilClosed(deeds: Deeds, who: string, page: Assembly): Promise<PollId | null> {
  await untilPage(() => openPollOf(page) !== null, deeds);
  const pollId = openPollOf(page)?.pollId;
  if (pollId === undefined) return null;
  if (deeds.random.below(3) === 0)
    await ask(deeds, who, page, { type: 'poll.extend', pollId, seconds: 5 }, 'poll-not-open');
  await untilPage(() => page.sitting?.poll.polls[pollId]?.result != null, deeds);
  return pollId;
}

/** What may be answered to each kind of question. */
function answerTo(poll: Poll, random: Random): PollAnswer {
  switch (poll.ask.kind) {
    case 'choice':
      return { kind: 'choice', option: random.pick(['ana', 'ben', null]) };
    case 'here':
      return { kind: 'here' };
    default:
      return { kind: 'decision', choice: random.pick(choices) };
  }
}

/** Resolves with whether the vote is still open to them. */
async function cast(
  deeds: Deeds,
  who: string,
  page: Assembly,
  { pollId, paperHash }: Poll,
  said: PollAnswer,
): Promise<boolean> {
  const answer = await page.cast(pollId, said, paperHash);
  if (answer.ok) {
    deeds.told.ballots.push({ who, receipt: answer.value });
    note(deeds);
  } else if (answer.code !== 'poll-not-open') deeds.told.refusals.push(`${who} ballot: ${answer.code}`);
  return answer.ok;
}

/** Votes in every poll, and thinks again, until it is closed; now and then what came out is contested. */
export async function vote(deeds: Deeds, who: string, page: Assembly): Promise<void> {
  const closed = new Set<PollId>();
  while (!deeds.isOver()) {
    const poll = openPollOf(page);
    // Where silence consents, all are silent.
    if (poll !== null && !closed.has(poll.pollId) && poll.ask.kind !== 'no-objection') {
      if (!(await cast(deeds, who, page, poll, answerTo(poll, deeds.random)))) {
        const { pollId } = poll;
        closed.add(pollId);
        const contest = { type: 'poll.contest', pollId, reason: 'не слышно' } as const;
        if (closed.size % 2 === 0) await ask(deeds, who, page, contest, 'poll-is-open', 'poll-annulled');
      }
    }
    await breath(deeds);
  }
}

/** Who counts cards, whose card it is, who is away and for whom they vote. */
export interface Hands {
  readonly teller: PersonId;
  readonly card: SeatId;
  readonly away: SeatId;
  readonly to: SeatId;
}

function counting({ teller, card }: Hands, pollId: PollId): Command {
  const numbers = { yes: 0, no: 0, abstain: 1 };
  return { type: 'poll.count-hall', pollId, seats: [card], numbers, tellers: [teller] };
}

/** Keeps the record while others act: numbers the minutes, registers whose vote is entrusted, enters a card that was raised. */
export async function keepRecord(deeds: Deeds, who: string, page: Assembly, hands: Hands): Promise<void> {
  const counted = new Set<PollId>();
  for (let number = 1; !deeds.isOver(); number += 1) {
    await ask(deeds, who, page, { type: 'minutes.set-number', number: String(number) });
    await breath(deeds);
    const { away, to } = hands;
    const entrusted = { type: 'sitting.give-proxy', seatId: away, to } as const;
    await ask(deeds, who, page, number % 2 === 1 ? entrusted : { type: 'sitting.end-proxy', seatId: away });
    await breath(deeds);
    const poll = openPollOf(page);
    if (poll === null || poll.form === 'unnamed' || poll.ask.kind !== 'decision' || counted.has(poll.pollId)) continue;
    const { pollId } = poll;
    counted.add(pollId);
    await ask(deeds, who, page, counting(hands, pollId), 'poll-not-open');
    await breath(deeds);
  }
}

/** Decides what was contested. */
export async function ruleOnContests(deeds: Deeds, who: string, page: Assembly): Promise<void> {
  // An answer may come before the page has heard of the event.
  const ruled = new Set<string>();
  while (!deeds.isOver()) {
    for (const { pollId, contests, annulled } of Object.values(page.sitting?.poll.polls ?? {})) {
      const contest = contests.find(({ seatId, ruling }) => ruling === null && !ruled.has(`${pollId} ${seatId}`));
      if (contest === undefined || annulled !== null) continue;
      const { seatId } = contest;
      ruled.add(`${pollId} ${seatId}`);
      const ruling = { type: 'poll.decide-contest', pollId, seatId, verdict: 'uphold', reason: 'пересчитано' } as const;
      await ask(deeds, who, page, ruling, 'poll-annulled');
    }
    await breath(deeds);
  }
}

/** After all others have stopped: the draft is put as a whole and adopted, the sitting closed, its minutes signed and its papers issued. */
export async function finish(
  deeds: Deeds,
  draftId: DraftId,
  hands: Hands,
  {
    desk,
    chair,
    secretary,
    voters,
  }: Readonly<Record<'desk' | 'chair' | 'secretary', readonly [string, Assembly]>> & {
    readonly voters: readonly (readonly [string, Assembly])[];
  },
): Promise<void> {
  const does = async (by: readonly [string, Assembly], command: Command): Promise<void> => {
    if (!(await ask(deeds, ...by, command))) throw new Error(deeds.told.refusals.join('; '));
  };
  await does(desk, { type: 'draft.freeze', draftId });
  await does(desk, {
    type: 'poll.open',
    subject: { of: 'draft', draftId, stage: 'whole' },
    ask: { kind: 'decision' },
    form: 'named',
    ...inWhatWay,
    seconds: 15,
  });
  const onWhole = ({ sitting }: Assembly): Poll | undefined =>
    Object.values(sitting?.poll.polls ?? {}).find(({ subject }) => subject.of === 'draft');
  const untilWhole = async (page: Assembly): Promise<Poll> => {
    let poll = onWhole(page);
    for (; poll === undefined; poll = onWhole(page)) await wait(30);
    return poll;
  };
  const count = async ([who, page]: readonly [string, Assembly]): Promise<void> => {
    const { pollId } = await untilWhole(page);
    await ask(deeds, who, page, counting(hands, pollId), 'poll-not-open');
  };
  const confirm = async ([who, page]: readonly [string, Assembly]): Promise<void> => {
    const poll = await untilWhole(page);
    while (await cast(deeds, who, page, poll, { kind: 'decision', choice: 'yes' })) await breath(deeds);
  };
  await Promise.all([...voters.map(confirm), count(secretary)]);
  while (onWhole(desk[1])?.result == null) await wait(30);
  const result = onWhole(desk[1])?.result;
  await does(desk, { type: 'sitting.close' });
  await does(secretary, { type: 'minutes.sign', as: 'secretary' });
  await does(chair, { type: 'minutes.sign', as: 'chair' });
  await does(secretary, { type: 'paper.issue', kind: 'minutes', lang: 'ru', of: '' });
  // Where the server was away for most of the vote, too few could say yes, and there is no resolution.
  const isCarried = result?.kind === 'decision' && result.decision.outcome === 'carried';
  const resolution = { type: 'paper.issue', kind: 'resolution', lang: 'kk', of: draftId } as const;
  if (isCarried) await does(secretary, resolution);
}

export function openPollOf(page: Assembly): Poll | null {
  return page.sitting === null ? null : openPoll(page.sitting.poll);
}

/** A page has no event for everything; it is looked at as a person would. */
async function untilPage(wanted: () => boolean, { isOver }: Deeds): Promise<void> {
  while (!wanted() && !isOver()) await wait(30);
}
