/** Are the words of a language one thing, and are those of the pages one works in there when such a page is drawn? */
import { expect, test, vi } from 'vitest';

const fresh = async () => {
  vi.resetModules();
  return import('../../../client/i18n/language.svelte.ts');
};

test('asked for again the words are the same, so that nothing is drawn anew', async () => {
  const { language, loadWords } = await fresh();
  expect(await loadWords('kk')).toBe(await loadWords('kk'));
  await language.show('ru');
  await language.work();
  expect(await loadWords('kk')).toBe(await loadWords('kk'));
  expect(await loadWords('ru')).toBe(language.words);
});

test('pages that are only read fetch no more than they say; once somebody works, each language comes whole', async () => {
  const { language, loadWords } = await fresh();
  await language.show('ru');
  expect(Object.keys(language.words)).not.toContain('desk');
  await language.work();
  expect(language.words.desk.say).not.toBe('');
  expect((await loadWords('en')).history.title).not.toBe('');
});

test('a page to work in that is opened while another language is on its way has its words all the same', async () => {
  const { language } = await fresh();
  await language.show('ru');
  const choosing = language.show('kk');
  const opening = language.work();
  await Promise.all([choosing, opening]);
  expect(language.lang).toBe('kk');
  expect(language.words.desk.say).not.toBe('');
});
