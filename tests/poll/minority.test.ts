/** Who may have a minority opinion recorded, and who is told of it? */
import { describe, expect, test } from 'vitest';
import type { PollId } from '../../shared/lib/ids.ts';
import { viewSittingStream, viewSittingStreamState } from '../../shared/protocol/features.ts';
import type { PollForm } from '../../shared/poll/poll.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { clauses, draftId, frozenWorld, people, type Name, type RuleWorld } from '../rule-world.ts';

const words = 'Срок нереален: мы это уже пробовали.';

/** A clause that all voted for, or against. */
function decidedWorld(outcome: 'carried' | 'rejected', form: PollForm = 'named'): { world: RuleWorld; pollId: PollId } {
  const world = frozenWorld();
  world.do('amina', { ...clauseVote(draftId, clauses[0]!, 60), form });
  const [pollId] = Object.keys(world.sitting.poll.polls) as [PollId];
  const choice = outcome === 'carried' ? ('yes' as const) : ('no' as const);
  const sealed = world.sealedWith((['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice })));
  world.do('amina', { type: 'poll.close', pollId }, { sealed });
  return { world, pollId };
}

function outcome(world: RuleWorld, name: Name, pollId: PollId, ownChoice?: string | null): string {
  const facts = ownChoice === undefined ? {} : { ownChoice };
  const decided = world.decide(name, { type: 'poll.record-minority', pollId, words }, facts);
  return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
}

const recorded = 'poll.minority-recorded';

describe('[MINOR-1] a minority opinion', () => {
  test.each([
    ['carried', 'yes', 'not-in-minority'],
    ['carried', 'no', recorded],
    ['carried', 'abstain', recorded],
    ['carried', null, 'not-in-minority'],
    ['rejected', 'no', 'not-in-minority'],
    ['rejected', 'yes', recorded],
    ['rejected', 'abstain', recorded],
  ] as const)('is of who did not answer as it came out: %s, answered %s', (came, answered, expected) => {
    const { world, pollId } = decidedWorld(came);
    expect(outcome(world, 'chen', pollId, answered)).toBe(expected);
    expect(outcome(world, 'jana', pollId, answered)).toBe(expected);
  });

  test('stands once with the vote, by an elector and nobody else, until the sitting is closed', () => {
    const { world, pollId } = decidedWorld('rejected');
    for (const name of ['amina', 'gani', 'bo', 'lev', 'fay', 'hana', 'timur'] as const) {
      expect(outcome(world, name, pollId, 'yes')).toBe('not-permitted');
    }
    const decided = world.decide('chen', { type: 'poll.record-minority', pollId, words }, { ownChoice: 'yes' });
    if (!decided.ok) throw new Error(decided.code);
    world.happen(...decided.value);
    expect(world.sitting.poll.polls[pollId]?.minority).toMatchObject([{ seatId: world.seatOf('chen'), words }]);
    expect(outcome(world, 'chen', pollId, 'yes')).toBe('minority-already');
    world.do('amina', { type: 'sitting.close' });
    expect(outcome(world, 'dara', pollId, 'yes')).toBe('sitting-closed');
  });

  test('is of a vote that is over, stands, and decided something', () => {
    const world = frozenWorld();
    world.do('amina', clauseVote(draftId, clauses[0]!, 60));
    const [pollId] = Object.keys(world.sitting.poll.polls) as [PollId];
    expect(outcome(world, 'chen', pollId, 'yes')).toBe('poll-is-open');
    world.do('amina', { type: 'poll.annul', pollId, reason: 'сбой' });
    expect(outcome(world, 'chen', pollId, 'yes')).toBe('poll-annulled');
  });
});

test('[MINOR-2] of an unnamed vote nobody is asked how they voted; the hall’s screen is not told what was typed', () => {
  const { world, pollId } = decidedWorld('rejected', 'unnamed');
  const before = world.sitting;
  const decided = world.decide('chen', { type: 'poll.record-minority', pollId, words });
  if (!decided.ok) throw new Error(decided.code);
  world.happen(...decided.value);
  const told = world.sittingEvents.at(-1)!;
  expect(viewSittingStream(told, before, world.sitting, 'stage')).toEqual([]);
  expect(viewSittingStream(told, before, world.sitting, 'member')).toHaveLength(1);
  expect(viewSittingStreamState(world.sitting, 'stage').poll.polls[pollId]?.minority).toEqual([]);
  expect(viewSittingStreamState(world.sitting, 'member').poll.polls[pollId]?.minority).toHaveLength(1);
});

test('[POLL-13] where no chair is among the members the moderator rules on a contest', () => {
  const { world, pollId } = decidedWorld('carried');
  world.do('dara', { type: 'poll.contest', pollId, reason: 'не слышали' });
  const seatId = world.seatOf('dara');
  const ruling = { type: 'poll.decide-contest', pollId, seatId, verdict: 'uphold', reason: 'пересчитано' } as const;
  expect(world.decide('amina', ruling)).toEqual({ ok: false, code: 'not-permitted' });
  world.do('amina', { type: 'sitting.take-role', personId: people.gani, role: 'chair' });
  expect(world.decide('amina', ruling).ok).toBe(true);
  for (const name of ['bo', 'chen', 'lev', 'hana'] as const) {
    expect(world.decide(name, ruling)).toEqual({ ok: false, code: 'not-permitted' });
  }
});
