/** What does a letter cost where nothing hangs on it? An element that the browser edits by itself, or ProseMirror as it comes, in an empty page. */
import { Schema } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

const query = new URLSearchParams(location.search);
const words = query.get('words') ?? '';
const place = document.getElementById('app')!;

if (query.get('with') === 'prosemirror') {
  const schema = new Schema({
    nodes: { doc: { content: 'paragraph' }, paragraph: { content: 'text*', toDOM: () => ['p', 0] }, text: {} },
  });
  const doc = schema.node('doc', null, [schema.node('paragraph', null, schema.text(words))]);
  new EditorView({ mount: place }, { state: EditorState.create({ doc }), attributes: { class: 'field' } });
} else {
  place.className = 'field';
  place.contentEditable = 'true';
  place.textContent = words;
}
