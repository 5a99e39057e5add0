/** Does a comment ever point to other words than its own, whatever is edited? What other words are, `comment-world.ts` says. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Thread } from '../../shared/comment/comment.ts';
import { quotedPart } from '../../shared/comment/quote-place.ts';
import { placeThreads } from '../../shared/comment/thread-places.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { clauseRuns, clausesOf, openTextDoc, openUndo } from '../../shared/draft/clause-text.ts';
import {
  commentWords,
  deleteWords,
  insertWords,
  joinClauses,
  moveClause,
  removeClause,
  restoreClause,
  seedDraft,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { draftId, idNumber } from '../rule-world.ts';
import { playComments } from './comment-world.ts';
import { keptSeeds } from './kept-seeds.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const edits = Number(process.env['ORTAQ_EDITS'] ?? (process.env['ORTAQ_SOAK'] === '1' ? 400_000 : 10_000));
/** A text of a thousand edits is still one of several clauses, with words; after ten thousand all is joined, and most is gone. */
const editsOfText = 1_000;

describe(`comments and their words (ORTAQ_SEED=${String(seed)})`, () => {
  test(
    `[COMM-6] ${String(edits)} random edits by four pages and a server: no comment points to other words, and those whose words are gone say so`,
    { timeout: 3_600_000 },
    () => {
      const total = { threads: 0, stood: 0, words: 0, gone: 0, lost: 0 };
      for (let done = 0; done < edits; done += editsOfText) {
        const textSeed = seed + done / editsOfText;
        const length = Math.min(editsOfText, edits - done);
        const { wrong, threads, stood, counts } = playComments(textSeed, length);
        if (wrong !== null) throw new Error(`{ seed: ${String(textSeed)}, edits: ${String(length)} }: ${wrong}`);
        const [count] = counts;
        expect(
          counts.map((other) => JSON.stringify(other)),
          `all pages agree (seed ${String(textSeed)})`,
        ).toEqual(counts.map(() => JSON.stringify(count)));
        total.threads += threads;
        total.stood += stood;
        for (const key of ['words', 'gone', 'lost'] as const) total[key] += count?.[key] ?? 0;
      }
      console.info(`comments after ${String(edits)} edits from seed ${String(seed)}: ${JSON.stringify(total)}`);
      // The test would show nothing where nothing stands, or nothing goes.
      expect(total.threads).toBeGreaterThan(edits / 50);
      expect(total.stood).toBeGreaterThan(total.threads);
      expect(total.words).toBeGreaterThan(total.threads / 20);
      expect(total.gone).toBeGreaterThan(total.threads / 20);
    },
  );

  test.each(keptSeeds)('[COMM-6] the seed $seed, which found that $found', ({ seed: kept, edits: length }) => {
    expect(playComments(kept, length).wrong).toBeNull();
  });
});

describe('one page, one server', () => {
  function openOne(
    words: string,
    meanwhile: (doc: Y.Doc, id: ClauseId) => void = () => undefined,
  ): {
    readonly doc: Y.Doc;
    readonly undo: Y.UndoManager;
    readonly id: ClauseId;
    thread: Thread;
  } {
    const doc = openTextDoc();
    const id = idNumber('clause', 9_001);
    Y.applyUpdate(doc, seedDraft({ langs: ['ru'], clauses: [{ id, kind: 'operative', body: { ru: words } }] }).update);
    const threadId = idNumber('thread', 9_001);
    const quote = 'площадку';
    const from = words.indexOf(quote);
    const about = {
      is: 'words',
      clauseId: id,
      lang: 'ru',
      quote,
      from,
      to: from + quote.length,
      marked: true,
    } as const;
    const undo = openUndo(doc, [], 0);
    meanwhile(doc, id);
    commentWords(doc, id, 'ru', from, quote.length, threadId);
    return { doc, undo, id, thread: { threadId, draftId, about, notes: [], resolved: null } };
  }
  const placeIn = (doc: Y.Doc, thread: Thread) =>
    placeThreads(
      [thread],
      clausesOf(doc).map((clause) => ({ clause, frozen: null })),
    ).get(thread.threadId);
  const words = 'создать постоянную площадку для диалога';

  test('[COMM-6] split before, within and behind its words, joined again, moved: it stays at them', () => {
    for (const at of [0, 8, words.indexOf('площадку'), words.indexOf('площадку') + 4, words.length]) {
      const { doc, id, thread } = openOne(words);
      const next = idNumber('clause', 9_002);
      splitClause(doc, { id, newId: next, lang: 'ru', at });
      const torn = placeIn(doc, thread);
      expect(torn).toMatchObject({ is: 'words' });
      expect(torn?.is === 'words' ? torn.words.replace(' … ', '') : '').toBe('площадку');
      moveClause(doc, next, null);
      moveClause(doc, next, id);
      joinClauses(doc, { first: id, second: next, lang: 'ru' });
      expect(placeIn(doc, thread)).toMatchObject({ is: 'words', clauseId: id, words: 'площадку' });
    }
  });

  test('[COMM-6] its words deleted, it says so; undone, it has them again', () => {
    const { doc, undo, id, thread } = openOne(words);
    deleteWords(doc, id, 'ru', words.indexOf('площадку'), 8);
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: id });
    // The same word elsewhere is another one.
    insertWords(doc, id, 'ru', 0, 'площадку ');
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: id });
    undo.undo();
    undo.undo();
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'площадку' });
  });

  test('[COMM-6] its clause removed, it says so; put back, it stands again', () => {
    const { doc, id, thread } = openOne(words);
    removeClause(doc, id);
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: null });
    restoreClause(doc, id);
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'площадку' });
  });

  test('[COMM-6] half of its words deleted, it keeps the other half; what is typed within is its own', () => {
    const { doc, id, thread } = openOne(words);
    deleteWords(doc, id, 'ru', words.indexOf('площадку'), 2);
    expect(placeIn(doc, thread)).toMatchObject({ words: 'ощадку' });
    insertWords(doc, id, 'ru', words.indexOf('площадку') + 3, 'XX');
    expect(placeIn(doc, thread)).toMatchObject({ words: 'ощаXXдку' });
  });

  test('[COMM-6] what a page that has not heard of the comment types within its words is theirs', () => {
    const page = openTextDoc();
    const { doc, id, thread } = openOne(words, (seen) => Y.applyUpdate(page, Y.encodeStateAsUpdate(seen)));
    insertWords(page, id, 'ru', words.indexOf('площадку') + 3, 'XX');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(page));
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'плоXXщадку' });
  });

  test('[COMM-6] what such a page types into words that are deleted behind them is not theirs, though the mark lies on it', () => {
    const page = openTextDoc();
    const { doc, id, thread } = openOne(words, (seen, clauseId) => {
      Y.applyUpdate(page, Y.encodeStateAsUpdate(seen));
      deleteWords(seen, clauseId, 'ru', words.indexOf(' для'), words.length);
    });
    insertWords(page, id, 'ru', words.indexOf('диалога'), 'мирного ');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(page));
    expect(clauseRuns(doc, id, 'ru').at(-1)).toMatchObject({ text: 'площадкумирного ', comments: [thread.threadId] });
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'площадку' });
  });

  test('[COMM-6] words torn into single letters are still its own while all of them stand there; what follows is not', () => {
    expect(quotedPart('нуXжнYо сегодня', 'нужно')).toEqual({ from: 0, to: 7 });
    expect(quotedPart('дXляY всего', 'для')).toEqual({ from: 0, to: 4 });
    expect(quotedPart('дXляY для всего', 'для')).toEqual({ from: 6, to: 9 });
    expect(quotedPart('долго гуляя', 'для')).toBeNull();
    expect(quotedPart('дXл всего', 'для')).toBeNull();
  });

  test('[COMM-7] on a closed clause it stands in the frozen words; opened again, where the same words are', () => {
    const { doc, id, thread } = openOne(`  ${words}`);
    const frozen = { ru: [{ text: words }] };
    const [clause] = clausesOf(doc);
    const shown = [{ clause: clause!, frozen }];
    expect(placeThreads([thread], shown).get(thread.threadId)).toMatchObject({ words: 'площадку' });
    const about = { is: 'words', clauseId: id, lang: 'ru', quote: 'диалога', from: 32, to: 39, marked: false } as const;
    const other = { ...thread, threadId: idNumber('thread', 9_002), about };
    expect(placeThreads([other], shown).get(other.threadId)).toMatchObject({ words: 'диалога' });
    expect(placeIn(doc, other)).toMatchObject({ words: 'диалога' });
    deleteWords(doc, id, 'ru', plainText(clauseRuns(doc, id, 'ru')).indexOf('диалога'), 3);
    expect(placeIn(doc, other)).toEqual({ is: 'gone', clauseId: id });
  });
});
