/** What do the keys do in a clause? Inside it what they do everywhere; at its edges what they would do in one long document. */
import { toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import type { Command, Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { clauseSchema } from './clause-schema.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** What reaches beyond one clause. Each answers whether it was done; what was not done is left to the browser. */
export interface ClauseDeeds {
  split(): boolean;
  joinBack(): boolean;
  joinOn(): boolean;
  leave(direction: Direction): boolean;
  toEdge(edge: 'first' | 'last'): boolean;
  move(by: -1 | 1): boolean;
  indent(by: -1 | 1): boolean;
  link(): boolean;
  refer(): boolean;
  undo(): boolean;
  redo(): boolean;
  selectAll(): boolean;
  toggle(mark: 'strong' | 'em'): boolean;
  done(): boolean;
}

export const toggleStrong: Command = toggleMark(clauseSchema.marks['strong']);
export const toggleEm: Command = toggleMark(clauseSchema.marks['em']);

export function clauseKeys(deeds: ClauseDeeds): Plugin {
  const leave =
    (direction: Direction): Command =>
    (state, _dispatch, view) =>
      view !== undefined && state.selection.empty && isAtEdge(view, direction) && deeds.leave(direction);
  return keymap({
    Enter: () => deeds.split(),
    // A clause is one paragraph: a line break in it has no meaning on paper.
    'Shift-Enter': () => true,
    'Mod-Enter': () => true,
    Backspace: (state) => state.selection.empty && state.selection.head === 1 && deeds.joinBack(),
    Delete: (state) => state.selection.empty && state.selection.head === state.doc.content.size - 1 && deeds.joinOn(),
    ArrowUp: leave('up'),
    ArrowDown: leave('down'),
    ArrowLeft: leave('left'),
    ArrowRight: leave('right'),
    'Mod-Home': () => deeds.toEdge('first'),
    'Mod-End': () => deeds.toEdge('last'),
    'Mod-a': () => deeds.selectAll(),
    'Mod-b': () => deeds.toggle('strong'),
    'Mod-i': () => deeds.toggle('em'),
    'Mod-k': () => deeds.link(),
    'Shift-Mod-k': () => deeds.refer(),
    Tab: () => deeds.indent(1),
    'Shift-Tab': () => deeds.indent(-1),
    'Mod-z': () => deeds.undo() || true,
    'Shift-Mod-z': () => deeds.redo() || true,
    'Mod-y': () => deeds.redo() || true,
    'Alt-ArrowUp': () => deeds.move(-1),
    'Alt-ArrowDown': () => deeds.move(1),
    Escape: () => deeds.done(),
  });
}

function isAtEdge(view: EditorView, direction: Direction): boolean {
  const { head } = view.state.selection;
  if (direction === 'left') return head === 1;
  if (direction === 'right') return head === view.state.doc.content.size - 1;
  return view.endOfTextblock(direction);
}
