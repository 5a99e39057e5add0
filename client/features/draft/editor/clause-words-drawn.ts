/** How are references drawn in a field, and when does an address that was typed become a link? */
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { toLink } from '../../../../shared/draft/clause-marks.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import { clauseSchema } from './clause-schema.ts';

/** Draws each reference in words over its one character; the words are asked anew whenever the field is drawn. */
export function drawnReferences(wordsOf: (id: ClauseId) => string): Plugin {
  return new Plugin({
    props: {
      decorations(state) {
        const drawn: Decoration[] = [];
        state.doc.descendants((node, position) => {
          const ref = node.marks.find((mark) => mark.type.name === 'ref');
          if (!node.isText || ref === undefined) return;
          for (let at = position; at < position + node.nodeSize; at++) {
            const words = wordsOf(ref.attrs['id'] as ClauseId);
            drawn.push(Decoration.inline(at, at + 1, { class: 'ref-words', 'data-words': words }));
          }
        });
        return drawn.length === 0 ? null : DecorationSet.create(state.doc, drawn);
      },
    },
  });
}

/** A space behind an address makes it a link; one undo of the typing takes both away. */
export function linkedAddresses(): Plugin {
  return new Plugin({
    props: {
      handleTextInput(view, from, to, typed) {
        if (typed !== ' ') return false;
        const { doc } = view.state;
        const before = doc.textBetween(1, from, undefined, '\ufffc');
        const address = /(?:https:\/\/|mailto:)\S+$/u.exec(before)?.[0].replace(/[.,;:!?»")\]]+$/u, '');
        const href = address === undefined ? null : toLink(address);
        if (address === undefined || href === null) return false;
        const start = 1 + before.lastIndexOf(address);
        const link = clauseSchema.mark('link', { href });
        if (doc.rangeHasMark(start, start + address.length, link.type)) return false;
        view.dispatch(
          view.state.tr
            .insertText(typed, from, to)
            .addMark(start, start + address.length, link)
            .scrollIntoView(),
        );
        return true;
      },
    },
  });
}
