/** Do papers say that votes were counted by their weight, and whose seat it was also where a list gave it? */
import { expect, test } from 'vitest';
import type { PersonId } from '../../shared/lib/ids.ts';
import { langs } from '../../shared/lib/lang.ts';
import { openPoll } from '../../shared/poll/poll.ts';
import { paragraphsOf, paragraphText, tablesOf } from '../../shared/papers/document.ts';
import { buildMinutes } from '../../shared/papers/minutes.ts';
import { seatHolders, type PaperPerson } from '../../shared/papers/sitting-record.ts';
import { buildVotingReport } from '../../shared/papers/voting-report.ts';
import { pollWeightSentences, seatWeightSentences } from '../../shared/papers/weight-sentences.ts';
import { idNumber, openedWorld, people, type RuleWorld } from '../rule-world.ts';
import { recordOf } from './world-record.ts';

const named = Object.fromEntries(
  Object.entries(people).map(([name, id]): [PersonId, PaperPerson] => [
    id,
    { name: { ru: name }, organisation: null, title: null },
  ]),
);
const said = 'Голоса считаются по весу: всего голосов – 6, мест с правом голоса – 2.';

function voted(weight: number): RuleWorld {
  const world = openedWorld();
  if (weight > 1) world.do('amina', { type: 'sitting.weigh-seat', seatId: world.seatOf('chen'), weight });
  const subject = { of: 'question', question: { ru: 'Принять?' } } as const;
  world.do('amina', { type: 'poll.open', subject, ask: { kind: 'decision' }, seconds: 60 });
  world.do('amina', { type: 'poll.close', pollId: openPoll(world.sitting.poll)!.pollId });
  return world;
}

test('[SIT-8] minutes and the report say that votes were counted by weight, and nothing of it where each is one', () => {
  const textOf = (world: RuleWorld): readonly string[] => {
    const record = recordOf(world, named);
    return [
      paragraphsOf(buildMinutes(record)).map(paragraphText).join('\n'),
      tablesOf(buildVotingReport(record))
        .flatMap(({ rows }) => rows.flat())
        .join('\n'),
    ];
  };
  for (const text of textOf(voted(5))) expect(text).toContain(said);
  for (const text of textOf(voted(1))) expect(text).not.toContain('по весу');
});

test('[SIT-8] it is said in each language, before the vote and with its result, also to who is not told the electors', () => {
  const world = voted(5);
  const [poll] = Object.values(world.sitting.poll.polls);
  if (poll === undefined || poll.electors === 'hidden') throw new Error('the vote is not there');
  for (const lang of langs) {
    const [sentence] = seatWeightSentences(lang, poll.electors);
    expect(sentence).toMatch(/6.*2/);
    expect(pollWeightSentences(lang, poll)).toEqual([sentence]);
    const hidden = { ...poll, electors: 'hidden', seats: 2 } as const;
    expect(pollWeightSentences(lang, hidden)).toEqual([sentence]);
  }
  const advises = [{ right: 'advisory', weight: 9 }] as const;
  expect(seatWeightSentences('ru', [...advises, { right: 'deciding', weight: 1 }])).toEqual([]);
  expect(pollWeightSentences('ru', { ...poll, ask: { kind: 'here' } })).toEqual([]);
});

test('whoever holds a seat by a list is known to papers as who was given one at the desk', () => {
  const world = openedWorld();
  const seatId = idNumber('seat', 77);
  world.happen({ type: 'sitting.seats-given', seats: [{ seatId, personId: people.fay, right: 'deciding' }] });
  const holders = seatHolders(recordOf(world, named));
  expect(holders.get(seatId)).toBe(people.fay);
  expect(holders.get(world.seatOf('chen'))).toBe(people.chen);
});
