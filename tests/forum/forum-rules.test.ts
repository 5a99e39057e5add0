/** What does a forum decide, and what of it does each audience see? */
import { describe, expect, test } from 'vitest';
import { decideForum, getsLinkOfAll } from '../../shared/forum/forum-rules.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import { capacitiesIn, viewForumStream, viewForumStreamState } from '../../shared/protocol/features.ts';
import { capacityOf, idNumber, names, people, RuleWorld } from '../rule-world.ts';

const world = new RuleWorld();
const { forum } = world.forum;

function decideAs(name: (typeof names)[number], command: ForumCommand) {
  const capacities = capacitiesIn(forum, world.sitting.sitting, people[name]);
  return decideForum(forum, command, { ...world.context('server'), actor: { personId: people[name], capacities } });
}

const deskOf = new Set(['organiser', 'chair', 'moderator', 'secretary']);

describe.each(['forum.renew-link', 'forum.revoke-link'] as const)('%s', (type) => {
  test.each(names)('[LINK-1] by %s', (name) => {
    const decided = decideAs(name, { type, personId: people.chen });
    if (deskOf.has(capacityOf[name])) {
      const happened = type === 'forum.renew-link' ? 'forum.link-renewed' : 'forum.link-revoked';
      expect(decided).toEqual({ ok: true, value: [{ type: happened, personId: people.chen }] });
    } else expect(decided).toEqual({ ok: false, code: 'not-permitted' });
  });

  test('[PERM-3] who may not learns nothing of who there is; who may is told that nobody is', () => {
    const nobody = { type, personId: idNumber('person', 99) };
    expect(decideAs('chen', nobody)).toEqual({ ok: false, code: 'not-permitted' });
    expect(decideAs('bo', nobody)).toEqual({ ok: false, code: 'person-unknown' });
  });

  test('[LINK-2] the link of an organiser is an organiser’s to give: it opens more than the desk’s own', () => {
    for (const name of ['gani', 'amina', 'bo'] as const) {
      expect(decideAs(name, { type, personId: people.hana }), name).toEqual({ ok: false, code: 'not-permitted' });
    }
    expect(decideAs('hana', { type, personId: people.hana }).ok).toBe(true);
  });
});

test('[LINK-9] links for all are for whoever was invited, not for who asks, and of an organiser by an organiser alone', () => {
  const guest = idNumber('person', 98);
  const with1 = { ...forum, members: { ...forum.members, [guest]: { came: 'guest' as const, since: 0 } } };
  expect(getsLinkOfAll(with1, people.chen, people.bo)).toBe(true);
  expect(getsLinkOfAll(with1, people.bo, people.bo)).toBe(false);
  expect(getsLinkOfAll(with1, guest, people.bo)).toBe(false);
  expect(getsLinkOfAll(with1, idNumber('person', 99), people.bo)).toBe(false);
  expect(getsLinkOfAll(with1, people.hana, people.bo)).toBe(false);
  expect(getsLinkOfAll({ ...with1, organisers: [people.hana, people.bo] }, people.hana, people.bo)).toBe(true);
});

describe('[FORUM-1] what is seen', () => {
  test('of a link that ended, by the organisers alone; of who belongs to it, by all but the stage', () => {
    const seen = (audience: 'desk' | 'member' | 'stage', type: string) =>
      world.forumEvents
        .concat([
          { seq: 99, at: 1, actor: 'server', event: { type: 'forum.link-renewed', personId: people.chen } },
          { seq: 100, at: 1, actor: 'server', event: { type: 'forum.link-revoked', personId: people.chen } },
        ])
        .filter(({ event }) => event.type === type)
        .flatMap((recorded) => viewForumStream(recorded, world.forum, world.forum, audience)).length;
    expect([seen('desk', 'forum.link-renewed'), seen('member', 'forum.link-renewed')]).toEqual([1, 0]);
    expect([seen('desk', 'forum.link-revoked'), seen('stage', 'forum.link-revoked')]).toEqual([1, 0]);
    expect([seen('member', 'forum.member-joined'), seen('stage', 'forum.member-joined')]).toEqual([12, 0]);
    expect([seen('member', 'forum.created'), seen('stage', 'forum.created')]).toEqual([1, 1]);
  });

  test('the stage’s snapshot names nobody', () => {
    expect(JSON.stringify(viewForumStreamState(world.forum, 'stage'))).not.toContain('per_');
    expect(viewForumStreamState(world.forum, 'member')).toEqual(world.forum);
  });

  test('[FORUM-2] who joins twice is a member once, since the first time', () => {
    const again = new RuleWorld();
    const before = again.forum.forum.members;
    again.now += 1000;
    again.happenInForum({ type: 'forum.member-joined', personId: people.chen, came: 'guest' });
    expect(again.forum.forum.members).toEqual(before);
  });
});
