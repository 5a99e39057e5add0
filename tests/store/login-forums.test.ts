/** Does a data directory from before logins were of one forum open, and is nobody let in further than before? */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteMigrations } from '../../server/store/schema.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { newId } from '../contract/store-world.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ortaq-logins-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('[LINK-6] a login of the first schema is good where its link was for, a guest’s where they had joined, any other nowhere', async () => {
  const [forumId, other, sittingId] = [newId('forum'), newId('forum'), newId('sitting')];
  const [delegate, organiser, guest, erased] = ['person', 'person', 'person', 'person'].map(() => newId('person'));
  const purposes = {
    delegate: { for: 'person', personId: delegate, forumId },
    organiser: { for: 'person', personId: organiser, forumId: null },
    stage: { for: 'stage', forumId, sittingId },
  };
  const [ofDelegate, ofOrganiser, ofStage] = [newId('link'), newId('link'), newId('link')];

  const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'));
  database.exec(sqliteMigrations[0]!);
  database.exec('create table schemaVersion (version integer not null); insert into schemaVersion values (1)');
  const link = database.prepare('insert into links (linkId, tokenHash, purposeJson, personId) values (?, ?, ?, ?)');
  link.run(ofDelegate, 'link 1', JSON.stringify(purposes.delegate), delegate);
  link.run(ofOrganiser, 'link 2', JSON.stringify(purposes.organiser), organiser);
  link.run(ofStage, 'link 3', JSON.stringify(purposes.stage), null);
  const membership = database.prepare(
    "insert into memberships (forumId, personId, organisationJson, titleJson) values (?, ?, 'null', 'null')",
  );
  membership.run(forumId, guest);
  membership.run(other, guest);
  membership.run(forumId, delegate);
  const login = database.prepare(
    'insert into logins (loginId, tokenHash, personId, linkId, createdAt) values (?, ?, ?, ?, 1)',
  );
  login.run(newId('login'), 'by delegate', delegate, ofDelegate);
  login.run(newId('login'), 'by organiser', organiser, ofOrganiser);
  login.run(newId('login'), 'by guest', guest, null);
  login.run(newId('login'), 'by nobody', erased, null);
  database.close();

  const store = await openSqliteStore({ directory });
  const good = async (name: string) => {
    const found = await store.readLogin(name);
    return [found?.forumId, found?.endedAt === null];
  };
  expect({
    delegate: await good('by delegate'),
    organiser: await good('by organiser'),
    guest: await good('by guest'),
    nobody: await good('by nobody'),
  }).toEqual({
    delegate: [forumId, true],
    organiser: [null, true],
    guest: [forumId, true],
    nobody: [null, false],
  });
  expect((await store.readStageLinks(sittingId)).map(({ linkId }) => linkId)).toEqual([ofStage]);
  await store.close();
});
