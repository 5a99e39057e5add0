/** What starts in the browser? The words and the page are fetched side by side, then everything is drawn at once. */
import { mount } from 'svelte';
import App from './App.svelte';
import { firstLang, language } from './i18n/language.svelte.ts';
import { appVersion } from './live/app-version.svelte.ts';
import { place } from './live/place.svelte.ts';
import { loadPage } from './page-loader.ts';
import './theme/base.css';

/** Said when not even the words could be had, and so in all languages at once. */
const noWords = [
  ['kk', 'Байланыс жоқ. Бетті қайта жүктеңіз.'],
  ['ru', 'Нет связи. Загрузите страницу заново.'],
  ['en', 'There is no line. Load the page again.'],
] as const;

const found = document.getElementById('app');
if (found === null) throw new Error('index.html has no #app');
const target = found;

const page = loadPage(place.route);
// App waits for the page itself and offers to try again; here it must only not be an unhandled rejection.
page.catch(() => undefined);

// Nothing is drawn yet, so nothing can be lost by loading a newer version.
await appVersion.takeWaiting().catch(() => undefined);

try {
  await language.show(firstLang());
  mount(App, { target, props: { firstPage: page } });
  appVersion.keep();
} catch (fault) {
  for (const [lang, sentence] of noWords) {
    const line = document.createElement('p');
    line.lang = lang;
    line.textContent = sentence;
    target.append(line);
  }
  throw fault;
}
