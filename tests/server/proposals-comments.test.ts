/** Do proposals and comments reach the text, the others and the log, by raw messages to a running server? */
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeThreads } from '../../shared/comment/thread-places.ts';
import type { CommentCommand } from '../../shared/comment/comment-commands.ts';
import { plainText, type ClauseText } from '../../shared/draft/clause-runs.ts';
import { clauseText, clausesOf, openTextDoc } from '../../shared/draft/clause-text.ts';
import type { ClauseId, DraftId, ProposalId, ThreadId } from '../../shared/lib/ids.ts';
import type { SittingStreamEvent } from '../../shared/protocol/features.ts';
import type { ProposalCommand } from '../../shared/proposal/proposal-commands.ts';
import { openWorld, type RawPage } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let amina: RawPage;
let chen: RawPage;
let fay: RawPage;

beforeAll(async () => {
  world = await openWorld({ store: 'sqlite' });
  [amina, chen, fay] = await Promise.all([world.open('amina'), world.open('chen'), world.open('fay')]);
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

/** The text as the log has it, from the first row on. */
async function logged(): Promise<{ readonly doc: Y.Doc; readonly head: number }> {
  const doc = openTextDoc();
  const rows = await world.store.readTextUpdates(world.textId, 0, 10_000);
  for (const { update } of rows) Y.applyUpdate(doc, update);
  return { doc, head: rows.length };
}

async function clausesNow(): Promise<readonly ClauseText[]> {
  return clausesOf((await logged()).doc);
}

function show(change: Partial<Extract<ProposalCommand, { type: 'proposal.show' }>> = {}): ProposalCommand {
  return {
    type: 'proposal.show',
    draftId: world.draftId,
    about: { is: 'new', kind: 'operative', after: null },
    body: { ru: 'публиковать отчёты;', kk: 'есептер жариялансын;' },
    addressee: { ru: 'Управлению' },
    due: '2027-02-01',
    ...change,
  };
}

async function does(page: RawPage, command: ProposalCommand | CommentCommand): Promise<number> {
  const answer = await page.command(world.sittingId, command);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
  return answer.value.seq;
}

/** The event of this type that a page hears at this place of the stream. */
async function heard<Type extends SittingStreamEvent['type']>(
  page: RawPage,
  type: Type,
  seq: number,
): Promise<Extract<SittingStreamEvent, { type: Type }>> {
  const frame = await page.wait('events', ({ events }) => events.some((one) => one.seq === seq));
  const event = frame.events.find((one) => one.seq === seq)?.event as SittingStreamEvent | undefined;
  if (event?.type !== type) throw new Error(`${type} was waited for at ${String(seq)}`);
  return event as Extract<SittingStreamEvent, { type: Type }>;
}

async function shown(page: RawPage, command = show()): Promise<ProposalId> {
  return (await heard(fay, 'proposal.shown', await does(page, command))).proposalId;
}

const start = (clauseId: ClauseId, change: object = {}): CommentCommand => ({
  type: 'comment.start',
  draftId: world.draftId,
  clauseId,
  lang: 'ru',
  from: 0,
  quote: 'постоянную площадку',
  text: 'на сколько лет?',
  mentions: [world.people.dara],
  ...change,
});

test('[PROP-1, PROP-3] shown to all with its author’s name; admitted, it stands in the text in one step, in that name', async () => {
  const before = await logged();
  const proposalId = await shown(chen);
  const frame = await fay.wait('events', ({ events }) => events.some(({ event }) => event.type === 'proposal.shown'));
  expect(frame.names[world.people.chen]?.name).toEqual({ ru: 'chen' });
  expect((await logged()).head).toBe(before.head);

  const { clauseId } = await heard(fay, 'proposal.admitted', await does(amina, { type: 'proposal.admit', proposalId }));
  const after = await logged();
  expect(after.head).toBe(before.head + 1);
  const clause = clausesOf(after.doc).at(-1);
  expect(clause).toMatchObject({
    id: clauseId,
    kind: 'operative',
    addressee: { ru: 'Управлению' },
    due: '2027-02-01',
    body: { ru: [{ text: 'публиковать отчёты;' }], kk: [{ text: 'есептер жариялансын;' }] },
  });
  const [row] = await world.store.readTextUpdates(world.textId, before.head, 10);
  expect(row?.by).toBe(world.people.chen);
  // Followers are told of the new clause without asking.
  await fay.wait('text', (text) => text.frame === 'changes' && text.changed.some(({ id }) => id === clauseId));
});

test('[PROP-3] a place is kept, and one that stands no more is the end', async () => {
  const [first] = await clausesNow();
  const second = await shown(
    chen,
    show({ about: { is: 'new', kind: 'operative', after: first!.id }, body: { ru: 'второй;' } }),
  );
  const nowhere = 'cla_zzzzzzzzzzzzzzzz' as ClauseId;
  const last = await shown(
    chen,
    show({ about: { is: 'new', kind: 'operative', after: nowhere }, body: { ru: 'последний;' } }),
  );
  await does(amina, { type: 'proposal.admit', proposalId: second });
  await does(amina, { type: 'proposal.admit', proposalId: last });
  const words = (await clausesNow()).map(({ body }) => plainText(body.ru ?? []));
  expect(words.indexOf('второй;')).toBe(1);
  expect(words.at(-1)).toBe('последний;');
});

test('[PROP-3] other words replace those of the clause in one language; [COMM-6] a comment on words that stay stays', async () => {
  const [first] = await clausesNow();
  await does(chen, start(first!.id, { quote: 'площадку', mentions: [] }));
  const proposalId = await shown(
    chen,
    show({
      about: { is: 'words-for', clauseId: first!.id, lang: 'ru' },
      body: { ru: 'создать новую постоянную площадку;' },
    }),
  );
  await does(amina, { type: 'proposal.admit', proposalId });
  const clause = clauseText((await logged()).doc, first!.id);
  expect(plainText(clause?.body.ru ?? [])).toBe('создать новую постоянную площадку;');
  expect(clause?.body.ru?.filter(({ comments }) => comments !== undefined).map(({ text }) => text)).toEqual([
    'площадку',
  ]);
  expect(clause?.body.kk).toEqual(first!.body.kk);
});

test('[PROP-4] closed meanwhile: nothing is written and the proposal still waits', async () => {
  const clauses = await clausesNow();
  const clause = clauses[2]!;
  const proposalId = await shown(
    chen,
    show({ about: { is: 'words-for', clauseId: clause.id, lang: 'ru' }, body: { ru: 'иначе;' } }),
  );
  const { draftId } = world;
  const frozen = await amina.command(world.sittingId, { type: 'draft.freeze-clause', draftId, clauseId: clause.id });
  expect(frozen.ok).toBe(true);
  const { head } = await logged();
  expect(await amina.command(world.sittingId, { type: 'proposal.admit', proposalId })).toMatchObject({
    ok: false,
    code: 'clause-not-open',
  });
  expect((await logged()).head).toBe(head);
  await does(amina, { type: 'proposal.decline', proposalId, reason: 'пункт закрыт' });
});

test('[PROP-3] other words for a clause that is gone are refused, and the proposal still waits', async () => {
  const nowhere = 'cla_zzzzzzzzzzzzzzzz' as ClauseId;
  const proposalId = await shown(
    chen,
    show({ about: { is: 'words-for', clauseId: nowhere, lang: 'ru' }, body: { ru: 'иначе;' } }),
  );
  expect(await amina.command(world.sittingId, { type: 'proposal.admit', proposalId })).toMatchObject({
    ok: false,
    code: 'clause-unknown',
  });
  await does(chen, { type: 'proposal.withdraw', proposalId });
});

test('[PROP-2] two who admit the same at once make one clause', async () => {
  const gani = await world.open('gani');
  const proposalId = await shown(chen, show({ body: { ru: 'один раз;' } }));
  const answers = await Promise.all([
    amina.command(world.sittingId, { type: 'proposal.admit', proposalId }),
    gani.command(world.sittingId, { type: 'proposal.admit', proposalId }),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'proposal-answered' });
  const words = (await clausesNow()).map(({ body }) => plainText(body.ru ?? []));
  expect(words.filter((text) => text === 'один раз;')).toHaveLength(1);
});

test('[COMM-1, COMM-2] a thread and its mark come together, under the words that are meant', async () => {
  const [first] = await clausesNow();
  const before = (await logged()).head;
  const event = await heard(fay, 'comment.started', await does(chen, start(first!.id, { from: 900 })));
  expect(event.about).toMatchObject({ is: 'words', quote: 'постоянную площадку', marked: true });
  const { doc, head } = await logged();
  expect(head).toBe(before + 1);
  const clause = clauseText(doc, first!.id)!;
  const runs = clause.body.ru ?? [];
  const marked = runs.filter(({ comments }) => comments?.includes(event.threadId)).map(({ text }) => text);
  expect(marked.join('')).toBe('постоянную площадку');
  const frame = await fay.wait('events', ({ events }) => events.some(({ event: one }) => one === event));
  expect(Object.keys(frame.names)).toEqual(expect.arrayContaining([world.people.chen, world.people.dara]));
  // A follower's text has the mark too.
  await fay.wait('text', ({ ...text }) => {
    const changed = text.frame === 'changes' ? text.changed : [];
    return changed.some(({ body }) => body.ru?.some(({ comments }) => comments?.includes(event.threadId)) === true);
  });
});

test('[COMM-1] words that are not there are refused and nothing is written', async () => {
  const [first] = await clausesNow();
  const before = (await logged()).head;
  const answers = await Promise.all([
    chen.command(world.sittingId, start(first!.id, { quote: 'таких слов нет' })),
    chen.command(world.sittingId, start('cla_zzzzzzzzzzzzzzzz' as ClauseId)),
    chen.command(world.sittingId, start(first!.id, { draftId: 'drf_zzzzzzzzzzzzzzzz' as DraftId })),
    fay.command(world.sittingId, start(first!.id)),
  ]);
  expect(answers.map((answer) => (answer.ok ? '' : answer.code))).toEqual([
    'words-changed',
    'clause-unknown',
    'draft-unknown',
    'not-permitted',
  ]);
  expect((await logged()).head).toBe(before);
});

test('[COMM-7] on a closed clause nothing is written into the text, and the words are found in the frozen ones', async () => {
  const closed = (await clausesNow())[2]!;
  const quote = plainText(closed.body.ru ?? []).slice(0, 7);
  const before = (await logged()).head;
  const event = await heard(fay, 'comment.started', await does(chen, start(closed.id, { quote, mentions: [] })));
  expect(event.about).toMatchObject({ is: 'words', quote, from: 0, marked: false });
  expect((await logged()).head).toBe(before);
});

test('[COMM-2] forty comments at once on the same words: each has its thread and its mark', async () => {
  const [first] = await clausesNow();
  const pages = [amina, chen];
  const seqs = await Promise.all(
    Array.from({ length: 40 }, (_, number) => does(pages[number % 2]!, start(first!.id, { mentions: [] }))),
  );
  const threads = await Promise.all(seqs.map((seq) => heard(fay, 'comment.started', seq)));
  const { doc } = await logged();
  const marked = new Set<ThreadId>(
    (clauseText(doc, first!.id)?.body.ru ?? []).flatMap(({ comments }) => comments ?? []),
  );
  expect(threads.filter(({ threadId }) => !marked.has(threadId))).toEqual([]);
  const state = (await world.services.assemblies.sitting(world.sittingId))!.sitting.state;
  const shownClauses = clausesOf(doc).map((clause) => ({ clause, frozen: null }));
  const places = placeThreads(Object.values(state.comment.threads), shownClauses);
  expect(threads.map(({ threadId }) => places.get(threadId)).filter((place) => place?.is !== 'words')).toEqual([]);
});
