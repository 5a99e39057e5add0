/**
 * Which clauses with words that I wrote has somebody else taken out? They stay on my page, with a way to put them back, until I have
 * done something about it: who has just looked away from the field must not find the words gone without a sentence.
 */
import type * as Y from 'yjs';
import { plainText } from '../../../../shared/draft/clause-runs.ts';
import { clausesMap, clauseText } from '../../../../shared/draft/clause-text.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';

export class TakenOutClauses {
  /** Where I have written since the page was opened. */
  readonly #written = new Set<ClauseId>();
  readonly #takenOut = new Set<ClauseId>();

  has(id: ClauseId): boolean {
    return this.#takenOut.has(id);
  }

  /** I have done something about it, or do not want to. */
  letGo(id: ClauseId): void {
    this.#takenOut.delete(id);
    this.#written.delete(id);
  }

  /** To be told of every change of the clauses, as `observeDeep` tells it. */
  note(doc: Y.Doc, events: readonly Y.YEvent<Y.AbstractType<unknown>>[], isMine: boolean): void {
    for (const event of events) {
      const id = event.path[0] as ClauseId | undefined;
      if (id === undefined) continue;
      if (event.path.length > 1) {
        if (isMine) this.#written.add(id);
      } else if (event.changes.keys.has('removed')) this.#noteRemoval(doc, id, isMine);
    }
  }

  #noteRemoval(doc: Y.Doc, id: ClauseId, isMine: boolean): void {
    if (isMine || clauseText(doc, id)?.removed !== true) this.#takenOut.delete(id);
    else if (this.#written.has(id) && !standElsewhere(doc, id)) this.#takenOut.add(id);
  }
}

/** Joined to another clause, its words are not gone. */
function standElsewhere(doc: Y.Doc, id: ClauseId): boolean {
  const bodies = Object.entries(clauseText(doc, id)?.body ?? {}).flatMap(([lang, runs]) => {
    const words = plainText(runs).trim();
    return words === '' ? [] : [{ lang, words }];
  });
  const others = [...clausesMap(doc).keys()].flatMap((key) => {
    const other = key === id ? null : clauseText(doc, key as ClauseId);
    return other === null || other.removed ? [] : [other];
  });
  return bodies.every(({ lang, words }) =>
    others.some(({ body }) =>
      Object.entries(body).some(([of, runs]) => of === lang && plainText(runs).includes(words)),
    ),
  );
}
