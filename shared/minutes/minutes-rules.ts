/** Who may word the minutes, and until when? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PaperId } from '../lib/ids.ts';
import type { Capacity } from '../people/capacity.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import { areMinutesIssued, isFixedParagraph, minutesLimits, type MinutesState } from './minutes.ts';
import type { MinutesCommand } from './minutes-commands.ts';
import type { MinutesEvent } from './minutes-events.ts';

export type MinutesRefusalCode =
  | 'not-permitted'
  | 'minutes-issued'
  | 'minutes-not-issued'
  | 'paragraph-fixed'
  | 'sitting-not-closed'
  | 'minutes-signed'
  | 'minutes-full';

export interface MinutesContext extends DecideContext {
  readonly sittingIsClosed: boolean;
  /** The papers that were issued of them, in any language: from there the words stand. */
  readonly issued: readonly PaperId[];
}

const signerCapacities: Readonly<Record<'chair' | 'secretary', readonly Capacity[]>> = {
  chair: ['chair', 'moderator'],
  secretary: ['secretary'],
};

/** Pure: permission before existence (RULES, MIN-1 … MIN-5). */
export function decideMinutes(
  state: MinutesState,
  command: MinutesCommand,
  context: MinutesContext,
): Result<readonly MinutesEvent[], MinutesRefusalCode> {
  if (!actorMay(context, command.type === 'minutes.sign' ? 'minutes.sign' : 'minutes.write')) {
    return refuse('not-permitted');
  }
  const isIssued = areMinutesIssued(state, context.issued);
  if (command.type === 'minutes.reopen') {
    const { reason } = command;
    return isIssued ? ok([{ type: 'minutes.reopened', reason, papers: context.issued }]) : refuse('minutes-not-issued');
  }
  if (isIssued) return refuse('minutes-issued');
  switch (command.type) {
    case 'minutes.set-number':
      return ok([{ type: 'minutes.numbered', number: command.number }]);
    case 'minutes.correct': {
      const { lang, paragraph, words } = command;
      return isFixedParagraph(paragraph)
        ? refuse('paragraph-fixed')
        : ok([{ type: 'minutes.corrected', lang, paragraph, words }]);
    }
    case 'minutes.leave-out': {
      const { lang, paragraph } = command;
      return isFixedParagraph(paragraph)
        ? refuse('paragraph-fixed')
        : ok([{ type: 'minutes.left-out', lang, paragraph }]);
    }
    case 'minutes.add': {
      if (state.additions.length >= minutesLimits.additions) return refuse('minutes-full');
      const { lang, after, as, words } = command;
      return ok([{ type: 'minutes.added', noteId: context.newId('note'), lang, after, as, words }]);
    }
    case 'minutes.sign': {
      const { actor } = context;
      if (actor === 'server' || !signerCapacities[command.as].some((one) => actor.capacities.has(one))) {
        return refuse('not-permitted');
      }
      // What is signed is the whole sitting: before its end there is none.
      if (!context.sittingIsClosed) return refuse('sitting-not-closed');
      if (state.signatures[command.as] !== undefined) return refuse('minutes-signed');
      return ok([{ type: 'minutes.signed', as: command.as }]);
    }
    default:
      return assertNever(command);
  }
}
