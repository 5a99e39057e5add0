/** What can have happened to a poll? Ballots are not among it: they lie in the ballot box. */
import type { PollId } from '../lib/ids.ts';
import type { CountsShown, Elector, PollAsk, PollForm, PollResult, PollSubject } from './poll.ts';

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
    }
  | { readonly type: 'poll.extended'; readonly pollId: PollId; readonly closesAt: number }
  /** `hidden`: for whom it is not published yet. */
  | {
      readonly type: 'poll.closed';
      readonly pollId: PollId;
      readonly closedAt: number;
      readonly result: PollResult | 'hidden';
    };
