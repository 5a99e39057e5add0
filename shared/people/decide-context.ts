/** What comes into a rule from outside? Time, ids and who asks; a rule has no other source of them. */
import type { IdKind, IdOf, PersonId } from '../lib/ids.ts';
import type { Actor } from '../lib/streams.ts';
import { mayDo, type Permission } from './permission.ts';
import type { Capacity } from './capacity.ts';

export interface DecideContext {
  /** ms UTC, by the server's clock. */
  readonly now: number;
  readonly newId: <K extends IdKind>(kind: K) => IdOf[K];
  /** Who asks; the server itself has every permission and is used for deadlines alone. */
  readonly actor: { readonly personId: PersonId; readonly capacities: ReadonlySet<Capacity> } | 'server';
}

/** May the actor do the deed? */
export function actorMay(context: Pick<DecideContext, 'actor'>, permission: Permission): boolean {
  return context.actor === 'server' || mayDo(permission, context.actor.capacities);
}

/** The actor as events name it. */
export function actorOf(context: Pick<DecideContext, 'actor'>): Actor {
  return context.actor === 'server' ? 'server' : context.actor.personId;
}
