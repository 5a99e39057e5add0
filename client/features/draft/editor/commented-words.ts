/** On which words of a field has somebody commented? Drawn over them; the words themselves know nothing of it. */
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { Node } from 'prosemirror-model';

/** UTF-16 units of the words. */
export interface CommentedRange {
  readonly from: number;
  readonly to: number;
  readonly threadId: string;
}

const key = new PluginKey<DecorationSet>('commented-words');

/** Keeps the marks at their words while others and oneself type, until it is told anew. */
export function commentedWords(): Plugin<DecorationSet> {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, shown) => {
        const given = transaction.getMeta(key) as readonly CommentedRange[] | undefined;
        if (given !== undefined) return DecorationSet.create(transaction.doc, decorationsOf(transaction.doc, given));
        return shown.map(transaction.mapping, transaction.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Draws these and no others. Those that have gone along with their words, as with each letter typed, are there already. */
export function showCommented(view: EditorView, ranges: readonly CommentedRange[]): void {
  const shown = (key.getState(view.state) ?? DecorationSet.empty).find();
  const asked = decorationsOf(view.state.doc, ranges);
  if (shown.length === asked.length) {
    const has = new Set(shown.map(nameOf));
    if (asked.every((one) => has.has(nameOf(one)))) return;
  }
  view.updateState(view.state.apply(view.state.tr.setMeta(key, ranges)));
}

function nameOf({ from, to, spec }: Decoration): string {
  return `${from} ${to} ${(spec as { threadId: string }).threadId}`;
}

function decorationsOf(doc: Node, ranges: readonly CommentedRange[]): Decoration[] {
  const end = doc.content.size - 1;
  return ranges.flatMap(({ from, to, threadId }) => {
    const [start, stop] = [Math.min(from + 1, end), Math.min(to + 1, end)];
    if (stop <= start) return [];
    return [Decoration.inline(start, stop, { class: 'commented', 'data-threads': threadId }, { threadId })];
  });
}
