/**
 * May this update go into the text? Size, identity, no gaps, place, quota: rule by rule, before anything of it is applied.
 *
 * The update is checked against the room's private document, which is never cloned: structs are resolved against its store and
 * against earlier structs of the same update, in an order in which Yjs can integrate them. What comes out is an update written anew:
 * what is known already is gone, what came too late for a closed clause is neutralised, and nothing in it can be left pending.
 */
import * as Y from 'yjs';
import type { ClauseId, PersonId } from '../../shared/lib/ids.ts';
import { bodyText, clausesMap, langsOf } from '../../shared/draft/clause-text.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { refuse, type Refusal } from '../../shared/lib/result.ts';
import { updateMaxBytes, type GivenBack, type NackCode, type Repair } from '../../shared/protocol/text-wire.ts';
import type { ClientClock, TextTouch } from '../engine/ports.ts';
import { hasHidden } from '../../shared/draft/clean-words.ts';
import { indexOfClock, newStruct, NewStructs, type FoundStruct, type NewStruct } from './gate-structs.ts';
import { LateParts } from './late-parts.ts';
import { NewReferences } from './new-references.ts';
import {
  isField,
  isFieldValue,
  isMark,
  isTypeOfPlace,
  partsOfClause,
  placeBelow,
  placeOfRoot,
  placeOfType,
  type Place,
} from './draft-place.ts';
import {
  parseUpdate,
  writeUpdate,
  type DeletedRange,
  type ParsedStruct,
  type StructId,
  type WrittenStruct,
} from './update-parse.ts';

export const gateLimits = {
  updateBytes: updateMaxBytes,
  structs: 5_000,
  /** Only ranges that delete something are counted against this. */
  newRanges: 2_000,
  /** All ranges of one update, old ones too: a bound for the work, not a rule. */
  ranges: 30_000,
  /** Items passed while checking that two origins stand in their order. */
  steps: 1_000_000,
  /** UTF-16 units of all clauses in all languages. */
  textLength: 400_000,
  stateBytes: 8 * 1024 * 1024,
  clauses: 2_000,
} as const;

export interface GateContext {
  /** The room's private document: all that has passed the gate. */
  readonly doc: Y.Doc;
  readonly personId: PersonId | 'server';
  readonly mayWrite: boolean;
  /** Whose is a client id? `null`: nobody's yet. */
  ownerOf(clientId: number): PersonId | 'server' | null;
  /** Closed for good: late edits are neutralised. */
  readonly locked: ReadonlySet<ClauseId>;
  /** Held still while a freeze is decided: edits wait. */
  readonly held: ReadonlySet<ClauseId>;
  /** The text as a whole: `held` as a clause is; `locked`, nothing is added to it. */
  readonly whole: 'open' | 'held' | 'locked';
  /** Open, and not to this person: what comes from them there is neutralised. */
  readonly notIn: ReadonlySet<ClauseId>;
  /** What was neutralised before, by client id: its writer may not have heard of it, and sends it again. */
  readonly neutralised: NeutralisedRanges;
  /** Marks that may be carried along though not made; see `known-marks.ts`. */
  readonly marks: ReadonlySet<string>;
  readonly textLength: number;
  readonly stateBytes: number;
}

/** Half-open ranges of clocks, by client id. */
export type NeutralisedRanges = ReadonlyMap<number, readonly { readonly from: number; readonly to: number }[]>;

export interface Accepted {
  readonly verdict: 'accepted';
  /** The update as it goes into the document, the log and out to the others. */
  readonly update: Uint8Array;
  /** Where it inserts, deletes or overwrites; neutralised parts are not among them. */
  readonly touches: readonly TextTouch[];
  readonly clocks: readonly ClientClock[];
  /** It brings a clause into being. */
  readonly creates: boolean;
  /** UTF-16 units that it adds to the words, and that it takes away. */
  readonly inserted: number;
  readonly deleted: number;
  /**
   * Units that it takes away for good, with the words of clauses that it takes out: neither the person's own nor put in again elsewhere by
   * the same update.
   */
  readonly lost: number;
  readonly neutralised: { readonly words: readonly GivenBack[]; readonly repair: Repair } | null;
  readonly neutralisedRanges: readonly DeletedRange[];
}

export type Verdict =
  | Accepted
  /** Everything in it is known already; these of its words were neutralised when it came first. */
  | { readonly verdict: 'known'; readonly words: readonly GivenBack[] }
  /** It touches a clause that is being frozen: ask again when the hold is over. */
  | { readonly verdict: 'held' }
  | { readonly verdict: 'refused'; readonly code: NackCode; readonly detail: string };

/** Decides on one update. Changes nothing. */
export function judgeUpdate(context: GateContext, bytes: Uint8Array): Verdict {
  if (bytes.length > gateLimits.updateBytes) return refused('size', `${bytes.length} bytes`);
  const parsed = parseUpdate(bytes, gateLimits.structs, gateLimits.ranges);
  if (!parsed.ok) return refused(parsed.code, 'bytes');
  const judge = new Judge(context, bytes);
  const refusal = judge.structs(parsed.value.sections) ?? judge.deletions(parsed.value.deletions) ?? judge.whole();
  if (refusal !== null) return refused(refusal.code, String(refusal.params?.['detail'] ?? ''));
  return judge.verdict();
}

function refused(code: NackCode, detail: string): Verdict {
  return { verdict: 'refused', code, detail };
}

type GateRefusal = Refusal<NackCode>;

function no(code: NackCode, detail: string): GateRefusal {
  return refuse(code, { detail });
}

type Touch = { -readonly [Key in keyof TextTouch]: TextTouch[Key] };

class Judge {
  private readonly news: NewStructs;
  private readonly touches: Touch[] = [];
  private readonly references = new NewReferences();
  private readonly newClauses = new Map<ClauseId, Set<string>>();
  private readonly kept: DeletedRange[] = [];
  private readonly late = new LateParts();
  /** Values of map keys that this update takes away, and those that it puts in a value's place. */
  private readonly takenValues: StructId[] = [];
  private readonly replacedValues = new Set<string>();
  private readonly deletedTexts: { readonly text: string; readonly own: boolean; readonly clauseId: ClauseId }[] = [];
  /** The clauses that it takes out or puts back: what it says of each last. */
  private readonly takenOut = new Map<ClauseId, boolean>();
  /** Nothing in it is known, neutralised or deleted: it goes on as it came. */
  private isWhole = true;
  private isHeld = false;
  private inserted = 0;
  private deletedLength = 0;

  constructor(
    private readonly context: GateContext,
    private readonly bytes: Uint8Array,
  ) {
    this.news = new NewStructs(context.doc, gateLimits.steps);
  }

  // ----------------------------------------------------------------------------------------------- identity and gaps

  structs(sections: ReadonlyMap<number, readonly ParsedStruct[]>): GateRefusal | null {
    const { doc, personId } = this.context;
    for (const [client, structs] of sections) {
      const state = Y.getState(doc.store, client);
      const first = structs[0]!;
      if (first.clock > state) return no('gap', `clock ${first.clock} after ${state}`);
      const fresh: NewStruct[] = [];
      for (const struct of structs) {
        if (struct.clock < state) {
          this.isWhole = false;
          this.rememberNeutralised(struct, state);
        }
        if (struct.clock + struct.length <= state) continue;
        fresh.push(newStruct(struct, state));
      }
      if (fresh.length === 0) continue;
      if (this.context.ownerOf(client) !== personId) return no('identity', `client ${client}`);
      this.news.add(client, fresh, state);
    }
    const refused = this.news.resolve((struct) => this.place(struct));
    if (refused === null || 'code' in refused) return refused;
    return no('gap', `client ${refused.gapOf} hangs on what is not there`);
  }

  private rememberNeutralised(struct: ParsedStruct, state: number): void {
    if (struct.content.is !== 'string') return;
    for (const range of this.context.neutralised.get(struct.client) ?? []) {
      const from = Math.max(range.from, struct.clock);
      const to = Math.min(range.to, struct.clock + struct.length, state);
      if (from >= to) continue;
      const found = this.news.find({ client: struct.client, clock: from });
      if (found.in !== 'document') continue;
      const { parent } = this.news.parentOf(found);
      if (parent.at !== 'words') continue;
      const words = struct.content.text.slice(from - struct.clock, to - struct.clock);
      this.late.again({ clauseId: parent.clauseId, lang: parent.lang, words });
    }
  }

  // ------------------------------------------------------------------------------------------------------------ place

  private place(struct: NewStruct): GateRefusal | null {
    const { content, rightOrigin, parent } = struct.struct;
    if (content.is === 'gc' || content.is === 'foreign') return no('place', `content ${content.is}`);
    const left = struct.origin === null ? null : this.news.find(struct.origin);
    const right = rightOrigin === null ? null : this.news.find(rightOrigin);
    if (left?.in === 'void' || right?.in === 'void') {
      // It hangs on what was neutralised to nothing, so Yjs makes nothing of it either.
      this.neutralise(struct, 'gc');
      return null;
    }
    if (left !== null) this.inherit(struct, left);
    else if (right !== null) this.inherit(struct, right);
    else if (parent === null) return no('malformed', 'no parent');
    else if ('root' in parent) {
      struct.parent = placeOfRoot(parent.root);
      struct.parentType.type = this.context.doc.share.get(parent.root) ?? null;
      struct.key = struct.struct.key;
    } else {
      const found = this.news.find(parent.item);
      if (found.in === 'void') return no('place', 'parent is gone');
      if (found.in === 'document') {
        if (!(found.item.content instanceof Y.ContentType)) return no('place', 'parent is no type');
        struct.parent = placeOfType(this.context.doc, found.item.content.type);
        struct.parentType.type = found.item.content.type;
      } else {
        struct.parent = found.struct.place;
        struct.parentType.type = found.struct;
      }
      struct.key = struct.struct.key;
    }
    if (left !== null && right !== null) {
      const order = this.news.orderOf(struct, left, right);
      if (order !== 'in order') return no(order === 'too far' ? 'size' : 'place', `origins: ${order}`);
    }
    return this.checkContent(struct);
  }

  private inherit(struct: NewStruct, from: FoundStruct): void {
    const { parent, key, type } = this.news.parentOf(from);
    struct.parent = parent;
    struct.key = key;
    struct.parentType.type = type;
  }

  private checkContent(struct: NewStruct): GateRefusal | null {
    const { parent, key } = struct;
    switch (parent.at) {
      case 'nowhere':
        return no('place', 'outside of the layout');
      case 'clauses':
        return this.checkNewClause(struct);
      case 'clause':
        return key === 'body' ? this.checkPart(struct, 'body') : this.checkField(struct, parent.clauseId);
      case 'body':
        return this.checkPart(struct, `fragment ${key}`);
      case 'fragment':
        return this.checkPart(struct, `paragraph ${parent.lang}`);
      case 'paragraph':
        return this.checkPart(struct, `words ${parent.lang}`);
      case 'words':
        return this.checkWords(struct, parent);
    }
  }

  /** A clause comes under an id that nobody has used: setting an existing one would wipe it. */
  private checkNewClause(struct: NewStruct): GateRefusal | null {
    const clauses = this.context.doc.getMap('clauses');
    const place = placeBelow(struct.parent, struct.key);
    if (place.at !== 'clause' || !isTypeOfPlace(place, struct.struct.content)) return no('place', 'no clause');
    if (struct.origin !== null || struct.struct.rightOrigin !== null) return no('place', 'clause overwritten');
    if (clauses._map.has(place.clauseId) || this.newClauses.has(place.clauseId))
      return no('place', 'clause overwritten');
    if (clauses._map.size + this.newClauses.size >= gateLimits.clauses) return no('quota', 'clauses');
    if (this.context.whole === 'locked') return no('right', 'the text is closed');
    if (this.context.whole === 'held') this.isHeld = true;
    struct.place = place;
    this.newClauses.set(place.clauseId, new Set());
    this.touch(place.clauseId, null);
    return null;
  }

  /** A structural part comes with its new clause, once, and never later. */
  private checkPart(struct: NewStruct, part: string): GateRefusal | null {
    const place = placeBelow(struct.parent, struct.key);
    if (place.at === 'nowhere' || place.at === 'clauses' || !isTypeOfPlace(place, struct.struct.content)) {
      return no('place', `no ${part}`);
    }
    const parts = this.newClauses.get(place.clauseId);
    if (parts === undefined || parts.has(part)) return no('place', `${part} overwritten`);
    if (struct.origin !== null || struct.struct.rightOrigin !== null) return no('place', `${part} overwritten`);
    parts.add(part);
    struct.place = place;
    return null;
  }

  private checkField(struct: NewStruct, clauseId: ClauseId): GateRefusal | null {
    const { key, origin } = struct;
    const { content, rightOrigin } = struct.struct;
    if (!isField(key)) return no('place', `key ${String(key).slice(0, 40)}`);
    if (rightOrigin !== null || struct.length !== 1) return no('place', `value of ${key}`);
    if (content.is === 'any') {
      if (!isFieldValue(key, content.values[0], clauseId)) return no('place', `value of ${key}`);
    } else if (content.is !== 'deleted') return no('place', `value of ${key}`);
    const parts = this.newClauses.get(clauseId);
    if (parts !== undefined) parts.add(key);
    else if (this.isClosed(clauseId)) {
      this.neutralise(struct, 'gc');
      return null;
    }
    if (origin !== null) this.replacedValues.add(nameOf(origin));
    if (key === 'removed' && content.is === 'any') this.takenOut.set(clauseId, content.values[0] === true);
    if (content.is === 'deleted') this.takenValues.push({ client: struct.struct.client, clock: struct.clock });
    this.touch(clauseId, null);
    return null;
  }

  private checkWords(struct: NewStruct, parent: Extract<Place, { at: 'words' }>): GateRefusal | null {
    const { content } = struct.struct;
    if (struct.key !== null) return no('place', 'attribute of words');
    if (content.is === 'format') {
      const { marks, personId } = this.context;
      if (!isMark(content.key, content.value, marks, personId === 'server'))
        return no('place', `mark ${content.key.slice(0, 40)}`);
    } else if (content.is !== 'string' && content.is !== 'deleted') return no('place', `${content.is} in words`);
    if (content.is === 'string' && hasHidden(content.text)) return no('place', 'hidden character');
    if (!this.references.take(struct, parent)) return no('place', 'place of a reference among words');
    if (this.isClosed(parent.clauseId)) {
      this.neutralise(struct, 'deleted');
      return null;
    }
    const touch = this.touch(parent.clauseId, parent.lang);
    if (content.is === 'string') {
      this.inserted += struct.length;
      touch.inserted += struct.length;
    }
    return null;
  }

  private touch(clauseId: ClauseId, lang: Lang | null): Touch {
    let touch = this.touches.find((known) => known.clauseId === clauseId && known.lang === lang);
    if (touch === undefined) this.touches.push((touch = { clauseId, lang, inserted: 0, deleted: 0 }));
    return touch;
  }

  private isClosed(clauseId: ClauseId): boolean {
    const { held, locked, notIn, whole } = this.context;
    if (whole === 'held' || held.has(clauseId)) this.isHeld = true;
    return locked.has(clauseId) || notIn.has(clauseId);
  }

  private neutralise(struct: NewStruct, as: 'gc' | 'deleted'): void {
    this.isWhole = false;
    struct.as = as;
    this.late.neutralised(struct);
  }

  // -------------------------------------------------------------------------------------------------------- deletions

  deletions(ranges: readonly DeletedRange[]): GateRefusal | null {
    let newRanges = 0;
    if (ranges.length > 0) this.isWhole = false;
    for (const range of ranges) {
      const state = this.news.stateOf(range.client);
      if (range.clock + range.length > state) return no('gap', 'deletes what is not there');
      const before = this.kept.length;
      const refusal = this.deleteKnown(range) ?? this.deleteNew(range);
      if (refusal !== null) return refusal;
      if (this.kept.length > before && ++newRanges > gateLimits.newRanges) return no('size', 'deletions');
    }
    return null;
  }

  private deleteKnown(range: DeletedRange): GateRefusal | null {
    const { store } = this.context.doc;
    const end = Math.min(range.clock + range.length, Y.getState(store, range.client));
    if (range.clock >= end) return null;
    const structs = store.clients.get(range.client)!;
    for (let index = Y.findIndexSS(structs, range.clock); index < structs.length; index++) {
      const item = structs[index]!;
      if (item.id.clock >= end) break;
      if (!(item instanceof Y.Item) || item.deleted) continue;
      const from = Math.max(range.clock, item.id.clock);
      const to = Math.min(end, item.id.clock + item.length);
      const refusal = this.deleteItem(item, { client: range.client, clock: from, length: to - from });
      if (refusal !== null) return refusal;
    }
    return null;
  }

  private deleteItem(item: Y.Item, range: DeletedRange): GateRefusal | null {
    const { parent, key } = this.news.parentOf({ in: 'document', item });
    const { content } = item;
    if (content instanceof Y.ContentType) return no('place', 'structure deleted');
    if (parent.at === 'words' && key === null) {
      if (this.isClosed(parent.clauseId)) {
        this.late.dropped();
        return null;
      }
      const touch = this.touch(parent.clauseId, parent.lang);
      if (content instanceof Y.ContentString) {
        const start = range.clock - item.id.clock;
        this.countDeleted(content.str.slice(start, start + range.length), range, parent.clauseId);
        touch.deleted += range.length;
      }
    } else if (parent.at === 'clause' && isField(key)) {
      if (this.isClosed(parent.clauseId)) {
        this.late.dropped();
        return null;
      }
      this.touch(parent.clauseId, null);
      this.takenValues.push({ client: range.client, clock: range.clock });
    } else return no('place', 'deletion outside of the words');
    this.kept.push(range);
    return null;
  }

  private countDeleted(text: string, { client }: DeletedRange, clauseId: ClauseId): void {
    this.deletedLength += text.length;
    this.deletedTexts.push({ text, own: this.isOwn(client), clauseId });
  }

  private isOwn(client: number): boolean {
    return this.context.ownerOf(client) === this.context.personId;
  }

  private deleteNew(range: DeletedRange): GateRefusal | null {
    const structs = this.news.byClient.get(range.client);
    if (structs === undefined) return null;
    const end = range.clock + range.length;
    const first = Math.max(range.clock, structs[0]!.clock);
    if (first >= end) return null;
    for (let index = indexOfClock(structs, first); index < structs.length; index++) {
      const struct = structs[index]!;
      if (struct.clock >= end) break;
      if (struct.struct.content.is === 'type') return no('place', 'structure deleted');
      const from = Math.max(first, struct.clock);
      const to = Math.min(end, struct.clock + struct.length);
      if (struct.parent.at === 'clause' && struct.as === 'itself') {
        this.takenValues.push({ client: range.client, clock: from });
      }
      if (struct.struct.content.is === 'string' && struct.as === 'itself') {
        this.inserted -= to - from;
        if (struct.parent.at === 'words') this.touch(struct.parent.clauseId, struct.parent.lang).inserted -= to - from;
      }
      // Whole or not at all: words to be given back are those that were not deleted again.
      if (from === struct.clock && to === struct.clock + struct.length) struct.deleted = true;
    }
    this.kept.push({ client: range.client, clock: first, length: end - first });
    return null;
  }

  // ------------------------------------------------------------------------------------------------ the update as a whole

  whole(): GateRefusal | null {
    const { context } = this;
    for (const [clauseId, parts] of this.newClauses) {
      const missing = partsOfClause(context.doc).find((part) => !parts.has(part));
      if (missing !== undefined) return no('place', `clause ${clauseId} without ${missing}`);
      if (parts.size !== partsOfClause(context.doc).length) return no('place', `clause ${clauseId} with too much`);
    }
    if (!this.references.areWhole(context.doc, this.news.byClient))
      return no('place', `reference apart: ${this.references.told()}`);
    // A key always keeps a value: each one taken away has one that was put in its place.
    for (const id of this.takenValues) {
      if (!this.replacedValues.has(nameOf(id))) return no('place', 'value taken away');
    }
    if (!context.mayWrite && (!this.news.isEmpty || this.kept.length > 0 || this.late.mustReload)) {
      return no('right', 'may not write');
    }
    if (context.textLength + this.inserted - this.deletedLength > gateLimits.textLength && this.inserted > 0) {
      return no('quota', 'text');
    }
    if (!this.news.isEmpty && context.stateBytes + this.bytes.length > gateLimits.stateBytes)
      return no('quota', 'state');
    return null;
  }

  verdict(): Verdict {
    if (this.news.isEmpty && this.kept.length === 0 && !this.late.mustReload)
      return { verdict: 'known', words: this.late.givenBack() };
    if (this.isHeld) return { verdict: 'held' };
    const sections = new Map<number, readonly WrittenStruct[]>();
    const clocks: ClientClock[] = [];
    for (const [client, structs] of this.news.byClient) {
      sections.set(client, structs);
      clocks.push({ clientId: client, from: structs[0]!.clock, to: this.news.stateOf(client) });
    }
    return {
      verdict: 'accepted',
      update: this.isWhole ? this.bytes : writeUpdate(this.bytes, sections, this.kept),
      touches: this.touches,
      clocks,
      creates: this.newClauses.size > 0,
      inserted: this.inserted,
      deleted: this.deletedLength,
      lost: this.lost(),
      neutralised: this.late.isNothing ? null : { words: this.late.givenBack(), repair: this.late.repair() },
      neutralisedRanges: this.late.ranges,
    };
  }

  private lost(): number {
    const out = [...this.takenOut].filter(([id, isOut]) => isOut && this.isStanding(id)).map(([id]) => id);
    if (this.deletedLength === 0 && out.length === 0) return 0;
    let put = '';
    for (const structs of this.news.byClient.values()) {
      for (const { struct } of structs) if (struct.content.is === 'string') put += struct.content.text;
    }
    let lost = 0;
    const gone = [
      ...this.deletedTexts.filter(({ clauseId }) => !out.includes(clauseId)),
      ...out.flatMap((id) => this.wordsOf(id)),
    ];
    for (const { text, own } of gone) if (!own && !put.includes(text)) lost += text.length;
    return lost;
  }

  /** Did it stand in the text before this update? */
  private isStanding(id: ClauseId): boolean {
    return clausesMap(this.context.doc).get(id)?.get('removed') === false;
  }

  /** The words that a clause has before this update, in all languages, piece by piece. */
  private wordsOf(id: ClauseId): { readonly text: string; readonly own: boolean }[] {
    const { doc } = this.context;
    return langsOf(doc).flatMap((lang) => {
      const pieces: { readonly text: string; readonly own: boolean }[] = [];
      for (let item = bodyText(doc, id, lang)?._start ?? null; item !== null; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        pieces.push({ text: item.content.str, own: this.isOwn(item.id.client) });
      }
      return pieces;
    });
  }
}

function nameOf(id: StructId): string {
  return `${id.client} ${id.clock}`;
}
