/** What does the day of a forum look like to one of its members? Its sittings as they stand now, and what this person is in each. */
import { openPoll } from '../../shared/poll/poll.ts';
import type { ForumId, PersonId } from '../../shared/lib/ids.ts';
import type { ProgrammeAnswer, ProgrammeSitting } from '../../shared/protocol/http.ts';
import { activeItem } from '../../shared/sitting/sitting.ts';
import type { Assemblies } from '../engine/assemblies.ts';

/** `null`: no such forum, or not one of this person's; the two are not told apart. `now` in ms UTC. */
export async function programmeOf(
  assemblies: Pick<Assemblies, 'forum' | 'sitting'>,
  forumId: ForumId,
  personId: PersonId,
  now: number,
): Promise<ProgrammeAnswer | null> {
  const forum = (await assemblies.forum(forumId))?.state.forum;
  if (forum?.members[personId] === undefined) return null;
  const sittings: ProgrammeSitting[] = [];
  for (const { sittingId, kind, title, startsAt, endsAt } of forum.sittings) {
    const stream = (await assemblies.sitting(sittingId))?.sitting.state;
    if (stream === undefined) continue;
    const { sitting, poll } = stream;
    sittings.push({
      sittingId,
      kind,
      title,
      startsAt,
      endsAt,
      phase: sitting.phase,
      pausedUntil: sitting.pausedUntil,
      item: activeItem(sitting)?.title ?? null,
      here: Object.keys(sitting.present).length,
      voteIsOpen: openPoll(poll) !== null,
      myRoles: sitting.roles[personId] ?? [],
      myRight: Object.values(sitting.seats).find(({ holder }) => holder === personId)?.right ?? null,
    });
  }
  const { title, theme, place, dayStartsAt, utcOffsetMinutes, code, organisers } = forum;
  const organiser = organisers.includes(personId);
  sittings.sort((a, b) => a.startsAt - b.startsAt);
  return { forumId, title, theme, place, dayStartsAt, utcOffsetMinutes, code, now, organiser, sittings };
}
