/** How is a vote named and its sum put into words? From the frozen bytes and the rule alone. */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { parseCanonicalClause, type CanonicalClause } from '../../../shared/draft/canonical-text.ts';
import type { DraftState } from '../../../shared/draft/draft.ts';
import { closedClause } from '../../../shared/draft/draft-rules.ts';
import type { VoteOutcome } from '../../../shared/counting/vote-decision.ts';
import { baseNamed, type DecisionNumbers } from '../../../shared/poll/decision-numbers.ts';
import { soleClause, type Poll } from '../../../shared/poll/poll.ts';

/** The words voted on, from the bytes that were frozen; `null` where they have not come. */
export function wordsVotedOn(draft: DraftState, poll: Pick<Poll, 'subject'>): CanonicalClause | null {
  const clause = soleClause(poll.subject);
  if (clause === null) return null;
  const closed = closedClause(draft, clause.draftId, clause.clauseId);
  return closed?.frozen.paperHash === clause.paperHash ? parseCanonicalClause(closed.frozen.bytes) : null;
}

/** «пункт 3», or the preamble. */
export function clauseName(words: Catalogue, number: string | null | undefined): string {
  return typeof number === 'string' ? words.draft.clause(number) : words.editing.preambleClause;
}

/** How an abstention counts under the rule: of the votes for and against alone it is no part; else it works like one against. */
export function abstentionLine(words: Catalogue, ask: Poll['ask']): string {
  return ask.kind === 'decision' && baseNamed(ask.rule) === 'yes-no'
    ? words.poll.abstentions.ignored
    : words.poll.abstentions.against;
}

export function outcomeWord(words: Catalogue, outcome: VoteOutcome): string {
  switch (outcome) {
    case 'carried':
      return words.poll.carried;
    case 'no-quorum':
    case 'no-turnout':
      return words.poll.noQuorum;
    case 'rejected':
    case 'tie':
      return words.poll.rejected;
  }
}

/** «нужно 14 из 27 присутствующих». */
export function neededLine(words: Catalogue, { base, baseVotes, needed }: DecisionNumbers): string {
  return base === null ? words.poll.unanimousNeeded : words.poll.neededOf[base](needed, baseVotes);
}
