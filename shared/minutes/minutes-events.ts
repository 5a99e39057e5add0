/** What can have happened to the minutes? */
import type { NoteId, PaperId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { AdditionKind, Signer } from './minutes.ts';

export type MinutesEvent =
  | { readonly type: 'minutes.numbered'; readonly number: string }
  /** `words` `null`: as it was recorded again. */
  | {
      readonly type: 'minutes.corrected';
      readonly lang: Lang;
      readonly paragraph: string;
      readonly words: string | null;
    }
  | { readonly type: 'minutes.left-out'; readonly lang: Lang; readonly paragraph: string }
  | {
      readonly type: 'minutes.added';
      readonly noteId: NoteId;
      readonly lang: Lang;
      readonly after: string;
      readonly as: AdditionKind;
      readonly words: string;
    }
  /** `papers`: the issued ones whose words are to be corrected; they stay as they are. */
  | { readonly type: 'minutes.reopened'; readonly reason: string; readonly papers: readonly PaperId[] }
  /** By whom: the event's actor. */
  | { readonly type: 'minutes.signed'; readonly as: Signer };
