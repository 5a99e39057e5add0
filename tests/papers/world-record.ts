/** What do papers read of a sitting that came about by the rules? */
import type { PersonId } from '../../shared/lib/ids.ts';
import type { PaperPerson, SittingRecord } from '../../shared/papers/sitting-record.ts';
import type { RuleWorld } from '../rule-world.ts';

/** In Russian, without rolls; whoever is not among `people` was erased. */
export function recordOf(world: RuleWorld, people: Readonly<Record<PersonId, PaperPerson>>): SittingRecord {
  const { sitting, draft, poll, minutes } = world.sitting;
  return {
    forum: world.forum.forum,
    sitting,
    draft,
    poll,
    minutes,
    events: world.sittingEvents as SittingRecord['events'],
    people,
    rolls: {},
    lang: 'ru',
  };
}
