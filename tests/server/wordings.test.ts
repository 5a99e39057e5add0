/** Is one of several wordings chosen on exactly the words that were shown, and does the clause say them then, by raw messages to a running server? */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCanonicalClause } from '../../shared/draft/canonical-clause.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { clauseText, openTextDoc } from '../../shared/draft/clause-text.ts';
import { frozenWords } from '../../shared/draft/draft.ts';
import type { ClauseId, ProposalId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { resolvedLines, wordingLines } from '../../shared/papers/poll-sentences.ts';
import { sittingVotes } from '../../shared/papers/sitting-votes.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import { paperOf } from '../../shared/poll/poll-arithmetic.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { openPoll, type Poll } from '../../shared/poll/poll.ts';
import { openedAgain } from '../../shared/poll/votes-to-settle.ts';
import { presentWords } from '../../shared/poll/wordings.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { createHash } from 'node:crypto';
import * as Y from 'yjs';
import { newRequestId, openWorld, type PersonName, type RawPage } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let pages: Readonly<Record<string, RawPage>>;
let clauseId: ClauseId;
let present: { ru: string; kk: string };

beforeEach(async () => {
  world = await openWorld({ store: 'sqlite' });
  const names = ['amina', 'gani', 'chen', 'dara', 'eli', 'fay'] as const;
  pages = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await world.open(name)] as const)));
  for (const name of ['chen', 'dara', 'eli'] as const)
    await command(name, { type: 'sitting.declare-presence', where: 'hall' });
  const { clauses } = (await world.services.assemblies.sitting(world.sittingId))!.sitting.state.draft.drafts[
    world.draftId
  ]!;
  expect(clauses).toEqual({});
  clauseId = (await text()).first;
  present = await wordsNow();
});
afterEach(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

async function command(name: PersonName, deed: SittingStreamCommand): Promise<string> {
  const answer = await pages[name]!.command(world.sittingId, deed);
  return answer.ok ? 'ok' : answer.code;
}

async function state() {
  return (await world.services.assemblies.sitting(world.sittingId))!.sitting.state;
}

/** The text as the log has it. */
async function text() {
  const doc = openTextDoc();
  const rows = await world.store.readTextUpdates(world.textId, 0, 10_000);
  for (const { update } of rows) Y.applyUpdate(doc, update);
  const [first] = [...doc.getMap('clauses').keys()] as ClauseId[];
  return { doc, rows, first: first! };
}

async function wordsNow(): Promise<{ ru: string; kk: string }> {
  const clause = clauseText((await text()).doc, clauseId)!;
  return { ru: plainText(clause.body.ru ?? []), kk: plainText(clause.body.kk ?? []) };
}

async function propose(name: PersonName, lang: Lang, words: string): Promise<ProposalId> {
  const { draftId } = world;
  const about = { is: 'words-for', clauseId, lang } as const;
  expect(
    await command(name, {
      type: 'proposal.show',
      draftId,
      about,
      body: { [lang]: words },
      addressee: null,
      due: null,
    }),
  ).toBe('ok');
  return Object.keys((await state()).proposal.proposals).at(-1) as ProposalId;
}

const freeze = () => command('amina', { type: 'draft.freeze-clause', draftId: world.draftId, clauseId });

function opening(wordings: ProposalId[][], by: 'schulze' | 'approval' = 'schulze'): PollOpening {
  return {
    type: 'poll.open',
    subject: { of: 'wordings', draftId: world.draftId, clauseId, wordings },
    ask: { kind: 'wordings', by },
    seconds: 3600,
  };
}

async function opened(wordings: ProposalId[][], by?: 'schulze' | 'approval'): Promise<Poll> {
  expect(await command('amina', opening(wordings, by))).toBe('ok');
  return openPoll((await state()).poll)!;
}

async function cast(name: PersonName, { pollId, paperHash }: Poll, answer: PollAnswer): Promise<boolean> {
  const ballot = { requestId: newRequestId(), pollId, answer, paperHash };
  return (await pages[name]!.ask('ballot', { sittingId: world.sittingId, ballot })).ok;
}

const ranking = (...order: string[]): PollAnswer => ({ kind: 'ranking', ranking: order.map((one) => [one]) });

async function closed(poll: Poll, answers: readonly [PersonName, PollAnswer][]): Promise<Poll> {
  for (const [name, answer] of answers) expect(await cast(name, poll, answer)).toBe(true);
  expect(await command('amina', { type: 'poll.close', pollId: poll.pollId })).toBe('ok');
  return (await state()).poll.polls[poll.pollId]!;
}

async function clauseNow() {
  return (await state()).draft.drafts[world.draftId]!.clauses[clauseId]!;
}

test('[WORD-1, WORD-2] each wording stands whole in every language, those of one person together, and leaving it as it is comes last; the ballot is bound to them', async () => {
  const ru = await propose('chen', 'ru', 'создать площадку на три года;');
  const kk = await propose('chen', 'kk', 'үш жылға алаң құрылсын;');
  const other = await propose('dara', 'ru', 'создать площадку навсегда;');
  await freeze();
  const poll = await opened([[ru, kk], [other]]);
  expect(poll.subject).toMatchObject({
    of: 'clauses',
    wordings: [
      {
        optionId: 'w1',
        author: world.people.chen,
        words: { ru: 'создать площадку на три года;', kk: 'үш жылға алаң құрылсын;' },
      },
      { optionId: 'w2', author: world.people.dara, words: { ru: 'создать площадку навсегда;', kk: present.kk } },
    ],
  });
  expect(poll.ask).toMatchObject({
    method: { kind: 'schulze', statusQuo: 'as-it-is' },
    options: [
      { optionId: 'w1' },
      { optionId: 'w2' },
      { optionId: 'as-it-is', words: { ru: 'Оставить как есть', kk: 'Сол қалпында қалдыру' } },
    ],
  });
  // Of the words and of what is asked: a stranger makes it again.
  expect(poll.paperHash).toBe(createHash('sha256').update(paperOf(poll.subject, poll.ask)).digest('hex'));
  expect(await cast('chen', { ...poll, paperHash: 'a'.repeat(64) }, ranking('w1'))).toBe(false);
  expect(await cast('chen', poll, ranking('w3'))).toBe(false);
});

test('[WORD-3] the words that were chosen stand in the clause in the same step, in their author’s name; it stays closed, its proposals are answered, and its own vote comes next', async () => {
  const ru = await propose('chen', 'ru', 'создать площадку на три года;');
  const kk = await propose('chen', 'kk', 'үш жылға алаң құрылсын;');
  const other = await propose('dara', 'ru', 'создать площадку навсегда;');
  await freeze();
  const before = (await clauseNow()).frozen;
  const put = await opened([[ru, kk], [other]]);
  expect((await clauseNow()).status).toBe('voting');
  const head = (await text()).rows.length;
  const poll = await closed(put, [
    ['chen', ranking('w1', 'as-it-is')],
    ['dara', ranking('w2', 'w1')],
    ['eli', ranking('w1')],
  ]);
  expect(poll.result).toMatchObject({ counted: { outcome: { kind: 'chosen', elected: ['w1'] } } });
  expect(await wordsNow()).toEqual({ ru: 'создать площадку на три года;', kk: 'үш жылға алаң құрылсын;' });
  const { rows } = await text();
  expect([rows.length, rows.at(-1)?.by]).toEqual([head + 1, world.people.chen]);
  const clause = await clauseNow();
  expect(clause.status).toBe('frozen');
  expect(presentWords(clause.frozen)).toEqual(await wordsNow());
  expect(parseCanonicalClause(clause.frozen.bytes).number).toBe(parseCanonicalClause(before.bytes).number);
  const { draft, proposal } = await state();
  // What was voted on is still known by its hash.
  expect(frozenWords(draft, world.draftId, { clauseId, paperHash: before.paperHash })?.bytes).toBe(before.bytes);
  expect([ru, kk, other].map((id) => proposal.proposals[id]?.state.is)).toEqual(['admitted', 'admitted', 'declined']);

  // Followers are told of the words, the clause takes no others, and what is put next is what was chosen.
  await pages['fay']!.wait(
    'text',
    (frame) => frame.frame === 'changes' && frame.changed.some(({ id }) => id === clauseId),
  );
  const late = await propose('eli', 'ru', 'иначе;');
  expect(await command('amina', { type: 'proposal.admit', proposalId: late })).toBe('clause-not-open');
  const { draftId } = world;
  const subject = { of: 'clauses', draftId, clauseIds: [clauseId] } as const;
  expect(
    await command('amina', {
      type: 'poll.open',
      subject: { ...subject, clauseIds: [clauseId] },
      ask: { kind: 'decision' },
      seconds: 60,
    }),
  ).toBe('ok');
  expect(openPoll((await state()).poll)?.paperHash).toBe(clause.frozen.paperHash);
});

test('[WORD-3] minutes and report have every wording in full, and what was decided', async () => {
  const [one, two] = [await propose('chen', 'ru', 'на год;'), await propose('dara', 'ru', 'на два года;')];
  await freeze();
  await closed(await opened([[one], [two]]), [['chen', ranking('w1', 'as-it-is')]]);
  const assembly = (await world.services.assemblies.sitting(world.sittingId))!;
  const { sitting, draft, poll, minutes } = assembly.sitting.state;
  const { forum } = assembly.forum.state;
  const record = { forum, sitting, draft, poll, minutes, events: [], people: {}, rolls: {}, lang: 'ru' } as const;
  const wordings = ['Редакция 1: «на год;»', 'Редакция 2: «на два года;»', `Оставить как есть: «${present.ru}»`];
  const report = JSON.stringify(buildVotingReport(record));
  for (const said of ['О редакции: пункт 1', ...wordings]) expect(report).toContain(said);
  const [put] = Object.values(poll.polls);
  expect(wordingLines(record, put!)).toEqual(wordings);
  expect(resolvedLines(record, put!)).toEqual(['Изложить пункт 1 в редакции: «на год;»']);
  expect(sittingVotes(record).votes[0]?.chosenAmong?.map(({ words }) => words.ru)).toEqual(['на год;', 'на два года;']);
});

test('[WORD-3] left as it is, the words stay and the proposals are answered; even, all waits for the lot', async () => {
  const [one, two] = [await propose('chen', 'ru', 'на год;'), await propose('dara', 'ru', 'на два года;')];
  await freeze();
  const before = (await clauseNow()).frozen;
  const marks = (...options: string[]): PollAnswer => ({ kind: 'marks', options });
  const even = await closed(await opened([[one], [two]], 'approval'), [
    ['chen', marks('w1')],
    ['dara', marks('as-it-is')],
  ]);
  expect(even.result).toMatchObject({ counted: { outcome: { kind: 'tie' } } });
  expect((await clauseNow()).status).toBe('voting');
  expect(await command('chen', { type: 'proposal.withdraw', proposalId: one })).toBe('proposal-in-vote');
  const lot = { by: 'lot-of-options', among: ['w1', 'as-it-is'], drawn: ['as-it-is'] } as const;
  expect(
    await command('amina', {
      type: 'poll.settle',
      pollId: even.pollId,
      settlement: { ...lot, among: [...lot.among], drawn: [...lot.drawn] },
    }),
  ).toBe('ok');
  expect(await clauseNow()).toMatchObject({ status: 'frozen', frozen: before });
  expect(await wordsNow()).toEqual(present);
  const { proposal } = await state();
  expect([one, two].map((id) => proposal.proposals[id]?.state.is)).toEqual(['declined', 'declined']);
});

test('[WORD-3] nobody answers: nothing is chosen, and all is as it was', async () => {
  const one = await propose('chen', 'ru', 'на год;');
  await freeze();
  await closed(await opened([[one]]), []);
  expect((await clauseNow()).status).toBe('frozen');
  expect((await state()).proposal.proposals[one]?.state.is).toBe('shown');
  expect(await wordsNow()).toEqual(present);
});

test('[WORD-4] annulled, the words are as before and the proposals wait again; it is put once more on the same wordings', async () => {
  const [one, two] = [await propose('chen', 'ru', 'на год;'), await propose('dara', 'ru', 'на два года;')];
  await freeze();
  const poll = await closed(await opened([[one], [two]]), [['chen', ranking('w2')]]);
  expect((await wordsNow()).ru).toBe('на два года;');
  expect(await command('amina', { type: 'poll.annul', pollId: poll.pollId, reason: 'не тот список' })).toBe('ok');
  expect(await wordsNow()).toEqual(present);
  expect(presentWords((await clauseNow()).frozen)).toEqual(present);
  expect((await clauseNow()).status).toBe('frozen');
  const { proposal, poll: polls } = await state();
  expect([one, two].map((id) => proposal.proposals[id]?.state.is)).toEqual(['shown', 'shown']);
  expect(await command('amina', openedAgain(polls.polls[poll.pollId]!))).toBe('ok');
  expect(openPoll((await state()).poll)).toMatchObject({ repeats: poll.pollId });
});

test('[WORD-4] what was adopted since in the chosen words stays; the proposals of a vote are answered by it alone', async () => {
  const one = await propose('chen', 'ru', 'на год;');
  await freeze();
  const put = await opened([[one]]);
  expect(await command('amina', { type: 'proposal.decline', proposalId: one, reason: 'нет' })).toBe('proposal-in-vote');
  const poll = await closed(put, [['chen', ranking('w1')]]);
  const { draftId } = world;
  expect(
    await command('amina', {
      type: 'poll.open',
      subject: { of: 'clauses', draftId, clauseIds: [clauseId] },
      ask: { kind: 'decision' },
      seconds: 60,
    }),
  ).toBe('ok');
  const yes = { kind: 'decision', choice: 'yes' } as const;
  await closed(openPoll((await state()).poll)!, [
    ['chen', yes],
    ['dara', yes],
    ['eli', yes],
  ]);
  expect((await clauseNow()).status).toBe('adopted');
  expect(await command('amina', { type: 'poll.annul', pollId: poll.pollId, reason: 'поздно' })).toBe('ok');
  expect((await clauseNow()).status).toBe('adopted');
  expect((await wordsNow()).ru).toBe('на год;');
});

test('[WORD-1] an open clause, what is answered, of another clause, of two people, or says the same is refused', async () => {
  const [one, two] = [await propose('chen', 'ru', 'на год;'), await propose('dara', 'kk', 'бір жылға;')];
  expect(await command('amina', opening([[one]]))).toBe('clause-not-frozen');
  await freeze();
  const same = await propose('dara', 'ru', 'на  год;');
  const asItIs = await propose('eli', 'ru', present.ru);
  expect(await command('amina', opening([[one, two]]))).toBe('asked-otherwise');
  expect(await command('amina', opening([[one], [one]]))).toBe('asked-otherwise');
  expect(await command('amina', opening([[one], [same]]))).toBe('wordings-same');
  expect(await command('amina', opening([[asItIs]]))).toBe('wordings-same');
  expect(await command('amina', opening([['pro_zzzzzzzzzzzzzzzz' as ProposalId]]))).toBe('proposal-unknown');
  expect(await command('amina', { ...opening([[one]]), ask: { kind: 'decision' } })).toBe('asked-otherwise');
  expect(await command('chen', { type: 'proposal.withdraw', proposalId: one })).toBe('ok');
  expect(await command('amina', opening([[one]]))).toBe('proposal-answered');
});
