/** What happens to an open page when the server is renewed? It stays whole, is told, and goes over when asked; none is of two versions. */
import { createHash } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { laptop, launchBrowser, openAt, startSample, type SampleServer } from './sample-server.ts';

let server: SampleServer;
let browser: Browser;
let front: Server;
let origin: string;
/** After the renewal: another first file, and the old hashed files are gone. */
let isRenewed = false;
const gone = new Set<string>();

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function asked(from: IncomingMessage): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { 'if-none-match': _known, ...rest } = from.headers;
    const headers = { ...rest, 'accept-encoding': 'identity' };
    const passedOn = request({ port: server.port, path: from.url, method: from.method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    passedOn.on('error', reject);
    from.pipe(passedOn);
  });
}

const renewed = (index: string): string => index.replace('<title>Ortaq</title>', '<title>Ortaq, renewed</title>');

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
  let index = '';
  front = createServer((from, to) => {
    void asked(from).then(({ status, headers, body }) => {
      const path = from.url ?? '/';
      const isPage = headers['content-type']?.startsWith('text/html') === true;
      let text: string | null = null;
      if (isPage) {
        index = body.toString();
        if (isRenewed) text = renewed(index);
      }
      if (isRenewed && path === '/service-worker.js')
        text = body
          .toString()
          .replace(sha256(index), sha256(renewed(index)))
          .replace(/"[0-9a-f]{16}"/, '"0123456789abcdef"');
      const isGone = isRenewed && gone.has(path);
      const { 'content-length': _length, etag: _etag, ...rest } = headers;
      to.writeHead(isGone ? 404 : status, rest);
      to.end(isGone ? '' : (text ?? body));
    });
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await browser.close();
  front.closeAllConnections();
  await new Promise((resolve) => front.close(resolve));
  await server.stop();
});

test('[KEEP-11] a new version waits; the open page stays whole, is told, and goes over when asked', async () => {
  const { page, context, errors } = await openAt(browser, origin, { ...laptop, serviceWorkers: 'allow' });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // From the second opening on the pages come from the cache.
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  for (const path of await page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  }))
    if (path.includes('CheckPage')) gone.add(path);
  expect(gone.size).toBeGreaterThan(0);

  isRenewed = true;
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration())?.update();
  });
  const told = page.getByText('Есть новая версия', { exact: false });
  await told.waitFor();
  // The page goes on with its own parts, though the server has them no more.
  expect(await page.evaluate(() => fetch('/', { cache: 'no-store' }).then((answer) => answer.text()))).toContain(
    'renewed',
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = '/check';
    link.textContent = 'check';
    document.body.append(link);
    link.click();
  });
  await page.locator('h1').first().waitFor();
  expect(await page.getByRole('button', { name: 'Попробовать ещё раз' }).count()).toBe(0);
  expect(await page.evaluate(async () => (await (await fetch('/index.html')).text()).includes('renewed'))).toBe(false);

  // Asking for anything meanwhile would wake the worker that is to go.
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Загрузить заново' }).click()]);
  await page.locator('h1').first().waitFor();
  expect(await page.evaluate(async () => (await (await fetch('/index.html')).text()).includes('renewed'))).toBe(true);
  await expect.poll(() => told.count()).toBe(0);
  expect(errors.filter((error) => !/ 40[14] /.test(error))).toEqual([]);
  await context.close();
});
