/** What can have happened on the floor? Every instant is the server's, ms UTC. */
import type { PersonId, PollId, TurnId } from '../lib/ids.ts';
import type { FloorLimits, FloorPolicy, SpeakingPlace, TurnClock, TurnKind } from './floor.ts';

type ClockOf<Is extends TurnClock['is']> = Extract<TurnClock, { readonly is: Is }>;

export type FloorEvent =
  | { readonly type: 'floor.opened' }
  | { readonly type: 'floor.shut' }
  | {
      readonly type: 'floor.arranged';
      readonly policy?: FloorPolicy;
      readonly limits?: Partial<FloorLimits>;
      readonly callLink?: string | null;
    }
  | {
      readonly type: 'floor.asked';
      readonly turnId: TurnId;
      readonly personId: PersonId;
      readonly kind: TurnKind;
      readonly place: SpeakingPlace;
    }
  /** Taken back by whoever asked, or taken out by who conducts: the actor says which. */
  | { readonly type: 'floor.withdrawn'; readonly turnId: TurnId }
  | { readonly type: 'floor.readied'; readonly turnId: TurnId }
  | {
      readonly type: 'floor.round-begun';
      readonly seconds: number;
      readonly turns: readonly {
        readonly turnId: TurnId;
        readonly personId: PersonId;
        readonly place: SpeakingPlace;
      }[];
    }
  /** Whoever has not had their turn in it has none. */
  | { readonly type: 'floor.round-ended' }
  | {
      readonly type: 'floor.called';
      readonly turnId: TurnId;
      readonly personId: PersonId;
      readonly kind: TurnKind;
      readonly place: SpeakingPlace;
      readonly wasSkipped: boolean;
      readonly ofRound: boolean;
      readonly isReady: boolean;
      readonly limitMs: number;
      readonly clock: ClockOf<'called'>;
    }
  | { readonly type: 'floor.started'; readonly turnId: TurnId; readonly clock: ClockOf<'speaking'> }
  | { readonly type: 'floor.paused'; readonly turnId: TurnId; readonly clock: ClockOf<'paused'> }
  | { readonly type: 'floor.resumed'; readonly turnId: TurnId; readonly clock: ClockOf<'speaking'> }
  | {
      readonly type: 'floor.extended';
      readonly turnId: TurnId;
      readonly minutes: number;
      readonly clock: ClockOf<'speaking'> | ClockOf<'paused'>;
    }
  | {
      readonly type: 'floor.done';
      readonly turnId: TurnId;
      readonly personId: PersonId;
      readonly kind: TurnKind;
      readonly spokenMs: number;
    }
  /** `again`: they wait once more, at the end. */
  | { readonly type: 'floor.skipped'; readonly turnId: TurnId; readonly again: boolean }
  /** `words` `null`: as it is told to all before it is let through. */
  | { readonly type: 'floor.stated'; readonly turnId: TurnId; readonly words: string | null }
  | { readonly type: 'floor.statement-shown'; readonly turnId: TurnId; readonly words: string }
  | {
      readonly type: 'floor.ruled';
      readonly turnId: TurnId;
      readonly isUpheld: boolean;
      readonly words: string;
    }
  | { readonly type: 'floor.appealed'; readonly turnId: TurnId; readonly personId: PersonId }
  /** `stands`: the ruling does; a tie sustains it. */
  | {
      readonly type: 'floor.appeal-settled';
      readonly turnId: TurnId;
      readonly pollId: PollId;
      readonly stands: boolean;
    };
