/** Is a clause that was come back to called changed exactly when it says something else than its last vote was about, for whoever looks? */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalClause, canonicalWords } from '../../shared/draft/canonical-text.ts';
import { isChangedSinceVote } from '../../shared/draft/changed-since-vote.ts';
import type { ClauseText } from '../../shared/draft/clause-runs.ts';
import type { PollId } from '../../shared/lib/ids.ts';
import { audiences } from '../../shared/people/audience.ts';
import { viewSittingStreamState } from '../../shared/protocol/features.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { clauseFacts, clauses, draftId, openedWorld, type RuleWorld } from '../rule-world.ts';

const first = clauses[0]!;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const asVoted: ClauseText = {
  id: first,
  order: 'a1',
  parent: null,
  kind: 'operative',
  addressee: { ru: 'Акимату области' },
  due: '2026-12-01',
  removed: false,
  body: { ru: [{ text: 'создать площадку' }], kk: [{ text: 'алаң құрылсын' }] },
};
const otherwise: ClauseText = { ...asVoted, body: { ...asVoted.body, ru: [{ text: 'создать реестр' }] } };

/** Closed for edits with these words. */
function frozen(world: RuleWorld, clause: ClauseText, number = '1'): RuleWorld {
  const bytes = canonicalClause(clause, { number });
  const facts = {
    ...clauseFacts,
    bytes,
    clauseHash: sha256(canonicalWords(clause)),
    paperHash: sha256(bytes),
  };
  const decided = world.decide(
    'amina',
    { type: 'draft.freeze-clause', draftId, clauseId: first },
    { clauseFacts: facts },
  );
  if (!decided.ok) throw new Error(decided.code);
  world.happen(...decided.value);
  return world;
}

function voted(world: RuleWorld, choice: 'yes' | 'no'): RuleWorld {
  world.do('amina', clauseVote(draftId, first, 60));
  const pollId = Object.keys(world.sitting.poll.polls).at(-1) as PollId;
  const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice }));
  world.do('amina', { type: 'poll.close', pollId }, { sealed: world.sealedWith(ballots) });
  return world;
}

function openedAgain(world: RuleWorld): RuleWorld {
  world.do('gani', { type: 'draft.reopen-clause', draftId, clauseId: first, reason: 'ошибка в сроке' });
  return world;
}

/** As the desk, a member and the hall's screen hold the draft. */
function isChanged(world: RuleWorld, clause: ClauseText): boolean {
  const told = audiences.map((audience) => {
    const seen = viewSittingStreamState(world.sitting, audience).draft.drafts[draftId]!;
    return isChangedSinceVote(seen, clause);
  });
  expect(new Set(told).size).toBe(1);
  return told[0]!;
}

describe('[DRAFT-6] a decided clause that was opened again', () => {
  test.each<[string, Partial<ClauseText>, boolean]>([
    ['as it was voted on', {}, false],
    [
      'with spaces and runs that nobody sees',
      { body: { ...asVoted.body, ru: [{ text: 'создать ' }, { text: 'площадку ' }] } },
      false,
    ],
    ['moved to another place', { order: 'z9' }, false],
    ['with other words', { body: otherwise.body }, true],
    ['with other words in one language of two', { body: { ...asVoted.body, kk: [{ text: 'тізілім' }] } }, true],
    ['without one of its languages', { body: { ru: asVoted.body.ru! } }, true],
    ['to somebody else', { addressee: { ru: 'Министерству' } }, true],
    ['by another day', { due: '2027-01-01' }, true],
    ['as a preamble', { kind: 'preamble' }, true],
  ])('%s', (_name, change, expected) => {
    for (const choice of ['yes', 'no'] as const) {
      const world = openedAgain(voted(frozen(openedWorld(), asVoted), choice));
      expect(isChanged(world, { ...asVoted, ...change })).toBe(expected);
    }
  });

  test('is compared with its last vote, also when that was on words of an earlier one', () => {
    const world = openedAgain(voted(frozen(openedWorld(), asVoted), 'yes'));
    openedAgain(voted(frozen(world, otherwise), 'yes'));
    expect([isChanged(world, asVoted), isChanged(world, otherwise)]).toEqual([true, false]);
    openedAgain(voted(frozen(world, asVoted), 'yes'));
    expect([isChanged(world, asVoted), isChanged(world, otherwise)]).toEqual([false, true]);
  });

  test('has other words and no other number: renumbered it says the same', () => {
    const world = openedAgain(voted(frozen(openedWorld(), asVoted, '7'), 'yes'));
    expect(isChanged(world, asVoted)).toBe(false);
  });
});

test('[DRAFT-6] what was never decided is not called changed: an open clause, a closed one that was opened, one whose vote decided nothing', () => {
  expect(isChanged(openedWorld(), otherwise)).toBe(false);
  const thawed = frozen(openedWorld(), asVoted);
  thawed.do('gani', { type: 'draft.thaw-clause', draftId, clauseId: first, reason: 'рано' });
  expect(isChanged(thawed, otherwise)).toBe(false);
  const undecided = frozen(openedWorld(), asVoted);
  undecided.do('amina', clauseVote(draftId, first, 60));
  const pollId = Object.keys(undecided.sitting.poll.polls).at(-1) as PollId;
  undecided.do('amina', { type: 'poll.annul', pollId, reason: 'сбой' });
  undecided.do('gani', { type: 'draft.thaw-clause', draftId, clauseId: first, reason: 'рано' });
  expect(isChanged(undecided, otherwise)).toBe(false);
});
