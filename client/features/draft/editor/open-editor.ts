/** Opens a text for writing. Everything that only writers need hangs from this file, so that readers never load it. */
import { draftLayout } from '../../../../shared/draft/clause-text.ts';
import type { TextId } from '../../../../shared/lib/ids.ts';
import { protocolVersion } from '../../../../shared/protocol/version.ts';
import { openTextConnection } from '../../../live/text-connection.ts';
import { isShowing } from './editor-frame.ts';
import { DraftEditor, type DraftEditorOptions } from './draft-editor.svelte.ts';

/** Connects at once; `close()` on the editor ends the connection. */
export function openDraftEditor(textId: TextId, options: Omit<DraftEditorOptions, 'connection'>): DraftEditor {
  const connection = openTextConnection({
    origin: location.origin.replace(/^http/, 'ws'),
    textId,
    personId: options.myPersonId,
    version: protocolVersion,
    layout: draftLayout,
    isShowing,
  });
  return new DraftEditor({ ...options, connection });
}
