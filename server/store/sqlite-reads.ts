/** How is the SQLite store read? One function a question, each answered from one state of the database. */
import type { Kysely } from 'kysely';
import type { ChainSource } from './chain-check.ts';
import { chainedBallot, chainedEvent, chainedTextUpdate, streamChain, textChain } from './chain.ts';
import { factQueries, readQueries } from './queries.ts';
import type { Database } from './queries.ts';
import {
  toBallot,
  toBytes,
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
import type { SqliteStatements } from './sqlite-statements.ts';
import { readHistory } from './text-history.ts';
import { locksOf } from './text-locks.ts';
import type { Facts } from './unit-plan.ts';
import type { PollId, TextId } from '../../shared/lib/ids.ts';
import type { SealedBox } from '../../shared/poll/poll-box.ts';
import type { StreamId } from '../../shared/lib/streams.ts';

export function sqliteFacts(builder: Kysely<Database>, statements: SqliteStatements): Facts {
  const ask = factQueries(builder);
  return {
    answer: (personId, requestId) => statements.one(ask.answer, { personId, requestId }),
    chain: (chain) => statements.one(ask.chain, { chain }),
    isTextKnown: (textId) => statements.one(ask.text, { textId }) !== undefined,
    isClauseLocked: (textId, clauseId) => statements.one(ask.textLock, { textId, clauseId }) !== undefined,
    textClient: (textId, clientId) => statements.one(ask.textClient, { textId, clientId }),
    clauseTouchedAt: (textId, clauseId) => statements.one(ask.clauseTouched, { textId, clauseId })?.seq ?? 0,
    poll: (pollId) => statements.one(ask.poll, { pollId }),
    ballotRevision: (pollId, seatId) => statements.one(ask.ballot, { pollId, seatId })?.revision ?? 0,
    person: (personId) => statements.one(ask.person, { personId }),
    isLinkTaken: (linkId, tokenHash) =>
      (statements.one(ask.link, { linkId }) ?? statements.one(ask.linkByToken, { tokenHash })) !== undefined,
    linkRevokedAt: (linkId) => statements.one(ask.link, { linkId })?.revokedAt,
    isLoginTaken: (loginId, tokenHash) =>
      (statements.one(ask.login, { loginId }) ?? statements.one(ask.loginByToken, { tokenHash })) !== undefined,
    isPaperKnown: (paperId) => statements.one(ask.paper, { paperId }) !== undefined,
    codeTarget: (code) => {
      const row = statements.one(ask.code, { code });
      return row && `${row.forumId} ${row.sittingId}`;
    },
  };
}

export function sqliteReads(builder: Kysely<Database>, statements: SqliteStatements): Reads {
  const facts = factQueries(builder);
  const ask = readQueries(builder);
  return {
    readEvents: (stream, after, limit) =>
      statements.all(ask.events, { stream, after, limit: rowLimit(limit) }).map(toEvent),
    streamHead: (stream) => statements.one(facts.chain, { chain: streamChain(stream) })?.seq ?? 0,
    streams: () =>
      // ';' follows ':' in every collation by code: these are all names that begin with `stream:`.
      statements
        .all(ask.chainsBetween, { from: 'stream:', to: 'stream;' })
        .map((row) => row.chain.slice('stream:'.length) as StreamId),
    readFold: (stream, foldVersion) => {
      const row = statements.one(ask.fold, { stream, foldVersion });
      return row ? { seq: row.seq, state: JSON.parse(row.stateJson) as unknown } : null;
    },

    readText: (textId) => {
      const row = statements.one(facts.text, { textId });
      if (!row) return null;
      return {
        ...row,
        seq: statements.one(facts.chain, { chain: textChain(textId) })?.seq ?? 0,
        ...locksOf(statements.all(ask.textLocks, { textId }).map((lock) => lock.clauseId)),
        clients: statements.all(ask.textClients, { textId }),
      };
    },
    readTextUpdates: (textId, after, limit) =>
      statements.all(ask.textUpdates, { textId, after, limit: rowLimit(limit) }).map(toTextUpdate),
    textHead: (textId) => statements.one(facts.chain, { chain: textChain(textId) })?.seq ?? 0,
    readTextSnapshot: (textId, upTo = Number.MAX_SAFE_INTEGER) => {
      const row = statements.one(ask.textSnapshot, { textId, upTo });
      return row ? { seq: row.seq, state: toBytes(row.state) } : null;
    },
    readTextHistory: (textId, before, limit, spanMs) =>
      readHistory(
        (from, end) => statements.all(ask.textHistory, { textId, from, before: end }),
        statements.one(facts.chain, { chain: textChain(textId) })?.seq ?? 0,
        before,
        limit,
        spanMs,
      ),
    readLastTouches: (textId, after) => statements.all(ask.lastTouches, { textId, after }).map(toLastTouch),
    readServerMade: (textId) => statements.all(ask.serverMade, { textId }).map(toServerMade),
    textsOf: (stream) => statements.all(ask.textsOf, { stream }).map((row) => row.textId),

    readPoll: (pollId) => statements.one(facts.poll, { pollId }) ?? null,
    readBallots: (pollId) => statements.all(ask.countedBallots, { pollId }).map(toBallot),
    readBallot: (pollId, seatId) => {
      const row = statements.one(facts.ballot, { pollId, seatId });
      return row ? toBallot(row) : null;
    },
    readLooseBallots: (pollId) => {
      const row = statements.one(ask.looseBallots, { pollId });
      return row ? (JSON.parse(row.boxJson) as SealedBox) : null;
    },
    readAnswer: (personId, requestId) => {
      const row = statements.one(facts.answer, { personId, requestId });
      return row ? { answer: JSON.parse(row.answerJson) as unknown } : null;
    },
    readDeadlines: () =>
      statements.all(ask.deadlines, {}).map(({ key, stream, at, commandJson }) => ({
        key,
        stream,
        at,
        command: JSON.parse(commandJson) as Readonly<Record<string, unknown>>,
      })),

    readPaperFile: (paperId, format) => {
      const row = statements.one(ask.paperFile, { paperId, format });
      return row ? toBytes(row.bytes) : null;
    },
    readPaper: (paperId) => {
      const row = statements.one(facts.paper, { paperId });
      return row ? toPaper(row) : null;
    },
    readPapersByCode: (code) => statements.all(ask.papersByCode, { code }).map(toPaper),

    readPerson: (personId) => {
      const row = statements.one(facts.person, { personId });
      return row && row.erasedAt === null ? toPerson(row) : null;
    },
    readOrganisers: () => statements.all(ask.organisers, {}).map(toPerson),
    readMembers: (forumId) =>
      statements.all(ask.members, { forumId }).map((row) => ({ person: toPerson(row), membership: toMembership(row) })),
    readForumsOf: (personId) => statements.all(ask.forumsOf, { personId }).map((row) => row.forumId),
    readLink: (tokenHash) => {
      const row = statements.one(facts.linkByToken, { tokenHash });
      return row ? toLink(row) : null;
    },
    readLinksOf: (personId) => statements.all(ask.linksOf, { personId }).map(toLink),
    readStageLinks: (sittingId) => statements.all(ask.stageLinks, { sittingId }).map(toLink),
    readLogin: (tokenHash) => {
      const row = statements.one(facts.loginByToken, { tokenHash });
      return row ? toLogin(row) : null;
    },
    readLoginsOf: (personId) => statements.all(ask.loginsOf, { personId }).map(toLogin),
    readCode: (code) => {
      const row = statements.one(facts.code, { code });
      return row ? { forumId: row.forumId, sittingId: row.sittingId === '' ? null : row.sittingId } : null;
    },
  };
}

export function sqliteChains(builder: Kysely<Database>, statements: SqliteStatements): ChainSource {
  const ask = readQueries(builder);
  return {
    chains: (after, limit, unchecked) => statements.all(unchecked ? ask.uncheckedChains : ask.chains, { after, limit }),
    rows: (chain, after, upTo, limit) => {
      const colon = chain.indexOf(':');
      const range = { after, limit: Math.min(limit, upTo - after) };
      const key = chain.slice(colon + 1);
      switch (chain.slice(0, colon)) {
        case 'stream':
          return statements.all(ask.events, { stream: key as StreamId, ...range }).map(chainedEvent);
        case 'text':
          return statements.all(ask.textUpdates, { textId: key as TextId, ...range }).map(chainedTextUpdate);
        case 'poll':
          return statements.all(ask.ballotsInOrder, { pollId: key as PollId, ...range }).map(chainedBallot);
        default:
          // Not one of ours: no row can follow, so it is named as the first bad one.
          return [];
      }
    },
  };
}

/** SQLite takes no `Infinity`, and a negative limit for none at all. */
function rowLimit(limit: number): number {
  return Math.max(0, Math.min(limit, 0x7fffffff));
}
