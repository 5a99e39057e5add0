/** Does a field show what the text holds, does what is typed go where it was typed, and does the caret stay with its words? */
import { toggleMark } from 'prosemirror-commands';
import { TextSelection, type EditorState } from 'prosemirror-state';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { idFromBytes } from '../../../shared/lib/ids.ts';
import { bodyText, clauseRuns } from '../../../shared/draft/clause-text.ts';
import { deleteWords, insertWords, markWords, seedDraft } from '../../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../../shared/draft/clause-runs.ts';
import { ClauseBinding, runsOfText } from '../../../client/features/draft/editor/clause-binding.ts';
import { clauseSchema, runsOfDoc } from '../../../client/features/draft/editor/clause-schema.ts';

const clause = idFromBytes('clause', new Uint8Array(10));
const seeded = seedDraft({
  langs: ['ru'],
  clauses: [{ id: clause, kind: 'operative', body: { ru: 'увеличить срок' } }],
});

/** A page with one field and no screen. */
class Page {
  readonly doc = new Y.Doc();
  readonly binding: ClauseBinding;
  state: EditorState;

  constructor(clientId: number) {
    this.doc.clientID = clientId;
    Y.applyUpdate(this.doc, seeded.update);
    this.binding = new ClauseBinding(bodyText(this.doc, clause, 'ru')!);
    this.state = this.binding.state([]);
    this.binding.attach(this);
  }
  updateState(state: EditorState): void {
    this.state = state;
  }
  get words(): string {
    return this.state.doc.textContent;
  }
  /** Places the caret behind the first so many characters. */
  caret(offset: number, to = offset): void {
    this.binding.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, offset + 1, to + 1)));
  }
  type(words: string): void {
    for (const character of words) this.binding.dispatch(this.state.tr.insertText(character));
  }
  remove(from: number, to: number): void {
    this.binding.dispatch(this.state.tr.delete(from + 1, to + 1));
  }
  sync(peer: Page): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(this.doc)), 'peer');
  }
  get caretOffset(): number {
    return this.state.selection.head - 1;
  }
}

function pages(): [Page, Page] {
  return [new Page(2001), new Page(2002)];
}

describe('what is typed', () => {
  test('goes into the text, and opening a field writes nothing', () => {
    const [amina] = pages();
    expect(Y.encodeStateAsUpdate(amina.doc)).toEqual(seeded.update);
    amina.caret(14);
    amina.type(' подачи');
    expect(plainText(clauseRuns(amina.doc, clause, 'ru'))).toBe('увеличить срок подачи');
  });

  test('[PASTE-9] leaves out what no text holds, and field and text stay place by place the same', () => {
    const [amina, bo] = pages();
    const stored = (): string => plainText(clauseRuns(amina.doc, clause, 'ru'));
    amina.caret(9);
    // As keyboards send it: an emoji whole, a joined one, a direction mark, a line end.
    for (const typed of ['\u2764\ufe0f', '\ud83d\udc69\u200d\ud83c\udf3e', '\u202eда\u202c', '\n', '\ufffc']) {
      amina.binding.dispatch(amina.state.tr.insertText(typed));
      expect(amina.words).toBe(stored());
      expect(amina.caretOffset).toBe(amina.words.indexOf(' срок'));
    }
    expect(stored()).toBe('увеличить\u2764\ud83d\udc69\ud83c\udf3eда  срок');
    amina.type('ть');
    bo.sync(amina);
    bo.caret(0);
    bo.type('и ');
    amina.sync(bo);
    expect([amina.words, bo.words]).toEqual([stored(), stored()]);
    // Over a selection, and nothing but what is left out.
    amina.caret(0, 2);
    amina.binding.dispatch(amina.state.tr.insertText('\u200b'));
    expect(stored().startsWith('увеличить')).toBe(true);
    expect([amina.words, amina.caretOffset]).toEqual([stored(), 0]);
  });

  test('keeps its marks on both pages', () => {
    const [amina, bo] = pages();
    amina.caret(0, 9);
    toggleMark(clauseSchema.marks['strong'])(amina.state, (transaction) => amina.binding.dispatch(transaction));
    bo.sync(amina);
    expect(runsOfDoc(bo.state.doc)).toEqual([{ text: 'увеличить', strong: true }, { text: ' срок' }]);
    bo.caret(3, 9);
    toggleMark(clauseSchema.marks['strong'])(bo.state, (transaction) => bo.binding.dispatch(transaction));
    amina.sync(bo);
    expect(runsOfDoc(amina.state.doc)).toEqual([{ text: 'уве', strong: true }, { text: 'личить срок' }]);
  });

  test('does not take over the marks of its neighbour when it is plain', () => {
    const [amina, bo] = pages();
    amina.caret(0, 14);
    toggleMark(clauseSchema.marks['em'])(amina.state, (transaction) => amina.binding.dispatch(transaction));
    amina.caret(14);
    toggleMark(clauseSchema.marks['em'])(amina.state, (transaction) => amina.binding.dispatch(transaction));
    amina.type(' x');
    bo.sync(amina);
    expect(runsOfDoc(bo.state.doc)).toEqual([{ text: 'увеличить срок', em: true }, { text: ' x' }]);
  });
});

describe('the caret', () => {
  test('stays with its words while a peer types before it', () => {
    const [amina, bo] = pages();
    amina.caret(9);
    bo.caret(0);
    bo.type('надо ');
    amina.sync(bo);
    expect(amina.caretOffset).toBe(14);
    amina.type('!');
    expect(amina.words).toBe('надо увеличить! срок');
  });

  test('is not carried away by a peer who types at the same place', () => {
    const [amina, bo] = pages();
    amina.caret(9);
    bo.caret(9);
    amina.type('1');
    bo.type('АБВ');
    amina.sync(bo);
    bo.sync(amina);
    amina.type('2');
    bo.sync(amina);
    expect(amina.words).toContain('12');
    expect(bo.words).toBe(amina.words);
  });

  test('stands where the deletion was when a peer takes its words away', () => {
    const [amina, bo] = pages();
    amina.caret(5);
    bo.remove(2, 10);
    amina.sync(bo);
    expect(amina.caretOffset).toBe(2);
  });
});

describe('a held field', () => {
  test('shows nothing that comes until it is released, and its caret is right then', () => {
    const [amina, bo] = pages();
    amina.binding.hold();
    bo.caret(0);
    bo.type('надо ');
    amina.sync(bo);
    expect(amina.words).toBe('увеличить срок');
    amina.caret(9);
    amina.binding.release();
    expect(amina.words).toBe('надо увеличить срок');
    expect(amina.caretOffset).toBe(14);
  });

  test('puts what is typed into it at the right place of the text', () => {
    const [amina, bo] = pages();
    amina.binding.hold();
    bo.caret(0);
    bo.type('надо ');
    amina.sync(bo);
    amina.caret(9);
    amina.type('!?');
    expect(plainText(runsOfText(amina.binding.text))).toBe('надо увеличить!? срок');
    amina.binding.release();
    expect(amina.words).toBe('надо увеличить!? срок');
    expect(amina.caretOffset).toBe(16);
  });

  test('deletes only what its writer saw, not what a peer put between', () => {
    const [amina, bo] = pages();
    amina.binding.hold();
    bo.caret(4);
    bo.type('XY');
    amina.sync(bo);
    amina.remove(2, 6);
    amina.binding.release();
    expect(amina.words).toBe('увXYить срок');
  });
});

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);

test(`two people edit one clause at random, held and not: both see the text, and nobody's key goes astray (ORTAQ_SEED=${seed})`, () => {
  let x = seed >>> 0;
  const random = (below: number): number => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
  for (let round = 0; round < 150; round++) {
    const both = pages();
    for (let move = 0; move < 40; move++) {
      const me = both[random(2)]!;
      const peer = both[me === both[0] ? 1 : 0];
      const length = me.words.length;
      const what = random(9);
      if (what <= 2) {
        const at = random(length + 1);
        me.caret(at);
        const left = me.words[at - 1];
        me.type('abc'[random(3)]!);
        if (left !== undefined) expect(me.words[me.caretOffset - 2]).toBe(left);
      } else if (what === 3 && length > 2) {
        const from = random(length - 1);
        me.remove(from, Math.min(length, from + 1 + random(4)));
      } else if (what === 4 && length > 2) {
        me.caret(random(length), length);
        toggleMark(clauseSchema.marks[random(2) === 0 ? 'strong' : 'em'])(me.state, (transaction) =>
          me.binding.dispatch(transaction),
        );
      } else if (what === 5) me.binding.hold();
      else if (what === 6) me.binding.release();
      else if (what === 7) {
        insertWords(me.doc, clause, 'ru', random(me.binding.text.length + 1), 'zz');
        deleteWords(me.doc, clause, 'ru', 0, random(2));
        markWords(me.doc, clause, 'ru', 0, 2, 'em', random(2) === 0);
      } else me.sync(peer);
    }
    for (const page of both) {
      page.binding.release();
      expect(runsOfDoc(page.state.doc)).toEqual(clauseRuns(page.doc, clause, 'ru'));
    }
    both[0].sync(both[1]);
    both[1].sync(both[0]);
    expect(both[0].words).toBe(both[1].words);
    for (const page of both) expect(runsOfDoc(page.state.doc)).toEqual(clauseRuns(page.doc, clause, 'ru'));
  }
});
