/**
 * Where in a draft may what stand? The layout of `shared/draft/clause-text.ts`, as the gate sees it.
 *
 * Another kind of text (an amendment's wording, later) brings another file like this one; the gate itself knows no clauses' fields.
 */
import * as Y from 'yjs';
import { isId, type ClauseId } from '../../shared/lib/ids.ts';
import { langs as knownLangs, type Lang } from '../../shared/lib/lang.ts';
import { clauseKinds } from '../../shared/draft/clause-number.ts';
import { orderPattern } from '../../shared/draft/clause-order.ts';
import { threadOfKey, toLink } from '../../shared/draft/clause-marks.ts';
import { linkMaxLength } from '../../shared/draft/readable-link.ts';
import { clauseFields, langsOf, type ClauseField } from '../../shared/draft/clause-text.ts';
import { addresseeMost, refCharacter } from '../../shared/draft/clause-runs.ts';
import { hasHidden } from '../../shared/draft/clean-words.ts';
import { parseDay } from '../../shared/i18n/dates.ts';
import { knownMark } from './known-marks.ts';
import type { ParsedContent } from './update-parse.ts';

/** A type of the document by its path: from the map of clauses down to the words of one clause in one language. */
export type Place =
  | { readonly at: 'clauses' }
  | { readonly at: 'clause'; readonly clauseId: ClauseId }
  | { readonly at: 'body'; readonly clauseId: ClauseId }
  | { readonly at: 'fragment'; readonly clauseId: ClauseId; readonly lang: Lang }
  | { readonly at: 'paragraph'; readonly clauseId: ClauseId; readonly lang: Lang }
  | { readonly at: 'words'; readonly clauseId: ClauseId; readonly lang: Lang }
  /** Anything else: nobody writes there. */
  | { readonly at: 'nowhere' };

export const nowhere: Place = { at: 'nowhere' };

const placesOfTypes = new WeakMap<Y.AbstractType<unknown>, Place>();

/** The place of a type that is in the document. */
export function placeOfType(doc: Y.Doc, type: Y.AbstractType<unknown>): Place {
  const known = placesOfTypes.get(type);
  if (known !== undefined) return known;
  const place = findPlace(doc, type);
  placesOfTypes.set(type, place);
  return place;
}

function findPlace(doc: Y.Doc, type: Y.AbstractType<unknown>): Place {
  const item = type._item;
  if (item === null) return (type as unknown) === doc.share.get('clauses') ? { at: 'clauses' } : nowhere;
  if (!(item.parent instanceof Y.AbstractType)) return nowhere;
  return placeBelow(placeOfType(doc, item.parent), item.parentSub);
}

/** The place of the root type with this name. */
export function placeOfRoot(name: string): Place {
  return name === 'clauses' ? { at: 'clauses' } : nowhere;
}

/** The place of a type that hangs in another, under a key if that is a map. */
export function placeBelow(parent: Place, key: string | null): Place {
  switch (parent.at) {
    case 'clauses':
      return key !== null && isId('clause', key) ? { at: 'clause', clauseId: key } : nowhere;
    case 'clause':
      return key === 'body' ? { at: 'body', clauseId: parent.clauseId } : nowhere;
    case 'body': {
      const lang = knownLangs.find((known) => known === key);
      return lang === undefined ? nowhere : { at: 'fragment', clauseId: parent.clauseId, lang };
    }
    case 'fragment':
      return key === null ? { at: 'paragraph', clauseId: parent.clauseId, lang: parent.lang } : nowhere;
    case 'paragraph':
      return key === null ? { at: 'words', clauseId: parent.clauseId, lang: parent.lang } : nowhere;
    case 'words':
    case 'nowhere':
      return nowhere;
  }
}

/** The Yjs type that each place is made of; the name of an XML element. */
const typeOfPlace: Readonly<Record<Place['at'], { readonly ref: number; readonly name: string } | null>> = {
  clauses: null,
  clause: { ref: 1, name: '' },
  body: { ref: 1, name: '' },
  fragment: { ref: 4, name: '' },
  paragraph: { ref: 3, name: 'p' },
  words: { ref: 6, name: '' },
  nowhere: null,
};

/** May this content be a type in that place? */
export function isTypeOfPlace(place: Place, content: ParsedContent): boolean {
  const type = typeOfPlace[place.at];
  return type !== null && content.is === 'type' && content.ref === type.ref && content.name === type.name;
}

/** Is it a key of a clause that may be overwritten? */
export function isField(key: string | null): key is ClauseField {
  return (clauseFields as readonly (string | null)[]).includes(key);
}

/** May this value stand under the key? */
export function isFieldValue(field: ClauseField, value: unknown, clauseId: ClauseId): boolean {
  switch (field) {
    case 'order':
      return typeof value === 'string' && orderPattern.test(value);
    case 'parent':
      return value === null || (typeof value === 'string' && isId('clause', value) && value !== clauseId);
    case 'kind':
      return clauseKinds.some((kind) => kind === value);
    case 'addressee':
      return value === null || isAddressee(value);
    case 'due':
      return value === null || (typeof value === 'string' && parseDay(value) !== undefined);
    case 'removed':
      return typeof value === 'boolean';
  }
}

function isAddressee(value: unknown): boolean {
  // A key `__proto__` in the bytes becomes the prototype, and would be read through.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  const names = Object.entries(value);
  return (
    names.length > 0 &&
    names.every(
      ([lang, name]: [string, unknown]) =>
        knownLangs.some((known) => known === lang) &&
        typeof name === 'string' &&
        name !== '' &&
        name.length <= addresseeMost &&
        !hasHidden(name) &&
        !name.includes(refCharacter),
    )
  );
}

/**
 * May a mark be switched on or off like this in the words? New links lead to https or mailto; a comment's mark is made by the server
 * alone (`isServer`); `known` are those that words may carry along though nobody may make them, see `known-marks.ts`.
 */
export function isMark(key: string, value: unknown, known: ReadonlySet<string>, isServer: boolean): boolean {
  const isComment = threadOfKey(key) !== null;
  if (!isComment && key !== 'strong' && key !== 'em' && key !== 'link' && key !== 'ref') return false;
  if (value === null) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const attributes = Object.entries(value);
  const [only] = attributes;
  if (key === 'link' || key === 'ref') {
    if (attributes.length !== 1 || only === undefined || typeof only[1] !== 'string') return false;
    if (key === 'ref') return only[0] === 'id' && isId('clause', only[1]);
    return only[0] === 'href' && (isWritableLink(only[1]) || known.has(knownMark(key, value) ?? ''));
  }
  return attributes.length === 0 && (!isComment || isServer || known.has(key));
}

function isWritableLink(address: string): boolean {
  return address.length <= linkMaxLength && toLink(address) === address;
}

/** What a new clause must bring, whole: every field once, and a body in each language of the draft. */
export function partsOfClause(doc: Y.Doc): readonly string[] {
  const parts: string[] = [...clauseFields, 'body'];
  for (const lang of langsOf(doc)) parts.push(`fragment ${lang}`, `paragraph ${lang}`, `words ${lang}`);
  return parts;
}
