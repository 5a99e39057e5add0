/** Does a follower see what the hall sees, the whole text under its draft mark, and a way to be counted where it is allowed? */
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import FollowView from '../../../client/features/follow/FollowView.svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import { announcements } from '../../../client/ui/announcements.svelte.ts';
import type { HeldText } from '../../../client/live/fold.ts';
import { ru } from '../../../shared/i18n/ru.ts';
import type { PollId, TextId } from '../../../shared/lib/ids.ts';
import type { Poll } from '../../../shared/poll/poll.ts';
import { ok, refuse } from '../../../shared/lib/result.ts';
import type { SittingStream } from '../../../shared/protocol/features.ts';
import { carried, chen, clause, forum, noon, poll, stream, textId, wordsRu } from '../stage/stage-world.ts';

const texts = new Map<TextId, HeldText>([[textId, { textSeq: 1, clauses: [clause] }]]);
const send = vi.fn(async () => ok({ seq: 1 }));

beforeEach(() => {
  language.put('ru', ru);
  send.mockClear();
});
afterEach(cleanup);

const show = (seen: SittingStream, mayDeclare = true): HTMLElement => shown(seen, mayDeclare).container;

function shown(seen: SittingStream, mayDeclare = true) {
  const can = () => (mayDeclare ? ok(null) : refuse('sitting-closed'));
  return render(FollowView, {
    assembly: { now: () => noon, ticking: noon, can, send },
    forum,
    stream: seen,
    crowd: null,
    mine: {
      personId: chen,
      forumId: 'for_0000000000000001',
      sittingId: null,
      organiser: false,
      roles: [],
      seats: [],
      poll: null,
    },
    texts,
    line: 'live',
  } as never);
}

describe('a follower', () => {
  test('reads the open vote as text with its clock, and the clause marked in the draft', () => {
    const page = show(stream('voting', { poll }));
    expect(page.querySelector('.hall')?.textContent).toContain(wordsRu);
    expect(page.querySelector('.hall')?.textContent).toContain('0:54');
    expect(page.querySelector('.marked')?.textContent).toContain(wordsRu);
    expect(screen.getByText(`${ru.draft.mark} · 12:04`)).toBeTruthy();
  });

  test('reads the result with what was needed, and the decision among those of today', () => {
    const page = show(
      stream('adopted', { poll: { ...poll, closedAt: carried.closedAt, published: true, result: carried } }),
    );
    expect(page.querySelector('.hall')?.textContent).toContain('нужно 2 из 3 присутствующих');
    expect(screen.getByText(ru.sitting.decidedToday)).toBeTruthy();
  });

  test('[POLL-11] is told of an annulment while another vote is open, once aloud, with the reason', async () => {
    const before: Poll = {
      ...poll,
      pollId: 'pol_0000000000000009' as PollId,
      closedAt: noon - 60_000,
      published: true,
    };
    const open = stream('voting', { poll });
    const withEarlier = (earlier: Poll): SittingStream => ({
      ...open,
      poll: { polls: { [earlier.pollId]: earlier, ...open.poll.polls } },
    });
    const { rerender } = shown(withEarlier({ ...before, result: carried }));
    expect(screen.queryByText(/аннулировано/)).toBeNull();
    const reason = 'голосовали не за тот текст';
    const annulled = withEarlier({ ...before, result: carried, annulled: { at: noon - 1_000, reason } });
    await rerender({ stream: annulled });
    expect(screen.getByText(ru.poll.annulled(reason))).toBeTruthy();
    await vi.waitFor(() => expect(announcements.polite).toContain(reason));
    // When the next vote has closed, it stands among what was decided.
    const closed = { ...poll, closedAt: noon, published: true, result: { ...carried, closedAt: noon } };
    await rerender({ stream: { ...annulled, poll: { polls: { ...annulled.poll.polls, [poll.pollId]: closed } } } });
    expect(screen.getByText(new RegExp(`. ${ru.poll.annulled(reason)}$`))).toBeTruthy();
  });

  test('says *I am here* where it is allowed, and is told where they are counted', async () => {
    show(stream(null));
    await fireEvent.click(screen.getByText('Удалённо'));
    expect(send).toHaveBeenCalledWith({ type: 'sitting.declare-presence', where: 'remote' });
    cleanup();
    show(stream(null, { sitting: { present: { [chen]: { where: 'remote', since: noon, by: 'self' } } } }));
    expect(screen.getByText(ru.sitting.youAreHere(ru.sitting.remotely))).toBeTruthy();
    cleanup();
    show(stream(null, { sitting: { phase: 'closed' } }), false);
    expect(screen.queryByText('Удалённо')).toBeNull();
  });
});
