/** How is a vote named and its sum put into words? From the frozen bytes and the rule alone. */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { parseCanonicalClause, type CanonicalClause } from '../../../shared/draft/canonical-clause.ts';
import type { DraftState } from '../../../shared/draft/draft.ts';
import { frozenWords } from '../../../shared/draft/draft.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { inLang, type Lang } from '../../../shared/lib/lang.ts';
import type { VoteOutcome } from '../../../shared/counting/vote-decision.ts';
import type { DecisionNumbers } from '../../../shared/poll/decision-numbers.ts';
import { soleClause, type Poll } from '../../../shared/poll/poll.ts';
import { numbersOf } from '../../../shared/stage/stage.ts';
import { kindOf } from '../../../shared/poll/poll-kind.ts';

/** The words voted on, from the bytes that were frozen; `null` where they have not come. */
export function wordsVotedOn(draft: DraftState, poll: Pick<Poll, 'subject'>): CanonicalClause | null {
  const clause = soleClause(poll.subject);
  if (clause === null) return null;
  const frozen = frozenWords(draft, clause.draftId, clause);
  return frozen === null ? null : parseCanonicalClause(frozen.bytes);
}

/** Each clause that is voted on, in the order of the vote; those whose frozen bytes have not come are left out. */
export function clausesVotedOn(
  draft: DraftState,
  subject: Poll['subject'],
): readonly { readonly clauseId: ClauseId; readonly clause: CanonicalClause }[] {
  if (subject.of !== 'clauses' && subject.of !== 'draft') return [];
  return subject.clauses.flatMap(({ clauseId, paperHash }) => {
    const frozen = frozenWords(draft, subject.draftId, { clauseId, paperHash });
    return frozen === null ? [] : [{ clauseId, clause: parseCanonicalClause(frozen.bytes) }];
  });
}

/** What is put to the vote, in a few words: «пункт 3», «проект в целом», a question of its own words. Empty for a roll call. */
export function subjectName(
  words: Catalogue,
  lang: Lang,
  draft: DraftState | undefined,
  poll: Pick<Poll, 'subject'>,
): string {
  const { subject } = poll;
  switch (subject.of) {
    case 'clauses':
      if (soleClause(subject) === null) return severalName(words, draft, subject);
      return clauseName(words, draft === undefined ? undefined : wordsVotedOn(draft, poll)?.number);
    case 'draft':
      return words.poll.stages[subject.stage];
    case 'question':
      return inLang(subject.question, lang);
    case 'roll-call':
      return '';
  }
}

/** «пункты 1, 3», where all of them are known and have a number; else how many they are. */
function severalName(
  words: Catalogue,
  draft: DraftState | undefined,
  subject: Extract<Poll['subject'], { of: 'clauses' }>,
): string {
  const numbers = draft === undefined ? null : numbersOf(draft, subject);
  return numbers === null ? words.poll.several(subject.clauses.length) : words.poll.clauses(numbers);
}

/** «Поимённое», «Без имён», «Перекличка»: the kind of vote, before its subject. */
export function kindName(words: Catalogue, { ask, form }: Pick<Poll, 'ask' | 'form'>): string {
  return words.poll.kinds[kindOf({ ask, form })];
}

/** «Поимённое · пункт 3». */
export function pollTitle(
  words: Catalogue,
  lang: Lang,
  draft: DraftState | undefined,
  poll: Pick<Poll, 'ask' | 'form' | 'subject'>,
): string {
  const subject = subjectName(words, lang, draft, poll);
  return subject === '' ? kindName(words, poll) : words.poll.title(kindName(words, poll), subject);
}

/** Who will see what I answer. */
export function whoSees(words: Catalogue, { ask, form }: Pick<Poll, 'ask' | 'form'>): string {
  if (ask.kind === 'here') return words.poll.whoSees.here;
  return ask.kind === 'no-objection' ? words.poll.whoSees.objection : words.poll.whoSees[form];
}

/** «пункт 3», or the preamble. */
export function clauseName(words: Catalogue, number: string | null | undefined): string {
  return typeof number === 'string' ? words.draft.clause(number) : words.editing.preambleClause;
}

/**
 * How an abstention counts under the rule: where the votes for and against are alone looked at it is no part, and where nobody may be
 * against it is no objection; else it works like one against. `null`: nobody abstains in this vote.
 */
export function abstentionLine(words: Catalogue, ask: Poll['ask']): string | null {
  if (ask.kind !== 'decision') return null;
  const isIgnored = [...ask.rule.requirements, ...ask.rule.inEachGroup].every(
    (requirement) =>
      requirement.kind === 'no-objection' || (requirement.kind === 'share' && requirement.base === 'yes-no'),
  );
  return isIgnored ? words.poll.abstentions.ignored : words.poll.abstentions.against;
}

export function outcomeWord(words: Catalogue, outcome: VoteOutcome): string {
  switch (outcome) {
    case 'carried':
      return words.poll.carried;
    case 'no-quorum':
      return words.poll.noQuorum;
    case 'no-turnout':
      return words.poll.noTurnout;
    case 'rejected':
      return words.poll.rejected;
    case 'tie':
      return words.poll.tie;
  }
}

/** «нужно 14 из 27 присутствующих». */
export function neededLine(words: Catalogue, { base, baseVotes, needed }: DecisionNumbers): string {
  return base === null ? words.poll.unanimousNeeded : words.poll.neededOf[base](needed, baseVotes);
}
