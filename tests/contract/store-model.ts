/** What should a store answer? The simplest thing that could be right: whole states, copied for every unit. */
import type { CommitRefusalCode, Unit } from '../../server/engine/ports.ts';

export interface Model {
  /** Stream → the words said in it; `null`: erased. */
  streams: Record<string, (string | null)[]>;
  texts: Record<
    string,
    {
      updates: number[][];
      locked: string[];
      clients: Record<number, { personId: string; nextClock: number }>;
      /** Clause → the last update that touched it. */
      touched: Record<string, number>;
    }
  >;
  polls: Record<string, { closesAt: number; sealedAt: number | null; ballots: Record<string, string[]> }>;
  answers: Record<string, unknown>;
}

export function emptyModel(): Model {
  return { streams: {}, texts: {}, polls: {}, answers: {} };
}

export type ModelOutcome = CommitRefusalCode | 'ok' | 'repeated';

/** The outcome and the state after it. */
export function modelCommit(before: Model, unit: Unit, at: number): { outcome: ModelOutcome; after: Model } {
  const after = structuredClone(before);
  const outcome = apply(after, before, unit, at);
  return { outcome, after: outcome === 'ok' ? after : before };
}

function apply(model: Model, before: Model, unit: Unit, at: number): ModelOutcome {
  const requests = [
    ...(unit.command ? [`${unit.command.personId} ${unit.command.commandId}`] : []),
    ...(unit.ballots ?? []).map((ballot) => `${ballot.personId} ${ballot.requestId}`),
  ];
  if (requests.some((request) => request in before.answers)) return 'repeated';

  for (const { stream, expectedSeq } of unit.streams ?? [])
    if ((before.streams[stream]?.length ?? 0) !== expectedSeq) return 'conflict';
  for (const { stream, events } of unit.streams ?? [])
    if (events.length > 0) (model.streams[stream] ??= []).push(...events.map((event) => String(event.body['words'])));

  for (const { textId, seed, seedClocks } of unit.newTexts ?? []) {
    if (model.texts[textId]) return 'text-exists';
    const clients = Object.fromEntries(
      seedClocks.map(({ clientId, to }) => [clientId, { personId: 'server', nextClock: to }]),
    );
    model.texts[textId] = { updates: [[...seed]], locked: [], clients, touched: {} };
  }
  const heads = Object.fromEntries(Object.entries(model.texts).map(([textId, text]) => [textId, text.updates.length]));
  for (const { textId, clientId, personId } of unit.clientBindings ?? []) {
    const text = model.texts[textId];
    if (!text) return 'text-unknown';
    const client = (text.clients[clientId] ??= { personId, nextClock: 0 });
    if (client.personId !== personId) return 'client-id-taken';
  }
  for (const locking of [false, true]) {
    if (locking)
      for (const { textId, by, update, touches, clocks } of unit.textUpdates ?? []) {
        const text = model.texts[textId];
        if (!text) return 'text-unknown';
        if (touches.some(({ clauseId }) => text.locked.includes(clauseId))) return 'text-locked';
        for (const { clientId, from, to } of clocks) {
          const client = (text.clients[clientId] ??= { personId: by, nextClock: 0 });
          if (client.nextClock !== from) return 'client-clock';
          client.nextClock = to;
        }
        text.updates.push([...update]);
        for (const { clauseId } of touches) text.touched[clauseId] = text.updates.length;
      }
    for (const { textId, clauseId, locked, expectedTextSeq } of unit.textLocks ?? []) {
      if (locked !== locking) continue;
      const text = model.texts[textId];
      if (!text) return 'text-unknown';
      if (typeof expectedTextSeq === 'number' && expectedTextSeq !== heads[textId]) return 'text-moved';
      if (typeof expectedTextSeq === 'object' && (text.touched[clauseId] ?? 0) > expectedTextSeq.clauseUnchangedSince)
        return 'text-moved';
      text.locked = text.locked.filter((one) => one !== clauseId).concat(locked ? [clauseId] : []);
    }
  }

  for (const change of unit.polls ?? []) {
    const poll = model.polls[change.pollId];
    if (change.change === 'open') {
      if (poll) return 'poll-exists';
      model.polls[change.pollId] = { closesAt: change.closesAt, sealedAt: null, ballots: {} };
    } else if (!poll || (change.change === 'extend' && poll.sealedAt !== null)) return 'poll-not-open';
    else if (change.change === 'extend') poll.closesAt = change.closesAt;
    else if (change.change === 'seal') poll.sealedAt ??= at;
  }
  for (const { pollId, seatId, choice, expectedRevision } of unit.ballots ?? []) {
    const poll = model.polls[pollId];
    if (!poll || poll.sealedAt !== null || at > poll.closesAt) return 'poll-not-open';
    const revisions = (poll.ballots[seatId] ??= []);
    if (revisions.length !== expectedRevision) return 'ballot-revised';
    revisions.push(choice);
  }
  for (const { stream, seq } of unit.erasures ?? []) (model.streams[stream] ?? []).splice(seq - 1, 1, null);
  for (const request of requests) model.answers[request] = true;
  return 'ok';
}
