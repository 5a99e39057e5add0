/** Do minutes and papers do what they promise? By raw messages and requests to a running server. */
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgendaItemId } from '../../shared/lib/ids.ts';
import type { CheckAnswer, MinutesAnswer } from '../../shared/protocol/http.ts';
import type { PaperEvent } from '../../shared/paper/paper-events.ts';
import type { SittingVotes } from '../../shared/papers/sitting-votes.ts';
import { newRequestId, openVote, openWorld, type PersonName, type RawPage, type World } from './world.ts';

const run = promisify(execFile);

let world: World;
let [amina, bo, chen, dara, gani, fay] = [] as unknown as [RawPage, RawPage, RawPage, RawPage, RawPage, RawPage];
let issued: readonly PaperEvent[] = [];

/** One sitting, from its opening to its papers: each test looks at one side of it. */
beforeAll(async () => {
  world = await openWorld({ store: 'sqlite' });
  [amina, bo, chen, dara, gani, fay] = (await Promise.all(
    (['amina', 'bo', 'chen', 'dara', 'gani', 'fay'] as const).map((name) => world.open(name)),
  )) as [RawPage, RawPage, RawPage, RawPage, RawPage, RawPage];
  const { sittingId } = world;
  for (const page of [chen, dara]) await done(page, { type: 'sitting.declare-presence', where: 'hall' });
  const items = await agenda();
  await done(amina, { type: 'sitting.start-item', itemId: items[1]! });
  const { pollId, paperHash } = await openVote(world, amina);
  for (const page of [chen, dara]) {
    const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'yes' }, paperHash };
    const cast = await page.ask('ballot', { sittingId, ballot });
    if (!cast.ok) throw new Error(cast.code);
  }
  await done(amina, { type: 'poll.close', pollId });
  await done(amina, { type: 'sitting.pause', minutes: 10 });
  await done(amina, { type: 'sitting.resume' });
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

type Command = Parameters<RawPage['command']>[1];

async function done(page: RawPage, command: Command): Promise<void> {
  const answer = await page.command(world.sittingId, command);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
}

async function refusalOf(page: RawPage, command: Command): Promise<string> {
  const answer = await page.command(world.sittingId, command);
  return answer.ok ? 'done' : answer.code;
}

async function agenda(): Promise<readonly AgendaItemId[]> {
  const frame = await amina.wait('snapshot', ({ of }) => of === 'sitting');
  return frame.of === 'sitting' ? frame.state.sitting.agenda.map(({ itemId }) => itemId) : [];
}

async function ask(path: string, name: PersonName | null): Promise<Response> {
  const cookie = name === null ? {} : { cookie: await world.cookieOf(name) };
  return fetch(`${world.origin}/api/${path}`, { headers: { origin: world.origin, ...cookie } });
}

async function minutes(name: PersonName, lang = 'ru'): Promise<MinutesAnswer> {
  const response = await ask(`sittings/${world.sittingId}/minutes?lang=${lang}`, name);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as MinutesAnswer;
}

const told = ({ paragraphs }: MinutesAnswer) => paragraphs.map(({ lead, words }) => lead + words);

test('[MIN-1] the minutes are there while the sitting runs, with numbers and decisions in the words of the templates', async () => {
  const ru = told(await minutes('bo'));
  expect(ru).toContain(
    'Присутствовали с правом решающего голоса: 0 чел. из 3 (список прилагается), в том числе онлайн – 0.',
  );
  expect(ru).toContain('СЛУШАЛИ: Голосование');
  expect(ru).toContain('ГОЛОСОВАЛИ: «за» – 2, «против» – 0, «воздержались» – 0, не голосовали – 1.');
  expect(ru).toContain(
    'РЕШИЛИ: 1.1. принять пункт 1 в редакции: «Акимату области: создать постоянную площадку;» Решение принято единогласно.',
  );
  const kk = told(await minutes('gani', 'kk'));
  expect(kk).toContain('ДАУЫС БЕРДІ: «жақтап» – 2, «қарсы» – 0, «қалыс қалды» – 0, дауыс бермегендер – 1.');
  expect(kk).toContain(
    'ШЕШТІ: 1.1. 1-тармақ мынадай редакцияда қабылдансын: «Облыс әкімдігіне: тұрақты алаң құрылсын;» Шешім бірауыздан қабылданды.',
  );
});

test('[MIN-2] the secretary alone words them, and nobody the numbers', async () => {
  const correct = {
    type: 'minutes.correct',
    lang: 'ru',
    paragraph: 'opened',
    words: 'Заседание открыла Амина.',
  } as const;
  expect(await refusalOf(amina, correct)).toBe('not-permitted');
  expect(await refusalOf(chen, correct)).toBe('not-permitted');
  const voted = (await minutes('bo')).paragraphs.find(({ isFixed }) => isFixed)!;
  expect(await refusalOf(bo, { ...correct, paragraph: voted.key })).toBe('paragraph-fixed');
  expect(await refusalOf(bo, { type: 'minutes.leave-out', lang: 'ru', paragraph: voted.key })).toBe('paragraph-fixed');
  await done(bo, correct);
  await done(bo, { type: 'minutes.set-number', number: '3' });
  await done(bo, { type: 'minutes.add', lang: 'ru', after: 'opened', as: 'speeches', words: 'Чен – о сроках.' });
  const { paragraphs, number } = await minutes('bo');
  const place = paragraphs.findIndex(({ key }) => key === 'opened');
  expect(paragraphs[place]).toMatchObject({ words: 'Заседание открыла Амина.', isFixed: false });
  expect(paragraphs[place]?.recorded).toMatch(/^Заседание открыто в \d\d:\d\d\.$/);
  expect(paragraphs[place + 1]).toMatchObject({ lead: 'ВЫСТУПИЛИ: ', words: 'Чен – о сроках.' });
  expect(number).toBe('3');
});

test('[MIN-3] until they are issued they are the desk’s: no message and no answer tells a member of them', async () => {
  expect((await ask(`sittings/${world.sittingId}/minutes`, 'chen')).status).toBe(403);
  expect((await ask(`sittings/${world.sittingId}/minutes`, null)).status).toBe(401);
  for (const page of [chen, fay]) expect(JSON.stringify(page.got)).not.toContain('открыла Амина');
  expect(JSON.stringify(bo.got)).toContain('открыла Амина');
});

test('[MIN-3] [MIN-4] they are signed after the close, by name; words that change take the signatures back', async () => {
  const issue = { type: 'paper.issue', kind: 'minutes', lang: 'ru', of: '' } as const;
  expect(await refusalOf(bo, { type: 'minutes.sign', as: 'secretary' })).toBe('sitting-not-closed');
  expect(await refusalOf(bo, issue)).toBe('sitting-not-closed');
  expect(await refusalOf(bo, { ...issue, kind: 'extract', of: (await agenda())[1]! })).toBe('minutes-not-issued');
  await done(amina, { type: 'sitting.close' });
  expect(await refusalOf(bo, { type: 'minutes.sign', as: 'chair' })).toBe('not-permitted');
  expect(await refusalOf(chen, { type: 'minutes.sign', as: 'chair' })).toBe('not-permitted');
  await done(bo, { type: 'minutes.sign', as: 'secretary' });
  expect(await refusalOf(bo, issue)).toBe('minutes-not-signed');
  await done(gani, { type: 'minutes.sign', as: 'chair' });
  await done(bo, { type: 'minutes.correct', lang: 'ru', paragraph: 'closed', words: 'Заседание закрыто.' });
  expect((await minutes('bo')).signers).toEqual({
    chair: { name: 'gani', signedAt: null },
    secretary: { name: 'bo', signedAt: null },
  });
  await done(bo, { type: 'minutes.sign', as: 'secretary' });
  await done(gani, { type: 'minutes.sign', as: 'chair' });
});

test('[PAPER-5] papers are issued once, by who may, each file with its hash, and are the same bytes from then on', async () => {
  const issue = (kind: 'minutes' | 'resolution', lang: 'ru' | 'kk') =>
    ({ type: 'paper.issue', kind, lang, of: kind === 'resolution' ? world.draftId : '' }) as const;
  expect(await refusalOf(chen, issue('minutes', 'ru'))).toBe('not-permitted');
  expect(await refusalOf(amina, issue('minutes', 'ru'))).toBe('not-permitted');
  await done(bo, issue('minutes', 'ru'));
  expect(await refusalOf(bo, issue('minutes', 'ru'))).toBe('paper-unchanged');
  await done(bo, issue('resolution', 'kk'));
  await done(bo, { type: 'paper.issue', kind: 'voting-report', lang: 'kk', of: '' });
  await done(bo, { type: 'paper.issue', kind: 'attendance', lang: 'ru', of: '' });
  await done(bo, { type: 'paper.issue', kind: 'extract', lang: 'ru', of: (await agenda())[1]! });
  expect(await refusalOf(bo, { type: 'minutes.set-number', number: '4' })).toBe('minutes-issued');
  const frame = await chen.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'paper.issued' && event.kind === 'extract'),
  );
  expect(frame.of).toBe('sitting');
  issued = chen.got.flatMap(({ name, frame: got }) =>
    name === 'events' ? (got as { events: { event: PaperEvent }[] }).events.map(({ event }) => event) : [],
  );
  issued = issued.filter(({ type }) => type === 'paper.issued');
  expect(issued.map(({ kind, lang, format }) => `${kind} ${lang} ${format}`)).toEqual([
    'minutes ru docx',
    'minutes ru pdf',
    'minutes ru json',
    'resolution kk docx',
    'resolution kk pdf',
    'resolution kk json',
    'voting-report kk docx',
    'voting-report kk pdf',
    'voting-report kk xlsx',
    'voting-report kk csv',
    'voting-report kk json',
    'attendance ru docx',
    'attendance ru pdf',
    'attendance ru xlsx',
    'attendance ru csv',
    'attendance ru json',
    'extract ru docx',
    'extract ru pdf',
    'extract ru json',
  ]);
  for (const { paperId, format, sha256 } of issued) {
    const got = await ask(`sittings/${world.sittingId}/papers/${paperId}/${format}`, 'fay');
    expect(got.status).toBe(200);
    expect(
      createHash('sha256')
        .update(new Uint8Array(await got.arrayBuffer()))
        .digest('hex'),
    ).toBe(sha256);
  }
  expect((await ask(`sittings/${world.sittingId}/papers/${issued[0]!.paperId}/pdf`, null)).status).toBe(401);
});

test('[PAPER-5] what a person is called later changes no issued paper', async () => {
  const paper = issued.find(({ kind, format }) => kind === 'minutes' && format === 'docx')!;
  const path = `sittings/${world.sittingId}/papers/${paper.paperId}/docx`;
  const before = await (await ask(path, 'bo')).arrayBuffer();
  await world.store.commit({
    accounts: [{ change: 'set-name', personId: world.people.gani, name: { ru: 'Другое имя' } }],
  });
  expect(Buffer.from(await (await ask(path, 'bo')).arrayBuffer()).equals(Buffer.from(before))).toBe(true);
});

test('[PAPER-6] the code on a paper leads anybody to the same text; a clause’s code to the resolution that holds it', async () => {
  const paper = issued.find(({ kind }) => kind === 'resolution')!;
  const shownAt = async (code: string): Promise<CheckAnswer> => {
    const response = await ask(`check/${encodeURIComponent(code)}`, null);
    expect(response.status).toBe(200);
    return (await response.json()) as CheckAnswer;
  };
  const { papers } = await shownAt(paper.checkCode);
  expect(papers).toHaveLength(1);
  const text = JSON.stringify(papers[0]!.blocks);
  expect(text).toContain('тұрақты алаң құрылсын;');
  expect(text).toContain('«жақтап» – 2');
  expect(papers[0]).toMatchObject({ kind: 'resolution', lang: 'kk', paperId: paper.paperId });
  const clauseCode = /Тексеру коды: ([0-9A-F]{4}\s[0-9A-F]{4})/.exec(text)?.[1] ?? '';
  expect((await shownAt(clauseCode)).papers.map(({ paperId }) => paperId)).toEqual([paper.paperId]);
  // As people type it.
  expect((await shownAt(` ${paper.checkCode.toLowerCase().replaceAll('-', ' ')}`)).papers).toHaveLength(1);
  for (const wrong of ['0000-0000-0000', '7F', 'нет']) {
    const response = await ask(`check/${encodeURIComponent(wrong)}`, null);
    expect(`${String(response.status)} ${((await response.json()) as { code: string }).code}`).toBe(
      '404 check-code-unknown',
    );
  }
});

test('[PAPER-9] [MIN-5] issued minutes are corrected by new ones in their place, with a reason; the old bytes stay and their page says so', async () => {
  const shownAt = async (code: string) => ((await (await ask(`check/${code}`, null)).json()) as CheckAnswer).papers[0]!;
  const old = issued.find(({ kind, format }) => kind === 'minutes' && format === 'pdf')!;
  const path = `sittings/${world.sittingId}/papers/${old.paperId}/pdf`;
  const before = await (await ask(path, 'bo')).arrayBuffer();
  expect(await shownAt(old.checkCode)).toMatchObject({ replacedBy: null, replaces: null });

  const reason = 'неверно записано, кто открыл';
  expect(await refusalOf(gani, { type: 'minutes.reopen', reason })).toBe('not-permitted');
  await done(bo, { type: 'minutes.reopen', reason });
  expect(await refusalOf(bo, { type: 'minutes.reopen', reason })).toBe('minutes-not-issued');
  const extract = { type: 'paper.issue', kind: 'extract', lang: 'ru', of: (await agenda())[1]! } as const;
  expect(await refusalOf(bo, { ...extract, reason })).toBe('minutes-not-issued');
  await done(bo, { type: 'minutes.correct', lang: 'ru', paragraph: 'opened', words: 'Заседание открыл Гани.' });
  const issue = { type: 'paper.issue', kind: 'minutes', lang: 'ru', of: '' } as const;
  expect(await refusalOf(bo, issue)).toBe('minutes-not-signed');
  await done(bo, { type: 'minutes.sign', as: 'secretary' });
  await done(gani, { type: 'minutes.sign', as: 'chair' });
  // Bytes are made while others go on: what came between is no reason to refuse, and the paper is of the moment of its event.
  const agendaToo = { type: 'paper.issue', kind: 'agenda', lang: 'en', of: '' } as const;
  const underway = [bo.command(world.sittingId, issue), gani.command(world.sittingId, agendaToo)];
  expect(await Promise.all(underway)).toMatchObject([{ ok: true }, { ok: true }]);
  const frame = await chen.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'paper.issued' && event.replaces === old.paperId),
  );
  const event = frame.events.map((one) => one.event).find(({ type }) => type === 'paper.issued') as PaperEvent;
  expect(event).toMatchObject({ kind: 'minutes', replaces: old.paperId, reason });

  expect(Buffer.from(await (await ask(path, 'fay')).arrayBuffer()).equals(Buffer.from(before))).toBe(true);
  expect(await shownAt(old.checkCode)).toMatchObject({ replacedBy: { checkCode: event.checkCode, reason } });
  const now = await shownAt(event.checkCode);
  expect(now).toMatchObject({ replacedBy: null, replaces: { checkCode: old.checkCode, reason } });
  expect(JSON.stringify(now.blocks)).toMatch(new RegExp(`взамен документа.*${old.checkCode}.*${reason}`));
  expect(JSON.stringify(now.blocks)).toContain('Заседание открыл Гани.');

  // The same again is no new paper; another kind says for itself why it is replaced.
  expect(await refusalOf(bo, { type: 'minutes.correct', lang: 'ru', paragraph: 'opened', words: null })).toBe(
    'minutes-issued',
  );
  expect(await refusalOf(bo, { ...issue, reason })).toBe('paper-unchanged');
  expect(await refusalOf(bo, extract)).toBe('paper-needs-reason');
  await done(bo, { ...extract, reason: 'исправлен протокол' });
});

test('[PAPER-8] the JSON of a named vote is enough for a stranger to come to the published result', async () => {
  const response = await ask(`sittings/${world.sittingId}/votes.json?lang=ru`, 'fay');
  const json = await response.text();
  const { votes } = JSON.parse(json) as SittingVotes;
  expect(votes).toHaveLength(1);
  expect(votes[0]!.electors.filter(({ ballot }) => ballot != null)).toHaveLength(2);
  const folder = await mkdtemp(join(tmpdir(), 'ortaq-recount-'));
  const recount = async (text: string) => {
    const file = join(folder, 'votes.json');
    await writeFile(file, text);
    return run(process.execPath, [join(import.meta.dirname, '../../docs/recount.mjs'), file]);
  };
  try {
    const { stdout } = await recount(json);
    expect(stdout).toContain('for 2, against 0, abstained 0, did not vote 1; needed 2: carried');
    expect(stdout).toContain('The ballots give the published result and its seal.');
    // One ballot turned round is found.
    const turned = json.replace('"choice": "yes"', '"choice": "no"');
    expect(turned).not.toBe(json);
    await expect(recount(turned)).rejects.toMatchObject({ code: 1 });
    const moved = json.replace('"outcome": "carried"', '"outcome": "rejected"');
    await expect(recount(moved)).rejects.toMatchObject({ code: 1 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
