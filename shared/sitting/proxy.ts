/** Who votes for whom? A seat whose holder is away entrusts its vote to another, before the vote is opened, and to no third one through it. */
import { proxiesUsual } from '../forum/sitting-template.ts';
import type { PersonId, SeatId } from '../lib/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import type { DecideContext } from '../people/decide-context.ts';
import type { Seat, SittingState } from './sitting.ts';
import type { SittingCommand } from './sitting-commands.ts';
import type { ProxyEnd, SittingEvent } from './sitting-events.ts';

export type ProxyRefusalCode =
  | 'not-permitted'
  | 'not-by-template'
  | 'seat-unknown'
  | 'proxy-to-itself'
  | 'proxy-of-other-right'
  | 'proxy-is-here'
  | 'proxy-given'
  | 'proxy-handed-on'
  | 'proxies-too-many'
  | 'proxy-unknown';

type Proxied = Pick<SittingState, 'proxies'>;

/** The seat that votes for this one; `null`: none. */
export function proxyOf({ proxies }: Proxied, seatId: SeatId): SeatId | null {
  return proxies?.[seatId] ?? null;
}

/** The seats that this one votes for, in the order of their ids. */
export function entrustedTo({ proxies = {} }: Proxied, seatId: SeatId): readonly SeatId[] {
  return (Object.keys(proxies) as SeatId[]).filter((from) => proxies[from] === seatId).sort();
}

/** For how many others one may vote here; 0: nobody votes for others (PROXY-1). */
export function proxiesMost({ template }: Pick<SittingState, 'template'>): number {
  if (template?.allows.proxies === false) return 0;
  return template?.allows.proxiesMost ?? proxiesUsual;
}

/** By the seat's own holder, or registered by the secretary (RULES, PROXY-1, PROXY-2). */
export function giveProxy(
  sitting: SittingState,
  { seatId, to }: Extract<SittingCommand, { type: 'sitting.give-proxy' }>,
  { actor }: Pick<DecideContext, 'actor'>,
): Result<readonly SittingEvent[], ProxyRefusalCode> {
  const seat = sitting.seats[seatId];
  if (!isSecretary(actor) && !isHolder(actor, seat)) return refuse('not-permitted');
  return proxyProblem(sitting, seatId, to) ?? ok([{ type: 'sitting.proxy-given', seatId, to }]);
}

/** What is wrong with entrusting the vote of one seat to another, whoever asks; `null`: nothing. */
export function proxyProblem(sitting: SittingState, seatId: SeatId, to: SeatId): Refusal<ProxyRefusalCode> | null {
  const [seat, other] = [sitting.seats[seatId], sitting.seats[to]];
  const most = proxiesMost(sitting);
  if (most === 0) return refuse('not-by-template');
  if (seat === undefined || other === undefined) return refuse('seat-unknown');
  if (seatId === to) return refuse('proxy-to-itself');
  if (seat.right !== other.right) return refuse('proxy-of-other-right');
  if (sitting.present[seat.holder] !== undefined) return refuse('proxy-is-here');
  if (proxyOf(sitting, seatId) !== null) return refuse('proxy-given');
  // Nobody passes on what was entrusted to them, and who is away votes for nobody.
  if (proxyOf(sitting, to) !== null || entrustedTo(sitting, seatId).length > 0) return refuse('proxy-handed-on');
  return entrustedTo(sitting, to).length >= most ? refuse('proxies-too-many', { most }) : null;
}

/** To whom the vote of this seat may be entrusted now; none where there is nobody, or it may not be (PROXY-1). */
export function mayAnswerFor(sitting: SittingState, seatId: SeatId): readonly Seat[] {
  if (sitting.phase === 'closed') return [];
  return Object.values(sitting.seats).filter((other) => proxyProblem(sitting, seatId, other.seatId) === null);
}

/** By who entrusted it, by whom it was entrusted to, or by the secretary; a vote that is open keeps it (PROXY-2, PROXY-3). */
export function endProxy(
  sitting: SittingState,
  { seatId }: Extract<SittingCommand, { type: 'sitting.end-proxy' }>,
  { actor }: Pick<DecideContext, 'actor'>,
): Result<readonly SittingEvent[], ProxyRefusalCode> {
  const to = proxyOf(sitting, seatId);
  const isOne = isHolder(actor, sitting.seats[seatId]) || (to !== null && isHolder(actor, sitting.seats[to]));
  if (!isSecretary(actor) && !isOne) return refuse('not-permitted');
  return to === null ? refuse('proxy-unknown') : ok([ended(seatId, 'withdrawn')]);
}

/** Whoever comes votes by themselves from the next vote on (PROXY-2). */
export function endedByComing(sitting: SittingState, personId: PersonId): readonly SittingEvent[] {
  const own = Object.values(sitting.seats).filter(({ holder }) => holder === personId);
  return own.filter(({ seatId }) => proxyOf(sitting, seatId) !== null).map(({ seatId }) => ended(seatId, 'came'));
}

/** With a seat ends what it entrusted and what was entrusted to it. */
export function endedWithSeat(sitting: SittingState, seatId: SeatId): readonly SittingEvent[] {
  const own = proxyOf(sitting, seatId) === null ? [] : [seatId];
  return [...own, ...entrustedTo(sitting, seatId)].map((one) => ended(one, 'seat-taken'));
}

function ended(seatId: SeatId, why: ProxyEnd): SittingEvent {
  return { type: 'sitting.proxy-ended', seatId, why };
}

function isSecretary(actor: DecideContext['actor']): boolean {
  return actor === 'server' || actor.capacities.has('secretary');
}

function isHolder(actor: DecideContext['actor'], seat: Seat | undefined): boolean {
  return actor !== 'server' && seat?.holder === actor.personId;
}
