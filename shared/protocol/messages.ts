/** What goes over the socket? The only two unions; everything up is parsed here, once, at the door. */
import * as z from 'zod';
import type { Result } from '../lib/result.ts';
import type { Recorded, StreamId } from '../lib/streams.ts';
import { forumIdSchema, langSchema, questionIdSchema, requestIdSchema, sittingIdSchema } from '../lib/schemas.ts';
import type {
  ClauseId,
  ForumId,
  PersonId,
  PollId,
  QuestionId,
  SeatId,
  SittingId,
  SurveyId,
  TextId,
} from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import type { ClauseText } from '../draft/clause-runs.ts';
import { audiences, type Audience } from '../people/audience.ts';
import type { Role, SeatRight } from '../people/capacity.ts';
import { forumCommandSchema } from '../forum/forum-commands.ts';
import { sittingCommandSchema } from '../sitting/sitting-commands.ts';
import { draftCommandSchema } from '../draft/draft-commands.ts';
import { ballotSchema, pollCommandSchema } from '../poll/poll-commands.ts';
import { announcementCommandSchema } from '../announcement/announcement-commands.ts';
import { proposalCommandSchema } from '../proposal/proposal-commands.ts';
import { commentCommandSchema } from '../comment/comment-commands.ts';
import { minutesCommandSchema } from '../minutes/minutes-commands.ts';
import { paperCommandSchema } from '../paper/paper-commands.ts';
import { floorCommandSchema } from '../floor/floor-commands.ts';
import type { Question, Upvotes } from '../question/question.ts';
import { questionCommandSchema } from '../question/question-commands.ts';
import type { LiveCounts } from '../poll/live-counts.ts';
import type { PollAnswer } from '../poll/poll-answer.ts';
import { answerMessageSchema } from '../survey/answer-message.ts';
import type { SurveyAnswer } from '../survey/survey-answer.ts';
import { surveyCommandSchema } from '../survey/survey-commands.ts';
import type { SurveyCount } from '../survey/survey.ts';
import type { ForumStream, ForumStreamEvent, SittingStream, SittingStreamEvent } from './features.ts';

// ------------------------------------------------------------------------------------------------------------------- up

/** First on every connection. Answer: `HelloAnswer`. */
export const helloSchema = z.strictObject({ protocol: z.int(), lang: langSchema });

/** What to follow, and the sequences already held; 0: nothing, send a snapshot. Answer: ok, and frames come. */
export const followSchema = z.strictObject({
  forumId: forumIdSchema,
  forumSeq: z.int().min(0),
  sittingId: sittingIdSchema.nullable(),
  sittingSeq: z.int().min(0),
  /**
   * For which audience what is held was rendered. When that is another one now, or left out, a snapshot comes: events as the desk
   * sees them do not make a member's state the desk's.
   */
  forumAudience: z.enum(audiences).optional(),
  sittingAudience: z.enum(audiences).optional(),
  /** Send the sitting's texts as followers read them. */
  texts: z.boolean(),
});

/** `to` names the stream by its forum or sitting. Answer: `Result<CommandAnswer>`; the same id again gives the same answer. */
export const commandSchema = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('sitting'),
    requestId: requestIdSchema,
    sittingId: sittingIdSchema,
    command: z.union([
      sittingCommandSchema,
      draftCommandSchema,
      pollCommandSchema,
      announcementCommandSchema,
      proposalCommandSchema,
      commentCommandSchema,
      minutesCommandSchema,
      paperCommandSchema,
      floorCommandSchema,
      questionCommandSchema,
      surveyCommandSchema,
    ]),
  }),
  z.strictObject({
    to: z.literal('forum'),
    requestId: requestIdSchema,
    forumId: forumIdSchema,
    command: forumCommandSchema,
  }),
]);

/** Answer: `Result<BallotReceipt>`; the same request id again gives the same answer. */
export const ballotMessageSchema = z.strictObject({ sittingId: sittingIdSchema, ballot: ballotSchema });

/** *I want to know that too*, or no more: a level, not a deed. Answer: `Result<null>`; said again it is the same. */
export const upvoteSchema = z.strictObject({
  sittingId: sittingIdSchema,
  questionId: questionIdSchema,
  isUp: z.boolean(),
});

/** An answer to a live poll. Answer: `Result<SurveyReceipt>`; the same request id again gives the same answer. */
export const surveyAnswerMessageSchema = z.strictObject({ sittingId: sittingIdSchema, answer: answerMessageSchema });

export const upSchemas = {
  hello: helloSchema,
  follow: followSchema,
  command: commandSchema,
  ballot: ballotMessageSchema,
  upvote: upvoteSchema,
  answer: surveyAnswerMessageSchema,
} as const;

export type UpName = keyof typeof upSchemas;
export type Up = { readonly [Name in UpName]: z.infer<(typeof upSchemas)[Name]> };

export interface HelloAnswer {
  readonly personId: PersonId | null;
  /** The server's clock, ms UTC, as the answer left. */
  readonly now: number;
  readonly protocol: number;
}

/** `seq`: the stream's sequence after the command; the client has everything when it has that. */
export interface CommandAnswer {
  readonly seq: number;
  /** The token of a new personal link, once, to whom asked for it. */
  readonly linkToken?: string;
}

export interface BallotReceipt {
  readonly pollId: PollId;
  /** `null`: of an unnamed vote that is closed; from then on nobody can say. */
  readonly answer: PollAnswer | null;
  /** When it was committed, ms UTC. */
  readonly at: number;
  readonly revision: number;
  readonly receipt: string;
}

/** What lies in the box for me. */
export interface SurveyReceipt {
  readonly surveyId: SurveyId;
  /** `null`: of one without names that is over; from then on nobody can say. */
  readonly answer: SurveyAnswer | null;
  /** When it was committed, ms UTC. */
  readonly at: number;
}

export interface Answers {
  readonly hello: Result<HelloAnswer>;
  readonly follow: Result<null>;
  readonly command: Result<CommandAnswer>;
  readonly ballot: Result<BallotReceipt>;
  readonly upvote: Result<null>;
  readonly answer: Result<SurveyReceipt>;
}

// ----------------------------------------------------------------------------------------------------------------- down

/** Names travel beside events, never in them: who is named in the frame, as they may be shown. */
export interface PublicPerson {
  readonly name: Localized;
  readonly organisation: Localized | null;
  readonly title: Localized | null;
}

export type Names = Readonly<Record<PersonId, PublicPerson>>;

/** Events after `after`, up to `seq`, as the audience sees them; empty where it sees nothing of them. */
export type EventsFrame =
  | {
      readonly of: 'forum';
      readonly stream: StreamId;
      readonly after: number;
      readonly seq: number;
      readonly events: readonly Recorded<ForumStreamEvent>[];
      readonly names: Names;
    }
  | {
      readonly of: 'sitting';
      readonly stream: StreamId;
      readonly after: number;
      readonly seq: number;
      readonly events: readonly Recorded<SittingStreamEvent>[];
      readonly names: Names;
    };

/** The whole state as the audience sees it, at `seq`. A change of audience is a new snapshot. */
export type SnapshotFrame =
  | {
      readonly of: 'forum';
      readonly stream: StreamId;
      readonly seq: number;
      readonly audience: Audience;
      readonly state: ForumStream;
      readonly names: Names;
    }
  | {
      readonly of: 'sitting';
      readonly stream: StreamId;
      readonly seq: number;
      readonly audience: Audience;
      readonly state: SittingStream;
      readonly names: Names;
    };

/** What is mine alone, in the sitting followed. */
export interface MineFrame {
  readonly personId: PersonId;
  readonly forumId: ForumId;
  readonly sittingId: SittingId | null;
  readonly organiser: boolean;
  readonly roles: readonly Role[];
  readonly seats: readonly { readonly seatId: SeatId; readonly right: SeatRight; readonly weight: number }[];
  /** The open poll or the last one, as it concerns me; `null`: there is none. */
  readonly poll: MinePoll | null;
  /** Where I am heard from afar: told while I am called or speak, and have not said that I am in the hall. */
  readonly callLink?: string;
  /** Questions of mine that only the desk sees, and those that were not let through. */
  readonly questions?: readonly Question[];
  /** Those that I said I want to know too. */
  readonly upvoted?: readonly QuestionId[];
  /** What I answered to the live polls that are open. */
  readonly answered?: readonly SurveyReceipt[];
}

export interface MinePoll {
  readonly pollId: PollId;
  /**
   * `late`: the seat was given after it opened. `none`: no seat. `hall`: my card is counted in the hall, and no device casts for me.
   * `recused`: I take no part in it.
   */
  readonly entitled: 'yes' | 'late' | 'none' | 'hall' | 'recused';
  readonly ballot: BallotReceipt | null;
  /** Who answers for my seat too in this vote, because I was away when it was opened; left out: nobody. */
  readonly proxy?: PersonId;
  /** Seats that I answer for beside my own, each by a ballot of its own; left out: none. */
  readonly entrusted?: readonly MineEntrusted[];
}

/** A seat that was entrusted to me. */
export interface MineEntrusted {
  readonly seatId: SeatId;
  /** Whose it is. */
  readonly personId: PersonId;
  readonly weight: number;
  /** `hall`: its card is counted in the hall. `voted`: its holder voted, or it was entered by hand, and how is not told. */
  readonly entitled: 'yes' | 'hall' | 'voted';
  readonly ballot: BallotReceipt | null;
}

/** Low stake and high volume, coalesced to at most twice a second: numbers without names. */
export interface CrowdFrame {
  readonly sittingId: SittingId;
  /** Connected people by where they are shown. */
  readonly connected: number;
  /** Seats that have cast in the open poll, of those that may; `null` without one. Never how they voted. */
  readonly turnout: { readonly pollId: PollId; readonly cast: number; readonly seats: number } | null;
  /** How many want to know each question that stands; left out: as it was told before. */
  readonly upvotes?: Upvotes;
}

/**
 * How the open vote stands, where it was opened so that it is seen: to all, or to those who have cast. Sums, coalesced to at most twice a
 * second; nobody else is sent any.
 */
export interface CountsFrame {
  readonly sittingId: SittingId;
  readonly pollId: PollId;
  readonly counts: LiveCounts;
}

/**
 * How an open live poll stands, coalesced to at most twice a second. `count` `null`: how it is answered is not told before the close, or
 * not to who has not answered; of what was typed, others than the desk are told what was let through.
 */
export interface SurveyFrame {
  readonly sittingId: SittingId;
  readonly surveyId: SurveyId;
  readonly answered: number;
  readonly count: SurveyCount | null;
}

/**
 * The text for whoever does not write, from the committed prefix. `whole` first and after a gap; then only the clauses that
 * changed since `after`. A client whose `textSeq` is not `after` asks to follow again.
 */
export type TextFrame =
  | {
      readonly textId: TextId;
      readonly frame: 'whole';
      readonly textSeq: number;
      readonly clauses: readonly ClauseText[];
    }
  | {
      readonly textId: TextId;
      readonly frame: 'changes';
      readonly after: number;
      readonly textSeq: number;
      readonly changed: readonly ClauseText[];
      readonly gone: readonly ClauseId[];
    };

/** What concerns the connection itself. */
export interface NoticeFrame {
  readonly code: 'login-ended' | 'server-restarting' | 'client-too-old';
}

export interface Down {
  readonly events: EventsFrame;
  readonly snapshot: SnapshotFrame;
  readonly mine: MineFrame;
  readonly crowd: CrowdFrame;
  readonly counts: CountsFrame;
  readonly survey: SurveyFrame;
  readonly text: TextFrame;
  readonly notice: NoticeFrame;
}

export type DownName = keyof Down;
