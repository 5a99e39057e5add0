/** By which rules does a page know beforehand what would be refused? They come after the first words: reading needs none. */
import type { decideForumStream, decideSittingStream } from '../../shared/protocol/decide.ts';

export interface Rules {
  readonly decideForumStream: typeof decideForumStream;
  readonly decideSittingStream: typeof decideSittingStream;
}

let loaded: Rules | null = null;

/** `null`: they have not come yet. */
export function rulesHere(): Rules | null {
  return loaded;
}

/** Rejects when they cannot be fetched. */
export async function loadRules(): Promise<Rules> {
  loaded ??= await import('../../shared/protocol/decide.ts');
  return loaded;
}
