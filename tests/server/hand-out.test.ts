/** Do numbers stand still once paper is handed out, and does the door of the text hear who may write? By raw messages to a running server. */
import WebSocket from 'ws';
import { afterEach, expect, test } from 'vitest';
import { labelsOf, drawnText } from '../../shared/draft/clause-reference.ts';
import { parseCanonicalClause } from '../../shared/draft/canonical-clause.ts';
import { clausesOf, draftLayout, openTextDoc } from '../../shared/draft/clause-text.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { PlannedClause } from '../../shared/forum/forum-plan.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import { encodeUp, parseDown } from '../../shared/protocol/text-wire.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { openWorld, twoClauses, type World } from './world.ts';
import * as Y from 'yjs';

let world: World;
afterEach(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const clauses: readonly PlannedClause[] = [
  ...twoClauses,
  {
    kind: 'operative',
    under: 1,
    addressee: null,
    due: null,
    body: { ru: ['вести его по правилам, о которых говорит ', { ref: 0 }, ';'] },
  },
];

async function draft(): Promise<Draft> {
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  return assembly!.sitting.state.draft.drafts[world.draftId]!;
}

/** The ids as they are read. */
async function read(): Promise<readonly ClauseId[]> {
  const doc = openTextDoc();
  for (const { update } of await world.store.readTextUpdates(world.textId, 0, 1000)) Y.applyUpdate(doc, update);
  return clausesOf(doc).map(({ id }) => id);
}

test('[NUM-5, NUM-6] a print fixes the numbers, and a clause is frozen with its own and those it refers to', async () => {
  world = await openWorld({ clauses });
  const { sittingId, draftId } = world;
  const [first, second, sub] = (await read()) as [ClauseId, ClauseId, ClauseId];
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  expect(await bo.command(sittingId, { type: 'draft.hand-out', draftId, why: 'print' })).toMatchObject({ ok: true });
  expect((await draft()).numbers).toEqual({ [first]: '1', [second]: '2', [sub]: '2.1' });
  const seq = (await world.services.assemblies.sitting(sittingId))!.sitting.seq;
  expect(await bo.command(sittingId, { type: 'draft.hand-out', draftId, why: 'export' })).toMatchObject({ ok: true });
  expect((await world.services.assemblies.sitting(sittingId))!.sitting.seq).toBe(seq);
  expect(await amina.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId: sub })).toMatchObject({
    ok: true,
  });
  const frozen = parseCanonicalClause((await draft()).clauses[sub]!.frozen.bytes);
  expect(frozen).toMatchObject({ number: '2.1', parent: second, refs: { [first]: '1' } });
  expect(drawnText(frozen.body.ru ?? [], 'ru', labelsOf(frozen))).toBe(
    'вести его по правилам, о которых говорит пункт\u00a01;',
  );
});

test('[LANG-3] a translation is checked at the text’s sequence, and only where there is one', async () => {
  world = await openWorld({ clauses });
  const { sittingId, draftId } = world;
  const [first, , sub] = (await read()) as [ClauseId, ClauseId, ClauseId];
  const bo = await world.open('bo');
  const check = { type: 'draft.check-translation', draftId, lang: 'kk' } as const;
  expect(await bo.command(sittingId, { ...check, clauseId: first })).toMatchObject({ ok: true });
  expect(await bo.command(sittingId, { ...check, clauseId: sub })).toMatchObject({ ok: false, code: 'clause-empty' });
  expect((await draft()).checks).toMatchObject({ [first]: { kk: { by: world.people.bo } } });
});

test('[WRITE-1, WRITE-2] an open connection is told that others write now, and that it may again', async () => {
  world = await openWorld();
  const { sittingId, draftId } = world;
  const amina = await world.open('amina');
  const heard: boolean[] = [];
  const socket = new WebSocket(
    `${world.origin.replace('http', 'ws')}/text/${world.textId}?client=${String(protocolVersion)}&layout=${String(draftLayout)}`,
    { headers: { cookie: await world.cookieOf('chen'), origin: world.origin } },
  );
  let wake: () => void = () => undefined;
  socket.on('open', () => socket.send(encodeUp({ type: 'bind', clientIds: [77] })));
  socket.on('message', (data: Buffer) => {
    const message = parseDown(new Uint8Array(data));
    if (!message.ok || message.value.type !== 'bound') return;
    heard.push(message.value.mayWrite);
    wake();
  });
  const until = async (count: number): Promise<void> => {
    while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  await until(1);
  const set = { type: 'draft.set-writers', draftId } as const;
  const named = { who: 'named', people: [world.people.dara] } as const;
  expect(await amina.command(sittingId, { ...set, writers: named })).toMatchObject({ ok: true });
  await until(2);
  expect(await amina.command(sittingId, { ...set, writers: { who: 'everyone' } })).toMatchObject({ ok: true });
  await until(3);
  expect(heard).toEqual([true, false, true]);
  socket.terminate();
});
