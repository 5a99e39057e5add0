/**
 * Do cross-references and their places come together? A reference is the mark `ref` over one U+FFFC: the mark without its place would
 * mark words, the place without its mark would be a hole in them.
 *
 * Only what an update brings is looked at, place by place, and not what stands beside it: two people write at once, and an undo puts
 * both in again beside their deleted selves. What slips through this is harmless, because whoever reads the text reads runs
 * (`shared/draft/clause-marks.ts`): a mark over words is no reference, and a place without one is dropped by the canonical text.
 */
import * as Y from 'yjs';
import { refCharacter } from '../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { NewStruct } from './gate-structs.ts';
import type { StructId } from './update-parse.ts';

/** So many things beside the place are passed while the mark of a place is looked for. */
const mostSteps = 64;
/** So many are passed while the mark is looked for under which words stand. */
const mostBefore = 2_000;

interface InWords {
  /** Structs that begin a reference, and those that are places of one, or were. */
  readonly marks: NewStruct[];
  readonly places: NewStruct[];
  hasGone: boolean;
}

export class NewReferences {
  private readonly found = new Map<string, InWords>();

  /** Notes a new struct of the words. `false`: a place of a reference stands among other characters. */
  take(struct: NewStruct, at: { readonly clauseId: ClauseId; readonly lang: Lang }): boolean {
    const { content } = struct.struct;
    if (content.is === 'format') {
      if (content.key === 'ref' && content.value !== null) this.at(at).marks.push(struct);
    } else if (content.is === 'deleted') {
      const known = this.found.get(nameOf(at));
      if (known !== undefined) known.hasGone = true;
    } else if (content.is === 'string' && content.text.includes(refCharacter)) {
      if (content.text !== refCharacter.repeat(content.text.length)) return false;
      this.at(at).places.push(struct);
    }
    return true;
  }

  /** Has every mark its place, and every place its mark? The last struct of a client may wait for what comes in the next chunk. */
  areWhole(doc: Y.Doc, news: ReadonlyMap<number, readonly NewStruct[]>): boolean {
    for (const { marks, places, hasGone } of this.found.values()) {
      if (places.length > 0 && marks.length === 0 && !places.some(({ origin }) => isMarkedIn(doc, origin)))
        return false;
      const isRight = (mark: NewStruct): boolean =>
        news.get(mark.struct.client)?.at(-1)?.struct === mark.struct ||
        isBeforePlace(doc, mark.struct.rightOrigin) ||
        isMarkedAlready(doc, mark);
      if (places.length === 0 && !hasGone && !marks.every(isRight)) return false;
    }
    return true;
  }

  /** For the log: what was found. */
  told(): string {
    return [...this.found.values()]
      .map(({ marks, places }) => `${marks.length} marks, ${places.length} places`)
      .join('; ');
  }

  private at(place: { readonly clauseId: ClauseId; readonly lang: Lang }): InWords {
    const name = nameOf(place);
    let known = this.found.get(name);
    if (known === undefined) this.found.set(name, (known = { marks: [], places: [], hasGone: false }));
    return known;
  }
}

function nameOf({ clauseId, lang }: { readonly clauseId: ClauseId; readonly lang: Lang }): string {
  return `${clauseId} ${lang}`;
}

/** Is there a place of a reference right behind? What is put between two references to one clause ends the mark and begins it again. */
function isBeforePlace(doc: Y.Doc, rightOrigin: StructId | null): boolean {
  let item = itemAt(doc, rightOrigin);
  for (let steps = 0; item !== null && steps < mostSteps; steps++, item = item.right) {
    const { content } = item;
    if (isGone(item) || (content instanceof Y.ContentString && content.str.startsWith(refCharacter))) return true;
    if (!item.deleted && content instanceof Y.ContentString) return false;
  }
  return false;
}

/**
 * Does it begin again, behind words put in, a mark under which what follows stood already? A place that one took away while another typed
 * beside it leaves its mark over words, where it is none: who types among them marks nothing that was not marked. Meanwhile somebody may
 * have taken the mark off, or ended it before: so every one on the left counts, not the nearest alone, and what is gone may have been it.
 */
function isMarkedAlready(doc: Y.Doc, { struct, parentType }: NewStruct): boolean {
  const { content } = struct;
  const type = parentType.type;
  if (content.is !== 'format' || !(type instanceof Y.XmlText)) return false;
  let item = struct.rightOrigin === null ? lastOf(type) : (itemAt(doc, struct.rightOrigin)?.left ?? null);
  for (let steps = 0; item !== null && steps < mostBefore; steps++, item = item.left) {
    const before = item.content;
    if (isGone(item)) return true;
    if (!(before instanceof Y.ContentFormat) || before.key !== 'ref') continue;
    if (JSON.stringify(before.value) === JSON.stringify(content.value)) return true;
  }
  return false;
}

/** Of what was taken away nothing is kept but its length: a mark, a place or words, it may have been what is looked for. */
function isGone({ content }: Y.Item): boolean {
  return content instanceof Y.ContentDeleted;
}

function lastOf(type: Y.XmlText): Y.Item | null {
  let item = type._start;
  while (item !== null && item.right !== null) item = item.right;
  return item;
}

function itemAt(doc: Y.Doc, id: StructId | null): Y.Item | null {
  if (id === null || id.clock >= Y.getState(doc.store, id.client)) return null;
  const structs = doc.store.clients.get(id.client)!;
  const found = structs[Y.findIndexSS(structs, id.clock)];
  return found instanceof Y.Item ? found : null;
}

/** Is there a mark of a reference right before, with nothing but marks and what is deleted in between? Deleted ones count: an undo. */
function isMarkedIn(doc: Y.Doc, origin: StructId | null): boolean {
  let item = itemAt(doc, origin);
  for (let steps = 0; item !== null && steps < mostSteps; steps++, item = item.left) {
    const { content } = item;
    if (isGone(item)) return true;
    if (content instanceof Y.ContentFormat && content.key === 'ref') return content.value !== null;
    // Several references to one clause side by side share a mark.
    if (!item.deleted && content instanceof Y.ContentString && !content.str.endsWith(refCharacter)) return false;
  }
  return false;
}
