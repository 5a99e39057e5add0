/** What may be done about a result: a tie settled, a vote annulled, contested, repeated, entered by hand, published? */
import { describe, expect, test } from 'vitest';
import { tieRules, usualRule, type TieRule } from '../../shared/counting/decision-rule.ts';
import { openPoll, type Poll } from '../../shared/poll/poll.ts';
import { toBoxed, type PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { CountedBallot } from '../../shared/poll/poll-box.ts';
import type { PollCommand, PollOpening } from '../../shared/poll/poll-commands.ts';
import { secondVote, votesToSettle } from '../../shared/poll/votes-to-settle.ts';
import { viewSittingStream, viewSittingStreamState } from '../../shared/protocol/features.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import {
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  openedWorld,
  people,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';

const clauseId = clauses[0]!;
const yes = { kind: 'decision', choice: 'yes' } as const;
const no = { kind: 'decision', choice: 'no' } as const;
const reason = 'объявлено не то';
const question: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв?' } },
  ask: { kind: 'decision' },
  seconds: 60,
};

function pollOf(world: RuleWorld): Poll {
  return Object.values(world.sitting.poll.polls).at(-1)!;
}

function ballotsOf(world: RuleWorld, answers: Partial<Record<Name, PollAnswer>>): readonly CountedBallot[] {
  return (Object.entries(answers) as [Name, PollAnswer][]).map(([name, answer]) => {
    return { seatId: world.seatOf(name), choice: toBoxed(answer) };
  });
}

/** A world whose last poll was closed with these answers, and its box. */
function closed(world: RuleWorld, opening: PollOpening, answers: Partial<Record<Name, PollAnswer>>) {
  world.do('amina', opening);
  const { pollId } = pollOf(world);
  const sealed = world.sealedWith(ballotsOf(world, answers));
  world.do('amina', { type: 'poll.close', pollId }, { sealed });
  return { world, pollId, sealed };
}

function statusOf(world: RuleWorld): string | undefined {
  return world.sitting.draft.drafts[draftId]?.clauses[clauseId]?.status;
}

function refusalOf(world: RuleWorld, name: Name, command: PollCommand): string {
  const decided = world.decide(name, command);
  return decided.ok ? 'ok' : decided.code;
}

describe('a tie', () => {
  function tied(tie: TieRule) {
    const rule = { ...usualRule(null), tie };
    const opening = { ...clauseVote(draftId, clauseId, 60), ask: { kind: 'decision', rule } as const };
    return closed(frozenWorld(), opening, { chen: yes, dara: no });
  }
  const ways = [
    { by: 'chair-casting', vote: 'yes' },
    { by: 'lot', drawn: 'yes' },
  ] as const;

  test('[POLL-10] is settled by what its rule names and by nothing else; until then the clause waits', () => {
    for (const tie of tieRules) {
      for (const settlement of ways) {
        const { world, pollId, sealed } = tied(tie);
        expect(statusOf(world)).toBe(tie === 'rejected' ? 'rejected' : 'voting');
        const decided = world.decide('gani', { type: 'poll.settle', pollId, settlement }, { sealed });
        const expected = tie === 'rejected' ? 'nothing-tied' : tie === settlement.by ? 'ok' : 'settled-otherwise';
        expect([tie, settlement.by, decided.ok ? 'ok' : decided.code]).toEqual([tie, settlement.by, expected]);
      }
    }
  });

  test('[POLL-10] the casting vote is the chair’s own, and decides the clause', () => {
    const { world, pollId, sealed } = tied('chair-casting');
    const cast = (vote: 'yes' | 'no'): PollCommand => {
      return { type: 'poll.settle', pollId, settlement: { by: 'chair-casting', vote } };
    };
    expect(world.decide('amina', cast('yes'), { sealed })).toEqual({ ok: false, code: 'not-permitted' });
    world.do('gani', cast('no'), { sealed });
    expect(statusOf(world)).toBe('rejected');
    expect(pollOf(world).result).toMatchObject({
      settlement: { by: 'chair-casting', vote: 'no' },
      decision: { outcome: 'rejected' },
    });
    expect(world.decide('gani', cast('yes'), { sealed })).toEqual({ ok: false, code: 'nothing-tied' });
  });

  test('[POLL-10] a lot that was drawn in public is typed in', () => {
    const { world, pollId, sealed } = tied('lot');
    world.do('amina', { type: 'poll.settle', pollId, settlement: { by: 'lot', drawn: 'yes' } }, { sealed });
    expect(statusOf(world)).toBe('adopted');
  });

  test('[POLL-10] the second vote is on the same words; even again, it is a rejection', () => {
    const { world, pollId } = tied('revote');
    const first = world.sitting.poll.polls[pollId]!;
    const again = secondVote(first, 30)!;
    // Another question, rule or form is not the second vote.
    for (const other of [{ ask: { kind: 'decision' } }, { form: 'unnamed' }, { counts: 'later' }] as const) {
      expect(refusalOf(world, 'amina', { ...again, ...other })).not.toBe('ok');
    }
    world.do('amina', { type: 'announcement.announce', deed: again });
    expect(openPoll(world.sitting.poll)).toBeNull();
    world.do('server', again);
    expect(world.sitting.announcement.pending).toBeNull();
    const second = pollOf(world);
    expect(second).toMatchObject({ repeats: pollId, subject: first.subject, paperHash: first.paperHash });
    expect(statusOf(world)).toBe('voting');
    const box = world.sealedWith(ballotsOf(world, { chen: yes, dara: no }));
    world.do('amina', { type: 'poll.close', pollId: second.pollId }, { sealed: box });
    expect(pollOf(world).result).toMatchObject({ decision: { outcome: 'rejected' }, settlement: { by: 'revote' } });
    expect(statusOf(world)).toBe('rejected');
    expect(refusalOf(world, 'amina', again)).not.toBe('ok');
    expect(refusalOf(world, 'amina', { ...again, repeats: second.pollId })).not.toBe('ok');
  });

  test('[POLL-10] a question that came out even is voted on once more, and only once', () => {
    const ask = { kind: 'decision', rule: { ...usualRule(null), tie: 'revote' } } as const;
    const { world, pollId } = closed(openedWorld(), { ...question, ask }, { chen: yes, dara: no });
    const again = secondVote(world.sitting.poll.polls[pollId]!, 30)!;
    expect(refusalOf(world, 'amina', { ...again, subject: { of: 'question', question: { ru: 'Конец?' } } })).toBe(
      'poll-unknown',
    );
    closed(world, again, { chen: yes, dara: yes });
    expect(pollOf(world)).toMatchObject({ repeats: pollId, result: { decision: { outcome: 'carried' } } });
    expect(refusalOf(world, 'amina', again)).toBe('poll-unknown');
  });

  test('[POLL-10] of a choice it is settled by a lot among those tied, one tie after the other', () => {
    const opening: PollOpening = {
      ...question,
      ask: {
        kind: 'choice',
        method: { kind: 'single-choice', required: null },
        options: ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: optionId } })),
      },
    };
    const choose = (option: string): PollAnswer => ({ kind: 'choice', option });
    const { world, pollId, sealed } = closed(openedWorld(), opening, { chen: choose('ana'), dara: choose('cho') });
    const draw = (among: string[], drawn: string[]) =>
      world.decide(
        'amina',
        { type: 'poll.settle', pollId, settlement: { by: 'lot-of-options', among, drawn } },
        { sealed },
      );
    expect(draw(['ana', 'ben'], ['ana'])).toMatchObject({ code: 'lot-of-others' });
    expect(draw(['ana', 'cho'], ['ana', 'cho'])).toMatchObject({ code: 'lot-of-another-number' });
    const settlement = { by: 'lot-of-options' as const, among: ['ana', 'cho'], drawn: ['cho'] };
    world.do('amina', { type: 'poll.settle', pollId, settlement }, { sealed });
    expect(pollOf(world).result).toMatchObject({ counted: { outcome: { kind: 'chosen', elected: ['cho'] } } });
    expect(draw(['ana', 'cho'], ['ana'])).toMatchObject({ code: 'nothing-tied' });
  });
});

describe('annulling', () => {
  test('[POLL-11] open or closed, a vote is annulled with a reason: its clause stands as before, the vote in the record', () => {
    const open = frozenWorld();
    open.do('amina', clauseVote(draftId, clauseId, 60));
    const adopted = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {
      chen: yes,
      dara: yes,
    }).world;
    expect(statusOf(adopted)).toBe('adopted');
    for (const world of [open, adopted]) {
      const { pollId } = pollOf(world);
      const annul: PollCommand = { type: 'poll.annul', pollId, reason };
      expect(refusalOf(world, 'bo', annul)).toBe('not-permitted');
      world.do('amina', annul);
      expect(statusOf(world)).toBe('frozen');
      expect(pollOf(world).annulled?.reason).toBe(reason);
      expect(pollOf(world).closedAt).not.toBeNull();
      expect(refusalOf(world, 'amina', annul)).toBe('poll-annulled');
      expect(refusalOf(world, 'amina', { type: 'poll.close', pollId })).toBe('poll-not-open');
      const again = { ...clauseVote(draftId, clauseId, 60), repeats: pollId };
      world.do('amina', again);
      expect(pollOf(world).repeats).toBe(pollId);
    }
  });

  test('[POLL-11] what another vote has decided since stays', () => {
    const { world, pollId } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {});
    expect(statusOf(world)).toBe('rejected');
    world.do('amina', { type: 'poll.annul', pollId, reason });
    const second = closed(world, clauseVote(draftId, clauseId, 60), { chen: yes, dara: yes });
    expect(statusOf(world)).toBe('adopted');
    expect(second.pollId).not.toBe(pollId);
    expect(refusalOf(world, 'amina', { type: 'poll.annul', pollId, reason })).toBe('poll-annulled');
    expect(statusOf(world)).toBe('adopted');
  });

  test('[POLL-11] a vote is held again on the same matter alone: else the record would name another as its repetition', () => {
    const { world, pollId } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {});
    world.do('amina', { type: 'poll.annul', pollId, reason });
    world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: clauses[1]! });
    expect(refusalOf(world, 'amina', { ...question, repeats: pollId })).toBe('poll-unknown');
    expect(refusalOf(world, 'amina', { ...clauseVote(draftId, clauses[1]!, 60), repeats: pollId })).toBe(
      'poll-unknown',
    );
    expect(refusalOf(world, 'amina', { ...clauseVote(draftId, clauseId, 60), repeats: pollId })).toBe('ok');
  });

  test('[POLL-11] a vote is repeated only for one that was annulled, and nothing is annulled after the sitting', () => {
    const { world, pollId } = closed(openedWorld(), question, {});
    expect(refusalOf(world, 'amina', { ...question, repeats: pollId })).toBe('poll-unknown');
    world.do('amina', { type: 'sitting.close' });
    expect(refusalOf(world, 'amina', { type: 'poll.annul', pollId, reason })).toBe('sitting-closed');
    expect(refusalOf(world, 'chen', { type: 'poll.contest', pollId, reason })).toBe('sitting-closed');
  });
});

describe('contesting', () => {
  test('[POLL-12] an elector contests once, after the close', () => {
    const world = frozenWorld();
    world.do('amina', clauseVote(draftId, clauseId, 60));
    const { pollId } = pollOf(world);
    const contest: PollCommand = { type: 'poll.contest', pollId, reason };
    expect(refusalOf(world, 'chen', contest)).toBe('poll-is-open');
    world.do('amina', { type: 'poll.close', pollId });
    world.do('amina', { type: 'sitting.give-seat', personId: people.fay, right: 'deciding', weight: 1 });
    expect(refusalOf(world, 'fay', contest)).toBe('not-entitled');
    expect(refusalOf(world, 'amina', contest)).toBe('not-permitted');
    world.do('jana', contest);
    expect(refusalOf(world, 'jana', contest)).toBe('contested-already');
    expect(pollOf(world).contests).toMatchObject([{ seatId: world.seatOf('jana'), reason, ruling: null }]);
  });

  test('[POLL-12] what came up last stands first, and what came up before another vote ended is older than what goes on', () => {
    const { world, pollId } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), { chen: yes, dara: yes });
    world.do('chen', { type: 'poll.contest', pollId, reason });
    const question: PollCommand = {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: 'Перерыв?' } },
      ask: { kind: 'decision' },
      seconds: 60,
    };
    const told = () => votesToSettle(world.sitting.poll).map(({ poll, isOlder }) => [poll.pollId, isOlder]);
    expect(told()).toEqual([[pollId, false]]);
    world.do('amina', question);
    const later = pollOf(world).pollId;
    world.do('amina', { type: 'poll.close', pollId: later });
    expect(told()).toEqual([[pollId, true]]);
    // Contested only now, the earlier vote is the newest matter.
    world.do('amina', { type: 'poll.annul', pollId: later, reason });
    expect(told()).toEqual([
      [later, false],
      [pollId, true],
    ]);
    world.do('dara', { type: 'poll.contest', pollId, reason });
    expect(told()).toEqual([
      [pollId, false],
      [later, false],
    ]);
  });

  test('[POLL-13] the chair decides after counting again: upheld it stands, with the seal of what was counted', () => {
    const { world, pollId, sealed } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {
      chen: yes,
      dara: yes,
    });
    world.do('chen', { type: 'poll.contest', pollId, reason });
    const seatId = world.seatOf('chen');
    const decide = (verdict: 'uphold' | 'repeat'): PollCommand => {
      return { type: 'poll.decide-contest', pollId, seatId, verdict, reason: 'пересчитано' };
    };
    expect(refusalOf(world, 'amina', decide('uphold'))).toBe('not-permitted');
    expect(refusalOf(world, 'gani', { ...decide('uphold'), seatId: world.seatOf('dara') } as PollCommand)).toBe(
      'contest-unknown',
    );
    world.do('gani', decide('uphold'), { sealed });
    expect(pollOf(world).contests[0]?.ruling).toMatchObject({
      verdict: 'uphold',
      recount: { sealHash: 'seal', isSame: true },
    });
    expect(statusOf(world)).toBe('adopted');
    expect(refusalOf(world, 'gani', decide('uphold'))).toBe('contest-unknown');
  });

  test('[POLL-13] a box that has changed since is told, and a vote to be repeated is void', () => {
    const { world, pollId } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {
      chen: yes,
      dara: yes,
    });
    world.do('chen', { type: 'poll.contest', pollId, reason });
    const sealed = world.sealedWith(ballotsOf(world, { chen: yes, dara: no }));
    const seatId = world.seatOf('chen');
    world.do('gani', { type: 'poll.decide-contest', pollId, seatId, verdict: 'repeat', reason }, { sealed });
    expect(pollOf(world).contests[0]?.ruling).toMatchObject({ verdict: 'repeat', recount: { isSame: false } });
    expect(pollOf(world).annulled?.reason).toBe(reason);
    expect(statusOf(world)).toBe('frozen');
  });

  test('[POLL-13, POLL-11] after the sitting a contest is upheld or not, and nothing becomes void; under signed minutes nothing changes', () => {
    const { world, pollId, sealed } = closed(frozenWorld(), clauseVote(draftId, clauseId, 60), {
      chen: yes,
      dara: yes,
    });
    world.do('chen', { type: 'poll.contest', pollId, reason });
    world.do('amina', { type: 'sitting.close' });
    const seatId = world.seatOf('chen');
    const rule = (verdict: 'uphold' | 'repeat') =>
      world.decide('gani', { type: 'poll.decide-contest', pollId, seatId, verdict, reason }, { sealed });
    expect(rule('repeat')).toEqual({ ok: false, code: 'sitting-closed' });
    expect(rule('uphold').ok).toBe(true);
    world.do('bo', { type: 'minutes.sign', as: 'secretary' });
    expect(rule('uphold')).toEqual({ ok: false, code: 'minutes-signed' });
    expect(refusalOf(world, 'chen', { type: 'poll.publish', pollId })).toBe('not-permitted');
  });
});

describe('by hand', () => {
  test('[POLL-15] the secretary enters a ballot for a seat, once, in a named vote; the event does not say which', () => {
    const world = openedWorld();
    world.do('amina', question);
    const { pollId } = pollOf(world);
    const enter = (name: Name, answer: PollAnswer = yes): PollCommand => {
      return {
        type: 'poll.enter-by-hand',
        pollId,
        seatId: world.seatOf(name),
        answer: answer as never,
        confirmed: true,
      };
    };
    expect(refusalOf(world, 'amina', enter('chen'))).toBe('not-permitted');
    expect(world.do('bo', enter('chen'))).toEqual([
      { type: 'poll.entered-by-hand', pollId, seatId: world.seatOf('chen') },
    ]);
    expect(refusalOf(world, 'bo', enter('chen'))).toBe('already-voted');
    expect(refusalOf(world, 'bo', enter('dara', { kind: 'here' }))).toBe('answer-of-another-kind');
    expect(refusalOf(world, 'bo', { ...enter('dara'), seatId: idNumber('seat', 99) } as PollCommand)).toBe(
      'not-entitled',
    );
    world.do('amina', { type: 'poll.close', pollId });
    expect(refusalOf(world, 'bo', enter('dara'))).toBe('poll-not-open');
    world.do('amina', { ...question, form: 'unnamed' });
    const unnamed = { ...enter('dara'), pollId: pollOf(world).pollId } as PollCommand;
    expect(refusalOf(world, 'bo', unnamed)).toBe('unnamed-by-hand');
  });
});

describe('published later', () => {
  test('[POLL-17] the desk knows the result at the close, the others when it is published', () => {
    const { world, pollId } = closed(openedWorld(), { ...question, counts: 'later' }, { chen: yes, dara: yes });
    const seenBy = (audience: 'desk' | 'member' | 'stage') =>
      viewSittingStreamState(world.sitting, audience).poll.polls[pollId];
    expect(seenBy('desk')?.result).not.toBeNull();
    for (const audience of ['member', 'stage'] as const) {
      expect(seenBy(audience)).toMatchObject({ result: null, published: false, closedAt: pollOf(world).closedAt });
    }
    expect(refusalOf(world, 'chen', { type: 'poll.publish', pollId })).toBe('not-permitted');
    world.do('amina', { type: 'poll.publish', pollId });
    expect(seenBy('member')?.result).toEqual(pollOf(world).result);
    expect(refusalOf(world, 'amina', { type: 'poll.publish', pollId })).toBe('nothing-to-publish');
  });
});

test('[POLL-17] before it is published nothing that is answered or told says what came out: no minority opinion, and no lot', () => {
  for (const choice of [yes, no]) {
    const { world, pollId } = closed(openedWorld(), { ...question, counts: 'later' }, { chen: choice, dara: choice });
    const opinion = { type: 'poll.record-minority', pollId, words: 'против' } as const;
    for (const ownChoice of ['yes', 'no', null]) {
      expect(world.decide('chen', opinion, { ownChoice })).toEqual({ ok: false, code: 'not-published' });
    }
  }
  const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: optionId } }));
  const ask = { kind: 'choice', method: { kind: 'single-choice', required: null }, options } as const;
  const choose = (option: string): PollAnswer => ({ kind: 'choice', option });
  const { world, pollId, sealed } = closed(
    openedWorld(),
    { ...question, ask: { ...ask, options: [...ask.options] }, counts: 'later' },
    { chen: choose('ana'), dara: choose('cho') },
  );
  const settlement = { by: 'lot-of-options' as const, among: ['ana', 'cho'], drawn: ['cho'] };
  const before = world.sitting;
  world.do('amina', { type: 'poll.settle', pollId, settlement }, { sealed });
  const recorded = world.sittingEvents.at(-1)!;
  for (const audience of ['member', 'stage'] as const) {
    expect(viewSittingStream(recorded, before, world.sitting, audience)).toEqual([]);
  }
  expect(viewSittingStream(recorded, before, world.sitting, 'desk')).toEqual([recorded.event]);
});
