/** May a clause be taken out of a list until its vote opens, and what becomes of it? */
import { expect, test } from 'vitest';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import { stillTakenOut, waitingList } from '../../shared/poll/put-forward.ts';
import { stagePicture } from '../../shared/stage/stage.ts';
import { clauses, draftId, frozenWorld, people, type Name, type RuleWorld } from '../rule-world.ts';

const [first, second] = [clauses[0]!, clauses[1]!];
const opening: PollOpening = {
  type: 'poll.open',
  subject: { of: 'clauses', draftId, clauseIds: [first, second] },
  ask: { kind: 'decision' },
  seconds: 60,
};

function forwarded(): RuleWorld {
  const world = frozenWorld();
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: second });
  world.do('amina', { type: 'poll.put-forward', opening });
  return world;
}
function refusalOf(world: RuleWorld, who: Name, command: SittingStreamCommand): string {
  const decided = world.decide(who, command);
  return decided.ok ? 'ok' : decided.code;
}
const pollOf = (world: RuleWorld): Poll => Object.values(world.sitting.poll.polls).at(-1)!;
const takeOut = (clauseId: typeof first) => ({ type: 'poll.take-out', clauseId }) as const;

test('[TAKE-1] several closed clauses are put forward, once, by who runs the sitting; the hall’s screen shows them', () => {
  const world = frozenWorld();
  const forward = { type: 'poll.put-forward', opening } as const;
  expect(refusalOf(world, 'amina', forward)).toBe('clause-not-frozen');
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: second });
  expect(refusalOf(world, 'chen', forward)).toBe('not-permitted');
  const subject = { of: 'clauses', draftId, clauseIds: [first] } as const;
  expect(
    refusalOf(world, 'amina', { ...forward, opening: { ...opening, subject: { ...subject, clauseIds: [first] } } }),
  ).toBe('list-of-one');
  world.do('amina', forward);
  expect(refusalOf(world, 'amina', forward)).toBe('list-is-forward');
  expect(stagePicture(world.sitting)).toMatchObject({ shows: 'list', list: { clauses: [{}, {}], takenOut: [] } });
  world.do('amina', { type: 'poll.withdraw-list' });
  expect(stagePicture(world.sitting).shows).not.toBe('list');
  expect(refusalOf(world, 'chen', takeOut(first))).toBe('nothing-forward');
});

test('[TAKE-1, TAKE-2] a seat takes a clause out by name; the others vote on the rest, and it waits for its own vote', () => {
  const world = forwarded();
  for (const name of ['fay', 'amina', 'gani'] as const)
    expect(refusalOf(world, name, takeOut(second))).toBe('not-permitted');
  // To be voted on by itself decides nothing: an advisory seat asks for it, too.
  expect(refusalOf(world, 'jana', takeOut(second))).toBe('ok');
  world.do('chen', takeOut(second));
  expect(refusalOf(world, 'dara', takeOut(second))).toBe('not-in-list');
  expect(waitingList(world.sitting.poll)).toMatchObject({ takenOut: [{ clauseId: second, personId: people.chen }] });
  world.do('amina', opening);
  expect(pollOf(world).subject).toMatchObject({ clauses: [{ clauseId: first }] });
  expect(waitingList(world.sitting.poll)).toBeNull();
  expect(refusalOf(world, 'dara', takeOut(first))).toBe('nothing-forward');
  const offered = () => stillTakenOut(world.sitting.poll.forward, world.sitting.draft).map(({ clauseId }) => clauseId);
  expect(offered()).toEqual([second]);
  world.do('amina', { type: 'poll.close', pollId: pollOf(world).pollId });
  world.do('amina', { ...opening, subject: { of: 'clauses', draftId, clauseIds: [second] } });
  expect(offered()).toEqual([]);
});

test('[TAKE-2] what was taken out is put among others by no way round: not at once, not after the list was withdrawn, not as announced before', () => {
  const [third] = clauses.slice(2) as [typeof first];
  const among = { ...opening, subject: { ...opening.subject, clauseIds: [second, third] } } as PollOpening;
  const world = forwarded();
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: third });
  world.do('amina', { type: 'announcement.announce', deed: opening });
  world.do('chen', takeOut(second));
  expect(refusalOf(world, 'amina', among)).toBe('taken-out-alone');
  world.do('amina', { type: 'poll.withdraw-list' });
  for (const deed of [opening, among]) expect(refusalOf(world, 'amina', deed)).toBe('taken-out-alone');
  // Put forward again, it may be taken out again.
  expect(refusalOf(world, 'amina', { type: 'poll.put-forward', opening: among })).toBe('ok');
  world.do('amina', { ...opening, subject: { of: 'clauses', draftId, clauseIds: [second] } });
  expect(pollOf(world).subject).toMatchObject({ clauses: [{ clauseId: second }] });
});

test('[TAKE-3] what is taken out after the opening was announced is left out of the vote; of an empty list none opens', () => {
  const world = forwarded();
  world.do('amina', { type: 'announcement.announce', deed: opening });
  world.do('dara', takeOut(first));
  world.do('amina', opening);
  expect(pollOf(world).subject).toMatchObject({ clauses: [{ clauseId: second }] });
  expect(world.sitting.announcement.pending).toBeNull();

  const emptied = forwarded();
  emptied.do('chen', takeOut(first));
  emptied.do('dara', takeOut(second));
  expect(refusalOf(emptied, 'amina', opening)).toBe('nothing-forward');
});

test('[TAKE-2] a later list forgets nothing that was taken out of an earlier one: it stays alone until its vote, or is put forward again', () => {
  const [third] = clauses.slice(2) as [typeof first];
  const listOf = (...clauseIds: (typeof first)[]): PollOpening => ({
    ...opening,
    subject: { of: 'clauses', draftId, clauseIds },
  });
  const offered = (world: RuleWorld) =>
    stillTakenOut(world.sitting.poll.forward, world.sitting.draft).map(({ clauseId }) => clauseId);
  const world = forwarded();
  world.do('amina', { type: 'draft.freeze-clause', draftId, clauseId: third });
  world.do('chen', takeOut(second));
  world.do('amina', { type: 'poll.withdraw-list' });
  world.do('amina', { type: 'poll.put-forward', opening: listOf(first, third) });
  expect(offered(world)).toEqual([second]);
  // It is not told among what was taken out of the new one.
  expect(waitingList(world.sitting.poll)?.takenOut).toEqual([]);
  world.do('dara', takeOut(third));
  world.do('amina', { type: 'poll.withdraw-list' });
  expect(offered(world)).toEqual([second, third]);
  expect(refusalOf(world, 'amina', listOf(first, second))).toBe('taken-out-alone');
  // Put forward again, both are in it; and the vote of its own is what ends it for good.
  world.do('amina', { type: 'poll.put-forward', opening: listOf(second, third) });
  expect(offered(world)).toEqual([]);
  world.do('chen', takeOut(second));
  world.do('amina', { type: 'poll.withdraw-list' });
  world.do('amina', listOf(second));
  expect(offered(world)).toEqual([]);
});
