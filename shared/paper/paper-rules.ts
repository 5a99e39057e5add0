/** When may a paper be issued? */
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PaperId } from '../lib/ids.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { DraftState } from '../draft/draft.ts';
import { areMinutesIssued, signers, type MinutesState } from '../minutes/minutes.ts';
import type { PollState } from '../poll/poll.ts';
import { issuedMinutes, standingPaper, type IssuedPaperNote, type PaperFormat, type PapersState } from './paper.ts';
import type { PaperCommand } from './paper-commands.ts';
import type { PaperEvent } from './paper-events.ts';

export type PaperRefusalCode =
  | 'not-permitted'
  | 'not-found'
  | 'nothing-adopted'
  | 'no-vote-closed'
  | 'sitting-not-closed'
  | 'sitting-not-in-lobby'
  | 'minutes-not-signed'
  | 'minutes-not-issued'
  | 'paper-unchanged'
  | 'paper-needs-reason';

/** The paper as it was made: its code and its files. `ask-server`: not known here. */
export interface MadePaperFacts {
  readonly paperId: PaperId;
  readonly checkCode: string;
  /** The code of its contents without the note of what it replaces. */
  readonly contents: string;
  readonly files: readonly { readonly format: PaperFormat; readonly sha256: string }[];
}

export interface PaperContext extends DecideContext {
  readonly sitting: {
    readonly phase: string;
    readonly agenda: readonly { readonly itemId: string }[];
    readonly roles: Readonly<Record<string, readonly string[]>>;
  };
  readonly draft: DraftState;
  readonly poll: PollState;
  readonly minutes: MinutesState;
  readonly madePaper: MadePaperFacts | 'ask-server';
}

/** Pure: permission before existence (RULES, PAPER-5, PAPER-6, PAPER-9, MIN-3). */
export function decidePaper(
  state: PapersState,
  command: PaperCommand,
  context: PaperContext,
): Result<readonly PaperEvent[], PaperRefusalCode> {
  if (!actorMay(context, 'papers.issue')) return refuse('not-permitted');
  const problem = issueProblem(state, command, context);
  if (problem !== null) return refuse(problem);
  const replacement = replacementBy(state, command, context.minutes);
  const made = context.madePaper;
  if (made === 'ask-server') return ok([]);
  const { paperId, checkCode, contents } = made;
  const before = replacement?.of ?? null;
  // The code is of the contents: the same again is the same paper, which is there already.
  if (before !== null && (before.contents ?? before.checkCode) === contents) return refuse('paper-unchanged');
  if (state.issued.some((note) => note.checkCode === checkCode)) return refuse('paper-unchanged');
  if (replacement !== null && replacement.reason === null) return refuse('paper-needs-reason');
  const { kind, lang, of } = command;
  const instead =
    replacement?.reason == null ? {} : { replaces: replacement.of.paperId, reason: replacement.reason, contents };
  return ok(
    made.files.map((file) => ({ type: 'paper.issued', paperId, kind, lang, of, ...file, checkCode, ...instead })),
  );
}

/** In whose place a paper would be issued, and why: of minutes that were opened again, why they were. `null`: it is the first. */
export function replacementBy(
  state: PapersState,
  command: PaperCommand,
  { reopened }: MinutesState,
): { readonly of: IssuedPaperNote; readonly reason: string | null } | null {
  const of = standingPaper(state, command);
  if (of === null) return null;
  const known = command.kind === 'minutes' && reopened?.papers.includes(of.paperId) === true ? reopened.reason : null;
  return { of, reason: command.reason ?? known };
}

/** Why a paper cannot be made of what there is; `null`: it can. */
export function issueProblem(
  state: PapersState,
  { kind, of }: PaperCommand,
  { sitting, draft, poll, minutes }: Pick<PaperContext, 'sitting' | 'draft' | 'poll' | 'minutes'>,
): PaperRefusalCode | null {
  switch (kind) {
    case 'resolution': {
      const found = Object.values(draft.drafts).find(({ draftId }) => draftId === of);
      if (found === undefined) return 'not-found';
      if (found.phase === 'rejected') return 'nothing-adopted';
      return Object.values(found.clauses).some(({ status }) => status === 'adopted') ? null : 'nothing-adopted';
    }
    case 'minutes': {
      if (sitting.phase !== 'closed') return 'sitting-not-closed';
      return signers.some((as) => minutes.signatures[as] === undefined) ? 'minutes-not-signed' : null;
    }
    case 'extract':
      if (!sitting.agenda.some(({ itemId }) => itemId === of)) return 'not-found';
      return areMinutesIssued(minutes, issuedMinutes(state)) ? null : 'minutes-not-issued';
    case 'voting-report':
      return Object.values(poll.polls).some(({ result }) => result !== null) ? null : 'no-vote-closed';
    case 'attendance':
      return sitting.phase === 'planned' ? 'sitting-not-in-lobby' : null;
    case 'agenda':
      return null;
  }
}
