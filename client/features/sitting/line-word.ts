/** What does the top bar say of the line? One word; while something is kept here, how much. */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import type { Line } from '../../live/assembly.svelte.ts';

export interface LineWord {
  readonly word: string;
  readonly tone: 'live' | 'warn' | 'quiet';
}

/** `kept`: changes of a text that are kept in this page until the line is back. */
export function lineWord(words: Catalogue, line: Line, kept: number): LineWord {
  if (line === 'connecting') return { word: words.line.connecting, tone: 'quiet' };
  if (line === 'offline') return { word: kept > 0 ? words.line.offlineKept(kept) : words.line.offline, tone: 'warn' };
  // The sitting is live and the text is not: what is written is not saved yet.
  return kept > 0 ? { word: words.line.notSaved, tone: 'warn' } : { word: words.line.live, tone: 'live' };
}
