/** When is the whole draft closed, opened, put to the vote, adopted, and when does a decided clause open again? */
import { describe, expect, test } from 'vitest';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { DraftCommand } from '../../shared/draft/draft-commands.ts';
import { frozenWords } from '../../shared/draft/draft.ts';
import type { ClauseBytes } from '../../shared/draft/draft-rules.ts';
import { mayWriteReopened, mayWriteText } from '../../shared/draft/text-writers.ts';
import type { ClauseId, PollId } from '../../shared/lib/ids.ts';
import { capacitiesIn } from '../../shared/protocol/features.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { DraftStage } from '../../shared/poll/poll.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import {
  clauseFacts,
  clauses,
  draftFacts,
  draftId,
  frozenWorld,
  idNumber,
  names,
  openedWorld,
  people,
  votingWorld,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';

const [first, second, third] = clauses as [ClauseId, ClauseId, ClauseId];
const freeze: DraftCommand = { type: 'draft.freeze', draftId };
const thaw: DraftCommand = { type: 'draft.thaw', draftId, reason: 'решили доработать' };
const reopen: DraftCommand = { type: 'draft.reopen-clause', draftId, clauseId: first, reason: 'ошибка в сроке' };
const thawClause: DraftCommand = { type: 'draft.thaw-clause', draftId, clauseId: second, reason: 'правка' };
const vote = (stage: DraftStage): PollOpening => ({
  type: 'poll.open',
  subject: { of: 'draft', draftId, stage },
  ask: { kind: 'decision' },
  seconds: 60,
});

const draftOf = (world: RuleWorld) => world.sitting.draft.drafts[draftId]!;
const statuses = (world: RuleWorld) => clauses.map((id) => draftOf(world).clauses[id]?.status);
const lastPoll = (world: RuleWorld): PollId => Object.keys(world.sitting.poll.polls).at(-1) as PollId;

function outcome(world: RuleWorld, name: Name, command: DraftCommand | PollOpening, facts = {}): string {
  const decided = world.decide(name, command, facts);
  return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
}

function closedWorld(): RuleWorld {
  const world = openedWorld();
  world.do('amina', freeze);
  return world;
}

function voted(world: RuleWorld, command: PollOpening, choice: 'yes' | 'no'): RuleWorld {
  world.do('amina', command);
  const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice }));
  world.do('amina', { type: 'poll.close', pollId: lastPoll(world) }, { sealed: world.sealedWith(ballots) });
  return world;
}

describe('closing the whole', () => {
  test('[DRAFT-5] every open clause is frozen in one step with its own bytes, and the order of all stands', () => {
    const world = openedWorld();
    const events = world.do('amina', freeze);
    expect(events.map(({ type }) => type)).toEqual([
      'draft.numbers-fixed',
      'draft.clause-frozen',
      'draft.clause-frozen',
      'draft.clause-frozen',
      'draft.closed',
    ]);
    expect(draftOf(world)).toMatchObject({ phase: 'closed', order: clauses, blank: [], reopened: [] });
    for (const id of clauses) {
      const { bytes, paperHash } = draftFacts.clauses.get(id)!;
      expect(draftOf(world).clauses[id]?.frozen).toMatchObject({ bytes, paperHash });
    }
    expect(outcome(world, 'amina', freeze)).toBe('draft-closed');
  });

  test('[DRAFT-5] one that is closed already, or decided, stays as it is; empty and removed ones are closed with the rest', () => {
    const world = votingWorld();
    const empty = new Map<ClauseId, ClauseBytes>(draftFacts.clauses).set(second, {
      ...draftFacts.clauses.get(second)!,
      empty: true,
    });
    const outline = draftFacts.outline.map((clause) => ({ ...clause, removed: clause.id === third }));
    empty.delete(third);
    const decided = world.decide('amina', freeze, { draftFacts: { textSeq: 7, clauses: empty, outline } });
    expect(decided).toMatchObject({
      ok: true,
      value: [{ type: 'draft.closed', order: [first], blank: [second, third] }],
    });
  });

  test('[DRAFT-5] an empty draft is not closed, and where the text is not known the server is asked', () => {
    const world = openedWorld();
    const nothing = { textSeq: 7, clauses: new Map(), outline: [] };
    expect(outcome(world, 'amina', freeze, { draftFacts: nothing })).toBe('draft-empty');
    expect(outcome(world, 'amina', freeze, { draftFacts: null })).toBe('draft-unknown');
    expect(world.decide('amina', freeze, { draftFacts: 'ask-server' })).toEqual({ ok: true, value: [] });
    expect(outcome(world, 'amina', { ...freeze, draftId: idNumber('draft', 9) })).toBe('draft-unknown');
  });

  test('[PERM-3] who may not is told so and nothing else', () => {
    for (const world of [openedWorld(), closedWorld()]) {
      for (const name of ['bo', 'chen', 'jana', 'lev', 'hana', 'timur'] as const) {
        for (const command of [freeze, thaw, reopen]) expect(outcome(world, name, command)).toBe('not-permitted');
      }
      expect([thaw, reopen].map((command) => outcome(world, 'amina', command))).toEqual(Array(2).fill('not-permitted'));
    }
    const over = closedWorld();
    over.do('amina', { type: 'sitting.close' });
    expect([freeze, thaw, reopen].map((command) => outcome(over, 'gani', command))).toEqual(
      Array(3).fill('sitting-closed'),
    );
  });
});

describe('opening it again', () => {
  test('[DRAFT-7] the chair opens what is undecided; what was rejected stays closed', () => {
    const world = voted(closedWorld(), clauseVote(draftId, first, 60), 'no');
    const blank = idNumber('clause', 8);
    world.happen({ type: 'draft.closed', draftId, order: clauses, blank: [blank], textSeq: 9 });
    expect(world.do('gani', thaw)).toEqual([
      { type: 'draft.thawed', draftId, clauses: [second, third, blank], reason: 'решили доработать' },
    ]);
    expect(draftOf(world)).toMatchObject({ phase: 'co-editing', order: [], blank: [], basis: null });
    expect(statuses(world)).toEqual(['rejected', undefined, undefined]);
    expect(outcome(world, 'gani', thaw)).toBe('draft-open');
  });

  test('[DRAFT-7] not while a vote on it or on a clause of it is open, and not once a clause is adopted', () => {
    const clause = closedWorld();
    clause.do('amina', clauseVote(draftId, first, 60));
    expect(outcome(clause, 'gani', thaw)).toBe('draft-in-vote');
    const whole = closedWorld();
    whole.do('amina', vote('basis'));
    expect([thaw, thawClause, reopen].map((command) => outcome(whole, 'gani', command))).toEqual(
      Array(3).fill('draft-in-vote'),
    );
    expect(outcome(voted(closedWorld(), clauseVote(draftId, first, 60), 'yes'), 'gani', thaw)).toBe('clause-adopted');
  });

  test('[WRITE-3] in what the chair opens singly the drafting group writes, and who runs the sitting', () => {
    const world = closedWorld();
    const writing = (): readonly Name[] =>
      names.filter((name) => {
        const held = capacitiesIn(world.forum.forum, world.sitting.sitting, people[name]);
        return mayWriteText(draftOf(world), people[name], held) && mayWriteReopened(held);
      });
    expect(writing()).toEqual(['gani', 'amina', 'bo', 'lev']);
    world.do('gani', thawClause);
    expect(draftOf(world)).toMatchObject({ phase: 'closed', reopened: [second] });
    expect(outcome(world, 'amina', vote('whole'))).toBe('draft-not-closed');
    // It was moved while it was open: the order stands still as the text has it now.
    const outline = [second, first, third].map((id, place) => ({ ...clauseFacts.outline[0]!, id, order: `a${place}` }));
    const closing = { type: 'draft.freeze-clause', draftId, clauseId: second } as const;
    const decided = world.decide('amina', closing, { clauseFacts: { ...clauseFacts, outline } });
    if (!decided.ok) throw new Error(decided.code);
    world.happen(...decided.value);
    expect(draftOf(world)).toMatchObject({ reopened: [], order: [second, first, third], blank: [] });
    expect(outcome(world, 'amina', vote('whole'))).toBe('poll.opened draft.put');
    world.do('gani', thawClause);
    expect(world.do('amina', freeze).map(({ type }) => type)).toEqual(['draft.clause-frozen', 'draft.closed']);
  });
});

describe('as a basis', () => {
  test('[DRAFT-8] the whole closed draft is put, word for word; carried, it is the basis, and its clauses stay closed', () => {
    expect(outcome(openedWorld(), 'amina', vote('basis'))).toBe('draft-not-closed');
    const world = closedWorld();
    world.do('amina', vote('basis'));
    const poll = world.sitting.poll.polls[lastPoll(world)]!;
    const hashes = clauses.map((id) => draftFacts.clauses.get(id)!.paperHash);
    expect(poll.subject).toEqual({
      of: 'draft',
      draftId,
      stage: 'basis',
      clauses: clauses.map((clauseId, place) => ({ clauseId, paperHash: hashes[place] })),
    });
    expect(poll.paperHash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes).not.toContain(poll.paperHash);
    const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice: 'yes' as const }));
    const events = world.do(
      'amina',
      { type: 'poll.close', pollId: poll.pollId },
      { sealed: world.sealedWith(ballots) },
    );
    expect(events.map(({ type }) => type)).toEqual(['poll.closed', 'draft.basis-adopted']);
    expect(draftOf(world)).toMatchObject({ phase: 'closed', inVote: null, basis: { pollId: poll.pollId } });
    expect(statuses(world)).toEqual(['frozen', 'frozen', 'frozen']);
    expect(outcome(world, 'amina', vote('basis'))).toBe('draft-basis-already');
    // Its words stay known when the chair opens one of its clauses.
    world.do('gani', thawClause);
    expect(frozenWords(world.sitting.draft, draftId, { clauseId: second, paperHash: hashes[1]! })).not.toBeNull();
  });

  test('[DRAFT-8] not carried, or annulled, it is none, and the draft stays closed', () => {
    const world = voted(closedWorld(), vote('basis'), 'no');
    expect(draftOf(world)).toMatchObject({ phase: 'closed', inVote: null, basis: null });
    voted(world, vote('basis'), 'yes');
    world.do('amina', { type: 'poll.annul', pollId: lastPoll(world), reason: 'сбой' });
    expect(draftOf(world)).toMatchObject({ phase: 'closed', inVote: null, basis: null });
    expect(outcome(world, 'amina', vote('basis'))).toBe('poll.opened draft.put');
  });
});

describe('as a whole', () => {
  test('[DRAFT-9] carried, every frozen clause is adopted by it, what was rejected is no part of it, and nothing opens again', () => {
    const world = voted(closedWorld(), clauseVote(draftId, first, 60), 'yes');
    voted(world, clauseVote(draftId, second, 60), 'no');
    const [sole] = Object.keys(world.sitting.poll.polls);
    voted(world, vote('whole'), 'yes');
    const pollId = lastPoll(world);
    expect(world.sitting.poll.polls[pollId]?.subject).toMatchObject({
      clauses: [{ clauseId: first }, { clauseId: third }],
    });
    expect(draftOf(world)).toMatchObject({ phase: 'adopted', inVote: null, decision: { pollId } });
    expect(statuses(world)).toEqual(['adopted', 'rejected', 'adopted']);
    expect([first, third].map((id) => draftOf(world).clauses[id]?.pollId)).toEqual([sole, pollId]);
    for (const command of [freeze, thaw, thawClause, reopen, vote('basis'), vote('whole')]) {
      expect(outcome(world, 'gani', command)).toBe('draft-decided');
    }
    expect(outcome(world, 'amina', clauseVote(draftId, third, 60))).toBe('draft-decided');
    const chair = new Set(['chair', 'drafting'] as const);
    expect(mayWriteText(draftOf(world), people.gani, chair)).toBe(false);
    // A vote on a clause of it that is annulled afterwards changes nothing: the whole stands over it.
    world.do('amina', { type: 'poll.annul', pollId: sole as PollId, reason: 'сбой' });
    expect(statuses(world)).toEqual(['adopted', 'rejected', 'adopted']);
  });

  test('[DRAFT-9] not carried it is rejected; without a quorum, or annulled, it is as before it', () => {
    const rejected = voted(closedWorld(), vote('whole'), 'no');
    expect(draftOf(rejected)).toMatchObject({ phase: 'rejected' });
    expect(outcome(rejected, 'amina', clauseVote(draftId, first, 60))).toBe('draft-decided');
    expect(outcome(rejected, 'gani', thaw)).toBe('draft-decided');
    const adopted = voted(closedWorld(), vote('whole'), 'yes');
    adopted.do('amina', { type: 'poll.annul', pollId: lastPoll(adopted), reason: 'сбой' });
    expect(draftOf(adopted)).toMatchObject({ phase: 'closed', decision: null });
    expect(statuses(adopted)).toEqual(['frozen', 'frozen', 'frozen']);
    expect(outcome(adopted, 'gani', thaw)).toBe('draft.thawed');
  });

  test('[DRAFT-9, POLL-10] even, it waits for its settlement, and nothing of it opens or is put meanwhile', () => {
    const world = closedWorld();
    const rule = { ...world.sitting.sitting.rule, tie: 'chair-casting' as const };
    world.do('amina', { ...vote('whole'), ask: { kind: 'decision', rule } });
    const pollId = lastPoll(world);
    const ballots = [
      { seatId: world.seatOf('chen'), choice: 'yes' as const },
      { seatId: world.seatOf('dara'), choice: 'no' as const },
    ];
    const sealed = world.sealedWith(ballots);
    expect(world.do('amina', { type: 'poll.close', pollId }, { sealed }).map(({ type }) => type)).toEqual([
      'poll.closed',
    ]);
    expect(outcome(world, 'gani', thaw)).toBe('draft-in-vote');
    expect(outcome(world, 'amina', clauseVote(draftId, first, 60))).toBe('draft-in-vote');
    const settlement = { by: 'chair-casting', vote: 'yes' } as const;
    world.do('gani', { type: 'poll.settle', pollId, settlement }, { sealed: world.sealedWith(ballots, pollId) });
    expect(draftOf(world)).toMatchObject({ phase: 'adopted', decision: { pollId } });
  });

  test('[DRAFT-9] of nothing but rejected clauses there is no whole', () => {
    const world = openedWorld();
    const outline = draftFacts.outline.slice(0, 1);
    const decided = world.decide('amina', freeze, { draftFacts: { ...draftFacts, outline } });
    if (!decided.ok) throw new Error(decided.code);
    world.happen(...decided.value);
    voted(world, clauseVote(draftId, first, 60), 'no');
    expect(outcome(world, 'amina', vote('whole'))).toBe('draft-empty');
  });
});

describe('a decided clause', () => {
  test.each([
    ['yes', 'adopted'],
    ['no', 'rejected'],
  ] as const)('[DRAFT-6] %s: opened again its vote is superseded, and its words stay known', (choice, decided) => {
    const world = voted(frozenWorld(), clauseVote(draftId, first, 60), choice);
    const pollId = lastPoll(world);
    expect(world.do('gani', reopen)).toEqual([
      { type: 'draft.clause-reopened', draftId, clauseId: first, pollId, reason: 'ошибка в сроке' },
    ]);
    const { paperHash } = clauseFacts;
    expect(draftOf(world)).toMatchObject({
      clauses: {},
      reopened: [first],
      superseded: [{ clauseId: first, pollId, decided, reason: 'ошибка в сроке' }],
    });
    expect(frozenWords(world.sitting.draft, draftId, { clauseId: first, paperHash })).toMatchObject({ paperHash });
    expect(outcome(world, 'gani', reopen)).toBe('clause-not-decided');
    world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: first });
    expect(draftOf(world).reopened).toEqual([]);
    voted(world, clauseVote(draftId, first, 60), 'yes');
    expect(statuses(world)[0]).toBe('adopted');
    // The vote that decides nothing any more is void without consequence.
    world.do('amina', { type: 'poll.annul', pollId, reason: 'сбой' });
    expect(statuses(world)[0]).toBe('adopted');
  });

  test('[DRAFT-6] an open, a frozen and an unknown clause are not decided', () => {
    expect(outcome(openedWorld(), 'gani', reopen)).toBe('clause-not-decided');
    expect(outcome(frozenWorld(), 'gani', reopen)).toBe('clause-not-decided');
    expect(outcome(votingWorld(), 'gani', reopen)).toBe('clause-not-decided');
  });
});

test('[DRAFT-9, POLL-11, POLL-13] while the whole is voted on, or its tie waits, no vote on a clause becomes void: what was rejected is not adopted with what was shown', () => {
  const even = { kind: 'decision', rule: { ...usualRule(null), tie: 'lot' } } as const;
  for (const isTied of [false, true]) {
    const world = voted(closedWorld(), clauseVote(draftId, second, 60), 'no');
    const rejected = lastPoll(world);
    world.do('chen', { type: 'poll.contest', pollId: rejected, reason: 'не тот текст' });
    world.do('amina', { ...vote('whole'), ask: even });
    const whole = lastPoll(world);
    expect(world.sitting.poll.polls[whole]?.subject).toMatchObject({
      clauses: [{ clauseId: first }, { clauseId: third }],
    });
    const box = (choices: readonly ['yes', 'yes' | 'no']) =>
      world.sealedWith(
        choices.map((choice, place) => ({ seatId: world.seatOf(place === 0 ? 'chen' : 'dara'), choice })),
        whole,
      );
    if (isTied) world.do('amina', { type: 'poll.close', pollId: whole }, { sealed: box(['yes', 'no']) });
    const annul = { type: 'poll.annul', pollId: rejected, reason: 'ошибка' } as const;
    const seatId = world.seatOf('chen');
    const repeat = {
      type: 'poll.decide-contest',
      pollId: rejected,
      seatId,
      verdict: 'repeat',
      reason: 'ошибка',
    } as const;
    const sealed = world.sealedWith([], rejected);
    for (const command of [annul, repeat]) {
      expect(world.decide('gani', command, { sealed })).toEqual({ ok: false, code: 'draft-in-vote' });
    }
    expect(statuses(world)).toEqual(['frozen', 'rejected', 'frozen']);
    if (isTied) {
      const settlement = { by: 'lot', drawn: 'yes' } as const;
      world.do('amina', { type: 'poll.settle', pollId: whole, settlement }, { sealed: box(['yes', 'no']) });
    } else world.do('amina', { type: 'poll.close', pollId: whole }, { sealed: box(['yes', 'yes']) });
    expect(draftOf(world).phase).toBe('adopted');
    expect(statuses(world)).toEqual(['adopted', 'rejected', 'adopted']);
  }
});

test('[DRAFT-10] why something was opened again is known until it is closed anew: one clause, a decided one, the whole', () => {
  const world = openedWorld();
  const again = () => draftOf(world).openedAgain;
  world.do('amina', { type: 'draft.freeze', draftId });
  world.do('gani', { type: 'draft.thaw-clause', draftId, clauseId: second, reason: 'срок' });
  expect(again()).toEqual({ [second]: { at: world.now, reason: 'срок' } });
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: second });
  expect(again()).toEqual({});
  world.do('gani', { type: 'draft.thaw', draftId, reason: 'доработать' });
  expect(Object.values(again()).map(({ reason }) => reason)).toEqual(clauses.map(() => 'доработать'));
  world.do('amina', { type: 'draft.freeze', draftId });
  expect(again()).toEqual({});
});
