/** How do all ballots and results look side by side? Only the development server serves this page. */
import { mount } from 'svelte';
import { langs } from '../../../../shared/lib/lang.ts';
import { firstLang, language } from '../../../i18n/language.svelte.ts';
import '../../../theme/base.css';
import BallotGallery from './BallotGallery.svelte';

const asked = new URLSearchParams(location.search).get('lang');
await language.show(langs.find((lang) => lang === asked) ?? firstLang());
const theme = new URLSearchParams(location.search).get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
const target = document.getElementById('app');
if (target !== null) mount(BallotGallery, { target });
