/**
 * What names a thing? A branded string: a prefix that tells its kind, then 16 characters of Crockford base 32 (80 random bits).
 * Ids are made by `Ids` (a port) and come into rules through the context; nothing is ever found by guessing one.
 */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type ForumId = Branded<'forum'>;
export type SittingId = Branded<'sitting'>;
export type AgendaItemId = Branded<'agendaItem'>;
export type DraftId = Branded<'draft'>;
/** Anything co-edited has one; a draft's text is one. */
export type TextId = Branded<'text'>;
export type ClauseId = Branded<'clause'>;
export type PollId = Branded<'poll'>;
/** What is said to happen in five seconds. */
export type AnnouncementId = Branded<'announcement'>;
export type ProposalId = Branded<'proposal'>;
/** A thread of comments; the words it is about carry it in their marks. */
export type ThreadId = Branded<'thread'>;
/** One comment in a thread. */
export type NoteId = Branded<'note'>;
/** A request for the floor, and the turn that comes of it. */
export type TurnId = Branded<'turn'>;
/** From the audience. */
export type QuestionId = Branded<'question'>;
/** A live poll that decides nothing. */
export type SurveyId = Branded<'survey'>;
/** An issued paper, in all its formats. */
export type PaperId = Branded<'paper'>;
export type PersonId = Branded<'person'>;
/** An organisation in one forum: what its delegates have in common, where its name is not told. */
export type OrganisationId = Branded<'organisation'>;
export type SeatId = Branded<'seat'>;
export type LoginId = Branded<'login'>;
export type LinkId = Branded<'link'>;
/** Made by the client, once per attempt; the same id gives the same answer. */
export type RequestId = Branded<'request'>;

export const idPrefixes = {
  forum: 'for',
  sitting: 'sit',
  agendaItem: 'itm',
  draft: 'drf',
  text: 'txt',
  clause: 'cla',
  poll: 'pol',
  announcement: 'ann',
  proposal: 'pro',
  thread: 'thr',
  note: 'nte',
  turn: 'trn',
  question: 'que',
  survey: 'sur',
  paper: 'pap',
  person: 'per',
  organisation: 'org',
  seat: 'sea',
  login: 'log',
  link: 'lnk',
} as const;

export type IdKind = keyof typeof idPrefixes;

export interface IdOf {
  forum: ForumId;
  sitting: SittingId;
  agendaItem: AgendaItemId;
  draft: DraftId;
  text: TextId;
  clause: ClauseId;
  poll: PollId;
  announcement: AnnouncementId;
  proposal: ProposalId;
  thread: ThreadId;
  note: NoteId;
  turn: TurnId;
  question: QuestionId;
  survey: SurveyId;
  paper: PaperId;
  person: PersonId;
  organisation: OrganisationId;
  seat: SeatId;
  login: LoginId;
  link: LinkId;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Matches any id of the given kind, e.g. `cla_0123456789abcdef`. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${idPrefixes[kind]}_[0-9a-hjkmnp-tv-z]{16}$`);
}

/** Matches what a client may use as a request id: 8 to 64 letters, digits, `-` or `_`. */
export const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Turns 10 bytes (80 bits) into an id of the kind. Pure: the caller brings the randomness. */
export function idFromBytes<K extends IdKind>(kind: K, bytes: Uint8Array): IdOf[K] {
  if (bytes.length < 10) throw new Error('an id needs 10 bytes');
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes.subarray(0, 10)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return `${idPrefixes[kind]}_${text}` as IdOf[K];
}

/** Made once: a text asks for thousands of ids. */
const patterns: Partial<Record<IdKind, RegExp>> = {};

/** Is this string an id of the kind? The only way from `string` to an id apart from making one. */
export function isId<K extends IdKind>(kind: K, text: string): text is IdOf[K] & string {
  return (patterns[kind] ??= idPattern(kind)).test(text);
}
