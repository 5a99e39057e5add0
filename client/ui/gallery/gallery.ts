/** How do all parts of the kit look side by side? Only the development server serves this page. */
import { mount } from 'svelte';
import { firstLang, language } from '../../i18n/language.svelte.ts';
import '../../theme/base.css';
import Gallery from './Gallery.svelte';

await language.work();
await language.show(firstLang());
const target = document.getElementById('app');
if (target !== null) mount(Gallery, { target });
