/** Into which sittings does somebody come? Into those that are for all, and into one of the panels that are held at the same time. */
import { foldName } from '../people/find-people.ts';
import type { SittingState } from '../sitting/sitting.ts';

/** Panels that another panel is held beside. */
function isBeside(one: SittingState, other: SittingState): boolean {
  return one !== other && other.kind === 'panel' && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** The other panels at the time of this one; none where it is no panel. */
export function panelsBeside(sittings: readonly SittingState[], one: SittingState): readonly SittingState[] {
  return one.kind === 'panel' ? sittings.filter((other) => isBeside(one, other)) : [];
}

/** Those that everybody comes into. */
export function commonSittings(sittings: readonly SittingState[]): readonly SittingState[] {
  return sittings.filter((one) => panelsBeside(sittings, one).length === 0);
}

/** By its title in any language, else by the number of the panel: «Панель 2», `2`. `null`: none, or several. */
export function sittingNamed(sittings: readonly SittingState[], typed: string): SittingState | null {
  const wanted = foldName(typed);
  const titled = sittings.filter(({ title }) => Object.values(title).some((its) => foldName(its) === wanted));
  if (titled.length > 0) return titled.length === 1 ? (titled[0] ?? null) : null;
  const number = /^(?:\p{L}+ )*(\d{1,2})$/u.exec(wanted)?.[1];
  const panels = sittings.filter(({ kind }) => kind === 'panel');
  return number === undefined ? null : (panels[Number(number) - 1] ?? null);
}
