/** What may happen in a simulation? A list of numbers from a seed: shortened, it is still a list of what may happen. */
import type { Command } from '../../client/live/assembly.svelte.ts';
import { clauseRuns, clausesOf } from '../../shared/draft/clause-text.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import type { ClauseId, PersonId, SeatId } from '../../shared/lib/ids.ts';
import { roles, seatRights } from '../../shared/people/capacity.ts';
import { tieRules, usualRule } from '../../shared/counting/decision-rule.ts';
import { choices, lastClosedPoll, openPoll, type Poll } from '../../shared/poll/poll.ts';
import { mayBeCounted } from '../../shared/poll/hall-count.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import { waitingList } from '../../shared/poll/put-forward.ts';
import type { BallotReceipt, CommandAnswer } from '../../shared/protocol/messages.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { names, type SimPage, type SimWorld } from './sim-world.ts';
import { Chance } from './sim-time.ts';
import { asAnnounced } from '../../shared/announcement/announced-deeds.ts';
import { byHand, choiceAnswer, closeOf, opinion, otherVote, overAnnouncement } from './sim-votes.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { secondChoice, secondVote } from '../../shared/poll/votes-to-settle.ts';

type Deed =
  | 'command'
  | 'conduct'
  | 'ballot'
  | 'rush'
  | 'edit'
  | 'cut'
  | 'guest'
  | 'second-page'
  | 'crash'
  | 'restart'
  | 'flush'
  | 'question'
  | 'about-a-vote'
  | 'way'
  | 'who-counts'
  | 'whole'
  | 'record'
  | 'other-vote';

export interface Operation {
  readonly afterMs: number;
  readonly does: Deed;
  readonly who: number;
  readonly a: number;
  readonly b: number;
}

const shares: readonly (readonly [Operation['does'], number])[] = [
  ['command', 25],
  ['conduct', 26],
  ['ballot', 22],
  ['rush', 5],
  ['edit', 12],
  ['cut', 9],
  ['guest', 2],
  ['second-page', 2],
  ['crash', 1],
  ['restart', 1],
  ['flush', 3],
  ['question', 3],
  ['about-a-vote', 4],
  ['way', 5],
  ['who-counts', 5],
  ['whole', 4],
  ['record', 4],
  ['other-vote', 4],
];

export function operationsOf(seed: number, length: number): readonly Operation[] {
  const chance = new Chance(seed ^ 0x1b873593);
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return Array.from({ length }, () => {
    let left = chance.below(total);
    const does = shares.find(([, share]) => (left -= share) < 0)?.[0] ?? 'command';
    const afterMs = chance.is(0.1) ? chance.below(4_000) : chance.below(400);
    return { afterMs, does, who: chance.below(1_000), a: chance.below(1_000), b: chance.below(1_000) };
  });
}

/** What people were told. */
export interface Told {
  readonly commands: { readonly personId: PersonId; readonly command: Command; readonly answer: CommandAnswer }[];
  readonly ballots: { readonly personId: PersonId; readonly receipt: BallotReceipt }[];
  readonly guests: PersonId[];
  readonly words: { readonly page: SimPage; readonly word: string }[];
}

const at = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** Somebody does something, on what their own page shows: late, not permitted and senseless things too. */
export async function happen(world: SimWorld, told: Told, operation: Operation): Promise<void> {
  const { does, who, a, b } = operation;
  const people = world.pages.filter((one) => one.who !== 'stage');
  const page = at(people, who);
  switch (does) {
    case 'command':
      send(told, page, commandOf(world, page, a, b));
      return;
    case 'conduct': {
      const desk = people.filter(({ label }) => label === 'amina' || label === 'gani');
      send(told, at(desk, who), nextStep(at(desk, who), a, b));
      return;
    }
    case 'question': {
      const desk = people.filter(({ label }) => label === 'amina' || label === 'gani');
      send(told, at(desk, who), question(at(desk, who), a, b));
      return;
    }
    case 'about-a-vote': {
      send(told, page, aboutAVote(page, a, b));
      // What was contested the chair decides, and what came out even.
      const chen = people.find(({ label }) => label === 'chen')!;
      const chair = people.find(({ label }) => label === 'gani')!;
      if (a % 3 === 0) send(told, chen, aboutAVote(chen, 2, 0));
      world.time.after(300, () => send(told, chair, aboutAVote(chair, 3, 0)));
      world.time.after(500, () => send(told, chair, settling(chair, b)));
      return;
    }
    case 'way': {
      const desk = people.filter(({ label }) => label === 'amina' || label === 'gani');
      const one = at(desk, who);
      // A list is closed clause by clause, put forward, taken out of by somebody, and opened.
      for (const step of a % 2 === 0 ? [] : [1, 2, 3, 4]) {
        world.time.after(step * 150, () => send(told, one, inAnotherWay(one, a, b)));
        if (step === 3) world.time.after(520, () => send(told, page, takeOut(page, b)));
      }
      send(told, one, inAnotherWay(one, a, b));
      return;
    }
    case 'who-counts': {
      const seated = people.filter(({ label }) => ['bo', 'chen', 'dara', 'eli'].includes(label));
      const one = at(seated, who);
      send(told, one, whoCounts(one, a, b));
      if (a % 2 === 0) return;
      // Whoever goes entrusts their vote; a question is opened, and all who have a seat press.
      const amina = people.find(({ label }) => label === 'amina')!;
      world.time.after(150, () => send(told, one, whoCounts(one, 4, b)));
      world.time.after(350, () => send(told, amina, question(amina, b, a)));
      for (const [place, voter] of seated.entries()) {
        for (const ms of [600, 700]) world.time.after(ms + place * 7, () => cast(told, voter, a + ms, b + place));
      }
      return;
    }
    case 'whole': {
      // Closed, put, voted on by all who have a seat, counted; and opened again, by one after the other.
      const desk = people.filter(({ label }) => label === 'amina' || label === 'gani');
      const one = at(desk, who);
      for (const ms of [0, 250]) world.time.after(ms, () => send(told, one, wholeDraft(one, a, b)));
      for (const [place, voter] of people.entries()) {
        world.time.after(450 + place * 9, () => cast(told, voter, b % 4 === 0 ? a + place : 0, 0));
      }
      world.time.after(750, () => send(told, one, wholeDraft(one, a, b)));
      return;
    }
    case 'record':
      return send(told, page, onPaper(page, a, b));
    case 'other-vote': {
      // Put, answered by all who have a seat, closed, settled; then who thinks otherwise says so.
      const named = (label: string): SimPage => people.find((one) => one.label === label)!;
      const voters = people.filter(({ label }) => ['chen', 'dara', 'eli'].includes(label));
      const amina = named('amina');
      send(told, amina, otherVote(amina, a, b));
      world.time.after(150, () => send(told, amina, overAnnouncement(amina, b)));
      for (const [place, voter] of voters.entries()) {
        world.time.after(350 + place * 11, () => cast(told, voter, a + place, place));
      }
      world.time.after(340, () => send(told, named('bo'), byHand(named('bo'), a, b)));
      world.time.after(700, () => send(told, amina, closeOf(amina, a)));
      world.time.after(850, () => send(told, amina, overAnnouncement(amina, a)));
      world.time.after(1_050, () => send(told, named('gani'), settling(named('gani'), b)));
      for (const voter of voters) world.time.after(1_250, () => send(told, voter, opinion(voter)));
      return;
    }
    case 'ballot':
      return cast(told, page, a, b);
    case 'rush': {
      // The vote is closed while everybody still presses.
      const desk = people.find(({ label }) => label === 'amina');
      const poll = desk?.page.sitting == null ? null : openPoll(desk.page.sitting.poll);
      if (desk === undefined || poll === null) return;
      for (const [place, one] of people.entries()) {
        world.time.after((place * (a + 1)) % 97, () => cast(told, one, a + place, b));
      }
      world.time.after(b % 97, () => send(told, desk, { type: 'poll.close', pollId: poll.pollId }));
      return;
    }
    case 'edit':
      return edit(
        told,
        at(
          people.filter(({ text }) => text !== null),
          who,
        ),
        a,
        b,
      );
    case 'cut': {
      const cut = at(world.pages, who);
      cut.setNetwork(false);
      world.time.after(a * 6, () => cut.setNetwork(true));
      return;
    }
    case 'guest': {
      const entered = await world.enterAsGuest(`гость ${String(a)}`);
      if (entered === null) return;
      told.guests.push(entered.personId);
      world.open(entered.personId, `guest ${String(a)}`, entered.cookie, false);
      return;
    }
    case 'second-page': {
      const cookie = await world.enter(page.who as PersonId);
      if (cookie !== null) world.open(page.who, `${page.label}'`, cookie, a % 3 === 0);
      return;
    }
    case 'crash':
      world.crash();
      world.time.after(200 + a * 2, () => (world.services === null ? void world.start() : undefined));
      return;
    case 'restart':
      if (world.services === null) return;
      await world.stop();
      world.time.after(100 + a, () => (world.services === null ? void world.start() : undefined));
      return;
    case 'flush':
      return world.flush();
  }
}

export function send(told: Told, { page, who }: SimPage, command: Command | null): void {
  if (command === null || who === 'stage') return;
  void page.send(command).then((answer) => {
    if (answer.ok) told.commands.push({ personId: who, command, answer: answer.value });
  });
}

function cast(told: Told, { page, who }: SimPage, a: number, b: number): void {
  const polls = page.sitting?.poll;
  const poll = polls === undefined ? null : (openPoll(polls) ?? lastClosedPoll(polls));
  if (poll === null || who === 'stage') return;
  const hash = b % 20 === 19 ? '0'.repeat(64) : poll.paperHash;
  const held = page.mine?.poll?.entrusted ?? [];
  const seatId = held.length === 0 || (a + b) % 3 === 0 ? null : at(held, a).seatId;
  void page.cast(poll.pollId, answerTo(poll, a, b), hash, undefined, seatId).then((answer) => {
    if (answer.ok) told.ballots.push({ personId: who, receipt: answer.value });
  });
}

/** Mostly one that is asked for. */
function answerTo({ ask }: Poll, a: number, b: number): PollAnswer {
  if (b % 17 === 16) return { kind: 'here' };
  switch (ask.kind) {
    case 'decision':
      return { kind: 'decision', choice: at(choices, a) };
    case 'choice':
      return choiceAnswer(ask.method, a);
    case 'consent':
      return {
        kind: 'consent',
        level: at(ask.scale === 'five' ? ['agree', 'discuss', 'block'] : ['endorse', 'abstain', 'veto'], a),
        reason: a % 4 === 0 ? '' : 'так',
      };
    case 'no-objection':
      return { kind: 'objection', reason: a % 2 === 0 ? '' : 'рано' };
    case 'here':
      return { kind: 'here' };
  }
}

/** A question in any form, as soon as nothing else is open. */
function question({ page }: SimPage, a: number, b: number): Command | null {
  if (page.sitting === null || openPoll(page.sitting.poll) !== null) return null;
  const options = ['ana', 'ben'].map((optionId) => ({ optionId, words: { ru: optionId } }));
  const method = { kind: 'approval', seats: 1, maxMarks: null, required: null } as const;
  const asks = [
    { kind: 'decision', rule: { ...usualRule(null), tie: at(tieRules, b) } },
    { kind: 'choice', method, options },
    { kind: 'consent', scale: 'five' },
  ] as const;
  return {
    type: 'poll.open',
    subject: { of: 'question', question: { ru: 'Кого в комиссию?' } },
    ask: at(asks, a),
    form: b % 2 === 0 ? 'unnamed' : 'named',
    isChangeable: b % 3 !== 0,
    counts: b % 5 === 0 ? 'later' : 'at-close',
    seconds: 10 + (a % 6),
  };
}

/** Silence that consents, counts that are seen before the close, a list put forward, taken out of, opened or called back. */
function inAnotherWay({ page }: SimPage, a: number, b: number): Command | null {
  const { sitting } = page;
  if (sitting === null) return null;
  const draft = Object.values(sitting.draft.drafts)[0]!;
  if (openPoll(sitting.poll) !== null) return null;
  const asked = { type: 'poll.open', subject: { of: 'question', question: { ru: 'Перерыв?' } } } as const;
  if (a % 4 === 0) return { ...asked, ask: { kind: 'no-objection' }, seconds: 10 + (b % 5) };
  if (a % 4 === 2) {
    const counts = b % 2 === 0 ? 'live' : 'after-mine';
    return { ...asked, ask: { kind: 'decision' }, counts, seconds: 10 + (b % 6) };
  }
  const list = waitingList(sitting.poll);
  if (list !== null) return b % 4 === 0 ? { type: 'poll.withdraw-list' } : list.opening;
  const { draftId, clauses } = draft;
  const closed = Object.entries(clauses).flatMap(([id, { status }]) => (status === 'frozen' ? [id as ClauseId] : []));
  if (closed.length < 2) {
    const open = ([...page.texts.values()][0]?.clauses ?? []).find(({ id }) => clauses[id] === undefined);
    return open === undefined ? null : { type: 'draft.freeze-clause', draftId, clauseId: open.id };
  }
  const opening = { type: 'poll.open', ask: { kind: 'decision' }, seconds: 10 + (b % 5) } as const;
  return {
    type: 'poll.put-forward',
    opening: { ...opening, subject: { of: 'clauses', draftId, clauseIds: closed.slice(0, 2 + (b % 3)) } },
  };
}

function takeOut({ page }: SimPage, b: number): Command | null {
  const list = page.sitting === null ? null : waitingList(page.sitting.poll);
  return list === null ? null : { type: 'poll.take-out', clauseId: at(list.clauses, b).clauseId };
}

/** Cards in the hall, votes that are entrusted, seats that leave a vote: by the secretary and by those whose seats they are. */
function whoCounts({ page, who, label }: SimPage, a: number, b: number): Command | null {
  if (page.sitting === null || who === 'stage') return null;
  const { seats, present } = page.sitting.sitting;
  const all = Object.values(seats);
  const own = all.find(({ holder }) => holder === who);
  const poll = openPoll(page.sitting.poll);
  const isBo = label === 'bo';
  const seat = isBo ? at(all, b) : own;
  if (seat === undefined) return null;
  const { seatId } = seat;
  if (poll !== null && isBo && a % 2 === 0) {
    const inHall = mayBeCounted(poll, page.sitting.sitting).slice(0, 1 + (b % 2));
    const numbers = { yes: inHall.length, no: 0, abstain: 0 };
    const covered = inHall.map((one) => one.seatId);
    return { type: 'poll.count-hall', pollId: poll.pollId, seats: covered, numbers, tellers: [who] };
  }
  if (poll !== null && a % 5 === 1) return { type: 'poll.recuse', pollId: poll.pollId, seatId };
  if (a % 5 === 2) return { type: 'sitting.end-proxy', seatId };
  if (!isBo && present[who] !== undefined) {
    return { type: 'sitting.declare-presence', where: a % 3 === 0 ? 'hall' : 'absent' };
  }
  return { type: 'sitting.give-proxy', seatId, to: at(all, a).seatId };
}

/** The next step of the draft as a whole. It is put as a basis mostly: once it is adopted nothing is left to decide. */
function wholeDraft({ page }: SimPage, a: number, b: number): Command | null {
  const { sitting } = page;
  if (sitting === null) return null;
  const { draftId, phase, clauses } = Object.values(sitting.draft.drafts)[0]!;
  const poll = openPoll(sitting.poll);
  if (poll !== null) return poll.subject.of === 'draft' ? { type: 'poll.close', pollId: poll.pollId } : null;
  if (phase === 'co-editing') return { type: 'draft.freeze', draftId };
  const ids = Object.keys(clauses) as ClauseId[];
  const reason = 'так решил зал';
  if (a % 6 === 0) return { type: 'draft.thaw', draftId, reason };
  if (a % 6 === 1 && ids.length > 0) {
    const clauseId = at(ids, b);
    const type = clauses[clauseId]?.status === 'frozen' ? 'draft.thaw-clause' : 'draft.reopen-clause';
    return { type, draftId, clauseId, reason };
  }
  const stage = a % 6 === 2 && b % 3 === 0 ? 'whole' : 'basis';
  return {
    type: 'poll.open',
    subject: { of: 'draft', draftId, stage },
    ask: { kind: 'decision' },
    seconds: 10 + (b % 5),
  };
}

/** What is written down and issued while the sitting runs: by whoever may, and by others. */
function onPaper({ page }: SimPage, a: number, b: number): Command | null {
  const { sitting } = page;
  if (sitting === null) return null;
  const { draftId } = Object.values(sitting.draft.drafts)[0]!;
  switch (a % 4) {
    case 0:
      return { type: 'minutes.set-number', number: String(b % 9) };
    case 1:
      return { type: 'minutes.correct', lang: 'ru', paragraph: 'opened', words: `Заседание открыто, ${String(b)}.` };
    default: {
      const [kind, of] = at(
        [
          ['agenda', ''],
          ['resolution', draftId],
          ['voting-report', ''],
        ] as const,
        b,
      );
      return { type: 'paper.issue', kind, lang: b % 2 === 0 ? 'ru' : 'kk', of, reason: 'уточнено' };
    }
  }
}

/** After the votes: the sitting is closed, its minutes are signed and issued, as often as it takes. */
export function closing({ page, label }: SimPage, step: number): Command | null {
  const { sitting } = page;
  if (sitting === null) return null;
  const poll = openPoll(sitting.poll);
  const isDesk = label === 'amina' || label === 'gani';
  if (isDesk && poll !== null) return { type: 'poll.close', pollId: poll.pollId };
  const { pending } = sitting.announcement;
  if (isDesk && pending !== null) return { type: 'announcement.cancel', announcementId: pending.announcementId };
  const { phase } = sitting.sitting;
  if (phase !== 'closed') return label === 'amina' && phase === 'open' ? { type: 'sitting.close' } : null;
  if (label === 'gani') return { type: 'minutes.sign', as: 'chair' };
  if (label !== 'bo') return null;
  const [item] = sitting.sitting.agenda;
  const steps = [
    { type: 'minutes.sign', as: 'secretary' },
    { type: 'paper.issue', kind: 'minutes', lang: 'ru', of: '' },
    { type: 'paper.issue', kind: 'extract', lang: 'ru', of: item!.itemId },
    { type: 'paper.issue', kind: 'attendance', lang: 'kk', of: '' },
  ] as const;
  return at(steps, step);
}

/** What is done about a vote beside casting and closing, by whoever it is. */
function aboutAVote({ page }: SimPage, a: number, b: number): Command | null {
  const polls = page.sitting === null ? [] : Object.values(page.sitting.poll.polls);
  const poll = polls.length === 0 ? null : at(polls.slice(-3).reverse(), b);
  if (page.sitting === null || poll === null) return null;
  const { pollId } = poll;
  const seatId = poll.contests[0]?.seatId ?? at(Object.keys(page.sitting.sitting.seats) as SeatId[], b);
  if (seatId === undefined) return null;
  switch (a % 6) {
    case 0:
      return { type: 'poll.enter-by-hand', pollId, seatId, answer: answerTo(poll, b, a) as never, confirmed: true };
    case 1:
      return { type: 'poll.annul', pollId, reason: 'не то' };
    case 2:
      return { type: 'poll.contest', pollId, reason: 'не слышно' };
    case 3:
      return {
        type: 'poll.decide-contest',
        pollId,
        seatId,
        verdict: b % 3 === 0 ? 'repeat' : 'uphold',
        reason: 'счёт',
      };
    case 4:
      return { type: 'poll.publish', pollId };
    default:
      return { type: 'poll.ask-more-time', pollId };
  }
}

/** A vote that came out even, settled as its rule says. */
function settling({ page }: SimPage, b: number): Command | null {
  for (const poll of Object.values(page.sitting?.poll.polls ?? {})) {
    const { pollId, ask, result, annulled } = poll;
    if (annulled !== null || result === null) continue;
    if (result.kind === 'choice' && result.counted.outcome.kind === 'tie') {
      const second = b % 3 === 0 ? secondChoice(poll, 12) : null;
      if (second !== null) return second;
      const { among, take } = result.counted.outcome.tie;
      const drawn = [...among].sort().slice(b % 2 === 0 ? 0 : -take, b % 2 === 0 ? take : undefined);
      return { type: 'poll.settle', pollId, settlement: { by: 'lot-of-options', among: [...among], drawn } };
    }
    if (ask.kind !== 'decision' || result.kind !== 'decision' || result.decision.outcome !== 'tie') continue;
    const again = secondVote(poll, 12);
    if (again !== null) return b % 2 === 0 ? asAnnounced(again) : again;
    const vote = b % 2 === 0 ? 'yes' : 'no';
    const isLot = ask.rule.tie === 'lot';
    const settlement = isLot ? ({ by: 'lot', drawn: vote } as const) : ({ by: 'chair-casting', vote } as const);
    return { type: 'poll.settle', pollId, settlement };
  }
  return null;
}

let words = 0;

function edit(told: Told, page: SimPage | undefined, a: number, b: number): void {
  const text = page?.text ?? null;
  if (page === undefined || text === null || !text.state().synced || !text.state().mayWrite) return;
  const clauses = clausesOf(text.doc());
  const clause = clauses[a % Math.max(1, clauses.length)];
  if (clause === undefined || text.state().locked.has(clause.id)) return;
  const word = `слово${String(++words)}`;
  const length = plainText(clauseRuns(text.doc(), clause.id, 'ru')).length;
  insertWords(text.doc(), clause.id, 'ru', b % (length + 1), `<${word}>`);
  told.words.push({ page, word });
}

/** The step that brings a sitting on: settle what came out even, freeze, open a vote, give it time, close it. */
function nextStep(one: SimPage, a: number, b: number): Command | null {
  const { page } = one;
  const sitting = page.sitting;
  if (sitting === null) return null;
  if (sitting.sitting.phase === 'paused') return { type: 'sitting.resume' };
  const tied = a % 2 === 0 ? settling(one, b) : null;
  if (tied !== null) return tied;
  const poll = openPoll(sitting.poll);
  if (poll !== null) {
    const { pollId } = poll;
    if (a % 4 === 0) return { type: 'poll.extend', pollId, seconds: 5 + (b % 10) };
    return a % 4 === 1 ? { type: 'poll.close', pollId } : null;
  }
  const draft = Object.values(sitting.draft.drafts)[0];
  if (draft === undefined) return null;
  const { draftId } = draft;
  const frozen = Object.entries(draft.clauses).find(([, { status }]) => status === 'frozen')?.[0];
  if (frozen !== undefined && a % 5 !== 0) {
    return clauseVote(draftId, frozen as never, 10 + (b % 6));
  }
  const texts = [...page.texts.values()][0]?.clauses ?? [];
  const open = texts.filter(({ id }) => draft.clauses[id] === undefined);
  if (open.length === 0) return null;
  return { type: 'draft.freeze-clause', draftId, clauseId: at(open, b).id };
}

function commandOf(
  world: SimWorld,
  { page }: SimPage,
  a: number,
  b: number,
): SittingStreamCommand | ForumCommand | null {
  const state = page.sitting;
  if (state === null) return null;
  const personId = world.people[at(names, b)];
  const draft = Object.values(state.draft.drafts)[0]!;
  const clause = { draftId: draft.draftId, clauseId: at([...page.texts.values()][0]?.clauses ?? [], b)?.id };
  const pollId = at(Object.keys(state.poll.polls), b) as never;
  switch (a % 19) {
    case 0:
    case 16:
      return { type: 'sitting.give-role', personId, role: at(roles, b) };
    case 1:
    case 17:
      // The desk is not emptied: a sitting that nobody can run shows little.
      if (['amina', 'gani'].includes(at(names, b))) return null;
      return { type: 'sitting.take-role', personId, role: at(state.sitting.roles[personId] ?? roles, b) };
    case 2:
      return { type: 'sitting.give-seat', personId, right: at(seatRights, b), weight: 1 + (b % 3) };
    case 3:
      return b % 3 > 0 ? null : { type: 'sitting.take-seat', seatId: at(Object.keys(state.sitting.seats), b) as never };
    case 4:
      return { type: 'sitting.pause', minutes: null };
    case 5:
      return { type: 'sitting.start-item', itemId: at(state.sitting.agenda, b).itemId };
    case 6:
      return clause.clauseId === undefined ? null : { type: 'draft.thaw-clause', ...clause, reason: 'так решил зал' };
    case 7:
      return pollId === undefined ? null : { type: 'poll.close', pollId };
    case 8:
      return clause.clauseId === undefined ? null : { type: 'draft.freeze-clause', ...clause };
    case 9:
      return {
        type: b % 4 === 0 ? 'forum.revoke-link' : 'forum.renew-link',
        personId: at(Object.values(world.people), b >> 2),
      };
    case 10:
      return { type: 'sitting.mark-presence', personId, where: at(['hall', 'remote', 'absent'] as const, b) };
    default:
      return { type: 'sitting.declare-presence', where: at(['hall', 'remote', 'hall', 'absent'] as const, b) };
  }
}
