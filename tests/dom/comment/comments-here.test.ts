/** Is a comment that was begun and not sent there again, for whoever wrote it and nobody else? */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Commenting } from '../../../client/features/comment/commenting.svelte.ts';
import {
  commentsHere,
  commentsPrefix,
  keepComment,
  type MyComment,
} from '../../../client/features/comment/comments-here.ts';
import type { Assembly } from '../../../client/live/assembly.svelte.ts';
import type { Thread } from '../../../shared/comment/comment.ts';
import type { ClauseId, DraftId, NoteId, PersonId, ThreadId } from '../../../shared/lib/ids.ts';

const [chen, dara] = ['per_0000000000000003' as PersonId, 'per_0000000000000004' as PersonId];
const draftId = 'drf_0000000000000001' as DraftId;
const threadId = 'thr_0000000000000001' as ThreadId;
const about = { clauseId: 'cla_0000000000000001' as ClauseId, lang: 'ru', from: 7, quote: 'срок' } as const;
const comment: MyComment = { about, text: 'до осени?', mentions: [dara], lang: 'ru' };

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

describe('what is kept on the device', () => {
  test('is read again as it was written, new comments and replies', () => {
    const reply: MyComment = { about: { threadId }, text: 'согласен', mentions: [], lang: 'kk' };
    keepComment(chen, draftId, comment);
    keepComment(chen, draftId, reply);
    expect([...commentsHere(chen, draftId).values()]).toEqual(expect.arrayContaining([comment, reply]));
  });

  test('[KEEP-2] is one person’s, and one draft’s', () => {
    keepComment(chen, draftId, comment);
    expect(commentsHere(dara, draftId).size).toBe(0);
    expect(commentsHere(chen, 'drf_0000000000000002' as DraftId).size).toBe(0);
    expect(Object.keys(localStorage).every((name) => name.includes(chen))).toBe(true);
  });

  test('is gone when its words are', () => {
    keepComment(chen, draftId, comment);
    keepComment(chen, draftId, { ...comment, text: ' ' });
    expect(localStorage.length).toBe(0);
  });

  test('is not shown when it is nothing that this page would have kept', () => {
    const prefix = commentsPrefix(chen, draftId);
    for (const [place, kept] of ['', '{}', '[]', 'null', '{"text":1}', '{"text":"x","lang":"ru","about":{}}'].entries())
      localStorage.setItem(prefix + String(place), kept);
    expect(commentsHere(chen, draftId).size).toBe(0);
    expect(localStorage.length).toBe(6);
  });
});

describe('who commented', () => {
  function open(threads: readonly Thread[] = []): Commenting {
    const assembly = {
      sitting: { comment: { threads: Object.fromEntries(threads.map((thread) => [thread.threadId, thread])) } },
      mine: { personId: chen },
      names: {},
    };
    const commenting = new Commenting(assembly as unknown as Assembly, draftId);
    commenting.watchKept()();
    return commenting;
  }

  test('finds on a new page what was typed on the one before, and takes it up where it was', () => {
    const before = open();
    before.begin(about);
    before.keep(about, 'до осени?', [dara]);
    expect(before.kept).toEqual([]);
    const after = open();
    expect(after.kept.map(({ text }) => text)).toEqual(['до осени?']);
    after.begin(about);
    expect(after.keptAbout(about)?.mentions).toEqual([dara]);
    expect(after.kept).toEqual([]);
    after.putAside();
    expect(after.kept).toHaveLength(1);
  });

  test('is not offered what was sent, though its answer was not heard, nor what shall not be sent', () => {
    keepComment(chen, draftId, comment);
    const note = { noteId: 'nte_0000000000000001' as NoteId, by: chen, at: 0, text: 'до осени?', mentions: [] };
    const said = { threadId, draftId, about: { is: 'words', ...about }, notes: [note], resolved: null };
    expect(open([said as unknown as Thread]).kept).toEqual([]);
    const commenting = open();
    commenting.begin(about);
    commenting.cancel();
    expect(commenting.kept).toEqual([]);
    expect(localStorage.length).toBe(0);
  });
});
