/** Does somebody take away much of what others wrote, in a moment? Then a moderator should be asked first. */
import type { PersonId } from '../../shared/lib/ids.ts';

const withinMs = 10_000;
const leastUnits = 2_000;
const leastShare = 0.3;

export class MassDeletions {
  private readonly recent = new Map<PersonId, { readonly at: number; readonly units: number }[]>();

  /**
   * More than 30 % of the whole draft and more than 2,000 units, by one person in 10 s, of words that are not their own. When it is
   * not, what is `lost` now counts for the next time. `textLength` is that before the deletion.
   */
  isOne(personId: PersonId, lost: number, textLength: number, now: number): boolean {
    if (lost === 0) return false;
    const recent = (this.recent.get(personId) ?? []).filter(({ at }) => at > now - withinMs);
    const before = recent.reduce((sum, { units }) => sum + units, 0);
    if (before + lost > leastUnits && before + lost > leastShare * (textLength + before)) return true;
    this.recent.set(personId, [...recent, { at: now, units: lost }]);
    return false;
  }
}
