/** Is a draft closed, opened, put and adopted whole by raw messages, and do its writers find it so? Real server, real pages of the text. */
import WebSocket from 'ws';
import { afterEach, expect, test } from 'vitest';
import { openTextConnection, type TextConnection } from '../../client/live/text-connection.ts';
import { parseCanonicalClause } from '../../shared/draft/canonical-clause.ts';
import { plainText, type ClauseText } from '../../shared/draft/clause-runs.ts';
import { clauseRuns, clausesOf, draftLayout, openTextDoc } from '../../shared/draft/clause-text.ts';
import { createClause, insertWords } from '../../shared/draft/clause-text-edit.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { idPrefixes, type ClauseId, type PollId } from '../../shared/lib/ids.ts';
import type { DraftStage } from '../../shared/poll/poll.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { CheckAnswer } from '../../shared/protocol/http.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import * as Y from 'yjs';
import { newRequestId, openWorld, signInCookie, type RawPage } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
const writers: TextConnection[] = [];
afterEach(async () => {
  for (const writer of writers.splice(0)) writer.close();
  expect(world.faults).toEqual([]);
  await world.close();
});

async function writer(cookie: string): Promise<TextConnection> {
  const { origin, textId } = world;
  const withCookie = class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols ?? [], { headers: { cookie, origin } });
    }
  };
  const connection = openTextConnection({
    origin: origin.replace('http', 'ws'),
    textId,
    version: protocolVersion,
    layout: draftLayout,
    WebSocket: withCookie as unknown as typeof globalThis.WebSocket,
  });
  writers.push(connection);
  await until(connection, () => connection.state().writing.is === 'saved');
  return connection;
}

function until(connection: TextConnection, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo()) return;
      stop();
      resolve();
    };
    const stop = connection.onState(look);
    queueMicrotask(look);
  });
}

async function draft(): Promise<Draft> {
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  return assembly!.sitting.state.draft.drafts[world.draftId]!;
}

/** The committed text. */
async function stands(): Promise<readonly ClauseText[]> {
  const doc = openTextDoc();
  for (const { update } of await world.store.readTextUpdates(world.textId, 0, 10_000)) Y.applyUpdate(doc, update);
  return clausesOf(doc);
}

async function done(page: RawPage, command: SittingStreamCommand): Promise<void> {
  expect(await page.command(world.sittingId, command)).toMatchObject({ ok: true });
}

const wordsOf = (connection: TextConnection, id: ClauseId): string => plainText(clauseRuns(connection.doc(), id, 'ru'));
const write = (connection: TextConnection, id: ClauseId, words: string): void =>
  insertWords(connection.doc(), id, 'ru', wordsOf(connection, id).length, words);
const givenBack = (connection: TextConnection): string =>
  connection
    .state()
    .unsent.map(({ words }) => words)
    .join(' ');
const vote = (stage: DraftStage): SittingStreamCommand => ({
  type: 'poll.open',
  subject: { of: 'draft', draftId: world.draftId, stage },
  ask: { kind: 'decision' },
  seconds: 60,
});

/** Those with a seat, who say that they are here. */
async function present(): Promise<readonly RawPage[]> {
  const voters = [await world.open('chen'), await world.open('dara'), await world.open('eli')];
  for (const voter of voters) await done(voter, { type: 'sitting.declare-presence', where: 'hall' });
  return voters;
}

async function carried(desk: RawPage, voters: readonly RawPage[], command: SittingStreamCommand): Promise<PollId> {
  await done(desk, command);
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  const poll = Object.values(assembly!.sitting.state.poll.polls).at(-1)!;
  const { pollId, paperHash } = poll;
  for (const voter of voters) {
    const answer = { kind: 'decision', choice: 'yes' };
    const ballot = { requestId: newRequestId(), pollId, answer, paperHash };
    expect(await voter.ask('ballot', { sittingId: world.sittingId, ballot })).toMatchObject({ ok: true });
  }
  await done(desk, { type: 'poll.close', pollId });
  return pollId;
}

test('[DRAFT-5, DRAFT-9, WRITE-3, ANN-1, PAPER-11, PAPER-12] closed whole with every word that was sent, opened singly for the drafting group, adopted whole; each is told of their own words', async () => {
  world = await openWorld({ others: { lev: 'drafting' } });
  const { services, sittingId, draftId, textId, origin, forumId } = world;
  const [amina, gani, fay] = [await world.open('amina'), await world.open('gani'), await world.open('fay')];
  const voters = await present();
  const chen = await writer(await world.cookieOf('chen'));
  const levsCookie = await signInCookie(services, origin, world.others['lev']!, forumId);
  const lev = await writer(levsCookie);
  const [first, second] = clausesOf(chen.doc()).map(({ id }) => id) as [ClauseId, ClauseId];
  write(chen, first, ' навсегда');
  await until(chen, () => chen.state().writing.is === 'saved');

  // Announced, then at once; one who types on until the page is told loses no word: it is in the frozen bytes, or given back.
  await done(amina, { type: 'announcement.announce', deed: { type: 'draft.freeze', draftId } });
  const made = await fay.wait('events', ({ events }) => events.some(({ event }) => event.type === 'announcement.made'));
  const [announced] = made.events.flatMap(({ event }) => (event.type === 'announcement.made' ? [event] : []));
  const typed: string[] = [];
  const typing = (async () => {
    while (chen.state().mayWrite) {
      typed.push(`w${String(typed.length)}w`);
      write(chen, first, ` ${typed.at(-1)!}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  await done(amina, { type: 'announcement.now', announcementId: announced!.announcementId });
  await typing;
  const closed = await draft();
  expect(closed).toMatchObject({ phase: 'closed', order: [first, second], blank: [] });
  const frozen = plainText(parseCanonicalClause(closed.clauses[first]!.frozen.bytes).body.ru ?? []);
  await until(chen, () => typed.every((word) => frozen.includes(word) || givenBack(chen).includes(word)));
  expect(await world.store.readText(textId)).toMatchObject({ lockedClauses: [first, second].sort(), isLocked: true });

  // The drafting group's line stays open, and adds nothing: what it tries comes back.
  const late = `${idPrefixes.clause}_0000000000000901` as ClauseId;
  createClause(lev.doc(), { id: late, kind: 'operative', after: second });
  insertWords(lev.doc(), late, 'ru', 0, 'ещё пункт');
  await until(lev, () => givenBack(lev).includes('ещё пункт') && lev.state().writing.is === 'saved');
  expect((await stands()).map(({ id }) => id)).toEqual([first, second]);

  // The chair opens one: the drafting group writes in it, and whoever else may write does not.
  await done(gani, { type: 'draft.thaw-clause', draftId, clauseId: second, reason: 'правка срока' });
  await until(lev, () => !lev.state().locked.has(second));
  write(lev, second, ' до 1 мая');
  await until(lev, () => lev.state().writing.is === 'saved');
  expect(chen.state().mayWrite).toBe(false);
  expect(await amina.command(sittingId, vote('whole'))).toMatchObject({ ok: false, code: 'draft-not-closed' });
  await done(amina, { type: 'draft.freeze', draftId });
  const again = parseCanonicalClause((await draft()).clauses[second]!.frozen.bytes);
  expect(plainText(again.body.ru ?? [])).toContain('до 1 мая');

  const assembly = (await services.assemblies.sitting(sittingId))!;
  const basis = await carried(amina, voters, vote('basis'));
  const cookies = { chen: await world.cookieOf('chen'), lev: levsCookie, fay: await world.cookieOf('fay') };
  const ownWords = async (cookie: string | null): Promise<unknown> => {
    const headers: Record<string, string> = { origin, ...(cookie === null ? {} : { cookie }) };
    return (await fetch(`${origin}/api/sittings/${sittingId}/drafts/${draftId}/own-words`, { headers })).json();
  };
  expect(await ownWords(cookies.chen)).toMatchObject({ ok: false, code: 'nothing-adopted' });
  expect(await draft()).toMatchObject({ phase: 'closed', basis: { pollId: basis } });
  const whole = await carried(amina, voters, vote('whole'));
  expect(await draft()).toMatchObject({ phase: 'adopted', decision: { pollId: whole } });
  await fay.wait('events', ({ events }) => events.some(({ event }) => event.type === 'draft.adopted'));
  const thawing = { type: 'draft.thaw', draftId, reason: 'ещё раз' } as const;
  expect(await gani.command(sittingId, thawing)).toMatchObject({ ok: false, code: 'draft-decided' });
  await until(lev, () => !lev.state().mayWrite);

  // Of the words that were adopted each is told their own, and of others' nothing; of an adoption that fell, nobody anything.
  expect(await ownWords(cookies.chen)).toEqual({ places: [{ clauseId: first, number: '1' }] });
  expect(await ownWords(cookies.lev)).toEqual({ places: [{ clauseId: second, number: '2' }] });
  expect(await ownWords(cookies.fay)).toEqual({ places: [] });
  expect(await ownWords(null)).toMatchObject({ ok: false, code: 'not-signed-in' });
  const bo = await world.open('bo');
  await done(bo, { type: 'paper.issue', kind: 'resolution', lang: 'ru', of: draftId });
  const [note] = assembly.sitting.state.paper.issued;
  const shownAt = async (): Promise<CheckAnswer['papers'][number]> =>
    ((await (await fetch(`${origin}/api/check/${note!.checkCode}`)).json()) as CheckAnswer).papers[0]!;
  expect(await shownAt()).toMatchObject({ since: [], newer: null });
  await done(amina, { type: 'poll.annul', pollId: whole, reason: 'не тот текст' });
  const fallen = { what: 'whole-annulled', stage: 'whole', reason: 'не тот текст' };
  expect(await shownAt()).toMatchObject({ since: [fallen], replacedBy: null });
  expect(await ownWords(cookies.chen)).toMatchObject({ ok: false, code: 'nothing-adopted' });
});

test('[DRAFT-6, DRAFT-7, WRITE-3] opened again whole all write and add; a decided clause is opened for the drafting group alone', async () => {
  world = await openWorld({ others: { lev: 'drafting' } });
  const { services, draftId, origin, forumId } = world;
  const [amina, gani] = [await world.open('amina'), await world.open('gani')];
  const voters = await present();
  const chen = await writer(await world.cookieOf('chen'));
  const lev = await writer(await signInCookie(services, origin, world.others['lev']!, forumId));
  const [first, second] = clausesOf(chen.doc()).map(({ id }) => id) as [ClauseId, ClauseId];

  await done(amina, { type: 'draft.freeze', draftId });
  await until(chen, () => !chen.state().mayWrite);
  await done(gani, { type: 'draft.thaw', draftId, reason: 'доработать' });
  await until(chen, () => chen.state().mayWrite && chen.state().takesNew && !chen.state().locked.has(first));
  write(chen, first, ' снова');
  const added = `${idPrefixes.clause}_0000000000000902` as ClauseId;
  createClause(chen.doc(), { id: added, kind: 'operative', after: second });
  insertWords(chen.doc(), added, 'ru', 0, 'новый пункт');
  await until(chen, () => chen.state().writing.is === 'saved');
  expect((await stands()).map(({ id }) => id)).toContain(added);

  await done(amina, { type: 'draft.freeze-clause', draftId, clauseId: first });
  await carried(amina, voters, clauseVote(draftId, first, 60));
  await done(gani, { type: 'draft.reopen-clause', draftId, clauseId: first, reason: 'ошибка' });
  await until(lev, () => !lev.state().locked.has(first));
  await until(chen, () => !chen.state().locked.has(first));
  write(lev, first, ' верно');
  write(chen, first, ' нельзя');
  write(chen, second, ' можно');
  await until(lev, () => lev.state().writing.is === 'saved');
  await until(chen, () => givenBack(chen).includes('нельзя') && chen.state().writing.is === 'saved');
  const committed = await stands();
  const words = (id: ClauseId): string => plainText(committed.find((one) => one.id === id)?.body.ru ?? []);
  expect(words(first)).toContain('верно');
  expect(words(first)).not.toContain('нельзя');
  expect(words(second)).toContain('можно');
});

test('[MINOR-1] who voted otherwise than it came out has an opinion recorded; who voted with it has not', async () => {
  world = await openWorld();
  const { sittingId, draftId } = world;
  const [amina, fay] = [await world.open('amina'), await world.open('fay')];
  const [chen, dara, eli] = (await present()) as [RawPage, RawPage, RawPage];
  const [first] = (await stands()).map(({ id }) => id) as [ClauseId];
  await done(amina, { type: 'draft.freeze-clause', draftId, clauseId: first });
  await done(amina, clauseVote(draftId, first, 60));
  const assembly = await world.services.assemblies.sitting(sittingId);
  const { pollId, paperHash } = Object.values(assembly!.sitting.state.poll.polls).at(-1)!;
  for (const [voter, choice] of [
    [chen, 'yes'],
    [dara, 'no'],
  ] as const) {
    const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
    expect(await voter.ask('ballot', { sittingId, ballot })).toMatchObject({ ok: true });
  }
  await done(amina, { type: 'poll.close', pollId });
  const record = (words: string) => ({ type: 'poll.record-minority', pollId, words }) as const;
  for (const page of [dara, eli]) {
    expect(await page.command(sittingId, record('не моё'))).toMatchObject({ ok: false, code: 'not-in-minority' });
  }
  expect(await fay.command(sittingId, record('не моё'))).toMatchObject({ ok: false, code: 'not-permitted' });
  await done(chen, record('Срок был реален.'));
  const told = await fay.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'poll.minority-recorded'),
  );
  expect(JSON.stringify(told.events)).toContain('Срок был реален.');
  expect(await chen.command(sittingId, record('ещё'))).toMatchObject({ ok: false, code: 'minority-already' });
});
