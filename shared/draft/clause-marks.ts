/**
 * How do the looks of words stand in the Y.Doc, and which may stand there? Each mark is a format of the text: its name, its attributes.
 *
 *     strong {}   em {}   link {href}   ref {id} over one U+FFFC   c:<threadId> {}
 *
 * As @tiptap/y-tiptap writes the marks of a ProseMirror schema. Several threads may stand on the same words, so each has a key of its own.
 */
import { isId, type ThreadId } from '../lib/ids.ts';
import { isReadableLink } from './readable-link.ts';
import { refCharacter, toRun, type Marks, type Run } from './clause-runs.ts';

const commentPrefix = 'c:';

/** The format key of a thread of comments. */
export function commentKey(threadId: ThreadId): `c:${ThreadId}` {
  return `${commentPrefix}${threadId}`;
}

/** The thread of a format key; `null`: the key is none of a comment. */
export function threadOfKey(key: string): ThreadId | null {
  const id = key.startsWith(commentPrefix) ? key.slice(commentPrefix.length) : '';
  return isId('thread', id) ? id : null;
}

/** The formats of words with these looks; `{}` is plain, where `undefined` would mean "as the neighbour". */
export function toAttributes(marks: Marks): Record<string, unknown> {
  return {
    ...(marks.strong === true ? { strong: {} } : {}),
    ...(marks.em === true ? { em: {} } : {}),
    ...(marks.link !== undefined ? { link: { href: marks.link } } : {}),
    ...(marks.ref !== undefined ? { ref: { id: marks.ref } } : {}),
    ...Object.fromEntries((marks.comments ?? []).map((threadId) => [commentKey(threadId), {}])),
  };
}

/** The looks that formats mean; what is not known is left out. A reference is one only over its own character: see `runsOfPiece`. */
export function marksOf(attributes: Readonly<Record<string, unknown>> | undefined): Marks {
  if (attributes === undefined) return {};
  const href = fieldOf(attributes['link'], 'href');
  const ref = fieldOf(attributes['ref'], 'id');
  const comments = Object.keys(attributes).flatMap((key) => (attributes[key] === null ? [] : (threadOfKey(key) ?? [])));
  return {
    ...(attributes['strong'] ? { strong: true as const } : {}),
    ...(attributes['em'] ? { em: true as const } : {}),
    ...(typeof href === 'string' ? { link: href } : {}),
    ...(typeof ref === 'string' && isId('clause', ref) ? { ref } : {}),
    ...(comments.length > 0 ? { comments: comments.sort() } : {}),
  };
}

/** One piece of a text's delta as runs. Each reference is a run of its own; offsets stay as they are. */
export function runsOfPiece(text: string, attributes: Readonly<Record<string, unknown>> | undefined): Run[] {
  const { ref, ...looks } = marksOf(attributes);
  if (ref === undefined) return [toRun(text, looks)];
  return Array.from(text, (character) => toRun(character, character === refCharacter ? { ...looks, ref } : looks));
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

// ---------------------------------------------------------------------------------------------------------------- links

/**
 * The address meant by what somebody typed or pasted: https or mailto and nothing else. `example.org/a` becomes `https://example.org/a`,
 * `a@b.kz` becomes `mailto:a@b.kz`; `null`: no address that may be written.
 */
export function toLink(typed: string): string | null {
  const text = typed.trim();
  const href = /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/u.test(text)
    ? `mailto:${text}`
    : /^[^\s:/?#@]+\.\p{L}{2,}([/?#]\S*)?$/u.test(text)
      ? `https://${text}`
      : text;
  if (!isReadableLink(href)) return null;
  return /^https:\/\/[^/?#@\s]+([/?#]|$)/iu.test(href) || /^mailto:[^\s@]+@[^\s@]+$/iu.test(href) ? href : null;
}
