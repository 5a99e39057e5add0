/** Who asks, and of what? The person at the door in the forum that the request is about; and who guesses too often. */
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { isId, type ForumId, type PersonId, type SittingId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { Assemblies, Assembly } from '../engine/assemblies.ts';
import type { Door, SignedInVisitor } from '../engine/visitor.ts';

export interface AskedSitting {
  readonly assembly: Assembly;
  readonly forumId: ForumId;
  readonly sittingId: SittingId;
  readonly personId: PersonId;
}

export interface Asking {
  /** Who is signed in, in this forum; `null`: anywhere. Whoever is signed in elsewhere alone gets `not-found`. */
  person(request: Request, forumId: ForumId | null): Promise<Result<SignedInVisitor>>;
  /** The sitting of the path, for a member of its forum; missing and forbidden get the same answer. */
  sitting(request: Request): Promise<Result<AskedSitting>>;
  /** Counts a wrong guess from this address; refuses before looking when there were too many. */
  guess<T>(request: Request, look: () => Promise<Result<T>>): Promise<Result<T>>;
}

const wrongGuesses: ReadonlySet<string> = new Set(['code-unknown', 'link-unknown', 'check-code-unknown']);

export function asking({ door, assemblies }: { readonly door: Door; readonly assemblies: Assemblies }): Asking {
  /** Only wrong guesses are counted: a hall of a hundred joins from one address. */
  const guesses = new RateLimiterMemory({ points: 30, duration: 60 });

  async function person(request: Request, forumId: ForumId | null): Promise<Result<SignedInVisitor>> {
    const visitor = await door.visitor(request, forumId);
    if (!visitor.ok) return visitor;
    return visitor.value.is === 'person' ? ok(visitor.value) : refuse('not-signed-in');
  }

  return {
    person,
    async sitting(request) {
      const sittingId = request.params['sittingId'];
      const known = typeof sittingId === 'string' && isId('sitting', sittingId) ? sittingId : null;
      const assembly = known === null ? null : await assemblies.sitting(known);
      const forumId = assembly?.forum.state.forum.forumId ?? null;
      // Asked even where there is nothing: who has not signed in is told that alone, of what is and of what is not.
      const visitor = await person(request, forumId);
      if (!visitor.ok) return visitor;
      const { personId } = visitor.value;
      if (known === null || assembly === null || forumId === null) return refuse('not-found');
      if (assembly.forum.state.forum.members[personId] === undefined) return refuse('not-found');
      return ok({ assembly, forumId, sittingId: known, personId });
    },
    async guess(request, look) {
      const from = addressOf(request);
      const spent = await guesses.get(from);
      if (spent !== null && spent.remainingPoints <= 0) return refuse('too-fast');
      const found = await look();
      if (!found.ok && wrongGuesses.has(found.code)) {
        await guesses.consume(from).catch(() => undefined);
      }
      return found;
    },
  };
}

export function addressOf(request: Request): string {
  return request.ip ?? 'unknown';
}

/** A part of the path, or `''`. */
export function partOf(request: Request, name: string): string {
  const part: unknown = request.params[name];
  return typeof part === 'string' ? part : '';
}
