/** Does *load again* load the page again, whatever the browser says of its workers? */
import { afterEach, expect, test, vi } from 'vitest';
import { appVersion } from '../../../client/live/app-version.svelte.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['has none', undefined],
  ['knows of none', { getRegistration: () => Promise.resolve(undefined) }],
  ['will not say', { getRegistration: () => Promise.reject(new DOMException('forbidden', 'SecurityError')) }],
])('a browser that %s loads the page again', async (_what, serviceWorker) => {
  const reload = vi.fn();
  vi.stubGlobal('navigator', { serviceWorker });
  vi.stubGlobal('location', { reload });
  await appVersion.reload();
  expect(reload).toHaveBeenCalledOnce();
});
