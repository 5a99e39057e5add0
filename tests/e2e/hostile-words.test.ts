/** Are words that look like code only words, on every screen and on paper, and does the browser find nothing that its rules forbid? */
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TextConnection } from '../../client/live/text-connection.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { bodyText, clausesMap, clausesOf } from '../../shared/draft/clause-text.ts';
import type { SittingId } from '../../shared/lib/ids.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { enter, openPage, openText } from '../faults/server-kill-world.ts';
import { untilState } from '../text/text-world.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  hall,
  laptop,
  launchBrowser,
  openAs,
  openAt,
  phone,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

let server: SampleServer;
let browser: Browser;
const texts: TextConnection[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  for (const text of texts) text.close();
  await browser.close();
  await server.stop();
});

/** Each would say so by itself if any screen took it for more than letters. */
const hostile = {
  words: '<img src=x onerror="hit(1)"><script>hit(2)</script>{{hit(3)}}${hit(4)}</p><svg/onload=hit(5)> ',
  addressee: '"><iframe srcdoc="<script>parent.hit(6)</script>"></iframe>',
  comment: '<b onmouseover=hit(7)>кто?</b><img src=x onerror=hit(8)>',
  proposal: '<details open ontoggle=hit(9)>предложить</details><img src=x onerror=hit(10)>',
  name: '<img src=x onerror=hit(11)>',
} as const;

interface Hit {
  readonly hits: unknown[];
  readonly forbidden: string[];
}

/** Before anything else runs: what would be called is there, and what the browser forbids is noted. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Hit = { hits: [], forbidden: [] };
    Object.assign(globalThis, { seen, hit: (which: unknown) => seen.hits.push(which) });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.forbidden.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await page.reload();
}

const seenBy = (page: Page): Promise<Hit> => page.evaluate(() => (globalThis as unknown as { seen: Hit }).seen);

test('[GATE-11] written past the editor, commented, proposed and as a name: letters on every screen and on paper', async () => {
  const { links, port } = server;
  const options = { port, data: join(server.directory, 'data'), links: join(server.directory, 'links.json') };
  const amina = await openAs(browser, links['moderator-order'] ?? '', phone);
  const { origin, pathname } = new URL(amina.page.url());
  const sitting = pathname.replace(/\/desk$/, '');
  const at = (path = ''): string => `${origin}${sitting}${path}`;

  // Written by hand into the shared document, past every editor; talked about by plain messages.
  const { cookie, forumId } = await enter(options, 'rural');
  const dara = openPage(options, cookie, forumId, sitting.split('/').at(-1) as SittingId);
  await expect.poll(() => dara.sitting).not.toBeNull();
  const draft = Object.values(dara.sitting!.draft.drafts)[0]!;
  const { draftId } = draft;
  const text = openText(options, cookie, draft.textId);
  texts.push(text);
  await untilState(text, () => text.state().synced && text.state().mayWrite);
  const [first] = clausesOf(text.doc());
  const { id: clauseId } = first!;
  text.doc().transact(() => {
    for (const lang of ['ru', 'kk'] as const) bodyText(text.doc(), clauseId, lang)!.insert(0, hostile.words);
    const addressee = { kk: hostile.addressee, ru: hostile.addressee };
    clausesMap(text.doc()).get(clauseId)!.set('addressee', addressee);
  });
  await untilState(text, () => text.state().writing.is === 'saved');
  const talk: SittingStreamCommand[] = [
    { type: 'comment.start', draftId, clauseId, lang: 'ru', from: 0, quote: '', text: hostile.comment, mentions: [] },
    {
      type: 'proposal.show',
      draftId,
      about: { is: 'new', kind: 'operative', after: null },
      body: { ru: hostile.proposal },
      addressee: { ru: hostile.addressee },
      due: null,
    },
  ];
  for (const command of talk) expect(await dara.send(command)).toMatchObject({ ok: true });
  dara.close();

  const stage = await openAt(browser, links['stage-order'] ?? '', hall);
  const eli = await openAs(browser, links['village'] ?? '', phone, at());
  const fay = await openAt(browser, links['guest'] ?? '', phone);
  await fay.page.getByLabel(ru.people.name).fill(hostile.name);
  await fay.page.getByRole('button', { name: ru.people.join, exact: true }).tap();
  await fay.page.waitForURL(/\/(?:f\/|s\/[^/]+\/follow)/);
  const chen = await openAs(browser, links['rural'] ?? '', laptop, at());
  const all: Guest[] = [amina, stage, eli, fay, chen];
  await Promise.all([fay.page.goto(at('/follow')), amina.page.goto(at('/desk'))]);
  for (const { page } of all) await watch(page);

  const reads = (page: Page, words: string) => page.getByText(words.trim()).filter({ visible: true }).first().waitFor();
  // The text: on a laptop to write in, on a phone to read, and as a follower has it.
  await reads(chen.page, hostile.words);
  await reads(chen.page, hostile.addressee);
  await reads(fay.page, hostile.words);
  await chen.page.getByRole('button', { name: ru.settings.inTheHall, exact: true }).first().click();
  await eli.page.getByRole('button', { name: ru.settings.remotely, exact: true }).first().tap();
  await eli.page.getByRole('button', { name: ru.sitting.tabs.text, exact: true }).tap();
  await reads(eli.page, hostile.words);
  await reads(eli.page, hostile.proposal);
  await eli.page.locator('[data-clause] .hanging').first().tap();
  await reads(eli.page, hostile.comment);
  await eli.page.keyboard.press('Escape');
  await chen.page.getByRole('button', { name: ru.history.open, exact: true }).click();
  await chen.page.getByRole('button', { name: ru.history.showChange, exact: true }).first().click();
  const change = chen.page.getByRole('dialog');
  await expect.poll(() => change.innerText()).toContain('<script>hit(2)</script>');
  // Back to the list of changes, and back to the text.
  await chen.page.keyboard.press('Escape');
  await change.getByRole('button', { name: ru.history.showChange, exact: true }).first().waitFor();
  await chen.page.keyboard.press('Escape');
  await change.waitFor({ state: 'detached' });
  await amina.page.getByRole('button', { name: ru.desk.people, exact: true }).tap();
  await reads(amina.page, hostile.name);
  await amina.page.keyboard.press('Escape');

  // The vote: on the ballot, at the desk, in the hall, and as it came out.
  await nextStep(amina.page, /^Начать: Голосование/);
  await nextStep(amina.page, /^Закрыть для правок: пункт\s1/);
  await nextStep(amina.page, /^Поставить на голосование: пункт\s1/);
  for (const { page } of [eli, chen]) {
    const yes = page.getByRole('button', { name: 'За', exact: true });
    await yes.waitFor();
    await reads(page, hostile.words);
    const accepted = page.getByText('Голос принят').filter({ visible: true }).first();
    await pressUntil(yes, () => accepted.isVisible());
  }
  await reads(stage.page, hostile.words);
  await nextStep(amina.page, /^Закрыть голосование/);
  await stage.page
    .getByText(/Принято|Не принято/)
    .first()
    .waitFor();

  for (const { page, errors } of all) {
    expect([page.url(), await seenBy(page)]).toEqual([page.url(), { hits: [], forbidden: [] }]);
    // At the door of a guest the page first asks who is here already.
    expect([page.url(), errors.filter((error) => !error.includes('status of 401'))]).toEqual([page.url(), []]);
  }
  // It would have been seen: a script that does get into a page is not run, and noted.
  await fay.page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'hit(0)' }));
  });
  await expect.poll(() => seenBy(fay.page)).toEqual({ hits: [], forbidden: ['script-src-elem inline'] });

  // On paper the same letters, and nothing of it is of the paper's own making.
  const secretary = await enter(options, 'secretary');
  const paper = await fetch(
    `http://127.0.0.1:${String(port)}/api/sittings/${sitting.split('/').at(-1) ?? ''}/drafts/${draftId}/resolution.docx?lang=ru`,
    { headers: { cookie: secretary.cookie } },
  );
  expect(paper.status).toBe(200);
  const xml = strFromU8(unzipSync(new Uint8Array(await paper.arrayBuffer()))['word/document.xml'] ?? new Uint8Array());
  expect(xml).toContain('&lt;script&gt;hit(2)&lt;/script&gt;');
  expect(xml).not.toMatch(/<script|<img|<iframe|<svg/);
  const policy = (await fetch(at())).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|\*|nonce|blob:|https?:/);
});
