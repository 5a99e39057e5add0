/** What may be done in a sitting and a forum, by the rules of the noun that a command belongs to? Beside the registry, so that who only reads loads none of it. */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { ProposalId } from '../lib/ids.ts';
import type { DecideContext } from '../people/decide-context.ts';
import type { ForumState } from '../forum/forum.ts';
import type { ForumCommand } from '../forum/forum-commands.ts';
import type { ForumEvent } from '../forum/forum-events.ts';
import { decideForum } from '../forum/forum-rules.ts';
import type { SittingCommand } from '../sitting/sitting-commands.ts';
import { decideSitting } from '../sitting/sitting-decide.ts';
import type { DraftCommand } from '../draft/draft-commands.ts';
import { decideDraft, type ClauseFactsFor, type DraftFactsFor, type OutlineFor } from '../draft/draft-rules.ts';
import { openPoll } from '../poll/poll.ts';
import type { PollCommand } from '../poll/poll-commands.ts';
import type { PollArithmetic } from '../poll/poll-arithmetic.ts';
import { decidePoll, type SealedBallots } from '../poll/poll-rules.ts';
import { isInVote } from '../poll/wordings.ts';
import { announcedClause } from '../announcement/announced-clause.ts';
import type { AnnouncementCommand } from '../announcement/announcement-commands.ts';
import { decideAnnouncement, doesWhatIsAnnounced } from '../announcement/announcement-rules.ts';
import type { ProposalCommand } from '../proposal/proposal-commands.ts';
import { decideProposal } from '../proposal/proposal-rules.ts';
import type { MinutesCommand } from '../minutes/minutes-commands.ts';
import { decideMinutes } from '../minutes/minutes-rules.ts';
import { issuedMinutes } from '../paper/paper.ts';
import type { PaperCommand } from '../paper/paper-commands.ts';
import { decidePaper, type MadePaperFacts } from '../paper/paper-rules.ts';
import type { CommentCommand } from '../comment/comment-commands.ts';
import { decideComment, type QuotedWords } from '../comment/comment-rules.ts';
import type { FloorCommand } from '../floor/floor-commands.ts';
import { decideFloor } from '../floor/floor-rules.ts';
import type { QuestionCommand } from '../question/question-commands.ts';
import { decideQuestion } from '../question/question-rules.ts';
import type { SurveyCommand } from '../survey/survey-commands.ts';
import { decideSurvey, type KeptAnswers } from '../survey/survey-rules.ts';
import { nounOf, type SittingStream, type SittingStreamCommand, type SittingStreamEvent } from './features.ts';

/** What a sitting's rules need from outside the stream. */
export interface SittingStreamContext extends DecideContext {
  readonly forum: Pick<ForumState, 'members' | 'organisers'>;
  /** Facts that only the server has; a client says `ask-server` and gets as far as it can see. */
  readonly clauseFacts: ClauseFactsFor;
  readonly draftFacts: DraftFactsFor;
  readonly outline: OutlineFor;
  readonly sealed: SealedBallots;
  readonly ownChoice?: string | null;
  readonly isObjected?: boolean;
  readonly arithmetic: PollArithmetic | 'ask-server';
  /** Where the words stand that a new comment quotes. */
  readonly quotedWords: QuotedWords;
  /** What lies in the box of a live poll that ends. */
  readonly answers: KeptAnswers;
  /** A paper that is to be issued, as it was made. */
  readonly madePaper: MadePaperFacts | 'ask-server';
}

/** Decides any command of a sitting's stream. Pure. What is done while it is announced is announced no more (ANN-4). */
export function decideSittingStream(
  state: SittingStream,
  command: SittingStreamCommand,
  context: SittingStreamContext,
): Result<readonly SittingStreamEvent[]> {
  const decided = decideByNoun(state, command, context);
  const done = decided.ok ? doesWhatIsAnnounced(state.announcement, command) : null;
  return decided.ok && done !== null ? ok([...decided.value, done]) : decided;
}

function decideByNoun(
  state: SittingStream,
  command: SittingStreamCommand,
  context: SittingStreamContext,
): Result<readonly SittingStreamEvent[]> {
  const noun = nounOf(command.type);
  switch (noun) {
    case 'sitting':
      return decideSitting(state.sitting, command as SittingCommand, {
        ...context,
        pollIsOpen: openPoll(state.poll) !== null,
        isAnnounced: state.announcement.pending !== null,
      });
    case 'draft':
      return decideDraft(state.draft, command as DraftCommand, {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
      });
    case 'poll': {
      const decided = decidePoll(state.poll, command as PollCommand, {
        ...context,
        sitting: state.sitting,
        draft: state.draft,
        proposal: state.proposal,
      });
      // What is still ruled on or published after the sitting is told in its minutes: not under signatures that stood under others (MIN-4).
      const isSigned = state.sitting.phase === 'closed' && Object.keys(state.minutes.signatures).length > 0;
      return decided.ok && isSigned ? refuse('minutes-signed') : decided;
    }
    case 'announcement':
      return decideAnnouncement(state.announcement, command as AnnouncementCommand, {
        ...context,
        whyNot: (deed) => {
          const decided = decideByNoun(state, deed, context);
          return decided.ok ? null : decided;
        },
        clauseOf: (deed) => announcedClause(deed, state.draft, context.clauseFacts),
      });
    case 'proposal':
      return decideProposal(state.proposal, command as ProposalCommand, {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
        languages: state.sitting.languages,
        draft: state.draft,
        isInVote: votedOn(state),
      });
    case 'comment':
      return decideComment(state.comment, command as CommentCommand, {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
        draft: state.draft,
      });
    case 'minutes':
      return decideMinutes(state.minutes, command as MinutesCommand, {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
        issued: issuedMinutes(state.paper),
      });
    case 'floor':
      return decideFloor(state.floor, command as FloorCommand, { ...context, ...state });
    case 'question': {
      const about = {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
        languages: state.sitting.languages,
        draft: state.draft,
        isInVote: votedOn(state),
      };
      return decideQuestion(state.question, command as QuestionCommand, {
        ...about,
        showProposal: (shown) => decideProposal(state.proposal, shown, about),
      });
    }
    case 'survey':
      return decideSurvey(state.survey, command as SurveyCommand, {
        ...context,
        sittingIsClosed: state.sitting.phase === 'closed',
        draft: state.draft,
      });
    case 'paper':
      return decidePaper(state.paper, command as PaperCommand, { ...context, ...state });
    default:
      return assertNever(noun);
  }
}

function votedOn({ poll, draft }: SittingStream): (proposalId: ProposalId) => boolean {
  return (proposalId) => isInVote(poll, draft, proposalId);
}

/** Decides any command of a forum's stream. Pure. */
export function decideForumStream(
  forum: ForumState,
  command: ForumCommand,
  context: DecideContext,
): Result<readonly ForumEvent[]> {
  return decideForum(forum, command, context);
}
