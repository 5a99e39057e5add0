/** When may a clause be closed for edits and opened again? A table of every state. */
import { describe, expect, test } from 'vitest';
import type { DraftCommand } from '../../shared/draft/draft-commands.ts';
import {
  clauseFacts,
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  openedWorld,
  votingWorld,
  type RuleWorld,
} from '../rule-world.ts';

const clauseId = clauses[0]!;
const freeze: DraftCommand = { type: 'draft.freeze-clause', draftId, clauseId };
const thaw: DraftCommand = { type: 'draft.thaw-clause', draftId, clauseId, reason: 'опечатка' };

function decidedWorld(choices: readonly ('yes' | 'no')[]): RuleWorld {
  const world = votingWorld();
  const [pollId] = Object.keys(world.sitting.poll.polls);
  const seats = [world.seatOf('chen'), world.seatOf('dara')];
  const ballots = choices.map((choice, place) => ({ seatId: seats[place]!, choice }));
  const sealed = { sealedAt: world.now, sealHash: 'seal', ballots };
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
    ['open', 'draft.clause-frozen', 'clause-not-frozen'],
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
  expect(decided.ok && decided.value[0]).toMatchObject({ bytes });
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
  expect(world.decide('amina', { type: 'poll.open', draftId, clauseId, seconds: 60 }).ok).toBe(true);
});
