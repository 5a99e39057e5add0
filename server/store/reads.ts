/** How do rows become what the engine reads? The same for every store. */
import type { MemberDetails } from '../../shared/people/member-details.ts';
import type {
  LastTouch,
  Link,
  LinkPurpose,
  Login,
  Membership,
  Person,
  ServerMade,
  Store,
  StoredBallot,
  StoredEvent,
  StoredPaper,
  StoredTextUpdate,
} from '../engine/ports.ts';
import type { PersonId, SeatId } from '../../shared/lib/ids.ts';
import type { Localized } from '../../shared/lib/lang.ts';
import { receiptOf } from './chain.ts';
import type {
  BallotRow,
  EventRow,
  LastTouchRow,
  LinkRow,
  LoginRow,
  MembershipRow,
  PaperRow,
  PersonRow,
  ServerMadeRow,
  TextUpdateRow,
} from './schema.ts';
import { toLang } from './text-history.ts';

export type ReadName = Exclude<
  keyof Store,
  'commit' | 'verify' | 'checkpoint' | 'close' | 'saveFold' | 'saveTextSnapshot'
>;

/** The read sides of a store as functions that answer at once, from one state of the store. */
export type Reads = {
  readonly [Name in ReadName]: (...args: Parameters<Store[Name]>) => Awaited<ReturnType<Store[Name]>>;
};

export function toEvent(row: EventRow): StoredEvent {
  const { stream, seq, at, type, version, actor, bodyJson } = row;
  const body = bodyJson === null ? null : (JSON.parse(bodyJson) as Readonly<Record<string, unknown>>);
  return { stream, seq, at, type, version, actor, body };
}

/** Text updates are never erased by themselves. */
export function toTextUpdate({ seq, at, actor, body }: TextUpdateRow): StoredTextUpdate {
  if (body === null) throw new Error(`text update ${seq} is erased`);
  return { seq, at, by: actor, update: toBytes(body) };
}

export function toLastTouch({ clauseId, lang, seq, at, actor }: LastTouchRow): LastTouch {
  return { clauseId, lang: toLang(lang), seq, at, by: actor };
}

export function toServerMade({ from, to, at, actor }: ServerMadeRow): ServerMade {
  return { from, to, at, by: actor };
}

/** A plain view: drivers give Node's Buffer, whose `slice` and equality differ. */
export function toBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function toBallot({ pollId, seatId, revision, at, hash, bodyJson }: BallotRow): StoredBallot {
  if (bodyJson === null) throw new Error(`the ballot of ${seatId} in ${pollId} is erased`);
  const [, personId, choice] = JSON.parse(bodyJson) as [SeatId, PersonId, string];
  return { pollId, seatId, personId, choice, revision, at, receipt: receiptOf(hash) };
}

export function toPerson({ personId, nameJson, lang, organiser }: PersonRow): Person {
  return { personId, name: JSON.parse(nameJson) as Localized, lang, organiser: organiser === 1 };
}

export function toMembership(row: MembershipRow): Membership {
  const { forumId, personId, organisationJson, titleJson, detailsJson } = row;
  const organisation = JSON.parse(organisationJson) as Localized | null;
  const title = JSON.parse(titleJson) as Localized | null;
  const details = detailsJson === null ? {} : { details: JSON.parse(detailsJson) as MemberDetails };
  return { forumId, personId, organisation, title, ...details };
}

export function toPaper({ paperId, stream, issuedAt, shownJson }: PaperRow): StoredPaper {
  return { paperId, stream, issuedAt, shown: JSON.parse(shownJson) as unknown };
}

export function toLink({ linkId, tokenHash, purposeJson, revokedAt }: LinkRow): Link {
  return { linkId, tokenHash, purpose: JSON.parse(purposeJson) as LinkPurpose, revokedAt };
}

export function toLogin({ loginId, personId, forumId, linkId, createdAt, endedAt }: LoginRow): Login {
  return { loginId, personId, forumId, linkId, createdAt, endedAt };
}
