/** When may a clause be put to the vote, who may answer, and what follows from closing? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admitBallot } from '../../shared/poll/ballot-admission.ts';
import { electorOf } from '../../shared/poll/poll-electors.ts';
import type { SeatRight } from '../../shared/people/capacity.ts';
import { choices, type Choice, type Elector, type Poll } from '../../shared/poll/poll.ts';
import type { PollCommand } from '../../shared/poll/poll-commands.ts';
import { boxOf, nothingSettled, outcomeOf, type CountedBallot } from '../../shared/poll/poll-box.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import { viewSittingStreamState } from '../../shared/protocol/features.ts';
import {
  clauseFacts,
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  openedWorld,
  people,
  votingWorld,
  type RuleWorld,
} from '../rule-world.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';

const clauseId = clauses[0]!;
const put: PollCommand = clauseVote(draftId, clauseId, 60);

function pollOf(world: RuleWorld): Poll {
  const poll = Object.values(world.sitting.poll.polls).at(-1);
  if (poll === undefined) throw new Error('no poll');
  return poll;
}

function closeWith(world: RuleWorld, ballots: readonly CountedBallot[], by: 'amina' | 'server' = 'amina') {
  const sealed = world.sealedWith(ballots);
  return world.do(by, { type: 'poll.close', pollId: pollOf(world).pollId }, { sealed });
}

describe('putting a clause to the vote', () => {
  test('[POLL-1] a frozen clause is put; nothing else is', () => {
    const outcome = (world: RuleWorld, command: PollCommand = put) => {
      const decided = world.decide('amina', command);
      return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
    };
    expect(outcome(openedWorld())).toBe('clause-not-frozen');
    expect(outcome(frozenWorld())).toBe('poll.opened draft.clause-put');
    expect(outcome(frozenWorld(), clauseVote(draftId, idNumber('clause', 9), 60))).toBe('clause-not-frozen');
    expect(outcome(frozenWorld(), clauseVote(idNumber('draft', 9), clauseId, 60))).toBe('clause-not-frozen');
    expect(outcome(votingWorld())).toBe('poll-is-open');
    const paused = frozenWorld();
    paused.do('amina', { type: 'sitting.pause', minutes: null });
    expect(outcome(paused)).toBe('sitting-not-open');
    const decided = votingWorld();
    closeWith(decided, [{ seatId: decided.seatOf('chen'), choice: 'yes' }]);
    expect(outcome(decided)).toBe('clause-not-frozen');
  });

  test('[POLL-2] one decision is taken at a time', () => {
    const world = votingWorld();
    world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: clauses[1]! });
    expect(world.decide('gani', clauseVote(draftId, clauses[1]!, 60))).toEqual({ ok: false, code: 'poll-is-open' });
  });

  test('[POLL-1] the quorum is counted again as the vote opens, and somebody must have a vote', () => {
    const world = frozenWorld();
    world.do('dara', { type: 'sitting.declare-presence', where: 'absent' });
    expect(world.decide('amina', put)).toEqual({ ok: false, code: 'no-quorum', params: { present: 1, needed: 2 } });
    for (const name of ['chen', 'dara'] as const) {
      world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf(name) });
    }
    expect(world.decide('amina', put)).toEqual({ ok: false, code: 'nobody-may-vote' });
  });

  test('[POLL-3] the electorate is the seats as they stood at opening', () => {
    const world = votingWorld();
    const before = pollOf(world);
    expect(before).toMatchObject({ entitled: 2, presentAtOpening: 2, seats: 3 });
    world.do('amina', { type: 'sitting.give-seat', personId: people.fay, right: 'deciding', weight: 5 });
    world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('chen') });
    world.do('dara', { type: 'sitting.declare-presence', where: 'absent' });
    expect(pollOf(world)).toEqual(before);
    expect(electorOf(before, people.fay)).toBeNull();
    expect(electorOf(before, people.chen)).toMatchObject({ right: 'deciding', present: true });
  });

  test('[POLL-4] the words voted on are those that were frozen, by their hash', () => {
    const { subject, paperHash } = pollOf(votingWorld());
    expect(subject).toEqual({ of: 'clauses', draftId, clauses: [{ clauseId, paperHash: clauseFacts.paperHash }] });
    expect(paperHash).toBe(clauseFacts.paperHash);
  });
});

describe('extending and closing', () => {
  test('[POLL-5] more time is added to what is left, or from now when the time is over', () => {
    const world = votingWorld();
    const { pollId, closesAt } = pollOf(world);
    world.do('amina', { type: 'poll.extend', pollId, seconds: 30 });
    expect(pollOf(world).closesAt).toBe(closesAt + 30_000);
    world.now = closesAt + 100_000;
    world.do('amina', { type: 'poll.extend', pollId, seconds: 30 });
    expect(pollOf(world).closesAt).toBe(closesAt + 130_000);
  });

  test('[POLL-6] a deadline closes a vote whose time is over, and not one that was given more time meanwhile', () => {
    const world = votingWorld();
    const { pollId, closesAt } = pollOf(world);
    world.now = closesAt - 1;
    expect(world.decide('server', { type: 'poll.close', pollId })).toEqual({ ok: false, code: 'poll-is-open' });
    expect(world.decide('amina', { type: 'poll.close', pollId }).ok).toBe(true);
    world.now = closesAt;
    expect(world.decide('server', { type: 'poll.close', pollId }).ok).toBe(true);
  });

  test('[POLL-7] a closed vote is closed for good, an unknown one is unknown', () => {
    const world = votingWorld();
    const { pollId } = pollOf(world);
    closeWith(world, []);
    expect(world.decide('amina', { type: 'poll.close', pollId })).toEqual({ ok: false, code: 'poll-not-open' });
    expect(world.decide('amina', { type: 'poll.extend', pollId, seconds: 10 })).toEqual({
      ok: false,
      code: 'poll-not-open',
    });
    const unknown = idNumber('poll', 99);
    expect(world.decide('amina', { type: 'poll.close', pollId: unknown })).toEqual({ ok: false, code: 'poll-unknown' });
    expect(world.decide('amina', { type: 'poll.extend', pollId: unknown, seconds: 10 })).toEqual({
      ok: false,
      code: 'poll-unknown',
    });
  });

  test('[POLL-8] closing says what came out and what it means for the clause', () => {
    const outcomes = (['yes', 'no'] as const).map((choice) => {
      const world = votingWorld();
      const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice }));
      return closeWith(world, ballots).map(({ type }) => type);
    });
    expect(outcomes).toEqual([
      ['poll.closed', 'draft.clause-adopted'],
      ['poll.closed', 'draft.clause-rejected'],
    ]);
  });

  test('[PERM-3] who may not conduct a vote is told so, whether there is one or not', () => {
    const world = votingWorld();
    const { pollId } = pollOf(world);
    for (const name of ['bo', 'chen', 'jana', 'fay', 'ilyas', 'kamila', 'lev', 'maral', 'hana', 'timur'] as const) {
      for (const id of [pollId, idNumber('poll', 99)]) {
        for (const command of [
          put,
          { type: 'poll.close', pollId: id },
          { type: 'poll.extend', pollId: id, seconds: 9 },
        ]) {
          expect(world.decide(name, command as PollCommand)).toEqual({ ok: false, code: 'not-permitted' });
        }
      }
    }
  });

  test('[SEE-3] the list of electors is the desk’s; where it is hidden a vote is still conducted as far as can be seen', () => {
    const world = votingWorld();
    const { pollId } = pollOf(world);
    for (const audience of ['member', 'stage'] as const) {
      const seen = viewSittingStreamState(world.sitting, audience).poll.polls[pollId];
      expect(seen).toMatchObject({ electors: 'hidden', seats: 3, entitled: 2 });
      expect(electorOf(seen!, people.chen)).toBeNull();
    }
    expect(viewSittingStreamState(world.sitting, 'desk')).toEqual(world.sitting);
    world.sitting = viewSittingStreamState(world.sitting, 'member');
    expect(world.decide('amina', { type: 'poll.close', pollId }, { sealed: 'ask-server' })).toEqual({
      ok: true,
      value: [],
    });
  });
});

describe('ballots', () => {
  const ballot = (world: RuleWorld, paperHash: string = clauseFacts.paperHash) => ({
    pollId: pollOf(world).pollId,
    answer: { kind: 'decision', choice: 'yes' } as const,
    paperHash,
  });

  test('[BALLOT-1] who is in the electorate answers for their seat, who is not has no vote, open or closed', () => {
    const world = votingWorld();
    const admitted = admitBallot(world.sitting.poll, ballot(world), people.chen);
    expect(admitted).toMatchObject({ ok: true, value: { seatId: world.seatOf('chen'), right: 'deciding' } });
    expect(admitBallot(world.sitting.poll, ballot(world), people.jana)).toMatchObject({ value: { right: 'advisory' } });
    for (const name of ['amina', 'gani', 'fay', 'kamila', 'timur'] as const) {
      const refused = { ok: false, code: 'not-entitled' };
      expect(admitBallot(world.sitting.poll, ballot(world, 'b'.repeat(64)), people[name])).toEqual(refused);
    }
    closeWith(world, []);
    expect(admitBallot(world.sitting.poll, ballot(world), people.fay)).toEqual({ ok: false, code: 'not-entitled' });
    expect(admitBallot(world.sitting.poll, ballot(world), people.chen)).toEqual({ ok: false, code: 'poll-not-open' });
  });

  test('[BALLOT-2] a ballot on other words is not taken', () => {
    const world = votingWorld();
    expect(admitBallot(world.sitting.poll, ballot(world, 'b'.repeat(64)), people.chen)).toEqual({
      ok: false,
      code: 'text-differs',
    });
    expect(admitBallot(world.sitting.poll, { ...ballot(world), pollId: idNumber('poll', 99) }, people.chen)).toEqual({
      ok: false,
      code: 'poll-unknown',
    });
  });
});

describe('the tally', () => {
  const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
  const seats = fc.array(
    fc.record({
      weight: fc.integer({ min: 1, max: 1000 }),
      right: fc.constantFrom('deciding' as const, 'advisory' as const),
      present: fc.boolean(),
      choice: fc.option(fc.constantFrom(...choices)),
    }),
    { maxLength: 60 },
  );
  const deciding = (electors: readonly Elector[]) => electors.filter(({ right }) => right === 'deciding');
  const weightOf = (electors: readonly Elector[]) => electors.reduce((sum, { weight }) => sum + weight, 0);
  interface Drawn {
    readonly weight: number;
    readonly right: SeatRight;
    readonly present: boolean;
    readonly choice: Choice | null;
  }
  const electionOf = (drawn: readonly Drawn[]) => {
    const electors = drawn.map(({ weight, right, present }, place): Elector => ({
      seatId: idNumber('seat', place),
      personId: idNumber('person', place),
      weight,
      right,
      present,
    }));
    const ballots = drawn.flatMap(({ choice }, place): CountedBallot[] =>
      choice === null ? [] : [{ seatId: idNumber('seat', place), choice }],
    );
    return { electors, ballots };
  };

  const sheetOf = (electors: readonly Elector[], ballots: readonly CountedBallot[]) => {
    const ask = { kind: 'decision', rule: usualRule(null) } as const;
    const outcome = outcomeOf({ ask, electors }, boxOf(electors, ballots), nothingSettled);
    if (outcome.kind !== 'decision') throw new Error('a decision was asked for');
    return outcome.sheet;
  };

  test(`[BALLOT-3] yes, no, abstained and not voted add up to all deciding weight; advisory ones stand apart (ORTAQ_SEED=${String(seed)})`, () => {
    fc.assert(
      fc.property(seats, (drawn) => {
        const { electors, ballots } = electionOf(drawn);
        const { whole: tally, advisory: asked } = sheetOf(electors, ballots);
        const notVoted = deciding(electors).filter(({ seatId }) => !ballots.some((one) => one.seatId === seatId));
        const weight = weightOf(deciding(electors));
        expect(tally.yes + tally.no + tally.abstain + weightOf(notVoted)).toBe(weight);
        expect(tally.entitled).toBe(weight);
        expect(tally.present).toBeGreaterThanOrEqual(tally.yes + tally.no + tally.abstain);
        expect(tally.present).toBeLessThanOrEqual(tally.entitled);
        const advisory = new Set(electors.filter(({ right }) => right === 'advisory').map(({ seatId }) => seatId));
        const without = sheetOf(
          deciding(electors),
          ballots.filter(({ seatId }) => !advisory.has(seatId)),
        );
        expect(tally).toEqual(without.whole);
        const cast = electors.filter(
          ({ seatId }) => advisory.has(seatId) && ballots.some((one) => one.seatId === seatId),
        );
        expect(asked.yes + asked.no + asked.abstain).toBe(weightOf(cast));
      }),
      { seed },
    );
  });

  test(`[BALLOT-3] the order of ballots and of the electorate does not matter (ORTAQ_SEED=${String(seed)})`, () => {
    const shuffled = seats.chain((drawn) => {
      const { electors, ballots } = electionOf(drawn);
      return fc.record({
        electors: fc.constant(electors),
        ballots: fc.constant(ballots),
        otherElectors: fc.shuffledSubarray(electors, { minLength: electors.length }),
        otherBallots: fc.shuffledSubarray(ballots, { minLength: ballots.length }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ electors, ballots, otherElectors, otherBallots }) => {
        expect(sheetOf(otherElectors, otherBallots)).toEqual(sheetOf(electors, ballots));
      }),
      { seed },
    );
  });

  test('[BALLOT-3] a weight counts as so many seats of one', () => {
    const one = (place: number, weight: number): Elector => ({
      seatId: idNumber('seat', place),
      personId: idNumber('person', place),
      weight,
      right: 'deciding',
      present: true,
    });
    const whole = sheetOf([one(1, 3)], [{ seatId: idNumber('seat', 1), choice: 'no' }]);
    const parts = [1, 2, 3].map((place) => ({ seatId: idNumber('seat', place), choice: 'no' as const }));
    expect(sheetOf([one(1, 1), one(2, 1), one(3, 1)], parts)).toEqual(whole);
  });

  test('a ballot of a seat that is not in the electorate, or a second one of a seat, is our own fault', () => {
    const yes: CountedBallot = { seatId: idNumber('seat', 1), choice: 'yes' };
    expect(() => boxOf([], [yes])).toThrow('not in the electorate');
    const elector: Elector = { seatId: yes.seatId, personId: people.chen, weight: 1, right: 'deciding', present: true };
    expect(() => boxOf([elector], [yes, yes])).toThrow('two ballots');
  });
});
