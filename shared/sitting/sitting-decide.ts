/** What may happen in a sitting, and when? */
import { assertNever } from '../lib/assert-never.ts';
import type { PersonId } from '../lib/ids.ts';
import type { Localized } from '../lib/lang.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { ForumState } from '../forum/forum.ts';
import { actorMay, type DecideContext } from '../people/decide-context.ts';
import type { Permission } from '../people/permission.ts';
import { endedByComing, endedWithSeat, endProxy, giveProxy, type ProxyRefusalCode } from './proxy.ts';
import { quorumOf } from './quorum.ts';
import { seatOfOrganisation } from './organisation-seat.ts';
import { activeItem, type SittingState } from './sitting.ts';
import type { SittingCommand } from './sitting-commands.ts';
import type { SittingEvent } from './sitting-events.ts';

export type SittingRefusalCode =
  | 'not-permitted'
  | 'sitting-not-planned'
  | 'sitting-not-in-lobby'
  | 'sitting-not-open'
  | 'sitting-not-paused'
  | 'sitting-closed'
  | 'no-quorum'
  | 'quorum-is-there'
  | 'nobody-may-vote'
  | 'poll-is-open'
  | 'something-announced'
  | 'item-unknown'
  | 'item-not-pending'
  | 'item-not-active'
  | 'person-unknown'
  | 'role-held'
  | 'role-not-held'
  | 'seat-held'
  | 'organisation-seated'
  | 'seat-unknown'
  | 'weight-unchanged'
  | 'presence-unchanged'
  | 'group-unknown'
  | 'groups-too-many'
  | 'group-unchanged'
  | 'item-done'
  | 'speaker-twice'
  | 'recused-already'
  | 'not-recused'
  | ProxyRefusalCode;

export interface SittingContext extends DecideContext {
  readonly forum: Pick<ForumState, 'members' | 'organisers'>;
  /** Is a vote open in this sitting? */
  readonly pollIsOpen: boolean;
  /** Is something announced that happens in a moment? */
  readonly isAnnounced: boolean;
}

const permissionFor: Record<SittingCommand['type'], Permission> = {
  'sitting.open-lobby': 'sitting.open-lobby',
  'sitting.open': 'sitting.open',
  'sitting.open-for-consultation': 'sitting.open',
  'sitting.pause': 'sitting.pause',
  'sitting.resume': 'sitting.resume',
  'sitting.close': 'sitting.close',
  'sitting.start-item': 'agenda.conduct',
  'sitting.finish-item': 'agenda.conduct',
  'sitting.set-speakers': 'agenda.conduct',
  'sitting.give-role': 'people.admit',
  'sitting.take-role': 'people.admit',
  'sitting.give-seat': 'people.admit',
  'sitting.take-seat': 'people.admit',
  'sitting.weigh-seat': 'people.admit',
  'sitting.name-group': 'people.admit',
  'sitting.put-in-group': 'people.admit',
  'sitting.recuse': 'ballot.recuse',
  'sitting.give-proxy': 'ballot.entrust',
  'sitting.end-proxy': 'ballot.entrust',
  'sitting.declare-presence': 'presence.declare',
  'sitting.mark-presence': 'presence.mark',
};

/** Pure: permission before existence, then the state tables of the procedure (RULES, SIT-1 …). */
export function decideSitting(
  sitting: SittingState,
  command: SittingCommand,
  context: SittingContext,
): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (!actorMay(context, permissionFor[command.type])) return refuse('not-permitted');
  if (sitting.phase === 'closed') return refuse('sitting-closed');
  switch (command.type) {
    case 'sitting.open-lobby':
      return sitting.phase === 'planned' ? ok([{ type: 'sitting.lobby-opened' }]) : refuse('sitting-not-planned');
    case 'sitting.open':
      return open(sitting);
    case 'sitting.open-for-consultation':
      if (sitting.phase !== 'lobby') return refuse('sitting-not-in-lobby');
      if (quorumOf(sitting).reached) return refuse('quorum-is-there');
      return ok([{ type: 'sitting.opened', asConsultation: true }]);
    case 'sitting.pause':
      if (sitting.phase !== 'open') return refuse('sitting-not-open');
      if (context.pollIsOpen) return refuse('poll-is-open');
      if (context.isAnnounced) return refuse('something-announced');
      return ok([
        { type: 'sitting.paused', until: command.minutes === null ? null : context.now + command.minutes * 60_000 },
      ]);
    case 'sitting.resume':
      return sitting.phase === 'paused' ? ok([{ type: 'sitting.resumed' }]) : refuse('sitting-not-paused');
    case 'sitting.close':
      return close(sitting, context);
    case 'sitting.start-item':
      return startItem(sitting, command.itemId);
    case 'sitting.finish-item':
      return activeItem(sitting)?.itemId === command.itemId
        ? ok([{ type: 'sitting.item-done', itemId: command.itemId }])
        : refuse('item-not-active');
    case 'sitting.set-speakers':
      return setSpeakers(sitting, command, context);
    case 'sitting.give-role':
      if (!isMember(context, command.personId)) return refuse('person-unknown');
      if (rolesOf(sitting, command.personId).includes(command.role)) return refuse('role-held');
      return ok([{ type: 'sitting.role-given', personId: command.personId, role: command.role }]);
    case 'sitting.take-role':
      if (!rolesOf(sitting, command.personId).includes(command.role)) return refuse('role-not-held');
      return ok([{ type: 'sitting.role-taken', personId: command.personId, role: command.role }]);
    case 'sitting.give-seat':
      return giveSeat(sitting, command, context);
    case 'sitting.take-seat':
      return sitting.seats[command.seatId] === undefined
        ? refuse('seat-unknown')
        : ok([...endedWithSeat(sitting, command.seatId), { type: 'sitting.seat-taken', seatId: command.seatId }]);
    case 'sitting.weigh-seat': {
      const { seatId, weight } = command;
      const seat = sitting.seats[seatId];
      if (seat === undefined) return refuse('seat-unknown');
      if (seat.weight === weight) return refuse('weight-unchanged');
      return ok([{ type: 'sitting.seats-weighed', seats: [{ seatId, weight }] }]);
    }
    case 'sitting.name-group': {
      const { groupId, name } = command;
      const isNew = !sitting.groups.some((group) => group.groupId === groupId);
      if (isNew && sitting.groups.length >= groupsMost) return refuse('groups-too-many', { most: groupsMost });
      return ok([{ type: 'sitting.group-named', groupId, name: name as Localized }]);
    }
    case 'sitting.put-in-group': {
      const { seatId, groupId } = command;
      const seat = sitting.seats[seatId];
      if (seat === undefined) return refuse('seat-unknown');
      if (groupId !== null && !sitting.groups.some((group) => group.groupId === groupId))
        return refuse('group-unknown');
      if (seat.group === groupId) return refuse('group-unchanged');
      return ok([{ type: 'sitting.seat-grouped', seatId, groupId }]);
    }
    case 'sitting.recuse':
      return recuse(sitting, command, context);
    case 'sitting.give-proxy':
      return giveProxy(sitting, command, context);
    case 'sitting.end-proxy':
      return endProxy(sitting, command, context);
    case 'sitting.declare-presence':
      if (context.actor === 'server') return refuse('not-permitted');
      return notePresence(sitting, context.actor.personId, command.where, 'self');
    case 'sitting.mark-presence':
      if (!isMember(context, command.personId)) return refuse('person-unknown');
      return notePresence(sitting, command.personId, command.where, 'desk');
    default:
      return assertNever(command);
  }
}

/** More kinds than anybody tells apart. */
export const groupsMost = 20;

/** By the seat's holder, or recorded by who runs the sitting; of an item that is not done (REC-1). */
function recuse(
  sitting: SittingState,
  { seatId, itemId, takesPart }: Extract<SittingCommand, { type: 'sitting.recuse' }>,
  { actor }: SittingContext,
): Result<readonly SittingEvent[], SittingRefusalCode> {
  const seat = sitting.seats[seatId];
  const isOwn = actor !== 'server' && seat?.holder === actor.personId;
  const mayRecord = actor === 'server' || actor.capacities.has('chair') || actor.capacities.has('moderator');
  if (!isOwn && !mayRecord) return refuse('not-permitted');
  if (seat === undefined) return refuse('seat-unknown');
  const item = sitting.agenda.find((one) => one.itemId === itemId);
  if (item === undefined) return refuse('item-unknown');
  if (item.state === 'done') return refuse('item-done');
  const isRecused = sitting.recused[seatId]?.includes(itemId) === true;
  if (isRecused !== takesPart) return refuse(takesPart ? 'not-recused' : 'recused-already');
  return ok([{ type: 'sitting.recused', seatId, itemId, takesPart }]);
}

/** A sitting with a quorum rule opens only with its quorum; without one it opens from the lobby or as planned. */
function open(sitting: SittingState): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (sitting.phase !== 'lobby') return refuse('sitting-not-in-lobby');
  const quorum = quorumOf(sitting);
  // Waiting helps nobody where no one has a vote: seats have to be given first.
  if (!quorum.reached && quorum.entitled === 0) return refuse('nobody-may-vote');
  if (!quorum.reached) return refuse('no-quorum', { present: quorum.present, needed: quorum.needed });
  return ok([{ type: 'sitting.opened' }]);
}

function close(sitting: SittingState, context: SittingContext): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (sitting.phase !== 'open' && sitting.phase !== 'paused') return refuse('sitting-not-open');
  if (context.pollIsOpen) return refuse('poll-is-open');
  if (context.isAnnounced) return refuse('something-announced');
  const active = activeItem(sitting);
  const done: SittingEvent[] = active === null ? [] : [{ type: 'sitting.item-done', itemId: active.itemId }];
  return ok([...done, { type: 'sitting.closed' }]);
}

function startItem(sitting: SittingState, itemId: string): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (sitting.phase !== 'open') return refuse('sitting-not-open');
  const item = sitting.agenda.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) return refuse('item-unknown');
  if (item.state !== 'pending') return refuse('item-not-pending');
  const active = activeItem(sitting);
  const done: SittingEvent[] = active === null ? [] : [{ type: 'sitting.item-done', itemId: active.itemId }];
  return ok([...done, { type: 'sitting.item-started', itemId: item.itemId }]);
}

/** People of the forum, each once: their names stand in no event, and come with them onto screens and papers. */
function setSpeakers(
  sitting: SittingState,
  { itemId, speakers }: Extract<SittingCommand, { type: 'sitting.set-speakers' }>,
  context: SittingContext,
): Result<readonly SittingEvent[], SittingRefusalCode> {
  const item = sitting.agenda.find((candidate) => candidate.itemId === itemId);
  if (item === undefined) return refuse('item-unknown');
  if (item.state === 'done') return refuse('item-done');
  if (speakers.some(({ personId }) => !isMember(context, personId))) return refuse('person-unknown');
  if (new Set(speakers.map(({ personId }) => personId)).size < speakers.length) return refuse('speaker-twice');
  return ok([{ type: 'sitting.speakers-set', itemId, speakers }]);
}

/** One seat of a kind a person: a second would be a second vote. */
function giveSeat(
  sitting: SittingState,
  command: Extract<SittingCommand, { type: 'sitting.give-seat' }>,
  context: SittingContext,
): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (!isMember(context, command.personId)) return refuse('person-unknown');
  if (Object.values(sitting.seats).some((seat) => seat.holder === command.personId)) return refuse('seat-held');
  if (command.right === 'deciding' && seatOfOrganisation(sitting, context.forum.members, command.personId) !== null)
    return refuse('organisation-seated');
  const { personId, right, weight } = command;
  return ok([{ type: 'sitting.seat-given', seatId: context.newId('seat'), personId, right, weight }]);
}

function notePresence(
  sitting: SittingState,
  personId: PersonId,
  where: 'hall' | 'remote' | 'absent',
  by: 'self' | 'desk',
): Result<readonly SittingEvent[], SittingRefusalCode> {
  if (sitting.phase === 'planned') return refuse('sitting-not-in-lobby');
  const known = sitting.present[personId]?.where ?? 'absent';
  if (known === where) return refuse('presence-unchanged');
  const noted: SittingEvent = { type: 'sitting.presence-noted', personId, where, by };
  return ok(where === 'absent' ? [noted] : [noted, ...endedByComing(sitting, personId)]);
}

function isMember(context: SittingContext, personId: PersonId): boolean {
  return context.forum.members[personId] !== undefined;
}

function rolesOf(sitting: SittingState, personId: PersonId): readonly string[] {
  return sitting.roles[personId] ?? [];
}
