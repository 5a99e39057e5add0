/** In which colour does a person write? One of six of the palette, the same on every screen; the name stands beside it always. */
import type { PersonId } from '../../../shared/lib/ids.ts';

const colours = ['--writer-1', '--writer-2', '--writer-3', '--writer-4', '--writer-5', '--writer-6'] as const;

/** The name of a token of client/theme/tokens.css. */
export function writerColour(id: PersonId): (typeof colours)[number] {
  let hash = 0;
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  return colours[hash % colours.length]!;
}
