/**
 * Which comments lie on this device, half written and sent to nobody? A key for each in `localStorage`, written at once as one types, so that
 * neither a reload nor a dead battery loses a word. The keys say whose they are and, of a reply, in which thread.
 */
import { isId, type DraftId, type PersonId, type ThreadId } from '../../../shared/lib/ids.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import type { NewAbout } from './commenting.svelte.ts';

export interface MyComment {
  readonly about: NewAbout | { readonly threadId: ThreadId };
  readonly text: string;
  readonly mentions: readonly PersonId[];
  /** The language of the page it was written on. */
  readonly lang: Lang;
}

/** Of the same words there is one; words of another place are others. */
export function aboutKey(about: MyComment['about']): string {
  return 'threadId' in about ? about.threadId : [about.clauseId, about.lang, about.from, about.quote.length].join('.');
}

export function commentsPrefix(personId: PersonId, draftId: DraftId): string {
  return `ortaq.comment.${personId}.${draftId}.`;
}

/** What this person has begun to write about this draft, by key; nothing where the browser keeps nothing. */
export function commentsHere(personId: PersonId, draftId: DraftId): ReadonlyMap<string, MyComment> {
  const prefix = commentsPrefix(personId, draftId);
  const found = new Map<string, MyComment>();
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (name?.startsWith(prefix) !== true) continue;
      const comment = parseComment(localStorage.getItem(name));
      if (comment !== null) found.set(aboutKey(comment.about), comment);
    }
  } catch {
    // Storage is shut off: then a comment lives as long as its field.
  }
  return found;
}

/** Empty words are none: nothing is kept of them. */
export function keepComment(personId: PersonId, draftId: DraftId, comment: MyComment): void {
  const name = commentsPrefix(personId, draftId) + aboutKey(comment.about);
  try {
    if (comment.text.trim() === '') localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(comment));
  } catch {
    // Nothing is kept here: the field has it.
  }
}

/** What another version of this page kept may look different: what does not fit is left where it lies and not shown. */
function parseComment(kept: string | null): MyComment | null {
  try {
    const { about, text, mentions, lang } = JSON.parse(kept ?? '') as Partial<MyComment>;
    if (typeof text !== 'string' || about === undefined || !isLang(lang)) return null;
    const named = Array.isArray(mentions) ? mentions.filter((one) => isId('person', String(one))) : [];
    if ('threadId' in about) return isId('thread', about.threadId) ? { about, text, mentions: named, lang } : null;
    const isWhole = typeof about.from === 'number' && typeof about.quote === 'string' && isLang(about.lang);
    return isWhole && isId('clause', about.clauseId) ? { about, text, mentions: named, lang } : null;
  } catch {
    return null;
  }
}

function isLang(lang: unknown): lang is Lang {
  return (langs as readonly unknown[]).includes(lang);
}
