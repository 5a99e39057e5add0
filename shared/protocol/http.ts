/** What is asked and answered over HTTP before there is a socket? JSON, same origin, under /api; refusals are `Refusal` with status ≥ 400. */
import * as z from 'zod/mini';
import type { ClauseId, ForumId, PaperId, PersonId, SittingId } from '../lib/ids.ts';
import { idPattern, requestIdPattern } from '../lib/ids.ts';
import type { ImportField } from '../import/import-columns.ts';
import type { LineReason } from '../import/import-lines.ts';
import type { LineState } from '../import/import-plan.ts';
import type { TableEncoding, TableSeparator } from '../import/table-text.ts';
import type { OrganisationKind } from '../people/organisation-kind.ts';
import { langs, type Lang, type Localized } from '../lib/lang.ts';
import type { Refusal } from '../lib/result.ts';
import { sittingKinds, type SittingKind } from '../forum/forum.ts';
import type { PollAnswer } from '../poll/poll-answer.ts';
import { templateNames } from '../forum/sitting-template.ts';
import { quorumChoices } from '../forum/voting-rule.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import type { SittingPhase } from '../sitting/sitting.ts';
import type { ClauseText } from '../draft/clause-runs.ts';
import type { Signer } from '../minutes/minutes.ts';
import type { PaperFormat, PaperKind } from '../paper/paper.ts';
import type { DocumentBlock } from '../papers/document.ts';
import type { MinutesParagraph } from '../papers/minutes.ts';
import type { OwnPlace } from '../papers/own-words.ts';
import type { SinceIssued } from '../papers/since-issued.ts';
import type { Names } from './messages.ts';

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
  /** Neither seat nor office there: to the follower's page, which is smaller. */
  readonly follows: boolean;
}

/** `POST /api/links/:token/enter` of an organiser of this server, whose link is of no forum: to where forums are made. */
export interface EnterServerAnswer {
  readonly forumId: null;
  readonly sittingId: null;
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

/** `GET /api/me`: who this browser is signed in as. */
export interface MeAnswer {
  readonly person: { readonly personId: PersonId; readonly name: Localized };
  /** May create forums on this server. */
  readonly organiser: boolean;
  readonly forums: readonly { readonly forumId: ForumId; readonly title: Localized }[];
}
export type MeRefusal = Refusal<'not-signed-in'>;

/** `GET /api/forums/:forumId/programme`, for its members: the day as this person has to do with it. Times in ms UTC. */
export interface ProgrammeAnswer {
  readonly forumId: ForumId;
  readonly title: Localized;
  readonly theme: Localized;
  readonly place: Localized;
  readonly dayStartsAt: number;
  readonly utcOffsetMinutes: number;
  readonly code: string;
  /** The server's time as the answer left. */
  readonly now: number;
  readonly organiser: boolean;
  /** In the order of their beginnings. */
  readonly sittings: readonly ProgrammeSitting[];
}

export interface ProgrammeSitting {
  readonly sittingId: SittingId;
  readonly kind: SittingKind;
  readonly title: Localized;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly phase: SittingPhase;
  /** When a paused sitting means to go on; `null` when not said or not paused. */
  readonly pausedUntil: number | null;
  /** The agenda item under way. */
  readonly item: Localized | null;
  /** People who are marked present. */
  readonly here: number;
  readonly voteIsOpen: boolean;
  readonly myRoles: readonly Role[];
  /** Of my seat; `null`: I have none. */
  readonly myRight: SeatRight | null;
}

/** `GET /api/sittings/:sittingId`, for members of its forum. */
export interface SittingAnswer {
  readonly forumId: ForumId;
  readonly sittingId: SittingId;
  /** Where phones reach this server, when it is not the address this page was opened at; to be said aloud. */
  readonly address?: string;
}

/** `GET /api/stage/:token`: what the hall's screen shows. */
export interface StageAnswer {
  readonly forumId: ForumId;
  readonly sittingId: SittingId;
  /** Where phones reach this server, e.g. `http://192.168.1.20:8080`, when it is not the address the screen was opened at. */
  readonly address?: string;
}

/** `GET /api/sittings/:sittingId/polls/:pollId/roll`: who voted how, after a named vote has closed. */
export interface RollAnswer {
  readonly roll: readonly {
    readonly personId: PersonId;
    readonly right: 'deciding' | 'advisory';
    readonly weight: number;
    /** `null`: did not vote. */
    readonly answer: PollAnswer | null;
    /** The secretary entered it, and it was not changed since. */
    readonly byHand: boolean;
    /** Its card was counted in the hall: among the others, and which one nobody knows. */
    readonly inHall: boolean;
    /** Who cast it for them; left out: they did. */
    readonly proxy?: PersonId;
  }[];
}

/** A title in the forum's languages; at least one. */
const titleSchema = z.object({
  kk: z.optional(z.string().check(z.maxLength(300))),
  ru: z.optional(z.string().check(z.maxLength(300))),
  en: z.optional(z.string().check(z.maxLength(300))),
});

/** The body of `POST /api/forums`, by an organiser of this server. Answer: `EnterAnswer` with the one sitting. */
export const createForumSchema = z.object({
  title: titleSchema,
  sittingTitle: titleSchema,
  place: titleSchema,
  kind: z.enum(sittingKinds),
  /** The languages of its texts, the language of adoption first. */
  languages: z.array(z.enum(langs)).check(z.minLength(1), z.maxLength(3)),
  quorum: z.enum(quorumChoices),
  /** By whose rules is decided; left out: more than half of those present. */
  template: z.optional(z.enum(templateNames)),
  /** Who makes it, as the others will see it; left out: the name stays. */
  founder: z.optional(z.string().check(z.trim(), z.maxLength(120))),
});
export type CreateForum = z.infer<typeof createForumSchema>;

/**
 * `POST /api/sittings/:sittingId/stage-link` by who runs it: one more address of the hall's screen, `/stage/<token>`.
 * `POST /api/sittings/:sittingId/stage-links/end` ends all that were given so far, with every screen they opened; answer: `{}`.
 */
export interface StageLinkAnswer {
  readonly token: string;
}

// ------------------------------------------------------------------------------------------------- the history of a text

/** What one person did to a text within five minutes of the clock; between `fromSeq` and `toSeq` others may have written too. */
export interface TextHistoryEntryShown {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** ms UTC. */
  readonly fromAt: number;
  readonly toAt: number;
  readonly by: PersonId | 'server';
  /** Letters (UTF-16 units) put in and taken out, by clause and language; `lang` `null`: its place, kind, addressee or date. */
  readonly touches: readonly {
    readonly clauseId: ClauseId;
    readonly lang: Lang | null;
    readonly inserted: number;
    readonly deleted: number;
  }[];
}

/**
 * `GET /api/texts/:textId/history?before=<seq>&limit=<n>`, newest first, whole spans of five minutes: so it may be some more than asked.
 * `more`: there are earlier ones, before the least `fromSeq` of these.
 */
export interface TextHistoryAnswer {
  readonly entries: readonly TextHistoryEntryShown[];
  readonly names: Names;
  readonly more: boolean;
  /** The text's sequence now. */
  readonly textSeq: number;
}

/** `GET /api/texts/:textId/at/:seq`: the whole text as it stood, removed clauses too. */
export interface TextAtAnswer {
  readonly textSeq: number;
  readonly at: number;
  readonly clauses: readonly ClauseText[];
}

/** `GET /api/texts/:textId/authors?clause=<id>&lang=<lang>`: the words as they stand now, in order. */
export interface TextAuthorsAnswer {
  readonly textSeq: number;
  /** Offsets in UTF-16 units, `from` inclusive, `to` exclusive. */
  readonly runs: readonly { readonly from: number; readonly to: number; readonly by: PersonId | 'server' }[];
  readonly words: string;
  readonly names: Names;
}

/**
 * `GET /api/sittings/:sittingId/drafts/:draftId/own-words`, for members of its forum: the clauses of the adopted resolution in which words
 * of whoever asks stand, and nobody else's, in its order. Refused `nothing-adopted` until the whole is adopted.
 */
export interface OwnWordsAnswer {
  readonly places: readonly OwnPlace[];
}
export type OwnWordsRefusal = Refusal<'not-found' | 'nothing-adopted'>;

// ------------------------------------------------------------------------------------------------------- official papers

/** `GET /api/sittings/:sittingId/minutes?lang=`, for those who word and sign them: paragraph by paragraph, as they stand now. */
export interface MinutesAnswer {
  /** `null`: the secretary has not given one. */
  readonly number: string | null;
  readonly paragraphs: readonly MinutesParagraph[];
  /** Whose name stands there, or will; `null`: nobody holds the office. */
  readonly signers: Readonly<Record<Signer, { readonly name: string | null; readonly signedAt: number | null }>>;
}

/** An issued paper as its page shows it. */
export interface PaperShown {
  readonly kind: PaperKind;
  readonly lang: Lang;
  readonly title: string;
  readonly forum: Localized;
  readonly sitting: Localized;
  readonly utcOffsetMinutes: number;
  readonly checkCode: string;
  readonly blocks: readonly DocumentBlock[];
  /** Of each file, its SHA-256 in hex: whoever has one can compare it. */
  readonly files: readonly { readonly format: PaperFormat; readonly sha256: string }[];
}

/**
 * `GET /api/check/:code`, for everybody: the issued papers that carry the code, the last issued first. Refused `check-code-unknown`.
 * `GET /api/sittings/:sittingId/papers/:paperId`, for members of its forum, tells one of them; with `/:format` it is the file itself.
 */
export interface CheckAnswer {
  readonly papers: readonly (PaperShown & {
    readonly paperId: PaperId;
    readonly issuedAt: number;
    /** The paper that takes its place; `null`: it stands. */
    readonly replacedBy: PaperBeside | null;
    /** The one in whose place it was issued. */
    readonly replaces: PaperBeside | null;
    /** What of it holds no more, in the order in which it fell. */
    readonly since: readonly SinceIssued[];
    /** Issued after that, in another language where none took its place; `null`: nothing fell, or no other is there. */
    readonly newer: PaperBeside | null;
  })[];
}

/** Another paper, and why one took the other's place. */
export interface PaperBeside {
  readonly checkCode: string;
  readonly issuedAt: number;
  readonly reason: string;
}
export type CheckRefusal = Refusal<'check-code-unknown' | 'too-fast'>;

// ------------------------------------------------------------------------------------------------ people, before they come

/**
 * `GET /api/forums/:forumId/people`, for who registers people in it: everybody, without contacts. Refused `not-permitted`; of a forum
 * that somebody is not of they are told what they are told of none.
 */
export interface PeopleAnswer {
  readonly title: Localized;
  /** Where a phone finds this server; before `/p/<token>` it is somebody's link. */
  readonly origin: string;
  readonly people: readonly RegisteredPerson[];
  /** In the order of the programme. */
  readonly sittings: readonly RegisterSitting[];
  /** May this person bring lists, and make links of many? */
  readonly mayImport: boolean;
}

export interface RegisteredPerson {
  readonly personId: PersonId;
  readonly name: Localized;
  readonly organisation: Localized | null;
  readonly kind: OrganisationKind | null;
  readonly came: 'guest' | 'invited';
  readonly badge: string;
}

export interface RegisterSitting {
  readonly sittingId: SittingId;
  readonly kind: SittingKind;
  readonly title: Localized;
  readonly phase: SittingPhase;
  /** Deciding and advisory seats. */
  readonly seats: number;
  /** It is held at the same time as another panel: people are spread over these. */
  readonly isBeside: boolean;
}

/**
 * `POST /api/forums/:forumId/people/preview` and `POST /api/forums/:forumId/people/import?requestId=`; the body is the file as it is, at
 * most 2 MB. The first writes nothing.
 */
export interface ImportPreviewAnswer {
  readonly encoding: TableEncoding;
  readonly separator: TableSeparator;
  readonly columns: readonly { readonly heading: string; readonly field: ImportField | null }[];
  readonly counts: Readonly<Record<LineState, number>>;
  /** The first of each state, bad ones first. */
  readonly shown: readonly ImportShownLine[];
  /** All of them, to be given back as a file. */
  readonly bad: readonly {
    readonly line: number;
    readonly cells: readonly string[];
    readonly reasons: readonly LineReason[];
  }[];
}

export interface ImportShownLine {
  readonly line: number;
  readonly is: LineState;
  readonly name: string;
  readonly organisation: string;
  readonly reasons: readonly LineReason[];
  readonly remarks: readonly LineReason[];
}

export interface ImportAnswer {
  readonly counts: Readonly<Record<LineState, number>>;
}

const requestIdField = z.string().check(z.regex(requestIdPattern));

/** The body of `POST /api/forums/:forumId/people/walk-in`. */
export const walkInSchema = z.object({
  requestId: requestIdField,
  name: z.string().check(z.maxLength(240)),
  organisation: z.optional(z.string().check(z.maxLength(400))),
  lang: z.enum(langs),
  right: z.enum(['deciding', 'advisory', 'none']),
});
export interface WalkInAnswer {
  readonly personId: PersonId;
  /** Of the personal link, told once; `null`: it was told before. */
  readonly token: string | null;
}

/** The body of `POST /api/forums/:forumId/people/spread`: the panels, held at the same time. */
export const spreadSchema = z.object({
  requestId: requestIdField,
  sittingIds: z.array(z.string().check(z.regex(idPattern('sitting')))).check(z.minLength(2), z.maxLength(20)),
});
export interface SpreadAnswer {
  /** How many came into each. */
  readonly placed: Readonly<Record<SittingId, number>>;
}

/** The body of `POST /api/forums/:forumId/people/groups`: the seats of a sitting into groups by kind of organisation. */
export const groupsSchema = z.object({
  requestId: requestIdField,
  sittingId: z.string().check(z.regex(idPattern('sitting'))),
});
/** How many seats are in the group of each kind; of how many nobody knows it, and how many somebody put elsewhere by hand. */
export interface GroupsAnswer {
  readonly grouped: Readonly<Partial<Record<OrganisationKind, number>>>;
  readonly unknown: number;
  readonly byHand: number;
}

/** The body of `POST /api/forums/:forumId/people/links`: for those who have none, or anew for all but who asks. */
export const makeLinksSchema = z.object({
  of: z.enum(['without', 'all']),
});
export interface MadeLinksAnswer {
  readonly links: readonly MadeLink[];
}
/** The token is told once: it is stored as its hash alone. */
export interface MadeLink {
  readonly personId: PersonId;
  readonly token: string;
  readonly name: Localized;
  readonly organisation: Localized | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly badge: string;
}

/** The body of `POST /api/forums/:forumId/people/badges`; answer: a PDF, eight a page. Without its token a badge has no picture of a link. */
export const badgesSchema = z.object({
  lang: z.enum(langs),
  people: z
    .array(
      z.object({
        personId: z.string().check(z.regex(idPattern('person'))),
        token: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
      }),
    )
    .check(z.minLength(1), z.maxLength(400)),
});
