/** A page with a draft on it and nothing else, for tests of the editor: who and what stands in the address. */
import { mount } from 'svelte';
import { language } from '../../../client/i18n/language.svelte.ts';
import '../../../client/theme/base.css';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { Lang } from '../../../shared/lib/lang.ts';
import Bench from './Bench.svelte';

const query = new URLSearchParams(location.search);
await language.work();
await language.show((query.get('lang') ?? 'ru') as Lang);
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light';
if (query.get('robot') !== null) await import('./robot-tools.ts');
// In a sitting whoever writes follows too, and reads the text before the editor is here.
const followed = query.get('followed');
const read = followed === null ? [] : ((await (await fetch(followed)).json()) as readonly ClauseText[]);
mount(Bench, {
  target: document.getElementById('app')!,
  props: { canWrite: query.get('read') === null, said: query.getAll('said'), read },
});
