/** Who may do what? The matrix of the procedure, written here a second time and compared with what the rules say. */
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../shared/people/audience.ts';
import { capacities, capacitiesOf, type Capacity } from '../../shared/people/capacity.ts';
import { mayDo, permissions, type Permission } from '../../shared/people/permission.ts';
import { people, RuleWorld, capacityOf, names } from '../rule-world.ts';

/** Columns: ORG CH MOD SEC DC CC V AV Invited Observer Media Public, as in the procedure's table. */
const columns: readonly Capacity[] = [
  'organiser',
  'chair',
  'moderator',
  'secretary',
  'drafting',
  'counting',
  'deciding',
  'advisory',
  'invited',
  'observer',
  'media',
  'public',
];

const matrix: Readonly<Record<Permission, string>> = {
  'sitting.see': '✓✓✓✓✓✓✓✓✓✓✓–',
  'sitting.open-lobby': '–✓✓✓––––––––',
  'sitting.open': '–✓✓–––––––––',
  'sitting.pause': '–✓✓–––––––––',
  'sitting.resume': '–✓✓–––––––––',
  'sitting.close': '–✓✓–––––––––',
  'agenda.conduct': '–✓✓–––––––––',
  'presence.declare': '–✓✓✓✓✓✓✓✓✓✓–',
  'presence.mark': '–✓✓✓––––––––',
  'people.admit': '✓✓✓–––––––––',
  'people.renew-link': '✓✓✓✓––––––––',
  'people.import': '✓––✓––––––––',
  'text.edit': '–✓✓✓✓–✓–––––',
  'draft.writers': '–✓✓–––––––––',
  'draft.hand-out': '✓✓✓✓––––––––',
  'draft.check-translation': '–✓✓✓✓–––––––',
  'proposal.show': '–✓✓–✓–✓✓––––',
  'proposal.admit': '–✓✓–✓–––––––',
  'comment.write': '–✓✓✓✓✓✓✓✓–––',
  'comment.resolve': '–✓✓✓✓–––––––',
  'draft.freeze': '–✓✓–––––––––',
  'draft.thaw': '–✓––––––––––',
  'announcement.conduct': '–✓✓–––––––––',
  'poll.conduct': '–✓✓–––––––––',
  'poll.decide-contest': '–✓––––––––––',
  'ballot.cast': '––––––✓✓––––',
  'ballot.by-hand': '–––✓––––––––',
  'ballot.count-hall': '–––✓–✓––––––',
  'ballot.recuse': '–✓✓–––✓✓––––',
  'ballot.entrust': '–––✓––✓✓––––',
  'floor.ask': '–✓✓–✓–✓✓✓–––',
  'floor.conduct': '–✓✓–––––––––',
  'floor.appeal': '––––––✓–––––',
  'question.ask': '–✓✓✓✓✓✓✓✓✓––',
  'question.conduct': '–✓✓–––––––––',
  'survey.conduct': '–✓✓–––––––––',
  'survey.answer': '–✓✓✓✓✓✓✓✓✓––',
  'minutes.write': '–––✓––––––––',
  'minutes.sign': '–✓✓✓––––––––',
  'papers.export': '✓✓–✓––––––––',
  'papers.issue': '–✓–✓––––––––',
};

test('the table has a column for every capacity and a row for every deed', () => {
  expect([...columns].sort()).toEqual([...capacities].sort());
  expect(Object.keys(matrix).sort()).toEqual(Object.keys(permissions).sort());
});

test.each(Object.entries(matrix) as [Permission, string][])('[PERM-2] %s is for %s', (permission, row) => {
  expect(Array.from(row)).toHaveLength(columns.length);
  for (const [place, mark] of Array.from(row).entries()) {
    const capacity = columns[place]!;
    expect(mayDo(permission, new Set([capacity])), capacity).toBe(mark === '✓');
  }
  expect(mayDo(permission, new Set())).toBe(false);
  expect(mayDo(permission, new Set(columns))).toBe(true);
});

describe('capacities', () => {
  const world = new RuleWorld();
  const standing = {
    organisers: world.forum.forum.organisers,
    members: world.forum.forum.members,
    roles: world.sitting.sitting.roles,
    seats: world.sitting.sitting.seats,
  };

  test.each(names)('[PERM-1] %s stands in one capacity', (name) => {
    expect([...capacitiesOf(standing, people[name])]).toEqual([capacityOf[name]]);
  });

  test('[PERM-1] a member with neither role nor seat observes', () => {
    expect([...capacitiesOf({ ...standing, roles: {}, seats: {} }, people.chen)]).toEqual(['observer']);
  });

  test('[PERM-1] role and seat add up: a moderator with a seat votes too', () => {
    const seats = { s: { holder: people.amina, right: 'deciding' as const } };
    expect(capacitiesOf({ ...standing, seats }, people.amina)).toEqual(new Set(['moderator', 'deciding']));
  });

  test('[PERM-1] who is not of the forum is public, whatever roles and seats say', () => {
    const { [people.chen]: _gone, ...members } = standing.members;
    const roles = { ...standing.roles, [people.chen]: ['moderator' as const] };
    expect([...capacitiesOf({ ...standing, members, roles }, people.chen)]).toEqual(['public']);
  });

  test('[PERM-1] who runs the sitting sees it as the desk does, everybody else as a member', () => {
    const desk = columns.filter((capacity) => audienceOf(new Set([capacity])) === 'desk');
    expect(desk).toEqual(['organiser', 'chair', 'moderator', 'secretary']);
    expect(audienceOf(new Set(['observer', 'secretary']))).toBe('desk');
  });
});
