/** Which nouns make up a stream? The registry: a new noun is one line here. */
import { assertNever } from '../lib/assert-never.ts';
import type { Actor, Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { capacitiesOf, type Capacity, type Standing } from '../people/capacity.ts';
import type { ClauseId, PersonId, TextId } from '../lib/ids.ts';
import { langs } from '../lib/lang.ts';
import type { ForumState } from '../forum/forum.ts';
import type { ForumEvent } from '../forum/forum-events.ts';
import { applyForum, initialForum, viewForum, viewForumState } from '../forum/forum-apply.ts';
import { initialSitting, type SittingState } from '../sitting/sitting.ts';
import type { SittingCommand } from '../sitting/sitting-commands.ts';
import type { SittingEvent } from '../sitting/sitting-events.ts';
import { applySitting, viewSitting, viewSittingState } from '../sitting/sitting-apply.ts';
import { initialDrafts, type DraftState } from '../draft/draft.ts';
import type { DraftCommand } from '../draft/draft-commands.ts';
import type { DraftEdit } from '../draft/draft-edit.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { applyDraft, viewDraft, viewDraftState } from '../draft/draft-apply.ts';
import { initialPolls, type PollState } from '../poll/poll.ts';
import type { PollCommand } from '../poll/poll-commands.ts';
import type { PollEvent } from '../poll/poll-events.ts';
import { applyPoll, viewPoll, viewPollState } from '../poll/poll-apply.ts';
import { initialAnnouncements, type AnnouncementState } from '../announcement/announcement.ts';
import type { AnnouncementCommand } from '../announcement/announcement-commands.ts';
import type { AnnouncementEvent } from '../announcement/announcement-events.ts';
import { applyAnnouncement, viewAnnouncement, viewAnnouncementState } from '../announcement/announcement-apply.ts';
import { initialProposals, type ProposalsState } from '../proposal/proposal.ts';
import type { ProposalCommand } from '../proposal/proposal-commands.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import { applyProposal, proposalEdits, viewProposal, viewProposalsState } from '../proposal/proposal-apply.ts';
import { initialMinutes, type MinutesState } from '../minutes/minutes.ts';
import type { MinutesCommand } from '../minutes/minutes-commands.ts';
import type { MinutesEvent } from '../minutes/minutes-events.ts';
import { applyMinutes, viewMinutes, viewMinutesState } from '../minutes/minutes-apply.ts';
import { initialPapers, type PapersState } from '../paper/paper.ts';
import type { PaperCommand } from '../paper/paper-commands.ts';
import type { PaperEvent } from '../paper/paper-events.ts';
import { applyPaper, viewPaper } from '../paper/paper-apply.ts';
import { initialComments, type CommentsState } from '../comment/comment.ts';
import type { CommentCommand } from '../comment/comment-commands.ts';
import type { CommentEvent } from '../comment/comment-events.ts';
import { initialFloor, type FloorState } from '../floor/floor.ts';
import type { FloorCommand } from '../floor/floor-commands.ts';
import type { FloorEvent } from '../floor/floor-events.ts';
import { applyFloor, viewFloor, viewFloorState } from '../floor/floor-apply.ts';
import { initialQuestions, type QuestionsState } from '../question/question.ts';
import type { QuestionCommand } from '../question/question-commands.ts';
import type { QuestionEvent } from '../question/question-events.ts';
import { applyQuestion, viewQuestion, viewQuestionsState } from '../question/question-apply.ts';
import { initialSurveys, type SurveysState } from '../survey/survey.ts';
import type { SurveyCommand } from '../survey/survey-commands.ts';
import type { SurveyEvent } from '../survey/survey-events.ts';
import { applySurvey, viewSurvey, viewSurveysState } from '../survey/survey-apply.ts';
import { applyComment, commentEdits, viewComment, viewCommentsState } from '../comment/comment-apply.ts';

// -------------------------------------------------------------------------------------------------- a sitting's stream

export interface SittingStream {
  readonly sitting: SittingState;
  readonly draft: DraftState;
  readonly poll: PollState;
  readonly announcement: AnnouncementState;
  readonly proposal: ProposalsState;
  readonly comment: CommentsState;
  readonly minutes: MinutesState;
  readonly paper: PapersState;
  readonly floor: FloorState;
  readonly question: QuestionsState;
  readonly survey: SurveysState;
}

export type SittingStreamEvent =
  | SittingEvent
  | DraftEvent
  | PollEvent
  | AnnouncementEvent
  | ProposalEvent
  | CommentEvent
  | MinutesEvent
  | PaperEvent
  | FloorEvent
  | QuestionEvent
  | SurveyEvent;
export type SittingStreamCommand =
  | SittingCommand
  | DraftCommand
  | PollCommand
  | AnnouncementCommand
  | ProposalCommand
  | CommentCommand
  | MinutesCommand
  | PaperCommand
  | FloorCommand
  | QuestionCommand
  | SurveyCommand;

export const initialSittingStream: SittingStream = {
  sitting: initialSitting,
  draft: initialDrafts,
  poll: initialPolls,
  announcement: initialAnnouncements,
  proposal: initialProposals,
  comment: initialComments,
  minutes: initialMinutes,
  paper: initialPapers,
  floor: initialFloor,
  question: initialQuestions,
  survey: initialSurveys,
};

/** The state after one more event. Never throws on what was decided. */
export function applySittingStream(state: SittingStream, recorded: Recorded<SittingStreamEvent>): SittingStream {
  const noun = nounOf(recorded.event.type);
  switch (noun) {
    case 'sitting':
      return { ...state, sitting: applySitting(state.sitting, recorded as Recorded<SittingEvent>) };
    case 'draft':
      return { ...state, draft: applyDraft(state.draft, recorded as Recorded<DraftEvent>) };
    case 'poll':
      return { ...state, poll: applyPoll(state.poll, recorded as Recorded<PollEvent>) };
    case 'announcement':
      return { ...state, announcement: applyAnnouncement(state.announcement, recorded as Recorded<AnnouncementEvent>) };
    case 'proposal':
      return { ...state, proposal: applyProposal(state.proposal, recorded as Recorded<ProposalEvent>) };
    case 'comment':
      return { ...state, comment: applyComment(state.comment, recorded as Recorded<CommentEvent>) };
    case 'minutes':
      return { ...state, minutes: applyMinutes(state.minutes, recorded as Recorded<MinutesEvent>) };
    case 'paper':
      return { ...state, paper: applyPaper(state.paper, recorded as Recorded<PaperEvent>) };
    case 'floor':
      return { ...state, floor: applyFloor(state.floor, recorded as Recorded<FloorEvent>) };
    case 'question':
      return { ...state, question: applyQuestion(state.question, recorded as Recorded<QuestionEvent>) };
    case 'survey':
      return { ...state, survey: applySurvey(state.survey, recorded as Recorded<SurveyEvent>) };
    default:
      return assertNever(noun);
  }
}

/** What an audience is told of one event. With `viewSittingStreamState` it keeps the view law: fold of views = view of fold. */
export function viewSittingStream(
  recorded: Recorded<SittingStreamEvent>,
  before: SittingStream,
  after: SittingStream,
  audience: Audience,
): readonly SittingStreamEvent[] {
  const noun = nounOf(recorded.event.type);
  switch (noun) {
    case 'sitting':
      return viewSitting(recorded as Recorded<SittingEvent>, before.sitting, after.sitting, audience);
    case 'draft':
      return viewDraft(recorded as Recorded<DraftEvent>, before.draft, after.draft, audience);
    case 'poll':
      return viewPoll(recorded as Recorded<PollEvent>, before.poll, after.poll, audience);
    case 'announcement':
      return viewAnnouncement(
        recorded as Recorded<AnnouncementEvent>,
        before.announcement,
        after.announcement,
        audience,
      );
    case 'proposal':
      return viewProposal(recorded as Recorded<ProposalEvent>, before.proposal, after.proposal, audience);
    case 'comment':
      return viewComment(recorded as Recorded<CommentEvent>, before.comment, after.comment, audience);
    case 'minutes':
      return viewMinutes(recorded as Recorded<MinutesEvent>, before.minutes, after.minutes, audience);
    case 'paper':
      return viewPaper(recorded as Recorded<PaperEvent>);
    case 'floor':
      return viewFloor(recorded as Recorded<FloorEvent>, before.floor, after.floor, audience);
    case 'question':
      return viewQuestion(recorded as Recorded<QuestionEvent>, before.question, after.question, audience);
    case 'survey':
      return viewSurvey(recorded as Recorded<SurveyEvent>, after.survey, audience);
    default:
      return assertNever(noun);
  }
}

export function viewSittingStreamState(state: SittingStream, audience: Audience): SittingStream {
  return {
    sitting: viewSittingState(state.sitting, audience),
    draft: viewDraftState(state.draft, audience),
    poll: viewPollState(state.poll, audience),
    announcement: viewAnnouncementState(state.announcement, audience),
    proposal: viewProposalsState(state.proposal, audience),
    comment: viewCommentsState(state.comment, audience),
    minutes: viewMinutesState(state.minutes, audience),
    paper: state.paper,
    floor: viewFloorState(state.floor, audience),
    question: viewQuestionsState(state.question, audience),
    survey: viewSurveysState(state.survey, audience),
  };
}

/** What one event writes into a running text, in the unit that records it, and in whose name; `null`: nothing. */
export interface TextWriting {
  readonly textId: TextId;
  readonly edits: readonly DraftEdit[];
  /** The history and the authors of the words show this one. */
  readonly by: Actor;
  /** A clause that is closed and stays so: what chose the words writes them all the same. */
  readonly into?: ClauseId;
}

/** `before` is the state that it was decided on, `actor` who caused it. */
export function textEditsFor(event: SittingStreamEvent, before: SittingStream, actor: Actor): TextWriting | null {
  switch (event.type) {
    case 'proposal.admitted': {
      const writing = proposalEdits(event, before);
      // The words are their author's, whoever let them in.
      return writing && { ...writing, by: before.proposal.proposals[event.proposalId]?.author ?? actor };
    }
    case 'draft.clause-frozen':
      return writtenByVote(event, before, actor);
    case 'comment.started': {
      const writing = commentEdits(event, before);
      return writing && { ...writing, by: actor };
    }
    default:
      return null;
  }
}

/** What a vote among wordings writes into a closed clause; `null`: the clause was closed as it stands. */
function writtenByVote(
  { draftId, clauseId, written }: Extract<SittingStreamEvent, { type: 'draft.clause-frozen' }>,
  { draft: { drafts } }: SittingStream,
  actor: Actor,
): TextWriting | null {
  const draft = drafts[draftId];
  if (written === undefined || draft === undefined) return null;
  const { textId, numbers } = draft;
  const edits = langs.flatMap((lang): DraftEdit[] => {
    const words = written.body[lang];
    return words === undefined ? [] : [{ edit: 'replace-words', clauseId, lang, words, numbers }];
  });
  return { textId, edits, by: written.by ?? actor, into: clauseId };
}

/** The noun that an event or a command belongs to. */
export function nounOf(type: SittingStreamEvent['type'] | SittingStreamCommand['type']): keyof SittingStream {
  return type.slice(0, type.indexOf('.')) as keyof SittingStream;
}

// ---------------------------------------------------------------------------------------------------- a forum's stream

export interface ForumStream {
  readonly forum: ForumState;
}

export type ForumStreamEvent = ForumEvent;

export const initialForumStream: ForumStream = { forum: initialForum };

export function applyForumStream(state: ForumStream, recorded: Recorded<ForumStreamEvent>): ForumStream {
  return { forum: applyForum(state.forum, recorded) };
}

export function viewForumStream(
  recorded: Recorded<ForumStreamEvent>,
  before: ForumStream,
  after: ForumStream,
  audience: Audience,
): readonly ForumStreamEvent[] {
  return viewForum(recorded, before.forum, after.forum, audience);
}

export function viewForumStreamState(state: ForumStream, audience: Audience): ForumStream {
  return { forum: viewForumState(state.forum, audience) };
}

// ------------------------------------------------------------------------------------------------------------- standing

/** A person's capacities in a sitting of a forum. */
export function capacitiesIn(
  forum: Pick<ForumState, 'members' | 'organisers'>,
  sitting: Pick<SittingState, 'roles' | 'seats'>,
  personId: PersonId,
): ReadonlySet<Capacity> {
  const standing: Standing = {
    organisers: forum.organisers,
    members: forum.members,
    roles: sitting.roles,
    seats: sitting.seats,
  };
  return capacitiesOf(standing, personId);
}

/** The version of all folds: raised whenever a state's shape or an `apply` changes, so that saved folds are made anew. */
export const foldVersion = '8';

/** The version of every event's shape, by type; one not named is at 1. See `upcasters`. */
export const eventVersions: Readonly<Record<string, number>> = {
  'forum.created': 2,
  'sitting.planned': 2,
  'poll.opened': 2,
  'poll.closed': 2,
  'proposal.shown': 2,
};
