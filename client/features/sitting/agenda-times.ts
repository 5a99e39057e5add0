/** When does each item of the agenda begin? What has begun by the clock; what has not by the minutes before it. */
import type { AgendaItem, SittingState } from '../../../shared/sitting/sitting.ts';

export interface TimedItem {
  readonly item: AgendaItem;
  /** UTC ms; as it was, or as it is planned from what has begun. */
  readonly at: number;
}

export function timedAgenda(sitting: Pick<SittingState, 'agenda' | 'startsAt'>): readonly TimedItem[] {
  let next = sitting.startsAt;
  return sitting.agenda.map((item) => {
    const at = item.startedAt ?? next;
    next = at + item.minutes * 60_000;
    return { item, at };
  });
}
