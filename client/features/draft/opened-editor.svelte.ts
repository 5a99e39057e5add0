/** Is the editor here? It is loaded beside the page for whoever may write, opened for one text and one person, and closed with the page. */
import type { PersonId, TextId } from '../../../shared/lib/ids.ts';
import type { DraftEditor, DraftEditorOptions } from './editor/draft-editor.svelte.ts';

export interface OpenedEditor {
  readonly now: DraftEditor | undefined;
  /** It could not be loaded. */
  readonly isFailed: boolean;
  again(): void;
}

const load = () => import('./editor/open-editor.ts');

/**
 * For the script of a component. `textId`: `null` where nothing may be written. `writer`: whose page it is; what is written is kept under
 * this person, and goes out under no other.
 */
export function openedEditor(
  textId: () => TextId | null,
  writer: () => PersonId | null,
  options: Omit<DraftEditorOptions, 'connection' | 'myPersonId'>,
  onOpen: (editor: DraftEditor) => void,
): OpenedEditor {
  let now = $state.raw<DraftEditor>();
  let isFailed = $state(false);
  let attempt = $state(0);
  // Asked for before anything is drawn: it comes while the clauses are.
  if (textId() !== null) void load().catch(() => undefined);

  // Derived, so that the editor is opened anew only when these change and not whenever what they are read from does.
  const id = $derived(textId());
  const personId = $derived(writer());
  $effect(() => {
    const [ofText, myPersonId] = [id, personId];
    if (ofText === null) return;
    void attempt;
    let opened: DraftEditor | undefined;
    let isOver = false;
    isFailed = false;
    load().then(
      ({ openDraftEditor }) => {
        if (isOver) return;
        opened = openDraftEditor(ofText, { ...options, myPersonId });
        now = opened;
        onOpen(opened);
      },
      () => {
        if (!isOver) isFailed = true;
      },
    );
    return () => {
      isOver = true;
      opened?.close();
      now = undefined;
    };
  });
  return {
    get now() {
      return now;
    },
    get isFailed() {
      return isFailed;
    },
    again: () => void (attempt += 1),
  };
}
