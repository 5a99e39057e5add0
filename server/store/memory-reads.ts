/** How is a store in memory read? */
import type { MemoryDisk } from './memory-disk.ts';
import {
  toBallot,
  toEvent,
  toLastTouch,
  toLink,
  toLogin,
  toMembership,
  toPaper,
  toPerson,
  toServerMade,
  toTextUpdate,
} from './reads.ts';
import type { Reads } from './reads.ts';
import type { ForumId, PersonId } from '../../shared/lib/ids.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { SealedBox } from '../../shared/poll/poll-box.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { EveryClause } from '../../shared/protocol/text-wire.ts';
import { streamChain, textChain } from './chain.ts';
import { locksOf } from './text-locks.ts';
import { readHistory, type HistoryRow } from './text-history.ts';
import { ownBytes } from './unit-encode.ts';

export function memoryReads(disk: MemoryDisk): Reads {
  return {
    readEvents: (stream, after, limit) =>
      (disk.events.get(stream) ?? []).slice(Math.max(0, after), Math.max(0, after) + limit).map(toEvent),
    streamHead: (stream) => disk.chains.get(streamChain(stream))?.seq ?? 0,
    streams: () => [...disk.events.keys()].filter((key) => disk.chains.has(`stream:${key}`)).sort() as StreamId[],
    readFold: (stream, foldVersion) => {
      const row = disk.folds.get(`${stream} ${foldVersion}`);
      return row ? { seq: row.seq, state: JSON.parse(row.stateJson) as unknown } : null;
    },

    readText: (textId) => {
      const row = disk.texts.get(textId);
      if (!row) return null;
      return {
        textId,
        kind: row.kind,
        layout: row.layout,
        stream: row.stream,
        seq: disk.chains.get(textChain(textId))?.seq ?? 0,
        ...locksOf([...(disk.textLocks.get(textId) ?? [])].sort() as (ClauseId | EveryClause)[]),
        clients: [...(disk.textClients.get(textId)?.values() ?? [])]
          .map(({ clientId, personId, nextClock }) => ({ clientId, personId, nextClock }))
          .sort((one, other) => one.clientId - other.clientId),
      };
    },
    readTextUpdates: (textId, after, limit) =>
      (disk.textUpdates.get(textId) ?? [])
        .slice(Math.max(0, after), Math.max(0, after) + limit)
        .map(toTextUpdate)
        .map((update) => ({ ...update, update: ownBytes(update.update) })),
    textHead: (textId) => disk.chains.get(textChain(textId))?.seq ?? 0,
    readTextSnapshot: (textId, upTo = Number.MAX_SAFE_INTEGER) => {
      const row = disk.textSnapshots
        .get(textId)
        ?.filter(({ seq }) => seq <= upTo)
        .pop();
      return row ? { seq: row.seq, state: ownBytes(row.state) } : null;
    },
    readTextHistory: (textId, before, limit, spanMs) => {
      const updates = disk.textUpdates.get(textId) ?? [];
      const rowsBetween = (from: number, end: number): HistoryRow[] =>
        updates
          .slice(from - 1, end - 1)
          .reverse()
          .flatMap(({ seq, at, actor }): HistoryRow[] => {
            const touches = disk.textTouches.get(`${textId} ${seq}`) ?? [];
            const nothing = { seq, at, actor, clauseId: null, lang: null, inserted: null, deleted: null };
            return touches.length === 0 ? [nothing] : touches;
          });
      return readHistory(rowsBetween, updates.length, before, limit, spanMs);
    },
    readLastTouches: (textId, after) =>
      [...(disk.lastTouches.get(textId)?.values() ?? [])].filter(({ seq }) => seq > after).map(toLastTouch),
    readServerMade: (textId) => (disk.serverMade.get(textId) ?? []).map(toServerMade),
    textsOf: (stream) =>
      [...disk.texts.values()]
        .filter((row) => row.stream === stream)
        .map((row) => row.textId)
        .sort(),

    readPoll: (pollId) => {
      const row = disk.polls.get(pollId);
      return row ? { ...row } : null;
    },
    readBallots: (pollId) =>
      [...new Set((disk.ballots.get(pollId) ?? []).map((row) => row.seatId))]
        .sort()
        .flatMap((seatId) => disk.counted.get(`${pollId} ${seatId}`) ?? [])
        .map(toBallot),
    readBallot: (pollId, seatId) => {
      const row = disk.counted.get(`${pollId} ${seatId}`);
      return row ? toBallot(row) : null;
    },
    readLooseBallots: (pollId) => {
      const row = disk.looseBallots.get(pollId);
      return row ? (JSON.parse(row.boxJson) as SealedBox) : null;
    },
    readAnswer: (personId, requestId) => {
      const row = disk.answers.get(`${personId} ${requestId}`);
      return row ? { answer: JSON.parse(row.answerJson) as unknown } : null;
    },
    readDeadlines: () =>
      [...disk.deadlines.values()]
        .sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1))
        .map(({ key, stream, at, commandJson }) => ({
          key,
          stream,
          at,
          command: JSON.parse(commandJson) as Readonly<Record<string, unknown>>,
        })),

    readPaperFile: (paperId, format) => {
      const row = disk.paperFiles.get(`${paperId} ${format}`);
      return row ? ownBytes(row.bytes) : null;
    },
    readPaper: (paperId) => {
      const row = disk.papers.get(paperId);
      return row ? toPaper(row) : null;
    },
    readPapersByCode: (code) =>
      [...(disk.paperCodes.get(code) ?? [])]
        .sort((one, other) => other.issuedAt - one.issuedAt || (one.paperId < other.paperId ? 1 : -1))
        .flatMap(({ paperId }) => {
          const row = disk.papers.get(paperId);
          return row ? [toPaper(row)] : [];
        }),

    readPerson: (personId) => personOf(disk, personId),
    readOrganisers: () =>
      [...disk.persons.values()].filter((row) => row.organiser === 1 && row.erasedAt === null).map(toPerson),
    readMembers: (forumId: ForumId) =>
      [...disk.memberships.values()]
        .filter((row) => row.forumId === forumId)
        .flatMap((row) => {
          const person = personOf(disk, row.personId);
          return person ? [{ person, membership: toMembership(row) }] : [];
        }),
    readForumsOf: (personId) =>
      [...disk.memberships.values()].filter((row) => row.personId === personId).map((row) => row.forumId),
    readLink: (tokenHash) => {
      const row = disk.links.get(disk.linksByToken.get(tokenHash) ?? '');
      return row ? toLink(row) : null;
    },
    readLinksOf: (personId) => [...disk.links.values()].filter((row) => row.personId === personId).map(toLink),
    readStageLinks: (sittingId) => [...disk.links.values()].filter((row) => row.sittingId === sittingId).map(toLink),
    readLogin: (tokenHash) => {
      const row = disk.logins.get(disk.loginsByToken.get(tokenHash) ?? '');
      return row ? toLogin(row) : null;
    },
    readLoginsOf: (personId) => [...disk.logins.values()].filter((row) => row.personId === personId).map(toLogin),
    readCode: (code) => {
      const row = disk.codes.get(code);
      return row ? { forumId: row.forumId, sittingId: row.sittingId === '' ? null : row.sittingId } : null;
    },
  };
}

function personOf(disk: MemoryDisk, personId: PersonId) {
  const row = disk.persons.get(personId);
  return row && row.erasedAt === null ? toPerson(row) : null;
}
