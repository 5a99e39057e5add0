/** What does *undo mine* take back? My own words and deeds, in all clauses and languages, and never a colleague's words. */
import type * as Y from 'yjs';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import { allClausesOf, clauseText, openUndo } from '../../../../shared/draft/clause-text.ts';
import { restoreClause } from '../../../../shared/draft/clause-text-edit.ts';
import { typedEdit } from './clause-binding.ts';

/** What is typed without a pause of this length is taken back together. */
export const pauseMs = 600;

export interface DraftUndo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes the last deed back; `false` when there is none. */
  undo(): boolean;
  redo(): boolean;
  /** The next change is a deed of its own. */
  separate(): void;
  /** What this changes, in however many transactions, is one deed. */
  together(run: () => void): void;
  close(): void;
}

/** `onChange` is called when what can be undone has changed. `place` notes where the caret is, `goTo` puts it there again. */
export function openDraftUndo<Place>(
  doc: Y.Doc,
  caret: { readonly place: () => Place | null; readonly goTo: (place: Place) => void },
  onChange: () => void = () => undefined,
): DraftUndo {
  const manager = openUndo(doc, [typedEdit], pauseMs);
  let place: Place | null = null;
  // Read before the change: after it the caret stands elsewhere.
  const notePlace = (): void => {
    place = caret.place();
  };
  doc.on('beforeTransaction', notePlace);
  manager.on('stack-item-added', ({ stackItem, type }) => {
    if (type === 'undo' && !stackItem.meta.has('place')) stackItem.meta.set('place', place);
    onChange();
  });
  manager.on('stack-item-popped', onChange);

  /**
   * Undoing a split or a new clause would hide a clause into which a colleague has typed since. My words are out of it then; whatever
   * words are left are somebody else's, and stay.
   */
  function keepOthersWords(standing: ReadonlySet<ClauseId>): void {
    for (const id of standing) {
      const clause = clauseText(doc, id);
      if (clause?.removed !== true) continue;
      const hasWords = Object.values(clause.body).some((runs) => runs.length > 0);
      if (!hasWords) continue;
      doc.transact(() => restoreClause(doc, id), 'others-words-kept');
    }
  }

  return {
    get canUndo() {
      return manager.undoStack.length > 0;
    },
    get canRedo() {
      return manager.redoStack.length > 0;
    },
    undo() {
      manager.stopCapturing();
      const standing = new Set(
        allClausesOf(doc)
          .filter((clause) => !clause.removed)
          .map((clause) => clause.id),
      );
      const item = manager.undo();
      if (item === null) return false;
      keepOthersWords(standing);
      const was = item.meta.get('place') as Place | null | undefined;
      if (was !== null && was !== undefined) caret.goTo(was);
      return true;
    },
    redo() {
      manager.stopCapturing();
      return manager.redo() !== null;
    },
    separate() {
      manager.stopCapturing();
    },
    together(run) {
      manager.stopCapturing();
      manager.captureTimeout = Infinity;
      try {
        run();
      } finally {
        manager.captureTimeout = pauseMs;
        manager.stopCapturing();
      }
    },
    close() {
      doc.off('beforeTransaction', notePlace);
      manager.destroy();
    },
  };
}
