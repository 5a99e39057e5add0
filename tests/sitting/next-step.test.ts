/** Does the moderator's next step lead from a planned sitting to a closed one, and is each step one that the rules allow? */
import { describe, expect, test } from 'vitest';
import { idFromBytes, type IdKind, type IdOf } from '../../shared/lib/ids.ts';
import type { Recorded } from '../../shared/lib/streams.ts';
import { decideSittingStream } from '../../shared/protocol/decide.ts';
import {
  applySittingStream,
  initialSittingStream,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import { commandOf, nextStep, type StepText } from '../../shared/sitting/next-step.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { ListForward } from '../../shared/poll/put-forward.ts';
import { pollArithmetic } from '../../shared/poll/poll-arithmetic.ts';

let made = 0;
function newId<K extends IdKind>(kind: K): IdOf[K] {
  made += 1;
  return idFromBytes(
    kind,
    Uint8Array.from({ length: 10 }, (_, place) => (place === 9 ? made : 0)),
  );
}

const amina = newId('person');
const chen = newId('person');
const draftId = newId('draft');
const forumId = newId('forum');
const texts: StepText[] = (['preamble', 'operative', 'operative', 'operative', 'operative'] as const).map(
  (kind, place) => ({
    id: newId('clause'),
    order: `a${place}V`,
    parent: null,
    kind,
    removed: place === 2,
    empty: place === 3,
  }),
);
const [preamble, first, removed, empty, second] = texts as [StepText, StepText, StepText, StepText, StepText];

const planned: SittingStreamEvent[] = [
  {
    type: 'sitting.planned',
    sittingId: newId('sitting'),
    forumId,
    kind: 'panel',
    title: { ru: 'Панель' },
    startsAt: 0,
    endsAt: 1,
    languages: ['ru'],
    rule: usualRule({ numerator: 1, denominator: 2, strict: true }),
    agenda: (['discussion', 'decision', 'misc'] as const).map((kind) => ({
      itemId: newId('agendaItem'),
      kind,
      title: { ru: kind },
      minutes: 5,
    })),
  },
  { type: 'sitting.role-given', personId: amina, role: 'moderator' },
  { type: 'sitting.seat-given', seatId: newId('seat'), personId: chen, weight: 1, right: 'deciding' },
  { type: 'draft.opened', draftId, textId: newId('text'), title: { ru: 'Проект' } },
];

function after(state: SittingStream, events: readonly SittingStreamEvent[]): SittingStream {
  return events.reduce((held, event) => {
    const recorded: Recorded<SittingStreamEvent> = { seq: 1, at: 1000, actor: amina, event };
    return applySittingStream(held, recorded);
  }, state);
}

const stepOf = (state: SittingStream) =>
  nextStep({ sitting: state.sitting, poll: state.poll, draft: state.draft.drafts[draftId] ?? null, clauses: texts });

/** Does the step as the moderator would, with what the server knows. */
function doStep(state: SittingStream): SittingStream {
  const command = commandOf(stepOf(state));
  if (command === null) throw new Error('there is nothing to do');
  const decided = decideSittingStream(state, command, {
    now: 1000,
    newId,
    actor: { personId: amina, capacities: new Set(['moderator']) },
    forum: { members: { [amina]: { came: 'invited', since: 0 } }, organisers: [] },
    draftFacts: 'ask-server',
    clauseFacts: { textSeq: 1, bytes: '{}', clauseHash: 'c', paperHash: 'p', empty: false, outline: [] },
    outline: 'ask-server',
    quotedWords: 'ask-server',
    madePaper: 'ask-server',
    answers: 'ask-server',
    sealed: { sealedAt: 2000, sealHash: 's', box: { voted: [], ballots: [] } },
    arithmetic: pollArithmetic(() => 'p'),
  });
  if (!decided.ok) throw new Error(`${command.type}: ${decided.code}`);
  return after(state, decided.value);
}

const frozen = (clauseId: StepText['id']): SittingStreamEvent => ({
  type: 'draft.clause-frozen',
  draftId,
  clauseId,
  bytes: '{}',
  clauseHash: '',
  paperHash: 'p',
  textSeq: 1,
});

describe('the way through a sitting', () => {
  test('[NEXT-1] from planned to closed every next step is one the rules allow', () => {
    let state = after(initialSittingStream, planned);
    const way: string[] = [];
    while (stepOf(state).deed !== 'none') {
      const step = stepOf(state);
      const clause = step.deed === 'close-vote' ? step.clause : 'number' in step ? step : null;
      way.push(step.deed + (clause === null ? '' : ` ${String(clause.number)}`));
      // People come once they are let in.
      if (step.deed === 'open-sitting') {
        state = after(state, [{ type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' }]);
      }
      state = doStep(state);
      expect(way.length).toBeLessThan(40);
    }
    expect(way).toEqual([
      'open-lobby',
      'open-sitting',
      'start-item',
      'start-item',
      ...['freeze 1', 'put 1', 'close-vote 1'],
      ...['freeze 3', 'put 3', 'close-vote 3'],
      ...['freeze null', 'put null', 'close-vote null'],
      'start-item',
      'finish-item',
      'close-sitting',
    ]);
    expect(state.sitting.phase).toBe('closed');
    const { clauses } = state.draft.drafts[draftId]!;
    expect(Object.keys(clauses).sort()).toEqual([preamble.id, first.id, second.id].sort());
    expect([removed.id, empty.id].some((id) => clauses[id] !== undefined)).toBe(false);
  });

  test('[NEXT-1] sub-clauses come behind their clause, by the numbers that people hold', () => {
    const sub = { ...second, id: newId('clause'), order: 'a0V', parent: first.id };
    let state = after(initialSittingStream, planned);
    state = after(state, [
      { type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' },
      { type: 'sitting.opened' },
      {
        type: 'draft.numbers-fixed',
        draftId,
        numbers: { [first.id]: '1', [second.id]: '2' },
        why: 'print',
        textSeq: 1,
      },
    ]);
    const frozen = {
      type: 'draft.clause-frozen',
      draftId,
      bytes: '{}',
      clauseHash: '',
      paperHash: 'p',
      textSeq: 1,
    } as const;
    const step = (of: SittingStream) =>
      nextStep({ sitting: of.sitting, poll: of.poll, draft: of.draft.drafts[draftId]!, clauses: [...texts, sub] });
    const both = after(state, [
      { ...frozen, clauseId: sub.id },
      { ...frozen, clauseId: first.id },
    ]);
    expect(step(both)).toMatchObject({ deed: 'put', clauseId: first.id, number: '1' });
    expect(step(after(state, [{ ...frozen, clauseId: sub.id }]))).toMatchObject({
      deed: 'put',
      clauseId: sub.id,
      number: '1.1',
    });
  });

  test('[NEXT-6] in a draft that was closed whole, the whole is put once each clause is decided, and an even whole does not come twice', () => {
    const deciding = planned[0]?.type === 'sitting.planned' ? planned[0].agenda[1]!.itemId : newId('agendaItem');
    const vote = newId('poll');
    const standing = [preamble.id, first.id, second.id];
    const decided = (type: 'draft.clause-adopted' | 'draft.clause-rejected') =>
      standing.map((clauseId): SittingStreamEvent => ({ type, draftId, clauseId, pollId: vote }));
    const closed = after(initialSittingStream, [
      ...planned,
      { type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' },
      { type: 'sitting.opened' },
      { type: 'sitting.item-started', itemId: deciding },
      ...standing.map(frozen),
      { type: 'draft.closed', draftId, order: standing, blank: [], textSeq: 1 },
    ]);
    expect(stepOf(closed)).toMatchObject({ deed: 'put', clauseId: first.id });
    const whole = after(closed, decided('draft.clause-adopted'));
    expect(stepOf(whole)).toEqual({ deed: 'put-whole', draftId, seconds: 60 });
    const put = doStep(whole);
    expect(stepOf(put)).toMatchObject({ deed: 'close-vote', clause: null });
    expect(stepOf(doStep(put)).deed).not.toBe('put-whole');
    // Of what was rejected clause by clause nothing is left to decide as a whole.
    expect(stepOf(after(closed, decided('draft.clause-rejected'))).deed).toBe('start-item');
  });

  test('[NEXT-7] a list that was put forward is opened before anything in it is put singly; once all was taken out, each is', () => {
    const both = [first.id, second.id];
    const state = after(initialSittingStream, [
      ...planned,
      { type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' },
      { type: 'sitting.opened' },
      ...both.map(frozen),
    ]);
    const list: ListForward = {
      draftId,
      opening: {
        type: 'poll.open',
        subject: { of: 'clauses', draftId, clauseIds: both },
        ask: { kind: 'decision' },
        seconds: 60,
      },
      clauses: both.map((clauseId) => ({ clauseId, paperHash: 'p' })),
      takenOut: [],
      stands: 'waiting',
    };
    const put = (takenOut: readonly StepText['id'][]): SittingStream => ({
      ...state,
      poll: {
        ...state.poll,
        forward: { ...list, takenOut: takenOut.map((clauseId) => ({ clauseId, personId: chen, at: 1 })) },
      },
    });
    expect(stepOf(put([]))).toMatchObject({ deed: 'open-list', clauses: 2 });
    expect(stepOf(put([first.id]))).toMatchObject({ deed: 'open-list', clauses: 1 });
    expect(stepOf(doStep(put([])))).toMatchObject({ deed: 'close-vote', clause: null });
    expect(stepOf(put(both))).toMatchObject({ deed: 'put', clauseId: first.id });
  });

  test('[NEXT-2] an open vote comes before everything else', () => {
    let state = after(initialSittingStream, planned);
    state = after(state, [
      { type: 'sitting.presence-noted', personId: chen, where: 'hall', by: 'self' },
      { type: 'sitting.opened' },
    ]);
    const frozen = {
      type: 'draft.clause-frozen',
      draftId,
      clauseId: second.id,
      bytes: '{}',
      clauseHash: '',
      paperHash: 'p',
      textSeq: 1,
    } as const;
    state = after(state, [frozen]);
    expect(stepOf(state)).toMatchObject({ deed: 'put', clauseId: second.id, number: '3', seconds: 60 });
    state = doStep(state);
    expect(stepOf(state)).toMatchObject({ deed: 'close-vote', clause: { clauseId: second.id } });
  });

  test('[NEXT-3] a break ends before anything else goes on', () => {
    const state = after(initialSittingStream, [
      ...planned,
      { type: 'sitting.opened' },
      { type: 'sitting.paused', until: null },
    ]);
    expect(stepOf(state)).toEqual({ deed: 'resume' });
  });

  test('[NEXT-5] closing is not the next step of an item that has just begun, were there never a word to decide', () => {
    const [first, second, last] = planned[0]?.type === 'sitting.planned' ? planned[0].agenda : [];
    const state = after(initialSittingStream, [
      ...planned,
      { type: 'sitting.opened' },
      { type: 'sitting.item-done', itemId: first!.itemId },
      { type: 'sitting.item-done', itemId: second!.itemId },
      { type: 'sitting.item-started', itemId: last!.itemId },
    ]);
    const unwritten = (of: SittingStream) =>
      nextStep({ sitting: of.sitting, poll: of.poll, draft: of.draft.drafts[draftId] ?? null, clauses: [] });
    expect(unwritten(state)).toMatchObject({ deed: 'finish-item', itemId: last!.itemId });
    const finished = after(state, [{ type: 'sitting.item-done', itemId: last!.itemId }]);
    expect(unwritten(finished)).toEqual({ deed: 'close-sitting' });
  });

  test('[NEXT-4] while an item only discusses, no clause is closed for edits by the next step', () => {
    const state = doStep(after(initialSittingStream, [...planned, { type: 'sitting.opened' }]));
    expect(stepOf(state)).toMatchObject({ deed: 'start-item', title: { ru: 'decision' } });
    const withoutText = nextStep({ sitting: state.sitting, poll: state.poll, draft: null, clauses: [] });
    expect(withoutText).toMatchObject({ deed: 'start-item' });
  });
});
