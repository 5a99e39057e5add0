/** What can have happened to a poll? Ballots are not among it: they lie in the ballot box. */
import type { ClauseId, DraftId, PersonId, PollId, SeatId } from '../lib/ids.ts';
import type { Lot } from '../counting/outcome.ts';
import type { TieSettlement } from '../counting/vote-decision.ts';
import type { SeatGroup } from '../sitting/sitting.ts';
import type { HallNumbers } from './hall-count.ts';
import type { PollOpening } from './poll-commands.ts';
import type {
  ContestRuling,
  CountsShown,
  Elector,
  PollAsk,
  PollForm,
  PollResult,
  PollSubject,
  PutClause,
} from './poll.ts';

export type PollEvent =
  | {
      readonly type: 'poll.opened';
      readonly pollId: PollId;
      readonly subject: PollSubject;
      readonly ask: PollAsk;
      readonly paperHash: string;
      readonly form: PollForm;
      readonly isChangeable: boolean;
      readonly counts: CountsShown;
      readonly closesAt: number;
      readonly electors: readonly Elector[] | 'hidden';
      readonly entitled: number;
      readonly presentAtOpening: number;
      readonly seats: number;
      readonly repeats: PollId | null;
      /** Seats that take no part; left out where there are none. */
      readonly recused?: readonly Elector[];
      /** Left out where seats have no groups. */
      readonly groups?: readonly SeatGroup[];
    }
  | { readonly type: 'poll.extended'; readonly pollId: PollId; readonly closesAt: number }
  /** `hidden`: for whom it is not published yet. */
  | {
      readonly type: 'poll.closed';
      readonly pollId: PollId;
      readonly closedAt: number;
      readonly result: PollResult | 'hidden';
    }
  /** The desk's. */
  | { readonly type: 'poll.more-time-asked'; readonly pollId: PollId; readonly seatId: SeatId }
  /** What was entered lies in the box. */
  | { readonly type: 'poll.entered-by-hand'; readonly pollId: PollId; readonly seatId: SeatId }
  /** From here the seats cast by no device; those that an earlier entry had and this one has not, do again. */
  | {
      readonly type: 'poll.hall-counted';
      readonly pollId: PollId;
      readonly seats: readonly SeatId[];
      readonly numbers: HallNumbers | 'hidden';
      readonly tellers: readonly PersonId[];
    }
  /** The seat leaves the electorate of this vote. */
  | { readonly type: 'poll.recused'; readonly pollId: PollId; readonly elector: Elector }
  | {
      readonly type: 'poll.settled';
      readonly pollId: PollId;
      /** Of a decision; else a lot among options. */
      readonly settlement: TieSettlement | ({ readonly by: 'lot-of-options' } & Lot);
      /** The same ballots, counted with it. */
      readonly result: PollResult | 'hidden';
    }
  | { readonly type: 'poll.annulled'; readonly pollId: PollId; readonly reason: string }
  | {
      readonly type: 'poll.minority-recorded';
      readonly pollId: PollId;
      readonly seatId: SeatId;
      readonly words: string;
    }
  | { readonly type: 'poll.contested'; readonly pollId: PollId; readonly seatId: SeatId; readonly reason: string }
  | ({ readonly type: 'poll.contest-decided'; readonly pollId: PollId; readonly seatId: SeatId } & Omit<
      ContestRuling,
      'at'
    >)
  /** All that is in the list, by its frozen bytes. */
  | {
      readonly type: 'poll.list-put-forward';
      readonly draftId: DraftId;
      readonly opening: PollOpening;
      readonly clauses: readonly PutClause[];
    }
  | { readonly type: 'poll.clause-taken-out'; readonly clauseId: ClauseId; readonly personId: PersonId }
  | { readonly type: 'poll.list-ended'; readonly how: 'opened' | 'withdrawn' }
  /** `result`: for whom it was hidden until now; in the log `null`, because it stands there already. */
  | { readonly type: 'poll.published'; readonly pollId: PollId; readonly result: PollResult | null };
