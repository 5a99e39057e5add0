/** Do the papers tell of a decision that was come back to, of the whole draft, and of who was outvoted? */
import { expect, test } from 'vitest';
import { minorityOpinions } from '../../shared/papers/minority-opinions.ts';
import { minutesParagraphs } from '../../shared/papers/minutes.ts';
import { supersededSentences } from '../../shared/papers/poll-sentences.ts';
import type { SittingRecord } from '../../shared/papers/sitting-record.ts';
import { sittingVotes } from '../../shared/papers/sitting-votes.ts';
import type { PollId } from '../../shared/lib/ids.ts';
import { clauseVote, draftVote } from '../../shared/sitting/next-step.ts';
import { clauses, draftId, openedWorld, people, type RuleWorld } from '../rule-world.ts';
import { recordOf as recordOfWorld } from './world-record.ts';

const recordOf = (world: RuleWorld): SittingRecord =>
  recordOfWorld(world, {
    [people.chen]: { name: { ru: 'Чен Ли' }, organisation: { ru: 'ОФ «Родник»' }, title: null },
  });

const last = (world: RuleWorld): PollId => Object.keys(world.sitting.poll.polls).at(-1) as PollId;

function voted(world: RuleWorld, command: ReturnType<typeof clauseVote>, choice: 'yes' | 'no'): void {
  world.do('amina', command);
  const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice }));
  world.do('amina', { type: 'poll.close', pollId: last(world) }, { sealed: world.sealedWith(ballots) });
}

/** Closed whole; the first clause rejected, with an opinion of Chen's. */
function rejectedWorld(): RuleWorld {
  const world = openedWorld();
  world.do('amina', { type: 'draft.freeze', draftId });
  voted(world, clauseVote(draftId, clauses[0]!, 60), 'no');
  world.do('chen', { type: 'poll.record-minority', pollId: last(world), words: 'Срок был реален.' });
  return world;
}

test('[MINOR-1] an opinion stands in the minutes where it was recorded, and behind the resolution with the words that were not adopted', () => {
  const world = rejectedWorld();
  voted(world, draftVote(draftId, 'whole', 60), 'yes');
  const told = minutesParagraphs(recordOf(world)).map(({ lead, words }) => `${lead}${words}`);
  const opinion = told.findIndex((line) => line.startsWith('ОСОБОЕ МНЕНИЕ: Чен Ли, ОФ «Родник»'));
  expect(told[opinion]).toContain('Срок был реален.');
  expect(told.slice(opinion).some((line) => line.includes('в целом'))).toBe(true);
  expect(minorityOpinions(recordOf(world), draftId)).toEqual([
    expect.objectContaining({ who: 'Чен Ли, ОФ «Родник»', words: 'Срок был реален.' }),
  ]);
  expect(minorityOpinions(recordOf(world), draftId)[0]?.about).toContain('«создать площадку»');
});

test('[DRAFT-6] what was come back to says so in the minutes, in the report and in the votes as data, and keeps its words', () => {
  const world = rejectedWorld();
  const pollId = last(world);
  world.do('gani', { type: 'draft.reopen-clause', draftId, clauseId: clauses[0]!, reason: 'ошибка в сроке' });
  const record = recordOf(world);
  const told = minutesParagraphs(record).map(({ words }) => words);
  expect(told.some((line) => line.includes('вернул на доработку') && line.includes('ошибка в сроке'))).toBe(true);
  expect(supersededSentences(record, record.poll.polls[pollId]!)).toHaveLength(1);
  const [vote] = sittingVotes(record).votes;
  expect(vote).toMatchObject({ superseded: { reason: 'ошибка в сроке' }, minority: [{ words: 'Срок был реален.' }] });
  expect(vote?.wordings[0]?.words).toBe('создать площадку');
  // It is no minority of a decision that holds no more.
  expect(minorityOpinions(record, draftId)).toEqual([]);
});
