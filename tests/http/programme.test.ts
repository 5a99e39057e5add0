/** Does the programme tell each member what they have to do with, and nobody else anything? */
import { expect, test } from 'vitest';
import { openMemoryBus } from '../../server/bus/memory.ts';
import { Assemblies } from '../../server/engine/assemblies.ts';
import { foundForum } from '../../server/engine/found-forum.ts';
import { programmeOf } from '../../server/http/programme.ts';
import { randomIds } from '../../server/ids.ts';
import { systemClock } from '../../server/clock.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

test('a member sees the sittings with their own roles and seat; who is not a member sees nothing', async () => {
  const clock = systemClock();
  const ids = randomIds();
  const store = openMemoryStore({ clock });
  const [amina, chen, stranger] = [ids.id('person'), ids.id('person'), ids.id('person')];
  const title = { ru: 'Форум', kk: 'Форум' };
  const sitting = {
    kind: 'panel',
    title,
    agenda: [{ kind: 'decision', title: { ru: 'Голосование' }, minutes: 5 }],
    roles: [{ personId: amina, role: 'moderator' }],
    seats: [{ personId: chen, right: 'deciding', weight: 1 }],
    draft: { title, clauses: [] },
    underway: 'open',
    activeItem: 0,
  } as const;
  for (const personId of [amina, chen, stranger]) {
    await store.commit({
      accounts: [{ change: 'add-person', person: { personId, name: title, lang: 'ru', organiser: false } }],
    });
  }
  const founded = await foundForum(
    { store, clock, ids },
    {
      title,
      theme: {},
      place: {},
      dayStartsAt: 0,
      utcOffsetMinutes: 300,
      languages: ['ru', 'kk'],
      rule: usualRule(null),
      organisers: [amina],
      members: [amina, chen].map((personId) => ({ personId, organisation: null, title: null })),
      sittings: [
        { ...sitting, startsAt: 2_000, endsAt: 3_000 },
        { ...sitting, startsAt: 1_000, endsAt: 3_000, seats: [] },
      ],
    },
  );
  if (!founded.ok) throw new Error(founded.code);
  const { forumId } = founded.value;
  const assemblies = new Assemblies(store, openMemoryBus(), clock);

  const seen = await programmeOf(assemblies, forumId, chen, 5);
  expect(seen).toMatchObject({ forumId, now: 5, organiser: false });
  expect(seen?.sittings.map(({ startsAt, myRight, myRoles }) => ({ startsAt, myRight, myRoles }))).toEqual([
    { startsAt: 1_000, myRight: null, myRoles: [] },
    { startsAt: 2_000, myRight: 'deciding', myRoles: [] },
  ]);
  expect(seen?.sittings[0]).toMatchObject({ phase: 'open', item: { ru: 'Голосование' }, voteIsOpen: false, here: 0 });
  expect((await programmeOf(assemblies, forumId, amina, 5))?.sittings[0]?.myRoles).toEqual(['moderator']);
  expect(await programmeOf(assemblies, forumId, stranger, 5)).toBeNull();
  expect(await programmeOf(assemblies, ids.id('forum'), chen, 5)).toBeNull();
  assemblies.close();
  await store.close();
});
