/** Does the attendance list say who was represented by whom, beside who came? */
import { expect, test } from 'vitest';
import type { PersonId } from '../../shared/lib/ids.ts';
import { buildAttendance } from '../../shared/papers/attendance.ts';
import { tablesOf } from '../../shared/papers/document.ts';
import type { PaperPerson } from '../../shared/papers/sitting-record.ts';
import { people, RuleWorld, type Name } from '../rule-world.ts';
import { recordOf } from './world-record.ts';

const named = Object.fromEntries(
  Object.entries(people).map(([name, id]): [PersonId, PaperPerson] => [
    id,
    { name: { ru: name }, organisation: null, title: null },
  ]),
);

function given(world: RuleWorld, from: Name, to: Name): void {
  world.do('bo', { type: 'sitting.give-proxy', seatId: world.seatOf(from), to: world.seatOf(to) });
}

test('[PROXY-7] the attendance list says whose vote was entrusted to whom, from when until when and why it ended, and not that they were here', () => {
  const world = new RuleWorld();
  world.do('amina', { type: 'sitting.give-seat', personId: people.fay, right: 'deciding', weight: 1 });
  world.do('amina', { type: 'sitting.open-lobby' });
  expect(tablesOf(buildAttendance(recordOf(world, named)))).toHaveLength(1);
  world.do('dara', { type: 'sitting.declare-presence', where: 'hall' });
  given(world, 'chen', 'dara');
  given(world, 'fay', 'dara');
  world.now += 60_000;
  world.do('fay', { type: 'sitting.declare-presence', where: 'remote' });
  world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('chen') });
  const [came, proxies] = tablesOf(buildAttendance(recordOf(world, named)));
  expect(came?.rows.map(([, name]) => name)).toEqual(['dara', 'fay']);
  expect(proxies?.title).toBe('Доверенности');
  expect(proxies?.rows.map(([, from, to]) => [from, to])).toEqual([
    ['chen', 'dara'],
    ['fay', 'dara'],
  ]);
  expect(proxies?.rows.map((row) => row[4]?.replace(/^\d\d:\d\d /, ''))).toEqual([
    '(место больше не занято)',
    '(доверитель на заседании)',
  ]);
  expect(proxies?.rows[0]?.[3]).toMatch(/^\d\d:\d\d$/);
});
