/** When does silence consent, and what does an objection do? */
import { describe, expect, test } from 'vitest';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import { resultSentences, resolvedLines } from '../../shared/papers/poll-sentences.ts';
import type { SittingRecord } from '../../shared/papers/sitting-record.ts';
import { admitBallot } from '../../shared/poll/ballot-admission.ts';
import { toBoxed } from '../../shared/poll/poll-answer.ts';
import type { PollCommand, PollOpening } from '../../shared/poll/poll-commands.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import { voteAfterObjection, votesToSettle } from '../../shared/poll/votes-to-settle.ts';
import { viewSittingStreamState } from '../../shared/protocol/features.ts';
import { clauses, draftId, frozenWorld, people, type Name, type RuleWorld } from '../rule-world.ts';

const silence: PollOpening = {
  type: 'poll.open',
  subject: { of: 'clauses', draftId, clauseIds: [clauses[0]!] },
  ask: { kind: 'no-objection' },
  seconds: 15,
};
const objection = (reason: string) => ({ kind: 'objection', reason }) as const;

function asked(): RuleWorld {
  const world = frozenWorld();
  world.do('amina', silence);
  return world;
}
const pollOf = (world: RuleWorld): Poll => Object.values(world.sitting.poll.polls).at(-1)!;
const clauseOf = (world: RuleWorld) => world.sitting.draft.drafts[draftId]?.clauses[clauses[0]!]?.status;

function refusalOf(world: RuleWorld, who: Name | 'server', command: PollCommand, isObjected = false): string {
  const decided = world.decide(who, command, { isObjected });
  return decided.ok ? 'ok' : decided.code;
}

/** The server closes it, with these objections in the box. */
function end(world: RuleWorld, objectors: readonly (readonly [Name, string])[]): Poll {
  const { pollId, closesAt } = pollOf(world);
  const ballots = objectors.map(([name, reason]) => ({
    seatId: world.seatOf(name),
    choice: toBoxed(objection(reason)),
  }));
  if (objectors.length === 0) world.now = closesAt;
  world.do(
    'server',
    { type: 'poll.close', pollId },
    { sealed: world.sealedWith(ballots), isObjected: ballots.length > 0 },
  );
  return pollOf(world);
}

function recordOf(world: RuleWorld): SittingRecord {
  const { sitting, draft, poll, minutes } = world.sitting;
  const names = Object.fromEntries(
    Object.entries(people).map(([name, id]) => [id, { name: { ru: name }, organisation: null, title: null }]),
  );
  return {
    ...{ sitting, draft, poll, minutes, lang: 'ru', people: names, events: [] },
    forum: { ...world.forum.forum },
    rolls: { [pollOf(world).pollId]: [] },
  };
}

describe('silence', () => {
  test('[OBJ-3] consents when its time is over, and the clause is adopted without objection, in these words', () => {
    const world = asked();
    expect(clauseOf(world)).toBe('voting');
    const poll = end(world, []);
    expect(poll.result).toMatchObject({ kind: 'no-objection', isCarried: true, objectors: [], cast: 0 });
    expect(clauseOf(world)).toBe('adopted');
    const record = recordOf(world);
    expect(resultSentences(record, poll)).toEqual(['Решение принято без возражений.']);
    expect(resolvedLines(record, poll)).toHaveLength(1);
    const report = JSON.stringify(buildVotingReport(record));
    expect(report).toContain('Молчание — согласие');
    expect(report).toContain('Решение принято без возражений.');
    expect(report).not.toContain('не голосовал');
  });

  test('[OBJ-3] is ended by nobody before that: not by who runs the sitting, not by the server', () => {
    const world = asked();
    const { pollId, closesAt } = pollOf(world);
    const close = { type: 'poll.close', pollId } as const;
    expect(refusalOf(world, 'amina', close)).toBe('silence-not-over');
    expect(refusalOf(world, 'gani', close)).toBe('silence-not-over');
    expect(refusalOf(world, 'server', close)).toBe('poll-is-open');
    expect(world.decide('amina', { type: 'announcement.announce', deed: close })).toMatchObject({
      code: 'silence-not-over',
    });
    world.do('amina', { type: 'poll.annul', pollId, reason: 'не то' });
    expect(clauseOf(world)).toBe('frozen');
    const again = asked();
    again.now = closesAt;
    expect(refusalOf(again, 'server', { type: 'poll.close', pollId: pollOf(again).pollId })).toBe('ok');
  });

  test('[POLL-1] is asked for only with the quorum, and of closed clauses', () => {
    const world = frozenWorld();
    expect(
      refusalOf(world, 'amina', { ...silence, subject: { of: 'clauses', draftId, clauseIds: [clauses[1]!] } }),
    ).toBe('clause-not-frozen');
    for (const name of ['chen', 'dara'] as const) {
      world.happen({ type: 'sitting.presence-noted', personId: people[name], where: 'absent', by: 'desk' });
    }
    expect(refusalOf(world, 'amina', silence)).toBe('no-quorum');
  });

  test('[OBJ-4] is never asked for without names, nor with a result that waits', () => {
    const world = frozenWorld();
    const question = { ...silence, subject: { of: 'question', question: { ru: 'Перерыв?' } } } as const;
    expect(refusalOf(world, 'amina', { ...question, form: 'unnamed' })).toBe('asked-otherwise');
    expect(refusalOf(world, 'amina', { ...question, counts: 'later' })).toBe('asked-otherwise');
    expect(refusalOf(world, 'amina', question)).toBe('ok');
  });
});

describe('an objection', () => {
  test('[OBJ-1] is taken from a seat that decides, and from no other', () => {
    const world = asked();
    const { pollId, paperHash } = pollOf(world);
    const ballot = { pollId, paperHash, answer: objection('') };
    const admitted = (name: Name) => admitBallot(world.sitting.poll, ballot, people[name]);
    expect(admitted('chen').ok).toBe(true);
    for (const name of ['fay', 'amina'] as const) expect(admitted(name).ok).toBe(false);
    world.happen({
      type: 'sitting.seat-given',
      seatId: world.newId('seat'),
      personId: people.fay,
      weight: 1,
      right: 'advisory',
    });
    world.do('amina', { type: 'poll.annul', pollId, reason: 'ещё раз' });
    world.do('amina', silence);
    const next = pollOf(world);
    expect(admitBallot(world.sitting.poll, { ...ballot, pollId: next.pollId }, people.fay)).toMatchObject({
      code: 'not-entitled',
    });
    const byHand = {
      type: 'poll.enter-by-hand',
      pollId: next.pollId,
      seatId: world.seatOf('fay'),
      answer: objection(''),
      confirmed: true,
    } as const;
    expect(refusalOf(world, 'bo', byHand)).toBe('not-entitled');
    expect(
      admitBallot(world.sitting.poll, { ...ballot, answer: { kind: 'decision', choice: 'no' } }, people.chen),
    ).toMatchObject({ ok: false });
  });

  test('[OBJ-2] ends it undecided; the desk is offered the vote on the same words, once', () => {
    const world = asked();
    const asking = pollOf(world);
    const poll = end(world, [['chen', 'нет сметы']]);
    expect(poll.result).toMatchObject({ isCarried: false, objectors: [world.seatOf('chen')], reasons: ['нет сметы'] });
    expect(clauseOf(world)).toBe('frozen');
    expect(resultSentences(recordOf(world), poll).join(' ')).toMatch(/без голосования.*chen.*нет сметы/);
    expect(resolvedLines(recordOf(world), poll)).toEqual([]);
    const tasks = () => votesToSettle(world.sitting.poll).map((one) => one.tasks);
    expect(tasks()).toEqual([['vote']]);
    world.do('amina', voteAfterObjection(poll, 60));
    expect(pollOf(world)).toMatchObject({
      ask: { kind: 'decision' },
      subject: asking.subject,
      paperHash: asking.paperHash,
      repeats: asking.pollId,
    });
    expect(tasks()).toEqual([]);
  });

  test('[OBJ-2] put to the vote in another way, it is not offered again', () => {
    const world = asked();
    end(world, [['chen', '']]);
    world.do('amina', { ...silence, ask: { kind: 'decision' } });
    expect(votesToSettle(world.sitting.poll)).toEqual([]);
  });

  test('[OBJ-4] stands in the record with its seat; its reason does not reach the hall’s screen', () => {
    const world = asked();
    end(world, [
      ['chen', 'нет сметы'],
      ['dara', '  '],
    ]);
    const seen = (audience: 'desk' | 'member' | 'stage') =>
      JSON.stringify(viewSittingStreamState(world.sitting, audience).poll);
    expect(pollOf(world).result).toMatchObject({ reasons: ['нет сметы'], cast: 2 });
    expect(seen('desk')).toContain('нет сметы');
    expect(seen('member')).toContain('нет сметы');
    expect(seen('stage')).toContain(world.seatOf('dara'));
    expect(seen('stage')).not.toContain('нет сметы');
  });
});
