/** What becomes of the minutes by what happened, of a signature when the words change, and who is told of it? */
import { assertNever } from '../lib/assert-never.ts';
import type { Lang } from '../lib/lang.ts';
import type { Recorded } from '../lib/streams.ts';
import type { Audience } from '../people/audience.ts';
import { initialMinutes, type Correction, type MinutesState } from './minutes.ts';
import type { MinutesEvent } from './minutes-events.ts';

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
