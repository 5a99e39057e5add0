/** Does the stage show the one thing that goes on, and never a result by guess? */
import { describe, expect, test } from 'vitest';
import { newDraft, type ClosedClause, type DraftState } from '../../shared/draft/draft.ts';
import type { AgendaItemId, ClauseId, DraftId, PollId, TextId } from '../../shared/lib/ids.ts';
import type { Poll, PollState } from '../../shared/poll/poll.ts';
import type { AgendaItem, SittingPhase } from '../../shared/sitting/sitting.ts';
import { stagePicture, type StageState } from '../../shared/stage/stage.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

const draftId = 'drf_0000000000000001' as DraftId;
const clauseId = 'cla_0000000000000001' as ClauseId;
const bytes =
  '{"addressee":null,"body":{"ru":[{"text":"создать площадку;"}]},"due":null,"kind":"operative","number":1}';

function drafts(status: ClosedClause['status'] | null, frozenAt = 10): DraftState {
  const frozen = { bytes, clauseHash: 'c', paperHash: 'p', textSeq: 1, frozenAt };
  const clauses: Record<string, ClosedClause> = status === null ? {} : { [clauseId]: { status, frozen, pollId: null } };
  const textId = 'txt_0000000000000001' as TextId;
  return { drafts: { [draftId]: { ...newDraft({ draftId, textId, title: {} }), clauses } } };
}

function polls(closedAt: number | null): PollState {
  const pollId = 'pol_0000000000000001' as PollId;
  const sheet = {
    whole: { yes: 2, no: 0, abstain: 0, invalid: 0, present: 2, entitled: 2 },
    groups: [],
    advisory: { yes: 0, no: 0, abstain: 0, invalid: 0 },
  };
  const decision = { outcome: 'carried', needed: 2, steps: [] } as const;
  const poll: Poll = {
    pollId,
    subject: { of: 'clauses', draftId, clauses: [{ clauseId, paperHash: 'p' }] },
    ask: { kind: 'decision', rule: usualRule(null) },
    paperHash: 'p',
    form: 'named',
    isChangeable: true,
    counts: 'at-close',
    openedAt: 20,
    closesAt: 50,
    electors: 'hidden',
    entitled: 2,
    presentAtOpening: 2,
    seats: 2,
    moreTime: [],
    byHand: [],
    hall: [],
    recused: [],
    groups: [],
    closedAt,
    result:
      closedAt === null
        ? null
        : { kind: 'decision', sheet, decision, settlement: null, closedAt, cast: 2, sealHash: 's' },
    annulled: null,
    contests: [],
    minority: [],
    repeats: null,
    published: closedAt !== null,
  };
  return { polls: { [pollId]: poll } };
}

function sitting(phase: SittingPhase, startedAt: number | null = null): StageState['sitting'] {
  const item: AgendaItem = {
    itemId: 'itm_0000000000000001' as AgendaItemId,
    kind: 'decision',
    title: { ru: 'Голосование' },
    minutes: 5,
    state: startedAt === null ? 'pending' : 'active',
    startedAt,
  };
  return { phase, pausedUntil: null, agenda: [item] };
}

const nothing: PollState = { polls: {} };

describe('the stage', () => {
  test.each([
    ['planned', 'planned'],
    ['lobby', 'lobby'],
    ['open', 'item'],
    ['paused', 'break'],
    ['closed', 'closed'],
  ] as const)('[STAGE-1] in a sitting that is %s shows: %s', (phase, shows) => {
    expect(stagePicture({ sitting: sitting(phase), draft: drafts(null), poll: nothing }).shows).toBe(shows);
  });

  test('[STAGE-1] an open vote comes before anything else, with the words that were closed', () => {
    const picture = stagePicture({ sitting: sitting('open', 30), draft: drafts('voting'), poll: polls(null) });
    expect(picture).toMatchObject({ shows: 'vote', clause: { words: { number: '1' } } });
  });

  test('[STAGE-2] a vote whose time is over is a vote until its closing is known', () => {
    // The state has no clock: nothing but the event of closing can make a result of it.
    expect(stagePicture({ sitting: sitting('open'), draft: drafts('voting'), poll: polls(null) }).shows).toBe('vote');
    expect(stagePicture({ sitting: sitting('open'), draft: drafts('adopted'), poll: polls(51) })).toMatchObject({
      shows: 'result',
      result: { kind: 'decision', decision: { outcome: 'carried' } },
    });
  });

  test('[STAGE-1] a result stays until something newer: the next clause is closed for edits, or the next item begins', () => {
    const poll = polls(51);
    expect(stagePicture({ sitting: sitting('open', 30), draft: drafts('adopted'), poll }).shows).toBe('result');
    expect(stagePicture({ sitting: sitting('open', 30), draft: drafts('frozen', 60), poll }).shows).toBe('clause');
    expect(stagePicture({ sitting: sitting('open', 60), draft: drafts('adopted'), poll }).shows).toBe('item');
    expect(stagePicture({ sitting: sitting('paused', 30), draft: drafts('adopted'), poll }).shows).toBe('break');
  });

  test('[STAGE-1] closed as a whole, the draft is shown until something of it is put to the vote, or the next item begins', () => {
    const draft = drafts('frozen', 60);
    const closed: DraftState = {
      drafts: { [draftId]: { ...draft.drafts[draftId]!, phase: 'closed', order: [clauseId], blank: [] } },
    };
    const shown = (startedAt: number, closedAt: number): string =>
      stagePicture({ sitting: sitting('open', startedAt), draft: closed, poll: polls(closedAt) }).shows;
    expect(shown(30, 51)).toBe('draft');
    expect(shown(30, 61)).toBe('result');
    expect(shown(70, 51)).toBe('item');
  });

  test('[STAGE-3] never shows other words than those voted on: with other bytes it shows none', () => {
    const other = drafts('frozen', 10);
    const closed = other.drafts[draftId]!.clauses[clauseId]!;
    const changed: DraftState = {
      drafts: {
        [draftId]: {
          ...other.drafts[draftId]!,
          clauses: { [clauseId]: { ...closed, frozen: { ...closed.frozen, paperHash: 'q' } } },
        },
      },
    };
    expect(stagePicture({ sitting: sitting('open'), draft: changed, poll: polls(null) })).toMatchObject({
      shows: 'vote',
      clause: null,
    });
  });
});
