/** How does what the server itself writes into a text become one update, with everything that an update needs to be stored? */
import * as Y from 'yjs';
import { commentKey } from '../../shared/draft/clause-marks.ts';
import { numberClauses } from '../../shared/draft/clause-number.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { bodyText, clauseText, outlineOf, runsOf, seedClientId } from '../../shared/draft/clause-text.ts';
import { createClause, insertRuns, removeClause } from '../../shared/draft/clause-text-edit.ts';
import { blocksOf } from '../../shared/draft/clause-tree.ts';
import { cleanWords } from '../../shared/draft/clean-words.ts';
import { clauseOfEdit, type DraftEdit } from '../../shared/draft/draft-edit.ts';
import type { ClauseId, TextId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { ServerEdit, TextEditRefusalCode, TextUpdate } from '../engine/ports.ts';
import { judgeUpdate } from './gate.ts';
import { splicesToWords } from './replaced-words.ts';
import { copyDoc } from './text-state.ts';

/** The committed text, and what is known of it. */
export interface EditedText {
  readonly textId: TextId;
  readonly doc: Y.Doc;
  readonly locked: ReadonlySet<ClauseId>;
  /** Nothing is added to it. */
  readonly isLocked: boolean;
  /** The sequence of the last update that touched the clause; 0: none. */
  touchedAt(clauseId: ClauseId): number;
}

type EditRefused = Exclude<Result<never, TextEditRefusalCode>, { ok: true }>;

/** Makes the update and changes nothing. It passes the gate as anybody's would: what does not is our own fault, and throws. */
export function makeServerEdit(
  text: EditedText,
  edits: readonly DraftEdit[],
  on: ServerEdit,
): Result<TextUpdate, TextEditRefusalCode> {
  for (const edit of edits) {
    const clauseId = clauseOfEdit(edit);
    if (clauseId === on.into) continue;
    if (text.locked.has(clauseId) || (edit.edit === 'create' && text.isLocked)) {
      return refuse('text-locked', { clauseId });
    }
    if (on.textSeq !== null && text.touchedAt(clauseId) > on.textSeq) return refuse('text-moved', { clauseId });
  }
  const scratch = copyDoc(text.doc);
  scratch.clientID = seedClientId;
  const updates: Uint8Array[] = [];
  scratch.on('update', (update: Uint8Array) => updates.push(update));
  for (const edit of edits) {
    const refused = apply(scratch, edit);
    if (refused !== null) return refused;
  }
  scratch.destroy();
  if (updates.length === 0) {
    return ok({ textId: text.textId, by: on.by, update: nothing, touches: [], clocks: [] });
  }
  const update = Y.mergeUpdates(updates);
  const verdict = judgeUpdate(
    {
      doc: text.doc,
      personId: 'server',
      mayWrite: true,
      ownerOf: (clientId) => (clientId === seedClientId ? 'server' : null),
      locked: new Set([...text.locked].filter((clauseId) => clauseId !== on.into)),
      held: none,
      notIn: none,
      whole: 'open',
      neutralised: new Map(),
      marks: none,
      textLength: 0,
      stateBytes: 0,
    },
    update,
  );
  if (verdict.verdict !== 'accepted' || verdict.neutralised !== null) {
    throw new Error(`an edit of the server's own was ${JSON.stringify(verdict)}`);
  }
  const { touches, clocks, creates } = verdict;
  const made = { textId: text.textId, by: on.by, update: verdict.update, touches, clocks };
  return ok(creates ? { ...made, creates } : made);
}

const none: ReadonlySet<never> = new Set();
/** An update without structs and deletions. */
const nothing = new Uint8Array([0, 0]);

function apply(doc: Y.Doc, edit: DraftEdit): EditRefused | null {
  const clauseId = clauseOfEdit(edit);
  const isThere = clauseText(doc, clauseId) !== null;
  switch (edit.edit) {
    case 'create': {
      if (isThere) return refuse('clause-exists', { clauseId });
      const wanted = edit.clause.after;
      // Between the asking and the making the clause it was to follow may be gone.
      const isGone = wanted !== null && wanted !== 'end' && clauseText(doc, wanted) === null;
      const after = wanted === 'end' || isGone ? lastOf(doc) : wanted;
      createClause(doc, { ...edit.clause, after });
      return null;
    }
    case 'take-out':
      if (clauseText(doc, clauseId)?.removed === false) removeClause(doc, clauseId);
      return null;
    case 'replace-words': {
      const text = bodyText(doc, clauseId, edit.lang);
      if (text === null || clauseText(doc, clauseId)?.removed !== false) return refuse('clause-unknown', { clauseId });
      const numbers = numberClauses(outlineOf(doc), edit.numbers);
      const splices = splicesToWords(runsOf(text), cleanWords(edit.words), edit.lang, (id) => numbers.get(id));
      doc.transact(() => {
        for (const splice of splices) {
          if (splice.delete > 0) text.delete(splice.at, splice.delete);
          insertRuns(text, splice.at, splice.insert);
        }
      });
      return null;
    }
    case 'mark-comment': {
      const text = bodyText(doc, clauseId, edit.lang);
      const range = text === null ? null : wholeCharacters(text, edit.from, edit.to);
      if (text === null || range === null) return refuse('clause-unknown', { clauseId });
      text.format(range.from, range.to - range.from, { [commentKey(edit.threadId)]: {} });
      return null;
    }
  }
}

/** The last clause at the top; what is put behind it comes behind what stands under it too. */
function lastOf(doc: Y.Doc): ClauseId | null {
  return blocksOf(outlineOf(doc)).at(-1)?.clause.id ?? null;
}

/** The range widened to whole characters: Yjs would make two broken ones of a pair that is cut. `null`: there are no such offsets. */
function wholeCharacters(text: Y.XmlText, from: number, to: number): { from: number; to: number } | null {
  const words = plainText(runsOf(text));
  if (!(from >= 0 && from < to && to <= words.length)) return null;
  const isInside = (offset: number): boolean => /^[\udc00-\udfff]/.test(words.slice(offset));
  return { from: isInside(from) ? from - 1 : from, to: isInside(to) ? to + 1 : to };
}
