/** What stands in the store's tables, and how does a database of an older version become one of this? */
import type {
  ForumId,
  LinkId,
  LoginId,
  PaperId,
  PersonId,
  PollId,
  RequestId,
  SeatId,
  SittingId,
  TextId,
} from '../../shared/lib/ids.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { EveryClause } from '../../shared/protocol/text-wire.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Actor, StreamId } from '../../shared/lib/streams.ts';

/** Columns whose names end in `Json` hold JSON text; hashes and salts are bytes; instants are ms UTC. */
export interface Tables {
  /** The head of each chain (see `chain.ts`) and the head as it was when last checked. */
  chains: ChainRow;
  events: EventRow;
  folds: FoldRow;
  texts: TextRow;
  textClients: TextClientRow;
  textLocks: TextLockRow;
  textUpdates: TextUpdateRow;
  textSnapshots: TextSnapshotRow;
  textTouches: TextTouchRow;
  lastTouches: LastTouchRow;
  serverMade: ServerMadeRow;
  polls: PollRow;
  ballots: BallotRow;
  looseBallots: LooseBallotsRow;
  answers: AnswerRow;
  deadlines: DeadlineRow;
  persons: PersonRow;
  memberships: MembershipRow;
  links: LinkRow;
  logins: LoginRow;
  codes: CodeRow;
  papers: PaperRow;
  paperFiles: PaperFileRow;
  paperCodes: PaperCodeRow;
}

export interface ChainRow {
  readonly chain: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly checkedSeq: number;
  readonly checkedHash: Uint8Array;
}

/** What every chained row has. `salt` and body are null together: erased. */
export interface ChainedColumns {
  readonly seq: number;
  readonly at: number;
  readonly salt: Uint8Array | null;
  readonly bodyHash: Uint8Array;
  readonly hash: Uint8Array;
}

export interface EventRow extends ChainedColumns {
  readonly stream: StreamId;
  readonly type: string;
  readonly version: number;
  readonly actor: Actor;
  readonly bodyJson: string | null;
}

export interface FoldRow {
  readonly stream: StreamId;
  readonly foldVersion: string;
  readonly seq: number;
  readonly stateJson: string;
}

export interface TextRow {
  readonly textId: TextId;
  readonly kind: string;
  readonly layout: number;
  readonly stream: StreamId;
}

export interface TextClientRow {
  readonly textId: TextId;
  readonly clientId: number;
  readonly personId: Actor;
  readonly nextClock: number;
}

export interface TextLockRow {
  readonly textId: TextId;
  readonly clauseId: ClauseId | EveryClause;
}

export interface TextUpdateRow extends ChainedColumns {
  readonly textId: TextId;
  readonly actor: Actor;
  readonly body: Uint8Array | null;
}

export interface TextSnapshotRow {
  readonly textId: TextId;
  readonly seq: number;
  readonly state: Uint8Array;
}

/** What an update touched: derived from it, and so outside of the chain. */
export interface TextTouchRow {
  readonly textId: TextId;
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly clauseId: ClauseId;
  /** `''`: the clause itself. Not null, because it is part of the key. */
  readonly lang: Lang | '';
  readonly inserted: number;
  readonly deleted: number;
}

/** The latest of them for each clause and language. */
export type LastTouchRow = Omit<TextTouchRow, 'inserted' | 'deleted'>;

/** Clocks of the server's own client id, and in whose name it wrote under them. */
export interface ServerMadeRow {
  readonly textId: TextId;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly actor: Actor;
}

export interface PollRow {
  readonly pollId: PollId;
  readonly stream: StreamId;
  readonly closesAt: number;
  readonly sealedAt: number | null;
}

/** What is left of an unnamed vote: who voted, and apart from it how was voted. Its hash stands in the event of the closing. */
export interface LooseBallotsRow {
  readonly pollId: PollId;
  readonly boxJson: string;
}

/**
 * One row a revision; the last one of a seat counts. The body is `[seatId, personId, choice]`; unlinked, body and salt are erased and
 * the place of the seat is taken by that of the row.
 */
export interface BallotRow extends ChainedColumns {
  readonly pollId: PollId;
  readonly seatId: SeatId;
  readonly revision: number;
  readonly bodyJson: string | null;
}

export interface AnswerRow {
  readonly personId: PersonId;
  readonly requestId: RequestId;
  readonly at: number;
  readonly answerJson: string;
}

export interface DeadlineRow {
  readonly key: string;
  readonly stream: StreamId;
  readonly at: number;
  readonly commandJson: string;
}

/** An erased person's row stays, so that the id is never given again. */
export interface PersonRow {
  readonly personId: PersonId;
  readonly nameJson: string;
  readonly lang: Lang;
  readonly organiser: 0 | 1;
  readonly erasedAt: number | null;
}

export interface MembershipRow {
  readonly forumId: ForumId;
  readonly personId: PersonId;
  readonly organisationJson: string;
  readonly titleJson: string;
  /** `null`: none are known. */
  readonly detailsJson: string | null;
}

export interface LinkRow {
  readonly linkId: LinkId;
  readonly tokenHash: string;
  readonly purposeJson: string;
  /** `null`: a stage's. */
  readonly personId: PersonId | null;
  /** `null`: a person's. */
  readonly sittingId: SittingId | null;
  readonly revokedAt: number | null;
}

export interface LoginRow {
  readonly loginId: LoginId;
  readonly tokenHash: string;
  readonly personId: PersonId;
  /** `null`: good in every forum of the person. */
  readonly forumId: ForumId | null;
  readonly linkId: LinkId | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

export interface CodeRow {
  readonly code: string;
  readonly forumId: ForumId;
  /** `''`: the forum's own. Not null, so that one target has one code. */
  readonly sittingId: SittingId | '';
}

/** Issued once, changed never. */
export interface PaperRow {
  readonly paperId: PaperId;
  readonly stream: StreamId;
  readonly issuedAt: number;
  readonly shownJson: string;
}

export interface PaperFileRow {
  readonly paperId: PaperId;
  readonly format: string;
  readonly bytes: Uint8Array;
}

export interface PaperCodeRow {
  readonly code: string;
  readonly paperId: PaperId;
  readonly issuedAt: number;
}

/**
 * Forward only: entry n makes version n + 1 of version n, inside the transaction that notes the new version. An entry that
 * was released is never changed again. Rows that grow for ever keep their rowid (narrow inserts at the end), the rest is
 * clustered by its key.
 */
export const sqliteMigrations: readonly string[] = [
  `
  create table chains (
    chain text primary key, seq integer not null, hash blob not null,
    checkedSeq integer not null, checkedHash blob not null
  ) without rowid;
  create index chainsUnchecked on chains (chain) where seq > checkedSeq;

  create table events (
    stream text not null, seq integer not null, at integer not null, type text not null, version integer not null,
    actor text not null, bodyJson text, salt blob, bodyHash blob not null, hash blob not null,
    unique (stream, seq)
  );
  create table folds (
    stream text not null, foldVersion text not null, seq integer not null, stateJson text not null,
    primary key (stream, foldVersion)
  );

  create table texts (
    textId text primary key, kind text not null, layout integer not null, stream text not null
  ) without rowid;
  create index textsByStream on texts (stream, textId);
  create table textClients (
    textId text not null, clientId integer not null, personId text not null, nextClock integer not null,
    primary key (textId, clientId)
  ) without rowid;
  create table textLocks (
    textId text not null, clauseId text not null, primary key (textId, clauseId)
  ) without rowid;
  create table textUpdates (
    textId text not null, seq integer not null, at integer not null, actor text not null,
    body blob, salt blob, bodyHash blob not null, hash blob not null,
    unique (textId, seq)
  );
  create table textSnapshots (
    textId text not null, seq integer not null, state blob not null, primary key (textId, seq)
  );

  create table polls (
    pollId text primary key, stream text not null, closesAt integer not null, sealedAt integer
  ) without rowid;
  create table ballots (
    pollId text not null, seq integer not null, seatId text not null, revision integer not null, at integer not null,
    bodyJson text, salt blob, bodyHash blob not null, hash blob not null,
    unique (pollId, seq), unique (pollId, seatId, revision)
  );
  create table answers (
    personId text not null, requestId text not null, at integer not null, answerJson text not null,
    primary key (personId, requestId)
  ) without rowid;
  create table deadlines (
    key text primary key, stream text not null, at integer not null, commandJson text not null
  ) without rowid;

  create table persons (
    ordinal integer primary key, personId text not null unique, nameJson text not null, lang text not null,
    organiser integer not null, erasedAt integer
  );
  create table memberships (
    ordinal integer primary key, forumId text not null, personId text not null,
    organisationJson text not null, titleJson text not null, unique (forumId, personId)
  );
  create index membershipsByPerson on memberships (personId);
  create table links (
    ordinal integer primary key, linkId text not null unique, tokenHash text not null unique,
    purposeJson text not null, personId text, revokedAt integer
  );
  create index linksByPerson on links (personId);
  create table logins (
    ordinal integer primary key, loginId text not null unique, tokenHash text not null unique, personId text not null,
    linkId text, createdAt integer not null, endedAt integer
  );
  create index loginsByPerson on logins (personId);
  create index loginsByLink on logins (linkId);
  create table codes (
    code text primary key, forumId text not null, sittingId text not null, unique (forumId, sittingId)
  ) without rowid;
  `,
  // What was written before this is in the history without the places it touched.
  `
  create table textTouches (
    textId text not null, seq integer not null, clauseId text not null, lang text not null,
    at integer not null, actor text not null, inserted integer not null, deleted integer not null,
    primary key (textId, seq, clauseId, lang)
  ) without rowid;
  create table lastTouches (
    textId text not null, clauseId text not null, lang text not null,
    seq integer not null, at integer not null, actor text not null,
    primary key (textId, clauseId, lang)
  ) without rowid;
  create table serverMade (
    textId text not null, "from" integer not null, "to" integer not null, at integer not null, actor text not null,
    primary key (textId, "from")
  ) without rowid;
  `,
  // A login is good where its link was for; a guest's, in the forum they had joined. Where that cannot be told it ends: no
  // forum in the row would mean every forum.
  `
  alter table logins add column forumId text;
  update logins set forumId = (
    select json_extract(links.purposeJson, '$.forumId') from links where links.linkId = logins.linkId
  ) where linkId is not null;
  update logins set forumId = (
    select memberships.forumId from memberships where memberships.personId = logins.personId order by ordinal limit 1
  ) where linkId is null;
  update logins set endedAt = cast(strftime('%s', 'now') as integer) * 1000
    where endedAt is null and forumId is null
    and not exists (select 1 from links where links.linkId = logins.linkId);

  alter table links add column sittingId text;
  update links set sittingId = json_extract(purposeJson, '$.sittingId') where personId is null;
  create index linksBySitting on links (sittingId) where sittingId is not null;
  `,
  `
  create table papers (
    paperId text primary key, stream text not null, issuedAt integer not null, shownJson text not null
  );
  create table paperFiles (
    paperId text not null, format text not null, bytes blob not null, primary key (paperId, format)
  );
  create table paperCodes (
    code text not null, issuedAt integer not null, paperId text not null, primary key (code, issuedAt, paperId)
  ) without rowid;
  `,
  `
  create table looseBallots (pollId text primary key, boxJson text not null) without rowid;
  `,
  `
  alter table memberships add column detailsJson text;
  `,
];
