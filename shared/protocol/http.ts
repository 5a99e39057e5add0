/** What is asked and answered over HTTP before there is a socket? JSON, same origin, under /api; refusals are `Refusal` with status ≥ 400. */
import * as z from 'zod/mini';
import type { ForumId, PersonId, SittingId } from '../lib/ids.ts';
import { langs, type Lang, type Localized } from '../lib/lang.ts';
import type { Refusal } from '../lib/result.ts';

/** What the doorstep shows of a forum to somebody not yet in it. */
export interface ForumAtTheDoor {
  readonly forumId: ForumId;
  readonly title: Localized;
  readonly place: Localized | null;
  /** The calendar day in the forum's zone, `2023-07-16`. */
  readonly date: string | null;
  /** What goes on this minute, in one line; null when nothing does. */
  readonly now: Localized | null;
}

/** `GET /api/links/:token`. Signs nobody in: a messenger's preview asks this too. */
export interface LinkAnswer {
  readonly person: { readonly name: Localized };
  readonly organisation: Localized | null;
  /** The person's title, e.g. "delegate"; free text. */
  readonly title: Localized | null;
  readonly forum: ForumAtTheDoor;
  /** The language of the import row. */
  readonly lang: Lang;
}
export type LinkRefusal = Refusal<'link-ended' | 'link-unknown'>;

/** `POST /api/links/:token/enter` (no body) and `POST /api/codes/:code/enter`: the cookie is set, and here is where to go. */
export interface EnterAnswer {
  readonly forumId: ForumId;
  /** The sitting that is on; null: to the programme. */
  readonly sittingId: SittingId | null;
}

/** `GET /api/codes/:code`, six digits without spaces. */
export interface CodeAnswer {
  readonly forum: ForumAtTheDoor;
  readonly sittingId: SittingId | null;
}
export type CodeRefusal = Refusal<'code-unknown'>;

/** The body of `POST /api/codes/:code/enter`. */
export const enterByCodeSchema = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  organisation: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  lang: z.enum(langs),
});
export type EnterByCode = z.infer<typeof enterByCodeSchema>;

/** `GET /api/me`: who this browser is signed in as. */
export interface MeAnswer {
  readonly person: { readonly personId: PersonId; readonly name: Localized };
  readonly forums: readonly { readonly forumId: ForumId; readonly title: Localized }[];
}
export type MeRefusal = Refusal<'not-signed-in'>;
