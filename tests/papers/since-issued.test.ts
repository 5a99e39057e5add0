/** Does the page of an issued resolution know what of it holds no more? */
import { expect, test } from 'vitest';
import type { PaperId, PollId } from '../../shared/lib/ids.ts';
import type { IssuedPaperNote } from '../../shared/paper/paper.ts';
import { issuedAfter, sinceIssued, type SinceIssued } from '../../shared/papers/since-issued.ts';
import { clauseVote, draftVote } from '../../shared/sitting/next-step.ts';
import { clauses, draftId, openedWorld, type RuleWorld } from '../rule-world.ts';

const [first] = clauses;
const last = (world: RuleWorld): PollId => Object.keys(world.sitting.poll.polls).at(-1) as PollId;
function voted(world: RuleWorld, command: ReturnType<typeof clauseVote>, choice: 'yes' | 'no' = 'yes'): PollId {
  world.do('amina', command);
  const ballots = (['chen', 'dara'] as const).map((name) => ({ seatId: world.seatOf(name), choice }));
  world.do('amina', { type: 'poll.close', pollId: last(world) }, { sealed: world.sealedWith(ballots) });
  return last(world);
}
/** Closed whole, the first clause adopted on its own. */
function begun(): { readonly world: RuleWorld; readonly own: PollId } {
  const world = openedWorld();
  world.do('amina', { type: 'draft.freeze', draftId });
  return { world, own: voted(world, clauseVote(draftId, first!, 60)) };
}
/** A resolution that is issued now; what is asked of it is asked later. */
function issued(world: RuleWorld): () => readonly SinceIssued[] {
  const issuedAt = world.now;
  world.now += 1_000;
  return () => sinceIssued({ kind: 'resolution', of: draftId, issuedAt }, world.sitting);
}
const what = (since: readonly SinceIssued[]): readonly string[] => since.map((one) => one.what);

test('[PAPER-12] the vote on the whole is annulled: the paper that was final says so, one issued before that vote does not', () => {
  const { world } = begun();
  const early = issued(world);
  const whole = voted(world, draftVote(draftId, 'whole', 60));
  const final = issued(world);
  expect(final()).toEqual([]);
  world.do('amina', { type: 'poll.annul', pollId: whole, reason: 'не тот текст' });
  expect(final()).toEqual([{ what: 'whole-annulled', stage: 'whole', at: world.now, reason: 'не тот текст' }]);
  expect(early()).toEqual([]);
});

test('[PAPER-12] a clause’s own vote that is annulled takes nothing from a whole that stands, and is told where none does', () => {
  const { world, own } = begun();
  const early = issued(world);
  const whole = voted(world, draftVote(draftId, 'whole', 60));
  const final = issued(world);
  world.do('amina', { type: 'poll.annul', pollId: own, reason: 'ошиблись' });
  expect([...early(), ...final()]).toEqual([]);
  world.now += 1_000;
  world.do('amina', { type: 'poll.annul', pollId: whole, reason: 'не тот текст' });
  expect(what(final())).toEqual(['whole-annulled']);

  const other = begun();
  const paper = issued(other.world);
  other.world.do('amina', { type: 'poll.annul', pollId: other.own, reason: 'ошиблись' });
  expect(paper()).toMatchObject([{ what: 'clauses-annulled', clauses: ['1'], reason: 'ошиблись' }]);
});

test('[PAPER-12] a clause that is opened again is named by its number in the draft; what was rejected stood in no paper', () => {
  const { world } = begun();
  const paper = issued(world);
  world.do('gani', { type: 'draft.reopen-clause', draftId, clauseId: first!, reason: 'ошибка в сроке' });
  expect(paper()).toMatchObject([{ what: 'clauses-reopened', clauses: ['1'], reason: 'ошибка в сроке' }]);

  const rejected = openedWorld();
  rejected.do('amina', { type: 'draft.freeze', draftId });
  voted(rejected, clauseVote(draftId, first!, 60), 'no');
  const other = issued(rejected);
  rejected.do('gani', { type: 'draft.reopen-clause', draftId, clauseId: first!, reason: 'ещё раз' });
  expect(other()).toEqual([]);
});

test('[PAPER-12] the page leads to what was issued after it fell, in whatever language; of other papers nothing is said', () => {
  const since: readonly SinceIssued[] = [{ what: 'whole-annulled', stage: 'whole', at: 20, reason: '' }];
  const note = (place: number, lang: 'ru' | 'kk'): IssuedPaperNote => ({
    ...{ paperId: `pap_${String(place)}` as PaperId, kind: 'resolution', lang, of: draftId },
    ...{ checkCode: '', issuedAt: place, files: [] },
  });
  const papers = { issued: [note(10, 'ru'), note(30, 'kk')] };
  expect(issuedAfter(papers, papers.issued[0]!, since)).toBe(papers.issued[1]);
  expect(issuedAfter(papers, papers.issued[0]!, [])).toBeNull();
  expect(issuedAfter({ issued: papers.issued.slice(0, 1) }, papers.issued[0]!, since)).toBeNull();
  const { world, own } = begun();
  world.do('amina', { type: 'poll.annul', pollId: own, reason: 'ошиблись' });
  expect(sinceIssued({ kind: 'attendance', of: '', issuedAt: 0 }, world.sitting)).toEqual([]);
});
