/** What is a poll? A question on exact words, who may answer and how, until when, and what came out. */
import type { Method, OptionId } from '../counting/ballot.ts';
import type { AgreementHistogram } from '../counting/agreement.ts';
import type { CountStep } from '../counting/count.ts';
import type { DecisionRule } from '../counting/decision-rule.ts';
import type { Counted, Lot } from '../counting/outcome.ts';
import type { TieSettlement, VoteDecision, VoteOutcome } from '../counting/vote-decision.ts';
import type { VoteSheet } from '../counting/vote-sheet.ts';
import type { ClauseId, DraftId, PersonId, PollId, ProposalId, SeatId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { ListForward } from './put-forward.ts';
import type { SeatRight } from '../people/capacity.ts';
import type { SeatGroup } from '../sitting/sitting.ts';
import type { HallCount, HallEntry } from './hall-count.ts';

/** The order is the order on every screen and paper. */
export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** One seat that may answer, as it stood when the poll opened. */
export interface Elector {
  readonly seatId: SeatId;
  readonly personId: PersonId;
  readonly weight: number;
  readonly right: SeatRight;
  /** Was the holder present when the poll opened? */
  readonly present: boolean;
  /** By `groupId`; left out where the seat is in none. */
  readonly group?: string;
  /** Who answers for it too, because its holder is away; left out: nobody. */
  readonly proxy?: { readonly seatId: SeatId; readonly personId: PersonId };
}

/** A clause put to the vote, by its frozen bytes. */
export interface PutClause {
  readonly clauseId: ClauseId;
  readonly paperHash: string;
}

/** Other words for a clause, put to the vote beside its own. */
export interface Wording {
  /** As ballots name it. */
  readonly optionId: OptionId;
  /** Of which proposals it is made: of one person's, each in another language. */
  readonly proposals: readonly ProposalId[];
  readonly author: PersonId;
  /** In which of its languages the words are others. */
  readonly langs: readonly Lang[];
  /** Whole, in every language of the clause, as they are read. */
  readonly words: Localized;
}

/** As what the whole draft is put: «за основу», «в целом». */
export const draftStages = ['basis', 'whole'] as const;
export type DraftStage = (typeof draftStages)[number];

/** What is put to the vote. */
export type PollSubject =
  /** One clause, or several undisputed ones at once. */
  | {
      readonly of: 'clauses';
      readonly draftId: DraftId;
      readonly clauses: readonly PutClause[];
      /** Among these wordings of the one clause is chosen; left out: it is voted on as it stands. */
      readonly wordings?: readonly Wording[];
    }
  /** The draft with all the clauses that stand in it. */
  | {
      readonly of: 'draft';
      readonly draftId: DraftId;
      readonly stage: DraftStage;
      readonly clauses: readonly PutClause[];
    }
  | { readonly of: 'question'; readonly question: Localized }
  | { readonly of: 'roll-call' };

export interface PollOption {
  readonly optionId: OptionId;
  readonly words: Localized;
}

/** How it is answered, and what is made of the answers. */
export type PollAsk =
  /** For, against, abstained. */
  | { readonly kind: 'decision'; readonly rule: DecisionRule }
  | { readonly kind: 'choice'; readonly method: Method; readonly options: readonly PollOption[] }
  /** How far each goes along: a histogram that decides nothing. */
  | { readonly kind: 'consent'; readonly scale: 'five' | 'eight' }
  /** *No objection?* Silence consents; the first objection ends it, and nothing is decided. */
  | { readonly kind: 'no-objection' }
  /** *I am here*, and nothing else. */
  | { readonly kind: 'here' };

/** `named`: everyone sees who voted how, after closing. `unnamed`: nobody ever does; that a seat voted is known. */
export const pollForms = ['named', 'unnamed'] as const;
export type PollForm = (typeof pollForms)[number];

/**
 * When is seen how it stands: by all as it goes, by each who has cast, with the close, or when it is published and until then by the desk
 * alone. Before the close it is seen in named votes only.
 */
export const countsShown = ['live', 'after-mine', 'at-close', 'later'] as const;
export type CountsShown = (typeof countsShown)[number];

/** What came out, by what was asked, with what it was computed from: anyone can do the sum again. */
export type PollOutcome =
  | {
      readonly kind: 'decision';
      readonly sheet: VoteSheet;
      /** Without steps in votes of the first version, whose numbers are as they were told then. */
      readonly decision: VoteDecision;
      /** What was done about a tie; `null`: nothing. */
      readonly settlement: TieSettlement | null;
    }
  | {
      readonly kind: 'choice';
      readonly counted: Counted<CountStep>;
      /** The same count of the advisory seats; `null` where they have not voted. It decides nothing. */
      readonly advisory: Counted<CountStep> | null;
      /** Drawn in public and typed in, in the order of the ties. */
      readonly lots: readonly Lot[];
    }
  | {
      readonly kind: 'consent';
      readonly histogram: AgreementHistogram;
      /** `null` where advisory seats have not answered. */
      readonly advisory: AgreementHistogram | null;
    }
  | {
      readonly kind: 'no-objection';
      /** `false`: somebody objected, and nothing is decided. */
      readonly isCarried: boolean;
      /** Seats that objected: one, or those whose objections crossed. */
      readonly objectors: readonly SeatId[];
      /** As they were given, the empty ones left out, in no order; none for the hall's screen. */
      readonly reasons: readonly string[];
    }
  /** Seats that said *I am here*. */
  | { readonly kind: 'here'; readonly answered: number };

export type PollResult = PollOutcome & {
  readonly closedAt: number;
  /** How many ballots were in the box, and cards in the hall; of votes of the first version their weight, where every seat had the weight 1. */
  readonly cast: number;
  /** SHA-256 (hex) over the sealed ballots. */
  readonly sealHash: string;
  /** Cards counted in the hall, every entry in its order: the last one counts. Left out where none was. */
  readonly hall?: readonly HallCount[];
};

/** An elector holds that something was wrong, and why; decided by the chair. */
export interface PollContest {
  readonly seatId: SeatId;
  readonly reason: string;
  readonly at: number;
  /** `null`: not decided yet. */
  readonly ruling: ContestRuling | null;
}

/** Why somebody does not agree with what was decided: recorded, and nothing follows from it. */
export interface MinorityOpinion {
  readonly seatId: SeatId;
  readonly words: string;
  readonly at: number;
}

export interface ContestRuling {
  /** `uphold`: the result stands. `repeat`: the vote is void and is held again. */
  readonly verdict: 'uphold' | 'repeat';
  readonly reason: string;
  readonly at: number;
  /** What the seal of the box was when it was counted again, and whether everything came out as before. */
  readonly recount: { readonly sealHash: string; readonly isSame: boolean };
}

export interface Poll {
  readonly pollId: PollId;
  readonly subject: PollSubject;
  readonly ask: PollAsk;
  /** SHA-256 (hex) of what is voted on; of one clause that clause's own. A ballot names it. */
  readonly paperHash: string;
  readonly form: PollForm;
  /** May a ballot be changed until the close? */
  readonly isChangeable: boolean;
  readonly counts: CountsShown;
  readonly openedAt: number;
  readonly closesAt: number;
  /** Seats at opening. `hidden`: counted, not listed, for whom the list is not. */
  readonly electors: readonly Elector[] | 'hidden';
  /** Deciding weight in all, and of it present at opening. */
  readonly entitled: number;
  readonly presentAtOpening: number;
  /** How many seats may answer, deciding and advisory. */
  readonly seats: number;
  /** Seats that asked for more time: the desk's; empty for all others. */
  readonly moreTime: readonly SeatId[];
  /** Seats for which the secretary entered the ballot. */
  readonly byHand: readonly SeatId[];
  /** Cards counted in the hall, every entry in its order. */
  readonly hall: readonly HallEntry[];
  /** Seats that take no part: in no base of the vote. */
  readonly recused: readonly Elector[];
  /** Groups of the electorate, by the names they had at opening. */
  readonly groups: readonly SeatGroup[];
  /** `null`: it is open. */
  readonly closedAt: number | null;
  /** `null` while it is open, where it was annulled before its close, and for whom it is not published yet. */
  readonly result: PollResult | null;
  /** It counts for nothing and stays in the record; `null`: it stands. */
  readonly annulled: { readonly at: number; readonly reason: string } | null;
  readonly contests: readonly PollContest[];
  /** Opinions of those who were outvoted, in the order in which they came; none for the hall's screen. */
  readonly minority: readonly MinorityOpinion[];
  /** The poll that this one is held again for; `null`: none. */
  readonly repeats: PollId | null;
  /** All may see what came out. */
  readonly published: boolean;
}

export interface PollState {
  readonly polls: Readonly<Record<PollId, Poll>>;
  /** The last list of clauses that was put forward; left out: there was none. */
  readonly forward?: ListForward;
}

export const initialPolls: PollState = { polls: {} };

/** The one open poll of a sitting, or `null`. Only one decision is taken at a time. */
export function openPoll(state: PollState): Poll | null {
  return Object.values(state.polls).find((poll) => poll.closedAt === null) ?? null;
}

/** The poll that closed last and stands, or `null`. Its result may be hidden. */
export function lastClosedPoll(state: PollState): Poll | null {
  let last: Poll | null = null;
  for (const poll of Object.values(state.polls)) {
    if (poll.closedAt === null || poll.annulled !== null) continue;
    if (last === null || poll.closedAt >= (last.closedAt ?? 0)) last = poll;
  }
  return last;
}

/** The poll that was annulled since the last one that stands was closed, or `null`: all are to read why it counts for nothing. */
export function lastAnnulledPoll(state: PollState): Poll | null {
  const since = lastClosedPoll(state)?.closedAt ?? 0;
  let last: Poll | null = null;
  for (const poll of Object.values(state.polls)) {
    if (poll.annulled !== null && poll.annulled.at > Math.max(since, last?.annulled?.at ?? 0)) last = poll;
  }
  return last;
}

/** The one clause that a poll is about; `null` where it is about several, about the draft or about none. */
export function soleClause(subject: PollSubject): ({ readonly draftId: DraftId } & PutClause) | null {
  if (subject.of !== 'clauses') return null;
  const [clause, ...others] = subject.clauses;
  return clause === undefined || others.length > 0 ? null : { draftId: subject.draftId, ...clause };
}

/** What came out of what decides, by vote or by silence; `null`: it decides nothing. `objected`: it is still to be decided. */
export function verdictOf(outcome: PollOutcome): VoteOutcome | 'objected' | null {
  if (outcome.kind === 'decision') return outcome.decision.outcome;
  if (outcome.kind !== 'no-objection') return null;
  return outcome.isCarried ? 'carried' : 'objected';
}

/** *No objection?* was asked, and somebody objected: what it was about is still to be decided. */
export function isObjected({ result, annulled }: Pick<Poll, 'result' | 'annulled'>): boolean {
  return annulled === null && result?.kind === 'no-objection' && !result.isCarried;
}

/** Was it held again? */
export function isRepeated({ polls }: PollState, { pollId }: Poll): boolean {
  return Object.values(polls).some(({ repeats }) => repeats === pollId);
}

/** A decision or a choice that came out even, and what is drawn or cast has not been entered (RULES, POLL-10). */
export function isTied(outcome: PollOutcome): boolean {
  if (outcome.kind === 'decision') return outcome.decision.outcome === 'tie';
  return outcome.kind === 'choice' && outcome.counted.outcome.kind === 'tie';
}
