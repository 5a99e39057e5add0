/** What lies in the box of a poll that takes no more ballots, and how is it told that nothing in it was changed? */
import { createHash } from 'node:crypto';
import { inHallMark, countedRows } from '../../shared/poll/box-mark.ts';
import { countedElectors } from '../../shared/poll/poll-electors.ts';
import { hallCountOf } from '../../shared/poll/hall-count.ts';
import { boxOf, lineOf, type SealedBox } from '../../shared/poll/poll-box.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import type { SealedBallots } from '../../shared/poll/poll-rules.ts';
import type { Elector, Poll } from '../../shared/poll/poll.ts';
import type { BallotBox, PollChange, StoredBallot } from './ports.ts';

export interface OpenedBox {
  readonly sealed: Exclude<SealedBallots, 'ask-server'>;
  /** What takes the seats from the ballots, in the unit that ends an unnamed vote; `null`: there is nothing to take. */
  readonly unlinking: Extract<PollChange, { change: 'unlink' }> | null;
}

/** Of a poll that was sealed in the store: before that the box may still change. */
export async function openSealedBox(store: BallotBox, poll: Poll): Promise<OpenedBox> {
  const { pollId, electors } = poll;
  if (electors === 'hidden') throw new Error(`the electors of ${pollId} are not known`);
  const row = await store.readPoll(pollId);
  if (row?.sealedAt == null) throw new Error(`${pollId} is not sealed`);
  const sealedAt = Math.min(row.sealedAt, row.closesAt);
  const loose = await store.readLooseBallots(pollId);
  if (loose !== null) return { sealed: { sealedAt, sealHash: sealOfLoose(loose), box: loose }, unlinking: null };
  const all = await store.readBallots(pollId);
  const ballots = countedRows(all);
  const box = boxOf(countedElectors(poll), ballots, hallCountOf(poll));
  if (poll.form === 'named') return { sealed: { sealedAt, sealHash: sealOf(ballots, box), box }, unlinking: null };
  const rows = all.map(({ seatId, personId }) => ({ seatId, personId }));
  // Whoever could cast for the seat, and did before another ballot took the place: their answers are forgotten too.
  const others = electors.flatMap(({ seatId, personId, proxy }) =>
    proxy === undefined || !rows.some((row) => row.seatId === seatId)
      ? []
      : [personId, proxy.personId].map((one) => ({ seatId, personId: one })),
  );
  const voters = [...rows, ...others];
  return {
    sealed: { sealedAt, sealHash: sealOfLoose(box), box },
    unlinking: { change: 'unlink', pollId, box, voters },
  };
}

/**
 * SHA-256 (hex) over the counted ballots in the order of their seats: seat, choice, revision, receipt, a line each; a seat counted in the
 * hall has a mark for its choice, and the cards stand in a last line.
 */
export function sealOf(ballots: readonly StoredBallot[], box: Pick<SealedBox, 'hall'>): string {
  const lines = ballots.map(
    ({ seatId, choice, revision, receipt }) => `${seatId} ${choice} ${String(revision)} ${receipt}\n`,
  );
  return createHash('sha256')
    .update([...lines, ...hallLine(box)].join(''))
    .digest('hex');
}

/** The same of an unnamed vote, over what is left of it: the seats that voted, then the ballots, each sorted, a line each; then the hall. */
export function sealOfLoose({ voted, ballots, hall }: SealedBox): string {
  const inHall = (hall?.seats ?? []).map((seatId) => `${seatId} ${inHallMark}`);
  const lines = [...voted, ...ballots.map(lineOf), ...inHall].map((line) => `${line}\n`);
  return createHash('sha256')
    .update([...lines, ...hallLine({ ...(hall && { hall }) })].join(''))
    .digest('hex');
}

/** `hall <for> <against> <abstained>`, in cards. */
function hallLine({ hall }: Pick<SealedBox, 'hall'>): readonly string[] {
  return hall === undefined ? [] : [`hall ${String(hall.yes)} ${String(hall.no)} ${String(hall.abstain)}\n`];
}

/** The elector of a seat; `null`: it is not in the electorate. */
export function electorOfSeat(poll: Poll, seatId: Elector['seatId']): Elector | null {
  return poll.electors === 'hidden' ? null : (poll.electors.find((elector) => elector.seatId === seatId) ?? null);
}

/** Who cast this ballot for the seat's holder; `null`: the holder did, or it was entered by hand, or counted in the hall. */
export function castByProxy(poll: Poll, { seatId, personId, choice }: StoredBallot): PersonId | null {
  const proxy = electorOfSeat(poll, seatId)?.proxy?.personId;
  const isByProxy = proxy === personId && choice !== inHallMark && !poll.byHand.includes(seatId);
  return isByProxy ? personId : null;
}
