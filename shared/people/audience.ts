/** For whom is a stream rendered? A small closed union; what is personal travels in a `mine` message instead. */
import type { Capacity } from './capacity.ts';

/**
 * `desk`: who runs the sitting. `member`: everybody else of the forum. `stage`: the hall's screen, which shows nothing that a
 * person typed before it is let through, and needs no names.
 */
export const audiences = ['desk', 'member', 'stage'] as const;
export type Audience = (typeof audiences)[number];

const deskCapacities: readonly Capacity[] = ['organiser', 'chair', 'moderator', 'secretary'];

/** The audience a person belongs to, by capacities. Never call it for `public`: they see nothing. */
export function audienceOf(held: ReadonlySet<Capacity>): Audience {
  return deskCapacities.some((capacity) => held.has(capacity)) ? 'desk' : 'member';
}
