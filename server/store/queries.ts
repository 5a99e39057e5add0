/**
 * Which questions and changes does the store put to a database? Built with Kysely, so that another dialect compiles the same
 * list; run by the store's own driver, each prepared once.
 */
import { sql, type Compilable, type Generated, type Kysely } from 'kysely';
import type {
  ClauseId,
  ForumId,
  LinkId,
  LoginId,
  PaperId,
  PersonId,
  PollId,
  RequestId,
  SeatId,
  SittingId,
  TextId,
} from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import type { EveryClause } from '../../shared/protocol/text-wire.ts';
import type { FoldRow, Tables, TextSnapshotRow } from './schema.ts';
import type { WriteName, WriteRows } from './writes.ts';

/** Tables in whose order something first came: the database counts. */
type OrderedTable = 'persons' | 'memberships' | 'links' | 'logins';
export type Database = {
  [Name in keyof Tables]: Name extends OrderedTable
    ? Tables[Name] & { readonly ordinal: Generated<number> }
    : Tables[Name];
};

/** One statement, compiled: `names` are the parameters in the order of the statement's placeholders. */
export interface Query<Params, Row> {
  readonly sql: string;
  readonly names: readonly (keyof Params | Constant)[];
  /** Only for the compiler. */
  readonly row?: Row;
}

/** A value that is the same at every call. */
export class Constant {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Compiles what `build` makes of placeholders; they stand for values of the given types. */
function query<Params>() {
  const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) }) as Params;
  return <Row>(build: (p: Params) => Compilable<Row>): Query<Params, Row> => {
    const { sql, parameters } = build(placeholders).compile();
    const names = parameters.map((value) =>
      value instanceof Placeholder ? (value.name as keyof Params) : new Constant(value),
    );
    return { sql, names };
  };
}

function pick<Params, Name extends keyof Params>(p: Params, ...names: Name[]): Pick<Params, Name> {
  return Object.fromEntries(names.map((name) => [name, p[name]])) as Pick<Params, Name>;
}

const eventColumns = [
  'stream',
  'seq',
  'at',
  'type',
  'version',
  'actor',
  'bodyJson',
  'salt',
  'bodyHash',
  'hash',
] as const;
const textUpdateColumns = ['textId', 'seq', 'at', 'actor', 'body', 'salt', 'bodyHash', 'hash'] as const;
const textTouchColumns = ['textId', 'seq', 'at', 'actor', 'clauseId', 'lang', 'inserted', 'deleted'] as const;
const lastTouchColumns = ['textId', 'seq', 'at', 'actor', 'clauseId', 'lang'] as const;
const ballotColumns = ['pollId', 'seq', 'seatId', 'revision', 'at', 'bodyJson', 'salt', 'bodyHash', 'hash'] as const;
const personColumns = ['personId', 'nameJson', 'lang', 'organiser', 'erasedAt'] as const;
const membershipColumns = ['forumId', 'personId', 'organisationJson', 'titleJson', 'detailsJson'] as const;
const linkColumns = ['linkId', 'tokenHash', 'purposeJson', 'personId', 'sittingId', 'revokedAt'] as const;
const loginColumns = ['loginId', 'tokenHash', 'personId', 'forumId', 'linkId', 'createdAt', 'endedAt'] as const;

/** What `Facts` asks. */
export function factQueries(db: Kysely<Database>) {
  return {
    answer: query<{ personId: PersonId; requestId: RequestId }>()((p) =>
      db
        .selectFrom('answers')
        .select(['answerJson', 'at'])
        .where('personId', '=', p.personId)
        .where('requestId', '=', p.requestId),
    ),
    chain: query<{ chain: string }>()((p) =>
      db.selectFrom('chains').select(['seq', 'hash']).where('chain', '=', p.chain),
    ),
    text: query<{ textId: TextId }>()((p) =>
      db.selectFrom('texts').select(['textId', 'kind', 'layout', 'stream']).where('textId', '=', p.textId),
    ),
    textLock: query<{ textId: TextId; clauseId: ClauseId | EveryClause }>()((p) =>
      db.selectFrom('textLocks').select('clauseId').where('textId', '=', p.textId).where('clauseId', '=', p.clauseId),
    ),
    textClient: query<{ textId: TextId; clientId: number }>()((p) =>
      db
        .selectFrom('textClients')
        .select(['personId', 'nextClock'])
        .where('textId', '=', p.textId)
        .where('clientId', '=', p.clientId),
    ),
    clauseTouched: query<{ textId: TextId; clauseId: ClauseId }>()((p) =>
      db
        .selectFrom('lastTouches')
        .select('seq')
        .where('textId', '=', p.textId)
        .where('clauseId', '=', p.clauseId)
        .orderBy('seq', 'desc')
        .limit(1),
    ),
    poll: query<{ pollId: PollId }>()((p) =>
      db.selectFrom('polls').select(['pollId', 'stream', 'closesAt', 'sealedAt']).where('pollId', '=', p.pollId),
    ),
    ballot: query<{ pollId: PollId; seatId: SeatId }>()((p) =>
      db
        .selectFrom('ballots')
        .select(ballotColumns)
        .where('pollId', '=', p.pollId)
        .where('seatId', '=', p.seatId)
        .orderBy('revision', 'desc')
        .limit(1),
    ),
    person: query<{ personId: PersonId }>()((p) =>
      db.selectFrom('persons').select(personColumns).where('personId', '=', p.personId),
    ),
    link: query<{ linkId: LinkId }>()((p) => db.selectFrom('links').select(linkColumns).where('linkId', '=', p.linkId)),
    linkByToken: query<{ tokenHash: string }>()((p) =>
      db.selectFrom('links').select(linkColumns).where('tokenHash', '=', p.tokenHash),
    ),
    login: query<{ loginId: LoginId }>()((p) =>
      db.selectFrom('logins').select(loginColumns).where('loginId', '=', p.loginId),
    ),
    loginByToken: query<{ tokenHash: string }>()((p) =>
      db.selectFrom('logins').select(loginColumns).where('tokenHash', '=', p.tokenHash),
    ),
    paper: query<{ paperId: PaperId }>()((p) =>
      db.selectFrom('papers').select(['paperId', 'stream', 'issuedAt', 'shownJson']).where('paperId', '=', p.paperId),
    ),
    code: query<{ code: string }>()((p) =>
      db.selectFrom('codes').select(['code', 'forumId', 'sittingId']).where('code', '=', p.code),
    ),
  };
}

/** What the read sides ask beyond that. */
export function readQueries(db: Kysely<Database>) {
  return {
    events: query<{ stream: StreamId; after: number; limit: number }>()((p) =>
      db
        .selectFrom('events')
        .select(eventColumns)
        .where('stream', '=', p.stream)
        .where('seq', '>', p.after)
        .orderBy('seq')
        .limit(p.limit),
    ),
    fold: query<{ stream: StreamId; foldVersion: string }>()((p) =>
      db
        .selectFrom('folds')
        .select(['seq', 'stateJson'])
        .where('stream', '=', p.stream)
        .where('foldVersion', '=', p.foldVersion),
    ),
    textLocks: query<{ textId: TextId }>()((p) =>
      db.selectFrom('textLocks').select('clauseId').where('textId', '=', p.textId).orderBy('clauseId'),
    ),
    textClients: query<{ textId: TextId }>()((p) =>
      db
        .selectFrom('textClients')
        .select(['clientId', 'personId', 'nextClock'])
        .where('textId', '=', p.textId)
        .orderBy('clientId'),
    ),
    textUpdates: query<{ textId: TextId; after: number; limit: number }>()((p) =>
      db
        .selectFrom('textUpdates')
        .select(textUpdateColumns)
        .where('textId', '=', p.textId)
        .where('seq', '>', p.after)
        .orderBy('seq')
        .limit(p.limit),
    ),
    textSnapshot: query<{ textId: TextId; upTo: number }>()((p) =>
      db
        .selectFrom('textSnapshots')
        .select(['seq', 'state'])
        .where('textId', '=', p.textId)
        .where('seq', '<=', p.upTo)
        .orderBy('seq', 'desc')
        .limit(1),
    ),
    textHistory: query<{ textId: TextId; from: number; before: number }>()((p) =>
      db
        .selectFrom('textUpdates')
        .leftJoin('textTouches', (join) =>
          join.onRef('textTouches.textId', '=', 'textUpdates.textId').onRef('textTouches.seq', '=', 'textUpdates.seq'),
        )
        .select([
          'textUpdates.seq',
          'textUpdates.at',
          'textUpdates.actor',
          'textTouches.clauseId',
          'textTouches.lang',
          'textTouches.inserted',
          'textTouches.deleted',
        ])
        .where('textUpdates.textId', '=', p.textId)
        .where('textUpdates.seq', '>=', p.from)
        .where('textUpdates.seq', '<', p.before)
        .orderBy('textUpdates.seq', 'desc'),
    ),
    lastTouches: query<{ textId: TextId; after: number }>()((p) =>
      db.selectFrom('lastTouches').select(lastTouchColumns).where('textId', '=', p.textId).where('seq', '>', p.after),
    ),
    serverMade: query<{ textId: TextId }>()((p) =>
      db
        .selectFrom('serverMade')
        .select(['textId', 'from', 'to', 'at', 'actor'])
        .where('textId', '=', p.textId)
        .orderBy('from'),
    ),
    textsOf: query<{ stream: StreamId }>()((p) =>
      db.selectFrom('texts').select('textId').where('stream', '=', p.stream).orderBy('textId'),
    ),
    countedBallots: query<{ pollId: PollId }>()((p) =>
      db
        .selectFrom('ballots')
        .select(ballotColumns)
        .where('pollId', '=', p.pollId)
        .where('bodyJson', 'is not', null)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('ballots as later')
                .select('later.seq')
                .whereRef('later.pollId', '=', 'ballots.pollId')
                .whereRef('later.seatId', '=', 'ballots.seatId')
                .whereRef('later.revision', '>', 'ballots.revision'),
            ),
          ),
        )
        .orderBy('seatId'),
    ),
    looseBallots: query<{ pollId: PollId }>()((p) =>
      db.selectFrom('looseBallots').select('boxJson').where('pollId', '=', p.pollId),
    ),
    ballotsInOrder: query<{ pollId: PollId; after: number; limit: number }>()((p) =>
      db
        .selectFrom('ballots')
        .select(ballotColumns)
        .where('pollId', '=', p.pollId)
        .where('seq', '>', p.after)
        .orderBy('seq')
        .limit(p.limit),
    ),
    paperFile: query<{ paperId: PaperId; format: string }>()((p) =>
      db.selectFrom('paperFiles').select('bytes').where('paperId', '=', p.paperId).where('format', '=', p.format),
    ),
    papersByCode: query<{ code: string }>()((p) =>
      db
        .selectFrom('paperCodes')
        .innerJoin('papers', 'papers.paperId', 'paperCodes.paperId')
        .select(['papers.paperId', 'papers.stream', 'papers.issuedAt', 'papers.shownJson'])
        .where('paperCodes.code', '=', p.code)
        .orderBy('paperCodes.issuedAt', 'desc')
        .orderBy('paperCodes.paperId', 'desc'),
    ),
    deadlines: query<object>()(() =>
      db.selectFrom('deadlines').select(['key', 'stream', 'at', 'commandJson']).orderBy('at').orderBy('key'),
    ),
    organisers: query<object>()(() =>
      db
        .selectFrom('persons')
        .select(personColumns)
        .where('organiser', '=', 1)
        .where('erasedAt', 'is', null)
        .orderBy('ordinal'),
    ),
    members: query<{ forumId: ForumId }>()((p) =>
      db
        .selectFrom('memberships')
        .innerJoin('persons', 'persons.personId', 'memberships.personId')
        .select([
          'memberships.forumId',
          'memberships.organisationJson',
          'memberships.titleJson',
          'memberships.detailsJson',
          'persons.personId',
          'persons.nameJson',
          'persons.lang',
          'persons.organiser',
          'persons.erasedAt',
        ])
        .where('memberships.forumId', '=', p.forumId)
        .where('persons.erasedAt', 'is', null)
        .orderBy('memberships.ordinal'),
    ),
    forumsOf: query<{ personId: PersonId }>()((p) =>
      db.selectFrom('memberships').select('forumId').where('personId', '=', p.personId).orderBy('ordinal'),
    ),
    linksOf: query<{ personId: PersonId }>()((p) =>
      db.selectFrom('links').select(linkColumns).where('personId', '=', p.personId).orderBy('ordinal'),
    ),
    stageLinks: query<{ sittingId: SittingId }>()((p) =>
      db.selectFrom('links').select(linkColumns).where('sittingId', '=', p.sittingId).orderBy('ordinal'),
    ),
    loginsOf: query<{ personId: PersonId }>()((p) =>
      db.selectFrom('logins').select(loginColumns).where('personId', '=', p.personId).orderBy('ordinal'),
    ),
    chains: query<{ after: string; limit: number }>()((p) =>
      db.selectFrom('chains').selectAll().where('chain', '>', p.after).orderBy('chain').limit(p.limit),
    ),
    uncheckedChains: query<{ after: string; limit: number }>()((p) =>
      db
        .selectFrom('chains')
        .selectAll()
        .where('chain', '>', p.after)
        .whereRef('seq', '>', 'checkedSeq')
        .orderBy('chain')
        .limit(p.limit),
    ),
    chainsBetween: query<{ from: string; to: string }>()((p) =>
      db.selectFrom('chains').select('chain').where('chain', '>=', p.from).where('chain', '<', p.to).orderBy('chain'),
    ),
  };
}

type WriteQueries = { readonly [Name in WriteName]: readonly Query<WriteRows[Name], unknown>[] };

/** The statements of each write of a plan, in the order in which they run. */
export function writeQueries(db: Kysely<Database>): WriteQueries {
  return {
    chain: [
      query<WriteRows['chain']>()((p) =>
        db
          .insertInto('chains')
          .values(pick(p, 'chain', 'seq', 'hash', 'checkedSeq', 'checkedHash'))
          .onConflict((known) =>
            known.column('chain').doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), hash: eb.ref('excluded.hash') })),
          ),
      ),
    ],
    event: [query<WriteRows['event']>()((p) => db.insertInto('events').values(pick(p, ...eventColumns)))],
    'erase-event': [
      query<WriteRows['erase-event']>()((p) =>
        db
          .updateTable('events')
          .set({ bodyJson: null, salt: null })
          .where('stream', '=', p.stream)
          .where('seq', '=', p.seq),
      ),
    ],
    'drop-folds': [query<WriteRows['drop-folds']>()((p) => db.deleteFrom('folds').where('stream', '=', p.stream))],
    text: [
      query<WriteRows['text']>()((p) => db.insertInto('texts').values(pick(p, 'textId', 'kind', 'layout', 'stream'))),
    ],
    'text-client': [
      query<WriteRows['text-client']>()((p) =>
        db
          .insertInto('textClients')
          .values(pick(p, 'textId', 'clientId', 'personId', 'nextClock'))
          .onConflict((known) =>
            known.columns(['textId', 'clientId']).doUpdateSet((eb) => ({ nextClock: eb.ref('excluded.nextClock') })),
          ),
      ),
    ],
    'text-lock': [
      query<WriteRows['text-lock']>()((p) =>
        db
          .insertInto('textLocks')
          .values(pick(p, 'textId', 'clauseId'))
          .onConflict((known) => known.doNothing()),
      ),
    ],
    'text-unlock': [
      query<WriteRows['text-unlock']>()((p) =>
        db.deleteFrom('textLocks').where('textId', '=', p.textId).where('clauseId', '=', p.clauseId),
      ),
    ],
    'text-update': [
      query<WriteRows['text-update']>()((p) => db.insertInto('textUpdates').values(pick(p, ...textUpdateColumns))),
    ],
    'text-touch': [
      query<WriteRows['text-touch']>()((p) => db.insertInto('textTouches').values(pick(p, ...textTouchColumns))),
      query<WriteRows['text-touch']>()((p) =>
        db
          .insertInto('lastTouches')
          .values(pick(p, ...lastTouchColumns))
          .onConflict((known) =>
            known.columns(['textId', 'clauseId', 'lang']).doUpdateSet((eb) => ({
              seq: eb.ref('excluded.seq'),
              at: eb.ref('excluded.at'),
              actor: eb.ref('excluded.actor'),
            })),
          ),
      ),
    ],
    'server-made': [
      query<WriteRows['server-made']>()((p) =>
        db.insertInto('serverMade').values(pick(p, 'textId', 'from', 'to', 'at', 'actor')),
      ),
    ],
    poll: [
      query<WriteRows['poll']>()((p) =>
        db
          .insertInto('polls')
          .values(pick(p, 'pollId', 'stream', 'closesAt', 'sealedAt'))
          .onConflict((known) =>
            known.column('pollId').doUpdateSet((eb) => ({
              closesAt: eb.ref('excluded.closesAt'),
              sealedAt: eb.ref('excluded.sealedAt'),
            })),
          ),
      ),
    ],
    'unlink-ballots': [
      query<WriteRows['unlink-ballots']>()((p) =>
        db
          .updateTable('ballots')
          .set((eb) => ({ seatId: sql`'#' || ${eb.ref('seq')}`, bodyJson: null, salt: null }))
          .where('pollId', '=', p.pollId)
          .where('bodyJson', 'is not', null),
      ),
      query<WriteRows['unlink-ballots']>()((p) =>
        db
          .insertInto('looseBallots')
          .values(pick(p, 'pollId', 'boxJson'))
          .onConflict((known) => known.doNothing()),
      ),
    ],
    'unlink-answers': [
      query<WriteRows['unlink-answers']>()((p) =>
        db
          .updateTable('answers')
          .set({ answerJson: p.answerJson, at: p.at })
          .where('personId', '=', p.personId)
          .where(sql<boolean>`answerJson like '[%' and instr(answerJson, ${p.pollId}) > 0`),
      ),
    ],
    ballot: [query<WriteRows['ballot']>()((p) => db.insertInto('ballots').values(pick(p, ...ballotColumns)))],
    answer: [
      query<WriteRows['answer']>()((p) =>
        db.insertInto('answers').values(pick(p, 'personId', 'requestId', 'at', 'answerJson')),
      ),
    ],
    deadline: [
      query<WriteRows['deadline']>()((p) =>
        db
          .insertInto('deadlines')
          .values(pick(p, 'key', 'stream', 'at', 'commandJson'))
          .onConflict((known) =>
            known.column('key').doUpdateSet((eb) => ({
              stream: eb.ref('excluded.stream'),
              at: eb.ref('excluded.at'),
              commandJson: eb.ref('excluded.commandJson'),
            })),
          ),
      ),
    ],
    'clear-deadline': [
      query<WriteRows['clear-deadline']>()((p) => db.deleteFrom('deadlines').where('key', '=', p.key)),
    ],
    person: [query<WriteRows['person']>()((p) => db.insertInto('persons').values(pick(p, ...personColumns)))],
    'set-name': [
      query<WriteRows['set-name']>()((p) =>
        db.updateTable('persons').set({ nameJson: p.nameJson }).where('personId', '=', p.personId),
      ),
    ],
    'set-language': [
      query<WriteRows['set-language']>()((p) =>
        db.updateTable('persons').set({ lang: p.lang }).where('personId', '=', p.personId),
      ),
    ],
    'erase-person': [
      query<WriteRows['erase-person']>()((p) =>
        db.updateTable('persons').set({ nameJson: '{}', erasedAt: p.at }).where('personId', '=', p.personId),
      ),
      query<WriteRows['erase-person']>()((p) => db.deleteFrom('memberships').where('personId', '=', p.personId)),
      query<WriteRows['erase-person']>()((p) =>
        db
          .updateTable('logins')
          .set({ endedAt: p.at })
          .where('endedAt', 'is', null)
          .where((eb) =>
            eb.or([
              eb('personId', '=', p.personId),
              eb('linkId', 'in', eb.selectFrom('links').select('linkId').where('personId', '=', p.personId)),
            ]),
          ),
      ),
      query<WriteRows['erase-person']>()((p) =>
        db
          .updateTable('links')
          .set({ revokedAt: p.at })
          .where('personId', '=', p.personId)
          .where('revokedAt', 'is', null),
      ),
    ],
    membership: [
      query<WriteRows['membership']>()((p) =>
        db
          .insertInto('memberships')
          .values(pick(p, ...membershipColumns))
          .onConflict((known) =>
            known.columns(['forumId', 'personId']).doUpdateSet((eb) => ({
              organisationJson: eb.ref('excluded.organisationJson'),
              titleJson: eb.ref('excluded.titleJson'),
              detailsJson: eb.ref('excluded.detailsJson'),
            })),
          ),
      ),
    ],
    paper: [
      query<WriteRows['paper']>()((p) =>
        db.insertInto('papers').values(pick(p, 'paperId', 'stream', 'issuedAt', 'shownJson')),
      ),
    ],
    'paper-file': [
      query<WriteRows['paper-file']>()((p) =>
        db.insertInto('paperFiles').values(pick(p, 'paperId', 'format', 'bytes')),
      ),
    ],
    'paper-code': [
      query<WriteRows['paper-code']>()((p) =>
        db.insertInto('paperCodes').values(pick(p, 'code', 'paperId', 'issuedAt')),
      ),
    ],
    link: [query<WriteRows['link']>()((p) => db.insertInto('links').values(pick(p, ...linkColumns)))],
    'revoke-link': [
      query<WriteRows['revoke-link']>()((p) =>
        db.updateTable('links').set({ revokedAt: p.at }).where('linkId', '=', p.linkId).where('revokedAt', 'is', null),
      ),
      query<WriteRows['revoke-link']>()((p) =>
        db.updateTable('logins').set({ endedAt: p.at }).where('linkId', '=', p.linkId).where('endedAt', 'is', null),
      ),
    ],
    login: [query<WriteRows['login']>()((p) => db.insertInto('logins').values(pick(p, ...loginColumns)))],
    'end-login': [
      query<WriteRows['end-login']>()((p) =>
        db.updateTable('logins').set({ endedAt: p.at }).where('loginId', '=', p.loginId).where('endedAt', 'is', null),
      ),
    ],
    code: [
      query<WriteRows['code']>()((p) =>
        db.deleteFrom('codes').where('forumId', '=', p.forumId).where('sittingId', '=', p.sittingId),
      ),
      query<WriteRows['code']>()((p) => db.insertInto('codes').values(pick(p, 'code', 'forumId', 'sittingId'))),
    ],
  };
}

/** What is kept beside the log and may be lost. */
export function keepQueries(db: Kysely<Database>) {
  return {
    fold: query<FoldRow>()((p) =>
      db
        .insertInto('folds')
        .values(pick(p, 'stream', 'foldVersion', 'seq', 'stateJson'))
        .onConflict((known) =>
          known
            .columns(['stream', 'foldVersion'])
            .doUpdateSet((eb) => ({ seq: eb.ref('excluded.seq'), stateJson: eb.ref('excluded.stateJson') }))
            .whereRef('excluded.seq', '>', 'folds.seq'),
        ),
    ),
    textSnapshot: query<TextSnapshotRow>()((p) =>
      db
        .insertInto('textSnapshots')
        .values(pick(p, 'textId', 'seq', 'state'))
        .onConflict((known) => known.doNothing()),
    ),
    textSnapshotSeqs: query<{ textId: TextId }>()((p) =>
      db.selectFrom('textSnapshots').select('seq').where('textId', '=', p.textId).orderBy('seq'),
    ),
    dropTextSnapshot: query<{ textId: TextId; seq: number }>()((p) =>
      db.deleteFrom('textSnapshots').where('textId', '=', p.textId).where('seq', '=', p.seq),
    ),
    checkpoint: query<object>()(() =>
      db
        .updateTable('chains')
        .set((eb) => ({ checkedSeq: eb.ref('seq'), checkedHash: eb.ref('hash') }))
        .whereRef('seq', '>', 'checkedSeq'),
    ),
  };
}
