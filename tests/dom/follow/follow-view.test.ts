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
import { carried, chen, clause, draftId, forum, noon, poll, stream, textId, wordsRu } from '../stage/stage-world.ts';

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
    assembly: { now: () => noon, ticking: noon, can, send, forum, sitting: seen, names: {}, mine: { personId: chen } },
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

  test('[PASTE-3] copies whole clauses as who writes does: with their numbers, and that they are a draft, of when', async () => {
    const page = show(stream(null));
    const entry = page.querySelector(`#${clause.id} .words`)!;
    const copied = async (select: (range: Range) => void): Promise<string> => {
      const range = document.createRange();
      select(range);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      entry.dispatchEvent(new Event('selectstart', { bubbles: true }));
      await import('../../../client/features/draft/reader-copy.ts');
      await Promise.resolve();
      const data = new Map<string, string>();
      const clipboardData = { setData: (type: string, words: string) => data.set(type, words) };
      const event = Object.assign(new Event('copy', { bubbles: true, cancelable: true }), { clipboardData });
      entry.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(data.size > 0);
      return data.get('text/plain') ?? '';
    };
    const whole = await copied((range) => range.selectNodeContents(page));
    expect(whole).toBe(`${ru.draft.mark} ·\u00a012:04, 14 июля\n\n1. ${wordsRu}`);
    const words = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT).nextNode()!;
    // A few words are words: the browser copies them.
    const few = await copied((range) => (range.setStart(words, 0), range.setEnd(words, 7)));
    expect(few).toBe('');
  });

  test('[PROP-1] [COMM-1] reads what is proposed for the text and said of it, when it is asked for', async () => {
    const proposal = {
      proposalId: 'pro_0000000000000001',
      draftId,
      author: chen,
      shownAt: noon,
      addressee: null,
      due: null,
    };
    const about = { is: 'new', kind: 'operative', after: null };
    const proposed = { ...proposal, about, body: { ru: 'открыть реестр' }, state: { is: 'shown' } };
    const note = { noteId: 'not_0000000000000001', by: chen, at: noon, text: 'на сколько лет?', mentions: [] };
    const on = { is: 'words', clauseId: clause.id, lang: 'ru', quote: 'площадку', from: 19, to: 27, marked: false };
    const thread = { threadId: 'thr_0000000000000001', draftId, about: on, notes: [note], resolved: null };
    const seen = {
      ...stream(null),
      proposal: { proposals: { [proposal.proposalId]: proposed } },
      comment: { threads: { [thread.threadId]: thread } },
    } as unknown as SittingStream;
    show(seen);
    expect(screen.queryByText('на сколько лет?')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: ru.follow.said(2) }));
    await vi.waitFor(() => expect(screen.getByText('открыть реестр')).toBeTruthy(), { timeout: 20_000 });
    expect(screen.getByText('на сколько лет?')).toBeTruthy();
  });
});
