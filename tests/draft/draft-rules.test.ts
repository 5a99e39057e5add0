/** When may a clause be closed for edits and opened again? A table of every state. */
import { describe, expect, test } from 'vitest';
import type { DraftCommand } from '../../shared/draft/draft-commands.ts';
import { mayWriteText, type Writers } from '../../shared/draft/text-writers.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { capacitiesIn } from '../../shared/protocol/features.ts';
import {
  clauseFacts,
  clauses,
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
import { clauseVote } from '../../shared/sitting/next-step.ts';

const clauseId = clauses[0]!;
const freeze: DraftCommand = { type: 'draft.freeze-clause', draftId, clauseId };
const thaw: DraftCommand = { type: 'draft.thaw-clause', draftId, clauseId, reason: 'опечатка' };

function decidedWorld(choices: readonly ('yes' | 'no')[]): RuleWorld {
  const world = votingWorld();
  const [pollId] = Object.keys(world.sitting.poll.polls);
  const seats = [world.seatOf('chen'), world.seatOf('dara')];
  const ballots = choices.map((choice, place) => ({ seatId: seats[place]!, choice }));
  const sealed = world.sealedWith(ballots);
  world.do('amina', { type: 'poll.close', pollId: pollId as never }, { sealed });
  return world;
}

const states: Readonly<Record<string, () => RuleWorld>> = {
  open: openedWorld,
  frozen: frozenWorld,
  voting: votingWorld,
  adopted: () => decidedWorld(['yes', 'yes']),
  rejected: () => decidedWorld(['no', 'no']),
  closed: () => {
    const world = frozenWorld();
    world.do('amina', { type: 'sitting.close' });
    return world;
  },
};

describe('every command in every state of the clause', () => {
  test.each([
    ['open', 'draft.numbers-fixed draft.clause-frozen', 'clause-not-frozen'],
    ['frozen', 'clause-not-open', 'draft.clause-thawed'],
    ['voting', 'clause-not-open', 'clause-not-frozen'],
    ['adopted', 'clause-not-open', 'clause-not-frozen'],
    ['rejected', 'clause-not-open', 'clause-not-frozen'],
    ['closed', 'sitting-closed', 'sitting-closed'],
  ])('[DRAFT-1, DRAFT-3] %s: freeze %s, thaw %s', (state, onFreeze, onThaw) => {
    const world = states[state]!();
    if (['voting', 'adopted', 'rejected', 'frozen'].includes(state)) {
      expect(world.sitting.draft.drafts[draftId]?.clauses[clauseId]?.status).toBe(state);
    }
    const outcome = (command: DraftCommand) => {
      const decided = world.decide('gani', command);
      return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
    };
    expect([outcome(freeze), outcome(thaw)]).toEqual([onFreeze, onThaw]);
  });

  test.each(Object.keys(states))('[PERM-3] %s: who may not is told so and nothing else', (state) => {
    const world = states[state]!();
    const unknown = { ...freeze, draftId: idNumber('draft', 9), clauseId: idNumber('clause', 9) };
    for (const name of ['bo', 'chen', 'jana', 'lev', 'hana', 'timur'] as const) {
      for (const command of [freeze, thaw, unknown]) {
        expect(world.decide(name, command)).toEqual({ ok: false, code: 'not-permitted' });
      }
    }
    expect(world.decide('amina', thaw)).toEqual({ ok: false, code: 'not-permitted' });
  });
});

describe('[DRAFT-2] what is closed is what stands in the committed text', () => {
  test('the bytes and both hashes are kept as they were read', () => {
    const frozen = frozenWorld().sitting.draft.drafts[draftId]?.clauses[clauseId]?.frozen;
    const { bytes, clauseHash, paperHash, textSeq } = clauseFacts;
    expect(frozen).toMatchObject({ bytes, clauseHash, paperHash, textSeq });
  });

  test('no such clause, no words, no such draft: refused', () => {
    const world = openedWorld();
    expect(world.decide('amina', freeze, { clauseFacts: null })).toEqual({ ok: false, code: 'clause-unknown' });
    expect(world.decide('amina', freeze, { clauseFacts: { ...clauseFacts, empty: true } })).toEqual({
      ok: false,
      code: 'clause-empty',
    });
    const elsewhere = { ...freeze, draftId: idNumber('draft', 9) };
    expect(world.decide('amina', elsewhere)).toEqual({ ok: false, code: 'draft-unknown' });
  });

  test('where the text is not known, the answer is to ask the server', () => {
    expect(openedWorld().decide('amina', freeze, { clauseFacts: 'ask-server' })).toEqual({ ok: true, value: [] });
  });
});

test('[DRAFT-3] a clause opened again can be closed again, with new bytes', () => {
  const world = frozenWorld();
  expect(world.do('gani', thaw)).toEqual([{ type: 'draft.clause-thawed', draftId, clauseId, reason: 'опечатка' }]);
  expect(world.sitting.draft.drafts[draftId]?.clauses).toEqual({});
  const bytes = '{"again":true}';
  const decided = world.decide('amina', freeze, { clauseFacts: { ...clauseFacts, bytes } });
  expect(decided.ok && decided.value.at(-1)).toMatchObject({ bytes });
});

test('[DRAFT-4] a vote without a quorum leaves the clause frozen, to be put again', () => {
  const world = votingWorld();
  const [pollId] = Object.keys(world.sitting.poll.polls);
  // Both went before the vote, and nobody cast: the electorate's list of who was here is what counts, so make it empty.
  const poll = Object.values(world.sitting.poll.polls)[0]!;
  const electors = poll.electors === 'hidden' ? [] : poll.electors.map((elector) => ({ ...elector, present: false }));
  world.sitting = { ...world.sitting, poll: { polls: { [poll.pollId]: { ...poll, electors } } } };
  const events = world.do('amina', { type: 'poll.close', pollId: pollId as never });
  expect(events.map(({ type }) => type)).toEqual(['poll.closed', 'draft.clause-left']);
  expect(world.sitting.draft.drafts[draftId]?.clauses[clauseId]).toMatchObject({ status: 'frozen', pollId });
  expect(world.decide('amina', clauseVote(draftId, clauseId, 60)).ok).toBe(true);
});

describe('[NUM-5] numbers are fixed by the first hand-out', () => {
  const handOut: DraftCommand = { type: 'draft.hand-out', draftId, why: 'print' };
  const outline = (...ids: readonly ClauseId[]) => ({
    textSeq: 9,
    clauses: ids.map((id, place) => ({ ...clauseFacts.outline[0]!, id, order: `a${place + 1}` })),
  });

  test('by a print, with all that stands; a second one of the same text says nothing', () => {
    const world = openedWorld();
    const numbers = { [clauses[0]!]: '1', [clauses[1]!]: '2', [clauses[2]!]: '3' };
    expect(world.do('bo', handOut)).toEqual([
      { type: 'draft.numbers-fixed', draftId, numbers, why: 'print', textSeq: clauseFacts.textSeq },
    ]);
    expect(world.sitting.draft.drafts[draftId]?.numbers).toEqual(numbers);
    expect(world.do('bo', { ...handOut, why: 'export' })).toEqual([]);
  });

  test('by a freeze, before the clause is closed', () => {
    const world = openedWorld();
    expect(world.do('amina', freeze).map(({ type }) => type)).toEqual(['draft.numbers-fixed', 'draft.clause-frozen']);
    expect(world.do('amina', { ...freeze, clauseId: clauses[1]! }).map(({ type }) => type)).toEqual([
      'draft.clause-frozen',
    ]);
  });

  test('a later one adds labels of new clauses alone, and no event changes one that stands', () => {
    const world = openedWorld();
    world.do('bo', handOut);
    const fresh = idNumber('clause', 9);
    const [first, second, third] = clauses as [ClauseId, ClauseId, ClauseId];
    const decided = world.decide('bo', handOut, { outline: outline(second, first, fresh, third) });
    expect(decided).toMatchObject({ ok: true, value: [{ numbers: { [fresh]: '1-1' } }] });
    world.happen({ type: 'draft.numbers-fixed', draftId, numbers: { [first]: '7' }, why: 'export', textSeq: 10 });
    expect(world.sitting.draft.drafts[draftId]?.numbers[first]).toBe('1');
  });

  test('also when the sitting is over, and never of a draft that is not there', () => {
    const world = openedWorld();
    world.do('amina', { type: 'sitting.close' });
    expect(world.decide('bo', handOut).ok).toBe(true);
    expect(world.decide('bo', { ...handOut, draftId: idNumber('draft', 9) })).toEqual({
      ok: false,
      code: 'draft-unknown',
    });
    expect(world.decide('chen', handOut)).toEqual({ ok: false, code: 'not-permitted' });
    expect(world.decide('bo', handOut, { outline: 'ask-server' })).toEqual({ ok: true, value: [] });
  });
});

describe('who writes', () => {
  const set = (writers: Writers): DraftCommand => ({ type: 'draft.set-writers', draftId, writers });
  const writing = (world: RuleWorld): readonly Name[] =>
    names.filter((name) =>
      mayWriteText(
        world.sitting.draft.drafts[draftId]!,
        people[name],
        capacitiesIn(world.forum.forum, world.sitting.sitting, people[name]),
      ),
    );

  test('[WRITE-1] everyone with the right, the drafting group, or those named; who runs the sitting always may', () => {
    const world = openedWorld();
    expect(writing(world)).toEqual(['gani', 'amina', 'bo', 'chen', 'dara', 'lev']);
    world.do('amina', set({ who: 'drafting' }));
    expect(writing(world)).toEqual(['gani', 'amina', 'bo', 'lev']);
    world.do('amina', set({ who: 'named', people: [people.dara, people.fay] }));
    // Named is not more than the right to write: Fay observes.
    expect(writing(world)).toEqual(['gani', 'amina', 'bo', 'dara']);
    world.do('amina', set({ who: 'everyone' }));
    expect(writing(world)).toEqual(['gani', 'amina', 'bo', 'chen', 'dara', 'lev']);
    const draft = { ...world.sitting.draft.drafts[draftId]!, phase: 'adopted' as const };
    expect(mayWriteText(draft, people.gani, new Set(['chair']))).toBe(false);
  });

  test('[WRITE-2] chair and moderator say so; named are people of the forum, each once', () => {
    const world = openedWorld();
    const named = { who: 'named', people: [people.dara, people.chen, people.dara] } as const;
    expect(world.do('gani', set(named))).toEqual([
      { type: 'draft.writers-set', draftId, writers: { who: 'named', people: [people.chen, people.dara].sort() } },
    ]);
    const stranger = set({ who: 'named', people: [people.timur] });
    expect(world.decide('amina', stranger)).toEqual({ ok: false, code: 'person-unknown' });
    expect(world.decide('bo', stranger)).toEqual({ ok: false, code: 'not-permitted' });
    world.do('amina', { type: 'sitting.close' });
    expect(world.decide('amina', set({ who: 'everyone' }))).toEqual({ ok: false, code: 'sitting-closed' });
  });
});

test('[LANG-3] a translation that was read beside the others is noted with who read it, when, and of which text', () => {
  const world = openedWorld();
  const check = { type: 'draft.check-translation', draftId, clauseId, lang: 'ru' } as const;
  world.do('lev', check);
  const draft = world.sitting.draft.drafts[draftId];
  expect(draft?.checks).toEqual({
    [clauseId]: { ru: { by: people.lev, at: world.now, textSeq: clauseFacts.textSeq } },
  });
  expect(world.decide('lev', { ...check, lang: 'kk' })).toEqual({ ok: false, code: 'clause-empty' });
  expect(world.decide('lev', { ...check, clauseId: idNumber('clause', 9) })).toEqual({
    ok: false,
    code: 'clause-unknown',
  });
  expect(world.decide('chen', check)).toEqual({ ok: false, code: 'not-permitted' });
});
