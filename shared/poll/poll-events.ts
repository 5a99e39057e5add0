/** What can have happened to a poll? Ballots are not among it: they lie in the ballot box. */
import type { PollId } from '../lib/ids.ts';
import type { VotingRule } from '../forum/voting-rule.ts';
import type { Elector, PollResult, PollSubject } from './poll.ts';

export type PollEvent =
  | {
      readonly type: 'poll.opened';
      readonly pollId: PollId;
      readonly subject: PollSubject;
      readonly form: 'named';
      readonly rule: VotingRule;
      readonly closesAt: number;
      readonly electors: readonly Elector[] | 'hidden';
      readonly entitled: number;
      readonly presentAtOpening: number;
      readonly seats: number;
    }
  | { readonly type: 'poll.extended'; readonly pollId: PollId; readonly closesAt: number }
  | { readonly type: 'poll.closed'; readonly pollId: PollId; readonly result: PollResult };
