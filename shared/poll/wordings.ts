/** Among which wordings of a clause is chosen, in exactly which words, and what does the choice make of clause and proposals? */
import { drawnText, labelsOf } from '../draft/clause-reference.ts';
import { parseCanonicalClause } from '../draft/canonical-clause.ts';
import { frozenWords, type DraftState, type FrozenClause } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import type { OptionId } from '../counting/ballot.ts';
import type { ProposalId } from '../lib/ids.ts';
import { langs, type Lang, type Localized } from '../lib/lang.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { Proposal, ProposalsState } from '../proposal/proposal.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import type { Poll, PollAsk, PollOutcome, PollOption, PollState, PollSubject, Wording } from './poll.ts';
import type { PollOpening } from './poll-commands.ts';

/** More nobody reads on a phone, each whole and in two languages. */
export const wordingsMost = 12;

/** The option that leaves the clause as it is; it stands last. */
export const asItIs: OptionId = 'as-it-is';

const asItIsWords: Localized = { kk: 'Сол қалпында қалдыру', ru: 'Оставить как есть', en: 'Leave it as it is' };

function wordingName(number: number): Localized {
  const shown = String(number);
  return { kk: `${shown}-редакция`, ru: `Редакция ${shown}`, en: `Wording ${shown}` };
}

export type WordingsRefusalCode =
  | 'asked-otherwise'
  | 'proposal-unknown'
  | 'proposal-answered'
  | 'wording-of-another-clause'
  | 'wordings-same';

type AskedWordings = Extract<PollOpening['subject'], { of: 'wordings' }>;

/**
 * Each wording whole, in every language of the clause: what a proposal leaves alone stands as in the clause. Of one person's proposals in
 * several languages one wording is made. Source: RULES, WORD-1, WORD-2.
 */
export function wordingsOf(
  { draftId, clauseId, wordings }: AskedWordings,
  frozen: FrozenClause,
  { proposals }: ProposalsState,
): Result<readonly Wording[], WordingsRefusalCode> {
  const present = presentWords(frozen);
  const made: Wording[] = [];
  const used = new Set<ProposalId>();
  for (const [place, ids] of wordings.entries()) {
    const words: Partial<Record<Lang, string>> = { ...present };
    const changed: Lang[] = [];
    let author: Proposal['author'] | null = null;
    for (const id of ids) {
      const proposal = proposals[id];
      if (proposal === undefined || proposal.draftId !== draftId) return refuse('proposal-unknown');
      if (proposal.state.is !== 'shown') return refuse('proposal-answered');
      const { about } = proposal;
      if (about.is !== 'words-for' || about.clauseId !== clauseId) return refuse('wording-of-another-clause');
      const isOfAnother = author !== null && author !== proposal.author;
      if (used.has(id) || isOfAnother || changed.includes(about.lang)) return refuse('asked-otherwise');
      used.add(id);
      author = proposal.author;
      changed.push(about.lang);
      words[about.lang] = proposal.body[about.lang] ?? '';
    }
    if (author === null) return refuse('asked-otherwise');
    made.push({ optionId: `w${String(place + 1)}`, proposals: ids, author, langs: changed, words });
  }
  const told = new Set([present, ...made.map(({ words }) => words)].map((words) => toldApart(words)));
  return told.size === made.length + 1 ? ok(made) : refuse('wordings-same');
}

/** Words that differ by their spaces alone are the same to who reads them. */
function toldApart(words: Localized): string {
  return JSON.stringify(langs.map((lang) => (words[lang] ?? '').replace(/\s+/g, ' ').trim()));
}

/** What the clause says as it is closed, as it is read. */
export function presentWords({ bytes }: Pick<FrozenClause, 'bytes'>): Localized {
  const clause = parseCanonicalClause(bytes);
  const said = langs.flatMap((lang) => {
    const words = drawnText(clause.body[lang] ?? [], lang, labelsOf(clause));
    return words === '' ? [] : [[lang, words] as const];
  });
  return Object.fromEntries(said);
}

/** The ask of such a vote: the wordings by their names, and *leave it as it is* last (WORD-2). */
export function wordingsAsk(by: 'approval' | 'schulze', wordings: readonly Wording[]): PollAsk {
  const options: PollOption[] = [
    ...wordings.map(({ optionId }, place) => ({ optionId, words: wordingName(place + 1) })),
    { optionId: asItIs, words: asItIsWords },
  ];
  return {
    kind: 'choice',
    method:
      by === 'schulze'
        ? { kind: 'schulze', statusQuo: asItIs }
        : { kind: 'approval', seats: 1, maxMarks: null, required: null },
    options,
  };
}

/** The wordings of a vote on them; `null`: it is about something else. */
export function wordingsPut({ subject }: { readonly subject: PollSubject }): readonly Wording[] | null {
  return subject.of === 'clauses' ? (subject.wordings ?? null) : null;
}

/** The one option that was chosen; `null`: none was, or it is even. */
function chosenOption(outcome: PollOutcome | null): OptionId | null {
  if (outcome?.kind !== 'choice' || outcome.counted.outcome.kind !== 'chosen') return null;
  return outcome.counted.outcome.elected[0] ?? null;
}

/** The wording that was chosen; `null`: none, or the clause stays as it is. */
export function wordingChosen(poll: { readonly subject: PollSubject }, outcome: PollOutcome | null): Wording | null {
  const chosen = chosenOption(outcome);
  return wordingsPut(poll)?.find(({ optionId }) => optionId === chosen) ?? null;
}

/**
 * The clause stands closed again, in the words that were chosen, and its own vote is still to come; the proposals that were chosen among are
 * answered by it. Nothing chosen: all stays as it was. A tie waits. Source: RULES, WORD-3.
 */
export function wordingsDecided(
  { pollId, subject }: Pick<Poll, 'pollId' | 'subject'>,
  outcome: PollOutcome,
): readonly (DraftEvent | ProposalEvent)[] {
  const wordings = wordingsPut({ subject });
  if (wordings === null || subject.of !== 'clauses') return [];
  if (outcome.kind === 'choice' && outcome.counted.outcome.kind === 'tie') return [];
  const { draftId, clauses } = subject;
  const events: (DraftEvent | ProposalEvent)[] = [];
  const chosen = wordingChosen({ subject }, outcome);
  for (const { clauseId } of clauses) {
    if (chosen !== null) {
      const body = Object.fromEntries(chosen.langs.map((lang) => [lang, chosen.words[lang] ?? '']));
      events.push(rewritten({ draftId, clauseId }, { body, by: chosen.author }));
    }
    events.push({ type: 'draft.clause-left', draftId, clauseId, pollId });
    if (chosenOption(outcome) === null) continue;
    for (const wording of wordings) {
      for (const proposalId of wording.proposals) {
        events.push(
          wording === chosen
            ? { type: 'proposal.admitted', proposalId, clauseId, pollId }
            : { type: 'proposal.declined', proposalId, reason: '', pollId },
        );
      }
    }
  }
  return events;
}

/** What was chosen is void: the words are as before, and the proposals wait again. `state`: the clause is this poll's still. */
export function wordingsUndone(poll: Poll, state: DraftState): readonly (DraftEvent | ProposalEvent)[] {
  const { subject, result } = poll;
  const wordings = wordingsPut(poll);
  if (wordings === null || subject.of !== 'clauses' || chosenOption(result) === null) return [];
  const { draftId, clauses } = subject;
  const chosen = wordingChosen(poll, result);
  const back = clauses.flatMap((put): DraftEvent[] => {
    const before = frozenWords(state, draftId, put);
    if (chosen === null || before === null) return [];
    const words = presentWords(before);
    const body = Object.fromEntries(chosen.langs.map((lang) => [lang, words[lang] ?? '']));
    return [rewritten({ draftId, clauseId: put.clauseId }, { body, by: null })];
  });
  const again = wordings.flatMap(({ proposals }) =>
    proposals.map((proposalId): ProposalEvent => ({ type: 'proposal.shown-again', proposalId })),
  );
  return [...back, ...again];
}

/** The server writes these words into the closed clause and reads its bytes anew: which they are is known where the text is. */
function rewritten(
  { draftId, clauseId }: Pick<Extract<DraftEvent, { type: 'draft.clause-frozen' }>, 'draftId' | 'clauseId'>,
  written: NonNullable<Extract<DraftEvent, { type: 'draft.clause-frozen' }>['written']>,
): DraftEvent {
  const unread = { bytes: '', clauseHash: '', paperHash: '', textSeq: 0 };
  return { type: 'draft.clause-frozen', draftId, clauseId, ...unread, written };
}

/** Is a proposal among the wordings of a vote that is open, or even and not settled? Then it waits for that (WORD-4). */
export function isInVote({ polls }: PollState, { drafts }: DraftState, proposalId: ProposalId): boolean {
  return Object.values(polls).some((poll) => {
    const { subject, pollId } = poll;
    if (subject.of !== 'clauses' || wordingsPut(poll)?.some((one) => one.proposals.includes(proposalId)) !== true) {
      return false;
    }
    const closed = drafts[subject.draftId]?.clauses;
    return subject.clauses.some(({ clauseId }) => {
      const clause = closed?.[clauseId];
      return clause?.status === 'voting' && clause.pollId === pollId;
    });
  });
}
