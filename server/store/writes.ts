/** Which single changes of rows is every commit made of? A store implements these, and the readings of `Facts`, and no rule. */
import type { ForumId, LinkId, LoginId, PersonId, PollId, SittingId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type {
  AnswerRow,
  BallotRow,
  ChainRow,
  DeadlineRow,
  EventRow,
  LinkRow,
  LooseBallotsRow,
  LoginRow,
  MembershipRow,
  PaperCodeRow,
  PaperFileRow,
  PaperRow,
  PersonRow,
  PollRow,
  ServerMadeRow,
  TextClientRow,
  TextLockRow,
  TextRow,
  TextTouchRow,
  TextUpdateRow,
} from './schema.ts';

/** Name of the write → the values it takes. */
export interface WriteRows {
  /** Sets the head; a chain that exists keeps what was checked. */
  chain: ChainRow;
  event: EventRow;
  /** Takes body and salt away, nothing else. */
  'erase-event': { readonly stream: StreamId; readonly seq: number };
  'drop-folds': { readonly stream: StreamId };
  text: TextRow;
  /** New, or the next clock of a known one. */
  'text-client': TextClientRow;
  'text-lock': TextLockRow;
  'text-unlock': TextLockRow;
  'text-update': TextUpdateRow;
  /** It is the clause's and language's last one from now on. */
  'text-touch': TextTouchRow;
  'server-made': ServerMadeRow;
  /** New, or another `closesAt`, `sealedAt`. */
  poll: PollRow;
  ballot: BallotRow;
  /** Keeps `boxJson`; takes seats, bodies and salts from the poll's ballots. */
  'unlink-ballots': LooseBallotsRow;
  /** The answers that the person got to ballots of this poll become this one, given at this time. */
  'unlink-answers': {
    readonly personId: PersonId;
    readonly pollId: PollId;
    readonly answerJson: string;
    readonly at: number;
  };
  answer: AnswerRow;
  deadline: DeadlineRow;
  'clear-deadline': { readonly key: string };
  person: PersonRow;
  'set-name': { readonly personId: PersonId; readonly nameJson: string };
  'set-language': { readonly personId: PersonId; readonly lang: Lang };
  /** Empties the name, removes the memberships, revokes the links, ends the logins. */
  'erase-person': { readonly personId: PersonId; readonly at: number };
  /** New, or another organisation and title; the order of membership stays. */
  membership: MembershipRow;
  link: LinkRow;
  /** Ends the logins that it made, too. What is revoked or ended keeps its time. */
  'revoke-link': { readonly linkId: LinkId; readonly at: number };
  login: LoginRow;
  'end-login': { readonly loginId: LoginId; readonly at: number };
  paper: PaperRow;
  'paper-file': PaperFileRow;
  'paper-code': PaperCodeRow;
  /** The target's former code is given up. */
  code: { readonly code: string; readonly forumId: ForumId; readonly sittingId: SittingId | '' };
}

export type WriteName = keyof WriteRows;
export type Write = { [Name in WriteName]: { readonly write: Name; readonly row: WriteRows[Name] } }[WriteName];
