/** What is said of the words on the bench? So many comments on the first clause, each on words of its own, as the events of a sitting would bring them. */
import { Commenting } from '../../../client/features/comment/commenting.svelte.ts';
import type { Assembly } from '../../../client/live/assembly.svelte.ts';
import type { Thread } from '../../../shared/comment/comment.ts';
import type { ClauseId, DraftId, NoteId, PersonId } from '../../../shared/lib/ids.ts';
import { threadNumbered } from './thread-numbered.ts';

/** `quotes`: the words that each comment was written on. */
export function commentingOn(draftId: DraftId, clauseId: ClauseId, quotes: readonly string[]): Commenting {
  const by = 'per_0000000000000002' as PersonId;
  const threads = quotes.map((quote, index): Thread => ({
    threadId: threadNumbered(index),
    draftId,
    about: { is: 'words', clauseId, lang: 'ru', quote, from: 0, to: quote.length, marked: true },
    notes: [
      {
        noteId: `nte_${String(index).padStart(16, '0')}` as NoteId,
        by,
        at: index,
        text: `О слове «${quote.trim()}» надо договориться до голосования.`,
        mentions: [],
      },
    ],
    resolved: null,
  }));
  // As much of a sitting as reading comments asks for.
  const assembly = {
    sitting: {
      comment: { threads: Object.fromEntries(threads.map((thread) => [thread.threadId, thread])) },
      sitting: { languages: ['ru'], roles: {}, seats: {}, present: {} },
    },
    forum: { members: {} },
    names: { [by]: { name: { ru: 'Бо Серик', kk: 'Бо Серік', en: 'Bo Serik' } } },
    mine: null,
    can: () => ({ ok: true }),
    send: () => Promise.resolve({ ok: true }),
  };
  return new Commenting(assembly as unknown as Assembly, draftId);
}
