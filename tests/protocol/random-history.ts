/** What may happen in a forum, whoever asks for whatever? Random commands by random people, each decided by the rules. */
import fc from 'fast-check';
import { decideForum } from '../../shared/forum/forum-rules.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import type { Result } from '../../shared/lib/result.ts';
import { roles, seatRights } from '../../shared/people/capacity.ts';
import { choices } from '../../shared/poll/poll.ts';
import type { CountedBallot } from '../../shared/poll/tally.ts';
import {
  capacitiesIn,
  type ForumStreamEvent,
  type SittingStreamCommand,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import {
  clauseFacts,
  clauses,
  draftId,
  idNumber,
  items,
  names,
  people,
  type Name,
  type RuleWorld,
} from '../rule-world.ts';

/** One try: who, and a command chosen by numbers, so that it shrinks and fits whatever state it meets. */
export interface Try {
  readonly who: number;
  readonly what: number;
  readonly a: number;
  readonly b: number;
}

export const tries: fc.Arbitrary<readonly Try[]> = fc.array(
  fc.record({ who: fc.nat(19), what: fc.nat(23), a: fc.nat(1000), b: fc.nat(1000) }),
  { maxLength: 60, size: 'max' },
);

const places = ['hall', 'remote', 'absent'] as const;
const at = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** Those who run the sitting are asked oftener, else little would happen. */
export function actorOf({ who }: Try): Name | 'server' {
  if (who < names.length) return names[who]!;
  return at(['gani', 'amina', 'gani', 'amina', 'bo', 'server', 'chen'] as const, who);
}

export function commandOf(world: RuleWorld, { what, a, b }: Try): SittingStreamCommand | ForumCommand {
  const personId = a % 20 === 19 ? idNumber('person', 77) : people[at(names, a)];
  const seats = Object.keys(world.sitting.sitting.seats);
  const seatId = (b % 5 === 4 || seats.length === 0 ? idNumber('seat', 77) : at(seats, b)) as never;
  const polls = Object.keys(world.sitting.poll.polls);
  const pollId = (b % 7 === 6 || polls.length === 0 ? idNumber('poll', 77) : at([...polls].reverse(), b % 2)) as never;
  const clause = { draftId: a % 15 === 14 ? idNumber('draft', 77) : draftId, clauseId: at(clauses, b) };
  switch (what) {
    case 0:
      return { type: 'sitting.open-lobby' };
    case 1:
    case 2:
      return { type: 'sitting.open' };
    case 3:
      return { type: 'sitting.pause', minutes: a % 2 === 0 ? null : b + 1 };
    case 4:
      return { type: 'sitting.resume' };
    case 5:
      return b % 3 === 0 ? { type: 'sitting.close' } : { type: 'sitting.resume' };
    case 6:
      return { type: 'sitting.start-item', itemId: at([...items, idNumber('agendaItem', 77)], a) };
    case 7:
      return { type: 'sitting.finish-item', itemId: at([...items, idNumber('agendaItem', 77)], a) };
    case 8:
      return { type: 'sitting.give-role', personId, role: at(roles, b) };
    case 9:
      return { type: 'sitting.take-role', personId, role: at(roles, b) };
    case 10:
      return { type: 'sitting.give-seat', personId, right: at(seatRights, b), weight: (b % 9) + 1 };
    case 11:
      return { type: 'sitting.take-seat', seatId };
    case 12:
    case 13:
      return { type: 'sitting.declare-presence', where: at(places, b) };
    case 14:
    case 15:
      return {
        type: 'sitting.mark-presence',
        personId: at([people.chen, people.dara, personId], a),
        where: at(places, b),
      };
    case 16:
    case 17:
      return { type: 'draft.freeze-clause', ...clause };
    case 18:
      return { type: 'draft.thaw-clause', ...clause, reason: 'причина' };
    case 19:
    case 20:
      return { type: 'poll.open', ...clause, seconds: 10 + (a % 60) };
    case 21:
      return { type: 'poll.extend', pollId, seconds: 5 + b };
    case 22:
      return { type: 'poll.close', pollId };
    default:
      return { type: a % 2 === 0 ? 'forum.renew-link' : 'forum.revoke-link', personId };
  }
}

/** The random but rightful ballots of the poll that a command closes. */
function ballotsFor(world: RuleWorld, command: SittingStreamCommand, { a }: Try): readonly CountedBallot[] {
  if (command.type !== 'poll.close') return [];
  const electors = world.sitting.poll.polls[command.pollId]?.electors;
  if (electors === undefined || electors === 'hidden') return [];
  return electors.flatMap(({ seatId }, place) => {
    const number = a % 3 === 0 ? 0 : (a + place * 7) % 4;
    return number === 3 ? [] : [{ seatId, choice: choices[number]! }];
  });
}

export function isForumCommand(command: SittingStreamCommand | ForumCommand): command is ForumCommand {
  return command.type.startsWith('forum.');
}

/** Decides one try and lets it happen. `now` moves by a little or, now and then, by minutes. */
export function attempt(
  world: RuleWorld,
  one: Try,
): {
  readonly who: Name | 'server';
  readonly command: SittingStreamCommand | ForumCommand;
  readonly decided: Result<readonly (SittingStreamEvent | ForumStreamEvent)[]>;
} {
  world.now += one.b % 10 === 0 ? 120_000 : 700;
  const who = actorOf(one);
  const command = commandOf(world, one);
  if (isForumCommand(command)) {
    const context = world.context(who);
    const actor =
      who === 'server'
        ? ('server' as const)
        : {
            personId: people[who],
            capacities: capacitiesIn(world.forum.forum, world.sitting.sitting, people[who]),
          };
    const decided = decideForum(world.forum.forum, command, { ...context, actor });
    if (decided.ok) world.happenInForum(...decided.value);
    return { who, command, decided };
  }
  const sealed = { sealedAt: world.now, sealHash: 'seal', ballots: ballotsFor(world, command, one) };
  const facts = one.a % 17 === 16 ? null : { ...clauseFacts, empty: one.a % 13 === 12 };
  const decided = world.decide(who, command, { sealed, clauseFacts: facts });
  if (decided.ok) world.happenBy(who === 'server' ? 'server' : people[who], ...decided.value);
  return { who, command, decided };
}
