/** What does a part of the desk need to do what is pressed in it? Who keeps the deeds under way and what was refused is the desk's own. */
import type { Result } from '../../shared/lib/result.ts';
import type { Command } from './assembly.svelte.ts';

export interface Deeds {
  /** The sentence under a greyed button; `undefined`: it may be pressed. */
  whyNot(command: Command): string | undefined;
  do(command: Command): Promise<Result<unknown>>;
}
