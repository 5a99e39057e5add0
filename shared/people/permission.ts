/** Who may do what? One table; everything that asks, asks `mayDo`. */
import type { Capacity, Role } from './capacity.ts';

/**
 * The permission matrix: for each deed the capacities that allow it. Source: the matrix and the state tables of the procedure
 * (RULES, PERM-2). Where the tables name only the moderator, the chair may too: a sitting may have a chair and no moderator.
 */
export const permissions = {
  'sitting.see': [
    'organiser',
    'chair',
    'moderator',
    'secretary',
    'drafting',
    'counting',
    'deciding',
    'advisory',
    'invited',
    'observer',
    'media',
  ],
  'sitting.open-lobby': ['chair', 'moderator', 'secretary'],
  'sitting.open': ['chair', 'moderator'],
  'sitting.pause': ['chair', 'moderator'],
  'sitting.resume': ['chair', 'moderator'],
  'sitting.close': ['chair', 'moderator'],
  'agenda.conduct': ['chair', 'moderator'],
  'presence.declare': [
    'chair',
    'moderator',
    'secretary',
    'drafting',
    'counting',
    'deciding',
    'advisory',
    'invited',
    'observer',
    'media',
  ],
  'presence.mark': ['chair', 'moderator', 'secretary'],
  'people.admit': ['organiser', 'chair', 'moderator'],
  'people.renew-link': ['organiser', 'chair', 'moderator', 'secretary'],
  'people.import': ['organiser', 'secretary'],
  'text.edit': ['chair', 'moderator', 'secretary', 'drafting', 'deciding'],
  'draft.writers': ['chair', 'moderator'],
  'draft.hand-out': ['organiser', 'chair', 'moderator', 'secretary'],
  'draft.check-translation': ['chair', 'moderator', 'secretary', 'drafting'],
  'proposal.show': ['chair', 'moderator', 'drafting', 'deciding', 'advisory'],
  'proposal.admit': ['chair', 'moderator', 'drafting'],
  'comment.write': ['chair', 'moderator', 'secretary', 'drafting', 'counting', 'deciding', 'advisory', 'invited'],
  'comment.resolve': ['chair', 'moderator', 'secretary', 'drafting'],
  'draft.freeze': ['chair', 'moderator'],
  'draft.thaw': ['chair'],
  'poll.conduct': ['chair', 'moderator'],
  'poll.decide-contest': ['chair'],
  'announcement.conduct': ['chair', 'moderator'],
  'ballot.cast': ['deciding', 'advisory'],
  'ballot.by-hand': ['secretary'],
  'ballot.recuse': ['chair', 'moderator', 'deciding', 'advisory'],
  'ballot.entrust': ['secretary', 'deciding', 'advisory'],
  'ballot.count-hall': ['secretary', 'counting'],
  'floor.ask': ['chair', 'moderator', 'drafting', 'deciding', 'advisory', 'invited'],
  'floor.conduct': ['chair', 'moderator'],
  'floor.appeal': ['deciding'],
  'question.ask': [
    'chair',
    'moderator',
    'secretary',
    'drafting',
    'counting',
    'deciding',
    'advisory',
    'invited',
    'observer',
  ],
  'question.conduct': ['chair', 'moderator'],
  'survey.conduct': ['chair', 'moderator'],
  'survey.answer': [
    'chair',
    'moderator',
    'secretary',
    'drafting',
    'counting',
    'deciding',
    'advisory',
    'invited',
    'observer',
  ],
  'minutes.write': ['secretary'],
  'minutes.sign': ['chair', 'moderator', 'secretary'],
  'papers.export': ['organiser', 'chair', 'secretary'],
  'papers.issue': ['chair', 'secretary'],
} as const satisfies Record<string, readonly Capacity[]>;

export type Permission = keyof typeof permissions;

/**
 * May they rule on a contest? The chair; in a sitting that has none, the moderator, so that nothing waits for ever (RULES, POLL-13).
 */
export function mayRule(held: ReadonlySet<Capacity>, roles: Readonly<Record<string, readonly Role[]>>): boolean {
  if (mayDo('poll.decide-contest', held)) return true;
  return !Object.values(roles).some((list) => list.includes('chair')) && held.has('moderator');
}

/** Does any of the capacities allow the deed? */
export function mayDo(permission: Permission, held: ReadonlySet<Capacity>): boolean {
  const allowed: readonly Capacity[] = permissions[permission];
  return allowed.some((capacity) => held.has(capacity));
}
