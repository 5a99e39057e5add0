/** How is the client built and how are the tests grouped? */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';
import { fontSubsets } from './tools/font-subsets.ts';
import { precompress } from './tools/precompress.ts';
import { serviceWorker } from './tools/service-worker.ts';

/** `npm run dev` says where the server listens. */
const server = process.env['ORTAQ_DEV_SERVER'] ?? 'http://127.0.0.1:8080';
/** Origin and Host stay as the browser sent them: the server compares them. */
const passOn = { target: server, changeOrigin: false };

/** Tests that put something of their own in the place of what all others use: a database of the browser, packages, the clock. */
const apart = [
  'tests/clock.test.ts',
  'tests/live/five-people-offline.test.ts',
  'tests/simulation/simulation.test.ts',
  'tests/text/kept-text.test.ts',
];

export default defineConfig({
  root: 'client',
  plugins: [fontSubsets(import.meta.dirname), svelte({ configFile: false }), serviceWorker(), precompress()],
  resolve: { dedupe: ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'] },
  build: {
    outDir: '../build/client',
    emptyOutDir: true,
    target: 'chrome100',
    manifest: true,
    sourcemap: 'hidden',
    modulePreload: { polyfill: false },
    // Advice on slow plugins is not what somebody starting the server wants to read.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      output: {
        // What nearly every page uses is one file: forty small ones travel worse, and compress worse, than one.
        codeSplitting: {
          groups: [
            // Fields, sheets, who may do what and how bytes are made: for those who take part. Who only reads does without, and nothing in the
            // frame may import it, else it comes with the frame.
            {
              name: 'deeds',
              test: /client\/ui\/(ChoiceRow|Field|LanguageChoice|LongField|SelectField|Sheet)\.|shared\/(people\/permission|draft\/(canonical-text|clean-words))/,
              priority: 1,
              includeDependenciesRecursively: false,
            },
            // Not so the words of unusual votes, electorates, the floor and questions and how counts are told: they come with such a one, however many
            // parts tell it.
            {
              name: 'frame',
              test: /node_modules|client\/(ui|i18n|theme|live)|shared\/(?!counting\/|survey\/survey-(count|answer|lists)|sitting\/(proxy|next-step)|forum\/sitting-template|poll\/(poll-answer|wordings|unnamed-marks|poll-electors)|papers\/(vote-words|standings)|floor\/floor-(order|limits)|question\/question-lists|i18n\/((voting|ways|electorate|floor|question|survey)-words|\w\w\/(voting|ways|electorate|floor|question|survey)))/,
              minShareCount: 5,
            },
          ],
        },
      },
    },
  },
  server: {
    // The fonts are cut into build/fonts, outside the client's root.
    fs: { allow: ['..'] },
    proxy: { '/api': passOn, '/socket.io': { ...passOn, ws: true }, '/text': { ...passOn, ws: true } },
  },
  test: {
    root: '.',
    // No test judges how long something took: on a busy machine what is waited for comes late, and these only end what hangs.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // Many tests wait for processes and timers most of the time.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/dom/**', 'tests/load/**', ...apart],
          globalSetup: ['tests/global-setup.ts'],
          // To load the server and the client anew for each file would cost more than most files.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'apart', environment: 'node', include: apart },
      },
      {
        extends: true,
        // Only here: it makes packages resolve as in a browser, and then socket.io does not work in Node.
        plugins: [svelteTesting()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          // A window for each file would cost more than its tests; each test clears away what it put on the page.
          isolate: false,
          include: ['tests/dom/**/*.test.ts'],
          setupFiles: ['tests/dom-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/e2e/editor-bench/build-bench.ts'],
          expect: { poll: { timeout: 60_000 } },
          // Most of a story is waiting, for a slow line as much as for a browser.
          maxWorkers: 2,
        },
      },
    ],
  },
});
