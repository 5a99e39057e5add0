/** May words be drawn as a link? Apart from what makes links: whoever only reads does without that. */

/** Longest address a link has, as the gate takes it. */
export const linkMaxLength = 2000;

const readable = /^(https?:\/\/|mailto:)[^\s\p{C}]+$/iu;

/** May a page draw words with this address as a link? Older texts hold http; anything else is drawn as words. */
export function isReadableLink(href: string): boolean {
  return href.length <= linkMaxLength && readable.test(href);
}
