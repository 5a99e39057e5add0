/** What does the doorstep show of a forum, and where does somebody go who has come in? */
import type { ForumId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import { langs, type Lang, type Localized } from '../../shared/lib/lang.ts';
import type { Capacity } from '../../shared/people/capacity.ts';
import type { EnterAnswer, ForumAtTheDoor } from '../../shared/protocol/http.ts';
import { capacitiesOf, type Assemblies } from '../engine/assemblies.ts';

const onlooking: ReadonlySet<Capacity> = new Set(['invited', 'observer', 'media']);

/** Who has neither seat nor office reads along. */
export async function whereTo(
  assemblies: Assemblies,
  forumId: ForumId,
  sittingId: SittingId | null,
  personId: PersonId,
): Promise<EnterAnswer> {
  const assembly = sittingId === null ? null : await assemblies.sitting(sittingId);
  const held = assembly === null ? [] : [...capacitiesOf(assembly, personId)];
  return { forumId, sittingId, follows: held.length > 0 && held.every((capacity) => onlooking.has(capacity)) };
}

/** `null`, or a forum that is not there: the server itself. */
export async function forumAtTheDoor(assemblies: Assemblies, forumId: ForumId | null): Promise<ForumAtTheDoor> {
  const room = forumId === null ? null : await assemblies.forum(forumId);
  if (forumId === null || room === null) {
    return {
      forumId: '' as ForumId,
      title: { en: 'Ortaq', ru: 'Ortaq', kk: 'Ortaq' },
      place: null,
      date: null,
      now: null,
    };
  }
  const { title, place, dayStartsAt, utcOffsetMinutes, sittings } = room.state.forum;
  let now: Localized | null = null;
  for (const planned of sittings) {
    const sitting = (await assemblies.sitting(planned.sittingId))?.sitting.state.sitting;
    if (sitting?.phase !== 'open') continue;
    now = now === null ? sitting.title : joined(now, sitting.title);
  }
  const date = new Date(dayStartsAt + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  return { forumId, title, place, date, now };
}

function joined(first: Localized, second: Localized): Localized {
  const all: Partial<Record<Lang, string>> = {};
  for (const lang of langs) {
    const parts = [first[lang], second[lang]].filter((part) => part !== undefined);
    if (parts.length > 0) all[lang] = parts.join(' · ');
  }
  return all;
}
