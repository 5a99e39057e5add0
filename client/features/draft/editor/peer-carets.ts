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

interface Mark {
  readonly className: string;
  readonly colour: string;
  readonly left: number;
  readonly top: number;
  readonly width?: number;
  readonly height: number;
}

/** Where the carets are now; what is answered draws them into `layer`, which lies over the field. */
export function measurePeerCarets(
  view: EditorView,
  text: Y.XmlText,
  layer: HTMLElement,
  peers: readonly PeerCaret[],
): () => void {
  const marks: Mark[] = [];
  const origin = layer.getBoundingClientRect();
  const length = lengthOf(view.state.doc);
  const put = (
    className: string,
    colour: string,
    { left, top, ...size }: { left: number; top: number; width?: number; height: number },
  ): void => void marks.push({ className, colour, left: left - origin.left, top: top - origin.top, ...size });
  for (const peer of peers) {
    const head = offsetOf(text, peer.head);
    const anchor = offsetOf(text, peer.anchor);
    if (head === null || head > length) continue;
    if (anchor !== null && anchor !== head && anchor <= length) {
      const range = layer.ownerDocument.createRange();
      const start = view.domAtPos(Math.min(anchor, head) + 1);
      const end = view.domAtPos(Math.max(anchor, head) + 1);
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset);
      for (const { left, top, width, height } of range.getClientRects())
        put('peer-selection', peer.colour, { left, top, width, height });
    }
    const at = view.coordsAtPos(head + 1, -1);
    put('peer-caret', peer.colour, { left: at.left, top: at.top, height: at.bottom - at.top });
  }
  return () => draw(layer, marks);
}

/** Those that are there are moved: with each letter typed before it a caret goes along. */
function draw(layer: HTMLElement, marks: readonly Mark[]): void {
  marks.forEach(({ className, colour, left, top, width, height }, index) => {
    const known = layer.children[index] as HTMLElement | undefined;
    const mark = known ?? layer.appendChild(layer.ownerDocument.createElement('span'));
    mark.className = className;
    const size = width === undefined ? '' : `width:${width}px;`;
    const style = `--writer:var(${colour});left:${left}px;top:${top}px;${size}height:${height}px`;
    if (mark.dataset['at'] === style) return;
    mark.dataset['at'] = style;
    mark.style.cssText = style;
  });
  while (layer.childElementCount > marks.length) layer.lastElementChild?.remove();
}
