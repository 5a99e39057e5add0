/** How long do tests of components wait for what shall appear? As all tests do: it only ends what hangs. */
import { configure } from '@testing-library/svelte';
import { loadRules } from '../client/live/rules.ts';

configure({ asyncUtilTimeout: 20_000 });

// Pages fetch them after the first words; what is tested is what comes then.
await loadRules();
