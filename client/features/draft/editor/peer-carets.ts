/**
 * Where in a clause are the others? A thin line and a tint, laid over the field and never put into it: a mark among the words would
 * cut the word that a phone's keyboard is composing. Names stand beside the clause, so that they never cover words.
 */
import type { EditorView } from 'prosemirror-view';
import * as Y from 'yjs';
import { lengthOf } from './clause-schema.ts';

export interface PeerCaret {
  readonly clientId: number;
  /** A token of the palette, e.g. `--writer-3`. */
  readonly colour: string;
  readonly anchor: Uint8Array;
  readonly head: Uint8Array;
}

/** The offset in the text of an encoded place; `null` when it is not in this text. */
export function offsetOf(text: Y.XmlText, place: Uint8Array): number | null {
  if (text.doc === null) return null;
  try {
    const absolute = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(place), text.doc);
    return absolute?.type === text ? absolute.index : null;
  } catch {
    // A place that this page cannot read, e.g. in words that have not come yet: no caret is shown.
    return null;
  }
}

/** A place as it travels: it stays with the character before it. */
export function placeAt(text: Y.XmlText, offset: number): Uint8Array {
  return Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, Math.min(offset, text.length), -1));
}

/** Draws the carets into `layer`, which lies over the field. */
export function drawPeerCarets(
  view: EditorView,
  text: Y.XmlText,
  layer: HTMLElement,
  peers: readonly PeerCaret[],
): void {
  const marks: HTMLElement[] = [];
  const origin = layer.getBoundingClientRect();
  const length = lengthOf(view.state.doc);
  const { ownerDocument } = layer;
  const put = (
    className: string,
    colour: string,
    box: { left: number; top: number; width?: number; height: number },
  ): void => {
    const mark = ownerDocument.createElement('span');
    mark.className = className;
    mark.style.setProperty('--writer', `var(${colour})`);
    mark.style.left = `${box.left - origin.left}px`;
    mark.style.top = `${box.top - origin.top}px`;
    mark.style.height = `${box.height}px`;
    if (box.width !== undefined) mark.style.width = `${box.width}px`;
    marks.push(mark);
  };
  for (const peer of peers) {
    const head = offsetOf(text, peer.head);
    const anchor = offsetOf(text, peer.anchor);
    if (head === null || head > length) continue;
    if (anchor !== null && anchor !== head && anchor <= length) {
      const range = ownerDocument.createRange();
      const start = view.domAtPos(Math.min(anchor, head) + 1);
      const end = view.domAtPos(Math.max(anchor, head) + 1);
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset);
      for (const box of range.getClientRects()) put('peer-selection', peer.colour, box);
    }
    const at = view.coordsAtPos(head + 1, -1);
    put('peer-caret', peer.colour, { left: at.left, top: at.top, height: at.bottom - at.top });
  }
  layer.replaceChildren(...marks);
}
