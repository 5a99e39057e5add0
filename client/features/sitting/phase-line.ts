/** In which phase is the sitting, in a sentence? */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { timeOfDay } from '../../../shared/i18n/dates.ts';
import type { SittingState } from '../../../shared/sitting/sitting.ts';

/** As those are told who take part. */
export function phaseLine(words: Catalogue, sitting: SittingState, offsetMinutes: number): string {
  switch (sitting.phase) {
    case 'planned':
      return words.sitting.planned(timeOfDay(sitting.startsAt, offsetMinutes));
    case 'lobby':
      return words.sitting.lobby;
    case 'open':
      return words.sitting.open;
    case 'paused':
      return sitting.pausedUntil === null
        ? words.sitting.paused
        : words.sitting.pausedUntil(timeOfDay(sitting.pausedUntil, offsetMinutes));
    case 'closed':
      return words.sitting.closed;
  }
}

/** As who runs it is told: before the beginning the others' lines would ask the desk to mark itself present. */
export function deskPhaseLine(words: Catalogue, sitting: SittingState, offsetMinutes: number): string {
  if (sitting.phase === 'planned') return words.desk.planned(timeOfDay(sitting.startsAt, offsetMinutes));
  return sitting.phase === 'lobby' ? words.desk.lobby : phaseLine(words, sitting, offsetMinutes);
}
