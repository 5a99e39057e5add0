/** Who comments on what, who answers, who is told, and what is marked? */
import { describe, expect, test } from 'vitest';
import { commentCommandSchema, type CommentCommand } from '../../shared/comment/comment-commands.ts';
import { commentLimits, mentionsWaiting, threadsOf, type Thread } from '../../shared/comment/comment.ts';
import type { QuotedWords } from '../../shared/comment/comment-rules.ts';
import { findQuote } from '../../shared/comment/quote-place.ts';
import { textEditsFor, viewSittingStreamState } from '../../shared/protocol/features.ts';
import {
  clauses,
  draftId,
  frozenWorld,
  idNumber,
  names,
  openedWorld,
  people,
  textId,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';

const start: Extract<CommentCommand, { type: 'comment.start' }> = {
  type: 'comment.start',
  draftId,
  clauseId: clauses[0]!,
  lang: 'ru',
  from: 8,
  quote: 'площадку',
  text: 'какую именно?',
  mentions: [],
};
const place = { from: 8, to: 16 };

function startedWorld(change: Partial<typeof start> = {}, by: Name = 'chen'): RuleWorld {
  const world = openedWorld();
  world.do(by, { ...start, ...change }, { quotedWords: place });
  return world;
}

function onlyThread(world: RuleWorld): Thread {
  const [thread] = Object.values(world.sitting.comment.threads);
  if (thread === undefined) throw new Error('no thread');
  return thread;
}

function outcome(
  world: RuleWorld,
  who: Name | 'server',
  command: CommentCommand,
  quotedWords: QuotedWords = place,
): string {
  const decided = world.decide(who, command, { quotedWords });
  return decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code;
}

const reply = (world: RuleWorld, change: object = {}): CommentCommand => {
  return { type: 'comment.reply', threadId: onlyThread(world).threadId, text: 'постоянную', mentions: [], ...change };
};

describe('[COMM-1] beginning a thread', () => {
  test('on words: they are where the committed text has them', () => {
    const world = startedWorld();
    expect(onlyThread(world)).toMatchObject({
      draftId,
      about: { is: 'words', clauseId: clauses[0], lang: 'ru', quote: 'площадку', from: 8, to: 16, marked: true },
      notes: [{ by: people.chen, text: 'какую именно?', mentions: [] }],
      resolved: null,
    });
  });

  test('on the whole clause, which has no mark', () => {
    const world = openedWorld();
    const [started] = world.do('chen', { ...start, quote: '' }, { quotedWords: 'clause' });
    expect(started).toMatchObject({ about: { is: 'clause', clauseId: clauses[0] } });
    expect(textEditsFor(started!, world.sitting, people.chen)).toBeNull();
  });

  test.each([
    ['gone', start, 'words-changed'],
    ['no-clause', start, 'clause-unknown'],
    ['no-clause', { ...start, quote: '' }, 'clause-unknown'],
    ['ask-server', start, ''],
  ] as const)('words that are %s: %#', (found, command, told) => {
    expect(outcome(openedWorld(), 'chen', command, found)).toBe(told);
  });

  test('who may is the table’s', () => {
    const may = names.filter((name) => outcome(openedWorld(), name, start) === 'comment.started');
    expect(may).toEqual(['gani', 'amina', 'bo', 'chen', 'dara', 'jana', 'ilyas', 'lev', 'maral']);
    expect(outcome(openedWorld(), 'server', start)).toBe('not-permitted');
    expect(outcome(openedWorld(), 'fay', { ...start, draftId: idNumber('draft', 9) })).toBe('not-permitted');
    expect(outcome(openedWorld(), 'chen', { ...start, draftId: idNumber('draft', 9) })).toBe('draft-unknown');
  });

  test('nobody floods the margin: a hundred open threads of one person, two hundred notes in one', () => {
    const world = openedWorld();
    for (let number = 0; number < commentLimits.openThreads; number += 1) world.do('chen', start);
    expect(outcome(world, 'chen', start)).toBe('threads-too-many');
    expect(outcome(world, 'dara', start)).toBe('comment.started');
    const long = startedWorld();
    for (let number = 1; number < commentLimits.notes; number += 1) long.do('dara', reply(long));
    expect(outcome(long, 'dara', reply(long))).toBe('thread-full');
  });

  test('lines are kept, what is not seen is not; the quote is taken as it is', () => {
    const parse = (change: object) => commentCommandSchema.safeParse({ ...start, ...change });
    expect(parse({ text: ' раз \r\n\u202eдва\n\n\n\nтри ', quote: ' а\u00a0' }).data).toMatchObject({
      text: 'раз\nдва\n\nтри',
      quote: ' а\u00a0',
    });
    expect(parse({ text: '\u200b' }).success).toBe(false);
    expect(parse({ text: 'а'.repeat(2_001) }).success).toBe(false);
    expect(parse({ from: -1 }).success).toBe(false);
    expect(parse({ mentions: Array.from({ length: 11 }, (_, n) => idNumber('person', n)) }).success).toBe(false);
  });
});

describe('[COMM-1] the nearest of the same words', () => {
  const words = 'план и план, и ещё план';
  test.each([
    [0, 0],
    [3, 0],
    [4, 7],
    [7, 7],
    [12, 7],
    [14, 19],
    [99, 19],
  ])('asked for at %i, found at %i', (from, found) => {
    expect(findQuote(words, 'план', from)).toEqual({ from: found, to: found + 4 });
  });

  test('others are not there, and nothing is nowhere', () => {
    expect(findQuote(words, 'планы', 0)).toBeNull();
    expect(findQuote(words, '', 0)).toBeNull();
    expect(findQuote('', 'план', 0)).toBeNull();
  });
});

describe('what is marked', () => {
  test('[COMM-2] words of an open clause, in the name of whoever comments', () => {
    const world = openedWorld();
    const before = world.sitting;
    const [started] = world.do('chen', start, { quotedWords: place });
    if (started?.type !== 'comment.started') throw new Error('not started');
    expect(textEditsFor(started, before, people.chen)).toEqual({
      textId,
      by: people.chen,
      edits: [{ edit: 'mark-comment', clauseId: clauses[0], lang: 'ru', ...place, threadId: started.threadId }],
    });
  });

  test('[COMM-7] on a closed clause nothing is: the place in the frozen words is kept', () => {
    const world = frozenWorld();
    expect(outcome(world, 'chen', { ...start, quote: 'реестр' })).toBe('words-changed');
    const [started] = world.do('chen', { ...start, from: 3 }, { quotedWords: 'gone' });
    expect(started).toMatchObject({ about: { is: 'words', quote: 'площадку', from: 8, to: 16, marked: false } });
    expect(textEditsFor(started!, world.sitting, people.chen)).toBeNull();
  });
});

describe('[COMM-3] a thread', () => {
  test('takes replies while it is open', () => {
    const world = startedWorld();
    world.do('dara', reply(world));
    expect(onlyThread(world).notes.map(({ by, text }) => [by, text])).toEqual([
      [people.chen, 'какую именно?'],
      [people.dara, 'постоянную'],
    ]);
    const late = reply(world);
    world.do('chen', { type: 'comment.resolve', threadId: onlyThread(world).threadId });
    expect(outcome(world, 'dara', late)).toBe('thread-resolved');
    expect(outcome(world, 'dara', { ...late, threadId: idNumber('thread', 9) } as CommentCommand)).toBe(
      'thread-unknown',
    );
  });

  test('is resolved and opened again by its author, the desk and the drafting group', () => {
    const world = startedWorld();
    const { threadId } = onlyThread(world);
    const may = names.filter(
      (name) => outcome(world, name, { type: 'comment.resolve', threadId }) === 'comment.resolved',
    );
    expect(may).toEqual(['gani', 'amina', 'bo', 'chen', 'lev']);
    expect(outcome(world, 'amina', { type: 'comment.reopen', threadId })).toBe('thread-open');
    world.do('bo', { type: 'comment.resolve', threadId });
    expect(onlyThread(world).resolved).toEqual({ by: people.bo, at: world.now });
    expect(outcome(world, 'amina', { type: 'comment.resolve', threadId })).toBe('thread-resolved');
    expect(outcome(world, 'dara', { type: 'comment.reopen', threadId })).toBe('not-permitted');
    world.do('chen', { type: 'comment.reopen', threadId });
    expect(onlyThread(world).resolved).toBeNull();
    expect(outcome(world, 'amina', { type: 'comment.resolve', threadId: idNumber('thread', 9) })).toBe(
      'thread-unknown',
    );
    expect(outcome(world, 'dara', { type: 'comment.resolve', threadId: idNumber('thread', 9) })).toBe('not-permitted');
  });

  test('in a closed sitting it stays as it is', () => {
    const world = startedWorld();
    const { threadId, notes } = onlyThread(world);
    world.do('amina', { type: 'sitting.close' });
    const commands: readonly CommentCommand[] = [
      start,
      reply(world),
      { type: 'comment.resolve', threadId },
      { type: 'comment.withdraw', threadId, noteId: notes[0]!.noteId },
    ];
    expect(commands.map((command) => outcome(world, 'chen', command))).toEqual(commands.map(() => 'sitting-closed'));
  });
});

describe('[COMM-4] taking back', () => {
  test('one’s own words go, that there were any stays; a thread without a word is not shown', () => {
    const world = startedWorld({ mentions: [people.dara] });
    const { threadId, notes } = onlyThread(world);
    const withdraw: CommentCommand = { type: 'comment.withdraw', threadId, noteId: notes[0]!.noteId };
    expect(names.filter((name) => outcome(world, name, withdraw) === 'comment.withdrawn')).toEqual(['chen']);
    world.do('dara', reply(world));
    world.do('chen', withdraw);
    expect(onlyThread(world).notes).toMatchObject([{ text: null, mentions: [] }, { text: 'постоянную' }]);
    expect(outcome(world, 'chen', withdraw)).toBe('note-unknown');
    expect(threadsOf(world.sitting.comment, draftId)).toHaveLength(1);
    world.do('dara', { type: 'comment.withdraw', threadId, noteId: onlyThread(world).notes[1]!.noteId });
    expect(threadsOf(world.sitting.comment, draftId)).toEqual([]);
    expect(JSON.stringify(world.sitting.comment)).not.toContain('именно');
  });

  test('also by who may not write any more', () => {
    const world = startedWorld();
    const { threadId, notes } = onlyThread(world);
    world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('chen') });
    expect(outcome(world, 'chen', { type: 'comment.withdraw', threadId, noteId: notes[0]!.noteId })).toBe(
      'comment.withdrawn',
    );
  });
});

describe('[COMM-5] mentions', () => {
  test('are of people of the forum, each once', () => {
    expect(outcome(openedWorld(), 'chen', { ...start, mentions: [people.timur] })).toBe('person-unknown');
    const world = startedWorld({ mentions: [people.dara, people.dara] });
    expect(onlyThread(world).notes[0]?.mentions).toEqual([people.dara]);
  });

  test('are told until they answer', () => {
    const world = startedWorld({ mentions: [people.dara, people.fay] });
    const waiting = (name: Name) => mentionsWaiting(world.sitting.comment, people[name]).map(({ note }) => note.text);
    expect([waiting('dara'), waiting('fay'), waiting('chen')]).toEqual([['какую именно?'], ['какую именно?'], []]);
    world.do('dara', reply(world, { mentions: [people.chen] }));
    expect([waiting('dara'), waiting('fay'), waiting('chen')]).toEqual([[], ['какую именно?'], ['постоянную']]);
    world.do('chen', reply(world, { text: 'ясно', mentions: [people.dara] }));
    expect([waiting('dara'), waiting('chen')]).toEqual([['ясно'], []]);
    world.do('chen', { type: 'comment.resolve', threadId: onlyThread(world).threadId });
    expect([waiting('dara'), waiting('fay')]).toEqual([[], []]);
  });
});

test('[PROP-5] the hall’s screen knows of no comment, everybody else of all', () => {
  const world = startedWorld();
  expect(viewSittingStreamState(world.sitting, 'stage').comment.threads).toEqual({});
  expect(viewSittingStreamState(world.sitting, 'member').comment).toEqual(world.sitting.comment);
});
