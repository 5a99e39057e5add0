/** Who may word the minutes, until when, and what becomes of a signature when the words change? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PaperId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import type { Capacity } from '../people/capacity.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import {
  areMinutesIssued,
  initialMinutes,
  isFixedParagraph,
  minutesLimits,
  type Correction,
  type MinutesState,
} from './minutes.ts';
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

/** Never throws on what was decided. Every change of words takes the signatures back: they were under other words (MIN-4). */
export function applyMinutes(state: MinutesState, recorded: Recorded<MinutesEvent>): MinutesState {
  const { event, at, actor } = recorded;
  switch (event.type) {
    case 'minutes.numbered':
      return { ...state, number: event.number, signatures: {} };
    case 'minutes.corrected':
      return corrected(state, event.lang, event.paragraph, event.words === null ? undefined : { words: event.words });
    case 'minutes.left-out':
      return corrected(state, event.lang, event.paragraph, { words: null });
    case 'minutes.added': {
      const { type: _type, ...addition } = event;
      return { ...state, additions: [...state.additions, addition], signatures: {} };
    }
    case 'minutes.reopened': {
      const { reason, papers } = event;
      return { ...state, reopened: { reason, papers }, signatures: {} };
    }
    case 'minutes.signed':
      if (actor === 'server') return state;
      return { ...state, signatures: { ...state.signatures, [event.as]: { personId: actor, at } } };
    default:
      return assertNever(event);
  }
}

function corrected(state: MinutesState, lang: Lang, key: string, correction: Correction | undefined): MinutesState {
  const { [key]: _before, ...others } = state.corrections[lang] ?? {};
  const corrections = correction === undefined ? others : { ...others, [key]: correction };
  return { ...state, corrections: { ...state.corrections, [lang]: corrections }, signatures: {} };
}

/** Until they are issued the minutes are the desk's; what is issued is read as a paper. */
export function viewMinutes(
  recorded: Recorded<MinutesEvent>,
  _before: MinutesState,
  _after: MinutesState,
  audience: Audience,
): readonly MinutesEvent[] {
  return audience === 'desk' ? [recorded.event] : [];
}

export function viewMinutesState(state: MinutesState, audience: Audience): MinutesState {
  return audience === 'desk' ? state : initialMinutes;
}
