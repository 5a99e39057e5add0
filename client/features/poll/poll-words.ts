/** How is a vote named and its sum put into words? From the frozen bytes and the rule alone. */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { parseCanonicalClause, type CanonicalClause } from '../../../shared/draft/canonical-text.ts';
import type { DraftState } from '../../../shared/draft/draft.ts';
import { closedClause } from '../../../shared/draft/draft-rules.ts';
import { baseOf, type Outcome } from '../../../shared/poll/majority.ts';
import type { Poll, PollResult } from '../../../shared/poll/poll.ts';

/** The words voted on, from the bytes that were frozen; `null` where they have not come. */
export function wordsVotedOn(draft: DraftState, poll: Pick<Poll, 'subject'>): CanonicalClause | null {
  const closed = closedClause(draft, poll.subject.draftId, poll.subject.clauseId);
  return closed?.frozen.paperHash === poll.subject.paperHash ? parseCanonicalClause(closed.frozen.bytes) : null;
}

/** «пункт 3», or the preamble. */
export function clauseName(words: Catalogue, number: string | null | undefined): string {
  return typeof number === 'string' ? words.draft.clause(number) : words.editing.preambleClause;
}

/** How an abstention counts under the rule: of the votes for and against alone it is no part; else it works like one against. */
export function abstentionLine(words: Catalogue, rule: Poll['rule']): string {
  return rule.base === 'yes-no' && rule.majority !== 'unanimous'
    ? words.poll.abstentions.ignored
    : words.poll.abstentions.against;
}

export function outcomeWord(words: Catalogue, outcome: Outcome): string {
  const byOutcome = { carried: words.poll.carried, rejected: words.poll.rejected, 'no-quorum': words.poll.noQuorum };
  return byOutcome[outcome];
}

/** «нужно 14 из 27 присутствующих». */
export function neededLine(words: Catalogue, rule: Poll['rule'], result: PollResult): string {
  if (rule.majority === 'unanimous') return words.poll.unanimousNeeded;
  return words.poll.neededOf[rule.base](result.needed, baseOf(result.tally, rule.base));
}
