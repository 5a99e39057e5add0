/** What may stand in a clause while it is edited? One paragraph of words with their looks; as runs and as a ProseMirror document. */
import { Schema, type Mark, type Node } from 'prosemirror-model';
import { mergeRuns, toRun, type Marks, type Run } from '../../../../shared/draft/clause-runs.ts';
import type { ClauseId, ThreadId } from '../../../../shared/lib/ids.ts';

export const clauseSchema = new Schema({
  nodes: {
    doc: { content: 'p' },
    p: { content: 'text*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    text: {},
  },
  marks: {
    strong: {
      parseDOM: [{ tag: 'strong' }, { tag: 'b' }],
      toDOM: () => ['strong', 0],
    },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    link: {
      attrs: { href: { validate: 'string' } },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => ({ href: dom.getAttribute('href') ?? '' }) }],
      // No href: a click in a text that is being written puts the caret there and leads nowhere.
      toDOM: (mark) => ['span', { class: 'link', title: String(mark.attrs['href']) }, 0],
    },
    // Over one character, which is never shown: the words of the reference are drawn in its place.
    ref: {
      attrs: { id: { validate: 'string' } },
      inclusive: false,
      toDOM: () => ['span', { class: 'ref' }, 0],
    },
    // Several threads may stand on the same words.
    comment: {
      attrs: { id: { validate: 'string' } },
      inclusive: false,
      excludes: '',
      toDOM: (mark) => ['span', { 'data-thread': String(mark.attrs['id']) }, 0],
    },
  },
});

/** The document of a clause with these words. */
export function docOfRuns(runs: readonly Run[]): Node {
  return clauseSchema.node('doc', null, [clauseSchema.node('p', null, nodesOfRuns(runs))]);
}

/** Text nodes for these words; none for empty runs. */
export function nodesOfRuns(runs: readonly Run[]): Node[] {
  return runs.filter((run) => run.text !== '').map((run) => clauseSchema.text(run.text, marksOf(run)));
}

/** The words of a document. Offset n in them is position n + 1 in it. */
export function runsOfDoc(doc: Node): Run[] {
  const runs: Run[] = [];
  doc.descendants((node) => {
    if (node.isText) runs.push(toRun(node.text ?? '', looksOf(node.marks)));
  });
  // Neighbouring references to one clause are one node here and two references in the text.
  return mergeRuns(runs);
}

/** How many UTF-16 units of words there are. */
export function lengthOf(doc: Node): number {
  return doc.content.size - 2;
}

function marksOf(marks: Marks): Mark[] {
  return [
    ...(marks.strong === true ? [clauseSchema.mark('strong')] : []),
    ...(marks.em === true ? [clauseSchema.mark('em')] : []),
    ...(marks.link !== undefined ? [clauseSchema.mark('link', { href: marks.link })] : []),
    ...(marks.ref !== undefined ? [clauseSchema.mark('ref', { id: marks.ref })] : []),
    ...(marks.comments ?? []).map((id) => clauseSchema.mark('comment', { id })),
  ];
}

function looksOf(marks: readonly Mark[]): Marks {
  const link = marks.find((mark) => mark.type.name === 'link');
  const ref = marks.find((mark) => mark.type.name === 'ref');
  const comments = marks.filter((mark) => mark.type.name === 'comment').map((mark) => mark.attrs['id'] as ThreadId);
  return {
    ...(marks.some((mark) => mark.type.name === 'strong') ? { strong: true as const } : {}),
    ...(marks.some((mark) => mark.type.name === 'em') ? { em: true as const } : {}),
    ...(link !== undefined ? { link: String(link.attrs['href']) } : {}),
    ...(ref !== undefined ? { ref: ref.attrs['id'] as ClauseId } : {}),
    ...(comments.length > 0 ? { comments } : {}),
  };
}
