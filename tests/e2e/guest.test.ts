/** Does a guest come in by a code and a name, get a seat from the moderator's phone, take part, and leave when the link is revoked? */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ru } from '../../shared/i18n/ru.ts';
import { launchBrowser, openAs, openAt, phone, signIn, startSample, type SampleServer } from './sample-server.ts';

let server: SampleServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** Code and name: the code came with the address. Leads to the follower's page of the sitting that goes on, or to the programme. */
async function join(name: string): Promise<Awaited<ReturnType<typeof openAt>>> {
  const guest = await openAt(browser, server.links['guest'] ?? '', phone);
  await guest.page.getByLabel(ru.people.name).fill(name);
  await button(guest.page, ru.people.join).tap();
  await guest.page.waitForURL(/\/(?:f\/|s\/[^/]+\/follow)/);
  return guest;
}

/** In the desk's list of people: this person's row, opened. Letters as they are written: the namesake has small ones. */
async function openPerson(desk: Page, name: string): Promise<void> {
  await desk.getByRole('searchbox').fill(name.slice(0, 3));
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(name) })
    .tap();
}

test('a guest with a name that another has is given a seat, takes part, gets a new link and is shut out', async () => {
  const amina = await openAs(browser, server.links['moderator-order'] ?? '', phone);
  const sitting = amina.page.url();
  const desk = amina.page;
  await desk.goto(`${sitting}/desk`);

  const dara = await join('Дара Сапарова');
  await dara.page.goto(`${sitting}/follow`);
  const other = await join('дара сапарова');

  // Guests who wait come first, and the namesake is shown before anything is given.
  await button(desk, ru.desk.people).tap();
  await desk.getByRole('heading', { name: `${ru.desk.guests} · 2` }).waitFor();
  await openPerson(desk, 'Дара Сапарова');
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('region', { name: ru.desk.namesake }).waitFor();
  const order = await sheet.evaluate((element, give) => {
    const all = [...element.querySelectorAll('section, button')];
    return {
      namesake: all.findIndex((one) => one.tagName === 'SECTION'),
      seat: all.findIndex((one) => one.textContent?.includes(give)),
    };
  }, ru.desk.deeds.giveDeciding);
  expect(order.namesake).toBeGreaterThanOrEqual(0);
  expect(order.namesake).toBeLessThan(order.seat);
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await button(desk, ru.desk.deeds.giveDeciding).tap();

  // The guest's page learns of it by itself, and goes to the sitting: nobody reads further down, and no form is open.
  await dara.page.waitForURL(sitting);
  await dara.page.getByRole('region', { name: ru.settings.whereAreYou }).waitFor();
  await button(dara.page, ru.settings.inTheHall).tap();
  await button(dara.page, ru.sitting.tabs.text).tap();
  await dara.page.locator('[data-clause] .body').first().tap();
  await button(dara.page, ru.draft.writeHere).tap();
  await dara.page.locator('[data-clause] [contenteditable=true]').first().waitFor();
  await dara.page.keyboard.type(' и гости', { delay: 15 });
  await other.page.goto(`${sitting}/follow`);
  await other.page.getByText('и гости').first().waitFor();
  await button(dara.page, ru.draft.done).tap();

  // A new link is shown once, and ends what was opened before.
  await button(desk, ru.desk.deeds.newLink).tap();
  const shown = sheet.locator('.link');
  await shown.waitFor();
  const link = (await shown.textContent()) ?? '';
  await dara.page
    .getByText(ru.refusals['login-ended'] as string)
    .first()
    .waitFor();
  const again = await signIn(browser, link, phone);
  // The link names the address for phones: there the cookie is.
  await again.page.goto(new URL(new URL(sitting).pathname, link).href);
  await again.page.getByText(ru.sitting.agenda, { exact: true }).first().waitFor();

  // Revoked: signed out where it is open, in words.
  await button(desk, ru.desk.deeds.endLink).tap();
  await button(desk, ru.desk.deeds.endLink).tap();
  await desk.getByText(ru.desk.linkEndedNow).waitFor();
  await again.page
    .getByText(ru.refusals['login-ended'] as string)
    .first()
    .waitFor();
  await again.page.reload();
  await again.page
    .getByRole('alert')
    .filter({ hasText: /Откройте свою ссылку|Попросите новую/ })
    .waitFor();

  const errors = [amina, dara, other].flatMap((each) => each.errors);
  // What a stranger may not have is answered with a status, and the browser says so by itself.
  expect(errors.filter((error) => !/status of 4\d\d/.test(error))).toEqual([]);
});
