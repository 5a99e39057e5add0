/** What does a store in memory keep? Rows, as the tables of SQLite would, without any rule. */
import type { ChainSource } from './chain-check.ts';
import { chainedBallot, chainedEvent, chainedTextUpdate, pollChain, streamChain, textChain } from './chain.ts';
import type { ChainedRow } from './chain.ts';
import type {
  AnswerRow,
  BallotRow,
  ChainRow,
  CodeRow,
  DeadlineRow,
  EventRow,
  FoldRow,
  LastTouchRow,
  LinkRow,
  LooseBallotsRow,
  LoginRow,
  MembershipRow,
  PaperCodeRow,
  PaperFileRow,
  PaperRow,
  PersonRow,
  PollRow,
  ServerMadeRow,
  TextClientRow,
  TextRow,
  TextSnapshotRow,
  TextTouchRow,
  TextUpdateRow,
} from './schema.ts';
import type { SeatId } from '../../shared/lib/ids.ts';
import type { Facts } from './unit-plan.ts';
import type { Write, WriteName, WriteRows } from './writes.ts';

/** Opened again by `openMemoryStore({ disk })`, it is what a restart finds. */
export interface MemoryDisk {
  /** Set by tests: nothing more can be written. */
  isFull: boolean;
  readonly chains: Map<string, ChainRow>;
  readonly events: Map<string, EventRow[]>;
  readonly folds: Map<string, FoldRow>;
  readonly texts: Map<string, TextRow>;
  readonly textClients: Map<string, Map<number, TextClientRow>>;
  readonly textLocks: Map<string, Set<string>>;
  readonly textUpdates: Map<string, TextUpdateRow[]>;
  /** In the order of their sequences. */
  readonly textSnapshots: Map<string, TextSnapshotRow[]>;
  /** `textId seq` → what it touched. */
  readonly textTouches: Map<string, TextTouchRow[]>;
  /** textId → `clauseId lang` → the last one. */
  readonly lastTouches: Map<string, Map<string, LastTouchRow>>;
  readonly serverMade: Map<string, ServerMadeRow[]>;
  readonly polls: Map<string, PollRow>;
  readonly ballots: Map<string, BallotRow[]>;
  /** `pollId seatId` → the counted ballot. */
  readonly counted: Map<string, BallotRow>;
  /** Of polls that were unlinked. */
  readonly looseBallots: Map<string, LooseBallotsRow>;
  readonly answers: Map<string, AnswerRow>;
  readonly deadlines: Map<string, DeadlineRow>;
  readonly persons: Map<string, PersonRow>;
  readonly memberships: Map<string, MembershipRow>;
  readonly links: Map<string, LinkRow>;
  readonly linksByToken: Map<string, LinkRow['linkId']>;
  readonly logins: Map<string, LoginRow>;
  readonly loginsByToken: Map<string, LoginRow['loginId']>;
  readonly codes: Map<string, CodeRow>;
  readonly papers: Map<string, PaperRow>;
  /** `paperId format` → its bytes. */
  readonly paperFiles: Map<string, PaperFileRow>;
  readonly paperCodes: Map<string, PaperCodeRow[]>;
}

export function createMemoryDisk(): MemoryDisk {
  return {
    isFull: false,
    chains: new Map(),
    events: new Map(),
    folds: new Map(),
    texts: new Map(),
    textClients: new Map(),
    textLocks: new Map(),
    textUpdates: new Map(),
    textSnapshots: new Map(),
    textTouches: new Map(),
    lastTouches: new Map(),
    serverMade: new Map(),
    polls: new Map(),
    ballots: new Map(),
    counted: new Map(),
    looseBallots: new Map(),
    answers: new Map(),
    deadlines: new Map(),
    persons: new Map(),
    memberships: new Map(),
    links: new Map(),
    linksByToken: new Map(),
    logins: new Map(),
    loginsByToken: new Map(),
    codes: new Map(),
    papers: new Map(),
    paperFiles: new Map(),
    paperCodes: new Map(),
  };
}

export function memoryFacts(disk: MemoryDisk): Facts {
  return {
    answer: (personId, requestId) => disk.answers.get(`${personId} ${requestId}`),
    chain: (chain) => disk.chains.get(chain),
    isTextKnown: (textId) => disk.texts.has(textId),
    isClauseLocked: (textId, clauseId) => disk.textLocks.get(textId)?.has(clauseId) ?? false,
    clauseTouchedAt: (textId, clauseId) =>
      [...(disk.lastTouches.get(textId)?.values() ?? [])].reduce(
        (last, row) => (row.clauseId === clauseId ? Math.max(last, row.seq) : last),
        0,
      ),
    textClient: (textId, clientId) => disk.textClients.get(textId)?.get(clientId),
    poll: (pollId) => disk.polls.get(pollId),
    ballotRevision: (pollId, seatId) => disk.counted.get(`${pollId} ${seatId}`)?.revision ?? 0,
    person: (personId) => disk.persons.get(personId),
    isLinkTaken: (linkId, tokenHash) => disk.links.has(linkId) || disk.linksByToken.has(tokenHash),
    linkRevokedAt: (linkId) => disk.links.get(linkId)?.revokedAt,
    isLoginTaken: (loginId, tokenHash) => disk.logins.has(loginId) || disk.loginsByToken.has(tokenHash),
    isPaperKnown: (paperId) => disk.papers.has(paperId),
    codeTarget: (code) => {
      const row = disk.codes.get(code);
      return row && `${row.forumId} ${row.sittingId}`;
    },
  };
}

type Writers = { readonly [Name in WriteName]: (disk: MemoryDisk, row: WriteRows[Name]) => void };

const writers: Writers = {
  chain: ({ chains }, row) => {
    const known = chains.get(row.chain);
    chains.set(row.chain, known ? { ...known, seq: row.seq, hash: row.hash } : row);
  },
  event: ({ events }, row) => void listOf(events, row.stream).push(row),
  'erase-event': ({ events }, { stream, seq }) => {
    const rows = listOf(events, stream);
    rows.splice(seq - 1, 1, { ...at(rows, seq - 1), bodyJson: null, salt: null });
  },
  'drop-folds': ({ folds }, { stream }) => {
    for (const [key, fold] of folds) if (fold.stream === stream) folds.delete(key);
  },
  text: ({ texts }, row) => void texts.set(row.textId, row),
  'text-client': ({ textClients }, row) => {
    const clients = textClients.get(row.textId);
    if (clients) clients.set(row.clientId, row);
    else textClients.set(row.textId, new Map([[row.clientId, row]]));
  },
  'text-lock': ({ textLocks }, { textId, clauseId }) => {
    const locks = textLocks.get(textId);
    if (locks) locks.add(clauseId);
    else textLocks.set(textId, new Set([clauseId]));
  },
  'text-unlock': ({ textLocks }, { textId, clauseId }) => void textLocks.get(textId)?.delete(clauseId),
  'text-update': ({ textUpdates }, row) => void listOf(textUpdates, row.textId).push(row),
  'text-touch': ({ textTouches, lastTouches }, row) => {
    listOf(textTouches, `${row.textId} ${row.seq}`).push(row);
    const { inserted: _inserted, deleted: _deleted, ...last } = row;
    const known = lastTouches.get(row.textId);
    if (known) known.set(`${row.clauseId} ${row.lang}`, last);
    else lastTouches.set(row.textId, new Map([[`${row.clauseId} ${row.lang}`, last]]));
  },
  'server-made': ({ serverMade }, row) => void listOf(serverMade, row.textId).push(row),
  poll: ({ polls }, row) => void polls.set(row.pollId, row),
  ballot: ({ ballots, counted }, row) => {
    listOf(ballots, row.pollId).push(row);
    counted.set(`${row.pollId} ${row.seatId}`, row);
  },
  'unlink-ballots': ({ ballots, counted, looseBallots }, { pollId, boxJson }) => {
    const rows = ballots.get(pollId) ?? [];
    for (const { seatId } of rows) counted.delete(`${pollId} ${seatId}`);
    const erased = rows.map((row) => ({ ...row, seatId: `#${row.seq}` as SeatId, bodyJson: null, salt: null }));
    rows.splice(0, rows.length, ...erased);
    if (!looseBallots.has(pollId)) looseBallots.set(pollId, { pollId, boxJson });
  },
  'unlink-answers': ({ answers }, { personId, pollId, answerJson, at }) => {
    for (const [key, row] of answers) {
      const isOfPoll = row.answerJson.startsWith('[') && row.answerJson.includes(pollId);
      if (row.personId === personId && isOfPoll) answers.set(key, { ...row, answerJson, at });
    }
  },
  answer: ({ answers }, row) => void answers.set(`${row.personId} ${row.requestId}`, row),
  deadline: ({ deadlines }, row) => void deadlines.set(row.key, row),
  'clear-deadline': ({ deadlines }, { key }) => void deadlines.delete(key),
  person: ({ persons }, row) => void persons.set(row.personId, row),
  'set-name': ({ persons }, { personId, nameJson }) => change(persons, personId, (row) => ({ ...row, nameJson })),
  'set-language': ({ persons }, { personId, lang }) => change(persons, personId, (row) => ({ ...row, lang })),
  'erase-person': (disk, { personId, at }) => {
    change(disk.persons, personId, (row) => ({ ...row, nameJson: '{}', erasedAt: at }));
    for (const [key, row] of disk.memberships) if (row.personId === personId) disk.memberships.delete(key);
    for (const { linkId, personId: its } of disk.links.values()) if (its === personId) revokeLink(disk, linkId, at);
    for (const { loginId, personId: its } of disk.logins.values()) if (its === personId) endLogin(disk, loginId, at);
  },
  membership: ({ memberships }, row) => void memberships.set(`${row.forumId} ${row.personId}`, row),
  link: ({ links, linksByToken }, row) => {
    links.set(row.linkId, row);
    linksByToken.set(row.tokenHash, row.linkId);
  },
  'revoke-link': (disk, { linkId, at }) => revokeLink(disk, linkId, at),
  login: ({ logins, loginsByToken }, row) => {
    logins.set(row.loginId, row);
    loginsByToken.set(row.tokenHash, row.loginId);
  },
  'end-login': (disk, { loginId, at }) => endLogin(disk, loginId, at),
  paper: ({ papers }, row) => void papers.set(row.paperId, row),
  'paper-file': ({ paperFiles }, row) => void paperFiles.set(`${row.paperId} ${row.format}`, row),
  'paper-code': ({ paperCodes }, row) => void listOf(paperCodes, row.code).push(row),
  code: ({ codes }, row) => {
    for (const [code, { forumId, sittingId }] of codes)
      if (forumId === row.forumId && sittingId === row.sittingId) codes.delete(code);
    codes.set(row.code, row);
  },
};

export function writeToMemory(disk: MemoryDisk, { write, row }: Write): void {
  // The union's name and row belong together; the compiler cannot follow them through the table.
  (writers[write] as (disk: MemoryDisk, row: Write['row']) => void)(disk, row);
}

export function memoryChains(disk: MemoryDisk): ChainSource {
  return {
    chains: (after, limit, unchecked) =>
      [...disk.chains.values()]
        .filter((row) => row.chain > after && (!unchecked || row.seq > row.checkedSeq))
        .sort((one, other) => (one.chain < other.chain ? -1 : 1))
        .slice(0, limit),
    rows: (chain, after, upTo, limit) => chainedRows(disk, chain, after, Math.min(upTo, after + limit)),
  };
}

function chainedRows(disk: MemoryDisk, chain: string, after: number, upTo: number): ChainedRow[] {
  const key = chain.slice(chain.indexOf(':') + 1);
  if (chain === streamChain(key as EventRow['stream']))
    return listOf(disk.events, key).slice(after, upTo).map(chainedEvent);
  if (chain === textChain(key as TextRow['textId']))
    return listOf(disk.textUpdates, key).slice(after, upTo).map(chainedTextUpdate);
  if (chain === pollChain(key as PollRow['pollId']))
    return listOf(disk.ballots, key).slice(after, upTo).map(chainedBallot);
  throw new Error(`no such chain: ${chain}`);
}

function listOf<Row>(lists: Map<string, Row[]>, key: string): Row[] {
  const known = lists.get(key);
  if (known) return known;
  const created: Row[] = [];
  lists.set(key, created);
  return created;
}

function at<Row>(rows: readonly Row[], index: number): Row {
  const row = rows[index];
  if (row === undefined) throw new Error(`no row ${index}`);
  return row;
}

function change<Row>(rows: Map<string, Row>, key: string, changed: (row: Row) => Row): void {
  const row = rows.get(key);
  if (row !== undefined) rows.set(key, changed(row));
}

function revokeLink(disk: MemoryDisk, linkId: string, at: number): void {
  change(disk.links, linkId, (row) => ({ ...row, revokedAt: row.revokedAt ?? at }));
  for (const { loginId, linkId: its } of disk.logins.values()) if (its === linkId) endLogin(disk, loginId, at);
}

function endLogin(disk: MemoryDisk, loginId: string, at: number): void {
  change(disk.logins, loginId, (row) => ({ ...row, endedAt: row.endedAt ?? at }));
}
