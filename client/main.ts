/** What starts in the browser? The words and the page are fetched side by side, then everything is drawn at once. */
import { mount } from 'svelte';
import App from './App.svelte';
import { firstLang, language } from './i18n/language.svelte.ts';
import { place } from './place.svelte.ts';
import { loadPage } from './routes.ts';
import './theme/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const page = loadPage(place.route);
// App waits for the page itself and offers to try again; here it must only not be an unhandled rejection.
page.catch(() => undefined);
await language.show(firstLang());
mount(App, { target, props: { firstPage: page } });
