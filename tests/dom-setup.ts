/** How long do tests of components wait for what shall appear? As all tests do: it only ends what hangs. */
import { configure } from '@testing-library/svelte';

configure({ asyncUtilTimeout: 20_000 });
